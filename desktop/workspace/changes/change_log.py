"""The journal's own tables: changes, groups, replicas and authors, read and appended inside one transaction."""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert

from desktop.errors import ProgrammingError
from desktop.workspace.changes.clock import Now, Stamp, next_stamp
from desktop.workspace.changes.proof_log import Prover, write_proof
from desktop.workspace.changes.proofs import Head, NewChanges, Proof, Reference
from desktop.workspace.changes.record_state import ChangeId, Edit
from desktop.workspace.changes.value_compression import decode, encode, to_json
from desktop.workspace.records import tables as schema
from desktop.workspace.records.record_description import Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.web_link_names import of_old, of_old_names
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.replica_ids import is_proven

if TYPE_CHECKING:
    from desktop.workspace.storage.desk_key import Signer


@dataclass(slots=True)
class Group:
    """One action of a person; gets its row with its first change."""

    id: str
    kind: str
    label: str
    no: int = 0
    first: int = 0  # seq of its first change
    undoes: int | None = None
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A change just appended."""

    no: int
    id: ChangeId
    edit: Edit


def new_group(kind: str, label: str = "") -> Group:
    """A group that has no row yet."""
    return Group(str(uuid.uuid4()), kind, label)


def group_row(group: Group, now: int) -> dict[str, Value]:
    """The row of a group of this desk."""
    return {
        "id": group.id, "kind": group.kind, "label": group.label, "time": now, "mine": 1, "undoes": group.undoes,
    }  # fmt: skip


class ChangeLog:
    """The journal seen from one write transaction: next seq and stamp, appending, reading by record."""

    def __init__(self, conn: Connection, replica: str, author: str, now: Now, signer: Signer | None = None) -> None:
        """`signer` proves what is written; without it changes have no proof, as those of old versions."""
        self.conn = conn
        self._direct = Direct(conn)
        self.now = now
        self._author = author
        self._author_no = 0
        self.replicas: dict[int, str] = dict(self._direct.exec_driver_sql("SELECT no, id FROM replica").fetchall())
        self.replica_no = self.number(replica)
        found = self._direct.exec_driver_sql("SELECT max(seq) FROM change WHERE replica_no = ?", (self.replica_no,))
        self.seq = int(found.scalar() or 0)
        self.no = max(
            int(self._direct.exec_driver_sql("SELECT max(no) FROM change").scalar() or 0), highest_number(self._direct)
        )
        self.last = self._stored_clock()
        self._clock_moved = False
        self._typing = self._left_open = False
        self.prover = Prover(self._direct, signer) if signer is not None and is_proven(replica) else None
        """Signs what is written; None where this replica has no key."""

    def number(self, replica: str) -> int:
        """The local number of a replica, made where it has none."""
        for no, id in self.replicas.items():
            if id == replica:
                return no
        no = max(self.replicas, default=0) + 1
        self.conn.execute(insert(schema.replica).values(no=no, id=replica))
        self.replicas[no] = replica
        return no

    def _stored_clock(self) -> Stamp:
        value = self._direct.exec_driver_sql("SELECT value FROM meta WHERE key = 'clock'").scalar()
        ms, _, counter = str(value or "0 0").partition(" ")
        return int(ms), int(counter)

    def author_no(self) -> int:
        """The row of the person who writes, made when they first write."""
        if not self._author_no:
            found = self._direct.exec_driver_sql("SELECT no FROM author WHERE name = ?", (self._author,)).scalar()
            self._author_no = int(found or self._insert("author", {"name": self._author}))
        return self._author_no

    def open_group(self, group: Group) -> int:
        """The group's row, made with its first change."""
        if not group.no:
            group.no = self._insert("change_group", group_row(group, self.now()))
        return group.no

    def _insert(self, table: str, row: Mapping[str, Value]) -> int:
        """A new row; returns its number. As text: SQLAlchemy took a quarter of an edit to put the statement together."""
        marks = ", ".join("?" * len(row))
        done = self._direct.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )
        return int(done.lastrowid or 0)

    def next_ids(self) -> tuple[int, int, Stamp]:
        """(no, seq, stamp) for one more change of this replica."""
        self.no += 1
        self.seq += 1
        self.last = next_stamp(self.now(), self.last)
        self._clock_moved = True
        return self.no, self.seq, self.last

    def append(
        self,
        group: Group,
        type: str,
        record_id: str,
        values: Mapping[str, Value],
        replaces: Mapping[str, Sequence[ChangeId]],
        *,
        private: bool = False,
    ) -> Written:
        """Write one change."""
        if self._left_open:
            self.prove_open()
        group_no = self.open_group(group)
        no, seq, stamp = self.next_ids()
        time = self.now()
        self._direct.exec_driver_sql(
            "INSERT INTO stored_change (no, replica_no, seq, ms, counter, type, record_id, data, replaces, group_no, author_no,"
            " time, private) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (no, self.replica_no, seq, *stamp, type, record_id, encode(values), to_json(replaces) if replaces else None,
             group_no, self.author_no(), time, int(private)),
        )  # fmt: skip
        group.changes += 1
        if self._typing:
            group.first, self._left_open = group.first or seq, True
        else:
            proof = self.proof_of_new(group, type, record_id, values, seq, stamp, time, private, replaces)
            if proof is not None:
                write_proof(self._direct, no, proof)
        rank = (*stamp, self.replicas[self.replica_no], seq)
        edit = Edit((self.replica_no, seq), rank, dict(values), dict(replaces), time, private)
        return Written(no, edit.id, edit)

    def amend(self, id: ChangeId, values: Mapping[str, Value]) -> int:
        """Rewrite the values of an own change that has not left this desk (one stay in one field); returns its new time."""
        time = self.now()
        done = self._direct.exec_driver_sql(
            "UPDATE stored_change SET data = ?, time = ? WHERE replica_no = ? AND seq = ?",
            (encode(values), time, *id),
        )
        if done.rowcount != 1:
            raise ProgrammingError(f"no change {id} to amend")
        return time

    def proof_of_new(
        self,
        group: Group,
        type: str,
        record_id: str,
        values: Mapping[str, Value],
        seq: int,
        stamp: Stamp,
        time: int,
        private: bool,
        replaces: Mapping[str, Sequence[ChangeId]] = MappingProxyType({}),
    ) -> Proof | None:
        """The proof of a change that is about to be written; None where this replica has no key."""
        group.first = group.first or seq
        if self.prover is None:
            return None
        head = self._head(group, type, record_id, self.prover.references(replaces), seq, stamp, time)
        return self.prover.proof(head, values, self._author, group.label, private=private)

    def new_changes(self, group: Group) -> NewChanges:
        """For `prove_first`, of many changes of an action."""
        return NewChanges(self._author, group.label)

    def prove_first(
        self, changes: NewChanges, group: Group, type: str, record_id: str, values: Mapping[str, Value], seq: int,
        stamp: Stamp, time: int,
    ) -> tuple[bytes, bytes, str]:  # fmt: skip
        """The salt and the digest of a change that makes a record, and its values as JSON; `prover.signatures` gives what its
        proof needs beside.
        """
        group.first = group.first or seq
        return changes.prove(self._head(group, type, record_id, {}, seq, stamp, time), values)

    def _head(
        self, group: Group, type: str, record_id: str, replaces: Mapping[str, Sequence[Reference]], seq: int, stamp: Stamp,
        time: int,
    ) -> Head:  # fmt: skip
        return Head(
            group=group.first, kind=group.kind, record=record_id, replaces=replaces,
            replica=self.replicas[self.replica_no], seq=seq, stamp=stamp, time=time, type=type,
        )  # fmt: skip

    @contextmanager
    def left_open(self, typing: bool) -> Generator[None]:
        """Where somebody is typing, the last change that is written inside may still grow: it gets its proof later."""
        self._typing = typing
        try:
            yield
        finally:
            self._typing = False

    def is_proven(self, no: int) -> bool:
        """Has a change its proof, so that it must stay as it is?"""
        found = self._direct.exec_driver_sql("SELECT 1 FROM proof WHERE change_no = ?", (no,)).fetchone()
        return found is not None

    def prove_open(self) -> None:
        """Give the last change of this replica its proof, where it may have grown until now."""
        self._left_open = False
        if self.prover is None or not self.seq:
            return
        row = self._direct.exec_driver_sql(
            "SELECT c.no, c.ms, c.counter, c.type, c.record_id, c.data, c.replaces, c.time, c.private, g.kind, g.label, a.name,"
            " (SELECT min(o.seq) FROM stored_change o WHERE o.group_no = c.group_no AND o.replica_no = c.replica_no)"
            " FROM stored_change s JOIN change c ON c.no = s.no JOIN change_group g ON g.no = c.group_no"
            " JOIN author a ON a.no = c.author_no WHERE s.replica_no = ? AND s.seq = ?"
            " AND NOT EXISTS (SELECT 1 FROM proof p WHERE p.change_no = s.no)",
            (self.replica_no, self.seq),
        ).fetchone()
        if row is None:
            return
        no, ms, counter, type, record_id, data, replaces, time, private, kind, label, author, first = row
        seen = references_here(replaces)
        head = Head(
            group=first, kind=kind, record=record_id, replaces=self.prover.references(seen),
            replica=self.replicas[self.replica_no], seq=self.seq, stamp=(ms, counter), time=time, type=type,
        )  # fmt: skip
        write_proof(self._direct, no, self.prover.proof(head, decode(data), author, label, private=bool(private)))

    def of_record(self, record_id: str, type: str = "") -> tuple[str, list[Edit], int]:
        """(record type, all its changes in order of arrival, number of the first); ("", [], 0) if unknown. Without a type, the
        one that `type_of` means.
        """
        found = self._direct.exec_driver_sql(
            "SELECT no, replica_no, seq, ms, counter, data, replaces, time, private, type FROM change"
            " WHERE record_id = ? ORDER BY no",
            (record_id,),
        ).fetchall()
        meant = type or first_type(row[9] for row in found)
        of_type = [row for row in found if row[9] == meant]
        if not of_type:
            return "", [], 0
        return meant, [edit_from_row(row, self.replicas) for row in of_type], of_type[0][0]

    def sealed_seq(self) -> int:
        """The last own change that has left this desk or lies in a backup; never rewritten from then on."""
        value = self._direct.exec_driver_sql("SELECT value FROM meta WHERE key = 'sealed_seq'").scalar()
        return int(value) if value else 0

    def meet(self, stamp: Stamp) -> None:
        """The clock after a change from elsewhere was seen."""
        if stamp != self.last:
            self.last, self._clock_moved = stamp, True

    def finish(self) -> None:
        """Keep the clock for the next transaction."""
        if self._clock_moved:
            write_meta(self._direct, "clock", f"{self.last[0]} {self.last[1]}")


