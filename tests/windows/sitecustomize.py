"""Runs when the Windows Python starts: what Wine 8 lacks or does otherwise than Windows."""

from __future__ import annotations

import _winapi
import errno
import msvcrt
import os

for name in [each for each in os.environ if each.startswith("XQT_")]:
    os.environ[name[1:]] = os.environ[name]  # Wine keeps QT_… from the programs that it runs

if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2  # Wine has none; Python then copies as it does elsewhere

_locking = msvcrt.locking


def locking(handle: int, mode: int, size: int) -> None:
    """Say "permission denied" where a lock is held elsewhere, as Windows does; Wine says no reason."""
    try:
        _locking(handle, mode, size)
    except OSError as error:
        if error.errno == 0:
            raise PermissionError(errno.EACCES, "Permission denied") from None
        raise


msvcrt.locking = locking
