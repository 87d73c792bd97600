"""Text tables: any delimiter, quoted line breaks, read line by line so that a long file takes little
memory.
"""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TextIO

from desktop.exchange.tables.encodings import detect_encoding
from desktop.exchange.tables.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_LINE,
    MAX_OPEN_QUOTES,
    MAX_WITHOUT_LINE_END,
    endless_line,
    nothing_kept,
    too_many_columns,
)
from desktop.exchange.tables.table import RawRow, Table
from desktop.exchange.tables.table_reader import KnowsHeading, table_from_rows
from desktop.i18n import _

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16


def sniff_delimiter(path: Path, encoding: str) -> str:
    """The character between the cells: the one that cuts the first rows most evenly.

    Raises UserFacingError for an encoding that does not fit and for a table too wide.
    """
    with _open(path, encoding) as file:
        sample = _read(file, _SAMPLE, path, encoding)
    declared = sample.lower().removeprefix("\ufeff")
    if declared.startswith("sep=") and declared[5:6] in ("\n", "\r"):
        return sample.removeprefix("\ufeff")[4]
    first = sample.split("\n", 1)[0]
    if max(first.count(each) for each in DELIMITERS) > MAX_COLUMNS:
        raise too_many_columns()
    if len(sample) == _SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    return max(DELIMITERS, key=lambda each: _evenness(sample, each))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    csv.field_size_limit(MAX_CELL)
    widths: Counter[int] = Counter()
    try:
        for number, cells in enumerate(csv.reader(StringIO(sample, newline=""), delimiter=delimiter)):
            if len(cells) > 1:
                widths[len(cells)] += 1
            if number >= 100:
                break
    except csv.Error:
        pass  # an endless cell: what was counted before it still tells
    if not widths:
        return 0.0, 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return rows * (width - 1) ** 0.5, width


def read_delimited(path: Path, encoding: str, delimiter: str) -> Iterator[RawRow]:
    """All rows with the line they begin at. A row that cannot be read is given with the reason; it costs
    itself.
    """
    csv.field_size_limit(MAX_CELL)
    with _open(path, encoding) as file:
        lines = _Lines(file, path, encoding)
        reader = csv.reader(lines, delimiter=delimiter)
        open_quotes = 0
        while True:
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                reader = csv.reader(lines, delimiter=delimiter)
                yield lines.first, [], lines.trouble or _endless()
                open_quotes += len(lines.taken) > 1
                if open_quotes > MAX_OPEN_QUOTES:
                    raise _too_many_open_quotes(path) from None
                lines.go_on(delimiter)
                continue
            if lines.ended and len(lines.taken) > 1 and lines.quote_is_open(delimiter):
                open_quotes += 1
                if open_quotes > MAX_OPEN_QUOTES:
                    raise _too_many_open_quotes(path)
                first = lines.first
                text = lines.unread_rest()
                reader = csv.reader(lines, delimiter=delimiter)
                yield first, text.split(delimiter), ""
            elif lines.trouble:
                yield lines.first, [], lines.trouble
            elif len(cells) > MAX_COLUMNS:
                yield lines.first, [], _("The row has more than {limit} cells.").format(limit=MAX_COLUMNS)
            elif lines.first == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep="):
                continue
            else:
                yield lines.first, cells, ""


def _too_many_open_quotes(path: Path) -> Exception:
    return nothing_kept(_("Too many quotation marks in {name} are opened and never closed.").format(name=path.name))


def _endless() -> str:
    return _("A cell has more than {limit} characters, or a quotation mark is opened here and never closed.").format(
        limit=MAX_CELL
    )


