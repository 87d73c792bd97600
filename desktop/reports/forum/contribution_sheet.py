"""The sheet for contributions that goes out to be filled in, a topic a row: XLSX with lists to choose from, or CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from desktop.catalogue.exporting.exported_rows import safe
from desktop.i18n import _, pgettext
from desktop.learning.forum.contribution_columns import COLUMNS
from desktop.system.errors import writing_error
from desktop.system.files import replacing
from desktop.vocabularies import load

SHEET_SUFFIXES = (".xlsx", ".csv")
_ROWS_TO_FILL_IN = 200
_WIDE, _NARROW = 40, 20
"""Widths of columns, in characters."""


def write_contribution_sheet(target: Path) -> None:
    """Write headings that the import recognises, in the language spoken now. Raises UserFacingError where the file cannot be
    written.
    """
    try:
        with replacing(target) as temporary:
            if target.suffix.lower() == ".csv":
                with temporary.open("w", encoding="utf-8-sig", newline="") as file:
                    csv.writer(file).writerow([safe(_(column.heading)) for column in COLUMNS])
            else:
                _write_workbook(temporary)
    except OSError as error:
        raise writing_error(error, target) from error


def _write_workbook(path: Path) -> None:
    """Two sheets: the one to fill in, and the words that may be chosen."""
    from xlsxwriter import Workbook

    chosen = [column for column in COLUMNS if column.vocabulary]
    labels = {column.name: [term.label() for term in load(column.vocabulary).listed()] for column in chosen}
    codes = pgettext("a sheet", "What may be chosen")
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as made:
        book: Any = made
        sheet, words = book.add_worksheet(_("Contributions")), book.add_worksheet(codes)
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, _WIDE if column.wide else _NARROW, wrapped)
            sheet.write_string(0, at, _(column.heading), bold)
            if column.vocabulary and not column.several:
                of = next(place for place, each in enumerate(chosen) if each is column)
                letter = chr(ord("A") + of)
                source = f"='{codes}'!${letter}$2:${letter}${len(labels[column.name]) + 1}"
                sheet.data_validation(
                    1, at, _ROWS_TO_FILL_IN, at, {"validate": "list", "source": source, "error_type": "warning"}
                )
            elif column.several:
                sheet.data_validation(
                    1, at, _ROWS_TO_FILL_IN, at,
                    {"validate": "any", "input_title": _(column.heading)[:32],
                     "input_message": _("One or several, with semicolons between them")[:255]},
                )  # fmt: skip
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(chosen):
            words.set_column(at, at, _WIDE)
            words.write_string(0, at, _(column.heading), bold)
            for row, label in enumerate(labels[column.name], 1):
                words.write_string(row, at, label)
        words.freeze_panes(1, 0)
