"""Qt, and only here: a folder for each page, shared widgets, background tasks."""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40

if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    # PySide6 6.12.0 takes a reference to True away with each signal emitted: after some thousands the interpreter
    # stops with "deallocating True or False". From Python 3.12 on both live for ever; here they are given a long life.
    for _each in (True, False):
        ctypes.c_ssize_t.from_address(id(_each)).value += _MANY
