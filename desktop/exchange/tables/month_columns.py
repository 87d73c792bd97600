"""Work plans with a column for each month or quarter, and a mark where the activity takes place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.exchange.tables.table import RawRow, Remark, Table
from desktop.i18n import _
from desktop.values.dates import Period, parse_period

_MARKS = frozenset(("x", "xx", "xxx", "✓", "✔", "√", "●", "•", "■", "█", "*", "1", "✗", "✘", "×"))
_LEAST_MONTHS, _LEAST_QUARTERS = 4, 2
_LONGEST_HEADING = 30
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SAMPLED = 200
_START, _END = "start", "end"


@dataclass(frozen=True)
class _Months:
    """Columns side by side, and the period that each stands for."""

    first: int
    periods: tuple[Period, ...]

    def marked(self, cells: Sequence[str]) -> tuple[str, str]:
        """The beginning of the first marked one and the end of the last; "" where none is."""
        marked = [
            period
            for cell, period in zip(cells[self.first : self.first + len(self.periods)], self.periods, strict=False)
            if _is_mark(cell)
        ]
        return (marked[0].start, marked[-1].last) if marked else ("", "")


def with_marked_months(table: Table) -> Table:
    """The table with columns of the start and the end that the marks tell; any other table as it is, and one of which no year
    is known.
    """
    from desktop.exchange.columns.recognition import field_of_heading

    if any(table.hashtags) or len(table.headings) <= _LEAST_QUARTERS or table.files_read:
        return table
    months = _months(table)
    if months is None or {_START, _END} & {field_of_heading(heading) for heading in table.headings}:
        return table
    rows = [row.cells for row in table.sample(_SAMPLED) if not row.refused]
    columns = slice(months.first, months.first + len(months.periods))
    cells = {cell.strip().casefold() for row in rows for cell in row[columns]} - {""}
    if not cells or not cells <= _MARKS:
        return table
    width = len(table.headings)

    def read() -> Iterator[RawRow]:
        for line, cells, refused in table.read():
            if line < table.first_line or refused or not any(cells) or len(cells) > width:
                yield line, cells, refused
            else:
                cells = [*cells, *[""] * (width - len(cells))]
                yield line, [*cells, *months.marked(cells)], refused

    said = _("The marks under {first} to {last} are read as start and end: from the first marked column to the last.")
    names = table.headings[columns]
    remark = Remark(table.heading_line, said.format(first=f"“{names[0]}”", last=f"“{names[-1]}”"))
    return replace(
        table,
        headings=(*table.headings, _START, _END),
        hashtags=(*table.hashtags, "", ""),
        read=read,
        remarks=(*table.remarks, remark),
    )


def _is_mark(cell: str) -> bool:
    return cell.strip().casefold() in _MARKS


def _months(table: Table) -> _Months | None:
    """The longest run of columns that are months or quarters one after the other."""
    year = _year_of(table)
    found: list[Period | None] = [_period(heading, year) for heading in table.headings]
    best: _Months | None = None
    for first, period in enumerate(found):
        if period is None or (first and found[first - 1] is not None and _follows(found[first - 1], period)):
            continue
        run = [period]
        for following in found[first + 1 :]:
            if following is None or not _follows(run[-1], following):
                break
            run.append(following)
        if len(run) >= _least(period) and (best is None or len(run) > len(best.periods)):
            best = _Months(first, tuple(run))
    return best


def _least(period: Period) -> int:
    return _LEAST_QUARTERS if period.end else _LEAST_MONTHS


def _period(heading: str, year: str) -> Period | None:
    """The month or quarter that a heading names, as a period of months."""
    if len(heading) > _LONGEST_HEADING:
        return None
    words = heading.replace(": ", " ").strip(" .")
    own = _YEAR.search(words)
    if own:
        words = " ".join(f"{words[: own.start()]} {words[own.end() :]} {own[1]}".split())
    elif not year:
        return None
    period = parse_period(words, year=own[1] if own else year) or parse_period(f"{words} {year}")
    if period is None or len(period.start) != len("2025-01"):
        return None
    return period


def _follows(before: Period | None, after: Period) -> bool:
    """Does a period begin in the month after another one ends?"""
    if before is None:
        return False
    year, month = (int(part) for part in before.last.split("-"))
    return after.start == (f"{year + 1}-01" if month == 12 else f"{year}-{month + 1:02}")


def _year_of(table: Table) -> str:
    """The one year that stands above the headings, nearest first, else in the name of the sheet or of the file."""
    for words in (*(words for _line, words in reversed(table.skipped)), table.sheet, table.path.stem):
        years = set(_YEAR.findall(words))
        if len(years) == 1:
            return years.pop()
        if years:
            return ""
    return ""
