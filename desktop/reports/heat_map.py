"""The heat map of coverage on paper: a table with a number in each square and a tone behind it, which grey print keeps."""

from __future__ import annotations

from desktop.figures.coverage import Coverage, Heading
from desktop.figures.grouping import GROUPINGS
from desktop.i18n import _
from desktop.reports import styles
from desktop.reports.layout import Flow, Page
from desktop.reports.tagged_pdf import Element
from desktop.reports.text import Style, clean, fit, wrap
from desktop.values.numbers import format_number

_ROW, _BAR, _GAP = 12.0, 3.0, 0.6
_LABELS = 0.4
"""The part of the width that the names of rows take."""
_MOST_COLUMN = 46.0
_SMALL = Style(6.6, 8, colour=styles.INK)
_HEAD = Style(6.4, 7.6, bold=True, colour=styles.GREY)
_HEAD_LINES = 3
_STRONG = (0x08, 0x51, 0x9C)
_OF_COLUMN = "<</O/Table/Scope/Column>>"
_OF_ROW = "<</O/Table/Scope/Row>>"


def draw_heat_map(flow: Flow, coverage: Coverage) -> None:
    """Draw the rows that have something, with their head again on each page."""
    rows = [each for each in coverage.rows if each.count]
    if not rows:
        return
    drawing = _HeatMap(flow, coverage)
    flow.add_space(4)
    flow.ensure_height(drawing.head_height + 3 * _ROW)
    with flow.structure.element("Table") as table:
        drawing.draw_head()
    for row in rows:
        if flow.height_left < _ROW:
            flow.new_page()
            with flow.structure.artifact("Pagination"):
                drawing.draw_head(again=True)
        with flow.structure.inside(table), flow.structure.element("TR"):
            drawing.draw_row(row)
    flow.y -= 4


class _HeatMap:
    def __init__(self, flow: Flow, coverage: Coverage) -> None:
        self._flow = flow
        self._coverage = coverage
        sheet = flow.sheet
        room = sheet.text_width * (1 - _LABELS)
        self._column = min(room / (1 + len(coverage.columns)), _MOST_COLUMN)
        self._labels = sheet.text_width * _LABELS
        heads = [_("All"), *(each.label for each in coverage.columns)]
        self._heads = [wrap(flow.document.fonts, each, _HEAD, self._column - 2)[:_HEAD_LINES] for each in heads]

    @property
    def head_height(self) -> float:
        """The height of the names of the columns."""
        return max(map(len, self._heads)) * _HEAD.leading + 4

    def draw_head(self, *, again: bool = False) -> None:
        """The names of the columns; read once."""
        flow, structure = self._flow, self._flow.structure
        if not again:
            structure.open(Element("TR"))
            with structure.element("TH", attributes=_OF_COLUMN):
                words = fit(flow.document.fonts, _(GROUPINGS[self._coverage.rows_by].label), _HEAD, self._labels - 8)
                flow.page.text(words, flow.sheet.left + _BAR + 4, flow.y - self.head_height + 4)
        for at, lines in enumerate(self._heads):
            if not again:
                structure.open(Element("TH", attributes=_OF_COLUMN))
            y = flow.y - self.head_height + 4 + (len(lines) - 1) * _HEAD.leading
            for line in lines:
                flow.page.text(line, self._left(at) + (self._column - line.width) / 2, y)
                y -= _HEAD.leading
            if not again:
                structure.close()
        if not again:
            structure.close()
        flow.y -= self.head_height

    def draw_row(self, row: Heading) -> None:
        """A row: its name, the whole, and its squares."""
        flow, structure, fonts = self._flow, self._flow.structure, self._flow.document.fonts
        page, sheet, top = flow.page, flow.sheet, flow.y
        base = top - _ROW / 2 - _SMALL.size * 0.36
        if row.colour:
            page.fill_rect(sheet.left, top - _ROW + _GAP, _BAR, _ROW - 2 * _GAP, row.colour)
        with structure.element("TH", attributes=_OF_ROW):
            page.text(fit(fonts, clean(row.label), _SMALL, self._labels - _BAR - 8), sheet.left + _BAR + 4, base)
        self._draw_square(page, 0, top, row.count, "#FFFFFF", bold=True)
        for at, column in enumerate(self._coverage.columns, 1):
            count = self._coverage.count(row, column)
            self._draw_square(page, at, top, count, _tone(self._coverage.share(count)))
        flow.y -= _ROW

    def _draw_square(self, page: Page, at: int, top: float, count: int, ground: str, *, bold: bool = False) -> None:
        x = self._left(at)
        page.fill_rect(x + _GAP, top - _ROW + _GAP, self._column - 2 * _GAP, _ROW - 2 * _GAP, ground)
        with self._flow.structure.element("TD"):
            colour = styles.readable_on(ground) if count else styles.GREY
            style = Style(_SMALL.size, _SMALL.leading, bold=bold, colour=colour)
            line = fit(self._flow.document.fonts, format_number(count), style, self._column)
            page.text(line, x + (self._column - line.width) / 2, top - _ROW / 2 - style.size * 0.36)

    def _left(self, at: int) -> float:
        return self._flow.sheet.left + self._labels + at * self._column


def _tone(share: float) -> str:
    """One hue from white to its full strength: it differs by lightness."""
    if not share:
        return styles.PALE
    part = 0.16 + 0.84 * share
    return "#" + "".join(f"{round(255 - (255 - each) * part):02X}" for each in _STRONG)
