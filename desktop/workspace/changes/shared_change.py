"""A change as it travels between desks, and those of this desk that may leave it."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import GroupNames
from desktop.workspace.changes.encoding import decode, to_json
from desktop.workspace.changes.have_sets import HaveSet, holds
from desktop.workspace.records.fields import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedChange:
    """One change as it travels: replicas and authors by their own ids and names, not by local numbers."""

    replica: str
    seq: int
    ms: int
    counter: int
    type: str
    record_id: str
    values: Mapping[str, Value]
    replaces: Mapping[str, Sequence[tuple[str, int]]]
    group: str
    kind: str  # of the group: edit, import ...
    label: str  # of the group: the file of an import
    author: str
    time: int  # ms since 1970 UTC on the author's computer; shown, never used to order


def to_body(change: SharedChange) -> str:
    """A change word for word, as it is kept outside the journal: JSON of all but its replica, seq, type and record."""
    return to_json(
        {
            "ms": change.ms, "counter": change.counter, "values": dict(change.values),
            "replaces": {name: [list(id) for id in sorted(ids)] for name, ids in sorted(change.replaces.items())},
            "group": [change.group, change.kind, change.label], "author": change.author, "time": change.time,
        }
    )  # fmt: skip


def from_body(replica: str, seq: int, type: str, record_id: str, body: str) -> SharedChange:
    """The change that was kept so."""
    found: dict[str, Any] = json.loads(body)
    group, kind, label = found["group"]
    return SharedChange(
        replica=replica, seq=seq, ms=found["ms"], counter=found["counter"], type=type, record_id=record_id,
        values=found["values"],
        replaces={name: [(id[0], id[1]) for id in ids] for name, ids in found["replaces"].items()},
        group=group, kind=kind, label=label, author=found["author"], time=found["time"],
    )  # fmt: skip


def read_shared(conn: Connection, known: HaveSet | None = None) -> Generator[SharedChange]:
    """The changes that may leave this desk and that `known` does not hold, by replica and seq."""
    rows = conn.exec_driver_sql(
        "SELECT r.no, r.id, c.seq, c.ms, c.counter, c.type, c.record_id, c.data, c.replaces, g.no, g.id, g.mine, g.kind,"
        " g.label, a.name, c.time FROM change c JOIN replica r ON r.no = c.replica_no JOIN change_group g ON g.no = c.group_no"
        " JOIN author a ON a.no = c.author_no WHERE c.private = 0 ORDER BY r.id, c.seq"
    )
    replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    held: HaveSet = known or {}
    groups = GroupNames(conn)
    for row in rows:
        number, replica, seq, ms, counter, type, record_id, data, replaces, no, id, mine, kind, label, author, time = (
            row
        )
        if holds(held.get(replica, ()), seq):
            continue
        seen: dict[str, list[list[int]]] = json.loads(replaces) if replaces else {}
        yield SharedChange(
            replica=replica, seq=seq, ms=ms, counter=counter, type=type, record_id=record_id, values=decode(data),
            replaces={name: sorted((replicas[no], at) for no, at in ids) for name, ids in seen.items()},
            group=groups.name(no, id, mine, number, replica), kind=kind, label=label, author=author, time=time,
        )  # fmt: skip
