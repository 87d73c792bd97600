"""Opening a table: what kind of file it is, told by its content, then where its headings stand."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.exchange.tables.iati_flat import from_flat_table, with_targets_of_sectors
from desktop.exchange.tables.limits import MAX_FILE, MAX_WORKBOOK, nothing_kept
from desktop.exchange.tables.month_columns import with_marked_months
from desktop.exchange.tables.other_formats import refuse_other_format
from desktop.exchange.tables.table import Table
from desktop.exchange.tables.table_reader import TableReader
from desktop.exchange.tables.workbook import OLD_SPREADSHEET, ZIPPED
from desktop.file_formats import FOLDER, TABLES
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.system.files import is_folder
from desktop.workspace.storage.open_workspaces import refuse_open_workspace

_DATABASE = b"SQLite f"


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    knows: Callable[[str], bool] | None = None,
) -> Table:
    """The table in a file of one of the formats that are read, whatever the file is called.

    `sheet` names one of a workbook's sheets (else the one that looks most like a list), `encoding` the
    encoding of a
    text file (else told from its bytes). `knows` says of a heading whether it is one the desk has a field
    for.
    Raises UserFacingError, one sentence, for what is no table or too big to be one.
    """
    if knows is None:
        from desktop.exchange.columns.recognition import is_known_heading

        knows = is_known_heading
    if is_folder(path):
        folder: TableReader = pkgutil.resolve_name(FOLDER.reader)()
        return folder.open(path, sheet, encoding, knows)
    refuse_open_workspace(path)
    size = _size(path)
    if size == 0:
        raise nothing_kept(_("{name} is empty: it has 0 bytes.").format(name=path.name))
    if size > MAX_FILE:
        raise _too_big(path, MAX_FILE)
    with path.open("rb") as file:
        start = file.read(8)
    if start == _DATABASE:
        raise nothing_kept(
            _("{name} is a workspace or another database, not a table.").format(name=path.name),
            _("Open it, and export a package or a table from it."),
        )
    if start.startswith((ZIPPED, OLD_SPREADSHEET)) and size > MAX_WORKBOOK:
        raise _too_big(path, MAX_WORKBOOK)
    refuse_other_format(path)
    readers: Iterator[TableReader] = (pkgutil.resolve_name(each.reader)() for each in TABLES)
    reader = next(each for each in readers if each.recognises(path, start))
    table = reader.open(path, sheet, encoding, knows)
    return from_flat_table(table) or with_marked_months(with_targets_of_sectors(table))


def _too_big(path: Path, limit: int) -> Exception:
    return nothing_kept(
        _("{name} has more than {limit} MB.").format(name=path.name, limit=limit // 1_000_000),
        _("Split the list into several files."),
    )


def _size(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return file.seek(0, 2)
    except OSError as error:
        raise reading_error(error, path) from error
