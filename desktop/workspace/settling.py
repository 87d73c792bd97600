"""Bringing rows, members and index in line with the journal after changes, inside the same transaction.

A record's row depends on its own changes, on its parts (a record with a living part lives), on merges of duplicates
(references follow them), and an activity's or a visit's on the names of its organisations.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.words import _
from desktop.workspace import organisation_words
from desktop.workspace.changes import ChangeLog
from desktop.workspace.connections import Direct
from desktop.workspace.fields import RecordType
from desktop.workspace.index import INDEXES
from desktop.workspace.records import RECORD_TYPES
from desktop.workspace.rows import Members, Row, record_row
from desktop.workspace.state import Edit, RecordState, derive

LONGEST_CHAIN = 100
"""Of merged duplicates: no person makes one of this length."""


class Settler:
    """Writes the rows of the records touched in one transaction."""

    def __init__(self, conn: Connection, log: ChangeLog) -> None:
        self._conn = Direct(conn)
        self._log = log
        self.touched: dict[str, set[str]] = {}
        self._waiting: set[str] | None = None

    def settle(self, kind: RecordType, record_id: str, edits: Sequence[Edit], made_no: int) -> RecordState:
        """Write a record's row from all its changes, then whatever follows for others."""
        state = derive(edits)
        before = self._conn.exec_driver_sql(f"SELECT * FROM {kind.name} WHERE id = ?", (record_id,)).first_mapping()
        row, members = record_row(kind, state, edits[0].id)
        row["created"] = min(edit.time for edit in edits)
        row["modified"] = max(edit.time for edit in edits)
        row["made"] = made_no
        row["conflicts"] = len(state.disputed())
        no = self._write(kind, record_id, before, row, members)
        self._touch(kind.name, record_id)
        if kind.name == "organisation" and (before is None or before["name"] != row["name"]):
            self._organisation_renamed(record_id)
        self.relate(kind, record_id, no, state)
        if kind.part_of:
            for parent in sorted({str(each["parent"]) for each in (before, row) if each and each["parent"]}):
                if self._waiting is None:
                    self._relate_again(parent, frozenset({record_id}))
                else:
                    self._waiting.add(parent)
        if (before["merged_into"] if before is not None else None) != row["merged_into"]:
            self._survivors_from(kind, record_id, set())
        return state

    @contextmanager
    def together(self) -> Generator[None]:
        """Many records are settled inside: a parent looks at its parts once, at the end."""
        self._waiting = waiting = set[str]()
        try:
            yield
        finally:
            self._waiting = None
        for parent in sorted(waiting):
            self._relate_again(parent, frozenset())

    def _touch(self, type: str, record_id: str) -> None:
        self.touched.setdefault(type, set()).add(record_id)

    def _write(self, kind: RecordType, id: str, before: Row | None, row: Row, members: Members) -> int:
        conn = self._conn
        index = INDEXES.get(kind.name)
        if kind.name in organisation_words.COLUMNS:
            row.update(self._organisation_words(kind.name, members))
        if before is None:
            row = {"id": id, "listed": 0, "binned": 0, **row}
            names = ", ".join(row)
            done = conn.exec_driver_sql(
                f"INSERT INTO {kind.name} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
            )
            no = int(done.lastrowid or 0)
            document = None
            present: set[tuple[str, str, str]] = set()
        else:
            no = int(before["no"])
            document = index.document(conn, no) if index is not None else None
            changed = {name: value for name, value in row.items() if before[name] != value}
            if changed:
                sets = ", ".join(f"{name} = ?" for name in changed)
                conn.exec_driver_sql(f"UPDATE {kind.name} SET {sets} WHERE no = ?", (*changed.values(), no))
            present = {
                (field, code, value)
                for field, code, value in conn.exec_driver_sql(
                    f"SELECT field, code, value FROM {kind.name}_member WHERE record_no = ?", (no,)
                )
            }
        wanted = set(members)
        for field, code, _value in present - wanted:
            conn.exec_driver_sql(
                f"DELETE FROM {kind.name}_member WHERE record_no = ? AND field = ? AND code = ?",
                (no, field, code),
            )
        for field, code, value in sorted(wanted - present):
            conn.exec_driver_sql(
                f"INSERT INTO {kind.name}_member (record_no, field, code, value) VALUES (?, ?, ?, ?)",
                (no, field, code, value),
            )
        if index is not None:
            index.reindex(conn, no, document, index.document(conn, no))
        return no

    def arrived(self, kind: RecordType, record_id: str, parent: str | None) -> None:
        """Tell the records that pointed to a new record before it came, and the one it is a part of."""
        if kind.name == "organisation":
            self._organisation_renamed(record_id)
        if parent:
            self._relate_again(parent, frozenset({record_id}))

    # What follows from parts and merges ------------------------------------------------------------------------------

    def relate(self, kind: RecordType, record_id: str, no: int, state: RecordState) -> None:
        """Write whether a record is listed or in the bin, where it leads, and how many conflicts it has."""
        row = self.standing(kind, record_id, state)
        sets = ", ".join(f"{name} = ?" for name in row)
        self._conn.exec_driver_sql(f"UPDATE {kind.name} SET {sets} WHERE no = ?", (*row.values(), no))
        self._touch(kind.name, record_id)

    def standing(self, kind: RecordType, record_id: str, state: RecordState) -> Row:
        """The columns of a record that also depend on its parts and on merges: listed, binned, survivor, conflicts."""
        alive = state.here or self._part_lives(kind, record_id, frozenset({record_id}))
        survivor = self.survivor(kind, record_id)
        merged = survivor != record_id
        conflicts = len(state.disputed())
        if state.choices("deleted")[-1:] == [True]:
            conflicts += len(state.unseen_by("deleted")) + int(state.marked_deleted and alive)
        if state.value("merged_into"):
            conflicts += len(state.unseen_by("merged_into")) + int(not merged)
        return {
            "listed": int(alive and not merged),
            "binned": int(not alive and not state.empty and not merged),
            "survivor": survivor if merged else None,
            "conflicts": conflicts,
        }

    def _part_lives(self, kind: RecordType, record_id: str, above: frozenset[str]) -> bool:
        for part in RECORD_TYPES.values():
            if part.part_of != kind.name:
                continue
            rows = self._conn.exec_driver_sql(f"SELECT id FROM {part.name} WHERE parent = ?", (record_id,)).fetchall()
            for (id,) in rows:
                if id in above:
                    continue
                edits = self._log.of_record(id)[1]
                if derive(edits).here or self._part_lives(part, id, above | {id}):
                    return True
        return False

    def _relate_again(self, record_id: str, above: frozenset[str]) -> None:
        type, edits, _made = self._log.of_record(record_id)
        if not edits:
            return  # has not arrived yet
        kind = RECORD_TYPES[type]
        row = self._conn.exec_driver_sql(f"SELECT no FROM {kind.name} WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            return
        state = derive(edits)
        self.relate(kind, record_id, row[0], state)
        parent = state.value("parent") if kind.part_of else None
        if isinstance(parent, str) and parent not in above:
            self._relate_again(parent, above | {record_id})

    def survivor(self, kind: RecordType, record_id: str) -> str:
        """Where a reference leads after duplicates were merged; a circle ends in its smallest id."""
        path = [record_id]
        while True:
            row = self._conn.exec_driver_sql(
                f"SELECT merged_into FROM {kind.name} WHERE id = ?", (path[-1],)
            ).fetchone()  # fmt: skip
            nearer = row[0] if row else None
            if not nearer:
                return path[-1]
            if nearer in path:
                return min(path[path.index(nearer) :])
            path.append(nearer)
            if len(path) > LONGEST_CHAIN:
                raise UserFacingError(_("Records are merged into each other in a chain that is too long."))

    def _survivors_from(self, kind: RecordType, record_id: str, done: set[str]) -> None:
        """Tell all that were merged into a record, and into those, where they lead now; in a circle that is all of it."""
        todo = [record_id]
        while todo:
            id = todo.pop()
            if id in done:
                continue
            done.add(id)
            if kind.name == "organisation":
                self._organisation_renamed(id)
            if id != record_id:
                self._relate_again(id, frozenset())
            rows = self._conn.exec_driver_sql(f"SELECT id FROM {kind.name} WHERE merged_into = ? ORDER BY id", (id,))
            todo += [row[0] for row in rows]

    # Names of organisations in their activities and visits -------------------------------------------------------------

    def _organisation_words(self, kind: str, members: Members) -> dict[str, str | None]:
        return organisation_words.names_in(kind, members, organisation_words.organisation_names(self._conn, members))

    def _organisation_renamed(self, organisation: str) -> None:
        conn = self._conn
        for kind, no, id in list(organisation_words.records_of(conn, organisation)):
            members: Members = [
                (field, code, value)
                for field, code, value in conn.exec_driver_sql(
                    f"SELECT field, code, value FROM {kind}_member WHERE record_no = ? AND field = ?",
                    (no, organisation_words.FIELD),
                )
            ]
            index = INDEXES[kind]
            before = index.document(conn, no)
            words = self._organisation_words(kind, members)
            sets = ", ".join(f"{column} = ?" for column in words)
            conn.exec_driver_sql(f"UPDATE {kind} SET {sets} WHERE no = ?", (*words.values(), no))
            index.reindex(conn, no, before, index.document(conn, no))
            self._touch(kind, id)
