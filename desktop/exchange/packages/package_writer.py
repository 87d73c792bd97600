"""Writing a package: what the receiver lacks and may have, in a file that appears whole or not at all."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Collection, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import Connection

from desktop import NAME, VERSION
from desktop.errors import UserFacingError
from desktop.exchange.identity.introductions import Introduction
from desktop.exchange.packages.archive import ArchiveWriter
from desktop.exchange.packages.change_lines import ReplicaIndex, write_line
from desktop.exchange.packages.compression import compress
from desktop.exchange.packages.csv_tables import BATCH, csv_chunks, datapackage, sorted_ids
from desktop.exchange.packages.format import (
    CHANGES,
    COMPRESSED_NAMES,
    DATAPACKAGE,
    EARLIER,
    FILES,
    LEAN,
    MAJOR,
    MANIFEST,
    MINOR,
    PROOFS,
    SIGNATURE,
    SUMS,
    TEXTS,
    Manifest,
    now_text,
)
from desktop.exchange.packages.job_progress import Cancel, JobProgress, Progress, StepProgress
from desktop.exchange.packages.limits import MAX_ENTRIES, MAX_FILE
from desktop.exchange.packages.old_format_links import with_addresses
from desktop.exchange.packages.package import open_package
from desktop.exchange.packages.selection import changes_of_selection
from desktop.i18n import _
from desktop.system.errors import reading_error, writing_error
from desktop.system.files import replacing
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.attachments import attachments_in
from desktop.workspace.changes.have_sets import HaveSet, checksums
from desktop.workspace.changes.proof_log import keys_of_replicas
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.merge.deleted_before_sharing import note_left
from desktop.workspace.merge.outgoing import (
    both,
    count,
    erasures_held,
    minus,
    read_changes,
    read_shareable,
)
from desktop.workspace.privacy.gate import Gate

_CHUNK = 1 << 20
_SPOOLED = 8 << 20
"""Bytes of texts kept in memory; more wait in a temporary file."""
_WORKSPACE_ID_KEY = "workspace"
"""The key in `meta` of the id that copies of this workspace share."""


@dataclass(frozen=True, slots=True)
class ExportedPackage:
    """What was written."""

    path: Path
    manifest: Manifest
    size: int  # bytes


Sign = Callable[[bytes], bytes]
"""The signature of the exact bytes of a manifest."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """What a manifest says of its making."""

    workspace: str
    addressee: str
    made: str
    sign: Sign | None
    readable: bool
    """Are there tables in it for those without a desk?"""
    earlier: bool
    """Is it of the format before proofs?"""
    became: tuple[Introduction, ...] = ()
    sealing_key: bytes = b""


@dataclass(slots=True)
class _PackagePlan:
    """What goes into a package, and what its manifest says beside."""

    known: HaveSet
    brings: HaveSet
    holds: HaveSet
    withheld: HaveSet  # named in formats before 3.0 alone
    held_back: Collection[str]  # people of whom nothing leaves
    unnamed: Collection[str]  # records of which it does not leave who is named
    desks: dict[str, str]
    keys: dict[str, tuple[bytes, bytes]]  # of all replicas
    sums: dict[str, bytes]  # of what it holds
    records: dict[str, set[str]]
    attachments: set[str]  # that the changes add, or that the receiver asked for


def known_to(workspace: Workspace, since: Manifest) -> HaveSet:
    """What the maker of an earlier package has; of one of this workspace's own, what its receiver has since."""
    if since.workspace == workspace.meta(_WORKSPACE_ID_KEY):
        return both(since.builds_on, since.brings)
    return since.holds


