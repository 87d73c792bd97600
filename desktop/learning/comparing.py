"""Course runs side by side, and the weeks of a run as a curve: what a page, a table and a report show of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.i18n import pgettext
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


def steps_of_axis(most: int, wanted: int = 5) -> list[int]:
    """Round numbers from 0 to `most` or just over it, as marks of an axis; few enough to be read."""
    if most <= 0:
        return [0, 1]
    raw = most / wanted
    ten = 1
    while ten * 10 <= raw:
        ten *= 10
    step = next(each * ten for each in (1, 2, 5, 10) if each * ten >= raw)
    return list(range(0, most + step, step)) if most % step else list(range(0, most + 1, step))


def curve_words(name: str, points: Sequence[tuple[int, int]]) -> str:
    """A curve for those who do not see it: where it begins and ends."""
    if not points:
        return name
    return field_words(name, f"{format_number(points[0][1])} → {format_number(points[-1][1])}")


def field_words(field: str, value: str) -> str:
    """A field and its value, with the space before the colon that a language wants."""
    return pgettext("field: value", "{field}: {value}").format(field=field, value=value)
