"""What came and was not taken in yet: a person said "not this one now", and it waits, whole.

A change that is set aside is not held: it has no say in any record, no package names it, and the have-set has a hole
where it belongs, so that every later package brings it again. It is kept here word for word beside the journal, record
by record: of a record either all that came is taken in, or all of it waits, until a person says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop.workspace.changes.erasures import ERASURE, Erasures, strings_lost
from desktop.workspace.changes.have_sets import Interval, intervals
from desktop.workspace.changes.shared_change import SharedChange, from_body, to_body
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.connections import Direct


@dataclass(frozen=True, slots=True)
class MergeSelection:
    """Which records of a delivery come in, by the ids that a person chose. Without a word about a record, what is aside of its
    type stays aside, the rest comes in.
    """

    only: frozenset[str] | None = None
    """Only these, where it is not None."""
    without: frozenset[str] = frozenset()
    take: frozenset[str] = frozenset()
    """These, also where they were set aside before."""
    everything: bool = False
    """All, also what was set aside before: for a look at what there is."""

    def takes(self, type: str, record: str, deferred: Collection[tuple[str, str]]) -> bool:
        """Does a record come in, where those of `deferred` (type, id) wait?"""
        if self.everything or record in self.take:
            return True
        if self.only is not None:
            return record in self.only
        return record not in self.without and (type, record) not in deferred


@dataclass(frozen=True, slots=True)
class DeferredRecord:
    """One record, or changes of one, that wait."""

    type: str
    id: str
    title: str  # here, or as what waits would have it; "" where it has none
    known: bool  # is something of it held?
    changes: int
    sender: str
    label: str  # the file that brought it last
    time: int  # ms since 1970 UTC


@dataclass(slots=True)
class DeferralFilter:
    """Lets through what a choice takes in, and sets the rest aside."""

    conn: Connection
    choice: MergeSelection
    own: str
    """The replica of this desk, of which nothing is set aside: what it never wrote is refused."""
    label: str
    sender: str
    time: int
    deferred: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])
    """By type: records of which something was, or stays, set aside."""
    back: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Records (type, id) that waited and came in now."""

    def filter(self, changes: Iterable[SharedChange]) -> Generator[SharedChange]:
        """The changes to take in: of this delivery, then those that waited for it to be said."""
        waiting = deferred_records(self.conn)
        erasures, numbers = Erasures(self.conn), replica_numbers(self.conn)
        for change in changes:
            if change.type == ERASURE:  # what it names may wait here, or come later
                yield change
            elif self.choice.takes(change.type, change.record_id, waiting):
                if (change.type, change.record_id) in waiting:
                    self.back.add((change.type, change.record_id))
                yield change
            elif change.replica == self.own or self._held(change):
                yield change  # known: compared with what is here
            else:
                self._defer(erasures.blanked(change, numbers.get(change.replica, 0)))
        chosen = self.choice.take | (self.choice.only or frozenset())
        self.back |= {(type, id) for type, id in waiting if id in chosen}
        yield from self._given_back(sorted(self.back))

    def _held(self, change: SharedChange) -> bool:
        return bool(
            self.conn.exec_driver_sql(
                "SELECT 1 FROM change c JOIN replica r ON r.no = c.replica_no WHERE r.id = ? AND c.seq = ?",
                (change.replica, change.seq),
            ).fetchone()
        )

    def _defer(self, change: SharedChange) -> None:
        body = to_body(change)
        self.conn.exec_driver_sql(  # what waits already stays as it is, whatever comes under its number
            "INSERT OR IGNORE INTO aside (replica, seq, type, record_id, body, label, sender, time)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (change.replica, change.seq, change.type, change.record_id, body, self.label, self.sender, self.time),
        )
        self.deferred.setdefault(change.type, set()).add(change.record_id)

    def _given_back(self, records: list[tuple[str, str]]) -> Generator[SharedChange]:
        for type, id in records:
            rows = self.conn.exec_driver_sql(
                "SELECT replica, seq, type, record_id, body FROM aside WHERE record_id = ? AND type = ?"
                " ORDER BY replica, seq",
                (id, type),
            ).fetchall()
            self.conn.exec_driver_sql("DELETE FROM aside WHERE record_id = ? AND type = ?", (id, type))
            yield from (from_body(*row) for row in rows)


def replica_numbers(conn: Connection | Direct) -> dict[str, int]:
    """Local numbers of replicas by id."""
    return {id: no for no, id in conn.exec_driver_sql("SELECT no, id FROM replica")}


