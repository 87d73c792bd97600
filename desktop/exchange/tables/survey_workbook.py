"""Workbooks of forms (Kobo, ODK): what was asked several times in one form stands on a sheet of its own, with the number or
the key of the submission that it belongs to. Both are read together: one row for each submission.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.exchange.tables.limits import MAX_CELL, MAX_COLUMNS
from desktop.exchange.tables.table import RawRow, Sheets, Table

_PARENT_INDEX, _PARENT_TABLE, _PARENT_KEY = "_parent_index", "_parent_table_name", "parent_key"
_OWN_KEYS = ("_index", "key")
_NOT_ASKED = ("_", "key", "set-of-")
"""How columns begin that the program added to a sheet of repeats."""


@dataclass(frozen=True)
class _Sheet:
    name: str
    headings: tuple[str, ...]
    parent: int | None  # the column that says to which row of another sheet a row belongs
    key: int | None  # the column with what others call a row of this sheet

    def asked(self) -> list[int]:
        """The columns that the form itself asks."""
        return [
            at
            for at, heading in enumerate(self.headings)
            if heading and not heading.casefold().startswith(_NOT_ASKED) and heading.casefold() != _PARENT_KEY
        ]


def from_form_sheets(path: Path, book: Sheets, format: str) -> Table | None:
    """The submissions of a form with what was asked several times beside them; None for any other workbook."""
    found = [_look_at(book, name) for name in book.sheets]
    repeats = [sheet for sheet in found if sheet.parent is not None]
    mains = [sheet for sheet in found if sheet.parent is None and sheet.key is not None]
    if not repeats or not mains:
        return None
    main = mains[0]
    columns = [(sheet, at) for sheet in repeats for at in sheet.asked()]
    headings = (*_unique(main.headings), *(f"{sheet.name}/{sheet.headings[at]}" for sheet, at in columns))
    if len(headings) > MAX_COLUMNS or main.key is None:
        return None
    inner = _collect(book, repeats)
    width, key_at = len(main.headings), main.key

    def read() -> Iterator[RawRow]:
        rows = iter(book.rows(main.name))
        next(rows, None)
        for line, cells, refused in rows:
            if refused or not any(cells):
                yield line, cells, refused
                continue
            cells = [*cells[:width], *[""] * (width - len(cells))]
            yield line, [*cells, *_cells(inner, cells[key_at].strip(), columns)], ""

    return Table(
        path,
        headings,
        ("",) * len(headings),
        read,
        1,
        sheet=main.name,
        sheets=book.sheets,
        sheets_read=(main.name, *(sheet.name for sheet in repeats)),
        hidden_sheets=book.hidden,
        format=format,
        heading_line=1,
        joined_by=repeats[0].headings[repeats[0].parent or 0],
        joined_rows=(sum(map(len, inner.values())) + len(inner), len(inner)),
    )


_Key = tuple[str, str]
"""Sheet, and what a row of it is called."""
_Inner = dict[str, list[tuple[_Sheet, list[str]]]]
"""Rows of repeats by the key of their submission."""


def _collect(book: Sheets, repeats: Sequence[_Sheet]) -> _Inner:
    """The rows of repeats under the row that they belong to; those of a repeat within a repeat under the outermost."""
    above: dict[_Key, _Key] = {}
    rows: list[tuple[_Key, _Sheet, list[str]]] = []
    for sheet in repeats:
        table_at = _at(sheet.headings, _PARENT_TABLE)
        lines = iter(book.rows(sheet.name))
        next(lines, None)
        for _line, cells, _refused in lines:
            if not any(cells):
                continue
            cells = [*cells, *[""] * (len(sheet.headings) - len(cells))]
            table = cells[table_at].strip() if table_at is not None else ""
            parent = (table, cells[sheet.parent or 0].strip())
            if sheet.key is not None:
                own = cells[sheet.key].strip()
                above[(sheet.name, own)] = parent
                if table_at is None:  # keys of ODK are unique in the whole file
                    above[("", own)] = parent
            rows.append((parent, sheet, cells))
    found: _Inner = {}
    for parent, sheet, cells in rows:
        outer = parent
        for _depth in range(len(repeats)):
            outer = above.get(outer, outer)
        # Some versions of ODK name groups within the key: uuid:…/g1[1]/g2[1].
        found.setdefault(outer[1].partition("/")[0], []).append((sheet, cells))
    return found


def _cells(inner: _Inner, key: str, columns: Sequence[tuple[_Sheet, int]]) -> list[str]:
    """For each column of the repeats, the cells of all rows that belong to a submission, one a line."""
    rows = inner.get(key, [])
    found: list[str] = []
    for of, at in columns:
        asked = [each for sheet, each in columns if sheet is of]
        answers = [
            cells[at].strip()
            for sheet, cells in rows
            if sheet is of and (cells[at].strip() or (len(asked) > 1 and any(cells[each].strip() for each in asked)))
        ]
        found.append("\n".join(answers)[:MAX_CELL] if any(answers) else "")
    return found


def _look_at(book: Sheets, name: str) -> _Sheet:
    none: list[str] = []
    headings = tuple(
        " ".join(cell.split()) for cell in next((cells for _line, cells, _refused in book.rows(name)), none)
    )
    parent = _at(headings, _PARENT_INDEX)
    if parent is None:
        parent = _at(headings, _PARENT_KEY)
    key = next((at for own in _OWN_KEYS if (at := _at(headings, own)) is not None), None)
    return _Sheet(name, headings, parent, key)


def _at(headings: Sequence[str], name: str) -> int | None:
    return next((at for at, heading in enumerate(headings) if heading.casefold() == name), None)


def _unique(headings: Sequence[str]) -> list[str]:
    found: list[str] = []
    for at, heading in enumerate(headings, 1):
        name = heading or f"Column {at}"
        while name in found:
            name += " (2)"
        found.append(name)
    return found
