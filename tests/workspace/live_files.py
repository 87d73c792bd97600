"""Watches that the program opens no workspace file beside SQLite: on POSIX, closing such a handle would take SQLite's locks
away from the whole process. `tests/conftest.py` has each test watched.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

_PROGRAM = str(Path(__file__).resolve().parents[2] / "desktop") + os.sep
_TESTS = str(Path(__file__).resolve().parents[1]) + os.sep
_HANDLES = Path("/proc/self/fd")

seen: list[str] = []
"""Where the program did so since the last test."""

_on = False


def watch() -> None:
    """Begin to watch this process; harmless when it does already. Nothing is seen where the system shows no handles."""
    global _on
    if not _on and os.name != "nt" and _HANDLES.is_dir():  # Wine shows them too
        _on = True
        sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], str) or not arguments[0].endswith(".focal"):
        return
    if _by_the_program(sys._getframe(1)) and _held(os.path.realpath(arguments[0])):
        seen.append(f"{arguments[0]} was opened while it is in use:\n{''.join(traceback.format_stack(limit=8))}")


def _by_the_program(frame: FrameType | None) -> bool:
    """Is it code of the program, rather than of a test, that opens the file itself or has it opened by a library?"""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith((_PROGRAM, _TESTS)):
            return name.startswith(_PROGRAM)
        frame = frame.f_back
    return False


def _held(path: str) -> bool:
    for handle in _HANDLES.iterdir():
        try:
            if str(handle.readlink()) == path:
                return True
        except OSError:
            continue
    return False
