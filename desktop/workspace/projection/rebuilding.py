"""Bringing rows, members and index in line with the journal after changes, inside the same transaction.

A record's row depends on its own changes, on its parts (a record with a living part lives), on merges of duplicates
(references follow them), and an activity's or a visit's on the names of its organisations.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence, Set
from contextlib import contextmanager

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.changes.change_log import ChangeLog
from desktop.workspace.changes.record_state import Edit, RecordState, derive
from desktop.workspace.projection.batch_reading import (
    Member,
    Stored,
    batches,
    in_order_of_rows,
    read_edits,
    read_stored,
)
from desktop.workspace.projection.members import MemberCodes, delete_members_of
from desktop.workspace.projection.rows import Members, Row, record_row
from desktop.workspace.records.record_description import RecordType
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.search_index import organisation_names as organisation_words
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.storage.connections import Direct

LONGEST_CHAIN = 100
"""Of merged duplicates: no person makes one of this length."""
_NAMES_KEPT = 20_000


class Projection:
    """Writes the rows of the records touched in one transaction."""

    def __init__(self, conn: Connection, log: ChangeLog) -> None:
        self._conn = Direct(conn)
        self._log = log
        self._codes = MemberCodes(self._conn)
        self.touched: dict[str, set[str]] = {}
        self.progress: Callable[[int], object] = lambda done: None
        """Hears of each record settled (1), and of each that follows from it (0); may raise Cancelled."""
        self._waiting: set[tuple[str, str]] | None = None  # (type, id) of parents
        self._ahead: dict[str, Stored] = {}  # of `resolve_all`: rows read, and not yet settled
        self._ahead_of = ""  # their type
        self._names: dict[str, str] | None = None  # of organisations, while many records are settled

    def update(
        self, kind: RecordType, record_id: str, edits: Sequence[Edit], made_no: int, stored: Stored | None = None
    ) -> RecordState:
        """Write a record's row from all its changes, then whatever follows for others. `stored`: its row, where known."""
        state = derive(edits)
        before = (stored := stored or read_stored(self._conn, kind, (record_id,))[record_id]).row
        row, members = record_row(kind, state, edits[0].id)
        row["created"] = min(edit.time for edit in edits)
        row["modified"] = max(edit.time for edit in edits)
        row["made"] = made_no
        row.update(self.standing(kind, record_id, state))
        self._write(kind, record_id, stored, row, members)
        self._touch(kind.name, record_id)
        if kind.name == "organisation" and (before is None or before["name"] != row["name"]):
            self._survivor_renamed(record_id)
        if kind.part_of:
            for parent in sorted({str(each["parent"]) for each in (before, row) if each and each["parent"]}):
                if self._waiting is None:
                    self._relate_again(kind.part_of, parent, frozenset({(kind.name, record_id)}))
                else:
                    self._waiting.add((kind.part_of, parent))
        if (before["merged_into"] if before is not None else None) != row["merged_into"]:
            self._survivors_from(kind, record_id, set())
        return state

    def update_all(self, kind: RecordType, ids: Iterable[str]) -> None:
        """Settle many records of one type, whose changes are in the journal; inside of `together`."""
        for part in batches(in_order_of_rows(self._conn, kind, ids)):
            changes = read_edits(self._conn, kind.name, part, self._log.replicas)
            self._ahead_of = kind.name
            self._ahead = ahead = read_stored(self._conn, kind, part)
            for id in part:
                edits, made = changes[id]
                self.update(kind, id, edits, made, ahead.pop(id))
                self.progress(1)

    def remove_all(self, kind: RecordType, ids: Iterable[str]) -> None:
        """Leave no row of records of which the journal knows nothing any more; inside of `together`."""
        for part in batches(in_order_of_rows(self._conn, kind, ids)):
            for id, stored in read_stored(self._conn, kind, part).items():
                if stored.row is not None:
                    self._remove(kind, id, stored.row, stored.members)
                self.progress(1)

    def _remove(self, kind: RecordType, id: str, row: Row, members: Set[Member]) -> None:
        no = int(row["no"])
        if (index := INDEXES.get(kind.name)) is not None:
            index.reindex(self._conn, no, index.words_of(row, members), None)
        delete_members_of(self._conn, kind.name, id)
        self._conn.exec_driver_sql(f"DELETE FROM {kind.name} WHERE no = ?", (no,))
        self._touch(kind.name, id)
        if kind.name == "organisation" and self._names is not None:
            self._names.clear()
        self._survivors_from(kind, id, set())
        if self._waiting is not None and kind.part_of and row["parent"]:
            self._waiting.add((kind.part_of, str(row["parent"])))

    @contextmanager
    def together(self) -> Generator[None]:
        """Many records are settled inside: a parent looks at its parts once, at the end."""
        self._waiting, self._names = (waiting := set[tuple[str, str]]()), {}
        try:
            yield
        finally:
            self._waiting = self._names = None
        for type, parent in sorted(waiting):
            self._relate_again(type, parent, frozenset())

    def _touch(self, type: str, record_id: str) -> None:
        self.touched.setdefault(type, set()).add(record_id)

    def _write(self, kind: RecordType, id: str, stored: Stored, row: Row, members: Members) -> None:
        conn, before = self._conn, stored.row
        if kind.name in organisation_words.COLUMNS:
            row.update(self._organisation_words(kind.name, row, members))
        elif kind.name == "organisation" and self._names is not None:
            self._names.clear()
        if before is None:
            row = {"id": id, **row}
            names = ", ".join(row)
            done = conn.exec_driver_sql(
                f"INSERT INTO {kind.name} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
            )
            no = int(done.lastrowid or 0)
        else:
            no = int(before["no"])
            self._update(kind, no, {name: value for name, value in row.items() if before[name] != value})
        wanted = set(members)
        for field, code, _value in sorted(stored.members - wanted):
            self._codes.delete(kind.name, no, field, code)
        for field, code, value in sorted(wanted - stored.members):
            self._codes.insert(kind.name, no, field, code, value)
        if (index := INDEXES.get(kind.name)) is not None:
            old = None if before is None else index.words_of(before, stored.members)
            index.reindex(conn, no, old, index.words_of(row, members))

    def _update(self, kind: RecordType, no: int, changed: Row) -> None:
        if changed:
            sets = ", ".join(f"{name} = ?" for name in changed)
            self._conn.exec_driver_sql(f"UPDATE {kind.name} SET {sets} WHERE no = ?", (*changed.values(), no))

    def arrived(self, kind: RecordType, record_id: str, parent: str | None) -> None:
        """Tell the records that pointed to a new record before it came, and the one it is a part of."""
        if kind.name == "organisation":
            self._survivor_renamed(record_id)
        if parent:
            self._relate_again(kind.part_of, parent, frozenset({(kind.name, record_id)}))

    # What follows from parts and merges ------------------------------------------------------------------------------

    def relate(self, kind: RecordType, record_id: str, no: int, state: RecordState) -> None:
        """Write whether a record is listed or in the bin, where it leads, and how many conflicts it has."""
        row = self.standing(kind, record_id, state)
        self._update(kind, no, row)
        ahead = self._ahead.get(record_id) if self._ahead_of == kind.name else None
        if ahead is not None and ahead.row is not None:
            ahead.row.update(row)
        if kind.name == "organisation" and self._names is not None:
            self._names.clear()
        self._touch(kind.name, record_id)
        self.progress(0)

    def standing(self, kind: RecordType, record_id: str, state: RecordState) -> Row:
        """The columns of a record that also depend on its parts and on merges: listed, binned, survivor, conflicts."""
        alive = state.here or self._part_lives(kind, record_id, frozenset({(kind.name, record_id)}))
        nearer = state.value("merged_into")
        survivor = self.survivor(kind, record_id, nearer) if isinstance(nearer, str) else record_id
        merged = survivor != record_id
        conflicts = len(state.disputed())
        if state.choices("deleted")[-1:] == [True]:
            conflicts += len(state.unseen_by("deleted")) + int(state.marked_deleted and alive)
        if nearer:
            conflicts += len(state.unseen_by("merged_into")) + int(not merged)
        return {
            "listed": int(alive and not merged),
            "binned": int(not alive and not state.empty and not merged),
            "survivor": survivor if merged else None,
            "conflicts": conflicts,
        }

    def _part_lives(self, kind: RecordType, record_id: str, above: frozenset[tuple[str, str]]) -> bool:
        for part in RECORD_TYPES.values():
            if part.part_of != kind.name:
                continue
            rows = self._conn.exec_driver_sql(f"SELECT id FROM {part.name} WHERE parent = ?", (record_id,)).fetchall()
            for (id,) in rows:
                if (part.name, id) in above:
                    continue
                edits = self._log.of_record(id, part.name)[1]
                if derive(edits).here or self._part_lives(part, id, above | {(part.name, id)}):
                    return True
        return False

    def _relate_again(self, type: str, record_id: str, above: frozenset[tuple[str, str]]) -> None:
        edits = self._log.of_record(record_id, type)[1]
        if not edits:
            return  # has not arrived yet
        kind = RECORD_TYPES[type]
        row = self._conn.exec_driver_sql(f"SELECT no FROM {kind.name} WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            return
        state = derive(edits)
        self.relate(kind, record_id, row[0], state)
        parent = state.value("parent") if kind.part_of else None
        if isinstance(parent, str) and (kind.part_of, parent) not in above:
            self._relate_again(kind.part_of, parent, above | {(kind.name, record_id)})

    def survivor(self, kind: RecordType, record_id: str, nearer: str) -> str:
        """Where a reference to a record that was merged into `nearer` leads; a circle ends in its smallest id."""
        path = [record_id]
        while nearer:
            if nearer in path:
                return min(path[path.index(nearer) :])
            path.append(nearer)
            if len(path) > LONGEST_CHAIN:
                raise UserFacingError(_("Records are merged in a chain that is too long."))
            row = self._conn.exec_driver_sql(f"SELECT merged_into FROM {kind.name} WHERE id = ?", (nearer,)).fetchone()
            nearer = (row[0] if row else None) or ""
        return path[-1]

    def _survivors_from(self, kind: RecordType, record_id: str, done: set[str]) -> None:
        """Tell all that were merged into a record, and into those, where they lead now; in a circle that is all of it."""
        todo = [record_id]
        while todo:
            id = todo.pop()
            if id in done:
                continue
            done.add(id)
            if id != record_id:
                self._relate_again(kind.name, id, frozenset())
            if kind.name == "organisation":  # after that: it goes by the name of where it leads now
                self._organisation_renamed(id)
            rows = self._conn.exec_driver_sql(f"SELECT id FROM {kind.name} WHERE merged_into = ? ORDER BY id", (id,))
            todo += [row[0] for row in rows]

    # Names of organisations in their activities and visits -------------------------------------------------------------

    def _organisation_words(self, kind: str, row: Row, members: Members) -> dict[str, str | None]:
        codes = organisation_words.organisation_codes(kind, row, members)
        return organisation_words.names_in(kind, codes, self._names_of(codes))

    def _names_of(self, codes: Sequence[str]) -> Mapping[str, str]:
        if (names := self._names) is None:
            return organisation_words.organisation_names(self._conn, codes)
        if len(names) > _NAMES_KEPT:
            names.clear()
        if unknown := {id: code for code in codes if (id := code.partition(":")[2]) not in names}:
            names.update(dict.fromkeys(unknown, ""))
            names.update(organisation_words.organisation_names(self._conn, unknown.values()))
        return names

    def _survivor_renamed(self, organisation: str) -> None:
        """The name of an organisation is that of all that were merged into it, too."""
        todo, done = [organisation], set[str]()
        while todo:
            if (id := todo.pop()) not in done:
                done.add(id)
                self._organisation_renamed(id)
                rows = self._conn.exec_driver_sql(
                    "SELECT id FROM organisation WHERE merged_into = ? ORDER BY id", (id,)
                )
                todo += [row[0] for row in rows]

    def _organisation_renamed(self, organisation: str) -> None:
        conn = self._conn
        for kind, no, id in list(organisation_words.records_of(conn, organisation)):
            members: Members = [
                (field, code, value)
                for field, code, value in conn.exec_driver_sql(
                    f"SELECT field, code, value FROM {kind}_member WHERE record_no = ? AND +field = ?",
                    (no, organisation_words.FIELD),
                )
            ]
            index = INDEXES[kind]
            before = index.document(conn, no)
            row = {organisation_words.REFERENCE: organisation}
            words = self._organisation_words(kind, row, members)
            sets = ", ".join(f"{column} = ?" for column in words)
            conn.exec_driver_sql(f"UPDATE {kind} SET {sets} WHERE no = ?", (*words.values(), no))
            index.reindex(conn, no, before, index.document(conn, no))
            self._touch(kind, id)
            self.progress(0)
