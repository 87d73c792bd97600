"""The whole shareable state in canonical form: two desks with the same changes print the same bytes."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import edit_from_row
from desktop.workspace.changes.record_state import Edit, RecordState, derive
from desktop.workspace.changes.value_compression import names_field
from desktop.workspace.privacy.gate import Gate
from desktop.workspace.records.record_types import RECORD_TYPES

_Typed = tuple[str, str]  # record type and id


@dataclass
class _Links:
    """What the standing of a record depends on beside its own changes."""

    parts: dict[_Typed, list[_Typed]] = field(default_factory=dict[_Typed, "list[_Typed]"])
    """By parent; a parent of another type is one that has not come."""
    here: dict[_Typed, bool] = field(default_factory=dict[_Typed, bool])  # of parts: live by themselves
    merged: dict[_Typed, str] = field(default_factory=dict[_Typed, str])

    def part_lives(self, record: _Typed, above: frozenset[_Typed]) -> bool:
        return any(
            part not in above and (self.here[part] or self.part_lives(part, above | {part}))
            for part in self.parts.get(record, ())
        )

    def survivor(self, type: str, record: str) -> str:
        path = [record]
        while (nearer := self.merged.get((type, path[-1]))) is not None:
            if nearer in path:
                return min(path[path.index(nearer) :])
            path.append(nearer)
        return path[-1]


def dump(conn: Connection, *, with_mentions: bool = False) -> Generator[str]:
    """One line of JSON a record, sorted by id, from what may leave this desk alone; records of unknown types too.

    `with_mentions`: also records that name people who did not agree, whom another desk need not know.
    """
    replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    gate = Gate(conn, with_mentions=with_mentions)
    links = _read_links(conn, replicas, gate)
    for id, type, edits in _records(conn, replicas, gate):
        yield json.dumps(_line(id, type, derive(edits), links), sort_keys=True, ensure_ascii=False)


def _records(
    conn: Connection,
    replicas: Mapping[int, str],
    gate: Gate,
    *,
    only: Sequence[str] = (),
) -> Generator[tuple[str, str, list[Edit]]]:
    """(id, type, changes) of each record of which anything may leave; with `only`, and which has such a field."""
    rows: Iterable[Sequence[Any]] = conn.exec_driver_sql(
        "SELECT no, replica_no, seq, ms, counter, data, replaces, time, private, record_id, type FROM change"
        " WHERE private = 0 ORDER BY record_id, type, no"
    )
    for (id, type), changes in groupby(rows, key=lambda row: (str(row[9]), str(row[10]))):
        those = list(changes)
        if only and not any(names_field(row[5], name) for row in those for name in only):
            continue
        kept = [row for row in those if gate.change_leaves(type, id, (row[1], row[2]))]
        if kept:
            yield id, type, [edit_from_row(row, replicas) for row in kept]


def _read_links(conn: Connection, replicas: Mapping[int, str], gate: Gate) -> _Links:
    """Read only records that point: the others have no say in what becomes of their neighbours."""
    links = _Links()
    for id, type, edits in _records(conn, replicas, gate, only=("parent", "merged_into")):
        state = derive(edits)
        parent, merged = state.value("parent"), state.value("merged_into")
        kind = RECORD_TYPES.get(type)
        if isinstance(parent, str) and kind is not None:
            links.parts.setdefault((kind.part_of, parent), []).append((type, id))
            links.here[type, id] = state.here
        if isinstance(merged, str) and merged:
            links.merged[type, id] = merged
    return links


def _line(id: str, type: str, state: RecordState, links: _Links) -> dict[str, Any]:
    alive = state.here or links.part_lives((type, id), frozenset({(type, id)}))
    survivor = links.survivor(type, id)
    return {
        "record": id,
        "type": type,
        "alive": alive,
        "survivor": survivor,
        "fields": state.values(),
        "choices": {name: sorted(map(json.dumps, state.choices(name))) for name in state.disputed()},
        "conflicts": _conflicts(state, alive, survivor == id),
    }


def _conflicts(state: RecordState, alive: bool, circular: bool) -> list[str]:
    found = [f"{name}: several values" for name in state.disputed()]
    if state.choices("deleted")[-1:] == [True]:
        found += [f"{name}: edited unseen by the delete" for name in state.unseen_by("deleted")]
        if state.marked_deleted and alive:
            found.append("deleted, yet a part of it lives")
    if state.value("merged_into"):
        found += [f"{name}: edited unseen by the merge" for name in state.unseen_by("merged_into")]
        if circular:
            found.append("merged in a circle; this one stays")
    return found
