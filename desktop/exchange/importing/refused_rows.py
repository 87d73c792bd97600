"""The rows that an import refused, as a table: to be corrected in a spreadsheet and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.exchange.columns.source_name import REASON
from desktop.exchange.packages.csv_tables import BOM, escape_formula
from desktop.exchange.tables import Table
from desktop.i18n import _
from desktop.system.errors import writing_error
from desktop.system.files import write_whole


def save_refused_rows(table: Table, reasons: Mapping[int, str], path: Path) -> int:
    """Write the rows at these lines, each with its reason, below the headings of the table; how many they were.

    Rows of which nothing could be read are passed over. Raises UserFacingError; then nothing is left behind.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_cells([*table.headings, _(REASON)]))
    if any(table.hashtags):
        writer.writerow([*table.hashtags, ""])
    count = 0
    for line, cells in _rows(table, reasons):
        width = len(table.headings)
        cells = [*cells[:width], *[""] * (width - len(cells))]
        writer.writerow(_cells([*cells, reasons[line]]))
        count += 1
    try:
        write_whole(path, BOM + text.getvalue().encode("utf-8", "replace"))
    except OSError as error:
        raise writing_error(error, path) from error
    return count


def _rows(table: Table, wanted: Mapping[int, str]) -> Iterator[tuple[int, list[str]]]:
    for line, cells, _refused in table.read():
        if line in wanted and line >= table.first_line and any(cells):
            yield line, cells


def _cells(cells: list[str]) -> list[str]:
    return [escape_formula(cell) for cell in cells]