def export_package(
    workspace: Workspace,
    path: Path,
    *,
    known: HaveSet | None = None,
    asked: Collection[str] = (),
    ids: Collection[str] | None = None,
    with_files: bool = True,
    addressee: str = "",
    workspace_id: str = "",
    sign: Sign | None = None,
    made: str = "",
    readable: bool = True,
    earlier: bool = False,
    with_mentions: bool = False,
    became: Collection[Introduction] = (),
    sealing_key: bytes = b"",
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> ExportedPackage:
    """Write what may leave this desk to `path`, in the place of what is there.

    `known`: what the receiver holds, so that only the rest goes (`known_to`). `asked`: sha256 of attachments that the
    receiver is without. `ids`: only these records and those that they point to.
    `workspace_id`: a UUID that copies of this workspace share. `made`: the time of making (UTC,
    "2026-11-24T20:34:15Z"), else now. `readable`: with a table a record type, unless the receiver has earlier packages and
    so a desk. `with_mentions`: also records that name people who did not agree. `earlier`: in the format before proofs, for
    who has not updated. `became` and `sealing_key`: as in `Manifest`. The workspace's last changes are sealed.

    Raises UserFacingError (disk full, workspace open for reading only ...) or Cancelled; then nothing is left behind.
    """
    progress_steps = JobProgress(progress, cancelled)
    workspace.journal.seal()
    progress_steps.poll()
    maker = _Origin(
        workspace_id or _own_id(workspace),
        addressee,
        made or now_text(),
        sign,
        readable,
        earlier,
        tuple(became),
        sealing_key,
    )
    with workspace.reading() as conn:
        plan = _plan(conn, workspace, known or {}, asked, ids, Gate(conn, with_mentions=with_mentions))
    workspace.journal.beside(
        lambda conn: note_left(conn, plan.brings)
    )  # before: it may be killed once the file is there
    progress_steps.poll()
    try:
        with replacing(path) as temporary:
            with temporary.open("w+b") as file, ArchiveWriter(file) as archive:
                manifest = _write(workspace, archive, plan, maker, with_files, progress_steps)
            size = temporary.stat().st_size
            if size > MAX_FILE or len(manifest.files) >= MAX_ENTRIES:
                raise _too_much(path)
            with open_package(temporary, progress_steps.poll) as package:
                package.check(progress_steps, 300)  # a file that cannot be taken in must not leave
        return ExportedPackage(path, manifest, size)
    except OSError as error:
        raise writing_error(error, path) from error


def _own_id(workspace: Workspace) -> str:
    if not workspace.meta(_WORKSPACE_ID_KEY):
        workspace.set_meta(_WORKSPACE_ID_KEY, str(uuid.uuid4()))
    return workspace.meta(_WORKSPACE_ID_KEY)


def _plan(
    conn: Connection,
    workspace: Workspace,
    known: HaveSet,
    asked: Collection[str],
    ids: Collection[str] | None,
    gate: Gate,
) -> _PackagePlan:
    shareable = read_shareable(conn, workspace.journal.replica, gate)
    brings, withheld = minus(shareable.holds, known), shareable.withheld
    if ids is not None:
        left = minus(brings, changes_of_selection(conn, ids))
        brings, withheld = minus(brings, left), both(withheld, left)
    # Whoever has a change as it was would take it for another one: what blanked it goes with it, known or not.
    brings = both(brings, erasures_held(conn, brings))
    return _PackagePlan(
        known, brings, shareable.holds, withheld, gate.records, gate.names.all,
        desk_names(conn, shareable.holds), keys_of_replicas(conn), checksums(conn, shareable.holds), {}, set(asked),
    )  # fmt: skip


def desk_names(conn: Connection, replicas: Iterable[str]) -> dict[str, str]:
    """Who wrote last on each desk, by replica; those without a name are passed over."""
    names: dict[str, str] = {}
    for replica in replicas:
        name = conn.exec_driver_sql(
            "SELECT a.name FROM change c JOIN author a ON a.no = c.author_no JOIN replica r ON r.no = c.replica_no"
            " WHERE r.id = ? AND c.private = 0 ORDER BY c.seq DESC LIMIT 1",
            (replica,),
        ).scalar()
        if name:
            names[replica] = str(name)
    return names


def _write(
    workspace: Workspace,
    archive: ArchiveWriter,
    plan: _PackagePlan,
    maker: _Origin,
    with_files: bool,
    progress_steps: JobProgress,
) -> Manifest:
    replicas, total, report = ReplicaIndex(), count(plan.brings), progress_steps.step(400)
    proofs, written, last = list[bytes](), 0, ("", 0)

    def lines(texts: IO[bytes]) -> Generator[bytes]:
        nonlocal written, last
        with workspace.reading() as conn:
            for done, change in enumerate(read_changes(conn, plan.brings), 1):
                if done % 100 == 0:
                    report(done, total)
                _note_change(plan, change)
                if maker.earlier and last == (change.replica, change.seq):
                    continue  # before format 3 a number has one version
                last = (change.replica, change.seq)
                if maker.earlier:
                    change = with_addresses(conn, change)
                line, apart = write_line(change, replicas, proofs=not maker.earlier)
                texts.writelines(apart)
                written += 1
                if change.proof is not None and not maker.earlier:
                    proofs.append(change.proof.signature + (change.proof.salt or bytes(16)))
                yield line

    def add_journal(name: str, pieces: Iterable[bytes]) -> None:
        if tables:
            archive.add(COMPRESSED_NAMES[name], compress(pieces))
        else:
            archive.add(name, pieces)

    tables = maker.readable and not plan.known  # who has earlier packages has a desk to read with
    with tempfile.SpooledTemporaryFile(_SPOOLED) as texts:
        add_journal(CHANGES, lines(texts))
        if texts.tell():
            texts.seek(0)
            add_journal(TEXTS, progress_steps.watch(iter(lambda: texts.read(_CHUNK), b"")))
    if not maker.earlier:
        archive.add(PROOFS, proofs)
        archive.add(SUMS, [plan.sums.get(replica, bytes(8)) for replica in sorted(plan.holds)])
    left_out = _write_files(workspace, archive, plan, with_files, progress_steps)
    for record_type in RECORD_TYPES.values() if tables else ():
        if touched := plan.records.get(record_type.name):
            ids = sorted_ids(workspace, record_type, touched, progress_steps.poll)
            pieces = csv_chunks(workspace, record_type, ids, plan.held_back, plan.unnamed)
            share = 300 * len(touched) // sum(map(len, plan.records.values()))
            archive.add(f"{record_type.name}.csv", _with_progress(pieces, progress_steps.step(share), len(touched)))
    archive.add(DATAPACKAGE, [datapackage(archive.listed, maker.made)])
    with workspace.reading() as conn:
        lacks = [each for each in attachments_in(conn) if not workspace.attachments.exists(each)]
    major, minor = (MAJOR, MINOR) if not maker.earlier else EARLIER if tables else LEAN
    named = {*replicas.ids, workspace.journal.replica}
    manifest = Manifest(
        major=major, minor=minor, made=maker.made, author=workspace.journal.author, replica=workspace.journal.replica,
        workspace=maker.workspace, program=f"{NAME} {VERSION}", addressee=maker.addressee,
        replicas=tuple(replicas.ids), desks=plan.desks, builds_on=plan.known, brings=plan.brings, holds=plan.holds,
        withheld=plan.withheld if maker.earlier else {}, changes=written,
        keys={replica: key for replica, key in plan.keys.items() if replica in named},
        became=maker.became, sealing_key=maker.sealing_key,
        whole=not minus(minus(plan.holds, plan.known), plan.brings),
        records={type: len(touched) for type, touched in sorted(plan.records.items())},
        files=dict(archive.listed), left_out=left_out, lacks=tuple(lacks),
    )  # fmt: skip
    archive.add(MANIFEST, [data := manifest.to_bytes()])
    if maker.sign is not None:
        archive.add(SIGNATURE, [maker.sign(data)])
    archive.finish(progress_steps.poll)
    return manifest


def _note_change(plan: _PackagePlan, change: SharedChange) -> None:
    plan.records.setdefault(change.type, set()).add(change.record_id)
    for field, value in change.values.items():
        if field.startswith("attachments/") and value is not None:
            plan.attachments.add(field.partition("/")[2])


def _write_files(
    workspace: Workspace, archive: ArchiveWriter, plan: _PackagePlan, with_files: bool, progress_steps: JobProgress
) -> dict[str, int]:
    """The attachments; returns those that wait for a later package, with their sizes."""
    left_out: dict[str, int] = {}
    with workspace.reading() as conn:
        used = set(attachments_in(conn))
    for sha256 in sorted(plan.attachments & used):
        if not workspace.attachments.exists(sha256):
            continue
        if not with_files:
            left_out[sha256] = workspace.attachments.path(sha256).stat().st_size
        elif workspace.attachments.verify(sha256):
            archive.add(FILES + sha256, progress_steps.watch(_pieces(workspace.attachments.path(sha256))))
    return left_out


def _with_progress(pieces: Iterable[bytes], report: StepProgress, records: int) -> Generator[bytes]:
    """The lines of a CSV file, a batch of records a piece."""
    for done, piece in enumerate(pieces):
        report(done * BATCH, records)
        yield piece


def _pieces(path: Path) -> Generator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece
    except OSError as error:
        raise reading_error(error, path) from error


def _too_much(path: Path) -> UserFacingError:
    return UserFacingError(
        _("{name} would be too large to be sent in one piece.").format(name=path.name),
        kept=_("No file was written."),
        todo=_("Leave the files out, or choose fewer records."),
    )
