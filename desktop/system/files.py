"""Files that are written whole or not at all, and survive a power cut.

A file is written under another name, flushed to the disk, and only then given its name; then its folder is flushed, so
that the new name survives too. Windows has no handle for a folder to flush; there the journal of NTFS keeps names.

Windows refuses to replace or delete what another program holds open: a virus scanner or the search index for moments,
Excel for hours. So replacing and deleting are tried again for PATIENCE_S, but never on the thread of the window.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from desktop.errors import Cancelled
from desktop.system import safe_names
from desktop.system.errors import reading_error

CHUNK = 1 << 20
"""Bytes read at a time."""

PATIENCE_S = 4.0
"""How long replacing and deleting wait for another program to close a file."""

LEFT_OVER_S = 86_400
"""Nothing of ours writes one temporary file for longer than this."""

_HELD = {5, 32, 33}  # ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_FLUSH_REFUSED = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}
_TEMPORARY = re.compile(r"\.~[0-9a-f]{12}\.tmp(-journal)?\Z")
_impatient: set[int] = set()
_tidied: set[Path] = set()


def never_wait_on_this_thread() -> None:
    """The window's thread must not stand still: replacing and deleting there fail at once instead of waiting."""
    _impatient.add(threading.get_ident())


def user_path(path: Path | str) -> Path:
    """A path as a person writes or pastes it: with `~` for their own folder, between the quotation marks of Windows' *Copy as
    path*. A `~` that stands for nobody stays as it is, as do marks that belong to the name of a file.
    """
    if not exists(path):
        path = _without_marks(path.strip() if isinstance(path, str) else str(path))
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def _without_marks(text: str) -> Path:
    for mark in ('"', "'"):
        if len(text) > 2 and text[0] == text[-1] == mark:
            return Path(text[1:-1])
    if os.name == "nt":  # which takes the \\ before the last mark of "D:\\" for a part of the word
        return Path(text.rstrip('"'))
    return Path(text)


def expand_wildcards(paths: Sequence[Path], *, shell_does: bool = os.name != "nt") -> list[Path]:
    """Paths with `*` and `?` for several files, by name, as the shells of other systems give them to a program: Windows leaves
    that to it. What fits nothing stays as it is written, and is then not found.
    """
    found: list[Path] = []
    for path in paths:
        several = not shell_does and any(letter in path.name for letter in "*?")
        found += (several and sorted(path.parent.glob(path.name), key=lambda each: each.name.casefold())) or [path]
    return found


def real_path(path: Path) -> Path:
    """The absolute path with all links followed; where they lead in a circle, as far as they lead anywhere.

    Some drives of Windows cannot say where a name leads: there it is the absolute path alone.
    """
    try:
        return Path(os.path.realpath(path))
    except OSError:
        return Path(os.path.abspath(path))  # noqa: PTH100 - `absolute` would keep ".."


def exists(path: Path | str) -> bool:
    """Is there something of this name? False also where a name is too long, or a folder may not be looked into."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for these


def is_file(path: Path) -> bool:
    """Is it a file, links followed? False also where that cannot be found out."""
    return os.path.isfile(path)  # noqa: PTH113 - as above


def is_folder(path: Path) -> bool:
    """Is it a folder, links followed? False also where that cannot be found out."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


# Flushing ------------------------------------------------------------------------------------------------------------


def flush_file(path: Path) -> None:
    """Have the disk hold what was written to a file."""
    with path.open("rb+") as file:
        flush_handle(file.fileno())


if sys.platform == "darwin":
    import fcntl

    def flush_handle(handle: int) -> None:
        """The same of an open file. `fsync` of macOS leaves it in the memory of the disk: `F_FULLFSYNC` does not, where the
        file system knows it.
        """
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(handle)

else:

    def flush_handle(handle: int) -> None:
        """The same of an open file."""
        os.fsync(handle)


def flush_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder; where a system or a share cannot, it is passed over."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush_handle(handle)
    except OSError as error:
        if error.errno not in _FLUSH_REFUSED:
            raise
    finally:
        os.close(handle)


# Replacing and deleting ----------------------------------------------------------------------------------------------


def replace_file(temporary: Path, path: Path, *, patience: float | None = None) -> None:
    """Give a flushed file its name, in place of what had it; both are in one folder. Raises OSError."""
    _try_again(lambda: temporary.replace(path), patience)
    flush_folder(path.parent)


def delete_file(path: Path, *, patience: float | None = None) -> None:
    """Delete a file; fine where there is none. Raises OSError where it stays."""
    _try_again(lambda: path.unlink(missing_ok=True), patience)


def discard_file(path: Path, *, patience: float | None = 0.0) -> None:
    """Delete a file that nobody will miss, where that is possible: a failure here must not hide the one before it."""
    with suppress(OSError):
        delete_file(path, patience=patience)


