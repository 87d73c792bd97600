"""A table from outside, whatever file it stood in: headings, hashtags, and rows with the line a person sees
them at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from desktop.i18n import _, ngettext
from desktop.workspace.storage.readable_file_names import readable_name


class Row(NamedTuple):
    """One row as read. `refused` is the reason why it cannot come in; `note` what was mended."""

    line: int  # counted from 1, as an editor or a spreadsheet shows it
    cells: list[str]
    refused: str = ""
    note: str = ""
    rest: tuple[str, ...] = ()  # cells beyond the last heading


class Remark(NamedTuple):
    """What a person should know of one row, in a sentence."""

    line: int
    sentence: str


ROWS_OF_A_FILE = 1_000_000_000
"""Where a table is put together of several files, the lines of each count from a multiple of this."""
RawRow = tuple[int, list[str], str]
"""Line, cells, reason for refusing."""


@dataclass(frozen=True)
class Table:
    """A table that can be read again and again; nothing of its rows is held in memory.

    `headings` are unique and never empty; `hashtags` has one (perhaps empty) for each heading.
    """

    path: Path
    headings: tuple[str, ...]
    hashtags: tuple[str, ...]
    read: Callable[[], Iterable[RawRow]] = field(repr=False)  # all rows of the file from its first line
    first_line: int  # rows before this line are headings
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    format: str = ""  # "CSV", "XLSX", "JSON" ...
    encoding_guessed: bool = False
    hidden_sheets: tuple[str, ...] = ()  # of the sheets, those that are hidden
    heading_line: int = 0  # 0 where the headings stand in no line of their own
    skipped: tuple[tuple[int, str], ...] = ()  # lines above the headings that are not read, with their words
    list_separator: str = ""  # between the members of a list in a cell, where the reader of the file put it there
    sheets_read: tuple[str, ...] = ()  # where several sheets are read together, all of them
    joined_rows: tuple[int, int] = (0, 0)  # rows of the file that its reader joined, into how many
    joined_by: str = ""  # the column by which it did, where it is not that of the identifier
    files_read: tuple[str, ...] = ()  # of an archive or a folder, those whose tables these rows are
    files_not_read: tuple[tuple[str, str], ...] = ()  # the others, each with the reason
    remarks: tuple[Remark, ...] = ()  # what the reader of the file has to say of single rows

    @property
    def name(self) -> str:
        """The file's name."""
        return readable_name(self.path.name)

    def place(self, line: int) -> tuple[str, int]:
        """The file and the line in it of a row, where there are several files; else "" and the line."""
        if not self.files_read:
            return "", line
        number, line = divmod(line, ROWS_OF_A_FILE)
        return self.files_read[number], line

    def rows(self) -> Iterator[Row]:
        """The rows below the headings, one at a time; empty rows are passed over. Each has a cell for each
        heading.
        """
        width = len(self.headings)
        for line, cells, refused in self.read():
            if line < self.first_line:
                continue
            count = len(cells)
            if refused:
                yield Row(line, [], refused)
            elif count == width:
                if any(cells):
                    yield Row(line, cells)
            elif not any(cells):
                continue
            elif count < width:
                yield Row(line, cells + [""] * (width - count), note=_short(width, count))
            elif any(cells[width:]):
                rest = list(cells[width:])
                while not rest[-1]:
                    rest.pop()
                yield Row(line, cells[:width], note=_long(width, count), rest=tuple(rest))
            else:
                yield Row(line, cells[:width])

    def sample(self, count: int = 20) -> list[Row]:
        """The first rows."""
        return list(islice(self.rows(), count))


def _short(width: int, count: int) -> str:
    text = ngettext(
        "The row has {count} cell where the table has {width} columns; the others are taken as empty.",
        "The row has {count} cells where the table has {width} columns; the others are taken as empty.",
        count,
    )
    return text.format(count=count, width=width)


def _long(width: int, count: int) -> str:
    return _(
        "The row has {count} cells where the table has {width} columns; the others are kept with the source data."
    ).format(count=count, width=width)


class Sheets(Protocol):
    """What is used of a workbook."""

    @property
    def sheets(self) -> tuple[str, ...]: ...

    @property
    def hidden(self) -> tuple[str, ...]: ...

    def rows(self, sheet: str) -> Iterable[RawRow]: ...
