"""Which workspaces this program has open, so that it never reads one of them as some other file.

On POSIX a process loses its locks on a file, those of SQLite too, when it closes any handle of it: a person who drops the
open workspace on its own window, or attaches it, would have another program write under a transaction of ours.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

from desktop.errors import UserFacingError
from desktop.i18n import _


class OpenFile(Protocol):
    """Something that holds a file by its path."""

    path: Path


_open: WeakSet[OpenFile] = WeakSet()


def note_open(its: OpenFile) -> None:
    """Remember that a workspace is open."""
    _open.add(its)


def note_closed(its: OpenFile) -> None:
    """Forget it; harmless when it is forgotten already."""
    _open.discard(its)


def is_open_here(path: Path) -> bool:
    """Is this file a workspace that is open here, under whatever name?"""
    for each in list(_open):
        with suppress(OSError):
            if path.samefile(each.path):
                return True
    return False


def refuse_open_workspace(path: Path) -> None:
    """Raise UserFacingError where this file is a workspace that is open here."""
    if is_open_here(path):
        raise UserFacingError(
            _("{name} is the workspace that is open.").format(name=path.name),
            kept=_("Nothing was changed."),
            todo=_("Choose another file."),
        )
