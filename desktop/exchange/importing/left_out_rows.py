"""Rows that are no activities: headings of sections, totals, headings repeated on a new page. Left out and named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.exchange.cells.codes import find_code
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.importing import problems
from desktop.exchange.tables import Row

_TOTAL = re.compile(
    r"((grand|general|overall|sub|sous|gran|soma|suma|somme|sum) ?)*"
    r"(totals?|totaux|totale?s|totais|subtotal|soustotal|sum|suma|somme|soma|insgesamt)"
    r"( (general|geral|global|of|de|del|du|des|for|pour)\b.*)?\Z"
)
_PART_TOTAL = re.compile(r"(sub|sous) ?totals?( .*)?\Z|(?:totals?|totaux|totale?s|totais) (.+)\Z")
"""The total of a part: "Subtotal Peru", or "Total 2019", where what it is of is a country or a year."""
_YEAR = re.compile(r"(19|20)\d\d\Z")
_PERHAPS_TOTAL = re.compile(r"tota|\bsuma\b|\bsomme\b|\bsoma\b|\bsum\b|insgesamt", re.IGNORECASE)
_LONGEST = 60
"""Characters in which the word for a total is looked for."""
_NUMBER = re.compile(r"[-+]?[\d\s.,'%]+\Z")
_PERIOD = re.compile(
    r"(19|20)\d\d(\s?[-/–]\s?((19|20)?\d\d))?\Z"
    r"|(quarter|trimestre|trim|q|t|semestre|semester|phase|fase|lot|year|annee|ano)\s?[\divx]+( .*)?\Z"
)
_NOTE = re.compile(r"(source|sources|note|notes|nota|notas|remarque|remarques|fuente|fuentes|fonte)\s?:|\*")
_LEGEND = re.compile(r"(\S{1,3} ?=|[xX✓✔●■•*] ?[:–-]) ?\S+( \S+)+\Z")
"""What a mark of the table means: "x = month of the activity"."""
_LEAST_COLUMNS = 3
_LEAST_ROWS = 3
_LEAST_MERGED = 3
"""Cells that say the same, and the only ones of their row, before they are one that is merged over several columns."""
_FULL = 0.5
"""The share of a table's columns that rows with more than one cell fill, before a row of one cell is a section."""


class LeftOutRows:
    """Tells rows that are no activities, by themselves and by what the first rows of the table look like."""

    def __init__(self, headings: Sequence[str], sample: Sequence[Row]) -> None:
        self._headings = [fold_heading(heading) for heading in headings]
        self._first = headings[0] if headings else ""
        counts = [_count(row.cells) for row in sample]
        filled = [count for count in counts if count > 1]
        alone = counts.count(1)
        self._sections = len(headings) >= _LEAST_COLUMNS
        # Where all other rows are nearly full, a row of one cell is a section, whatever it says.
        self._any_alone = bool(
            self._sections
            and len(filled) >= _LEAST_ROWS
            and min(filled) >= max(_LEAST_COLUMNS, len(headings) * _FULL)
            and alone * 2 <= len(filled) + 1
        )

    def reason(self, row: Row) -> str:
        """One of the sentences of `problems`, or "" for a row that tells of an activity."""
        cells = row.cells
        if row.refused or row.rest:
            return ""
        first = next(filter(None, cells), "")
        # Almost every row ends here: a long list is asked of each of its rows twice.
        if (
            first != self._first
            and cells.count("") < len(cells) - 1
            and (cells.count(first) < _LEAST_MERGED or len(set(cells) - {""}) > 1)
            and not _PERHAPS_TOTAL.search(first, 0, _LONGEST)
            and not first.isspace()
        ):
            return ""
        return self._reason(cells)

    def _reason(self, cells: Sequence[str]) -> str:
        filled = [cell.strip() for cell in cells if cell and cell.strip()]
        if not filled:
            return ""
        if len(filled) >= _LEAST_MERGED and len(set(filled)) == 1:
            filled = filled[:1]
        first = fold_heading(filled[0])
        if _is_total(first.strip(" :.").replace("-", " ")) and all(
            cell == filled[0] or _NUMBER.match(cell) for cell in filled[1:]
        ):
            return problems.TOTAL
        if len(filled) > 1:
            return problems.HEADINGS_AGAIN if [fold_heading(cell) for cell in cells] == self._headings else ""
        if not self._sections:
            return ""
        if _LEGEND.match(filled[0]):
            return problems.LEGEND
        if self._any_alone or filled[0].endswith(":") or _PERIOD.match(first) or _NOTE.match(filled[0].lower()):
            return problems.SECTION
        return problems.SECTION if find_code("countries", filled[0]) is not None else ""


def _is_total(words: str) -> bool:
    if _TOTAL.match(words):
        return True
    part = _PART_TOTAL.match(words)
    if part is None:
        return False
    of = part[3]
    return not of or _YEAR.match(of) is not None or find_code("countries", of) is not None


def _count(cells: Sequence[str]) -> int:
    """How many cells are filled; a block that is merged over several is one."""
    filled = [cell for cell in cells if cell and cell.strip()]
    return 1 if len(filled) >= _LEAST_MERGED and len(set(filled)) == 1 else len(filled)
