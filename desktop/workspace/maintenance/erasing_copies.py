"""Erasing in a copy of a workspace that nobody uses, and writing a file anew without what was deleted in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from desktop.workspace.changes.change_log import ChangeLog
from desktop.workspace.changes.clock import wall_clock
from desktop.workspace.changes.erasure_decisions import Decision, SenderRights, decisions_in_force, write_decision
from desktop.workspace.erasure.blanking import apply_pending, remove_unused_authors
from desktop.workspace.erasure.known_erasures import PENDING, ErasuresInForce
from desktop.workspace.maintenance.sqlite_integrity import quick_check
from desktop.workspace.merge.incoming import Receiver
from desktop.workspace.merge.outgoing import erasures_held, read_changes
from desktop.workspace.projection.members import remove_unused_codes
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


def erasures_in_force(conn: Connection) -> ErasuresInForce:
    """All that is erased in a file, with what was decided about it."""
    return ErasuresInForce(list(read_changes(conn, erasures_held(conn))), decisions_in_force(conn))


def erase_in_copy(copy: Path, erasures: ErasuresInForce, *, pending: bool = False) -> None:
    """Have a copy of this version, that nobody uses, know of erasures, and hold nothing of what went.

    With `pending`, whoever opens it goes on with the other copies. Raises what disk and database raise.
    """
    engine = writing_engine(copy)
    try:
        with engine.begin() as conn:
            log = ChangeLog(conn, NOBODY, "", wall_clock)
            _receive(conn, log, erasures)
            leave_no_words(Direct(conn))
            conn.exec_driver_sql("DELETE FROM replica WHERE no = ?", (log.replica_no,))
            conn.exec_driver_sql("DELETE FROM meta WHERE key IN ('token', 'shrink')")
            if not pending:
                conn.exec_driver_sql("DELETE FROM meta WHERE key = ?", (PENDING,))
    finally:
        engine.dispose()
    rewrite(copy)
    _sound(copy)


def erase_again(path: Path, writer: SqliteConnection, replica: str, erasures: ErasuresInForce) -> None:
    """Have a workspace that is being opened know of erasures that this computer knows and it does not; what is left in its
    bytes is then pending. Raises DatabaseError as it comes.
    """
    try:
        with writing_engine(path, writer).begin() as conn:
            _receive(conn, ChangeLog(conn, replica, "", wall_clock), erasures)
    except DBAPIError as error:
        raise (error.orig or error) from error


def _receive(conn: Connection, log: ChangeLog, erasures: ErasuresInForce) -> None:
    projection = Projection(conn, log)
    receiver = Receiver(conn, log, projection, SenderRights(decided=erasures.decided))
    receiver.take(erasures.changes)
    receiver.finish()
    if _decide(conn, erasures.decided):
        apply_pending(conn, log, projection)
    log.finish()


def _decide(conn: Connection, decided: Mapping[tuple[str, int], Decision]) -> bool:
    """Tell a copy what was decided since it was made; was anything?"""
    before = decisions_in_force(conn)
    new = {id: each for id, each in decided.items() if id not in before or before[id].state != each.state}
    for (replica, seq), decision in new.items():
        no = conn.exec_driver_sql(
            "SELECT c.no FROM stored_change c JOIN replica r ON r.no = c.replica_no WHERE substr(r.id, 1, 36) = ?"
            " AND c.seq = ?",
            (replica, seq),
        ).scalar()
        if no is not None:
            write_decision(conn, int(no), decision)
    return bool(new)


def leave_no_words(direct: Direct) -> None:
    """Of what no record holds any more."""
    remove_unused_codes(direct)
    remove_unused_authors(direct)
    index.optimize_all(direct)


def _sound(path: Path) -> None:
    connection = connect(path, read_only=True)
    try:
        if quick_check(connection) != "ok":
            raise DatabaseError("the copy is not sound")
    finally:
        connection.close()
