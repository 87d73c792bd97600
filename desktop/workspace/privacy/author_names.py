"""Who said something: names that leave this desk only where somebody agreed to be named.

Such a field is written by changes of its own (`RecordType.apart`). They stay here as a whole, or leave as a whole: a change
that is held back in the middle would let what it had replaced come up again elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.workspace.changes.record_state import ChangeId, Edit, derive
from desktop.workspace.changes.value_compression import names_field
from desktop.workspace.projection.record_reader import Record
from desktop.workspace.records.record_description import Field, Value
from desktop.workspace.records.record_types import RECORD_TYPES

if TYPE_CHECKING:
    from sqlalchemy import Connection

YES = "yes"
"""The answer of somebody who agreed to be named."""


@dataclass(slots=True)
class NamesHeldBack:
    """What stays here so that nobody is named who did not agree."""

    changes: dict[str, set[ChangeId]] = field(default_factory=dict[str, "set[ChangeId]"])  # record -> of its changes
    records: set[str] = field(default_factory=set[str])
    """Of which all stays: an earlier version wrote the name into one change with other fields."""
    types: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])  # of each of `records`

    @property
    def all(self) -> set[str]:
        """Records of which the name stays, or all."""
        return self.records | self.changes.keys()


def names_held_back(conn: Connection) -> NamesHeldBack:
    """The changes that name somebody who did not agree."""
    found = NamesHeldBack()
    for kind in RECORD_TYPES.values():
        for asked in kind.asked:
            _look(conn, kind.name, asked, found)
    return found


def _look(conn: Connection, type: str, asked: Field, found: NamesHeldBack) -> None:
    from desktop.workspace.changes.change_log import edits_of

    rows = conn.exec_driver_sql(  # by the records, of which there are few, rather than through all changes
        f"SELECT r.id, c.data FROM {type} r CROSS JOIN change c ON c.record_id = r.id AND c.type = ?", (type,)
    )
    ids = list(dict.fromkeys(str(id) for id, data in rows if names_field(data, asked.name)))
    replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    for id, edits in edits_of(conn, ids, replicas, type).items():
        naming = [edit for edit in edits if asked.name in edit.values]
        if may_be_named(edits, asked, _actions(conn, id)):
            continue
        if any(len(edit.values) > 1 for edit in naming):
            found.records.add(id)
            found.types.setdefault(id, set()).add(type)
        else:
            found.changes.setdefault(id, set()).update(edit.id for edit in naming)


def _actions(conn: Connection, record_id: str) -> dict[ChangeId, int]:
    rows = conn.exec_driver_sql("SELECT replica_no, seq, group_no FROM change WHERE record_id = ?", (record_id,))
    return {(row[0], row[1]): row[2] for row in rows}


def may_be_named(edits: Sequence[Edit], asked: Field, actions: Mapping[ChangeId, int] | None = None) -> bool:
    """May all names that the changes of a record hold in this field leave?

    The one who is named has agreed, and nobody says otherwise. So it was for each that stood there before, or it says no
    more than the one that is shown: a name that was typed by mistake, or before it was taken out, does not leave with it.
    `actions`: the action of each change; a yes that came with another name is not the earlier one's.
    """
    naming = {edit.id: edit.values[asked.name] for edit in edits if edit.values.get(asked.name) is not None}
    if not naming:
        return True
    state = derive(edits)
    shown = [each for each in state.choices(asked.name) if each is not None]
    if state.choices(asked.agreed_by) != [YES] or len(shown) > 1:
        return False
    heads = {head.change for head in state.heads[asked.name]}
    words = _words(*shown)
    return all(
        id in heads or _words(value) <= words or _had_agreed(edits, asked, id, actions or {}) for id, value in naming.items()
    )  # fmt: skip


def shows_agreement(record: Record, asked: Field) -> bool:
    """Has who is named in this field of a record agreed, as far as the record shows, and does nobody say otherwise?"""
    disputed = {each.field for each in record.conflicts}
    return record.values.get(asked.agreed_by) == YES and disputed.isdisjoint((asked.name, asked.agreed_by))


def _words(*values: Value) -> set[str]:
    return {word for value in values for word in str(value).casefold().split()}


def _had_agreed(edits: Sequence[Edit], asked: Field, id: ChangeId, actions: Mapping[ChangeId, int]) -> bool:
    """Was yes the last word on the desk that wrote this name, before the action that put another in its place there?"""
    own = [edit for edit in edits if edit.id[0] == id[0]]
    ends = [edit.id for edit in own if id in edit.replaces.get(asked.name, ())]
    if not ends:
        return False
    end = min(ends)
    said = [
        edit
        for edit in own
        if asked.agreed_by in edit.values
        and edit.id < end
        and (end not in actions or actions.get(edit.id) != actions[end])
    ]
    return bool(said) and max(said, key=lambda edit: edit.id[1]).values[asked.agreed_by] == YES
