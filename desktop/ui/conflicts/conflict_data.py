"""Everything the page shows, read at once on a background thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop.catalogue import parts_of
from desktop.i18n import _
from desktop.ui.conflicts import conflict_text
from desktop.ui.widgets.value_text import value_text
from desktop.vocabularies import fold
from desktop.workspace import RECORD_TYPES, Record, Workspace, split_member
from desktop.workspace.conflicts.resolving import Disputed, read_disputed
from desktop.workspace.records.kinds.field import ReferenceIn


@dataclass(frozen=True)
class ConflictRow:
    """One conflict with its words."""

    disputed: Disputed
    names: Mapping[str, str]  # of records pointed to
    title: str  # of the record; a part of another names that too
    field: str
    group: str
    kind: str
    edited: tuple[tuple[str, str], ...] = ()  # (field, value) edited unseen by a delete or a merge, in words
    parts: tuple[str, ...] = ()  # titles of the parts that live

    @property
    def key(self) -> tuple[str, str]:
        """Record and field."""
        return self.disputed.id, self.disputed.field

    @property
    def from_whom(self) -> str:
        """Who else wrote."""
        return conflict_text.from_whom(self.disputed)

    def matches(self, folded: str) -> bool:
        """Do all words searched for begin a word of it?"""
        words = fold(" ".join((self.title, self.field, self.kind, self.from_whom)))
        return all(part in words for part in folded.split())


def read_conflicts(workspace: Workspace, cancelled: Callable[[], bool] = lambda: False) -> list[ConflictRow]:
    """All conflicts there are, by record."""
    found: list[Disputed] = []
    with workspace.reading() as conn:
        for each in read_disputed(conn):
            found.append(each)
            if cancelled():
                return []
    names = _names(workspace, found)
    parents = _parents(workspace, found)
    return [_listed(workspace, each, names, parents.get(each.id, "")) for each in found]


def _listed(workspace: Workspace, disputed: Disputed, names: Mapping[str, str], parent: str) -> ConflictRow:
    title = disputed.title
    if parent:
        title = _("{part} – {whole}").format(part=title, whole=parent)
    edited: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    if disputed.unseen:
        record = workspace.record(disputed.id, disputed.type)
        edited = _edited(record, disputed, names) if record is not None else ()
    if disputed.kind == "part_lives":
        parts = _living_parts(workspace, disputed)
    return ConflictRow(
        disputed, names, title, conflict_text.field_words(disputed.type, disputed.field, names),
        conflict_text.group_words(disputed), conflict_text.kind_words(disputed), edited, parts,
    )  # fmt: skip


def _edited(record: Record, disputed: Disputed, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for name in disputed.unseen:
        field = record.kind.field_of(name)
        label = conflict_text.field_words(record.type, name, names)
        value = record.values.get(name)
        words = value_text(field, name, value, names) if field is not None else str(value or "")
        found.append((label, words))
    return tuple(found)


def _living_parts(workspace: Workspace, disputed: Disputed) -> tuple[str, ...]:
    found: list[str] = []
    for kind in RECORD_TYPES.values():
        if kind.part_of == disputed.type:
            records = workspace.records(kind.name, parts_of(workspace, kind.name, disputed.id))
            found += [
                _("{kind}: {title}").format(kind=_(kind.label), title=each.title) for each in records if each.listed
            ]
    return tuple(found)


def _names(workspace: Workspace, found: Iterable[Disputed]) -> dict[str, str]:
    """Titles of all records that the values point to."""
    from desktop.workspace.editing.history import record_names

    ids: set[str] = set()
    for each in found:
        for name in (each.field, *each.unseen):
            field = RECORD_TYPES[each.type].field_of(name)
            if field is not None and (id := field.points_to(split_member(name)[1], None)):
                ids.add(id)
        field = conflict_text.field_of(each)
        if each.field == "merged_into" or (field is not None and field.rules.reference_in is ReferenceIn.VALUE):
            ids.update(str(value) for value in (each.base, *(choice.value for choice in each.choices)) if value)
    with workspace.reading() as conn:
        return record_names(conn, ids)


def _parents(workspace: Workspace, found: Iterable[Disputed]) -> dict[str, str]:
    """Of parts of other records: what those are called."""
    from desktop.workspace.editing.history import record_names

    above: dict[str, str] = {}
    for kind in RECORD_TYPES.values():
        if kind.part_of:
            ids = [each.id for each in found if each.type == kind.name]
            above.update(
                (record.id, str(record.values.get("parent") or "")) for record in workspace.records(kind.name, ids)
            )
    with workspace.reading() as conn:
        names = record_names(conn, set(above.values()))
    return {id: names.get(parent, "") for id, parent in above.items()}
