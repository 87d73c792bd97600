"""All that the editor shows of one record, read at once on a background thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.catalogue import names_of, parts_of, references_to
from desktop.i18n import _
from desktop.ui.widgets.displayed_codes import term
from desktop.values.dates import format_date
from desktop.workspace import RECORD_TYPES, Record, split_member
from desktop.workspace.projection.missing_references import find_missing_references
from desktop.workspace.records.record_types import is_person
from desktop.workspace.storage.connections import Direct

if TYPE_CHECKING:
    from desktop.workspace import HistoryEntry, Workspace


LISTED_ELSEWHERE = frozenset(("topic", "round", "vote"))
"""Parts of which there may be many thousands: a page lists them, no form does."""


@dataclass(frozen=True)
class Mention:
    """A record that points to the one shown, and as what."""

    id: str
    title: str
    how: str


@dataclass(frozen=True)
class RecordData:
    """A record, its parts (course runs), texts kept that no field could read, names of records in conflicts; `waits`:
    a sentence for each record that it points to and that has not come.
    """

    record: Record | None = None
    parts: tuple[Record, ...] = ()
    unread: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])  # record id -> field
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of its parts, of what these point to, and of what conflicting values point to."""
    waits: tuple[str, ...] = ()
    withdrawn: bool = False  # a person who was shared once, and does not agree any more
    erased: str = ""  # who had all of it go for good, and when; a sentence


def read_all(workspace: Workspace, record_id: str, type: str = "") -> RecordData:
    """The record with its living parts."""
    record = workspace.record(record_id, type)
    if record is None:
        return RecordData()
    parts: list[Record] = []
    for kind in RECORD_TYPES.values():
        if kind.part_of == record.type and kind.name not in LISTED_ELSEWHERE:
            parts += workspace.records(kind.name, parts_of(workspace, kind.name, record_id))
    names = {**_part_names(workspace, parts), **_names(workspace, record)}
    withdrawn, erased = _consent(workspace, record)
    return RecordData(
        record, tuple(parts), names=names, waits=_waits(workspace, record), withdrawn=withdrawn, erased=erased
    )


def _consent(workspace: Workspace, record: Record) -> tuple[bool, str]:
    if not is_person(record.type):
        return False, ""
    from desktop.workspace.editing.history import read_erased
    from desktop.workspace.erasure.erasable import left_desk
    from desktop.workspace.privacy.consent import has_agreed

    with workspace.reading() as conn:
        if (by := read_erased(conn, record.id).whole) is not None:
            words = _("What was written about this person was permanently erased by {who} on {day}.")
            return False, words.format(who=by.author or _("Someone"), day=format_date(f"{by.time:%Y-%m-%d}"))
        return not has_agreed(record) and left_desk(conn, [(record.type, record.id)]), ""


def _part_names(workspace: Workspace, parts: Sequence[Record]) -> dict[str, str]:
    """Of the parts, and of the records that they point to."""
    found = {part.id: part.title for part in parts}
    wanted: dict[str, set[str]] = {}
    for part in parts:
        for name, value in part.values.items():
            field = part.kind.field_of(name)
            if field is None or field.target in ("", part.kind.part_of):
                continue
            id = split_member(name)[1].partition(":")[2] if field.is_set else str(value or "")
            if id and value and id not in found:
                wanted.setdefault(field.target, set()).add(id)
    for type, ids in wanted.items():
        found.update(names_of(workspace, type, ids))
    return found


def _waits(workspace: Workspace, record: Record) -> tuple[str, ...]:
    """What has not come; the reading of packages is loaded only where there is such a thing."""
    with workspace.reading_directly() as conn:
        if next(find_missing_references(Direct(conn), record.id, record.type), None) is None:
            return ()
    from desktop.exchange.waiting_items import waiting_sentences

    return tuple(waiting_sentences(workspace, record.id))


def _names(workspace: Workspace, record: Record) -> dict[str, str]:
    """Of the records that conflicting values point to."""
    ids: set[str] = {record.survivor or ""}
    for conflict in record.conflicts:
        kind = record.kind.field_of(conflict.field)
        if kind is not None:
            key = split_member(conflict.field)[1]
            ids.update(kind.points_to(key, choice) for choice in (*conflict.choices, None))
    found = (workspace.record(id) for id in sorted(ids - {""}))
    return {each.id: each.title for each in found if each is not None}


def read_history(workspace: Workspace, record_id: str, type: str = "") -> list[HistoryEntry]:
    """The history with that of its parts, oldest first."""
    return workspace.journal.history(record_id, type, parts=type not in ("forum", "round"))


def read_mentions(workspace: Workspace, record_id: str) -> Sequence[Mention]:
    """What points here, in words; its own parts stand in its form."""
    found: list[Mention] = []
    for each in references_to(workspace, record_id):
        kind = RECORD_TYPES[each.type]
        field = kind.by_name[each.field]
        as_what = term(field.vocabulary, each.role).label if each.role else _(field.label)
        found.append(Mention(each.id, each.title or _("Untitled"), f"{_(kind.label)} · {as_what}"))
    return found
