"""Requests of others to erase what they did not write themselves: listed, granted or declined by a person of this desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.changes.erasure_decisions import (
    ASKED,
    DECIDED,
    DECLINED,
    Decision,
    read_decisions,
    write_decision,
)
from desktop.workspace.changes.erasures import KEPT, Erasures, Fresh, Named, read_named
from desktop.workspace.changes.known_names import KnownNames
from desktop.workspace.changes.proof_log import read_marks
from desktop.workspace.changes.proofs import AUTHOR
from desktop.workspace.changes.quarantine import ERASED, release
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.editing.edit_session import Writing
from desktop.workspace.erasure.blanking import Blanked, apply_erasures, update_blanked
from desktop.workspace.records.record_description import Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.connections import Direct


@dataclass(frozen=True, slots=True)
class RequestedValue:
    """One value that would go."""

    field: str  # its name in the journal
    value: Value
    author: str


@dataclass(frozen=True, slots=True)
class RequestedRecord:
    """What would go of one record."""

    type: str
    id: str
    title: str  # "" where it has none
    values: tuple[RequestedValue, ...]  # by field, the one written first at the top

    @property
    def fields(self) -> tuple[str, ...]:
        """Names in the journal."""
        return tuple(sorted({each.field for each in self.values}))

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote the values."""
        return tuple(sorted({each.author for each in self.values}))


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    """An erasure from elsewhere that names what its desk did not write, or is not proven to have written."""

    no: int  # of the erasure's change: by it the request is answered
    state: str  # ASKED or DECLINED
    author: str  # who wrote the erasure, as they call themselves
    replica: str  # and under which replica
    sender: str  # who brought it here
    time: int  # of its arrival, ms since 1970 UTC
    records: tuple[RequestedRecord, ...]
    reason: str = ""  # of `erasure_decisions.REASONS`; "": none was given


def open_requests(conn: Connection, since: int = 0, states: Collection[str] = (ASKED,)) -> list[ErasureRequest]:
    """The requests that nobody answered, or in other states, as far as anything is here that they name; of changes from
    number `since` on.
    """
    found: list[ErasureRequest] = []
    erasures: Erasures | None = None
    who: KnownNames | None = None
    for no, decision in sorted(read_decisions(conn).items()):
        if no < since or decision.state not in states:
            continue
        erasures, who = erasures or Erasures(conn), who or KnownNames(conn)
        row = conn.exec_driver_sql(
            "SELECT c.data, a.name, substr(r.id, 1, 36), c.replica_no FROM change c JOIN author a"
            " ON a.no = c.author_no JOIN replica r ON r.no = c.replica_no WHERE c.no = ?",
            (no,),
        ).fetchone()
        named = read_named(decode(row[0])) if row is not None else None
        if row is not None and named is not None and (records := _records(conn, named, erasures, who)):
            author = who.marked(row[1], row[3])
            found.append(
                ErasureRequest(
                    no, decision.state, author, row[2], decision.sender, decision.time, tuple(records), named.reason
                )
            )
    return found


def _records(conn: Connection, named: Named, erasures: Erasures, who: KnownNames) -> list[RequestedRecord]:
    """What of that is here, by record."""
    found: dict[tuple[str, str], dict[RequestedValue, None]] = {}  # a set that keeps the order
    for row, only in _changes(conn, named):
        type, id, replica_no, seq, data, author = row
        values, author = decode(data), who.marked(author, replica_no)
        after = erasures.blank(type, id, (replica_no, seq), values, {})[0]
        if only is not None and AUTHOR in only and row[5]:
            found.setdefault((type, id), {})[RequestedValue(AUTHOR, row[5], author)] = None
        for name, value in values.items():
            if value is not None and name in after and name not in KEPT and (only is None or name in only):
                found.setdefault((type, id), {})[RequestedValue(name, value, author)] = None
    return [
        RequestedRecord(type, id, _title(conn, type, id), tuple(sorted(those, key=lambda each: each.field)))
        for (type, id), those in sorted(found.items())
    ]


_COLUMNS = "c.type, c.record_id, c.replica_no, c.seq, c.data, a.name FROM change c JOIN author a ON a.no = c.author_no"


def _changes(conn: Connection, named: Named) -> Iterable[tuple[Any, Collection[str] | None]]:
    """The changes here that an erasure names, and which of their fields; None: all."""
    for type, id in sorted(named.records):
        asked = f"SELECT {_COLUMNS} WHERE c.record_id = ? AND ? IN ('', c.type) ORDER BY c.no"
        for row in conn.exec_driver_sql(asked, (id, type)).fetchall():
            yield row, None
    for (replica, seq), fields in sorted(named.changes.items()):
        mark = named.marks.get((replica, seq), "")
        rows = conn.exec_driver_sql(
            f"SELECT {_COLUMNS} JOIN replica r ON r.no = c.replica_no WHERE substr(r.id, 1, 36) = ? AND c.seq = ?",
            (replica, seq),
        ).fetchall()
        marks = read_marks(conn, [(row[2], seq) for row in rows])
        for row in rows:  # of several versions under one number the one that is meant
            if not mark or marks.get((row[2], seq), "") == mark:
                yield row, fields


def _title(conn: Connection, type: str, id: str) -> str:
    kind = RECORD_TYPES.get(type)
    if kind is None:
        return ""
    return str(conn.exec_driver_sql(f"SELECT {kind.title} FROM {type} WHERE id = ?", (id,)).scalar() or "")


def decline(conn: Connection, numbers: Collection[int], time: int) -> None:
    """Remember that a person said no: the same erasure does not ask again."""
    _answer(conn, numbers, DECLINED, time)


def reopen(conn: Connection, numbers: Collection[int], time: int) -> None:
    """Have declined requests wait for an answer again."""
    _answer(conn, numbers, ASKED, time)


def grant(writing: Writing, numbers: Collection[int]) -> tuple[Blanked, list[SharedChange]]:
    """Have everything go that these erasures name, here and whatever comes later, in the transaction under way. Cannot be
    undone. Also returns the changes that waited for it, to be taken in.
    """
    conn, log = writing.conn, writing.log
    _answer(conn, numbers, DECIDED, log.now())
    erasures, fresh = Erasures(conn), list[Fresh]()
    for no in sorted(numbers):
        data = conn.exec_driver_sql("SELECT data FROM change WHERE no = ?", (no,)).scalar_one()
        named = read_named(decode(data))
        fresh += erasures.learn(no, named, {replica: log.number(replica) for replica, _seq in named.changes})
    blanked = apply_erasures(Direct(conn), erasures, fresh)
    update_blanked(log, writing.projection, blanked)
    return blanked, list(release(conn, ERASED))


def _answer(conn: Connection, numbers: Collection[int], state: str, time: int) -> None:
    known = read_decisions(conn)
    for no in numbers:
        if no in known and known[no].state != DECIDED:
            write_decision(conn, no, Decision(state, known[no].proven, known[no].sender, time))
