"""Two records become one, or are said to be two: each one action that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.catalogue.references import parts_of
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace import RECORD_TYPES, Record, Value, record_id_from, split_member

if TYPE_CHECKING:
    from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FieldPair:
    """What two records say in one field, by its name in the journal; None where one says nothing."""

    name: str
    kept: Value
    other: Value

    @property
    def differs(self) -> bool:
        """Do both say something, and not the same? Then one of the two has to go."""
        return self.kept is not None and self.other is not None and self.kept != self.other


def compare_records(kept: Record, other: Record) -> list[FieldPair]:
    """All fields in which two records of a type are not alike, in the order of the form."""
    order = {field.name: at for at, field in enumerate(RECORD_TYPES[kept.type].fields)}
    names = sorted(kept.values.keys() | other.values.keys(), key=lambda name: (order.get(_head(name), 99), name))
    pairs = (FieldPair(name, kept.values.get(name), other.values.get(name)) for name in names if _head(name) in order)
    return [pair for pair in pairs if pair.kept != pair.other]


def join_records(workspace: Workspace, type: str, kept: str, other: str, from_other: Sequence[str] = ()) -> str:
    """Make one record of two: `kept` gets what only `other` says, and of `from_other` (names of fields in the journal) its
    value in place of its own; references and parts of `other` lead to `kept`. Returns the id of the action, for undo.

    Nothing of `other` is lost: its history stays, and undoing gives it back. Raises UserFacingError where one is not there.
    """
    first, second = _both(workspace, type, kept, other)
    values: dict[str, Value] = {}
    for pair in compare_records(first, second):
        field = RECORD_TYPES[type].by_name[_head(pair.name)]
        leads_to_itself = field.points_to(split_member(pair.name)[1], pair.other) in (kept, other)
        if pair.other is not None and not leads_to_itself and (pair.kept is None or pair.name in from_other):
            values[pair.name] = pair.other
    journal = workspace.journal
    with journal.group("merge", second.title) as group:
        if values:
            journal.edit(kept, values, type=type)
        for kind in RECORD_TYPES.values():
            if kind.part_of == type:
                for part in parts_of(workspace, kind.name, other):
                    journal.edit(part, {"parent": kept}, type=kind.name)
        journal.merge_into(other, kept, type)
    return group.id


def keep_apart(workspace: Workspace, type: str, first: str, second: str) -> str:
    """Note, for every desk, that two records are not the same; returns the id of the note."""
    _both(workspace, type, first, second)
    first, second = sorted((first, second))
    id = record_id_from(f"distinction:{type}:{first}:{second}")
    values = {"record_type": type, "first": first, "second": second}
    if workspace.records("distinction", [id]):
        workspace.journal.restore([id], "distinction")
    else:
        workspace.journal.create("distinction", values, id=id)
    return id


def _both(workspace: Workspace, type: str, first: str, second: str) -> tuple[Record, Record]:
    found: Mapping[str, Record] = {each.id: each for each in workspace.records(type, [first, second])}
    if first == second or len(found) < 2 or not all(each.listed for each in found.values()):
        raise UserFacingError(
            _("These are not two records of one kind that are both there."),
            kept=_("Nothing was changed."),
            todo=_("Look for duplicates again: one of them may have been deleted or joined since then."),
        )
    return found[first], found[second]


def _head(name: str) -> str:
    return split_member(name)[0]
