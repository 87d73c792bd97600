"""Charts drawn with plain rectangles and text: bars that lie and columns that stand, each with its figure.

Each is a heading and a figure, which says in words what it shows to those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from desktop.i18n import _, pgettext
from desktop.reports import styles
from desktop.reports.layout import Document, Page
from desktop.reports.text import clean, fit, wrap
from desktop.values.numbers import format_number

TITLE_HEIGHT = 19.0
MAX_ROW_HEIGHT = 13.4
_LINE = 8.4
_MAX_LABEL_SHARE = 0.64
"""The part of the width that labels may take."""
_BADGE = 15.0
_COUNT_ROOM = 30.0
_ZERO = replace(styles.CHART_COUNT, bold=False, colour=styles.GREY)
_MAX_ZEROS_READ = 2
"""More bars of nothing than that are read as one."""
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

    def __init__(self, document: Document, title: str, bars: Sequence[Bar], width: float, note: str = "") -> None:
        fonts = document.fonts
        self._document = document
        self.title = title
        self.note = note
        self.width = width
        self.row = MAX_ROW_HEIGHT
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
        _draw_title(page, self._document, x, top, self.width, self.title)
        y = top - TITLE_HEIGHT
        height = sum(len(lines) * _LINE + 2.6 if len(lines) > 1 else self.row for _bar, lines in self._bars)
        with _figure(self._document, _bars_to_read(self._bars), (x, y - height, x + self.width, y)):
            self._draw_bars(page, x, y)
        return _draw_note(page, self._document, x, y - height, self.width, self.note)

    def _draw_bars(self, page: Page, x: float, y: float) -> None:
        fonts = self._document.fonts
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
                page.text(fit(fonts, format_number(0), _ZERO, _COUNT_ROOM), start, base)
            y -= height


def draw_column_chart(
    page: Page, document: Document, x: float, top: float, width: float, height: float, title: str, bars: Sequence[Bar],
    note: str = "",
) -> float:  # fmt: skip
    """Columns side by side within a height, title and labels included; returns the lower edge."""
    _draw_title(page, document, x, top, width, title)
    with _figure(document, bars, (x, top - height, x + width, top - TITLE_HEIGHT)):
        _draw_columns(page, document, x, top, width, height, bars)
    return _draw_note(page, document, x, top - height, width, note)


def _draw_columns(
    page: Page, document: Document, x: float, top: float, width: float, height: float, bars: Sequence[Bar]
) -> None:
    fonts = document.fonts
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


def draw_empty_chart(
    page: Page, document: Document, x: float, top: float, width: float, title: str, words: str
) -> float:
    """A chart without anything to count says so; returns the lower edge."""
    _draw_title(page, document, x, top, width, title)
    with document.structure.element("P"):
        page.text(fit(document.fonts, words, styles.NOTE, width), x, top - TITLE_HEIGHT - 8)
    return top - TITLE_HEIGHT - 16


def _draw_title(page: Page, document: Document, x: float, top: float, width: float, title: str) -> None:
    with document.structure.element("H3"):
        page.text(fit(document.fonts, title, styles.CHART_TITLE, width), x, top - 10)


def _bars_to_read(bars: Sequence[tuple[Bar, object]]) -> list[Bar]:
    """With the badge before the label; of many without anything, only that they are there."""
    named = [replace(bar, label=f"{bar.badge} {bar.label}".strip()) for bar, _lines in bars]
    counted = [bar for bar in named if bar.count]
    if not counted or len(named) - len(counted) <= _MAX_ZEROS_READ:
        return named
    return [*counted, Bar(_("the rest"), 0)]


def _figure(
    document: Document, bars: Sequence[Bar], box: tuple[float, float, float, float]
) -> AbstractContextManager[object]:
    """What is drawn inside is a figure that is read as these bars, within the box (left, bottom, right, top)."""
    said = [
        pgettext("field: value", "{field}: {value}").format(field=bar.label, value=format_number(bar.count))
        for bar in bars
    ]
    return document.structure.figure(clean("; ".join(said)), box)


def _draw_note(page: Page, document: Document, x: float, y: float, width: float, note: str) -> float:
    if not note:
        return y
    with document.structure.element("P"):
        page.text(fit(document.fonts, note, styles.NOTE, width), x, y - 9)
    return y - styles.NOTE.leading - 2
