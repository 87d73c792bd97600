"""Rows of which each has some of many columns, read from their source once, then as often as wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.exchange.spool import Spool
from desktop.exchange.tables.limits import MAX_COLUMNS, too_many_columns
from desktop.exchange.tables.rows_read import report_rows
from desktop.exchange.tables.table import RawRow


class RowFile:
    """Appended to while the source is read."""

    def __init__(self) -> None:
        self._kept = Spool[tuple[int, dict[str, str], str]]()
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
        self._kept.add((line, kept, refused))
        self.count += 1
        report_rows(self.count)

    def rows(self, headings: Sequence[str]) -> Iterator[RawRow]:
        """All rows, with a cell for each of these columns."""
        for line, cells, refused in self._kept:
            yield line, [cells.get(heading, "") for heading in headings], refused
