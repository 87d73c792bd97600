"""Records that point to what has not come: kept as they are, and shown with where the other one may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.workspace.changes.have_sets import HaveSet, Interval, without
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.projection.missing_references import MissingReference, find_missing_references

_PERSON = "person"
DEFERRED, MISSING, UNKNOWN = "aside", "missing", "unknown"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where what a field points to may be.

    `why`: ASIDE: it came, and a person set it aside; MISSING: in one of the changes that have not come, `spans` of
    `replica`, narrowed to those before the one that points to it where that is known; UNKNOWN: nothing that is missing
    could hold it, so it was not sent yet, or those who have it do not share it.
    """

    reference: MissingReference
    why: str
    replica: str = ""
    spans: tuple[Interval, ...] = ()


def read_waiting(conn: Connection, record_id: str = "", lost: HaveSet | None = None) -> list[Waiting]:
    """The records, or the fields of one, that wait for what has not come. `lost`: what is missing, as `outgoing.missing`
    says. People whom nobody said to give are not waited for, as they may never agree; but for those into whom somebody was
    merged, who else would be gone without a word.
    """
    found = list(find_missing_references(conn, record_id))
    if not found:
        return []
    deferred = {str(row[0]) for row in conn.exec_driver_sql("SELECT DISTINCT record_id FROM aside")}
    waiting = [_whereabouts(conn, each, deferred, lost or {}) for each in found]
    return [
        each
        for each in waiting
        if each.why != UNKNOWN or each.reference.target_type != _PERSON or each.reference.field == "merged_into"
    ]


def _whereabouts(conn: Connection, each: MissingReference, deferred: set[str], lost: HaveSet) -> Waiting:
    if each.target in deferred:
        return Waiting(each, DEFERRED)
    writers = list(_writers(conn, each))
    for replica, seq in writers:  # who points to a record had it, most often by writing it just before
        before = without(lost.get(replica, ()), [(seq, 2**63)])
        if before:
            return Waiting(each, MISSING, replica, tuple(before))
    others = [(replica, spans) for replica, spans in lost.items() if spans]
    if others:
        return Waiting(each, MISSING, others[0][0], tuple(others[0][1]))
    return Waiting(each, UNKNOWN, writers[0][0] if writers else "")


def _writers(conn: Connection, each: MissingReference) -> Iterable[tuple[str, int]]:
    """Who wrote that the record points there, the last one first."""
    rows = conn.exec_driver_sql(
        "SELECT substr(r.id, 1, 36), c.seq, c.data FROM change c JOIN replica r ON r.no = c.replica_no WHERE c.record_id = ?"
        " AND c.type = ? ORDER BY c.ms DESC, c.counter DESC, c.no DESC",
        (each.id, each.type),
    ).fetchall()
    wanted = True if "/" in each.field else each.target
    return [(str(replica), int(seq)) for replica, seq, data in rows if decode(data).get(each.field) == wanted]
