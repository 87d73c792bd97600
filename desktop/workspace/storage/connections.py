"""How the one SQLite file is opened: the writer's connection, the readers', and their pragmas.

Rollback journal, not WAL. The file is somebody's years of work on a stick, in a synchronised folder, in an e-mail:
- WAL keeps what was just saved in a second file until a checkpoint. A stick pulled out, a copy made by hand or a
  synchronising program that takes `.focal` and `-wal` at different moments would then hold an older or a broken state.
  With a rollback journal the one file is whole between any two commits, and nothing lies beside it.
- WAL needs shared memory (`-shm`), which network folders do not give.
- A power cut: `synchronous=EXTRA` also flushes the folder after the journal is removed, so a commit that was shown
  as saved is there afterwards. On macOS `fullfsync` has the disk itself write it, which `fsync` there does not.
The price: a commit waits for readers and readers for a commit. Readers here are short, and neither is the window's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.errors import ProgrammingError
from desktop.system.files import real_path
from desktop.system.sqlite_uri import sqlite_uri
from desktop.workspace.storage.sqlite import DRIVER, DatabaseError, SqliteConnection, SqliteCursor, is_damage

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x464B4431  # "FKD1", read by `file` and by us before anything else
BUSY_MS = 30_000
"""How long a statement waits for another connection, in milliseconds."""
SYNCHRONOUS = "EXTRA"
"""When a commit waits for the disk: a power cut loses nothing that was shown as saved."""

_READ_CACHE_KIB = 1_000
_WRITE_CACHE_KIB = 32_000
_READERS_KEPT = 2
_READING = ("select", "with", "pragma", "explain", "values")


class BareConnection(SqliteConnection):
    """The driver's connection, which remembers whether it knows the functions that queries use: to tell it of them again
    would have each of its statements prepared anew.
    """

    taught = False


def connect(path: Path, *, read_only: bool) -> BareConnection:
    """A bare connection with the desk's pragmas; for use from any one thread at a time.

    Raises DatabaseError as it comes: `file_errors.world_error` puts it into words.
    """
    connection = _open(path, "ro" if read_only else "rw")
    try:
        cursor = connection.cursor()
        if not read_only:
            cursor.execute("PRAGMA journal_mode=DELETE")
            cursor.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
            cursor.execute("PRAGMA fullfsync=ON")  # heeded on macOS alone
        cursor.execute(f"PRAGMA cache_size=-{_READ_CACHE_KIB if read_only else _WRITE_CACHE_KIB}")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.close()
    except BaseException:
        connection.close()  # Windows replaces no file that somebody holds
        raise
    return connection


def connect_new(path: Path) -> BareConnection:
    """The same for a file that is not there yet, or is empty."""
    path.touch()
    return connect(path, read_only=False)


@dataclass(frozen=True)
class FileHeader:
    """What the first page of a database file says of it.

    `whole`: none of its pages are missing at the end. `empty`: there is no table in it that every workspace has.
    """

    application: int
    version: int
    whole: bool
    empty: bool


def read_file_header(path: Path) -> FileHeader:
    """The head as it is in the file now; nothing is locked, waited for or rolled back.

    Through SQLite, and not by a handle of our own: on POSIX a process loses all its locks on a file, those of SQLite
    too, when it closes any handle of it. Another program would then write under a transaction of ours.
    Raises DatabaseError as it comes.
    """
    connection = _open(path, "ro&immutable=1")
    try:
        try:
            application = _number(connection, "application_id")
            whole = True
        except DatabaseError as error:
            if not is_damage(error):
                raise
            connection.execute("PRAGMA writable_schema=ON")  # then it does not mind missing pages
            application = _number(connection, "application_id")
            whole = False
        version = _number(connection, "user_version")
        try:
            empty = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None
        except DatabaseError as error:
            if not is_damage(error):
                raise
            empty = False  # what it holds cannot be read, which others find out
        return FileHeader(application, version, whole, empty)
    finally:
        connection.close()


def _number(connection: SqliteConnection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _open(path: Path, mode: str) -> BareConnection:
    return DRIVER.connect(
        sqlite_uri(real_path(path), mode),
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        factory=BareConnection,
    )


def _reading_connection(path: Path, read_only_file: bool) -> BareConnection:
    # A reader may have to roll back what a killed program left, so it opens the file for writing where it may,
    # and gives up writing right after.
    connection = connect(path, read_only=read_only_file)
    try:
        connection.execute(f"PRAGMA cache_size=-{_READ_CACHE_KIB}")
        connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_writing(
    _conn: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _executemany: bool
) -> None:
    if not statement.lstrip(" (\n\t").lower().startswith(_READING):
        raise ProgrammingError(f"records are written through the journal, not with: {statement[:80]}")


def driver_connection(conn: Connection | SqliteConnection) -> SqliteConnection:
    """The driver's own connection behind one of SQLAlchemy's."""
    raw = conn if isinstance(conn, SqliteConnection) else conn.connection.driver_connection
    if not isinstance(raw, SqliteConnection):
        raise ProgrammingError("not a connection of SQLite")
    return raw


class DirectCursor(SqliteCursor):
    """The driver's cursor with the few words of SQLAlchemy's results that we use."""

    def scalar(self) -> Any:
        """The first value of the first row; None where there is none."""
        row = self.fetchone()
        return None if row is None else row[0]

    def all_mappings(self) -> list[dict[str, Any]]:
        """All rows by the names of their columns."""
        names = [column[0] for column in self.description]
        return [dict(zip(names, row, strict=True)) for row in self]


class Direct:
    """The driver's own connection behind one of SQLAlchemy's: the same transaction without its cost for a statement.

    An edit is a dozen small statements; undoing an import is that for each of its records.
    """

    def __init__(self, conn: Connection | SqliteConnection) -> None:
        self._raw = driver_connection(conn)

    def exec_driver_sql(self, statement: str, parameters: tuple[Any, ...] = ()) -> DirectCursor:
        """Run one statement. Raises DatabaseError as it comes."""
        return self._raw.cursor(DirectCursor).execute(statement, parameters)

    def write_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for each of some rows. Raises DatabaseError as it comes."""
        self._raw.executemany(statement, rows).close()


