"""Files that survive a power cut, and what the file system says put into words.

A file is written under another name, flushed to the disk, and only then given its name; then its folder is flushed, so
that the new name survives too. Windows has no handle for a folder to flush; there the journal of NTFS keeps names.
"""

from __future__ import annotations

import errno
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from desktop.errors import Cancelled, UserFacingError
from desktop.words import _
from desktop.workspace.sqlite import DRIVER, DatabaseError, database_error, error_code, is_moved, is_of_search_index

CHUNK = 1 << 20
"""Bytes read at a time."""

_REPLACE_TRIES = 6
_FLUSH_REFUSED = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}


def temporary_beside(path: Path) -> Path:
    """A name that nobody has yet, in the same folder, so that renaming is atomic."""
    return path.with_name(f".~{uuid.uuid4().hex[:12]}.tmp")


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


def flush_file(path: Path) -> None:
    """Have the disk hold what was written to a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder; where a system or a share cannot, it is passed over."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _FLUSH_REFUSED:
            raise
    finally:
        os.close(handle)


def replace_file(temporary: Path, path: Path) -> None:
    """Give a flushed file its name, in place of what had it. Windows refuses for moments (virus scanners): tried again."""
    for left in range(_REPLACE_TRIES - 1, -1, -1):
        try:
            temporary.replace(path)
            break
        except PermissionError:
            if os.name != "nt" or left == 0:
                raise
            time.sleep(0.05)
    flush_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file so that after a power cut it is the old one or the new one, never half of it."""
    temporary = temporary_beside(path)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace_file(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def copy_whole(source: Path, path: Path, cancelled: Callable[[], bool] | None = None) -> None:
    """Copy a file of any size to a name that appears only once all of it is on the disk.

    Raises OSError, or Cancelled when `cancelled()` says so; nothing is left then.
    """
    temporary = temporary_beside(path)
    try:
        with source.open("rb") as reading, temporary.open("xb") as writing:
            while chunk := reading.read(CHUNK):
                if cancelled is not None and cancelled():
                    raise Cancelled
                writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
        replace_file(temporary, path)
    except (OSError, Cancelled):
        temporary.unlink(missing_ok=True)
        raise


# What the world did, in words ----------------------------------------------------------------------------------------

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE}
_WINDOWS_FULL = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


def world_error(error: BaseException, path: Path) -> UserFacingError | None:
    """What the world did to a file, in words, from an OSError, an error of the database or SQLAlchemy's wrapping of one.

    None where it is no fault of the world but a bug: let that one through.
    """
    if isinstance(error, UserFacingError):
        return error
    if (of_database := database_error(error)) is not None:
        return _database_error(of_database, path)
    if isinstance(error, OSError):
        return _os_error(error, path)
    return None


def _os_error(error: OSError, path: Path) -> UserFacingError:
    if error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_FULL:
        return disk_full(path)
    if error.errno in _READ_ONLY:
        return not_writable(path)
    if error.errno in _GONE:
        return taken_away(path)
    return UserFacingError(
        _("The computer could not read or write {name}: {reason}.").format(
            name=path.name, reason=error.strerror or str(error)
        ),
        kept=_("What was saved before is kept."),
        todo=_("Check the disk or the connection, then try again."),
    )


def _database_error(error: DatabaseError, path: Path) -> UserFacingError | None:
    if is_of_search_index(error):
        return index_damaged(path)
    match error_code(error):
        case DRIVER.SQLITE_FULL:
            return disk_full(path)
        case DRIVER.SQLITE_READONLY if is_moved(error) or not path.exists():
            return taken_away(path)
        case DRIVER.SQLITE_READONLY | DRIVER.SQLITE_PERM | DRIVER.SQLITE_AUTH:
            return not_writable(path)
        case DRIVER.SQLITE_CANTOPEN:
            return not_writable(path) if path.exists() else taken_away(path)
        case DRIVER.SQLITE_IOERR:
            return taken_away(path)
        case DRIVER.SQLITE_BUSY | DRIVER.SQLITE_LOCKED:
            return UserFacingError(
                _("Another program is busy with {name}.").format(name=path.name),
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
    if database_error(cause) is not None:
        return True
    return isinstance(cause, OSError) and (cause.errno in _FULL or getattr(cause, "winerror", None) in _WINDOWS_FULL)


def disk_full(path: Path) -> UserFacingError:
    """There is no room left."""
    return UserFacingError(
        _("The disk with {name} is full.").format(name=path.name),
        kept=_("What was saved before is kept; the last edit was not saved."),
        todo=_("Free some space, then do it again."),
    )


def not_writable(path: Path) -> UserFacingError:
    """The file or its folder may only be read."""
    return UserFacingError(
        _("{name} or its folder may only be read.").format(name=path.name),
        kept=_("Nothing in it was changed."),
        todo=_("Copy it to a folder of your own, or ask for the right to write."),
    )


def taken_away(path: Path) -> UserFacingError:
    """The file, its folder or its disk is gone."""
    return UserFacingError(
        _("{name} can no longer be reached: it was moved or deleted, or its disk was taken out.").format(
            name=path.name
        ),
        kept=_("What was saved before is in the file, wherever it is now; the last edit was not saved."),
        todo=_("Put it back, then open it again."),
    )


def not_a_workspace(path: Path) -> UserFacingError:
    """Some other kind of file."""
    return UserFacingError(
        _("{name} is not a Focal Desk workspace.").format(name=path.name),
        kept=_("The file was not touched."),
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
