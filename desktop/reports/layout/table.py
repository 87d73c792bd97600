"""Tables that run on from page to page: a head on each of them, rows unbroken where they fit a page.

In the structure a table is one, its head is in it once, and a row that is broken is one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from desktop.reports import styles
from desktop.reports.layout.flow import Flow, height_of
from desktop.reports.tagged_pdf import Element, StructureTree
from desktop.reports.text import Line, Style, wrap

_PADDING = 4.0
_UPPER, _LOWER = 3.0, 4.0
_OF_COLUMN = "<</O/Table/Scope/Column>>"
_OF_ROW = "<</O/Table/Scope/Row>>"


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and its share of the width beside those of the others."""

    title: str
    share: float
    right: bool = False
    """Does it hold numbers, which end at the right?"""
    names_row: bool = False
    """Does it say what the row is of? Then its cells are read before the others."""


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
        self._more_style = _not_larger(styles.META, style)
        self._lowest = lowest
        self._ruled = ruled
        self._columns = columns
        whole = sum(column.share for column in columns)
        self._widths = [flow.sheet.text_width * column.share / whole for column in columns]
        fonts = flow.document.fonts
        self._head = [
            wrap(fonts, column.title, _not_larger(styles.LABEL, style), width - 2 * _PADDING)
            for column, width in zip(columns, self._widths, strict=True)
        ]
        self._element: Element | None = None
        """The table in the structure, once it has begun."""

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
        if self._element is None:
            self._flow.ensure_height(min(head + needed, self._flow.sheet.text_height))
            self._element = Element("Table")
            self._flow.structure.open(self._element)
            self._draw_head(again=False)
            self._flow.structure.close()
        elif needed > self._flow.height_left and needed + head <= self._flow.sheet.text_height:
            self._turn()
        structure = self._flow.structure
        with structure.inside(self._element), structure.element("TR"):
            owners = _Owners()
            for column, those in zip(self._columns, lines, strict=True):
                role, attributes = ("TH", _OF_ROW) if column.names_row else ("TD", "")
                owners.add_cell(structure, Element(role, attributes=attributes), those)
            self._draw(values, lines, needed, owners)

    def _lines(self, cell: Cell, width: float) -> list[Line]:
        style = self._style.bolder() if cell.bold else self._style
        room = width - 2 * _PADDING - (self._style.size + 3 if cell.box else 0)
        fonts, room = self._flow.document.fonts, max(room, 8)
        text, more = wrap(fonts, cell.text, style, room), wrap(fonts, cell.more, self._more_style, room)
        if text and more:
            more[0] = replace(more[0], begins=True)
        return [*text, *more]

    def _height(self, lines: Sequence[Sequence[Line]]) -> float:
        return max((height_of(each) for each in lines), default=0) + _UPPER + _LOWER

    def _head_height(self) -> float:
        return self._height(self._head) if any(self._head) else 0

    def _turn(self) -> None:
        self._flow.new_page()
        self._draw_head(again=True)

    def _draw_head(self, *, again: bool) -> None:
        """The head: read once, and on further pages only seen."""
        flow, height, structure = self._flow, self._head_height(), self._flow.structure
        if height:
            flow.page.fill_rect(flow.sheet.left, flow.y - height, flow.sheet.text_width, height, styles.PALE)
            empty = [Cell("")] * len(self._columns)
            if again:
                with structure.artifact("Pagination"):
                    self._put(empty, self._head, None)
            else:
                owners = _Owners()
                with structure.element("TR"):
                    for lines in self._head:
                        owners.add_cell(structure, Element("TH", attributes=_OF_COLUMN), lines)
                    self._put(empty, self._head, owners)
            flow.y -= height
        flow.page.horizontal_line(flow.sheet.left, flow.y, flow.sheet.text_width, styles.GREY, 0.6)

    def _draw(self, cells: Sequence[Cell], lines: list[list[Line]], needed: float, owners: _Owners) -> None:
        flow = self._flow
        while needed > flow.height_left:
            room = flow.height_left - _UPPER - _LOWER
            now = [_fitting(each, room) for each in lines]
            if not any(now):
                if flow.height_left >= flow.sheet.text_height - self._head_height() - 1:
                    break  # a single line higher than the page: cannot be with any style of ours
                self._turn()
                continue
            self._put(cells, now, owners)
            flow.y -= self._height(now)
            lines = [each[len(done) :] for each, done in zip(lines, now, strict=True)]
            cells = [Cell("")] * len(cells)
            needed = self._height(lines)
            self._turn()
        self._put(cells, lines, owners)
        flow.y -= needed
        flow.page.horizontal_line(flow.sheet.left, flow.y, flow.sheet.text_width, styles.FAINT, 0.5)
        if self._ruled:
            x = flow.sheet.left
            for width in self._widths[:-1]:
                x += width
                flow.page.vertical_line(x, flow.y, needed, styles.FAINT, 0.5)

    def _put(self, cells: Sequence[Cell], lines: Sequence[Sequence[Line]], owners: _Owners | None) -> None:
        """Lines of cells beside each other; they belong to `owners`, to what is open where there are none."""
        flow, x, structure = self._flow, self._flow.sheet.left, self._flow.structure
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
                with structure.inside(owners.of(line)) if owners else nullcontext():
                    if column.right or line.turned:
                        flow.page.text_right(line, x + width - _PADDING, base)
                    else:
                        flow.page.text(line, left, base)
                y -= line.style.leading
            x += width


class _Owners:
    """Which element each line of a row belongs to: its cell, or one of several paragraphs in it."""

    def __init__(self) -> None:
        self._by_line: dict[int, Element] = {}

    def add_cell(self, structure: StructureTree, cell: Element, lines: Sequence[Line]) -> None:
        """A cell more in the row that is open."""
        structure.open(cell)
        owner = cell
        several = any(line.begins for line in lines)
        for at, line in enumerate(lines):
            if several and (line.begins or at == 0):
                owner = Element("P")
                structure.add(cell, owner)
            self._by_line[id(line)] = owner
        structure.close()

    def of(self, line: Line) -> Element:
        """The element of a line."""
        return self._by_line[id(line)]


def _not_larger(style: Style, than: Style) -> Style:
    """A style of the table, as small as its cells."""
    return style if style.size <= than.size else replace(style, size=than.size, leading=than.leading)


def _fitting(lines: Sequence[Line], room: float) -> list[Line]:
    """The first lines of a cell that a height takes."""
    found: list[Line] = []
    for line in lines:
        room -= line.style.leading + (line.style.between if line.begins and found else 0)
        if room < 0:
            break
        found.append(line)
    return found
