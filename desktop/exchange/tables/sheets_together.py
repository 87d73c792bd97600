"""Workbooks with a sheet for each country, or for each year: sheets of the same kind are read together, each with its own
headings. A country that is said by the name of its sheet alone becomes a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.exchange.cells.codes import find_code
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.columns.recognition import guess_mapping
from desktop.exchange.tables.joined_tables import join_tables
from desktop.exchange.tables.table import RawRow, Table

_LEAST_FIELDS = 3
"""Fields that two sheets have in common, before they are of the same kind."""
_COUNTRY = "Country"
_LOOKED_AT = 200


def of_same_kind(sheets: Sequence[tuple[str, Table]]) -> list[tuple[str, Table]]:
    """Those sheets, by name, that hold lists of activities like the first of them; [] where there is none like it, or where
    a sheet has the rows of others again.
    """
    fields = {name: {use.field for use in guess_mapping(table).uses} for name, table in sheets}
    lists = [each for each in sheets if "title" in fields[each[0]]]
    if len(lists) < 2:
        return []
    first = max(fields.values(), key=len)
    alike = [each for each in lists if len(fields[each[0]] & first) >= max(_LEAST_FIELDS, len(first) // 2)]
    if len(alike) < 2 or _say_again([table for _name, table in alike]):
        return []
    return alike


def read_together(path: Path, sheets: Sequence[tuple[str, Table]]) -> Table:
    """The rows of all of them."""
    names = tuple(name for name, _table in sheets)
    joined = join_tables(path, [(name, _with_country(name, table)) for name, table in sheets], ())
    return replace(joined, sheets_read=names, sheet=names[0])


def _with_country(name: str, table: Table) -> Table:
    """The table with the country that its sheet is named after, where it has no column of countries."""
    if find_code("countries", name) is None or any(use.field == "country" for use in guess_mapping(table).uses):
        return table
    width = len(table.headings)

    def read() -> Iterator[RawRow]:
        for line, cells, refused in table.read():
            if refused or not any(cells):
                yield line, cells, refused
            else:
                yield line, [*cells[:width], *[""] * (width - len(cells)), name, *cells[width:]], refused

    return replace(table, headings=(*table.headings, _COUNTRY), hashtags=(*table.hashtags, ""), read=read)


def _say_again(tables: Sequence[Table]) -> bool:
    """Has a sheet mostly titles of the others, as one of all countries beside one for each?"""
    titles = [_titles(table) for table in tables]
    for at, own in enumerate(titles):
        others = set[str]().union(*(each for other, each in enumerate(titles) if other != at))
        if own and len(own & others) * 2 > len(own):
            return True
    return False


def _titles(table: Table) -> set[str]:
    column = next(use.column for use in guess_mapping(table).uses if use.field == "title")
    at = table.headings.index(column)
    return {
        fold_heading(row.cells[at]) for row in table.sample(_LOOKED_AT) if not row.refused and row.cells[at].strip()
    }
