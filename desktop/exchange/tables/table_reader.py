"""What reads one format of tables, and what all of them ask of the first rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Protocol

from desktop.exchange.tables.layout import Layout, find_layout
from desktop.exchange.tables.limits import LAYOUT_ROWS, MAX_COLUMNS, nothing_kept, too_many_columns
from desktop.exchange.tables.table import RawRow, Table
from desktop.i18n import _

KnowsHeading = Callable[[str], bool]


class TableReader(Protocol):
    """Stands in `desktop.file_formats.TABLES`; made without arguments."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """Is this its format, by the first bytes of the file? Raises UserFacingError for one that is broken."""
        ...

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """The table in the file, as `open_table` describes it."""
        ...


def table_from_rows(path: Path, read: Callable[[], Iterable[RawRow]], knows: KnowsHeading) -> Table:
    """A table of rows that can be read again and again, with the headings found in its first ones.

    Raises UserFacingError where there are none.
    """
    layout = _layout_of(path, read(), knows)
    return Table(
        path,
        layout.headings,
        layout.hashtags,
        read,
        layout.first_line,
        heading_line=layout.heading_line,
        skipped=layout.skipped,
    )


def _layout_of(path: Path, rows: Iterable[RawRow], knows: KnowsHeading) -> Layout:
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
