"""Packages and PDFs from others, with what is known of their maker; and packages for partners.

with examine(workspace, path) as found: found.package.manifest, found.verdict.words
taken = take_package(workspace, path)
made = export_signed(workspace, path, partner=partner)
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.identity import (
    DOMAIN,
    own_key_pair,
    own_public_key,
    own_sealing_key,
    read_signature,
    sign,
    workspace_id,
)
from desktop.exchange.packages import ExportedPackage, Manifest, Package, export_package, import_package, open_package
from desktop.exchange.packages.job_progress import Cancel, JobProgress, Progress
from desktop.exchange.packages.package_importer import Admitted, OnMerged, SelectRecords
from desktop.exchange.partners import (
    Partner,
    Trust,
    Verdict,
    partner_by_key,
    read_partners,
    record_package_for_all,
    record_sent_package,
    remember_sender,
    require_trust,
    verify_sender,
)
from desktop.exchange.partners.imitations import imitation_sentences
from desktop.exchange.partners.introduced import introductions_to_send, keep_introductions
from desktop.exchange.partners.new_desks import new_writers
from desktop.exchange.partners.partner_checksums import keep_sums, surely_held
from desktop.exchange.partners.rights import claims_another, refuse_blocked, refuse_older_format, rights_of
from desktop.exchange.partners.standing import read_standing
from desktop.exchange.partners.unconfirmed_desk_limits import Amounts, LargePackageError
from desktop.exchange.pdf import find_package, looks_like_pdf
from desktop.workspace import Workspace
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.changes.have_sets import HaveSet
from desktop.workspace.changes.known_names import KnownNames
from desktop.workspace.merge.merging import MergeReport


@dataclass(frozen=True, slots=True)
class InspectedPackage:
    """An open package and what is known of its maker."""

    package: Package
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ImportedPackage:
    """What a package did, and who made it."""

    report: MergeReport
    verdict: Verdict
    manifest: Manifest
    new_writers: int = 0
    """Desks, beside the sender, of which these are the first changes here."""
    excess: str = ""
    """What of it is more than its sender may bring without a question, in a sentence."""
    imitations: tuple[str, ...] = ()
    """A sentence for each name of an author that only looks like that of somebody known."""


@contextmanager
def package_file(path: Path, cancelled: Cancel | None = None) -> Generator[Path]:
    """The package file that `path` is, or that the PDF at `path` carries, while the context lasts.

    Raises UserFacingError where a PDF carries none.
    """
    if not looks_like_pdf(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True) as folder:
        yield find_package(path, Path(folder), cancelled)


@contextmanager
def inspect_package(
    workspace: Workspace | None, path: Path, cancelled: Cancel | None = None
) -> Generator[InspectedPackage]:
    """Open and check a package, or the one in a PDF, without taking anything in. Without a workspace nobody is known.

    Raises UserFacingError where it is none, was changed on its way or does not keep to the format; a bad signature is
    told by the verdict.
    """
    with package_file(path, cancelled) as file, open_package(file, cancelled) as package:
        package.check(JobProgress(None, cancelled))
        yield InspectedPackage(package, _verdict_of(workspace, package))


def _verdict_of(workspace: Workspace | None, package: Package) -> Verdict:
    partners: Sequence[Partner] = ()
    if workspace is not None:
        with workspace.reading() as conn:
            partners = _candidate_partners(conn, package.signature)
    manifest = package.manifest
    verdict = verify_sender(
        partners, package.manifest_bytes, package.signature, own=own_public_key(workspace) if workspace else b"",
        name=manifest.author, workspace=manifest.workspace, replica=manifest.replica,
        proven=manifest.keys if manifest.major >= 3 else None,
    )  # fmt: skip
    if workspace is None or verdict.trust not in (Trust.FIRST, Trust.KNOWN):
        return verdict
    with workspace.reading() as conn:
        return replace(verdict, imitates=KnownNames(conn).imitated(manifest.author, verdict.key.hex()))


def _candidate_partners(conn: Connection, entry: bytes | None) -> Sequence[Partner]:
    """The partner with whose key a package is signed; all where it is another key, to compare their names with its own."""
    try:
        known = partner_by_key(conn, read_signature(entry).public_key) if entry is not None else None
    except UserFacingError:
        return ()  # it is told what is wrong with it, whoever made it
    return [known] if known is not None else read_partners(conn, brief=True)


def import_package_file(
    workspace: Workspace,
    path: Path,
    *,
    unsigned: bool = False,
    new_key: bool = False,
    accept_new: bool = False,
    accept_large: bool = False,
    dry_run: bool = False,
    on_merged: OnMerged | None = None,
    on_verdict: Callable[[Verdict, Manifest], object] | None = None,
    back_up: Callable[[], object] | None = None,
    selection: MergeSelection | SelectRecords | None = None,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> ImportedPackage:
    """Take in a package, or the one that a PDF carries, and learn from it what its sender holds.

    `unsigned`, `new_key` and `accept_new`: a person said that it may come in although nobody signed it, although the
    sender's key is not the one known, or although it is the first of a desk, which becomes a partner; `accept_large`: or
    although it brings more than a desk may whose code nobody compared (`partners/amounts.py`). `dry_run`: only say what it
    would do; a bad signature is refused all the same. `on_merged` sees what it does, within the transaction; `on_verdict`
    hears of its maker before it is let in, and may refuse it; `selection`: which records come in, the others are set aside;
    `back_up` makes the backup in its own way. Raises
    UserFacingError where it is refused, or Cancelled; then nothing was changed.
    """

    admitted: list[tuple[Verdict, Manifest, int, str]] = []

    def admit(package: Package) -> Admitted:
        verdict = _verdict_of(workspace, package)
        if on_verdict is not None:
            on_verdict(verdict, package.manifest)
        require_trust(
            verdict,
            path.name,
            unsigned=unsigned or dry_run,
            new_key=new_key or dry_run,
            accept_new=accept_new or dry_run,
        )
        with workspace.reading() as conn:
            refuse_blocked(conn, verdict, package.name)
            refuse_older_format(conn, verdict, package.manifest, package.name)
            rights = rights_of(conn, verdict, package.manifest, own_public_key(workspace))
            writers = new_writers(conn, verdict, package.manifest)
            confirmed = bool(verdict.key and read_standing(conn, verdict.key).confirmed)
        excess = Amounts(package.size, package.manifest.changes, len(writers)).excess(verdict, confirmed)
        if excess and not (accept_large or dry_run):
            raise LargePackageError(excess, package.name)
        admitted.append((verdict, package.manifest, len(writers), excess))
        if package.manifest.replica in (rights.others or ()):
            raise claims_another(package.name, (rights.others or {})[package.manifest.replica])
        sums = package.sums() if verdict.trust not in (Trust.UNSIGNED, Trust.OWN) else {}

        def learn(conn: Connection) -> None:
            remember_sender(conn, verdict, package.manifest)
            if verdict.trust is not Trust.UNSIGNED:
                keep_introductions(conn, package.manifest.became)
            if sums:
                keep_sums(conn, verdict.key, package.manifest.holds, sums)

        return Admitted(rights, lambda: workspace.journal.beside(learn))

    imitations: list[str] = []

    def merged(conn: Connection, report: MergeReport) -> None:
        imitations.extend(imitation_sentences(conn, report.no, admitted[0][0].key))
        if on_merged is not None:
            on_merged(conn, report)

    with package_file(path, cancelled) as file:
        report = import_package(
            workspace, file, dry_run=dry_run, admit=admit, on_merged=merged, back_up=back_up, selection=selection,
            progress=progress,
            cancelled=cancelled,
        )  # fmt: skip
    return ImportedPackage(report, *admitted[0], tuple(imitations))


def export_signed_package(
    workspace: Workspace,
    path: Path,
    *,
    partner: Partner | None = None,
    full: bool = False,
    known: HaveSet | None = None,
    asked: Collection[str] = (),
    ids: Collection[str] | None = None,
    with_files: bool = True,
    earlier: bool = False,
    with_mentions: bool = False,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> ExportedPackage:
    """Write a signed package; for a partner only what they are not known to hold, unless `full`.

    What they hold is known from their own packages alone: one that was made for them may never have arrived. Who has
    sent one has a desk: theirs hold no tables, which would make up two fifths of it. `earlier`: in the format before proofs.
    The other arguments are those of `export_package`.
    """
    key, replica = own_key_pair(workspace), workspace.journal.replica
    if partner is not None and not full:
        with workspace.reading() as conn:
            known, asked = surely_held(conn, partner), partner.lacks
    with workspace.reading() as conn:
        became = introductions_to_send(conn, key.public)
    made = export_package(
        workspace, path, became=became, sealing_key=own_sealing_key(workspace),
        known=known, asked=asked, ids=ids, with_files=with_files,
        addressee="" if partner is None else partner.name, workspace_id=workspace_id(workspace),
        sign=lambda manifest: sign(manifest, key, replica, domain=b"" if earlier else DOMAIN), earlier=earlier,
        with_mentions=with_mentions,
        readable=partner is None, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    if partner is not None and ids is None:
        record_sent_package(workspace, partner, made.manifest.holds)
    elif partner is None and ids is None and not known and not workspace.read_only:
        record_package_for_all(workspace)
    return made


def package_for_pdf(
    workspace: Workspace, folder: Path, name: str, cancelled: Cancel | None = None
) -> Callable[[Sequence[str]], Path]:
    """What `reports.Summary.package` wants: makes the package of the activities told, in a file `name` in `folder`.

    Attachments stay out of it. It builds on nothing, so that whoever has the PDF can take it in.
    """

    def make(ids: Sequence[str]) -> Path:
        return export_signed_package(workspace, folder / name, ids=ids, with_files=False, cancelled=cancelled).path

    return make


__all__ = [
    "ImportedPackage",
    "InspectedPackage",
    "Trust",
    "Verdict",
    "export_signed_package",
    "import_package_file",
    "inspect_package",
    "package_file",
    "package_for_pdf",
]
