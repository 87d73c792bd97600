"""Tables that leave the desk, by the end of their file's name. A format more is a function that writes it, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import ExportedRows
from desktop.errors import UserFacingError
from desktop.i18n import N_, _, ngettext
from desktop.system.errors import writing_error
from desktop.system.files import replacing
from desktop.workspace import Workspace


@dataclass(frozen=True)
class TableFormat:
    """`suffix` with its dot, in small letters. `writer`: "module:function", of ExportedRows and the path, loaded when used."""

    name: str
    label: str
    suffix: str
    writer: str
    only: str = ""
    """The one type of record that it can hold; "" for all."""

    def write(self, rows: ExportedRows, path: Path) -> None:
        """Write a new file."""
        module, _colon, function = self.writer.partition(":")
        write: Callable[[ExportedRows, Path], None] = getattr(import_module(module), function)
        write(rows, path)


IATI = "iati"
"""The name of the format that asks who publishes."""
_HERE = "desktop.catalogue.exporting"
CSV = TableFormat("csv", N_("CSV: any program opens it"), ".csv", f"{_HERE}.csv_file:write_csv")
EXCEL_CSV = TableFormat("excel", N_("CSV for Excel in your language"), ".csv", f"{_HERE}.csv_file:write_excel_csv")
TABLE_FORMATS = (
    CSV,
    EXCEL_CSV,
    TableFormat("xlsx", N_("Excel workbook to fill in (XLSX)"), ".xlsx", f"{_HERE}.workbook_file:write_workbook"),
    TableFormat("hxl", N_("HXL, for humanitarian data (CSV)"), ".hxl.csv", f"{_HERE}.csv_file:write_hxl_csv", "activity"),
    TableFormat("hxl-json", N_("HXL (JSON)"), ".hxl.json", f"{_HERE}.json_files:write_hxl_json", "activity"),
    TableFormat(IATI, N_("IATI 2.03, for donors (XML)"), ".xml", f"{_HERE}.iati.iati_file:write_iati", "activity"),
    TableFormat("jsonl", N_("JSON Lines, for programs"), ".jsonl", f"{_HERE}.json_files:write_json_lines"),
    TableFormat("geojson", N_("GeoJSON, for maps"), ".geojson", f"{_HERE}.json_files:write_geojson", "activity"),
    TableFormat(
        "zip", N_("Data package (Frictionless, ZIP)"), ".zip", f"{_HERE}.data_package:write_data_package"
    ),
)  # fmt: skip
"""In the order in which they are offered."""


def table_formats(type: str) -> list[TableFormat]:
    """Those that can hold records of a type."""
    return [each for each in TABLE_FORMATS if each.only in ("", type)]


def format_of_name(path: Path) -> TableFormat | None:
    """The format that a file's name asks for; the longest suffix counts."""
    fitting = [each for each in TABLE_FORMATS if path.name.lower().endswith(each.suffix)]
    return max(fitting, key=lambda each: len(each.suffix)) if fitting else None


def export_table(
    workspace: Workspace,
    nos_or_ids: Sequence[int] | Sequence[str],
    path: Path,
    *,
    type: str = "activity",
    format: TableFormat = CSV,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportedRows:
    """Write these records of a type into one file; what is returned says how many were `written`, and `shortened`.

    The private note never leaves, nor do people who did not agree to be shared: they are neither written nor counted. The
    file appears whole or not at all. Raises Cancelled, and UserFacingError where it cannot be written, or nobody agreed.
    """
    rows = ExportedRows(workspace, nos_or_ids, type, progress, cancelled)
    try:
        with replacing(path) as temporary:
            format.write(rows, temporary)
            if nos_or_ids and not rows.written:
                raise UserFacingError(
                    _("Nobody here has agreed to share their details."),
                    kept=_("No file was written."),
                    todo=_("Ask them, then note their consent in their record."),
                )
    except OSError as error:
        raise writing_error(error, path) from error
    return rows


def export_csv(
    workspace: Workspace,
    nos_or_ids: Sequence[int] | Sequence[str],
    path: Path,
    *,
    type: str = "activity",
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """`export_table` as CSV; returns how many were written."""
    return export_table(
        workspace, nos_or_ids, path, type=type, progress=progress, cancelled=cancelled
    ).written  # fmt: skip


def people_left_out(count: int) -> str:
    """What an export says of those who have not agreed."""
    return ngettext(
        "{count} person has not agreed to be shared, and was left out.",
        "{count} people have not agreed to be shared, and were left out.",
        count,
    ).format(count=count)


def not_held(count: int) -> str:
    """What an export says of activities that the format cannot hold."""
    return ngettext(
        "{count} activity has no title or no start, which IATI asks for, and was left out.",
        "{count} activities have no title or no start, which IATI asks for, and were left out.",
        count,
    ).format(count=count)


def texts_shortened(count: int) -> str:
    """What an export says of records whose texts did not fit."""
    return ngettext(
        "{count} record has a text that is longer than such a file can hold; it was cut there.",
        "{count} records have texts that are longer than such a file can hold; they were cut there.",
        count,
    ).format(count=count)
