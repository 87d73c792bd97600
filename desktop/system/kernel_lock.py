"""A lock of the operating system on a file: it goes when its program goes, killed or not."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.system.files import discard_file

_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_SCANNED_S = 1.0
_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}


class KernelLock:
    """The lock on one small file, which is made where it is missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1

    def acquire(self) -> bool:
        """Take the lock, without waiting for who has it; False where another holds it.

        Raises NotImplementedError where the file system knows no locks, and OSError where the file cannot be made.
        """
        handle = self._open()
        if handle is None:
            return False
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _HELD:
                return False
            if error.errno in _NO_LOCKS:
                raise NotImplementedError from error
            raise
        self._handle = handle
        return True

    def _open(self) -> int | None:
        """A handle; None where another program lets nobody have the file. On Windows one that looks at files (a virus scanner)
        does so for a moment, and who deletes it: neither holds the lock, so it is tried again.
        """
        until = time.monotonic() + _SCANNED_S
        while True:
            try:
                return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            except PermissionError:
                if os.name != "nt" or not self._path.exists():
                    raise
                if time.monotonic() > until:
                    return None
            time.sleep(0.05)

    @contextmanager
    def held(self, seconds: float = 10.0) -> Generator[None]:
        """Wait for the lock and hold it for a moment; raises OSError where another keeps it too long.

        Where the file system knows no locks, there is none.
        """
        try:
            until = time.monotonic() + seconds
            while not self.acquire():
                if time.monotonic() > until:
                    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
                time.sleep(0.02)
        except NotImplementedError:
            pass
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Let go; harmless when nothing is held."""
        handle, self._handle = self._handle, -1
        if handle < 0:
            return
        with suppress(OSError):
            _unlock(handle)
        os.close(handle)
        if os.name == "nt":  # where nobody can hold a file that is gone
            discard_file(self._path)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
