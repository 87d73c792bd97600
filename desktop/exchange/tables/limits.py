"""How big a table from outside may be. Each limit has one sentence for people; none costs more memory than
itself.
"""

from __future__ import annotations

from desktop.errors import UserFacingError
from desktop.i18n import _

MAX_COLUMNS = 16_384  # what a spreadsheet can hold
MAX_CELL = 1_000_000  # characters
MAX_LINE = 4_000_000  # characters of one line of a text file
MAX_WITHOUT_LINE_END = 50_000_000  # bytes of a text file, before it is given up
MAX_FILE = 1_000_000_000  # bytes
MAX_WORKBOOK = 100_000_000  # bytes of a spreadsheet file, which is read whole
MAX_CELLS = 20_000_000  # of one sheet: its area, empty cells included
MAX_ENTRIES = 5_000  # parts inside a workbook
MAX_UNPACKED = 240_000_000  # bytes of a workbook unpacked
MAX_RATIO = 300  # unpacked to packed, for a part of more than MAX_RATIO_FROM bytes
MAX_RATIO_FROM = 10_000_000
MAX_OPEN_QUOTES = 20  # quotation marks opened and never closed, before the file is given up
LAYOUT_ROWS = 25  # headings and hashtags are looked for in these first rows


def nothing_kept(what: str, todo: str = "") -> UserFacingError:
    """The error of a file that could not be read: nothing was imported."""
    return UserFacingError(what, kept=_("Nothing was imported."), todo=todo)


def endless_line(name: str) -> UserFacingError:
    """The error of a text file without ends of lines."""
    return nothing_kept(
        _("{name} is not a table: it has more than {limit} MB without an end of line.").format(
            name=name, limit=MAX_WITHOUT_LINE_END // 1_000_000
        )
    )


def too_many_columns(count: int | None = None) -> UserFacingError:
    """A table wider than any spreadsheet."""
    if count is None:
        what = _("The table has more than {limit} columns.").format(limit=MAX_COLUMNS)
    else:
        what = _("The table has {count} columns; {limit} is the limit.").format(count=count, limit=MAX_COLUMNS)
    return nothing_kept(what)
