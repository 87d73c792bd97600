"""What is settled before the first write of an opening: who may write, under which id, and in whose name.

Needs the driver alone, but for a file that was left in the middle of somebody's typing.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.errors import not_writable
from desktop.system.files import is_folder
from desktop.workspace.changes.clock import wall_clock
from desktop.workspace.storage.connections import Direct, connect, writing_engine
from desktop.workspace.storage.desk_key import Signer
from desktop.workspace.storage.file_errors import may_write
from desktop.workspace.storage.file_format import REBUILD, FileFormat
from desktop.workspace.storage.lock import HeldElsewhere, WorkspaceLock
from desktop.workspace.storage.moved_desks import LEFT, MOVES, read_moved
from desktop.workspace.storage.replica_choice import (
    OPEN_EDIT_SESSION,
    WORKSPACE_ID,
    choose_replica,
    ensure_workspace_id,
    unproven_last,
)
from desktop.workspace.storage.sqlite import DatabaseError, SqliteConnection
from desktop.workspace.storage.write_turn import acquire_in_turn


def take_lock(path: Path, found: FileFormat, home: Path, patience: float = 0.0) -> tuple[WorkspaceLock | None, str]:
    """The lock for writing, waited for up to `patience` seconds, or why there is none."""
    if found.newer:
        return None, found.read_only_words()
    if not may_write(path):
        return None, not_writable(path).what
    moved = read_moved(home, _read_meta(path, WORKSPACE_ID)) if is_folder(home / MOVES) else None
    if moved is not None and moved.state == LEFT:
        return None, moved.sentence
    try:
        return acquire_in_turn(path, _read_meta(path, "author"), patience, home=home), ""
    except HeldElsewhere as held:
        return None, held.holder
    except UserFacingError as error:
        return None, error.what


def _read_meta(path: Path, key: str) -> str:
    """Who works here ("author"), or the id of the workspace, before it is opened; "" where that cannot be read yet."""
    try:
        connection = connect(path, read_only=True)
        try:
            found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        finally:
            connection.close()
    except DatabaseError:
        return ""
    return str(found[0]) if found else ""


def begin_to_write(writer: SqliteConnection, path: Path, home: Path) -> tuple[str, str, Signer]:
    """(replica, author, signer) of this opening, told to the file in one transaction. Raises what disk and database raise."""
    if _meta(Direct(writer), REBUILD):
        from desktop.workspace.maintenance.backups_without_rows import rebuild_file

        rebuild_file(path, writer)
    unfinished = _meta(Direct(writer), OPEN_EDIT_SESSION)
    if not unfinished and not unproven_last(Direct(writer)):
        with _alone(writer):
            return _identify(Direct(writer), path, home)
    from desktop.workspace.editing.edit_session import close_open_edit_session, open_edit_session

    with writing_engine(path, writer).begin() as conn:
        before = _meta(Direct(conn), "replica")
        left = open_edit_session(Direct(conn))
        replica, author, signer = _identify(Direct(conn), path, home)
        if left is not None and replica != before:
            close_open_edit_session(conn, left, replica, wall_clock)
    return replica, author, signer


def backup_file(path: Path, why: str) -> UserFacingError:
    """A backup cannot be read before its rows are made. `why`: what is in the way of that."""
    return UserFacingError(
        _("{name} is a backup, which is made ready at its first opening.").format(name=path.name),
        kept=_("The file was not changed."),
        todo=why or _("Open it with write access."),
    )


@contextmanager
def _alone(writer: SqliteConnection) -> Generator[None]:
    """One transaction; who calls rolls it back by closing the connection."""
    writer.execute("BEGIN IMMEDIATE")
    yield
    writer.execute("COMMIT")


def _identify(direct: Direct, path: Path, home: Path) -> tuple[str, str, Signer]:
    ensure_workspace_id(direct)
    signer = Signer(home, _meta(direct, WORKSPACE_ID))
    replica = choose_replica(direct, path, home, signer)
    return replica, _meta(direct, "author"), signer


def _meta(direct: Direct, key: str) -> str:
    return str(direct.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).scalar() or "")
