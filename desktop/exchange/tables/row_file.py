"""Rows of which each has some of many columns, kept in a file of their own: read from their source once, then as often
as wanted, in little memory.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, cast

from desktop.exchange.tables.limits import MAX_COLUMNS, nothing_kept, too_many_columns
from desktop.exchange.tables.table import RawRow
from desktop.i18n import _

_BATCH = 200
_Kept = tuple[int, dict[str, str], str]


class RowFile:
    """Appended to while the source is read; gone when nothing refers to it any more, or when the program ends."""

    def __init__(self) -> None:
        try:
            self._file: IO[bytes] = tempfile.TemporaryFile(prefix="focal-desk-rows-")  # noqa: SIM115 - see above
        except OSError as error:
            raise _no_room(error) from error
        self._waiting: list[_Kept] = []
        self._columns: dict[str, None] = {}
        self.count = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that any row has, in the order in which they came."""
        return tuple(self._columns)

    def add(self, line: int, cells: Mapping[str, str], refused: str = "") -> None:
        """One row, under the names of its columns."""
        kept = {column: cell for column, cell in cells.items() if cell}
        for column in kept:
            if column not in self._columns:
                self._columns[column] = None
                if len(self._columns) > MAX_COLUMNS:
                    raise too_many_columns(len(self._columns))
        self._waiting.append((line, kept, refused))
        self.count += 1
        if len(self._waiting) >= _BATCH:
            self._write()

    def _write(self) -> None:
        try:
            self._file.seek(0, 2)
            pickle.dump(self._waiting, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise _no_room(error) from error
        self._waiting = []

    def rows(self, headings: Sequence[str]) -> Iterator[RawRow]:
        """All rows, with a cell for each of these columns."""
        if self._waiting:
            self._write()
        place = 0
        while True:
            self._file.seek(place)  # another reading of the same rows may go on at the same time
            try:
                batch = cast("list[_Kept]", pickle.load(self._file))  # a file without a name: only this object wrote it
            except EOFError:
                return
            place = self._file.tell()
            for line, cells, refused in batch:
                yield line, [cells.get(heading, "") for heading in headings], refused


def _no_room(error: OSError) -> Exception:
    return nothing_kept(
        _("The folder for temporary files cannot be written: {reason}.").format(reason=error.strerror or str(error))
    )
