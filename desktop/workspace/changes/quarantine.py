"""Changes that came and are kept outside the journal until a person decides: nothing shows them, no package names them.

Unlike what was set aside (`deferred.py`), a person did not choose these: nobody can tell whether their author wrote them,
or they say something that would hide what another desk wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.workspace.changes.have_sets import Interval, intervals
from desktop.workspace.changes.shared_change import SharedChange, from_body, to_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.connections import Direct

AUTHOR, TYPE, ERASED, FROZEN, BLOCKED = "author", "type", "erased", "frozen", "blocked"
"""Why a change waits: it came from somebody else than the desk whose name it bears; its record is of another type here; it
came without values that an erasure names which is not in force here; a person here froze or blocked its key; it was here
before its key was blocked.
"""

MOST_VERSIONS = 8
"""Different changes under one number that are kept."""


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What waits of one author for one reason."""

    why: str
    replica: str
    sender: str
    changes: int


class Quarantine:
    """Adds to what waits, of one delivery."""

    def __init__(self, conn: Connection | Direct, sender: str, label: str, time: int) -> None:
        self._conn = conn
        self._sender, self._label, self._time = sender, label, time

    def add(self, change: SharedChange, why: str) -> None:
        """Keep a change, once."""
        body = to_body(change)
        rows = self._conn.exec_driver_sql(
            "SELECT type, record_id, body FROM quarantine WHERE replica = ? AND seq = ?", (change.replica, change.seq)
        ).fetchall()
        said = (change.type, change.record_id, body)
        if len(rows) >= MOST_VERSIONS or any(tuple(row) == said for row in rows):
            return
        self._conn.exec_driver_sql(
            "INSERT INTO quarantine (why, replica, seq, type, record_id, body, sender, label, time)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (why, change.replica, change.seq, *said, self._sender, self._label, self._time),
        )


def insert_all(
    conn: Connection | Direct, why: str, changes: Iterable[tuple[SharedChange, str]], time: int
) -> None:  # fmt: skip
    """Keep changes that were held here, each with whose it is; of these none is too many."""
    for change, sender in changes:
        conn.exec_driver_sql(
            "INSERT INTO quarantine (why, replica, seq, type, record_id, body, sender, label, time)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)",
            (why, change.replica, change.seq, change.type, change.record_id, to_body(change), sender, time),
        )


def read_kept_out(conn: Connection | Direct) -> list[KeptOut]:
    """All that waits, by reason, author and sender."""
    rows = conn.exec_driver_sql(
        "SELECT why, replica, sender, count(*) FROM quarantine GROUP BY why, replica, sender ORDER BY 1, 2, 3"
    ).fetchall()
    return [KeptOut(*row) for row in rows]


def waiting_replicas_of(conn: Connection | Direct, keys: Collection[str]) -> set[str]:
    """The replicas of these keys (hexadecimal) of which something waits, also of those that were never held."""
    rows = conn.exec_driver_sql(
        "SELECT replica, seq, type, record_id, body, min(no) FROM quarantine GROUP BY replica"
    ).fetchall()
    changes = [from_body(*row[:5]) for row in rows]
    return {each.replica for each in changes if each.proof is not None and each.proof.public_key.hex() in keys}


def release(conn: Connection | Direct, why: str, replicas: Collection[str] | None = None) -> Generator[SharedChange]:
    """What waits for one reason, of these authors or of all, by replica and seq; it waits no more."""
    rows = conn.exec_driver_sql(
        "SELECT no, replica, seq, type, record_id, body FROM quarantine WHERE why = ? ORDER BY replica, seq, no", (why,)
    ).fetchall()
    for row in rows:
        if replicas is None or row[1] in replicas:
            conn.exec_driver_sql("DELETE FROM quarantine WHERE no = ?", (row[0],))
            yield from_body(*row[1:])


def discard_held(conn: Connection | Direct) -> None:
    """What came whole meanwhile need not wait blanked."""
    conn.exec_driver_sql(
        "DELETE FROM quarantine WHERE why = ? AND EXISTS (SELECT 1 FROM change c JOIN replica r ON r.no = c.replica_no"
        " WHERE r.id = quarantine.replica AND c.seq = quarantine.seq)",
        (ERASED,),
    )


def quarantined_spans(conn: Connection | Direct) -> dict[str, list[Interval]]:
    """The changes that wait, by replica: not held, and not to be asked for either."""
    seqs: dict[str, list[int]] = {}
    for replica, seq in conn.exec_driver_sql("SELECT DISTINCT replica, seq FROM quarantine ORDER BY replica, seq"):
        seqs.setdefault(replica, []).append(seq)
    return {replica: intervals(found) for replica, found in seqs.items()}
