"""What waits on this desk: records set aside, records that point to what has not come, holes, attachments to come.

found = read_all_waiting(workspace)
take_waiting(workspace, [each.id for each in found.aside])
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.packages.job_progress import Cancel
from desktop.exchange.packages.missing_changes_text import intervals_text, missing_changes_sentences
from desktop.exchange.packages.package import Package
from desktop.exchange.packages.package_importer import DryRunDone, OnMerged
from desktop.exchange.packages.package_writer import desk_names
from desktop.exchange.partners import Partner, read_partners
from desktop.i18n import _
from desktop.workspace import RECORD_TYPES, Workspace, split_member
from desktop.workspace.attachments import attachments_in
from desktop.workspace.changes.deferred import (
    DeferredRecord,
    MergeSelection,
    deferred_records,
    read_deferred,
    with_parts,
)
from desktop.workspace.changes.have_sets import HaveSet
from desktop.workspace.changes.value_compression import names_field
from desktop.workspace.merge.merging import MergeReport, PackageOrigin
from desktop.workspace.merge.missing_reference_reasons import DEFERRED, MISSING, Waiting, read_waiting
from desktop.workspace.merge.outgoing import both, missing

_MAX_FILES_LOOKED_UP = 20


@dataclass(frozen=True, slots=True)
class MissingAttachment:
    """An attachment that a record shows and that has not come."""

    sha256: str
    name: str
    type: str
    id: str  # of the record
    title: str


@dataclass(frozen=True, slots=True)
class WaitingItems:
    """Everything that waits on a desk; `sentences` beside `pointing` say where each may be."""

    deferred: tuple[DeferredRecord, ...]
    references: tuple[Waiting, ...]
    sentences: tuple[str, ...]
    missing: tuple[str, ...]
    """A sentence for each desk of which changes are missing."""
    files: tuple[MissingAttachment, ...]
    whom: int = 0
    """The number of a partner who may have what has not come; 0: nobody who is known here."""

    @property
    def count(self) -> int:
        """How many things wait."""
        return len(self.deferred) + len(self.references) + len(self.missing) + len(self.files)


def read_waiting_items(workspace: Workspace) -> WaitingItems:
    """All that waits. For a background task."""
    with workspace.reading() as conn:
        partners = read_partners(conn)
        lost = missing(conn, _known_changes(partners))
        deferred, references = tuple(read_deferred(conn)), tuple(read_waiting(conn, lost=lost))
        names = _desk_names(conn, partners, lost, references)
        files = tuple(_missing_attachments(conn, workspace))
        writers = [*lost, *(each.replica for each in references), *_replicas_with_files(conn, files)]
    return WaitingItems(
        deferred, references, tuple(waiting_sentence(each, names) for each in references),
        tuple(missing_changes_sentences(workspace, lost, names)), files, _partner_to_ask(partners, writers),
    )  # fmt: skip


def waiting_sentences(workspace: Workspace, record_id: str) -> list[str]:
    """A sentence for each field of a record that points to what has not come."""
    with workspace.reading() as conn:
        partners = read_partners(conn)
        found = read_waiting(conn, record_id, missing(conn, _known_changes(partners)))
        names = _desk_names(conn, partners, {}, found)
    return [waiting_sentence(each, names) for each in found]


def _known_changes(partners: Sequence[Partner]) -> HaveSet:
    known: HaveSet = {}
    for each in partners:
        known = both(known, each.offers)
    return known


def _desk_names(
    conn: Connection, partners: Sequence[Partner], lost: HaveSet, waiting: Iterable[Waiting]
) -> dict[str, str]:
    """By replica: partners as they are called here, the others as they wrote their name."""
    names = desk_names(conn, {*lost, *(each.replica for each in waiting if each.replica)})
    for each in partners:
        names.update({replica: each.name for replica in (each.replica, *each.former) if replica in lost})
        names.setdefault(each.replica, each.name)
    return names


def _replicas_with_files(conn: Connection, files: Iterable[MissingAttachment]) -> Iterable[str]:
    """The replicas that attached the first of the files that have not come."""
    for each in list(files)[:_MAX_FILES_LOOKED_UP]:
        rows = conn.exec_driver_sql(
            "SELECT substr(r.id, 1, 36), c.data FROM change c JOIN replica r ON r.no = c.replica_no WHERE c.record_id = ?"
            " ORDER BY c.no",
            (each.id,),
        ).fetchall()
        yield from (str(id) for id, data in rows if names_field(data, f"attachments/{each.sha256}"))


def _partner_to_ask(partners: Sequence[Partner], replicas: Iterable[str]) -> int:
    """The partner who writes, or wrote, as the first of these replicas that is a partner's."""
    for replica in replicas:
        for each in partners:
            if replica in (each.replica, *each.former):
                return each.no
    return 0


