"""Changes that come from other desks: merging is the union of two sets, whatever order or how often they arrive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.words import _
from desktop.workspace.changes.change_log import ChangeLog
from desktop.workspace.changes.clock import seen_stamp
from desktop.workspace.changes.encoding import pack, to_json, unpack
from desktop.workspace.changes.erasures import ERASURE, Erasures, Fresh, read_named
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.editing.edit_session import Writing
from desktop.workspace.erasure.blanking import Blanked, apply_erasures, note_lost, update_blanked
from desktop.workspace.projection.loading import batches, marks
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.connections import Direct


@dataclass
class Received:
    """What a delivery brought."""

    new: int = 0  # changes
    known: int = 0
    records: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])  # type -> ids that it touched
    blanked: Blanked = field(default_factory=Blanked)
    """What lost values here, or came without them, because an erasure names it."""


_COLUMNS = "record_id, type, ms, counter, data, replaces"
_INSERT = (
    f"INSERT INTO stored_change ({_COLUMNS}, no, replica_no, seq, group_no, author_no, time, private)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
_Said = tuple[str, str, int, int, str, str | None]
"""What a change says, in the order of `_COLUMNS`."""


class Receiver:
    """Takes changes into one write transaction, some hundred at a time."""

    def __init__(self, conn: Connection, log: ChangeLog, projection: Projection) -> None:
        self._conn = Direct(conn)
        self._log = log
        self._settler = projection
        self._replicas = {id: no for no, id in log.replicas.items()}
        self._authors: dict[str, int] = {row[1]: row[0] for row in conn.exec_driver_sql("SELECT no, name FROM author")}
        self._groups: dict[str, int] = {}
        self._types: dict[str, str] = {}
        self._parents: dict[str, str] = {}  # pointed to by parts -> the type that it must be of
        self._erasures = Erasures(conn)
        self._fresh: list[Fresh] = []
        self._doubtful: list[SharedChange] = []  # differ from what is here, unless an erasure that comes too says why
        self.received = Received()

    def take(self, changes: Iterable[SharedChange]) -> None:
        """Keep changes, and pass over those that are here already. Their records are brought up to date by `finish`, later.

        Raises UserFacingError where another change stands here under the same id.
        """
        for part in batches(changes):
            self._take(part)

    def _take(self, part: Sequence[SharedChange]) -> None:
        numbered = [(self._replica(change.replica), change.seq) for change in part]
        part = [self._blanked(change, id) for id, change in zip(numbered, part, strict=True)]
        here = self._here(numbered)
        self._know_types({change.record_id for change in part})
        rows: list[tuple[Any, ...]] = []
        for id, change in zip(numbered, part, strict=True):
            says = self._says(change)
            if (known := here.get(id)) is not None:
                if not _same(known, says):
                    self._doubt(change, id)
                self.received.known += 1
                continue
            if id[0] == self._log.replica_no:
                raise UserFacingError(
                    _("It brings change {seq} in the name of this desk, which never wrote it.").format(seq=change.seq),
                    kept=_("Nothing was taken in."),
                    todo=_("Ask its sender where the file comes from."),
                )
            self._check_type(change)
            here[id] = says
            self._log.no += 1
            stored = (*says[:4], pack(says[4]), says[5])
            rows.append((*stored, self._log.no, *id, self._group(change), self._author(change.author), change.time))
            self._log.meet(seen_stamp(self._log.now(), self._log.last, (change.ms, change.counter)))
            if change.type == ERASURE:
                self._learn(change)
            self.received.new += 1
            self.received.records.setdefault(change.type, set()).add(change.record_id)
        self._conn.write_many(_INSERT, rows)

    def _says(self, change: SharedChange) -> _Said:
        data, replaces = to_json(dict(change.values)), self._numbered(change.replaces)
        return change.record_id, change.type, change.ms, change.counter, data, replaces

    # What is erased --------------------------------------------------------------------------------------------------

    def _blanked(self, change: SharedChange, id: ChangeId) -> SharedChange:
        blanked = self._erasures.blanked(change, id[0])
        if blanked is not change:
            note_lost(self.received.blanked, change.values, blanked.values)
        return blanked

    def _learn(self, change: SharedChange) -> None:
        named = read_named(change.values)
        numbers = {id: self._replica(id) for id, _seq in named.changes}
        self._fresh += self._erasures.learn(self._log.no, named, numbers)

    def _doubt(self, change: SharedChange, id: ChangeId) -> None:
        """One of two different changes may be the other without what was erased: known when all has come."""
        if (change.record_id, id) not in self._erasures and all(value is not None for value in change.values.values()):
            raise _two_changes(change)
        self._doubtful.append(change)

    def _erase(self) -> None:
        done = apply_erasures(self._conn, self._erasures, self._fresh)
        if self._fresh:
            update_blanked(self._log, self._settler, done)
        blanked = self.received.blanked
        blanked.changes, blanked.records = done.changes, done.records
        blanked.files |= done.files
        for change in self._doubtful:
            id = (self._replica(change.replica), change.seq)
            if not _same(self._here([id])[id], self._says(self._erasures.blanked(change, id[0]))):
                raise _two_changes(change)

    # What is here ----------------------------------------------------------------------------------------------------

    def _here(self, ids: Iterable[ChangeId]) -> dict[ChangeId, _Said]:
        """Those of some changes that are here."""
        found: dict[ChangeId, _Said] = {}
        wanted: dict[int, list[int]] = {}
        for replica, seq in ids:
            wanted.setdefault(replica, []).append(seq)
        for replica, seqs in wanted.items():
            asked = f"SELECT seq, {_COLUMNS} FROM change WHERE replica_no = ? AND seq IN ({marks(seqs)})"
            for row in self._conn.exec_driver_sql(asked, (replica, *seqs)):
                _seq, record_id, type, ms, counter, data, replaces = row
                found[replica, row[0]] = (record_id, type, ms, counter, unpack(data), replaces)
        return found

    def _know_types(self, records: Iterable[str]) -> None:
        """Of which type are they here?"""
        for part in batches(id for id in records if id not in self._types):
            asked = f"SELECT record_id, type FROM change WHERE record_id IN ({marks(part)}) GROUP BY record_id"
            self._types.update((row[0], row[1]) for row in self._conn.exec_driver_sql(asked, part))

    def finish(self, progress: Callable[[int, int], object] | None = None) -> Received:
        """Bring the rows of all records touched in line with their changes, those that others point to first.

        `settled` hears (records done, in all); it may raise Cancelled.
        """
        self._erase()
        self._check_parents()
        if progress is not None:
            self._settler.progress = _counting(progress, sum(map(len, self.received.records.values())))
        order = {name: place for place, name in enumerate(("organisation", "person", "visit"))}
        with self._settler.together():
            for type in sorted(self.received.records, key=lambda name: (order.get(name, len(order)), name)):
                if type in RECORD_TYPES:  # others come from a newer version: kept, and passed on
                    self._settler.update_all(RECORD_TYPES[type], self.received.records[type])
        return self.received

    def _check_type(self, change: SharedChange) -> None:
        if self._types.setdefault(change.record_id, change.type) != change.type:
            raise _two_kinds(change.record_id)
        kind = RECORD_TYPES.get(change.type)
        parent = change.values.get("parent")
        if kind is not None and kind.part_of and isinstance(parent, str):
            self._parents[parent] = kind.part_of

    def _check_parents(self) -> None:
        """A part is part of a record of the one kind that has such parts: no parts of parts of parts."""
        self._know_types(self._parents)
        for id, wanted in self._parents.items():
            if self._types.get(id, wanted) != wanted:
                raise _two_kinds(id)
        for part in RECORD_TYPES.values():
            if part.part_of:
                others = (id for id, type in self._types.items() if type != part.part_of)
                for ids in batches(others):
                    asked = f"SELECT parent FROM {part.name} WHERE parent IN ({marks(ids)}) LIMIT 1"
                    if (row := self._conn.exec_driver_sql(asked, ids).fetchone()) is not None:
                        raise _two_kinds(row[0])

    def _replica(self, id: str) -> int:
        if id not in self._replicas:
            no = max(self._log.replicas, default=0) + 1
            self._conn.exec_driver_sql("INSERT INTO replica (no, id) VALUES (?, ?)", (no, id))
            self._log.replicas[no], self._replicas[id] = id, no
        return self._replicas[id]

    def _author(self, name: str) -> int:
        if name not in self._authors:
            made = self._conn.exec_driver_sql("INSERT INTO author (name) VALUES (?)", (name,))
            self._authors[name] = int(made.lastrowid or 0)
        return self._authors[name]

    def _group(self, change: SharedChange) -> int:
        if change.group not in self._groups:
            row = self._conn.exec_driver_sql(
                "SELECT no, mine FROM change_group WHERE id = ?", (change.group,)
            ).fetchone()
            if row is not None and row[1]:  # or it would be undone with an action of this desk
                raise _two_changes(change)
            if row is None:
                made = self._conn.exec_driver_sql(
                    "INSERT INTO change_group (id, kind, label, time, mine) VALUES (?, ?, ?, ?, 0)",
                    (change.group, change.kind, change.label, change.time),
                )
                self._groups[change.group] = int(made.lastrowid or 0)
            else:
                self._groups[change.group] = int(row[0])
        return self._groups[change.group]

    def _numbered(self, replaces: Mapping[str, Sequence[tuple[str, int]]]) -> str | None:
        if not replaces:
            return None
        numbered = {
            name: [[self._replica(replica), seq] for replica, seq in ids] for name, ids in sorted(replaces.items())
        }  # fmt: skip
        return to_json(numbered)


def receive(writing: Writing, changes: Iterable[SharedChange]) -> Received:
    """Take changes into the transaction under way. Raises UserFacingError where one contradicts what is here."""
    receiver = Receiver(writing.conn, writing.log, writing.projection)
    receiver.take(changes)
    return receiver.finish()


def _counting(progress: Callable[[int, int], object], total: int) -> Callable[[int], object]:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    return count


def _same(known: _Said, said: _Said) -> bool:
    return known == said or (
        known[:4] == said[:4] and _sorted(known[4]) == _sorted(said[4]) and _seen(known[5]) == _seen(said[5])
    )


def _sorted(data: str) -> str:
    """Comparable text: as Python values, true and 1 would be the same."""
    return json.dumps(json.loads(data), sort_keys=True)


def _seen(replaces: str | None) -> dict[str, list[tuple[int, int]]]:
    raw: dict[str, Any] = json.loads(replaces) if replaces else {}
    return {name: sorted((each[0], each[1]) for each in ids) for name, ids in raw.items()}


def _two_kinds(record_id: str) -> UserFacingError:
    return UserFacingError(
        _("The record {id} is of one kind here and of another there.").format(id=record_id),
        kept=_("Nothing was taken in."),
        todo=_("Ask its sender where the file comes from."),
    )


def _two_changes(change: SharedChange) -> UserFacingError:
    return UserFacingError(
        _("Change {seq} of desk {desk} says something else here than there.").format(
            seq=change.seq, desk=change.replica[:8]
        ),
        kept=_("Nothing was taken in."),
        todo=_("The file was changed on its way, or a copy of that desk wrote under its name: ask its sender."),
    )
