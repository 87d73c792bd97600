"""Runs one command of the command line: words in, exit code out (0 done, 1 could not, 2 wrong usage)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from desktop.cli.parser import make_parser, option_values, options_last
from desktop.errors import UserFacingError
from desktop.i18n import _, set_language
from desktop.system.errors import is_full, plain_error
from desktop.system.language import system_language
from desktop.system.terminal import begin_output, end_output, print_error


def main(words: Sequence[str] | None = None) -> int:
    """Do one command; returns the exit code. `words` are those after the program's name."""
    set_language(system_language())
    begin_output()
    code = _run_command(sys.argv[1:] if words is None else words)
    lost = end_output()
    if lost is None:
        return code
    what = _("The disk that the output goes to is full.") if is_full(lost) else _("The output could not be written.")
    print_error(str(UserFacingError(what, kept=_("What the command had to do is done.") if code == 0 else "")))
    return code or 1


def _run_command(words: Sequence[str]) -> int:
    try:
        parser = make_parser()
        args = parser.parse_args(options_last(words, option_values(parser)))
    except SystemExit as usage:
        return int(usage.code or 0)
    try:
        return args.run(args)
    except UserFacingError as error:
        print_error(str(error))
        return 1
    except OSError as error:
        print_error(str(plain_error(error)))
        return 1
    except KeyboardInterrupt:
        print_error(_("Stopped. Unfinished changes were undone."))
        return 1