def discard_folder(folder: Path) -> bool:
    """Delete a folder with all that is in it, as far as that is possible; is it gone?"""
    shutil.rmtree(folder, ignore_errors=True)
    return not exists(folder)


def _try_again(act: Callable[[], object], patience: float | None) -> None:
    """Do it, again and again for `patience` seconds while Windows says that another program holds the file."""
    if patience is None:
        patience = 0.0 if threading.get_ident() in _impatient else PATIENCE_S
    until, pause = time.monotonic() + patience, 0.02
    while True:
        try:
            act()
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or time.monotonic() + pause > until:
                raise
        time.sleep(pause)
        pause = min(pause * 2, 0.5)


# Whole files ---------------------------------------------------------------------------------------------------------


def temporary_beside(path: Path) -> Path:
    """A name that nobody has yet, in the same folder, so that renaming is atomic."""
    return path.with_name(f".~{uuid.uuid4().hex[:12]}.tmp")


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Generator[Path]:
    """A path to write a new file to, which takes the place of `path` when the block ends well; else nothing is left.

    A symbolic link stays, what it leads to is replaced. A device or a named pipe (`/dev/stdout`) is written into.
    `private`: for the person who runs the program alone. Raises OSError; the block's own exceptions go through.
    """
    target = real_path(path)
    if safe_names.is_reserved(target.name) and os.name == "nt":
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    if _is_special(path):
        with tempfile.TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True) as folder:
            made = Path(folder) / target.name
            yield made
            _pour(made, path)
        return
    temporary = temporary_beside(target)
    try:
        if private:
            # Windows keeps the folder of a person's data to that person; elsewhere the mode does it.
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield temporary
        flush_file(temporary)
        replace_file(temporary, target)
    finally:
        discard_file(temporary, patience=None)
    if target.parent not in _tidied:  # once is enough: a large folder on a share takes long to list
        _tidied.add(target.parent)
        remove_left_overs(target.parent)


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a small file so that after a power cut it is the old one or the new one, never half of it.

    Raises OSError; nothing is left then.
    """
    with replacing(path, private=private) as temporary:
        temporary.write_bytes(data)


def copy_whole(source: Path, path: Path, cancelled: Callable[[], bool] | None = None) -> None:
    """Copy a file of any size to a name that appears only once all of it is on the disk.

    Raises UserFacingError where the source cannot be read, OSError where the copy cannot be written, or Cancelled when
    `cancelled()` says so; nothing is left then.
    """
    with replacing(path) as temporary, _reading(source) as reading, temporary.open("wb") as writing:
        while True:
            try:
                chunk = reading.read(CHUNK)
            except OSError as error:
                raise reading_error(error, source) from error
            if cancelled is not None and cancelled():
                raise Cancelled
            if not chunk:
                break
            writing.write(chunk)


def _reading(source: Path) -> IO[bytes]:
    try:
        return source.open("rb")
    except OSError as error:
        raise reading_error(error, source) from error


def _is_special(path: Path) -> bool:
    """Is it something that is written into, not replaced: a device, a pipe, standard output? OSError for a folder."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return not stat.S_ISREG(found.st_mode) or _is_output(found)


def _is_output(found: os.stat_result) -> bool:
    """Is it the file that standard output goes to?"""
    try:
        return os.name != "nt" and os.path.samestat(found, os.fstat(1))
    except OSError:
        return False


def _pour(made: Path, path: Path) -> None:
    if _is_output(path.stat()):
        sys.stdout.flush()
        writing = os.fdopen(os.dup(1), "wb")
    else:
        writing = path.open("wb")
    with made.open("rb") as reading, writing:
        shutil.copyfileobj(reading, writing, CHUNK)


# What killed programs left -------------------------------------------------------------------------------------------


def is_temporary(path: Path) -> bool:
    """Has it a name of `temporary_beside`, or is it SQLite's journal of such a file?"""
    return _TEMPORARY.match(path.name) is not None


def remove_left_overs(folder: Path, *, older_than_s: float = LEFT_OVER_S) -> None:
    """Delete temporary files of ours that a killed program left in a folder.

    Only files with our own kind of name that nobody has written to for `older_than_s`, by the clock of the folder's own
    disk: that of a share may be wrong by years. A program that still writes has written lately.
    """
    with suppress(OSError):
        old = [each for each in folder.iterdir() if is_temporary(each)]
        if not old:
            return
        probe = temporary_beside(folder / "probe")
        probe.touch(exist_ok=False)
        try:
            now = probe.stat().st_mtime
        finally:
            discard_file(probe)
        for each in old:
            with suppress(OSError):  # gone already, or held: the next time finds it
                found = each.lstat()
                if stat.S_ISREG(found.st_mode) and now - found.st_mtime >= older_than_s:
                    discard_file(each)
