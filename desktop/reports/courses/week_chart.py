"""Curves over the weeks of a course run, drawn as a figure that is read as words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.i18n import _, ngettext
from desktop.learning.comparing import curve_words, steps_of_axis
from desktop.reports import styles
from desktop.reports.layout import Document, Page
from desktop.reports.text import Style, clean, fit
from desktop.values.numbers import format_number

COLOURS = ("#0B6B8A", "#B45309", "#3F6212", "#6D28D9", "#9D174D", "#475569")
_DASHES: tuple[Sequence[float], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3), (1, 2), (10, 4))
"""Lines differ also where the paper is printed in grey."""
HEIGHT = 150.0
_LABELS = 92.0
_MARKS = 34.0


@dataclass(frozen=True)
class Curve:
    """A line over weeks: (week from 1, number)."""

    label: str
    points: Sequence[tuple[int, int]]


def draw_week_chart(
    page: Page, document: Document, x: float, top: float, width: float, curves: Sequence[Curve]
) -> None:
    """All of them in one chart, `HEIGHT` high."""
    most = max(number for each in curves for _week, number in each.points)
    last = max(week for each in curves for week, _number in each.points)
    marks = steps_of_axis(most)
    left, right, foot, head = x + _MARKS, x + width - _LABELS, top - HEIGHT + 24, top - 6
    said = "; ".join(curve_words(each.label, each.points) for each in curves)
    words = ngettext("Curves over {count} week. {curves}", "Curves over {count} weeks. {curves}", last)
    words = words.format(count=format_number(last), curves=said)
    fonts = document.fonts

    def place(week: int, number: int) -> tuple[float, float]:
        return left + (right - left) * (week - 1) / max(last - 1, 1), foot + (head - foot) * number / marks[-1]

    with document.structure.figure(clean(words), (x, top - HEIGHT, x + width, top)):
        for mark in marks:
            y = place(1, mark)[1]
            page.horizontal_line(left, y, right - left, styles.FAINT, 0.5)
            page.text_right(fit(fonts, format_number(mark), styles.CHART, _MARKS), left - 5, y - 2.6)
        for week in steps_of_axis(last - 1, 8):
            if week + 1 <= last:
                line = fit(fonts, format_number(week + 1), styles.CHART, 40)
                page.text(line, place(week + 1, 0)[0] - line.width / 2, foot - 10)
        name = fit(fonts, _("Week of the run"), styles.CHART, right - left)
        page.text(name, (left + right - name.width) / 2, foot - 20)
        _draw_lines(page, document, right, [[place(*point) for point in each.points] for each in curves], curves)


def _draw_lines(
    page: Page,
    document: Document,
    right: float,
    lines: Sequence[Sequence[tuple[float, float]]],
    curves: Sequence[Curve],
) -> None:
    free = float("-inf")
    for at in sorted(range(len(lines)), key=lambda at: lines[at][-1][1]):  # names that would meet are moved up
        colour = COLOURS[at % len(COLOURS)]
        page.polyline(lines[at], colour, dashes=_DASHES[at % len(_DASHES)])
        style: Style = replace(styles.CHART_COUNT, colour=colour)
        free = max(lines[at][-1][1] - 2.6, free + styles.CHART.leading)
        page.text(fit(document.fonts, curves[at].label, style, _LABELS - 6), right + 5, free)
