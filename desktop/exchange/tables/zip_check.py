"""A look into a zipped workbook before anything unpacks it: sizes, ratio, entries, how wide its sheets
claim to be.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop.exchange.tables.limits import (
    MAX_CELLS,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_RATIO_FROM,
    MAX_UNPACKED,
    nothing_kept,
)
from desktop.i18n import _

_CHUNK = 1 << 18
_CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,200}?r="([A-Z]{1,3})(\d{1,7})"')
_ODD_CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,200}?\br="(?![A-Z]{1,3}\d{1,7}")(?:[^"]{0,10}"|[^"]{11})')
"""A cell whose place is none that a spreadsheet has: readers make a sheet as wide as it says."""
_ROW = re.compile(rb'<(?:\w+:)?row [^>]{0,200}?\br="(\d{1,20})"')
_ROW_TAG = re.compile(rb"<(?:\w+:)?row[ >]")
_CELL_TAGS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d{1,9})"')


def kind_of_zip(path: Path) -> str:
    """ "xlsx", "xlsb" or "ods" of a harmless workbook, "" for a zip of another kind.

    Raises UserFacingError for a zip that is broken, or that would unpack into more than this program will
    read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise broken_archive(path) from error
    if len(parts) > MAX_ENTRIES:
        raise nothing_kept(
            _("{name} has more than {limit} files.").format(name=path.name, limit=MAX_ENTRIES),
            _("Put the tables that belong together into a folder of their own."),
        )
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise too_much_unpacked(path)
    for part in parts:
        if part.header_offset < 0:
            raise broken_archive(path)
        if part.file_size > MAX_RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise too_tightly_packed(path)
        if part.flag_bits & 1:
            raise nothing_kept(_("{name} is locked with a password.").format(name=path.name))
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names:
        kind = "xlsx"
    elif "xl/workbook.bin" in names:
        kind = "xlsb"
    elif "content.xml" in names and "mimetype" in names:
        kind = "ods"
    else:
        return ""
    _measure(path, parts)
    return kind


def _measure(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack each part piece by piece, keeping nothing: the directory of a zip may lie."""
    with path.open("rb") as file:
        for part in parts:
            sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
            area = _Area()
            length = 0
            for piece in _unpacked(file, part, path):
                length += len(piece)
                if length > part.file_size:  # what the directory claims was found to be little enough
                    raise broken_archive(path)
                if sheet and not area.see(piece):
                    raise broken_archive(path)
                elif part.filename == "content.xml":
                    area.see_repeats(piece)
                if area.cells > MAX_CELLS:
                    raise nothing_kept(
                        _("A sheet of {name} is too big: more than {limit} cells.").format(
                            name=path.name, limit=MAX_CELLS
                        ),
                        _("Delete the empty rows and columns at its end, or save the list alone as CSV."),
                    )


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    file.seek(part.header_offset)
    header = file.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise broken_archive(path)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = part.compress_size
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise broken_archive(path)
    inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0:
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise broken_archive(path)
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        try:
            while packed:
                yield inflate.decompress(packed, _CHUNK)
                packed = inflate.unconsumed_tail
        except zlib.error as error:
            raise broken_archive(path) from error


class _Area:
    """The rectangle that a sheet's cells span; readers lay it out in full, however few of them are filled."""

    def __init__(self) -> None:
        self._tail = b""
        self._columns: set[bytes] = set()
        self._column = self._row = 0
        self._rows_repeated = self._columns_repeated = 1
        self._cells_of_row = 0
        self.cells = 0

    def see(self, piece: bytes) -> bool:
        """Measure a piece of a sheet; False where a cell stands in no place that there is."""
        text = self._tail + piece
        self._tail = text[-256:]
        found: set[bytes] = set()
        cells, rows = _CELL.findall(text), _ROW.findall(text)
        # A long list comes by here cell by cell: the closer looks are for sheets in which something is odd.
        if text.count(b' r="') != len(cells) + len(rows) and _ODD_CELL.search(text):
            return False
        if _cell_tags(text) > len(cells) + 1:
            self._count_by_rows(text)
        for number in rows:
            self._row = max(self._row, int(number))
        for column, last in cells:
            found.add(column)
            if len(last) > 6 or int(last) > self._row:
                self._row = int(last)
        for column in found - self._columns:
            self._columns.add(column)
            self._column = max(self._column, _column_number(column))
        self.cells = self._column * self._row
        return True

    def _count_by_rows(self, text: bytes) -> None:
        """Cells that do not say where they stand: as many columns as a row has of them."""
        first, *rows = _ROW_TAG.split(text)
        self._cells_of_row += _cell_tags(first)
        self._column = max(self._column, self._cells_of_row)
        for row in rows:
            self._cells_of_row = _cell_tags(row)
            self._column = max(self._column, self._cells_of_row)

    def see_repeats(self, piece: bytes) -> None:
        """A spreadsheet of the OpenDocument kind writes runs of equal cells once, with a count."""
        text = self._tail + piece
        self._tail = text[-64:]
        for what, count in _REPEATED.findall(text):
            number = int(count)
            if what == b"columns" and number < 16_000:
                self._columns_repeated = max(self._columns_repeated, number)
            elif what == b"rows" and number < 1_000_000:
                self._rows_repeated = max(self._rows_repeated, number)
        self.cells = self._columns_repeated * self._rows_repeated


def _cell_tags(text: bytes) -> int:
    return sum(text.count(tag) for tag in _CELL_TAGS)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@contextmanager
def unpacking(path: Path) -> Generator[None]:
    """What is wrong with an archive while a part of it is read, in a sentence."""
    try:
        yield
    except (
        zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, KeyError, zlib.error,
    ) as error:  # fmt: skip
        raise broken_archive(path) from error  # what `zipfile` raises for parts that are cut off, changed or locked


def broken_archive(path: Path) -> Exception:
    """The error of an archive that cannot be read."""
    return nothing_kept(
        _("{name} is damaged or cut off: it cannot be unpacked.").format(name=path.name),
        _("Open it in the program that made it and save it again."),
    )


def too_tightly_packed(path: Path) -> Exception:
    """The error of an archive with a part that would unpack to so many times its size as no list does."""
    return nothing_kept(
        _("{name} would unpack to more than {limit} times its size, as only files made to do harm do.").format(
            name=path.name, limit=MAX_RATIO
        ),
        _("If it is a list, save that list alone as CSV."),
    )


def too_much_unpacked(path: Path, most: int = MAX_UNPACKED) -> Exception:
    """The error of an archive that holds more than `most` bytes."""
    return nothing_kept(
        _("{name} would unpack to more than {limit} MB.").format(name=path.name, limit=most // 1_000_000),
        _("If it is a list, save that list alone as CSV."),
    )
