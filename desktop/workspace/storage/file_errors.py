"""What happened to a workspace file, in words, whether disk or database says it."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.errors import denied, disk_full, is_full, not_writable, saving_error, taken_away
from desktop.system.files import exists
from desktop.workspace.storage.sqlite import (
    DRIVER,
    DatabaseError,
    database_error,
    error_code,
    is_moved,
    is_of_search_index,
    is_unreadable,
)

_HELD = (DRIVER.SQLITE_IOERR_DELETE, DRIVER.SQLITE_IOERR_ACCESS, DRIVER.SQLITE_IOERR_LOCK)
"""What SQLite says where another program holds the file or its journal for longer than it tries again."""


def may_write(path: Path) -> bool:
    """Can this file be opened for writing?

    It is not opened for it: on POSIX to close it again would take SQLite's locks on it away from the whole process.
    Windows knows rights that only opening finds out, and its locks belong to a handle.
    """
    if os.name != "nt":
        return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    try:
        with path.open("rb+"):
            return True
    except OSError:
        return False


def world_error(error: BaseException, path: Path) -> UserFacingError | None:
    """What the world did to a file, in words, from an OSError, an error of the database or SQLAlchemy's wrapping of one.

    None where it is no fault of the world but a bug: let that one through.
    """
    if isinstance(error, UserFacingError):
        return error
    if (of_database := database_error(error)) is not None:
        return _database_error(of_database, path)
    if isinstance(error, OSError):
        return saving_error(error, path)
    return damaged(path) if is_unreadable(error) else None


def _database_error(error: DatabaseError, path: Path) -> UserFacingError | None:
    if is_of_search_index(error):
        return index_damaged(path)
    match error_code(error):
        case DRIVER.SQLITE_FULL:
            return disk_full(path)
        case DRIVER.SQLITE_READONLY if is_moved(error) or not exists(path):
            return taken_away(path)
        case DRIVER.SQLITE_READONLY | DRIVER.SQLITE_PERM | DRIVER.SQLITE_AUTH:
            return not_writable(path)
        case DRIVER.SQLITE_CANTOPEN:
            return denied(path) if exists(path) else taken_away(path)
        case DRIVER.SQLITE_IOERR if error_code(error, extended=True) in _HELD and exists(path):
            return denied(path)
        case DRIVER.SQLITE_IOERR:
            return taken_away(path)
        case DRIVER.SQLITE_BUSY | DRIVER.SQLITE_LOCKED:
            return UserFacingError(
                _("Another program is using {name}.").format(name=path.name),
                kept=_("What was saved before is kept; the last edit was not saved."),
                todo=_("Wait for the other program or close it, then try again."),
            )
        case DRIVER.SQLITE_NOTADB:
            return not_a_workspace(path)
        case DRIVER.SQLITE_CORRUPT:
            return damaged(path)
        case _:
            return None


def no_more_writing(error: UserFacingError) -> bool:
    """Was it the workspace that could not be written, or a full disk? Then there is no use in going on with other files."""
    cause = error.__cause__
    return database_error(cause) is not None or is_full(cause)


def not_a_workspace(path: Path) -> UserFacingError:
    """Some other kind of file."""
    return UserFacingError(
        _("{name} is not a Focal Desk workspace.").format(name=path.name),
        kept=_("The file was not changed."),
        todo=_("Choose a file that ends in .focal, or import this one as a table."),
    )


def damaged(path: Path) -> UserFacingError:
    """A workspace of which a part is missing or wrong."""
    return UserFacingError(
        _("{name} is damaged: a part of it is missing or wrong.").format(name=path.name),
        kept=_("What can be read in it is kept."),
        todo=_("Check it with File, Check workspace, or restore the latest backup."),
    )


def index_damaged(path: Path) -> UserFacingError:
    """The full-text index of a workspace is wrong; all that it was made from is there."""
    return UserFacingError(
        _("The search index of {name} is damaged.").format(name=path.name),
        kept=_("All records are kept; the index is made from them."),
        todo=_("Repair it with File, Check workspace, or with “check --repair”."),
    )
