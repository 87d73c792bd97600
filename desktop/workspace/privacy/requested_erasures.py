"""What partners ask to be erased of people, and nobody here has answered yet: it stays on this desk meanwhile.

A request of a desk that nobody here has accepted holds nothing back, nor does one that is about other records: or whoever
asks would decide what others get.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.workspace.changes.erasure_decisions import ASKED
from desktop.workspace.changes.erasures import desks_of_replicas, read_named
from desktop.workspace.changes.proof_log import read_marks
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.records.record_types import is_person

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class RequestedErasures:
    """Records, and changes by record, of people whom a partner asks to be forgotten."""

    records: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])  # type and id
    changes: dict[tuple[str, str], set[ChangeId]] = field(default_factory=dict[tuple[str, str], "set[ChangeId]"])

    @property
    def touched(self) -> set[tuple[str, str]]:
        """All records of which something stays."""
        return self.records | self.changes.keys()

    def holds_back(self, type: str, record_id: str, id: ChangeId) -> bool:
        """Does this change stay?"""
        return (type, record_id) in self.records or id in self.changes.get((type, record_id), ())


def requested_erasures(conn: Connection) -> RequestedErasures:
    """What stays for the sake of requests that wait."""
    rows = conn.exec_driver_sql(
        "SELECT c.replica_no, c.data FROM erasure_decision d JOIN change c ON c.no = d.change_no"
        " WHERE d.state = ? AND d.proven = 1",
        (ASKED,),
    ).fetchall()
    found = RequestedErasures()
    if not rows:
        return found
    partners = {str(row[0]) for row in conn.exec_driver_sql("SELECT key FROM partner")}
    desks = desks_of_replicas(conn)
    for replica_no, data in rows:
        if desks.get(replica_no) in partners:
            named = read_named(decode(data))
            found.records.update(_of_people(conn, named.records))
            for (replica, seq), _fields in named.changes.items():
                _add_change(conn, found, replica, seq, named.marks.get((replica, seq), ""))
    return found


def _of_people(conn: Connection, records: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for type, id in records:
        rows = conn.exec_driver_sql("SELECT DISTINCT type FROM change WHERE record_id = ?", (id,)).fetchall()
        found.update((str(row[0]), id) for row in rows if type in ("", row[0]) and is_person(row[0]))
    return found


def _add_change(conn: Connection, found: RequestedErasures, replica: str, seq: int, mark: str) -> None:
    rows = conn.exec_driver_sql(
        "SELECT c.replica_no, c.type, c.record_id FROM change c JOIN replica r ON r.no = c.replica_no"
        " WHERE substr(r.id, 1, 36) = ? AND c.seq = ?",
        (replica, seq),
    ).fetchall()
    marks = read_marks(conn, [(row[0], seq) for row in rows])
    for no, type, record_id in rows:
        if is_person(type) and marks.get((no, seq), "") == mark:
            found.changes.setdefault((type, record_id), set()).add((no, seq))