class Readers:
    """The driver's own connections for reading, each for one task on one thread; as many as are needed at once are made,
    few are kept. What shows rows reads through these: SQLAlchemy takes longer to load than all before the first rows.
    """

    def __init__(self, path: Path, *, read_only_file: bool = False) -> None:
        self._make: Callable[[], BareConnection] = lambda: _reading_connection(path, read_only_file)
        self._lock = threading.Lock()
        self._idle: list[BareConnection] = []
        self._closed = False
        self._watching: BareConnection | None = None
        self._watch_lock = threading.Lock()

    @contextmanager
    def reading(self) -> Generator[BareConnection]:
        """One that nobody else uses meanwhile. Raises DatabaseError as it comes."""
        with self._lock:
            conn = self._idle.pop() if self._idle else None
        if conn is None:
            conn = self._make()
        try:
            yield conn
        finally:
            if conn.in_transaction:
                conn.rollback()
            with self._lock:
                kept = not self._closed and len(self._idle) < _READERS_KEPT
                if kept:
                    self._idle.append(conn)
            if not kept:
                conn.close()

    def data_version(self) -> int:
        """A number that is another one after each commit to the file, of this program or another.

        Asked of a connection kept for it: only to the same one does the number say something. Raises DatabaseError.
        """
        with self._watch_lock:
            if self._watching is None:
                self._watching = self._make()
            return _number(self._watching, "data_version")

    def close(self) -> None:
        """End those that nobody uses; the others end with their task."""
        with self._watch_lock:
            watching, self._watching = self._watching, None
        if watching is not None:
            watching.close()
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for conn in idle:
            conn.close()


def reading_engine(path: Path, *, read_only_file: bool = False) -> Engine:
    """Connections that cannot write, for any thread; one is kept open, more come as needed and go."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool

    engine = create_engine(
        "sqlite://", module=DRIVER, creator=lambda: _reading_connection(path, read_only_file), poolclass=QueuePool,
        pool_size=1, max_overflow=16, pool_reset_on_return=None,
    )  # fmt: skip
    event.listen(engine, "before_cursor_execute", _refuse_writing)
    return engine


def writing_engine(path: Path, connection: SqliteConnection | None = None) -> Engine:
    """The one connection that writes, made here where none is given. Only the journal, the migrations and the safety
    net hold it.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://", module=DRIVER, creator=lambda: connection or connect(path, read_only=False), poolclass=StaticPool
    )  # fmt: skip

    def begin(conn: Any) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine
