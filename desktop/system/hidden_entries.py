"""What systems put into folders for themselves, which nobody means who drops a whole stick."""

from __future__ import annotations

import os
import stat

_NAMES = frozenset((
    "$recycle.bin", "recycler", "recycled", "system volume information", "found.000", "msocache", "wpsettings.dat",
    "indexervolumeguid", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "autorun.inf", "icon\r",
    "lost+found", "__macosx", "$extend",
))  # fmt: skip
_MARKS = stat.FILE_ATTRIBUTE_HIDDEN, stat.FILE_ATTRIBUTE_SYSTEM


def is_system_name(name: str) -> bool:
    """Does a system, or an office program, make a file or folder of this name for itself? With a dot before it (`.Trashes`,
    `.Spotlight-V100`, `._list.csv`) it is hidden too.
    """
    return name.startswith((".", "~$")) or name.casefold() in _NAMES


def is_system_entry(entry: os.DirEntry[str]) -> bool:
    """The same of an entry of a folder; on Windows also what has the marks of a hidden file of the system."""
    if is_system_name(entry.name):
        return True
    if os.name != "nt":
        return False
    attributes = int(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0))
    return all(attributes & mark for mark in _MARKS)
