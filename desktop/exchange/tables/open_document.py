"""Merged cells of OpenDocument spreadsheets, of which calamine says nothing."""

from __future__ import annotations

import pkgutil
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TABLE, _ROW, _NAME = (f"{_NAMESPACE}{name}" for name in ("table", "table-row", "name"))
_CELL, _COVERED = f"{_NAMESPACE}table-cell", f"{_NAMESPACE}covered-table-cell"
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{_NAMESPACE}number-rows-repeated", f"{_NAMESPACE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{_NAMESPACE}number-rows-spanned", f"{_NAMESPACE}number-columns-spanned"
_CONTENT, _TYPE = "content.xml", "mimetype"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST = 20_000
Block = tuple[tuple[int, int], tuple[int, int]]
"""First row and column, last row and column, counted from 0."""


def merged_cells(content: bytes) -> dict[str, list[Block]]:
    """The merged blocks of each sheet of such a file; {} for any other file."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if not {_CONTENT, _TYPE} <= names or not archive.read(_TYPE).startswith(_SPREADSHEET):
                return {}
            with archive.open(_CONTENT) as stream:
                return _blocks(stream)
    except (BadZipFile, OSError, ValueError, KeyError, SyntaxError):
        return {}  # what is wrong with the file is said where its cells are read


def _blocks(stream: Any) -> dict[str, list[Block]]:
    etree: Any = pkgutil.resolve_name("lxml.etree")  # has no types
    found: dict[str, list[Block]] = {}
    blocks: list[Block] = []
    row = count = 0
    events = etree.iterparse(
        stream, events=("start", "end"), tag=(_TABLE, _ROW), resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in events:
        if element.tag == _TABLE:
            if event == "start":
                blocks, row = [], 0
                found.setdefault(element.get(_NAME) or "", blocks)
        elif event == "end":
            if count < _MOST:
                new = _of_row(element, row)
                blocks += new
                count += len(new)
            row += _number(element.get(_ROWS_REPEATED))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return found


def _of_row(element: Any, row: int) -> list[Block]:
    column = 0
    blocks: list[Block] = []
    for cell in element:
        if cell.tag not in (_CELL, _COVERED):
            continue
        down, right = _number(cell.get(_ROWS_SPANNED)), _number(cell.get(_COLUMNS_SPANNED))
        if down > 1 or right > 1:
            blocks.append(((row, column), (row + down - 1, column + right - 1)))
        column += _number(cell.get(_COLUMNS_REPEATED))
    return blocks


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1
