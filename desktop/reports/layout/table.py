"""Tables that run on from page to page: a head on each of them, rows unbroken where they fit a page.

In the structure a table is one, its head is in it once, and a row that is broken is one row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from desktop.i18n import pgettext
from desktop.reports import styles
from desktop.reports.layout.flow import Flow, foreign_language, height_of, paragraphs_of
from desktop.reports.layout.room_to_write import box_words, room_words
from desktop.reports.tagged_pdf import Element, StructureTree
from desktop.reports.text import FontBook, Line, Style, fit, wrap

_PADDING = 4.0
_UPPER, _LOWER = 3.0, 4.0
_OF_COLUMN = "<</O/Table/Scope/Column>>"
_OF_ROW = "<</O/Table/Scope/Row>>"
_NOTHING = "–"
"""What stands in a cell without anything, so that it is heard as such."""
_CONTINUED = 14.0
"""Height of the line that says which table goes on, in points."""
_WORD_END = re.compile(r"\s+|(?<=[-–—/])")


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
    blank: bool = False
    """Room to write in by hand?"""


class Table:
    """Draws rows as they are given to it.

    `lowest` is the height that an empty row has; `ruled`: it is to be filled in by hand, with lines between the columns.
    `title`: what is said over its head on further pages.
    """

    def __init__(
        self,
        flow: Flow,
        columns: Sequence[Column],
        *,
        style: Style = styles.ROW,
        lowest: float = 0,
        ruled: bool = False,
        title: str = "",
    ) -> None:
        self._flow = flow
        self._style = style
        self._more_style = _not_larger(styles.META, style)
        self._lowest = lowest
        self._ruled = ruled
        self._title = title
        self._columns = columns
        fonts, head_style = flow.document.fonts, _not_larger(styles.LABEL, style)
        self._widths = _widths(fonts, columns, head_style, flow.sheet.text_width)
        self._head = [
            wrap(fonts, column.title, head_style, width - 2 * _PADDING)
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
        """One row more. It goes to the next page whole where it does not fit; one longer than a page is broken.

        An empty cell has a dash, unless the table is to be filled in.
        """
        values = [each if isinstance(each, Cell) else Cell(each) for each in cells]
        if not self._ruled:
            values = [each if each.text or each.more or each.box else Cell(_NOTHING) for each in values]
        lines = [self._lines(cell, width) for cell, width in zip(values, self._widths, strict=True)]
        needed = max(self._height(lines), self._lowest)
        structure = self._flow.structure
        with structure.inside(self._begin_row(needed)), structure.element("TR"):
            owners = _Owners(self._flow.document.metadata.language)
            for cell, column, those in zip(values, self._columns, lines, strict=True):
                role, attributes = ("TH", _OF_ROW) if column.names_row else ("TD", "")
                owners.add_cell(structure, Element(role, attributes=attributes), those, cell)
            self._draw(values, lines, needed, owners)

    def blank_rows(self, rows: Sequence[Sequence[str]], words: str) -> None:
        """Rows to write in; they are read as one cell that says `words`: "19 empty rows"."""
        if not rows:
            return
        structure, owners = self._flow.structure, _Owners(self._flow.document.metadata.language)
        across = f"<</O/Table/ColSpan {len(self._columns)}>>"
        whole = Element("TD", attributes=across, actual_text=words)
        for at, row in enumerate(rows):
            lines = [self._lines(Cell(each), width) for each, width in zip(row, self._widths, strict=True)]
            needed = max(self._height(lines), self._lowest)
            table = self._begin_row(needed)
            if not at:
                with structure.inside(table), structure.element("TR"):
                    structure.open(whole)
                    structure.close()
            owners.add_lines(whole, lines)
            self._draw([Cell("")] * len(row), lines, needed, owners)

    def _begin_row(self, needed: float) -> Element:
        """Go to where a row of that height is drawn; returns the table it is part of."""
        head = self._head_height()
        if self._element is None:
            self._flow.ensure_height(min(head + needed, self._flow.sheet.text_height))
            self._element = Element("Table")
            self._flow.structure.open(self._element)
            self._draw_head(again=False)
            self._flow.structure.close()
        elif needed > self._flow.height_left and needed + self._height_above <= self._flow.sheet.text_height:
            self._turn()
        return self._element

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

    @property
    def _height_above(self) -> float:
        """What stands over the first row of a further page."""
        return self._head_height() + (_CONTINUED if self._title else 0)

    def _turn(self) -> None:
        flow = self._flow
        flow.new_page()
        if self._title:
            words = pgettext("a table goes on", "{title} (continued)").format(title=self._title)
            line = fit(flow.document.fonts, words, styles.META, flow.sheet.text_width)
            with flow.structure.artifact("Pagination"):
                flow.page.text(line, flow.sheet.left, flow.y - styles.META.size - 1)
            flow.y -= _CONTINUED
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
                owners = _Owners(flow.document.metadata.language)
                with structure.element("TR"):
                    for lines in self._head:
                        owners.add_cell(structure, Element("TH", attributes=_OF_COLUMN), lines, empty[0])
                    self._put(empty, self._head, owners)
            flow.y -= height
        flow.page.horizontal_line(flow.sheet.left, flow.y, flow.sheet.text_width, styles.GREY, 0.6)

    def _draw(self, cells: Sequence[Cell], lines: list[list[Line]], needed: float, owners: _Owners) -> None:
        flow = self._flow
        while needed > flow.height_left:
            room = flow.height_left - _UPPER - _LOWER
            now = [_fitting(each, room) for each in lines]
            if not any(now):
                if flow.height_left >= flow.sheet.text_height - self._height_above - 1:
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
        x = flow.sheet.left
        for cell, width in zip(cells, self._widths, strict=True):
            if cell.blank:
                with flow.structure.inside(owners.room_in(cell)):
                    flow.page.horizontal_line(x, flow.y, width, styles.FAINT, 0.5)
            x += width
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
                with structure.inside(owners.room_in(cell)) if owners else nullcontext():
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

    def __init__(self, language: str) -> None:
        self._by_line: dict[int, Element] = {}
        self._rooms: dict[int, Element] = {}
        self._language = language

    def add_cell(self, structure: StructureTree, cell: Element, lines: Sequence[Line], value: Cell) -> None:
        """A cell more in the row that is open."""
        structure.open(cell)
        several = any(line.begins for line in lines)
        parts = paragraphs_of(lines) if several else [lines]
        if value.box or value.blank:
            words = box_words(beside_words=bool(lines)) if value.box else room_words()
            room = self._rooms[id(value)] = Element("Span", actual_text=words)
            structure.add(cell, room)
        for part in parts:
            owner = cell
            if several:
                owner = Element("P")
                structure.add(cell, owner)
            owner.language = foreign_language(part, self._language)
            self.add_lines(owner, [part])
        structure.close()

    def add_lines(self, owner: Element, cells: Sequence[Sequence[Line]]) -> None:
        """Lines that belong to an element."""
        for lines in cells:
            for line in lines:
                self._by_line[id(line)] = owner

    def room_in(self, cell: Cell) -> Element:
        """What stands for the room to tick or write in that a cell has."""
        return self._rooms[id(cell)]

    def of(self, line: Line) -> Element:
        """The element of a line."""
        return self._by_line[id(line)]


def _widths(fonts: FontBook, columns: Sequence[Column], style: Style, room: float) -> list[float]:
    """Widths by the columns' shares, but wide enough for each word of their headings where all of these have room."""
    whole = sum(column.share for column in columns)
    widths = [room * column.share / whole for column in columns]
    least = [
        max(
            (line.width for word in _WORD_END.split(column.title) for line in wrap(fonts, word, style, room)), default=0
        )
        + 2 * _PADDING
        + 0.1
        for column in columns
    ]
    lacking = sum(max(needed - width, 0) for needed, width in zip(least, widths, strict=True))
    spare = sum(max(width - needed, 0) for needed, width in zip(least, widths, strict=True))
    if not lacking or lacking > spare:
        return widths
    return [max(needed, width - max(width - needed, 0) * lacking / spare)
            for needed, width in zip(least, widths, strict=True)]  # fmt: skip


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
