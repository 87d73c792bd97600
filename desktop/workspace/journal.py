"""The journal: the only way to write a record. Each edit is a change that is kept for good (`JOURNAL.md`)."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from desktop.errors import ProgrammingError, UserFacingError
from desktop.i18n import _
from desktop.workspace.changes.change_log import ChangeLog, Group, Written, new_group, write_meta
from desktop.workspace.changes.clock import Now, wall_clock
from desktop.workspace.changes.have_sets import store_have_set
from desktop.workspace.editing.edit_session import EditSession, Writing
from desktop.workspace.editing.edits import copy_of, parts_of, write_edit
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.projection.record_reader import Record, find_record
from desktop.workspace.records.record_description import RecordType, Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.readable_file_names import readable_name
from desktop.workspace.storage.sqlite import DatabaseError

if TYPE_CHECKING:
    from desktop.workspace.changes.deferred import MergeSelection
    from desktop.workspace.changes.record_state import ChangeId
    from desktop.workspace.changes.shared_change import SharedChange
    from desktop.workspace.editing.history import HistoryEntry
    from desktop.workspace.editing.undo import GroupInfo, Known, Progress, UndoReport
    from desktop.workspace.erasure.blanking import Blanked
    from desktop.workspace.merge.incoming import Received
    from desktop.workspace.merge.merging import LastStep, MergeReport, PackageOrigin
    from desktop.workspace.storage.desk_key import Signer

Reading = Callable[[], AbstractContextManager[Connection]]
InWords = Callable[[BaseException], UserFacingError | None]


@dataclass(frozen=True)
class Changed:
    """What a transaction touched: record type -> ids; an empty set means many, read that type again."""

    ids: Mapping[str, frozenset[str]]
    group: str


_MANY = 5_000


class Journal:
    """Writes changes, one transaction an action; safe to call from any thread, one at a time.

    Faults of disk and database come out as UserFacingError.
    """

    def __init__(
        self,
        engine: Engine | None,
        replica: str,
        *,
        author: str = "",
        now: Now = wall_clock,
        reading: Reading | None = None,
        guard: Callable[[], None] = lambda: None,
        in_words: InWords = lambda error: None,
        signer: Signer | None = None,
    ) -> None:
        """`engine` writes, None where the file is only read; `reading` gives connections that read beside it.

        `guard` is asked before each action and may refuse it; `in_words` says what the world did to the file; `signer`
        holds the key that proves what is written.
        """
        self._engine = engine
        self._reading = reading
        self._guard = guard
        self._in_words = in_words
        self._signer = signer
        self.replica = replica
        self._author = author
        self._now = now
        self._lock = threading.RLock()
        self._writing: Writing | None = None
        self.notify: Callable[[Changed], None] = lambda changed: None

    @property
    def author(self) -> str:
        """The name under which changes are written; "" until the person was asked."""
        return self._author

    def set_author(self, name: str) -> None:
        """Remember who works on this desk."""
        with self._lock:
            self._author = name.strip()
            self.set_meta("author", self._author)

    def set_meta(self, key: str, value: str) -> None:
        """Remember something with the file, beside the journal; "" forgets it."""
        self.beside(lambda conn: write_meta(conn, key, value))

    def beside(self, write: Callable[[Connection], object]) -> None:
        """Write what this desk keeps with the file, beside its records: in the action under way, or alone."""
        with self._lock, self._transaction() as conn:
            write(conn)

    def close(self) -> None:
        """Wait for the action under way, then write nothing more."""
        with self._lock:
            self._engine = None

    # One action -----------------------------------------------------------------------------------------------------

    @contextmanager
    def group(self, kind: str, label: str = "", *, typing: bool = False) -> Generator[Group]:
        """One action of a person: everything written inside is one transaction and is undone as one.

        An exception takes all of it back. A group inside a group is part of it. `typing`: the change that was written last
        may grow in it; in any other one it cannot.
        """
        with self._lock:
            if self._writing is not None:
                yield self._writing.group
                return
            group = new_group(kind, readable_name(label))
            try:
                with self._transaction() as conn:
                    log = ChangeLog(conn, self.replica, self._author, self._now, self._signer)
                    if not typing:
                        log.prove_open()
                    self._writing = writing = Writing(conn, log, Projection(conn, log), group)
                    yield group
                    log.finish()
            finally:
                self._writing = None
            ids: dict[str, frozenset[str]] = {
                type: frozenset(touched) if len(touched) <= _MANY else frozenset()
                for type, touched in writing.projection.touched.items()
            }
            ids.update({type: frozenset() for type in writing.many})
            if ids:
                self.notify(Changed(ids, group.id if group.changes else ""))

    @contextmanager
    def _transaction(self) -> Generator[Connection]:
        """The one under way, or a new one; faults of disk and database come out in words."""
        if self._writing is not None:
            yield self._writing.conn
            return
        if self._engine is None:
            raise UserFacingError(
                _("This workspace is open for reading only."), kept=_("Nothing was changed."),
                todo=_("Open it again with write access."),
            )  # fmt: skip
        self._guard()
        try:
            with self._engine.begin() as conn:
                yield conn
        except (DBAPIError, DatabaseError) as error:
            raise self._in_words(error) or error from error

    @contextmanager
    def _look(self) -> Generator[Connection]:
        """A connection to read with: inside an action the one that writes, which sees what the action wrote."""
        if self._reading is None or (self._writing is not None and self._writing.thread == threading.get_ident()):
            with self._lock, self._transaction() as conn:
                yield conn
        else:
            with self._reading() as conn:
                yield conn

    def history(self, id: str, type: str = "", *, parts: bool = False) -> list[HistoryEntry]:
        """All changes of a record, oldest first; also those of its parts, if wanted."""
        with self._look() as conn:
            replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
            from desktop.workspace.editing.history import read_history, read_whole_history

            return (read_whole_history if parts else read_history)(conn, id, replicas, type)

    def _now_writing(self) -> Writing:
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
        edit_session: EditSession | None = None,
        type: str | None = None,
    ) -> bool:
        """Set fields of a record; None or "" empties one. False where nothing changed. `type`: its type, of which it is made
        where there is none; without it, the record is meant that was here first under this id.

        To settle a conflict is to edit: the value takes the place of all heads.
        """
        with self.group("edit" if group is None else group.kind, typing=edit_session is not None):
            kind = RECORD_TYPES[type] if type else None
            if edit_session is not None:
                if edit_session.grow(self._now_writing(), id, values, type or ""):
                    return True
                self._now_writing().log.prove_open()
            with self._now_writing().log.left_open(edit_session is not None):
                written = self._edit(id, values, kind)
            if edit_session is not None and written:
                edit_session.begin(self._now_writing(), id, written, type or "")
            return bool(written)

    def edit_many(
        self,
        ids: Sequence[str],
        values: Mapping[str, Value] | Callable[[Record], Mapping[str, Value]],
        *,
        label: str = "",
        progress: Callable[[int], None] | None = None,
        type: str = "",
    ) -> str:
        """The same edit, or one computed from each record, of many records as one action; returns the group's id."""
        kind = RECORD_TYPES[type] if type else None
        wanted: list[tuple[str, Mapping[str, Value]]] = []
        if callable(values):
            for id in ids:
                with self._look() as conn:
                    record = find_record(conn, id, type)
                if record is not None:
                    wanted.append((id, values(record)))
        else:
            wanted = [(id, values) for id in ids]
        with self.group("bulk", label) as group:
            for done, (id, those) in enumerate(wanted, 1):
                self._edit(id, those, kind)
                if progress is not None and done % 100 == 0:
                    progress(done)
        return group.id

    def _edit(self, id: str, values: Mapping[str, Value], kind: RecordType | None) -> list[Written]:
        return write_edit(self._now_writing(), id, values, kind)

    def edit_session(self) -> EditSession:
        """A new stay in a field."""
        return EditSession()

    def end_edit_session(self, edit_session: EditSession) -> None:
        """The person left a field: what they typed there is one change from now on."""
        with self.group("edit", typing=True):
            edit_session.end(self._now_writing())

    def prove_open(self) -> None:
        """Have what was typed last be as it is from now on, with its proof: it may leave with a copy of the file."""
        with self._lock:
            if self._writing is None and self._engine is not None:
                with self.group("edit"):
                    pass

    def delete(self, ids: Sequence[str], type: str = "") -> str:
        """Put records with all their parts into the bin; returns the group's id."""
        return self._mark("delete", ids, True, type)

    def restore(self, ids: Sequence[str], type: str = "") -> str:
        """Take records with their parts out of the bin; returns the group's id."""
        return self._mark("restore", ids, None, type)

    def _mark(self, kind: str, ids: Sequence[str], deleted: Value, type: str) -> str:
        with self.group(kind) as group:
            todo, done = [(type, id) for id in ids], set[tuple[str, str]]()
            while todo:
                if (each := todo.pop()) not in done:
                    done.add(each)
                    todo += parts_of(self._now_writing().conn, each[1], each[0])
                    self._edit(each[1], {"deleted": deleted}, RECORD_TYPES[each[0]] if each[0] else None)
        return group.id

    def erase(
        self,
        records: Collection[str | tuple[str, str]],
        changes: Mapping[ChangeId, Collection[str]],
        reason: str = "",
    ) -> Blanked:
        """Have values go for good, here and wherever the erasure comes: all of some records, or fields of single changes.

        Cannot be undone. `Workspace.finish_erasing` then takes what is left out of the files. See `blanking.erase`.
        """
        from desktop.workspace.erasure.blanking import erase

        with self.group("erasure"):
            return erase(self._now_writing(), records, changes, reason)

    def grant_erasures(self, numbers: Collection[int]) -> Blanked:
        """Agree to requests of others to erase, by the numbers that `requests.open_requests` gives. Cannot be undone.

        `Workspace.finish_erasing` then takes what is left out of the files.
        """
        from desktop.workspace.changes.erasure_decisions import SenderRights
        from desktop.workspace.erasure.requests import grant
        from desktop.workspace.merge.incoming import receive

        with self.group("erasure"):
            writing = self._now_writing()
            blanked, waiting = grant(writing, numbers)
            receive(writing, waiting, SenderRights())  # some may wait for another request
            store_have_set(writing.conn)
        return blanked

    def apply_erasures(self) -> None:
        """Do once more what all erasures in force say: more are in force, as two desks were linked as one person's.

        Cannot be undone. `Workspace.finish_erasing` then takes what is left out of the files.
        """
        from desktop.workspace.erasure.blanking import apply_pending

        with self.group("erasure"):
            writing = self._now_writing()
            apply_pending(writing.conn, writing.log, writing.projection)

    def decline_erasures(self, numbers: Collection[int]) -> None:
        """Say no to requests of others to erase: they do not ask again, and can be granted later."""
        from desktop.workspace.erasure.requests import decline

        self.beside(lambda conn: decline(conn, numbers, self._now()))

    def reopen_erasures(self, numbers: Collection[int]) -> None:
        """Have declined requests of others to erase wait for an answer again."""
        from desktop.workspace.erasure.requests import reopen

        self.beside(lambda conn: reopen(conn, numbers, self._now()))

    def take_from_quarantine(self, why: str, replicas: Collection[str], own: Collection[str] = ()) -> Received:
        """Take in what waits of these authors, for one reason: a person knows that they wrote it. `own`: those of them that
        are known to be of one desk, though of a time without proofs.
        """
        from desktop.workspace.changes.erasure_decisions import SenderRights
        from desktop.workspace.changes.quarantine import release
        from desktop.workspace.merge.incoming import receive

        with self.group("merge"):
            writing = self._now_writing()
            waiting = list(release(writing.conn, why, replicas))
            received = receive(writing, waiting, SenderRights(own=frozenset(own)))
            store_have_set(writing.conn)
        return received

    def remove_changes_of(self, keys: Mapping[str, str], progress: Progress | None = None) -> int:
        """Take out of the journal what these keys (hexadecimal -> whose) wrote, as if it had never come; how many changes.
        They wait in the quarantine, for the reason BLOCKED. `progress` as in `undo`.
        """
        from desktop.workspace.merge.blocking import remove_changes_of

        with self.group("block"):
            return remove_changes_of(self._now_writing(), keys, progress)

    def merge_into(self, id: str, other: str | None, type: str = "") -> str:
        """Record that `id` is a duplicate of `other`, to which references lead from now on; None: that it is none. Votes of a
        person go with them.
        """
        from desktop.workspace.editing.merged_votes import votes_with

        with self.group("merge" if other else "edit") as group:
            self._edit(id, {"merged_into": other}, RECORD_TYPES[type] if type else None)
            for vote, into in votes_with(self._now_writing().conn, id, other):
                self._edit(vote, {"merged_into": into}, RECORD_TYPES["vote"])
        return group.id

    def duplicate(self, ids: Sequence[str], type: str = "") -> list[str]:
        """Copies of records, with all they show but their identifier in the source; returns the new ids."""
        made: list[str] = []
        with self.group("duplicate"):
            made += [self.create(*copied) for id in ids if (copied := copy_of(self._now_writing().conn, id, type))]
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

        from desktop.workspace.editing.bulk_insert import bulk_insert

        return bulk_insert(
            writing.conn, writing.log, group, writing.many, records,
            lambda kind, id, values: self._edit(id, values, kind), progress,
        )  # fmt: skip

    def receive(self, changes: Iterable[SharedChange]) -> Received:
        """Take in changes of other desks, for which the caller answers; one that contradicts what is here is left out."""
        from desktop.workspace.merge.incoming import receive

        with self.group("merge"):
            received = receive(self._now_writing(), changes)
        if received.cloned:
            self._write_as_new_replica()
        return received

    def _write_as_new_replica(self) -> None:
        """A copy of this desk has written under its name: from now on it writes under another, and each number is one's own."""
        from desktop.workspace.storage.replica_choice import new_replica

        signer = self._signer
        if signer is not None:
            with self._lock, self._transaction() as conn:
                replica = new_replica(conn, signer.key.public)
            self.replica = replica

    def merge_changes(
        self, changes: Iterable[SharedChange], arrival: PackageOrigin, last_step: LastStep,
        choice: MergeSelection | None = None, progress: Progress | None = None,
    ) -> MergeReport:  # fmt: skip
        """The same as an action that is reported and can be undone, see `merging.merge_changes`."""
        from desktop.workspace.merge.merging import EVERY, KIND, merge_changes

        with self.group(KIND, arrival.label):
            report = merge_changes(self._now_writing(), changes, arrival, last_step, choice or EVERY, progress)
        if report.cloned:
            self._write_as_new_replica()
        return report

    def seal(self) -> None:
        """Let no change written so far be rewritten any more: they are about to leave this desk."""
        with self.group("seal"):
            self.set_meta("sealed_seq", str(self._now_writing().log.seq))
            store_have_set(self._now_writing().conn)

    # Back and forth -------------------------------------------------------------------------------------------------

    def undo(self, *, progress: Progress | None = None) -> UndoReport:
        """Take the last action of this desk back, by new changes; what others went on from stays and is named.

        `progress` hears (changes done, changes in all); raising Cancelled there, it leaves all as it was.
        """
        from desktop.workspace.editing.undo import undo_candidate

        return self._undo(lambda conn: [undo_candidate(conn)], "undo", progress)

    def redo(self, *, progress: Progress | None = None) -> UndoReport:
        """Take the last undo back."""
        from desktop.workspace.editing.undo import redo_candidate

        return self._undo(lambda conn: [redo_candidate(conn)], "redo", progress)

    def undo_group(self, *group_ids: str, progress: Progress | None = None) -> UndoReport:
        """Take one action back, whatever came after it; of arrivals any number, as one."""
        from desktop.workspace.editing.undo import group_by_id

        return self._undo(lambda conn: [group_by_id(conn, each) for each in group_ids], "undo", progress)

    def _undo(
        self, find: Callable[[Connection], Sequence[GroupInfo | None]], kind: str, progress: Progress | None
    ) -> UndoReport:
        from desktop.workspace.editing.undo import UndoReport, revert_group
        from desktop.workspace.merge.merging import merges_of, revert_merges

        with self.group(kind) as group:
            writing = self._now_writing()
            targets = [each for each in find(writing.conn) if each is not None]
            if not targets:
                return UndoReport()

            def write(id: str, values: Mapping[str, Value], known: Known | None) -> None:
                write_edit(writing, id, values, None, known)

            if spans := merges_of(writing.conn, targets):
                return revert_merges(writing.conn, writing.log, group, targets, spans, write, progress)
            return revert_group(writing.conn, writing.log, group, targets[0], kind, write, progress)

    def next_undo(self) -> GroupInfo | None:
        """What `undo` would take back."""
        from desktop.workspace.editing.undo import undo_candidate

        with self._look() as conn:
            return undo_candidate(conn)

    def next_redo(self) -> GroupInfo | None:
        """What `redo` would bring again."""
        from desktop.workspace.editing.undo import redo_candidate

        with self._look() as conn:
            return redo_candidate(conn)