class _Lines:
    """Lines of a text file, none longer than the limit, that remembers which ones the current row took."""

    def __init__(self, file: TextIO, path: Path, encoding: str) -> None:
        self._file = file
        self._path = path
        self._encoding = encoding
        self._waiting: deque[str] = deque()
        self._number = 0  # of the last line given
        self.taken: list[str] = []
        self.first = 0
        self.trouble = ""
        self.ended = False  # the row came to the end of the file

    def begin(self) -> None:
        """A new row begins at the next line."""
        self.taken.clear()
        self.first = self._number + 1
        self.trouble = ""
        self.ended = False

    def go_on(self, delimiter: str) -> None:
        """After a row that could not be read: where the lines after its first look like rows, they are given
        again.

        Else they are the inside of one huge cell, and all to its closing quotation mark is passed over.
        """
        if _look_like_rows(self.taken[1:], delimiter):
            self.unread_rest()
            return
        for line in self:
            self.taken.clear()
            if line.count('"') % 2:
                return

    def quote_is_open(self, delimiter: str) -> bool:
        """Did the row only end with the file, since a quotation mark in it is never closed, though what followed looks like
        rows?
        """
        return sum(line.count('"') for line in self.taken) % 2 == 1 and _look_like_rows(self.taken[1:], delimiter)

    def unread_rest(self) -> str:
        """All lines of the row but its first are read again; gives the first without its end."""
        first, *rest = self.taken
        self._waiting.extendleft(reversed(rest))
        self._number -= len(rest)
        return first.rstrip("\r\n")

    def __iter__(self) -> Iterator[str]:
        # A generator, in one piece: a long list asks for each of its lines twice.
        taken, waiting, read_line = self.taken, self._waiting, self._file.readline
        while True:
            if waiting:
                line = waiting.popleft()
            else:
                try:
                    line = read_line(MAX_LINE)
                except (UnicodeError, OSError) as error:
                    raise _unreadable(error, self._path, self._encoding) from error
                if len(line) >= MAX_LINE and not line.endswith("\n"):
                    line = self._pass_over_line()
                elif "\0" in line:
                    line = line.replace("\0", "")
            if not line:
                self.ended = True
                return
            self._number += 1
            taken.append(line)
            yield line

    def _pass_over_line(self) -> str:
        passed = 0
        while more := _read_line(self._file, self._path, self._encoding):
            if more.endswith("\n"):
                break
            passed += len(more)
            if passed > MAX_WITHOUT_LINE_END:
                raise endless_line(self._path.name)
        self.trouble = _("The line has more than {limit} characters.").format(limit=MAX_LINE)
        return "\n"


def _look_like_rows(lines: Sequence[str], delimiter: str) -> bool:
    looked_at = lines[:200]
    return sum(delimiter in line for line in looked_at) * 2 >= len(looked_at)


def _open(path: Path, encoding: str) -> TextIO:
    errors = "replace" if encoding in ("utf-8", "cp1252") else "strict"
    try:
        return path.open(encoding=encoding, errors=errors, newline="")
    except OSError as error:
        raise _gone(path, error) from error


def _read_line(file: TextIO, path: Path, encoding: str) -> str:
    try:
        return file.readline(MAX_LINE)
    except (UnicodeError, OSError) as error:
        raise _unreadable(error, path, encoding) from error


def _unreadable(error: UnicodeError | OSError, path: Path, encoding: str) -> Exception:
    return _gone(path, error) if isinstance(error, OSError) else wrong_encoding(path, encoding)


def _gone(path: Path, error: OSError) -> Exception:
    return nothing_kept(
        _("{name} could not be read to its end: {reason}.").format(name=path.name, reason=error.strerror or str(error))
    )


def _read(file: TextIO, count: int, path: Path, encoding: str) -> str:
    try:
        return file.read(count)
    except UnicodeError as error:
        raise wrong_encoding(path, encoding) from error


def wrong_encoding(path: Path, encoding: str) -> Exception:
    """The error of a file that is not written in the encoding it was read with."""
    return nothing_kept(
        _("{name} is not encoded in {encoding}.").format(name=path.name, encoding=encoding),
        _("Save the table as CSV UTF-8 or XLSX and import that."),
    )


class DelimitedReader:
    """CSV with any delimiter and encoding."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """Anything may be text; what is none is said when it is opened."""
        return True

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """The table; `encoding` is told from the bytes where it is not named."""
        guessed = False
        if encoding is None:
            encoding, guessed = detect_encoding(path), True
        else:
            try:
                "".encode(encoding)
            except LookupError as error:
                raise nothing_kept(_("{encoding} is not the name of an encoding.").format(encoding=encoding)) from error
        try:
            delimiter = sniff_delimiter(path, encoding)
        except UnicodeError as error:
            raise wrong_encoding(path, encoding) from error
        chosen = encoding

        def read() -> Iterable[RawRow]:
            return read_delimited(path, chosen, delimiter)

        # UTF-8 with letters beyond ASCII, or a mark at the beginning, is sure; one byte a letter is not.
        guessed = guessed and not encoding.startswith("utf")
        table = table_from_rows(path, read, knows)
        return replace(table, encoding=encoding, encoding_guessed=guessed, delimiter=delimiter, format="CSV")
