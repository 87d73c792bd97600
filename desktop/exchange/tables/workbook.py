"""Spreadsheets (XLSX, and XLS and ODS besides): sheets, merged cells, dates and numbers as text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.exchange.columns.recognition import field_of_heading
from desktop.exchange.tables.compound_file import EndlessFile, check_compound_file
from desktop.exchange.tables.iati_flat import from_sheets
from desktop.exchange.tables.layout import find_layout
from desktop.exchange.tables.limits import LAYOUT_ROWS, MAX_CELLS, MAX_COLUMNS, nothing_kept, too_many_columns
from desktop.exchange.tables.open_document import merged_cells
from desktop.exchange.tables.sheets_together import of_same_kind, read_together
from desktop.exchange.tables.survey_workbook import from_form_sheets
from desktop.exchange.tables.table import RawRow, Table
from desktop.exchange.tables.table_reader import KnowsHeading, table_from_rows
from desktop.exchange.tables.zip_check import kind_of_zip
from desktop.i18n import _
from desktop.system.terminal import without_native_errors

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MAX_MERGED = 20_000
_FORMATS = {".ods": "ODS", ".xlsm": "XLSM", ".xlsb": "XLSB"}
_CODE_LIST = re.compile(
    r"\b(code ?lists?|codes|lists|look ?ups?|choices|options|drop ?downs?|validation|settings|read ?me|instructions?|guide"
    r"|guidance|listes|choix|param\w*|listas|opciones|instrucciones|opções|instruções|lisez ?moi|metadata|glossary)\b",
    re.IGNORECASE,
)
"""Names of sheets with codes or explanations."""
_CODE_LIST_COLUMNS = 3
"""A sheet of so few columns beside a wider one is hardly the list."""
ZIPPED, OLD_SPREADSHEET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of workbooks begin."""


class Workbook:
    """A workbook held open while its sheets are chosen and read."""

    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum

        self.path = path
        with _reading(path):
            # Read whole, so that the file is not held open: a person may save it in Excel meanwhile.
            content = path.read_bytes()
            if not content.startswith(ZIPPED):
                check_compound_file(content)
            with nullcontext() if content.startswith(ZIPPED) else without_native_errors():
                self._book = CalamineWorkbook.from_filelike(BytesIO(content))
        self.sheets = tuple(self._book.sheet_names)
        visible = {each.name for each in self._book.sheets_metadata if each.visible is SheetVisibleEnum.Visible}
        self.hidden = tuple(name for name in self.sheets if name not in visible)
        self._loaded: dict[str, CalamineSheet] = {}
        self._open_document = merged_cells(content)

    def rows(self, sheet: str) -> Iterator[RawRow]:
        """All rows of a sheet with their numbers; every cell of a merged block has the block's text."""
        page = self._sheet(sheet)
        offset = page.start[1] if page.start else 0  # empty columns at the left are not given
        ranges = self._open_document.get(sheet) or page.merged_cell_ranges or []
        merged = _Merged(ranges, offset)
        with _reading(self.path):
            for number, cells in enumerate(page.iter_rows()):
                texts = [each if isinstance(each, str) else _as_text(each) for each in cells]
                merged.fill(number, texts)
                yield number + 1, texts, ""

    def height(self, sheet: str) -> int:
        """How many rows a sheet has."""
        return self._sheet(sheet).total_height

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self.sheets:
            raise nothing_kept(
                _("{name} has no sheet called {sheet}.").format(name=self.path.name, sheet=name),
                _("It has: {sheets}.").format(sheets=", ".join(self.sheets)),
            )
        if name not in self._loaded:
            with _reading(self.path):
                page = self._book.get_sheet_by_name(name)
            if page.total_width > MAX_COLUMNS:
                raise too_many_columns(page.total_width)
            if page.total_width * page.total_height > MAX_CELLS:
                raise nothing_kept(_("A sheet of {name} is too big.").format(name=self.path.name))
            self._loaded[name] = page
        return self._loaded[name]


