"""Counts as a course run keeps them: one value, so that the numbers of two desks are never mixed into a table that nobody
counted, and what one of them hides is not in the other.

Comma-separated lines under a line of headings: what it is counted by ("total", "week", "country", "sex", "language",
"organisation"), which of these, and four cells. Lines that are not understood are passed over.
"""

from __future__ import annotations

import csv
import io

from desktop.learning.learner import DIMENSIONS, STAGES
from desktop.learning.suppression import SMALL, WITHHELD, Cell, Cells, ShownCounts

_TOTAL, _WEEK = "total", "week"
_FIRST_LINE = ("by", "which", *STAGES)


def write_counts(counts: ShownCounts) -> str:
    """The text of counts."""
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    out.writerow(_FIRST_LINE)
    out.writerow((_TOTAL, "", *counts.total))
    for week, cells in counts.weeks.items():
        out.writerow((_WEEK, week, *cells))
    for dimension, rows in counts.groups.items():
        for code, cells in rows.items():
            out.writerow((dimension, code, *cells))
    return file.getvalue().rstrip("\n")


def read_counts(text: str) -> ShownCounts:
    """The counts in a text, which may have come from elsewhere."""
    found = ShownCounts()
    total = found.total
    for line in csv.reader(io.StringIO(text)):
        if len(line) != 6 or line[0] == _FIRST_LINE[0]:
            continue
        a, b, c, d = map(_cell, line[2:])
        if a is None or b is None or c is None or d is None:
            continue
        cells: Cells = (a, b, c, d)
        if line[0] == _TOTAL:
            total = cells
        elif line[0] == _WEEK:
            found.weeks[line[1]] = cells
        elif line[0] in DIMENSIONS:
            found.groups.setdefault(line[0], {})[line[1]] = cells
    return ShownCounts(total, found.weeks, found.groups)


def _cell(text: str) -> Cell | None:
    if text in (SMALL, WITHHELD):
        return text
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None
