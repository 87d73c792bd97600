"""The door of the command line: words in, exit code out (0 done, 1 could not, 2 wrong usage)."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from desktop.cli.parser import make_parser, options_last
from desktop.cli.printing import say
from desktop.errors import UserFacingError
from desktop.words import _, set_language, system_language


def main(words: Sequence[str] | None = None) -> int:
    """Do one command; returns the exit code. `words` are those after the program's name."""
    set_language(system_language())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a console, not a StringIO
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        asked = make_parser().parse_args(options_last(sys.argv[1:] if words is None else words))
    except SystemExit as usage:
        return int(usage.code or 0)
    try:
        code = asked.do(asked)
        sys.stdout.flush()
        return code
    except UserFacingError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say(_("Stopped. What was not finished has been taken back."))
        return 1
    except OSError as error:
        return _output_gone(error)


def _output_gone(error: OSError) -> int:
    """Whoever read our output has enough, or the disk that it goes to has not. Other troubles are bugs: they go on."""
    closed = isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)
    if not closed and error.errno not in (errno.ENOSPC, errno.EIO):
        raise error
    # Without this, Python would complain again while closing.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    if closed:
        return 0
    say(_("The output could not be written."))
    return 1
