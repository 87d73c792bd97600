"""Opening a table: what kind of file it is, told by its content, then where its headings stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from desktop.exchange.tables.delimited import read_delimited, sniff_delimiter, wrong_encoding
from desktop.exchange.tables.encodings import detect_encoding, not_text
from desktop.exchange.tables.layout import Layout, find_layout
from desktop.exchange.tables.limits import (
    LAYOUT_ROWS,
    MAX_COLUMNS,
    MAX_FILE,
    MAX_WORKBOOK,
    nothing_kept,
    too_many_columns,
)
from desktop.exchange.tables.table import RawRow, Table
from desktop.exchange.tables.workbook import Workbook
from desktop.exchange.tables.zip_check import kind_of_zip
from desktop.words import _
from desktop.workspace.open_here import refuse_open_workspace

_DATABASE = b"SQLite f"
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    knows: Callable[[str], bool] | None = None,
) -> Table:
    """The table in a file: CSV with any delimiter and encoding, XLSX, XLS or ODS, whatever the file is
    called.

    `sheet` names one of a workbook's sheets (else the one that looks most like a list), `encoding` the
    encoding of a
    text file (else told from its bytes). `knows` says of a heading whether it is one the desk has a field
    for.
    Raises UserFacingError, one sentence, for what is no table or too big to be one.
    """
    if knows is None:
        from desktop.exchange.columns.recognition import is_known_heading

        knows = is_known_heading
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
    if start.startswith((b"PK\x03\x04", _OLD_SPREADSHEET)) and size > MAX_WORKBOOK:
        raise _too_big(path, MAX_WORKBOOK)
    if start.startswith(b"PK\x03\x04"):
        if not kind_of_zip(path):
            raise not_text(path)
        return _open_workbook(path, sheet, knows)
    if start == _OLD_SPREADSHEET:
        return _open_workbook(path, sheet, knows)
    return _open_text(path, encoding, knows)


def _too_big(path: Path, limit: int) -> Exception:
    return nothing_kept(
        _("{name} has more than {limit} MB.").format(name=path.name, limit=limit // 1_000_000),
        _("Split the list into several files."),
    )


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise nothing_kept(_("{name} is a folder, not a table.").format(name=path.name))
        with path.open("rb") as file:
            return file.seek(0, 2)
    except OSError as error:
        raise nothing_kept(
            _("{name} could not be opened: {reason}.").format(name=path.name, reason=error.strerror or str(error))
        ) from error


def _open_text(path: Path, encoding: str | None, knows: Callable[[str], bool]) -> Table:
    if encoding is None:
        encoding = detect_encoding(path)
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

    layout = _layout(path, read(), knows)
    return Table(
        path=path,
        headings=layout.headings,
        hashtags=layout.hashtags,
        read=read,
        first_line=layout.first_line,
        encoding=encoding,
        delimiter=delimiter,
    )


def _open_workbook(path: Path, sheet: str | None, knows: Callable[[str], bool]) -> Table:
    book = Workbook(path)
    if not book.sheets:
        raise nothing_kept(_("{name} has no sheet.").format(name=path.name))
    if sheet is None:
        sheet = max(book.sheets, key=lambda name: _sheet_score(book, name, knows))
    chosen = sheet

    def read() -> Iterable[RawRow]:
        return book.rows(chosen)

    layout = _layout(path, read(), knows)
    return Table(
        path=path,
        headings=layout.headings,
        hashtags=layout.hashtags,
        read=read,
        first_line=layout.first_line,
        sheet=chosen,
        sheets=book.sheets,
    )


def _sheet_score(book: Workbook, sheet: str, knows: Callable[[str], bool]) -> tuple[int, int]:
    """How many headings are known, then how many rows: max() keeps the first of equals."""
    layout = find_layout(list(islice(book.rows(sheet), LAYOUT_ROWS)), knows)
    return (layout.score if layout else -1, book.height(sheet))


def _layout(path: Path, rows: Iterable[RawRow], knows: Callable[[str], bool]) -> Layout:
    head = list(islice(rows, LAYOUT_ROWS))
    if head and head[0][2] and len(head) == 1:
        raise nothing_kept(_("{name} is not a table:").format(name=path.name) + " " + head[0][2])
    widest = max((len(cells) for _line, cells, _refused in head), default=0)
    if widest > MAX_COLUMNS:
        raise too_many_columns(widest)
    layout = find_layout(head, knows)
    if layout is None:
        raise nothing_kept(
            _("No headings were found in the first {count} rows of {name}.").format(count=LAYOUT_ROWS, name=path.name),
            _("Put a row with the names of the columns above the list."),
        )
    return layout