_HIGHEST = "highest_number"
"""The key in `meta` of the highest number that a change ever had here, once some were taken out: no number comes twice."""


def highest_number(conn: Connection | Direct) -> int:
    """The highest local number that a change had before some were taken out of the journal; 0 where none ever was."""
    return int(conn.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (_HIGHEST,)).scalar() or 0)


def write_highest_number(conn: Connection, no: int) -> None:
    """Remember it, before changes are taken out."""
    write_meta(conn, _HIGHEST, str(no))


def write_meta(conn: Connection | Direct, key: str, value: str) -> None:
    """Keep a value beside the journal, in the transaction under way; "" forgets it."""
    if not value:
        conn.exec_driver_sql("DELETE FROM meta WHERE key = ?", (key,))
        return
    conn.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def edit_from_row(row: Sequence[Any], replicas: Mapping[int, str]) -> Edit:
    """An Edit of (no, replica_no, seq, ms, counter, data, replaces, time, private, ...)."""
    _no, replica_no, seq, ms, counter, data, replaces, time, private = row[:9]
    return Edit(
        (replica_no, seq),
        (ms, counter, replicas[replica_no], seq),
        of_old(decode(data)),
        of_old_names(references_here(replaces)),
        time,
        bool(private),
    )


def references_here(replaces: str | None) -> dict[str, list[ChangeId]]:
    """What a stored change replaces. A change that has not come stands there with its mark, and here as one that nothing is:
    it displaces nothing.
    """
    raw: dict[str, list[list[Any]]] = json.loads(replaces) if replaces else {}
    return {name: [(each[0], each[1] if len(each) == 2 else -each[1]) for each in ids] for name, ids in raw.items()}


