"""All that the editor shows of one record, read at once on a background thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.catalogue import parts_of, references_to
from desktop.vocabularies import load
from desktop.words import _, current_language
from desktop.workspace import Record
from desktop.workspace.records import RECORD_TYPES

if TYPE_CHECKING:
    from desktop.workspace import HistoryEntry, Workspace


@dataclass(frozen=True)
class Reference:
    """A record that points to the one shown, and as what."""

    id: str
    title: str
    how: str


@dataclass(frozen=True)
class Reading:
    """A record and its parts (course runs)."""

    record: Record | None
    parts: tuple[Record, ...]


def read_all(workspace: Workspace, record_id: str) -> Reading:
    """The record with its living parts."""
    record = workspace.record(record_id)
    parts: list[Record] = []
    if record is not None:
        for kind in RECORD_TYPES.values():
            if kind.part_of == record.type:
                parts += workspace.records(kind.name, parts_of(workspace, kind.name, record_id))
    return Reading(record, tuple(parts))


def read_history(workspace: Workspace, record_id: str) -> list[HistoryEntry]:
    """The history, oldest first."""
    return workspace.journal.history(record_id)


def read_references(workspace: Workspace, record_id: str) -> list[Reference]:
    """What points here, in words."""
    found: list[Reference] = []
    for each in references_to(workspace, record_id):
        kind = RECORD_TYPES[each.type]
        field = kind.by_name[each.field]
        how = f"{_(kind.label)} · {_(field.label)}"
        if each.role:
            how = f"{_(kind.label)} · {load(field.vocabulary).label(each.role, current_language())}"
        found.append(Reference(each.id, each.title or _("Untitled"), how))
    return found
