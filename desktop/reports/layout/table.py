"""Tables that run on from page to page: a head on each of them, rows unbroken where they fit a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.reports import styles
from desktop.reports.layout.flow import Flow, height_of
from desktop.reports.text import Line, Style, wrap

_PADDING = 4.0
_UPPER, _LOWER = 3.0, 4.0


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and its share of the width beside those of the others."""

    title: str
    share: float
    right: bool = False
    """Does it hold numbers, which end at the right?"""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, where that is more than plain text."""

    text: str
    bold: bool = False
    more: str = ""
    """What stands below the text, smaller."""
    box: bool = False
    """An empty square to be ticked by hand, before the text."""


class Table:
    """Draws rows as they are given to it; `lowest` is the height that an empty row has, to write in by hand."""

    def __init__(
        self,
        flow: Flow,
        columns: Sequence[Column],
        *,
        style: Style = styles.ROW,
        lowest: float = 0,
        ruled: bool = False,
    ) -> None:
        self._flow = flow
        self._style = style
        self._lowest = lowest
        self._ruled = ruled
        self._columns = columns
        whole = sum(column.share for column in columns)
        self._widths = [flow.sheet.text_width * column.share / whole for column in columns]
        fonts = flow.document.fonts
        self._head = [
            wrap(fonts, column.title, styles.LABEL, width - 2 * _PADDING)
            for column, width in zip(columns, self._widths, strict=True)
        ]
        self._begun = False

    def height(self, *cells: str | Cell) -> float:
        """What the head and this row take: what a heading above the table should have below it."""
        values = [each if isinstance(each, Cell) else Cell(each) for each in cells]
        lines = [self._lines(cell, width) for cell, width in zip(values, self._widths, strict=True)]
        return self._head_height() + max(self._height(lines), self._lowest)

    def row(self, *cells: str | Cell) -> None:
        """One row more. It goes to the next page whole where it does not fit; one longer than a page is broken."""
        values = [each if isinstance(each, Cell) else Cell(each) for each in cells]
        lines = [self._lines(cell, width) for cell, width in zip(values, self._widths, strict=True)]
        needed = max(self._height(lines), self._lowest)
        head = self._head_height()
        if not self._begun:
            self._flow.ensure_height(min(head + needed, self._flow.sheet.text_height))
            self._draw_head()
        elif needed > self._flow.height_left and needed + head <= self._flow.sheet.text_height:
            self._turn()
        self._draw(values, lines, needed)

    def _lines(self, cell: Cell, width: float) -> list[Line]:
        style = self._style.bolder() if cell.bold else self._style
        room = width - 2 * _PADDING - (self._style.size + 3 if cell.box else 0)
        fonts, room = self._flow.document.fonts, max(room, 8)
        return [*wrap(fonts, cell.text, style, room), *wrap(fonts, cell.more, styles.META, room)]

    def _height(self, lines: Sequence[Sequence[Line]]) -> float:
        return max((height_of(each) for each in lines), default=0) + _UPPER + _LOWER

    def _head_height(self) -> float:
        return self._height(self._head) if any(self._head) else 0

    def _turn(self) -> None:
        self._flow.new_page()
        self._draw_head()

    def _draw_head(self) -> None:
        self._begun = True
        flow, height = self._flow, self._head_height()
        if height:
            flow.page.fill_rect(flow.sheet.left, flow.y - height, flow.sheet.text_width, height, styles.PALE)
            self._put([Cell("")] * len(self._columns), self._head)
            flow.y -= height
        flow.page.horizontal_line(flow.sheet.left, flow.y, flow.sheet.text_width, styles.GREY, 0.6)

    def _draw(self, cells: Sequence[Cell], lines: list[list[Line]], needed: float) -> None:
        flow = self._flow
        while needed > flow.height_left:
            room = flow.height_left - _UPPER - _LOWER
            now = [_fitting(each, room) for each in lines]
            if not any(now):
                if flow.height_left >= flow.sheet.text_height - self._head_height() - 1:
                    break  # a single line higher than the page: cannot be with any style of ours
                self._turn()
                continue
            self._put(cells, now)
            flow.y -= self._height(now)
            lines = [each[len(done) :] for each, done in zip(lines, now, strict=True)]
            cells = [Cell("")] * len(cells)
            needed = self._height(lines)
            self._turn()
        self._put(cells, lines)
        flow.y -= needed
        flow.page.horizontal_line(flow.sheet.left, flow.y, flow.sheet.text_width, styles.FAINT, 0.5)
        if self._ruled:
            x = flow.sheet.left
            for width in self._widths[:-1]:
                x += width
                flow.page.vertical_line(x, flow.y, needed, styles.FAINT, 0.5)

    def _put(self, cells: Sequence[Cell], lines: Sequence[Sequence[Line]]) -> None:
        flow, x = self._flow, self._flow.sheet.left
        for cell, column, width, those in zip(cells, self._columns, self._widths, lines, strict=True):
            y = flow.y - _UPPER
            left = x + _PADDING
            if cell.box:
                side = self._style.size
                flow.page.draw_rect(left, y - self._style.leading * 0.5 - side * 0.5, side, side, styles.GREY, 0.7)
                left += side + 3
            for line in those:
                y -= line.style.between if line.begins else 0
                base = y - line.style.leading * 0.5 - line.style.size * 0.36
                if column.right or line.turned:
                    flow.page.text_right(line, x + width - _PADDING, base)
                else:
                    flow.page.text(line, left, base)
                y -= line.style.leading
            x += width


def _fitting(lines: Sequence[Line], room: float) -> list[Line]:
    """The first lines of a cell that a height takes."""
    found: list[Line] = []
    for line in lines:
        room -= line.style.leading + (line.style.between if line.begins and found else 0)
        if room < 0:
            break
        found.append(line)
    return found
