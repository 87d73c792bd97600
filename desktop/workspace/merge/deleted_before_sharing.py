"""Records that were made and thrown away here before anybody else had them: nobody needs to hear of them.

The file remembers which changes of its present replica have left (`meta.left`): they were put into a package, or somebody's
package says to hold them. Where that is not known for certain (a file of an earlier version, changes of another replica),
they count as left: a deletion too many travels, and none too few.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import write_meta
from desktop.workspace.changes.have_sets import HaveSet, Interval, holds, joined
from desktop.workspace.records.kinds.field import ReferenceIn
from desktop.workspace.records.record_types import RECORD_TYPES

LEFT = "left"
"""The key in `meta` of what has left: {"replica": id, "spans": [[first, last], ...]}."""
NOTHING_LEFT = json.dumps({"replica": "", "spans": []})
"""What stands there in a new file."""
_EVERY = [(1, 2**53)]


@dataclass(frozen=True, slots=True)
class _Left:
    """The replica that writes now, by id and number (0: it has written nothing), and what has left of its changes."""

    replica: str
    no: int
    spans: Sequence[Interval]


def note_left(conn: Connection, have: HaveSet) -> None:
    """These changes are about to leave this desk, or are known to be elsewhere. In the transaction under way."""
    left = _read(conn)
    spans = left.spans
    if spans == _EVERY:  # of an earlier version: certain is only what comes from now on
        last = conn.exec_driver_sql("SELECT max(seq) FROM change WHERE replica_no = ?", (left.no,)).scalar()
        spans = [(1, int(last))] if last else []
    after = joined([*spans, *have.get(left.replica, ())])
    if after != list(left.spans):
        write_meta(conn, LEFT, json.dumps({"replica": left.replica, "spans": after}))


def records_never_shared(conn: Connection) -> set[str]:
    """Ids of the records that are deleted, or of which everything was taken back, and of which nothing has ever left; with
    their parts. What a record points to that does leave is not among them.
    """
    left = _read(conn)
    if left.spans == _EVERY or not left.no:
        return set()
    found = _only_here(conn, left, _gone(conn))
    while pointed := _pointed_to(conn, found):
        found -= pointed
    return found


def _read(conn: Connection) -> _Left:
    replica = str(conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'replica'").scalar() or "")
    no = conn.exec_driver_sql("SELECT no FROM replica WHERE id = ?", (replica,)).scalar()
    kept = conn.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (LEFT,)).scalar()
    if kept is None:
        return _Left(replica, int(no or 0), _EVERY)
    stored = json.loads(str(kept))
    spans = [(int(first), int(last)) for first, last in stored["spans"]] if stored["replica"] == replica else []
    return _Left(replica, int(no or 0), spans)


def _gone(conn: Connection) -> set[str]:
    found: set[str] = set()
    for kind in RECORD_TYPES.values():
        rows = conn.exec_driver_sql(
            f"SELECT id FROM {kind.name} WHERE listed = 0 AND survivor IS NULL AND conflicts = 0"
        )
        found.update(str(row[0]) for row in rows)
    todo = found
    while todo:
        parts: set[str] = set()
        for kind in RECORD_TYPES.values():
            if kind.part_of and conn.exec_driver_sql(f"SELECT 1 FROM {kind.name} LIMIT 1").fetchone() is not None:
                rows = conn.exec_driver_sql(f"SELECT id FROM {kind.name} WHERE parent IN {_LISTED}", _list(todo))
                parts.update(str(row[0]) for row in rows)
        todo = parts - found
        found |= todo
    return found


def _only_here(conn: Connection, left: _Left, ids: Collection[str]) -> set[str]:
    """Those of which all changes are of this replica, and none has left."""
    rows = conn.exec_driver_sql(
        f"SELECT record_id, replica_no, seq FROM change WHERE record_id IN {_LISTED}", _list(ids)
    )
    return set(ids) - {id for id, no, seq in rows if no != left.no or holds(left.spans, seq)}


def _pointed_to(conn: Connection, ids: Collection[str]) -> set[str]:
    """Those to which a record that is not among them points."""
    if not ids:
        return set()
    found: set[str] = set()
    for kind in RECORD_TYPES.values():
        if conn.exec_driver_sql(f"SELECT 1 FROM {kind.name} LIMIT 1").fetchone() is None:
            continue
        names = [field.name for field in kind.columns if field.rules.reference_in is ReferenceIn.VALUE]
        asked = [
            f'SELECT id, "{name}" FROM {kind.name} WHERE "{name}" IN {_LISTED}' for name in (*names, "merged_into")
        ]
        if any(field.rules.reference_in is ReferenceIn.MEMBER for field in kind.fields):
            target = "substr(m.code, instr(m.code, ':') + 1)"
            asked.append(
                f"SELECT t.id, {target} FROM {kind.name}_member m JOIN {kind.name} t ON t.no = m.record_no"
                f" WHERE {target} IN {_LISTED}"
            )
        for sql in asked:
            found.update(str(target) for id, target in conn.exec_driver_sql(sql, _list(ids)) if id not in ids)
    return found


_LISTED = "(SELECT value FROM json_each(?))"
"""One list of any length, in place of many questions with 500 marks each."""


def _list(ids: Collection[str]) -> tuple[str]:
    return (json.dumps(sorted(ids)),)
