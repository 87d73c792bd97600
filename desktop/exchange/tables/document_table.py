"""The tables of a text document (DOCX): the one that looks most like a list; the others are named as its sheets are."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from desktop.exchange.tables.layout import find_layout
from desktop.exchange.tables.limits import LAYOUT_ROWS, nothing_kept
from desktop.exchange.tables.table import RawRow, Table
from desktop.exchange.tables.table_reader import KnowsHeading, table_from_rows
from desktop.exchange.tables.workbook import ZIPPED
from desktop.exchange.tables.xml_stream import XmlElement, elements, local_name
from desktop.exchange.tables.zip_check import kind_of_zip, too_much_unpacked, unpacking
from desktop.i18n import _

_BODY = "word/document.xml"
_CHUNK = 1 << 18
_MAX_BODY = 30_000_000  # bytes
_MAX_WIDTH = 63
"""Columns that a table of Word can have."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class DocumentReader:
    """DOCX."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """A ZIP with the body of a document in it."""
        if not start.startswith(ZIPPED) or kind_of_zip(path):
            return False
        with zipfile.ZipFile(path) as archive:
            return _BODY in archive.namelist()

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """The table named, else the one that looks most like a list."""
        with tempfile.TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True) as folder:
            body = Path(folder) / path.name
            _unpack(path, body)
            tables = {
                _("Table {number}").format(number=number): list(_rows(element))
                for number, element in enumerate(elements(body, "tbl"), 1)
            }
        tables = {name: rows for name, rows in tables.items() if rows}
        if not tables:
            raise nothing_kept(
                _("{name} is a text document without a table.").format(name=path.name),
                _("Copy the list into a spreadsheet, save it as XLSX or CSV and import that."),
            )
        if sheet is not None and sheet not in tables:
            raise nothing_kept(
                _("{name} has no sheet called {sheet}.").format(name=path.name, sheet=sheet),
                _("It has: {sheets}.").format(sheets=", ".join(tables)),
            )
        chosen = sheet or max(tables, key=lambda name: _score(tables[name], knows))
        rows = tables[chosen]
        table = table_from_rows(path, lambda: rows, knows)
        return replace(table, sheet=chosen, sheets=tuple(tables), format="DOCX")


def _score(rows: list[RawRow], knows: KnowsHeading) -> tuple[bool, int, int]:
    layout = find_layout(list(islice(rows, LAYOUT_ROWS)), knows)
    return layout is not None, layout.score if layout else -1, len(rows)


def _unpack(path: Path, target: Path) -> None:
    total = 0
    with (
        unpacking(path),
        zipfile.ZipFile(path) as archive,
        archive.open(_BODY) as packed,
        target.open("wb") as out,
    ):
        while piece := packed.read(_CHUNK):
            total += len(piece)
            if total > _MAX_BODY:
                raise too_much_unpacked(path, _MAX_BODY)
            out.write(piece)


def _rows(table: XmlElement) -> Iterator[RawRow]:
    """Rows with their numbers; every cell of a merged block has the block's text."""
    above: list[str] = []
    number = 0
    for row in table:
        if local_name(row) != "tr":
            continue
        number += 1
        cells: list[str] = []
        for cell in row:
            if local_name(cell) == "tc" and len(cells) < _MAX_WIDTH:
                text, width, goes_on = _cell(cell)
                if goes_on and len(cells) < len(above):
                    text = above[len(cells)]
                cells.extend([text] * width)
        above = cells
        yield number, cells, ""


def _cell(cell: XmlElement) -> tuple[str, int, bool]:
    """(text, how many columns wide, does it go on with the cell above)."""
    width, goes_on = 1, False
    paragraphs: list[str] = []
    for part in cell:
        name = local_name(part)
        if name == "p":
            pieces: list[str] = []
            _add_text(part, pieces)
            paragraphs.append("".join(pieces).strip())
        elif name == "tcPr":
            for each in part:
                if local_name(each) == "gridSpan":
                    written = each.get(f"{_WORD}val") or "1"
                    width = min(int(written[:4]), _MAX_WIDTH) if written.isdigit() and int(written) else 1
                elif local_name(each) == "vMerge":
                    goes_on = each.get(f"{_WORD}val") != "restart"
    return "\n".join(each for each in paragraphs if each), width, goes_on


def _add_text(element: XmlElement, pieces: list[str]) -> None:
    for child in element:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "tab":
            pieces.append(" ")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name != "tbl":
            _add_text(child, pieces)