def blank_deferred(conn: Direct, erasures: Erasures) -> set[str]:
    """Take what erasures name out of what waits, for a choice or a decision; returns the texts that went."""
    lost: set[str] = set()
    numbers = replica_numbers(conn)
    for table in ("aside", "quarantine"):
        rows = conn.exec_driver_sql(f"SELECT replica, seq, type, record_id, body FROM {table}").fetchall()
        for row in rows:
            change = from_body(*row)
            after = erasures.blanked(change, numbers.get(change.replica, 0))
            if (body := to_body(after)) != row[4]:
                lost |= strings_lost(change.values, after.values)
                if change.author != after.author:
                    lost.add(change.author)
                conn.exec_driver_sql(
                    f"UPDATE {table} SET body = ? WHERE replica = ? AND seq = ? AND body = ?", (body, *row[:2], row[4])
                )
    return lost


def deferred_records(conn: Connection) -> set[tuple[str, str]]:
    """Type and id of the records of which something waits."""
    rows = conn.exec_driver_sql("SELECT DISTINCT type, record_id FROM aside").fetchall()
    return {(str(row[0]), str(row[1])) for row in rows}


def deferred_spans(conn: Connection) -> dict[str, list[Interval]]:
    """The changes that wait, by replica: not held, and not to be asked for either."""
    seqs: dict[str, list[int]] = {}
    for replica, seq in conn.exec_driver_sql("SELECT replica, seq FROM aside ORDER BY replica, seq"):
        seqs.setdefault(replica, []).append(seq)
    return {replica: intervals(found) for replica, found in seqs.items()}


def read_deferred(conn: Connection) -> list[DeferredRecord]:
    """All records of which something waits, the last set aside first."""
    rows = conn.exec_driver_sql(
        "SELECT type, record_id, count(*), max(time), sender, label FROM aside GROUP BY type, record_id"
        " ORDER BY max(time) DESC, type, record_id"
    ).fetchall()
    found: list[DeferredRecord] = []
    for type, id, changes, time, sender, label in rows:
        known, title = _title(conn, type, id)
        found.append(DeferredRecord(type, id, title, known, changes, sender, label, time))
    return found


def _title(conn: Connection, type: str, id: str) -> tuple[bool, str]:
    kind = RECORD_TYPES.get(type)
    if kind is None:
        return False, ""
    row = conn.exec_driver_sql(f"SELECT {kind.title} FROM {type} WHERE id = ?", (id,)).fetchone()
    if row is not None and row[0]:
        return True, str(row[0])
    title = ""
    asked = "SELECT body FROM aside WHERE record_id = ? AND type = ? ORDER BY replica, seq"
    for (body,) in conn.exec_driver_sql(asked, (id, type)):
        title = str(json.loads(body)["values"].get(kind.title) or title)
    return row is not None, title


def with_parts(conn: Connection, changes: Iterable[SharedChange], ids: Collection[str], *, up: bool) -> frozenset[str]:
    """Records with all their parts, as the changes, the journal and what waits know them.

    `up`: and with what they are parts of, as far as that comes with the changes or waits.
    """
    parent_of: dict[str, str] = {}
    coming: set[str] = set()

    def note(type: str, id: str, parent: object) -> None:
        kind = RECORD_TYPES.get(type)
        if kind is not None and kind.part_of and isinstance(parent, str):
            parent_of[id] = parent

    for kind in RECORD_TYPES.values():
        if kind.part_of:
            rows = conn.exec_driver_sql(f"SELECT id, parent FROM {kind.name} WHERE parent IS NOT NULL")
            for id, parent in rows:
                note(kind.name, id, parent)
    for type, id, body in conn.exec_driver_sql("SELECT type, record_id, body FROM aside"):
        note(type, id, json.loads(body)["values"].get("parent"))
        coming.add(id)
    for change in changes:
        note(change.type, change.record_id, change.values.get("parent"))
        coming.add(change.record_id)
    parts: dict[str, list[str]] = {}
    for id, parent in parent_of.items():
        parts.setdefault(parent, []).append(id)
    found, todo = set[str](), sorted(ids)
    while todo:
        id = todo.pop()
        if id in found:
            continue
        found.add(id)
        todo += parts.get(id, ())
    for id in sorted(found) if up else ():
        while (id := parent_of.get(id, "")) in coming and id not in found:
            found.add(id)
    return frozenset(found)
