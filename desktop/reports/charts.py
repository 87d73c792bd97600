"""Charts drawn with plain rectangles and text: bars that lie and columns that stand, each with its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.reports import styles
from desktop.reports.layout import Page
from desktop.reports.text import FontBook, fit, wrap
from desktop.values.numbers import format_number

TITLE_HEIGHT = 19.0
MAX_ROW_HEIGHT = 13.4
_LINE = 8.4
_MAX_LABEL_SHARE = 0.64
"""The part of the width that labels may take."""
_BADGE = 15.0
_COUNT_ROOM = 30.0
_GAP = 5.0


@dataclass(frozen=True)
class Bar:
    """One thing counted. `badge` stands in a square of its colour before the label."""

    label: str
    count: int
    colour: str = styles.ACCENT
    badge: str = ""


class BarChart:
    """Bars one below the other, their labels broken into lines where they are long. `row` is set before drawing."""

    def __init__(self, fonts: FontBook, title: str, bars: Sequence[Bar], width: float, note: str = "") -> None:
        self.title = title
        self.note = note
        self.width = width
        self.row = MAX_ROW_HEIGHT
        self._fonts = fonts
        badge = _BADGE + 4 if any(bar.badge for bar in bars) else 0.0
        most = width * _MAX_LABEL_SHARE - badge
        widest = max((wrap(fonts, bar.label, styles.CHART, 1000)[0].width for bar in bars if bar.label), default=0)
        self._badge = badge
        self._labels = min(widest + 1, most)
        self._bars = [(bar, wrap(fonts, bar.label, styles.CHART, self._labels)) for bar in bars]
        self._most = max((bar.count for bar in bars), default=0) or 1

    @property
    def rows(self) -> int:
        """Bars of which the height is `row`."""
        return sum(len(lines) <= 1 for _bar, lines in self._bars)

    @property
    def fixed(self) -> float:
        """The height of all else: title, note, bars with several lines."""
        tall = sum(len(lines) * _LINE + 2.6 for _bar, lines in self._bars if len(lines) > 1)
        return TITLE_HEIGHT + tall + (styles.NOTE.leading + 2 if self.note else 0)

    @property
    def height(self) -> float:
        """All of it."""
        return self.fixed + self.rows * self.row

    def draw(self, page: Page, x: float, top: float) -> float:
        """Draw them; returns the lower edge."""
        fonts = self._fonts
        page.text(fit(fonts, self.title, styles.CHART_TITLE, self.width), x, top - 10)
        y = top - TITLE_HEIGHT
        start = x + self._badge + self._labels + _GAP
        room = self.width - self._badge - self._labels - _GAP - _COUNT_ROOM
        for bar, lines in self._bars:
            height = len(lines) * _LINE + 2.6 if len(lines) > 1 else self.row
            thick = min(self.row - 2.6, 9.5)
            middle = y - height / 2
            base = middle - styles.CHART.size * 0.36
            if bar.badge:
                page.fill_rect(x, middle - thick / 2, _BADGE, thick, bar.colour)
                style = styles.Style(styles.CHART.size - 0.6, 9, bold=True, colour=styles.readable_on(bar.colour))
                mark = fit(fonts, bar.badge, style, _BADGE)
                page.text(mark, x + (_BADGE - mark.width) / 2, base + 0.2)
            for at, line in enumerate(lines):
                page.text(line, x + self._badge, base + ((len(lines) - 1) / 2 - at) * _LINE)
            length = room * bar.count / self._most
            if bar.count:
                page.fill_rect(start, middle - thick / 2, max(length, 0.8), thick, bar.colour)
                page.text(
                    fit(fonts, format_number(bar.count), styles.CHART_COUNT, _COUNT_ROOM), start + length + 3.5, base
                )
            else:
                page.horizontal_line(start, middle, 3, styles.FAINT, 0.8)
            y -= height
        return _draw_note(page, fonts, x, y, self.width, self.note)


def draw_column_chart(
    page: Page, fonts: FontBook, x: float, top: float, width: float, height: float, title: str, bars: Sequence[Bar],
    note: str = "",
) -> float:  # fmt: skip
    """Columns side by side within a height, title and labels included; returns the lower edge."""
    page.text(fit(fonts, title, styles.CHART_TITLE, width), x, top - 10)
    foot = top - height + styles.CHART.leading + 2
    room = top - TITLE_HEIGHT - styles.CHART_COUNT.leading - foot
    most = max((bar.count for bar in bars), default=0) or 1
    step = width / max(len(bars), 1)
    thick = min(step * 0.68, 22)
    widest = max((fit(fonts, bar.label, styles.CHART, width).width for bar in bars), default=1)
    every = max(1, int(-(-(widest + 4) // step)))
    page.horizontal_line(x, foot, width, styles.FAINT, 0.6)
    for at, bar in enumerate(bars):
        middle = x + step * (at + 0.5)
        tall = room * bar.count / most
        if bar.count:
            page.fill_rect(middle - thick / 2, foot, thick, max(tall, 0.8), bar.colour)
            count = fit(fonts, format_number(bar.count), styles.CHART_COUNT, width)
            if count.width <= step * 1.15:
                page.text(count, middle - count.width / 2, foot + tall + 2.5)
        if (len(bars) - 1 - at) % every == 0:
            label = fit(fonts, bar.label, styles.CHART, width)
            page.text(label, middle - label.width / 2, foot - styles.CHART.size - 1.5)
    return _draw_note(page, fonts, x, top - height, width, note)


def draw_empty_chart(page: Page, fonts: FontBook, x: float, top: float, width: float, title: str, words: str) -> float:
    """A chart without anything to count says so; returns the lower edge."""
    page.text(fit(fonts, title, styles.CHART_TITLE, width), x, top - 10)
    page.text(fit(fonts, words, styles.NOTE, width), x, top - TITLE_HEIGHT - 8)
    return top - TITLE_HEIGHT - 16


def _draw_note(page: Page, fonts: FontBook, x: float, y: float, width: float, note: str) -> float:
    if not note:
        return y
    page.text(fit(fonts, note, styles.NOTE, width), x, y - 9)
    return y - styles.NOTE.leading - 2
