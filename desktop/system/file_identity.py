"""Is it the same file as then? What a system knows of a file beside its name and content.

`changed` is the time of the last change of any kind, which no program can set back: POSIX calls it `st_ctime`. Windows'
`st_ctime` is the time of making and stays when a file is overwritten by an old copy; NTFS has the other one too
(`FILE_BASIC_INFO.ChangeTime`), for those who ask. FAT and exFAT have none: there the time of making and of writing must do.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Where two agree in all of it, the file was not replaced, brought back or changed meanwhile."""

    device: int
    inode: int
    changed: int
    """Of what unit depends on the system: to be compared, not to be read as a time."""
    certain: bool
    """Does `changed` tell each change? False where an old copy, put in the file's place, could look the same."""


def file_identity(path: Path) -> FileIdentity:
    """What the system knows of a file, links followed. Raises OSError."""
    found = path.stat()
    changed = change_time(path)
    return FileIdentity(
        found.st_dev, found.st_ino, changed or max(found.st_ctime_ns, found.st_mtime_ns), certain=changed != 0
    )


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _BasicInfo(ctypes.Structure):
        """FILE_BASIC_INFO."""

        _fields_ = (
            ("creation", wintypes.LARGE_INTEGER),
            ("access", wintypes.LARGE_INTEGER),
            ("write", wintypes.LARGE_INTEGER),
            ("change", wintypes.LARGE_INTEGER),
            ("attributes", wintypes.DWORD),
        )

    def change_time(path: Path) -> int:
        """The time of the last change of any kind; 0 where the file system knows none. Raises OSError."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CreateFileW.argtypes = (
            wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD, wintypes.DWORD,
            wintypes.HANDLE,
        )  # fmt: skip
        kernel.GetFileInformationByHandleEx.argtypes = (
            wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD
        )  # fmt: skip
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        # FILE_READ_ATTRIBUTES; shared with everybody; OPEN_EXISTING; FILE_FLAG_BACKUP_SEMANTICS
        handle = kernel.CreateFileW(str(path), 0x80, 7, None, 3, 0x02000000, None)
        if handle == wintypes.HANDLE(-1).value:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            found = _BasicInfo()
            done = kernel.GetFileInformationByHandleEx(handle, 0, ctypes.byref(found), ctypes.sizeof(found))
            return int(found.change) if done else 0
        finally:
            kernel.CloseHandle(handle)

else:

    def change_time(path: Path) -> int:
        """The time of the last change of any kind; 0 where the file system knows none. Raises OSError."""
        return path.stat().st_ctime_ns
