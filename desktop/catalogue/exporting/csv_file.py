"""Tables as text: CSV that any program opens, CSV as Excel has it in the language spoken now, and HXL."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import ExportedRows, safe
from desktop.catalogue.exporting.hxl_columns import hxl_rows
from desktop.i18n import current_language

_DECIMAL_POINT = frozenset(("en",))
"""Languages in which a spreadsheet separates cells by commas; in the others the comma stands in numbers."""


def write_csv(rows: ExportedRows, path: Path) -> None:
    """UTF-8 with the mark that Excel looks for, commas, the desk's own field names as headings."""
    _write(path, csv_rows(rows), ",")


def write_excel_csv(rows: ExportedRows, path: Path) -> None:
    """The same with the separator that Excel expects in the language spoken now."""
    _write(path, csv_rows(rows), "," if current_language() in _DECIMAL_POINT else ";")


def write_hxl_csv(rows: ExportedRows, path: Path) -> None:
    """Headings, hashtags of the Humanitarian Exchange Language below them, then the records."""
    _write(path, ([safe(cell) if at > 1 else cell for cell in row] for at, row in enumerate(hxl_rows(rows))), ",")


def csv_rows(rows: ExportedRows) -> Iterable[Sequence[str]]:
    """Headings, then the records; what a spreadsheet would take for a formula is guarded by an apostrophe."""
    yield ["id", *(field.name for field in rows.fields)]
    for row in rows:
        yield [row.record.id, *map(safe, row.cells)]


def _write(path: Path, rows: Iterable[Sequence[str]], delimiter: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