class _Merged:
    """Merged blocks, looked at row by row from the top."""

    def __init__(self, ranges: list[tuple[tuple[int, int], tuple[int, int]]], offset: int) -> None:
        self._offset = offset
        self._coming = sorted(ranges[:_MAX_MERGED], reverse=True)
        self._open: list[tuple[int, int, int, str]] = []  # last row, first column, last column, text

    def fill(self, row: int, cells: list[str]) -> None:
        if self._open:
            self._open = [block for block in self._open if block[0] >= row]
        while self._coming and self._coming[-1][0][0] <= row:
            (_top, left), (bottom, right) = self._coming.pop()
            left, right = left - self._offset, right - self._offset
            if 0 <= left < len(cells):
                self._open.append((bottom, left, right, cells[left]))
        for _bottom, left, right, text in self._open:
            for column in range(left, min(right + 1, len(cells))):
                cells[column] = text


def _as_text(value: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, dates as ISO, midnight dropped."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        text = value.isoformat(sep=" ", timespec="minutes")
        return text.removesuffix(" 00:00")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


@contextmanager
def _reading(path: Path) -> Generator[None]:
    """What is wrong with a workbook while a part of it is read, in a sentence. Calamine panics at some damaged ones: what comes
    then is no `Exception`, and its class cannot be imported.
    """
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, EndlessFile, OSError, ValueError) as error:
        raise _unreadable(path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(path) from error


def _unreadable(path: Path) -> Exception:
    return nothing_kept(
        _("{name} cannot be read as a spreadsheet: it is damaged or locked with a password.").format(name=path.name),
        _("Open it in the program that made it and save it again, or save the list as CSV."),
    )


class WorkbookReader:
    """XLSX, XLS, ODS."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """A zip must be a workbook that is harmless to unpack."""
        return start.startswith(OLD_SPREADSHEET) or (start.startswith(ZIPPED) and kind_of_zip(path) != "")

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """One sheet: the one named, else the one that looks most like a list."""
        with path.open("rb") as file:
            zipped = file.read(4) == ZIPPED
        book = Workbook(path)
        if not book.sheets:
            raise nothing_kept(_("{name} has no sheet.").format(name=path.name))
        name = _FORMATS.get(path.suffix.lower(), "XLSX") if zipped else "XLS"
        if sheet is None and (together := from_sheets(path, book) or from_form_sheets(path, book, name)) is not None:
            return together
        if sheet is None and (together := _sheets_together(path, book, knows)) is not None:
            return replace(together, sheets=book.sheets, hidden_sheets=book.hidden, format=name)
        if sheet is None:
            sheet = max(book.sheets, key=lambda name: _sheet_score(book, name, knows))
        chosen = sheet

        def read() -> Iterable[RawRow]:
            return book.rows(chosen)

        table = table_from_rows(path, read, knows)
        return replace(table, sheet=chosen, sheets=book.sheets, hidden_sheets=book.hidden, format=name)


def _sheets_together(path: Path, book: Workbook, knows: KnowsHeading) -> Table | None:
    """The sheets that are lists of the same kind as one table; None where there are not several."""
    visible = [each for each in book.sheets if each not in book.hidden and _CODE_LIST.search(each) is None]
    if len(visible) < 2:
        return None
    tables: list[tuple[str, Table]] = []
    for each in visible:
        if find_layout(list(islice(book.rows(each), LAYOUT_ROWS)), knows) is None:
            continue
        table = table_from_rows(path, partial(book.rows, each), knows)
        if not any(table.hashtags):
            tables.append((each, table))
    alike = of_same_kind(tables)
    return read_together(path, alike) if alike else None


def _sheet_score(book: Workbook, sheet: str, knows: KnowsHeading) -> tuple[bool, bool, int, int, int]:
    """Is it seen and has a list, has it hashtags, how many fields its headings name (hardly any for a list of codes), then
    how many rows: max() keeps the first of equals.
    """
    layout = find_layout(list(islice(book.rows(sheet), LAYOUT_ROWS)), knows)
    if layout is None:
        return False, False, -1, -1, book.height(sheet)
    fields = len({field for heading in layout.headings if (field := field_of_heading(heading))})
    is_code_list = len(layout.headings) <= _CODE_LIST_COLUMNS or _CODE_LIST.search(sheet) is not None
    tagged = any(layout.hashtags)
    return sheet not in book.hidden, tagged, min(fields, 1) if is_code_list else fields, fields, book.height(sheet)