_NAMES_KEPT = 1_000
_APART = "\x1f"


def another_group(name: str, what: str) -> str:
    """How an action from elsewhere is kept whose name another one has; `what` tells it from that."""
    return f"{name}{_APART}{sha256(what.encode()).hexdigest()[:16]}"


class GroupNames:
    """What actions are called when their changes travel: an own one by its replica and the seq of its first change, one
    from elsewhere as it came.
    """

    def __init__(self, conn: Connection | Direct) -> None:
        self._conn = conn
        self._known: dict[tuple[int, int], str] = {}

    def name(self, no: int, id: str, mine: int, replica_no: int, replica: str) -> str:
        """Of the action with this number, id and mark, as far as it is one of `replica`."""
        if not mine:
            return id.partition(_APART)[0]
        if (no, replica_no) not in self._known:
            if len(self._known) >= _NAMES_KEPT:
                self._known.clear()  # an action's changes follow each other
            first = self._conn.exec_driver_sql(
                "SELECT min(c.seq) FROM stored_change c JOIN replica r ON r.no = c.replica_no WHERE c.group_no = ?"
                " AND substr(r.id, 1, 36) = ?",
                (no, replica),
            ).scalar()
            self._known[no, replica_no] = f"{replica}:{first}"
        return self._known[no, replica_no]


def first_type(types: Iterable[str]) -> str:
    """Which record is meant where only its id is said, of the types of all changes under that id in order of arrival: the one
    that came first, of those that this version knows. Another type under the same id is another record.
    """
    found = list(dict.fromkeys(types))
    return next((type for type in found if type in RECORD_TYPES), found[0] if found else "")


def type_of(conn: Connection | Direct, record_id: str) -> str:
    """The type of the record that is meant by an id alone; "" where there is none."""
    rows = conn.exec_driver_sql("SELECT type FROM change WHERE record_id = ? ORDER BY no", (record_id,)).fetchall()
    return first_type(str(row[0]) for row in rows)


def edits_of(
    conn: Connection | Direct, record_ids: Iterable[str], replicas: Mapping[int, str], type: str
) -> dict[str, list[Edit]]:
    """All changes of some records of one type, for readers: record id -> changes in order of arrival."""
    ids = list(record_ids)
    found: dict[str, list[Edit]] = {id: [] for id in ids}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        rows = conn.exec_driver_sql(
            "SELECT no, replica_no, seq, ms, counter, data, replaces, time, private, record_id FROM change"
            f" WHERE type = ? AND record_id IN ({', '.join('?' * len(part))}) ORDER BY no",
            (type, *part),
        )
        for row in rows:
            found[row[9]].append(edit_from_row(row, replicas))
    return found
