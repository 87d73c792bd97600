"""Standard output and standard error: text that is safe to show on a terminal, and an output that goes away.

Titles, names and notes come from anybody. On a terminal they must not move the cursor, set its title, turn the
direction of what is written around them, or look like a line of the program's own. Data (JSON, `dump`) go out as they are.

Whoever reads the output may have enough (`| head`), its disk may be full. The command is then carried on to its end all
the same: an import is not left half done because nobody reads its report.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

_LINE_END = "↵"
_DIRECTION = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x09}
_LINES = dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], _LINE_END)
_SAFE = {**_DIRECTION, **_CONTROLS, **_LINES}


def safe_line(text: str) -> str:
    """One line without escape sequences, control letters (shown as `\\x1b`) and marks of direction; line ends are `↵`."""
    return text.replace("\r\n", "\n").translate(_SAFE)


class _Output:
    """What became of standard output since `begin_output`."""

    closed = False
    error: OSError | None = None


def fill_closed_streams() -> None:
    """A program without a console may be started with its three streams closed: then the next files that it opens, a
    workspace among them, would stand where Qt and C write their warnings to. Call before any file is opened.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            if os.open(os.devnull, os.O_RDWR) != number:  # the lowest that is free
                return


_REDIRECTED = threading.Lock()


@contextmanager
def without_native_errors() -> Generator[None]:
    """What a library that is not written in Python writes to standard error meanwhile goes nowhere, as does what other threads
    write. For calls of milliseconds whose failure is said in a sentence.
    """
    with _REDIRECTED:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(nowhere)


def begin_output() -> None:
    """Make both streams ready: there at all, and able to write every letter in some way. Call before anything is shown."""
    _Output.closed, _Output.error = False, None
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - closed by whoever started the program
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the rest of the program
    if sys.stderr is None:  # pyright: ignore[reportUnnecessaryComparison] - the same
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a console or a pipe, not a StringIO
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def print_line(line: str = "") -> None:
    """One line for people on standard output."""
    print_data(f"{safe_line(line)}\n")


def print_data(text: str) -> None:
    """Text for programs on standard output, as it is; may be a part of a line."""
    try:
        sys.stdout.write(text)
    except OSError as error:
        _output_lost(error)


def print_error(sentence: str) -> None:
    """One sentence for people on standard error."""
    _write_error(f"{safe_line(sentence)}\n")


def print_over(words: str) -> None:
    """Write over the line that stands on standard error, from its beginning, and stay in it."""
    _write_error(f"\r{safe_line(words)}")


def _write_error(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError as error:
        if not _is_world(error):
            raise
        _to_nowhere(sys.stderr)  # nobody is left to tell


def output_lost() -> bool:
    """Does nobody get what is still to be shown? Then what only shows something may stop."""
    return _Output.closed or _Output.error is not None


def end_output() -> OSError | None:
    """Write out what is still held back; returns why not all could be written, if so. A reader who left is no fault."""
    try:
        sys.stdout.flush()
    except OSError as error:
        _output_lost(error)
    return _Output.error


def _output_lost(error: OSError) -> None:
    if not _is_world(error):
        raise error
    if _is_closed(error):
        _Output.closed = True
    else:
        _Output.error = error
    _to_nowhere(sys.stdout)


def _is_closed(error: OSError) -> bool:
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _is_world(error: OSError) -> bool:
    return _is_closed(error) or error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def _to_nowhere(stream: TextIO) -> None:
    """What the stream holds and will get goes nowhere: else Python would complain again while it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
