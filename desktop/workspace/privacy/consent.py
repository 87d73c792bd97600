"""Who agreed to be shared, and what of a person's history leaves with that.

A consent that is disputed, and that one side does not give, counts as none, wherever it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.workspace.changes.record_state import ChangeId, Edit, RecordState, derive
from desktop.workspace.projection.record_reader import Record
from desktop.workspace.records.record_description import MARKS, RecordType, Value
from desktop.workspace.records.record_types import PEOPLE

if TYPE_CHECKING:
    from sqlalchemy import Connection

if TYPE_CHECKING:
    from desktop.workspace.changes.have_sets import Interval

AGREED = ("network", "public")
"""Values of the consent of a person or a participant with which they may leave this desk."""
CONSENT = "consent"
_Typed = tuple[str, str]  # record type and id


def agreed(choices: Collection[Value]) -> bool:
    """Do all values of a consent, of which there are several where it is disputed, say yes?"""
    return bool(choices) and set(choices) <= set(AGREED)


def has_agreed(record: Record | None) -> bool:
    """Has this person or participant agreed to be named to others, undisputed?"""
    if record is None:
        return False
    disputed = [each.choices for each in record.conflicts if (each.kind, each.field) == ("values", CONSENT)]
    return agreed(disputed[0]) if disputed else record.values.get(CONSENT) in AGREED


def was_asked(record: Record) -> bool:
    """Has this participant an answer of their own, be it no, or one that is disputed?"""
    return bool(record.values.get(CONSENT)) or any(
        (each.kind, each.field) == ("values", CONSENT) for each in record.conflicts
    )


@dataclass(slots=True)
class PeopleHeldBack:
    """What stays here of people."""

    records: set[str] = field(default_factory=set[str])
    """Who did not agree: of them nothing leaves but `withdrawals`."""
    earlier: dict[str, set[ChangeId]] = field(default_factory=dict[str, "set[ChangeId]"])
    """Of who agreed: their changes from before, which those made on agreeing took the place of."""
    withdrawals: dict[str, set[ChangeId]] = field(default_factory=dict[str, "set[ChangeId]"])
    """Of who agreed once: the changes of their consent alone, so that others hear that it was taken back."""

    types: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])  # of each of `records`

    def is_held_back(self, type: str, record_id: str, id: ChangeId) -> bool:
        """Does this change stay?"""
        if type in self.types.get(record_id, ()):
            return id not in self.withdrawals.get(record_id, ())
        return id in self.earlier.get(record_id, ())


def people_held_back(conn: Connection) -> PeopleHeldBack:
    """What stays here of the people and participants that this desk knows."""
    from desktop.workspace.changes.change_log import edits_of

    marks = ", ".join("?" * len(PEOPLE))
    counted = conn.exec_driver_sql(
        "SELECT type, record_id, count(*), max(replaces IS NOT NULL) FROM change"
        f" WHERE private = 0 AND type IN ({marks}) GROUP BY type, record_id",
        PEOPLE,
    )
    alone, several = set[_Typed](), dict[str, list[str]]()
    for type, id, number, replaces in counted:
        if number == 1 and not replaces:
            alone.add((type, id))
        else:
            several.setdefault(type, []).append(id)
    found = PeopleHeldBack()
    known = conn.exec_driver_sql(f"SELECT DISTINCT type, record_id FROM change WHERE type IN ({marks})", PEOPLE)
    held = {(row[0], row[1]) for row in known} - (_agreed(conn) & alone)
    replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    for type, ids in several.items():
        for id, all_edits in edits_of(conn, ids, replicas, type).items():
            edits = [edit for edit in all_edits if not edit.private]
            if agreed(derive(edits).choices(CONSENT)):
                held.discard((type, id))
                if earlier := _earlier(edits):
                    found.earlier.setdefault(id, set()).update(earlier)
            elif withdrawn := _withdrawals(edits):
                found.withdrawals.setdefault(id, set()).update(withdrawn)
    for type, id in held:
        found.records.add(id)
        found.types.setdefault(id, set()).add(type)
    return found


def _agreed(conn: Connection) -> set[_Typed]:
    marks = ", ".join("?" * len(AGREED))
    return {
        (type, row[0])
        for type in PEOPLE
        for row in conn.exec_driver_sql(f"SELECT id FROM {type} WHERE consent IN ({marks})", AGREED)
    }


def _earlier(edits: Sequence[Edit]) -> set[ChangeId]:
    """The changes that one made on agreeing stands for, with all that they themselves had taken the place of."""
    found: set[ChangeId] = set()
    for said in edits:
        if said.values.get(CONSENT) not in AGREED or len(said.values) == 1:
            continue
        gone = {name: set(ids) for name, ids in said.replaces.items()}
        for edit in edits:
            if edit.values and all(
                edit.id in gone.get(name, ()) and gone[name].issuperset(edit.replaces.get(name, ()))
                for name in edit.values
            ):
                found.add(edit.id)
    return found


def _withdrawals(edits: Sequence[Edit]) -> set[ChangeId]:
    """The changes of the consent alone, from the first yes on; one that followed what is not here came from others."""
    known = {edit.id: edit for edit in edits}
    after: set[ChangeId] = set()
    for edit in sorted(edits, key=lambda edit: edit.rank):
        if CONSENT in edit.values and (
            edit.values[CONSENT] in AGREED
            or any(id in after or id not in known for id in edit.replaces.get(CONSENT, ()))
        ):
            after.add(edit.id)
    withdrawn = {id for id in after if set(known[id].values) == {CONSENT}}
    return withdrawn if any(known[id].values[CONSENT] not in AGREED for id in withdrawn) else set()


def spans_of(conn: Connection, changes: Iterable[Collection[ChangeId]]) -> dict[str, list[Interval]]:
    """Single changes as a have-set."""
    from desktop.workspace.changes.have_sets import intervals  # with SQLAlchemy, which a list does not need

    rows = conn.exec_driver_sql("SELECT no, substr(id, 1, 36) FROM replica")
    replicas: dict[int, str] = {row[0]: row[1] for row in rows}
    seqs: dict[str, list[int]] = {}
    for each in changes:
        for no, seq in each:
            seqs.setdefault(replicas[no], []).append(seq)
    return {replica: intervals(found) for replica, found in seqs.items()}


# Writing it down ---------------------------------------------------------------------------------------------------------


def withdraws(kind: RecordType, state: RecordState, values: Mapping[str, Value]) -> bool:
    """Does an edit take back a consent that was given? It is a change of its own then, which may leave."""
    return kind.name in PEOPLE and CONSENT in values and values[CONSENT] not in AGREED and _any_yes(state)


def _any_yes(state: RecordState) -> bool:
    return not set(AGREED).isdisjoint(state.choices(CONSENT))


def on_agreeing(
    kind: RecordType, edits: Sequence[Edit], state: RecordState, values: Mapping[str, Value]
) -> tuple[dict[str, Value], dict[str, list[ChangeId]]] | None:
    """The change with which somebody agrees where their history holds more than what is shown: all that is shown, in the
    place of every change before, which then need not leave. None where there is no such thing, and an edit as any will do.
    """
    if kind.name not in PEOPLE or values.get(CONSENT) not in AGREED or agreed(state.choices(CONSENT)):
        return None
    shared = [edit for edit in edits if not edit.private]
    shown: dict[str, Value] = {
        name: state.value(name)
        for name in state.heads
        if name not in MARKS and not kind.is_private(name) and len(state.choices(name)) == 1
    }
    shown |= values
    if not any(
        name != CONSENT and value is not None and name in shown and shown[name] != value
        for edit in shared
        for name, value in edit.values.items()
    ):
        return None
    return shown, {
        name: found for name in sorted(shown) if (found := [edit.id for edit in shared if name in edit.values])
    }
