"""One workspace: a file, its journal, its backups and attachments. The door through which everything comes in.

A workspace is opened for writing where that is possible, and for reading where it is not; `holder` then says why.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _
from desktop.system.files import (
    discard_file,
    exists,
    flush_file,
    is_folder,
    real_path,
    replace_file,
    temporary_beside,
    user_path,
)
from desktop.vocabularies.own_terms import set_own_terms
from desktop.workspace.attachments import Attachments, attached_by, attachments_folder
from desktop.workspace.opening import backup_file, begin_to_write, take_lock
from desktop.workspace.own_terms import TERM, read_own_terms
from desktop.workspace.projection.record_reader import Record, find_record, ids_in_conflict, read_records
from desktop.workspace.storage.connections import (
    BareConnection,
    Direct,
    Readers,
    connect,
    reading_engine,
    writing_engine,
)
from desktop.workspace.storage.file_errors import may_write, world_error
from desktop.workspace.storage.file_format import REBUILD, FileFormat, needs_migration_first, read_format
from desktop.workspace.storage.home import ERASURES, STANDINGS, desk_home, discard_opened
from desktop.workspace.storage.lock import WorkspaceLock
from desktop.workspace.storage.moved_desks import LEFT, MOVES, read_moved
from desktop.workspace.storage.open_workspaces import note_closed, note_open
from desktop.workspace.storage.replica_choice import WORKSPACE_ID, close_replica
from desktop.workspace.storage.sqlite import (
    DatabaseError,
    SqliteConnection,
    database_error,
    is_interrupted,
    is_unreadable,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from desktop.workspace.editing.undo import GroupInfo
    from desktop.workspace.journal import Changed, Journal
    from desktop.workspace.maintenance.purging import Purged
    from desktop.workspace.storage.desk_key import Signer

    Listener = Callable[[Changed], None]


_OPENED_S = 12 * 3_600
"""After so long nobody looks at a copy of an attachment any more."""


class Workspace:
    """An open workspace. Safe to use from any thread; `close` it at the end.

    To open one and to show its rows needs the driver alone; SQLAlchemy and the journal, which take longer to load than
    all of that, come with `journal` and `reading`, when they are first asked for.
    """

    def __init__(
        self,
        path: Path,
        home: Path,
        writer: SqliteConnection | None,
        replica: str,
        author: str,
        lock: WorkspaceLock | None,
        signer: Signer | None = None,
    ) -> None:
        """For `create` and `open`; nobody else makes one. `writer` is the connection that writes, None to read only."""
        self.path = path
        self.holder = ""
        """Why it can only be read, or who writes it now; "" where it can be written."""
        self.moved_away = False
        """Did this desk move to another computer, so that it is only read here?"""
        self._home = home
        self._writer = writer
        self._replica = replica
        self._author = author
        self._lock = lock
        self.signer = signer
        """Holds the key of this desk; None where the file is only read."""
        self._read_only_file = writer is None and not may_write(path)
        self._readers = Readers(path, read_only_file=self._read_only_file)
        self._making = threading.RLock()
        self._journal: Journal | None = None
        self._engine: Engine | None = None
        self._reader: Engine | None = None
        self._listeners: list[Listener] = []
        self.attachments = Attachments(attachments_folder(path))

    # Opening and closing ---------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, *, home: Path | None = None) -> Workspace:
        """Make a new workspace file and open it; its folder is made where it is missing.

        Raises UserFacingError where there is a file already, or none can be made. A file never appears half made.
        """
        path = real_path(user_path(path))
        if is_folder(path):
            raise UserFacingError(_("{file} is a folder.").format(file=path), todo=_("Specify a file in it."))
        if exists(path) or path.is_symlink():  # one that leads nowhere but to itself
            raise UserFacingError(
                _("There is already a file {name} in this folder.").format(name=path.name),
                kept=_("It was not changed."),
                todo=_("Choose another name, or open the existing file."),
            )
        from desktop.workspace.maintenance.migrate import create_all

        temporary = temporary_beside(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.touch(exist_ok=False)
            engine = writing_engine(temporary)
            try:
                with engine.begin() as conn:
                    create_all(conn)
            finally:
                engine.dispose()
            flush_file(temporary)
            replace_file(temporary, path)
        except Exception as error:
            if not _of_the_world(error):
                raise
            raise world_error(error, path) or error from error
        finally:
            discard_file(temporary, patience=None)
        return cls.open(path, home=home)

    @classmethod
    def open(cls, path: Path, *, home: Path | None = None, read_only: bool = False, patience: float = 0.0) -> Workspace:
        """Open a workspace file, bringing an older one to this version after a backup.

        Opened for reading only where asked, where another program holds it, where file or folder may not be written,
        and where a newer minor version made it. `patience`: seconds to wait for one's turn to write, see `write_turn.py`.
        Raises UserFacingError where it is no workspace or cannot be read.
        """
        path = real_path(user_path(path))
        found = read_format(path)
        outside = _outside(home)
        lock, why = (None, "") if read_only else take_lock(path, found, outside, patience)
        try:
            if lock is None:
                workspace = cls._open_to_read(path, outside, found, why)
            else:
                workspace = cls._open_to_write(path, outside, read_format(path), lock)
                workspace._block_again()
        except BaseException as error:
            if lock is not None:
                lock.release()
            if _of_the_world(error):
                raise world_error(error, path) or error from error
            raise
        note_open(workspace)
        workspace.read_own_terms()
        return workspace

    @classmethod
    def _open_to_read(cls, path: Path, home: Path, found: FileFormat, why: str) -> Workspace:
        if found.older:
            raise needs_migration_first(path, why)
        workspace = cls(path, home, None, "", "", None)
        workspace.holder = why
        moved = read_moved(home, workspace.meta(WORKSPACE_ID)) if is_folder(home / MOVES) else None
        workspace.moved_away = moved is not None and moved.state == LEFT
        if workspace.meta(REBUILD):  # fails here, not later, where it cannot be read
            workspace.close()
            raise backup_file(path, why)
        return workspace

    @classmethod
    def _open_to_write(cls, path: Path, home: Path, found: FileFormat, lock: WorkspaceLock) -> Workspace:
        if found.older:
            from desktop.workspace.maintenance.migrate import back_up_before

            back_up_before(path, home)
        writer = connect(path, read_only=False)
        try:
            if found.older:
                from desktop.workspace.maintenance.migrate import migrate_file

                migrate_file(path, writer)
            replica, author, signer = begin_to_write(writer, path, home)
            _erase_again(path, writer, home, replica)
        except BaseException:
            writer.close()  # rolls back
            raise
        return cls(path, home, writer, replica, author, lock, signer)

    def _block_again(self) -> None:
        """What this computer knows to be blocked, and this copy does not."""
        if not is_folder(self._home / STANDINGS):
            return
        from desktop.workspace.merge.known_blocks import BLOCKED, states_lacking, write_state

        try:
            with self.reading_directly() as connection:
                lacking = states_lacking(Direct(connection), self._home)
            if lacking:
                with self.journal.group("partner"):
                    for key, each in lacking.items():
                        self.journal.beside(
                            lambda conn, key=key, each=each: write_state(conn, key, each.state, each.through)
                        )
                    if blocked := {key: each.name for key, each in lacking.items() if each.state == BLOCKED}:
                        self.journal.remove_changes_of(blocked)
        except BaseException:
            self._end_connections()
            raise

    @property
    def journal(self) -> Journal:
        """Through which alone records are written."""
        with self._making:
            if self._journal is None:
                from desktop.workspace.journal import Journal

                if self._writer is not None:
                    self._engine = writing_engine(self.path, self._writer)
                self._journal = Journal(
                    self._engine, self._replica, author=self._author, reading=self.reading, guard=self._guard,
                    in_words=lambda error: world_error(error, self.path), signer=self.signer,
                )  # fmt: skip
                self._journal.notify = self._notify
            return self._journal

    @property
    def author(self) -> str:
        """The name under which changes are written, as `Journal.author`, without loading the journal for it."""
        return self._author if self._journal is None else self._journal.author

    def close(self) -> None:
        """End every connection and let go of the file; harmless when closed already. Never raises for a lost disk."""
        if self._journal is not None:
            with suppress(UserFacingError):  # the disk is lost: the next opening proves what was typed last
                self._journal.prove_open()
            self._journal.close()
        was_written = self._writer is not None
        self._end_connections()
        note_closed(self)
        set_own_terms(self, {})
        if was_written and self.temporary_key is None:  # else nobody has the key of this replica any more
            replica = self._replica if self._journal is None else self._journal.replica
            close_replica(self.path, self._home, replica)
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _end_connections(self) -> None:
        with self._making:
            for engine in (self._reader, self._engine):
                if engine is not None:
                    engine.dispose()
            self._readers.close()
            writer, self._writer = self._writer, None
            if writer is not None:
                with suppress(DatabaseError):
                    writer.close()

    @property
    def home(self) -> Path:
        """The folder of this computer's own memory, for what must not travel with the file."""
        return self._home

    @property
    def temporary_key(self) -> UserFacingError | None:
        """Where the key of this desk cannot be kept or read: why, and what that means. None where all is well, and where the
        file is only read.
        """
        why = self.signer.why_temporary if self.signer is not None else None
        if why is None:
            return None
        kept = _(
            "What is written is signed with a key for this opening alone: partners take it for a desk that they do not know,"
            " and the next opening for another one."
        )
        return UserFacingError(why.what, kept=kept, todo=why.todo)

    @property
    def read_only(self) -> bool:
        """Can it only be read?"""
        return self._writer is None

    @property
    def taken_over(self) -> bool:
        """Has another computer taken the file over while this one slept? Nothing can be written any more then."""
        return self._lock is not None and self._lock.lost

    def _guard(self) -> None:
        if self._lock is not None and not self._lock.still_held():
            raise UserFacingError(
                _("Another computer opened {name} while this one was asleep.").format(name=self.path.name),
                kept=_("What was saved before is kept; the last edit was not saved."),
                todo=_("Close it there, then reopen it here."),
            )

    # Reading ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection that cannot write, for one task on one thread. Raises UserFacingError for what the disk did,
        and Cancelled where the connection was interrupted.
        """
        with self._making:
            if self._reader is None:
                self._reader = reading_engine(self.path, read_only_file=self._read_only_file)
            engine = self._reader
        with self._in_words(), engine.connect() as conn:
            yield conn

    @contextmanager
    def reading_directly(self) -> Generator[BareConnection]:
        """The same as the driver's own connection, without SQLAlchemy: for what is read often, and first."""
        with self._in_words(), self._readers.reading() as conn:
            yield conn

    def data_version(self) -> int:
        """A number that is another one after each commit to the file: so is seen what another program wrote."""
        with self._in_words():
            return self._readers.data_version()

    @contextmanager
    def _in_words(self) -> Generator[None]:
        try:
            yield
        except Exception as error:
            if database_error(error) is None and not is_unreadable(
                error
            ):  # an OSError is of another file: the workspace's come through SQLite
                raise
            if is_interrupted(error):
                raise Cancelled from error
            raise world_error(error, self.path) or error from error

    def record(self, id: str, type: str = "") -> Record | None:
        """A record; without a type, the one that was here first under this id. None where there is none."""
        with self.reading_directly() as conn:
            return find_record(Direct(conn), id, type)

    def records(self, type: str, ids: Sequence[str], *, journal_only: bool = True) -> list[Record]:
        """Records of one type in the order asked for; unknown ids are passed over. As `reading.read_records`."""
        with self.reading_directly() as conn:
            return read_records(Direct(conn), type, ids, journal_only=journal_only)

    def attached_here(self, record: str, sha256: str) -> bool:
        """Was this file attached to a record on this desk? False for one that came from another, and where it is not known."""
        replica = self._replica if self._journal is None else self._journal.replica
        with self.reading_directly() as conn:
            return attached_by(Direct(conn), replica, record, sha256)

    def in_conflict(self, only: Mapping[str, Collection[str]] | None = None) -> set[tuple[str, str]]:
        """(type, id) of the records in conflict, of all or of those told by type."""
        with self.reading_directly() as conn:
            return ids_in_conflict(Direct(conn), only)

    def next_steps(self) -> tuple[GroupInfo | None, GroupInfo | None]:
        """What `Journal.undo` and `Journal.redo` would take back, told without loading the journal."""
        from desktop.workspace.editing.undo import redo_candidate, undo_candidate

        with self.reading_directly() as conn:
            direct = Direct(conn)
            return undo_candidate(direct), redo_candidate(direct)

    def title_in(self, group: GroupInfo | None) -> str:
        """The title of the record of an action on one record; "" of an action on several, or where it has none."""
        if group is None or group.records != 1:
            return ""
        with self.reading_directly() as conn:
            row = conn.execute("SELECT record_id, type FROM change WHERE group_no = ? LIMIT 1", (group.no,)).fetchone()
            record = find_record(Direct(conn), str(row[0]), str(row[1])) if row is not None else None
        return record.title if record is not None else ""

    def meta(self, key: str) -> str:
        """Something this desk remembers with the file, beside the journal; "" where it does not."""
        with self.reading_directly() as conn:
            found = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(found[0] or "") if found else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remember something with the file; "" forgets it. Stays on this desk and cannot be undone."""
        self.journal.set_meta(key, value)

    # Keeping it safe -------------------------------------------------------------------------------------------------

    def back_up(
        self,
        reason: str,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Path:
        """Make a dated backup now; `reason` is a key of `backup.REASONS`. Raises UserFacingError, or Cancelled."""
        from desktop.workspace.maintenance.backup import back_up

        if not self.read_only:
            self.journal.prove_open()
        return back_up(self.path, reason, home=self._home, progress=progress, cancelled=cancelled)

    def keep_daily(self, *, cancelled: Callable[[], bool] | None = None) -> Path | None:
        """The backup of today where there is none yet, and the thinning of old ones; for a task beside the work."""
        from desktop.workspace.maintenance.backup import back_up, daily_due, thin

        self.finish_erasing(cancelled=cancelled)
        discard_opened(self._home, older_than_s=_OPENED_S)
        if not self.read_only and self.meta("shrink"):
            from desktop.workspace.maintenance.migrate import shrink_file

            shrink_file(self.path)
        if self.read_only or not daily_due(self.path, home=self._home):
            return None
        made = back_up(self.path, "daily", home=self._home, cancelled=cancelled)
        thin(self.path, home=self._home)
        self.attachments.sweep()
        return made

    def finish_erasing(
        self, *, progress: Callable[[int, int], object] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Purged:
        """Take what erasures left in the bytes out of file, backups and attachments; see `purging.finish_erasing`."""
        from desktop.workspace.maintenance.purging import finish_erasing

        return finish_erasing(self, progress, cancelled)

    # Listening -------------------------------------------------------------------------------------------------------

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every commit, on the thread that made it; returns what ends it."""
        self._listeners.append(listener)

        def stop() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def read_own_terms(self) -> None:
        """Make the own terms of this workspace known, as they are now."""
        try:
            with self._readers.reading() as conn:
                found = read_own_terms(conn)
        except (
            DatabaseError
        ) as error:  # a damaged file opens all the same, to be checked: its codes are shown as they are
            if is_interrupted(error):
                raise
            return
        set_own_terms(self, found)

    def _notify(self, changed: Changed) -> None:
        if TERM in changed.ids:
            self.read_own_terms()
        for listener in tuple(self._listeners):
            listener(changed)


def _of_the_world(error: BaseException) -> bool:
    """May it come from disk or database, perhaps wrapped by SQLAlchemy? `file_errors.world_error` tells these from bugs."""
    return isinstance(error, OSError) or database_error(error) is not None or is_unreadable(error)


def _erase_again(path: Path, writer: SqliteConnection, home: Path, replica: str) -> None:
    """An older copy hears of what this computer knows to be erased; `finish_erasing` then takes it out of the bytes."""
    if not is_folder(home / ERASURES):
        return
    from desktop.workspace.erasure.known_erasures import lacking

    if erasures := lacking(Direct(writer), home):
        from desktop.workspace.maintenance.erasing_copies import erase_again

        erase_again(path, writer, replica, erasures)


def _outside(home: Path | None) -> Path:
    """The folder of this computer's memory. Where none can be made, a path where nothing can be: each opening is then
    a new replica, which is safe.
    """
    try:
        return desk_home(home)
    except OSError:
        return home or Path(os.devnull, "none")
