"""A workbook (XLSX) that a colleague without the desk can fill in: lists to choose from, a sheet of codes, empty rows below.

Its cells are texts and numbers, never formulas. It is read again by the desk's import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from desktop.catalogue.exporting.exported_rows import ExportedRows
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Field, FieldKind

MOST_CHARACTERS = 32_767
"""Of a cell, by the file format."""
_ROWS_TO_FILL_IN = 500
"""Below the records: so far the lists to choose from reach."""
_WIDE, _NARROW = 40, 16
"""Widths of columns, in characters."""
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31


def write_workbook(rows: ExportedRows, path: Path) -> None:
    """Sheets: the records; the organisations and people whom they name; the codes."""
    from xlsxwriter import Workbook

    # Row by row, so that memory stays flat; no text becomes a formula, a link or a number.
    with Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        codes = _CodesSheet(rows.fields)
        _write_records(book, rows, codes)
        for more in rows.of_linked_records():
            _write_records(book, more, None)
            rows.shortened += more.shortened
        codes.write(book)


class _CodesSheet:
    """What may be chosen: each vocabulary with its codes and labels, one below another."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.title = _sheet_name(_("Codes"))
        self._rows: list[tuple[str, str, str]] = []
        self._spans: dict[str, tuple[int, int]] = {}
        for field in fields:
            if field.kind in (FieldKind.CHOICE, FieldKind.CODES) and field.vocabulary not in self._spans:
                terms = load(field.vocabulary).listed()
                first = len(self._rows) + 2  # below the headings
                self._rows += [(_(field.label), term.code, term.label()) for term in terms]
                self._spans[field.vocabulary] = (first, first + len(terms) - 1)

    def labels_of(self, field: Field) -> str:
        """Where in the book the labels of a field's codes stand."""
        first, last = self._spans[field.vocabulary]
        return f"='{self.title}'!$C${first}:$C${last}"

    def write(self, book: Any) -> None:
        sheet = _new_sheet(book, self.title, (_NARROW * 2, _NARROW * 2, _WIDE * 2))
        _write_headings(book, sheet, (_("Field"), _("Code"), _("Label")))
        for at, row in enumerate(self._rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text)


def _write_records(book: Any, rows: ExportedRows, codes: _CodesSheet | None) -> None:
    fields = rows.fields
    widths = [_WIDE if field.words or field.kind is FieldKind.LONG_TEXT else _NARROW for field in fields]
    sheet = _new_sheet(book, _sheet_name(_(RECORD_TYPES[rows.type].plural)), [_WIDE, *widths])
    if codes is not None:
        last = len(rows.nos_or_ids) + _ROWS_TO_FILL_IN
        for at, field in enumerate(fields, 1):
            if field.kind is FieldKind.CHOICE:
                choice = {"validate": "list", "source": codes.labels_of(field), "error_type": "warning"}
                sheet.data_validation(1, at, last, at, choice)
    _write_headings(book, sheet, ("id", *(_(field.label) for field in fields)))
    for at, row in enumerate(rows, 1):
        sheet.write_string(at, 0, row.record.id)
        rows.shortened += any(len(text) > MOST_CHARACTERS for text in row.cells)
        for column, (field, text) in enumerate(zip(fields, row.cells, strict=True), 1):
            if not text:
                continue
            if field.rules.is_number:
                sheet.write_number(at, column, float(text))
            else:
                sheet.write_string(at, column, _words(field, text)[:MOST_CHARACTERS])


def _words(field: Field, text: str) -> str:
    """A code that is chosen from the list stands as its label, where that means no other."""
    if field.kind is not FieldKind.CHOICE:
        return text
    terms = load(field.vocabulary)
    label = terms.label(text)
    found = terms.find(label)
    return label if found is not None and found.code == text else text


def _new_sheet(book: Any, title: str, widths: Iterable[int]) -> Any:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    return sheet


def _write_headings(book: Any, sheet: Any, words: Iterable[str]) -> None:
    bold = book.add_format({"bold": True})
    for at, each in enumerate(words):
        sheet.write_string(0, at, each, bold)


def _sheet_name(words: str) -> str:
    return _NOT_IN_SHEET_NAMES.sub(" ", words)[:_LONGEST_SHEET_NAME]
