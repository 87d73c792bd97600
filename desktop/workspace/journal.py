"""The journal: the only way to write a record. Each edit is a change that is kept for good (design, section 3)."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from desktop.errors import ProgrammingError
from desktop.workspace import undo as undoing
from desktop.workspace.bulk import bulk_insert
from desktop.workspace.changes import ChangeLog, Group, Written, new_group
from desktop.workspace.clock import Now, wall_clock
from desktop.workspace.fields import RecordType, Value
from desktop.workspace.history import HistoryEntry, read_history
from desktop.workspace.records import RECORD_TYPES
from desktop.workspace.rows import fits
from desktop.workspace.settling import Settler
from desktop.workspace.state import RecordState, derive, effective, replaced

if TYPE_CHECKING:
    from desktop.workspace.reading import Record

NAMESPACE = uuid.UUID("6f0c0a52-4c0e-5f0b-9d4e-0f0ca1de5c00")
"""Of record ids taken from identifiers that are unique in the world."""


def record_id_from(identifier: str) -> str:
    """The record id of something with a world-wide identifier (IATI, DOI, UUID), the same on every desk."""
    return str(uuid.uuid5(NAMESPACE, identifier.strip()))


@dataclass(frozen=True)
class Changed:
    """What a transaction touched: record type -> ids; an empty set means many, read that type again."""

    ids: Mapping[str, frozenset[str]]
    group: str


@dataclass(eq=False)
class Stay:
    """One stay of a person in one field: what they type meanwhile is one change, rewritten as it grows."""

    record_id: str = ""
    written: list[Written] = field(default_factory=list[Written])
    base: dict[str, Value] = field(default_factory=dict[str, Value])  # what the fields showed before
    ended: bool = False

    def end(self) -> None:
        """The person left the field: the change stays as it is from now on."""
        self.ended = True


@dataclass
class _Writing:
    """One transaction under way."""

    conn: Connection
    log: ChangeLog
    settler: Settler
    group: Group
    many: set[str] = field(default_factory=set[str])


_MANY = 5_000


class Journal:
    """Writes changes, one transaction an action; safe to call from any thread, one at a time.

    Errors of the database come out as `sqlalchemy.exc.DBAPIError`; `Workspace` puts them into words.
    """

    def __init__(self, engine: Engine | None, replica: str, *, author: str = "", now: Now = wall_clock) -> None:
        self._engine = engine
        self.replica = replica
        self._author = author
        self._now = now
        self._lock = threading.RLock()
        self._writing: _Writing | None = None
        self.notify: Callable[[Changed], None] = lambda changed: None
        self.read_record: Callable[[str], Record | None] = lambda id: None

    # Who ------------------------------------------------------------------------------------------------------------

    @property
    def author(self) -> str:
        """The name under which changes are written; "" until the person was asked."""
        return self._author

    def set_author(self, name: str) -> None:
        """Remember who works on this desk."""
        with self._lock:
            self._author = name.strip()
            with self._engine_or_refuse().begin() as conn:
                conn.exec_driver_sql(
                    "INSERT INTO meta (key, value) VALUES ('author', ?)"
                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (self._author,),
                )

    # One action -----------------------------------------------------------------------------------------------------

    @contextmanager
    def group(self, kind: str, label: str = "") -> Iterator[Group]:
        """One action of a person: everything written inside is one transaction and is undone as one.

        An exception takes all of it back. A group inside a group is part of it.
        """
        with self._lock:
            if self._writing is not None:
                yield self._writing.group
                return
            group = new_group(kind, label)
            try:
                with self._engine_or_refuse().begin() as conn:
                    log = ChangeLog(conn, self.replica, self._author, self._now)
                    self._writing = writing = _Writing(conn, log, Settler(conn, log), group)
                    yield group
                    log.finish()
            finally:
                self._writing = None
            ids = {
                type: frozenset() if type in writing.many or len(touched) > _MANY else frozenset(touched)
                for type, touched in writing.settler.touched.items()
            } | {type: frozenset[str]() for type in writing.many}
            if ids:
                self.notify(Changed(ids, group.id if group.changes else ""))

    def _engine_or_refuse(self) -> Engine:
        if self._engine is None:
            raise ProgrammingError("this workspace is open for reading only")
        return self._engine

    def _now_writing(self) -> _Writing:
        if self._writing is None:
            raise ProgrammingError("outside of a group")
        return self._writing

    # Edits ----------------------------------------------------------------------------------------------------------

    def create(
        self, type: str, values: Mapping[str, Value], *, id: str | None = None, group: Group | None = None
    ) -> str:
        """A new record with these values; returns its id. An id that exists is edited."""
        record_id = id or str(uuid.uuid4())
        with self.group("create" if group is None else group.kind):
            self._edit(record_id, values, RECORD_TYPES[type])
        return record_id

    def edit(
        self,
        id: str,
        values: Mapping[str, Value],
        *,
        group: Group | None = None,
        stay: Stay | None = None,
        type: str | None = None,
    ) -> bool:
        """Set fields of a record; None or "" empties one. False where nothing changed.

        To settle a conflict is to edit: the value takes the place of all heads.
        """
        with self.group("edit" if group is None else group.kind):
            kind = RECORD_TYPES[type] if type else None
            if stay is not None and self._amend(stay, id, values):
                return True
            written, base = self._edit(id, values, kind)
            if stay is not None and written:
                stay.record_id, stay.written, stay.base, stay.ended = id, written, base, False
            return bool(written)

    def edit_many(
        self,
        ids: Sequence[str],
        values: Mapping[str, Value] | Callable[[Record], Mapping[str, Value]],
        *,
        label: str = "",
        progress: Callable[[int], None] | None = None,
    ) -> str:
        """The same edit, or one computed from each record, of many records as one action; returns the group's id."""
        wanted: list[tuple[str, Mapping[str, Value]]] = []
        if callable(values):
            for id in ids:
                record = self.read_record(id)
                if record is not None:
                    wanted.append((id, values(record)))
        else:
            wanted = [(id, values) for id in ids]
        with self.group("bulk", label) as group:
            for done, (id, those) in enumerate(wanted, 1):
                self._edit(id, those, None)
                if progress is not None and done % 100 == 0:
                    progress(done)
        return group.id

    def _edit(
        self, id: str, values: Mapping[str, Value], kind: RecordType | None
    ) -> tuple[list[Written], dict[str, Value]]:
        writing = self._now_writing()
        type, edits, made = writing.log.of_record(id)
        if type:
            kind = RECORD_TYPES[type]
        if kind is None:
            raise ProgrammingError(f"no record {id}, and no type given to make one")
        clean = {name: None if value == "" else value for name, value in values.items()}
        for name, value in clean.items():
            if not fits(kind, name, value):
                raise ProgrammingError(f"{value!r} does not fit {kind.name}.{name}")
        state = derive(edits)
        clean = effective(state, clean)
        base = {name: state.value(name) for name in clean}
        written: list[Written] = []
        for private in (False, True):
            part = {name: value for name, value in clean.items() if kind.is_private(name) is private}
            if part:
                written.append(
                    writing.log.append(writing.group, kind.name, id, part, replaced(state, part), private=private)
                )
        if written:
            writing.settler.settle(kind, id, [*edits, *(each.edit for each in written)], made or written[0].no)
        return written, base

    def _amend(self, stay: Stay, id: str, values: Mapping[str, Value]) -> bool:
        """Rewrite the stay's change where it may still be; False where a new change has to be written."""
        if stay.ended or stay.record_id != id or len(stay.written) != 1:
            return False
        writing = self._now_writing()
        before = stay.written[0]
        if set(values) != set(before.edit.values) or before.id[1] <= writing.log.sealed_seq():
            return False
        type, edits, made = writing.log.of_record(id)
        state = derive(edits)
        heads = [[head.change for head in state.heads.get(name, ())] for name in values]
        if heads != [[before.id]] * len(heads) or writing.log.replicas[before.id[0]] != self.replica:
            return False
        clean: dict[str, Value] = {name: None if value == "" else value for name, value in values.items()}
        kind = RECORD_TYPES[type]
        if not all(fits(kind, name, value) for name, value in clean.items()):
            return False
        if any(name in edit.replaces and before.id in edit.replaces[name] for edit in edits for name in values):
            return False
        before.edit.time = writing.log.amend(before.id, clean)
        before.edit.values = clean
        edits = [before.edit if edit.id == before.id else edit for edit in edits]
        writing.settler.settle(kind, id, edits, made)
        return True

    def stay(self) -> Stay:
        """A new stay in a field."""
        return Stay()

    def delete(self, ids: Sequence[str]) -> str:
        """Put records with all their parts into the bin; returns the group's id."""
        with self.group("delete") as group:
            todo, done = list(ids), set[str]()
            while todo:
                if (each := todo.pop()) not in done:
                    done.add(each)
                    todo += self._parts(each)
                    self._edit(each, {"deleted": True}, None)
        return group.id

    def restore(self, ids: Sequence[str]) -> str:
        """Take records with their parts out of the bin; returns the group's id."""
        with self.group("restore") as group:
            todo, done = list(ids), set[str]()
            while todo:
                if (each := todo.pop()) not in done:
                    done.add(each)
                    todo += self._parts(each)
                    self._edit(each, {"deleted": None}, None)
        return group.id

    def _parts(self, id: str) -> list[str]:
        conn = self._now_writing().conn
        return [
            row[0]
            for part in RECORD_TYPES.values()
            if part.part_of
            for row in conn.exec_driver_sql(f"SELECT id FROM {part.name} WHERE parent = ? ORDER BY id", (id,))
        ]

    def merge_into(self, id: str, other: str) -> str:
        """Record that `id` is a duplicate of `other`, to which references lead from now on."""
        with self.group("merge") as group:
            self._edit(id, {"merged_into": other}, None)
        return group.id

    def duplicate(self, ids: Sequence[str]) -> list[str]:
        """Copies of records, with all they show but their identifier in the source; returns the new ids."""
        made: list[str] = []
        with self.group("duplicate"):
            for id in ids:
                record = self.read_record(id)
                if record is not None:
                    left = ("source_id", "source_data", "deleted", "merged_into")
                    values = {name: value for name, value in record.values.items() if name not in left}
                    made.append(self.create(record.type, values))
        return made

    # Many at once ---------------------------------------------------------------------------------------------------

    def bulk(
        self,
        group: Group,
        records: Iterable[tuple[str, str, Mapping[str, Value]]],
        *,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Write new records (type, id, values) fast, inside `group`; returns how many.

        The same invariants as edits: a change each (two where something is private), rows and index in line. A record
        that exists already is edited instead. Records that others point to come first.
        """
        writing = self._now_writing()

        def edit_instead(kind: RecordType, id: str, values: Mapping[str, Value]) -> None:
            self._edit(id, values, kind)

        return bulk_insert(writing.conn, writing.log, group, writing.many, records, edit_instead, progress)

    # Back and forth -------------------------------------------------------------------------------------------------

    def undo(self) -> undoing.UndoReport:
        """Take the last action of this desk back, by new changes; what others went on from stays and is named."""
        return self._undo(undoing.undo_candidate, "undo")

    def redo(self) -> undoing.UndoReport:
        """Take the last undo back."""
        return self._undo(undoing.redo_candidate, "redo")

    def undo_group(self, group_id: str) -> undoing.UndoReport:
        """Take one action back, whatever came after it."""
        return self._undo(lambda conn: undoing.group_by_id(conn, group_id), "undo")

    def _undo(self, find: Callable[[Connection], undoing.GroupInfo | None], kind: str) -> undoing.UndoReport:
        with self.group(kind) as group:
            writing = self._now_writing()
            target = find(writing.conn)
            if target is None:
                return undoing.UndoReport()

            def write(id: str, values: Mapping[str, Value]) -> None:
                self._edit(id, values, None)

            return undoing.take_back(writing.conn, writing.log, group, target, kind, write)

    def next_undo(self) -> undoing.GroupInfo | None:
        """What `undo` would take back."""
        with self._lock, self._engine_or_refuse().connect() as conn:
            return undoing.undo_candidate(conn)

    def next_redo(self) -> undoing.GroupInfo | None:
        """What `redo` would bring again."""
        with self._lock, self._engine_or_refuse().connect() as conn:
            return undoing.redo_candidate(conn)


__all__ = ["Changed", "HistoryEntry", "Journal", "RecordState", "Stay", "read_history", "record_id_from"]