def waiting_sentence(waiting: Waiting, names: Mapping[str, str]) -> str:
    """What a record waits for, and where that may be."""
    each = waiting.reference
    field = RECORD_TYPES[each.type].by_name.get(split_member(each.field)[0])
    label = _("Merged into") if field is None else _(field.label)
    desk = names.get(waiting.replica, waiting.replica[:8])
    if waiting.why == DEFERRED:
        words = _("{field}: it was set aside on this desk and can be imported.")
    elif waiting.why == MISSING:
        one = len(waiting.spans) == 1 and waiting.spans[0][0] == waiting.spans[0][1]
        words = (
            _("{field}: not received yet; it is in change no. {numbers} of {desk}. Request it.")
            if one
            else _("{field}: not received yet; it may be in changes no. {numbers} of {desk}. Request them.")
        )
    else:
        words = _("{field}: not received yet, and no package has mentioned it.")
    return words.format(field=label, numbers=intervals_text(waiting.spans), desk=desk)


def _missing_attachments(conn: Connection, workspace: Workspace) -> Iterable[MissingAttachment]:
    late = [sha256 for sha256 in attachments_in(conn) if not workspace.attachments.exists(sha256)]
    for sha256 in late:
        for record_type in RECORD_TYPES.values():
            rows = conn.exec_driver_sql(
                f"SELECT m.value, t.id, t.{record_type.title} FROM {record_type.name}_member m JOIN {record_type.name} t"
                " ON t.no = m.record_no WHERE m.field = 'attachments' AND m.code = ? AND t.listed = 1 ORDER BY t.id",
                (sha256,),
            )
            yield from (
                MissingAttachment(sha256, str(name), record_type.name, id, str(title or "")) for name, id, title in rows
            )


# Taking in what was set aside ------------------------------------------------------------------------------------------


def import_deferred(
    workspace: Workspace,
    ids: Collection[str],
    *,
    dry_run: bool = False,
    on_merged: OnMerged | None = None,
    cancelled: Cancel | None = None,
) -> MergeReport:
    """Take in records that were set aside, with their parts, after a backup, as one action that can be undone.

    `dry_run` and `on_merged` as with `import_package`. Raises UserFacingError where one contradicts what is here, or Cancelled.
    """
    with workspace.reading() as conn:
        wanted = with_parts(conn, (), ids, up=True)
        chosen = [each for each in read_deferred(conn) if each.id in wanted]
    if not chosen:
        return MergeReport()
    saved = "" if dry_run else workspace.back_up("import", cancelled=cancelled).name
    files = list(dict.fromkeys(each.label for each in chosen))
    senders = list(dict.fromkeys(each.sender for each in chosen if each.sender))
    label = files[0] if len(files) == 1 else _("{file} and others").format(file=files[0])
    arrival = PackageOrigin(
        label=label, sender=", ".join(senders[:3]), sender_replica="", holds={}, gives={}, backup=saved
    )

    def last_step(report: MergeReport) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if (see := on_merged) is not None:
            workspace.journal.beside(lambda conn: see(conn, report))
        if dry_run:
            raise DryRunDone(report)

    try:
        return workspace.journal.merge_changes((), arrival, last_step, MergeSelection(only=wanted))
    except DryRunDone as rehearsed:
        return rehearsed.report


# Choosing --------------------------------------------------------------------------------------------------------------


def select_records(
    workspace: Workspace, package: Package, *, only: Collection[str] = (), without: Collection[str] = ()
) -> MergeSelection:
    """The records of a package that ids, or the first letters of them, name; with their parts.

    Raises UserFacingError where one names none or several.
    """
    found = {change.record_id for change in package.changes()}
    with workspace.reading() as conn:
        found |= {id for _type, id in deferred_records(conn)}
        if only:
            wanted = [_find_id(each, found, package.name) for each in only]
            return MergeSelection(only=with_parts(conn, package.changes(), wanted, up=True))
        wanted = [_find_id(each, found, package.name) for each in without]
        return MergeSelection(without=with_parts(conn, package.changes(), wanted, up=False))


def _find_id(prefix: str, ids: Collection[str], file: str) -> str:
    found = [id for id in ids if id.startswith(prefix.strip().lower())] if prefix.strip() else []
    if len(found) == 1:
        return found[0]
    if found:
        raise UserFacingError(
            _("Several records have an id that begins with “{id}”.").format(id=prefix),
            kept=_("Nothing was imported."),
            todo=_("Type more characters of it."),
        )
    raise UserFacingError(
        _("{name} brings no record with the id “{id}”.").format(name=file, id=prefix),
        kept=_("Nothing was imported."),
        todo=_("“import --dry-run” lists what it brings."),
    )
