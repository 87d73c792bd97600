"""What a blocked key wrote goes out of the journal, as if it had never come, and waits: what others wrote shows again.

It is kept word for word in the quarantine, with its proofs, so that it can come in again. What other changes replaced of it
is named there by its mark from then on, as of a change that has not come. An erasure that a person here agreed to stays: it
is their decision.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from desktop.workspace.changes.change_log import write_highest_number
from desktop.workspace.changes.erasure_decisions import DECIDED
from desktop.workspace.changes.erasures import desks_of_replicas
from desktop.workspace.changes.have_sets import discard_have_set, store_have_set
from desktop.workspace.changes.proof_log import read_marks
from desktop.workspace.changes.quarantine import BLOCKED, insert_all
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.shared_change import SHARED, SharedReader, from_body
from desktop.workspace.changes.value_compression import to_json
from desktop.workspace.editing.edit_session import Writing
from desktop.workspace.projection.batch_reading import batches, marks
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.connections import Direct

Progress = Callable[[int, int], None]
_Removed = Mapping[ChangeId, str]
"""Changes that go, by local id, with their marks."""


def remove_changes_of(writing: Writing, keys: Mapping[str, str], progress: Progress | None = None) -> int:
    """Move all changes of these keys (hexadecimal -> whose) out of the journal; how many. In the transaction under way.

    `progress` hears (changes and records done, in all); it may raise Cancelled.
    """
    conn, log = Direct(writing.conn), writing.log
    desks = {no: key for no, key in desks_of_replicas(conn).items() if key in keys and no != log.replica_no}
    _move_deferred(conn, keys, {log.replicas[no][:36]: key for no, key in desks.items()}, log.now())
    numbers = _changes_of(conn, desks)
    if not numbers:
        return 0
    touched = _touched_records(conn, numbers)
    steps = _Steps(len(numbers) + sum(map(len, touched.values())), progress)
    write_highest_number(writing.conn, log.no)
    removed: dict[ChangeId, str] = {}
    reader = SharedReader(conn)
    for part in batches(numbers):
        rows = conn.exec_driver_sql(f"{SHARED} WHERE c.no IN ({marks(part)}) ORDER BY c.no", part).fetchall()
        changes = list(reader.read(rows))
        whose = [keys[desks[row[1]]] for row in rows]
        insert_all(conn, BLOCKED, zip(changes, whose, strict=True), log.now())
        removed.update(read_marks(conn, [(row[1], row[3]) for row in rows]))
        steps.add(len(rows))
    _name_by_marks(conn, log.replicas, set(desks), removed, set(numbers))
    for part in batches(numbers):
        for table, column in (
            ("stored_change", "no"), ("proof", "change_no"), ("late_reference", "change_no"), ("erased", "change_no"),
            ("erasure_decision", "change_no"),
        ):  # fmt: skip
            conn.exec_driver_sql(f"DELETE FROM {table} WHERE {column} IN ({marks(part)})", part)
    discard_have_set(writing.conn)
    store_have_set(writing.conn)
    _project(conn, writing.projection, touched, steps)
    return len(numbers)


class _Steps:
    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def add(self, done: int) -> None:
        """So many more are done."""
        self._done += done
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)


def _changes_of(conn: Direct, desks: Collection[int]) -> list[int]:
    """Numbers of the changes of these replicas, but for erasures that a person here agreed to."""
    rows = conn.exec_driver_sql(
        "SELECT c.no FROM stored_change c WHERE c.replica_no IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM erasure_decision d WHERE d.change_no = c.no AND d.state = ?) ORDER BY c.no",
        (json.dumps(sorted(desks)), DECIDED),
    ).fetchall()
    return [int(row[0]) for row in rows]


def _touched_records(conn: Direct, numbers: Sequence[int]) -> dict[str, set[str]]:
    """Type -> ids of the records of these changes."""
    found: dict[str, set[str]] = {}
    for part in batches(numbers):
        for type, id in conn.exec_driver_sql(
            f"SELECT DISTINCT type, record_id FROM stored_change WHERE no IN ({marks(part)})", part
        ):
            found.setdefault(str(type), set()).add(str(id))
    return found


def _move_deferred(conn: Direct, keys: Mapping[str, str], replicas: Mapping[str, str], time: int) -> None:
    """What a person had set aside of these keys waits with the rest."""
    rows = conn.exec_driver_sql("SELECT replica, seq, type, record_id, body FROM aside").fetchall()
    for row in rows:
        change = from_body(*row)
        key = change.proof.public_key.hex() if change.proof is not None else replicas.get(change.replica, "")
        if key in keys:
            insert_all(conn, BLOCKED, [(change, keys[key])], time)
            conn.exec_driver_sql("DELETE FROM aside WHERE replica = ? AND seq = ?", (row[0], row[1]))


def _name_by_marks(
    conn: Direct, replicas: Mapping[int, str], desks: Collection[int], removed: _Removed, numbers: Collection[int]
) -> None:
    """Have the changes that are left name what goes by its mark, as if it had not come yet."""
    base = {id: no for no, id in replicas.items()}
    rows = conn.exec_driver_sql(
        "SELECT c.no, c.replaces FROM stored_change c WHERE c.replaces IS NOT NULL AND EXISTS (SELECT 1"
        " FROM json_each(c.replaces) f, json_each(f.value) r"
        " WHERE json_extract(r.value, '$[0]') IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(desks)),),
    ).fetchall()
    for no, replaces in rows:
        if no in numbers:
            continue
        raw: dict[str, list[list[Any]]] = json.loads(replaces)
        late: set[tuple[int, int, str]] = set()
        for ids in raw.values():
            for place, id in enumerate(ids):
                mark = removed.get((id[0], id[1]), "") if len(id) == 2 else ""
                if mark:  # what has none is found again by its number
                    ids[place] = [base[replicas[id[0]][:36]], id[1], mark]
                    late.add((base[replicas[id[0]][:36]], id[1], mark))
        if late:
            conn.exec_driver_sql("UPDATE stored_change SET replaces = ? WHERE no = ?", (to_json(raw), no))
            for each in sorted(late):
                conn.exec_driver_sql(
                    "INSERT OR IGNORE INTO late_reference (replica_no, seq, mark, change_no) VALUES (?, ?, ?, ?)",
                    (*each, no),
                )


def _project(conn: Direct, projection: Projection, touched: Mapping[str, set[str]], steps: _Steps) -> None:
    """Rows as what is left says; none of records of which nothing is left."""
    projection.progress = steps.add
    with projection.together():
        for type, ids in sorted(touched.items()):
            if type not in RECORD_TYPES:
                continue
            left: set[str] = set()
            for part in batches(sorted(ids)):
                rows = conn.exec_driver_sql(
                    f"SELECT DISTINCT record_id FROM stored_change WHERE record_id IN ({marks(part)}) AND type = ?",
                    (*part, type),
                ).fetchall()
                left.update(str(row[0]) for row in rows)
            projection.update_all(RECORD_TYPES[type], left)
            projection.remove_all(RECORD_TYPES[type], ids - left)
