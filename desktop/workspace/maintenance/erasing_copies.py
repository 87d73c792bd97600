"""Erasing in a copy of a workspace that nobody uses, and writing a file anew without what was deleted in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from desktop.workspace.changes.change_log import ChangeLog
from desktop.workspace.changes.clock import wall_clock
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.erasure.known_erasures import PENDING
from desktop.workspace.maintenance.integrity import quick_check
from desktop.workspace.merge.incoming import Receiver
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.search_index import full_text as index
from desktop.workspace.storage.connections import Direct, connect, writing_engine
from desktop.workspace.storage.file_errors import world_error
from desktop.workspace.storage.sqlite import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.sqlite import SqliteConnection

NOBODY = "00000000-0000-0000-0000-000000000000"
"""Stands for the replica that writes while a backup is rewritten: nothing is written in its name."""


def rewrite(path: Path) -> None:
    """Write a workspace file anew: deleted text does not stay in free pages. Killed in the middle it is as before."""
    try:
        connection = connect(path, read_only=False)
        try:
            connection.execute("PRAGMA temp_store=FILE")  # a large workspace need not fit into memory
            connection.execute("VACUUM")
        finally:
            connection.close()
    except (OSError, DatabaseError) as error:
        raise world_error(error, path) or error from error


def erase_in_copy(copy: Path, erasures: Sequence[SharedChange], *, pending: bool = False) -> None:
    """Have a copy of this version, that nobody uses, know of erasures, and hold nothing of what went.

    With `pending`, whoever opens it goes on with the other copies. Raises what disk and database raise.
    """
    engine = writing_engine(copy)
    try:
        with engine.begin() as conn:
            _take(conn, erasures, pending=pending)
    finally:
        engine.dispose()
    rewrite(copy)
    _sound(copy)


def erase_again(path: Path, writer: SqliteConnection, replica: str, erasures: Sequence[SharedChange]) -> None:
    """Have a workspace that is being opened know of erasures that this computer knows and it does not; what is left in its
    bytes is then pending. Raises DatabaseError as it comes.
    """
    try:
        with writing_engine(path, writer).begin() as conn:
            _receive(conn, ChangeLog(conn, replica, "", wall_clock), erasures)
    except DBAPIError as error:
        raise (error.orig or error) from error


def _take(conn: Connection, erasures: Sequence[SharedChange], *, pending: bool) -> None:
    log = ChangeLog(conn, NOBODY, "", wall_clock)
    _receive(conn, log, erasures)
    index.optimize_all(Direct(conn))
    conn.exec_driver_sql("DELETE FROM replica WHERE no = ?", (log.replica_no,))
    conn.exec_driver_sql("DELETE FROM meta WHERE key IN ('token', 'shrink')")
    if not pending:
        conn.exec_driver_sql("DELETE FROM meta WHERE key = ?", (PENDING,))


def _receive(conn: Connection, log: ChangeLog, erasures: Sequence[SharedChange]) -> None:
    receiver = Receiver(conn, log, Projection(conn, log))
    receiver.take(erasures)
    receiver.finish()
    log.finish()


def _sound(path: Path) -> None:
    connection = connect(path, read_only=True)
    try:
        if quick_check(connection) != "ok":
            raise DatabaseError("the copy is not sound")
    finally:
        connection.close()
