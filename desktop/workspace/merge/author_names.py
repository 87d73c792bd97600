"""Who said something: names that leave this desk only where somebody agreed to be named.

Such a field is written by changes of its own (`RecordType.apart`). They stay here as a whole, or leave as a whole: a change
that is held back in the middle would let what it had replaced come up again elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import edits_of
from desktop.workspace.changes.encoding import names_field
from desktop.workspace.changes.have_sets import Interval, intervals
from desktop.workspace.changes.record_state import ChangeId, Edit, derive
from desktop.workspace.projection.reading import Record
from desktop.workspace.records.fields import Field, Value
from desktop.workspace.records.record_types import RECORD_TYPES

YES = "yes"
"""The answer of somebody who agreed to be named."""


@dataclass(slots=True)
class NamesHeldBack:
    """What stays here so that nobody is named who did not agree."""

    changes: dict[str, set[ChangeId]] = field(default_factory=dict[str, "set[ChangeId]"])  # record -> of its changes
    records: set[str] = field(default_factory=set[str])
    """Of which all stays: an earlier version wrote the name into one change with other fields."""

    @property
    def all(self) -> set[str]:
        """Records of which the name stays, or all."""
        return self.records | self.changes.keys()

    def have(self, conn: Connection) -> dict[str, list[Interval]]:
        """The changes of which the names stay, as a have-set; those of `records` are not among them."""
        replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
        seqs: dict[str, list[int]] = {}
        for each in self.changes.values():
            for no, seq in each:
                seqs.setdefault(replicas[no], []).append(seq)
        return {replica: intervals(found) for replica, found in seqs.items()}


def names_held_back(conn: Connection) -> NamesHeldBack:
    """The changes that name somebody who did not agree."""
    found = NamesHeldBack()
    for kind in RECORD_TYPES.values():
        for asked in kind.asked:
            _look(conn, kind.name, asked, found)
    return found


def _look(conn: Connection, type: str, asked: Field, found: NamesHeldBack) -> None:
    rows = conn.exec_driver_sql(  # by the records, of which there are few, rather than through all changes
        f"SELECT r.id, c.data FROM {type} r CROSS JOIN change c ON c.record_id = r.id"
    )
    ids = list(dict.fromkeys(str(id) for id, data in rows if names_field(data, asked.name)))
    replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    for id, edits in edits_of(conn, ids, replicas).items():
        naming = [edit for edit in edits if asked.name in edit.values]
        if may_be_named(edits, asked):
            continue
        if any(len(edit.values) > 1 for edit in naming):
            found.records.add(id)
        else:
            found.changes.setdefault(id, set()).update(edit.id for edit in naming)


def may_be_named(edits: Sequence[Edit], asked: Field) -> bool:
    """May all names that the changes of a record hold in this field leave?

    The one who is named has agreed, and nobody says otherwise. So it was for each that stood there before, or it says no
    more than the one that is shown: a name that was typed by mistake, or before it was taken out, does not leave with it.
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
        id in heads or _words(value) <= words or _had_agreed(edits, asked, id) for id, value in naming.items()
    )  # fmt: skip


def shows_agreement(record: Record, asked: Field) -> bool:
    """Has who is named in this field of a record agreed, as far as the record shows, and does nobody say otherwise?"""
    disputed = {each.field for each in record.conflicts}
    return record.values.get(asked.agreed_by) == YES and disputed.isdisjoint((asked.name, asked.agreed_by))


def _words(*values: Value) -> set[str]:
    return {word for value in values for word in str(value).casefold().split()}


def _had_agreed(edits: Sequence[Edit], asked: Field, id: ChangeId) -> bool:
    """Was yes the last word on the desk that wrote this name, when another took its place there?"""
    own = [edit for edit in edits if edit.id[0] == id[0]]
    ends = [edit.id[1] for edit in own if id in edit.replaces.get(asked.name, ())]
    said = [edit for edit in own if ends and asked.agreed_by in edit.values and edit.id[1] < min(ends)]
    return bool(said) and max(said, key=lambda edit: edit.id[1]).values[asked.agreed_by] == YES
