"""Course runs side by side, and the weeks of a run as a curve: what a page, a table and a report show of them."""

from __future__ import annotations

from datetime import date

from desktop.learning.count_rows import cell_text
from desktop.learning.suppression import SMALL, THRESHOLD, Cell, ShownCounts
from desktop.values.numbers import format_number


def shown_number(number: int | None) -> Cell | None:
    """A number of a run as others may read it: under 5 it is hidden, whoever wrote it."""
    return SMALL if number is not None and 0 < number < THRESHOLD else number


def share_text(part: Cell | None, whole: Cell | None) -> str:
    """How many of 100, as "33 %"; "" where one of them is not known or hidden."""
    if not isinstance(part, int) or not isinstance(whole, int) or whole <= 0 or part > whole:
        return ""
    return f"{format_number(round(100 * part / whole))} %"


def number_and_share(part: Cell | None, whole: Cell | None) -> str:
    """A number with its share: "418 (29 %)"."""
    share = share_text(part, whole)
    return f"{cell_text(part)} ({share})" if share else cell_text(part)


def curve(shown: ShownCounts, stage: int, start: str = "") -> list[tuple[int, int]]:
    """(week of the run, how many had reached a stage by its end), the first week as 1; without weeks that are hidden.

    `start`: of the run, an ISO date; without a day in it, and where learners came before, the first week counts from them.
    """
    weeks = sorted(shown.weeks)
    if not weeks:
        return []
    first = date.fromisoformat(weeks[0]).toordinal()
    if len(start) == 10:
        began = date.fromisoformat(start).toordinal()
        first = min(first, began - (began - 1) % 7)
    found: list[tuple[int, int]] = []
    for week in weeks:
        cell = shown.weeks[week][stage]
        if isinstance(cell, int):
            found.append(((date.fromisoformat(week).toordinal() - first) // 7 + 1, cell))
    return found
