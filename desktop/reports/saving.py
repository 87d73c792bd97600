"""A report put on the disk: whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.words import _
from desktop.workspace import replace_file, temporary_beside

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_WINDOWS_FULL = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_WINDOWS_OPEN = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def save(data: bytes, target: Path) -> None:
    """Write under another name, then rename. Raises UserFacingError; then nothing new is left in the folder."""
    temporary = temporary_beside(target)
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace_file(temporary, target)
    except OSError as error:
        raise _in_words(error, target) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _in_words(error: OSError, target: Path) -> UserFacingError:
    kept = _("No report was written; what was there before is kept.")
    code = getattr(error, "winerror", None)
    name = target.name
    if error.errno in _FULL or code in _WINDOWS_FULL:
        return UserFacingError(
            _("The disk is too full for {name}.").format(name=name),
            kept=kept,
            todo=_("Free some space, then try again."),
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserFacingError(
            _("The folder {folder} is not there.").format(folder=target.parent),
            kept=kept,
            todo=_("Choose another folder."),
        )
    if code in _WINDOWS_OPEN or (isinstance(error, PermissionError) and target.is_file()):
        return UserFacingError(
            _("{name} cannot be replaced: another program has it open, or it may only be read.").format(name=name),
            kept=kept,
            todo=_("Close it there, or choose another name."),
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserFacingError(
            _("The folder {folder} may only be read.").format(folder=target.parent),
            kept=kept,
            todo=_("Choose a folder of your own."),
        )
    if isinstance(error, IsADirectoryError):
        return UserFacingError(_("{name} is a folder.").format(name=name), kept=kept, todo=_("Choose another name."))
    return UserFacingError(
        _("{name} could not be written: {reason}.").format(name=name, reason=error.strerror or str(error)),
        kept=kept,
        todo=_("Check the disk or the connection, then try again."),
    )
