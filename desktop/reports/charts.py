"""Charts on paper: a heading and a figure, which says in words what it shows to those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from desktop.charts import Chart, ChartKind, Drawing, Path, Rect, Rule, Words, lay_out
from desktop.charts.colours import series_colour, series_dashes
from desktop.charts.layout import label_room, row_height
from desktop.charts.shapes import FAINT, QUIET, TEXT, Colour
from desktop.reports import styles
from desktop.reports.layout import Document, Flow, Page
from desktop.reports.text import Line, Style, clean, fit, wrap

TITLE_HEIGHT = 19.0
MAX_ROW_HEIGHT = 13.4
_HEIGHTS = {ChartKind.COLUMNS: 92.0, ChartKind.LINES: 150.0, ChartKind.FUNNEL: 108.0}
_COLOURS = {"": styles.ACCENT, TEXT: styles.INK, QUIET: styles.GREY, FAINT: styles.FAINT}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a chart, and how wide it is."""

    line: Line
    width: float


@dataclass(frozen=True)
class PaperMeasure:
    """The letters of charts on paper."""

    document: Document
    leading: float = styles.CHART.leading
    size: float = styles.CHART.size

    def wrap(self, text: str, width: float, *, bold: bool = False) -> Sequence[PaperLine]:
        """The lines of a text."""
        lines = wrap(self.document.fonts, text, _style(bold=bold), max(width, 8))
        return [PaperLine(each, each.width) for each in lines]

    def fit(self, text: str, width: float, *, bold: bool = False) -> PaperLine:
        """One line of it."""
        line = fit(self.document.fonts, text, _style(bold=bold), width)
        return PaperLine(line, line.width)


class PaperChart:
    """A chart with its title and note in a width. `row`, the height of a bar, is set before drawing."""

    def __init__(self, document: Document, chart: Chart, width: float, height: float = 0) -> None:
        self._document = document
        self._measure = PaperMeasure(document)
        self.chart = chart
        self.width = width
        self.row = MAX_ROW_HEIGHT
        self._height = height or _HEIGHTS.get(chart.kind, 0)
        labels = label_room(chart, width, self._measure)[1] if chart.kind is ChartKind.BARS else 0
        values = [each for one in chart.series for each in one.values] if chart.kind is ChartKind.BARS else []
        self._lines = [len(self._measure.wrap(each.label, labels)) for each in values]

    @property
    def rows(self) -> int:
        """Bars of which the height is `row`."""
        return sum(lines <= 1 for lines in self._lines) if self.chart.has_data else 0

    @property
    def fixed(self) -> float:
        """The height of all else: title, note, bars with several lines, or the chart where it has no bars."""
        note = styles.NOTE.leading + 2 if self.chart.note else 0
        if not self.chart.has_data:
            return TITLE_HEIGHT + styles.NOTE.leading + note
        tall = sum(row_height(lines, self._measure, self.row) for lines in self._lines if lines > 1)
        return TITLE_HEIGHT + tall + self._height + note

    @property
    def height(self) -> float:
        """All of it."""
        return self.fixed + self.rows * self.row

    def draw(self, page: Page, x: float, top: float) -> float:
        """Draw it; returns the lower edge."""
        document, chart = self._document, self.chart
        with document.structure.element("H3"):
            page.text(fit(document.fonts, chart.title, styles.CHART_TITLE, self.width), x, top - 10)
        y = top - TITLE_HEIGHT
        if not chart.has_data:
            return self._say(page, x, y, chart.empty) + 2
        drawing = lay_out(chart, self.width, self._height, self._measure, row=self.row)
        with document.structure.figure(clean(chart.alternative()), (x, y - drawing.height, x + self.width, y)):
            draw_shapes(page, drawing, x, y)
        y -= drawing.height
        return self._say(page, x, y, chart.note) - 2 if chart.note else y

    def _say(self, page: Page, x: float, y: float, words: str) -> float:
        if words:
            with self._document.structure.element("P"):
                page.text(fit(self._document.fonts, words, styles.NOTE, self.width), x, y - 9)
        return y - styles.NOTE.leading


def draw_chart(flow: Flow, chart: Chart, height: float = 0) -> None:
    """Draw a chart over the whole width where the text goes on; a chart that is not whole on the page goes to the next."""
    drawn = PaperChart(flow.document, chart, flow.sheet.text_width, height)
    flow.add_space(8)
    flow.ensure_height(drawn.height)
    flow.y = drawn.draw(flow.page, flow.sheet.left, flow.y) - 6


def draw_shapes(page: Page, drawing: Drawing, x: float, top: float) -> None:
    """Draw shapes with their upper left corner there."""
    for shape in drawing.shapes:
        match shape:
            case Rect():
                colour = _weaker(_paper_colour(shape.colour), shape.strength)
                draw = page.draw_rect if shape.hollow else page.fill_rect
                draw(x + shape.x, top - shape.y - shape.height, shape.width, shape.height, colour)
            case Rule():
                page.horizontal_line(x + shape.x, top - shape.y, shape.width, _paper_colour(shape.colour), 0.6)
            case Path():
                points = [(x + across, top - down) for across, down in shape.points]
                colour = series_colour(shape.series)
                page.polyline(points, colour, dashes=series_dashes(shape.series))
                page.fill_rect(points[-1][0] - 1.8, points[-1][1] - 1.8, 3.6, 3.6, colour)
            case Words():
                colour = styles.readable_on(shape.on) if shape.on else _paper_colour(shape.colour)
                line = cast("PaperLine", shape.line).line
                page.text(replace(line, style=replace(line.style, colour=colour)), x + shape.x, top - shape.y)


def _style(*, bold: bool) -> Style:
    return styles.CHART_COUNT if bold else styles.CHART


def _paper_colour(colour: Colour) -> str:
    return series_colour(colour) if isinstance(colour, int) else _COLOURS.get(colour, colour)


def _weaker(colour: str, strength: float) -> str:
    """A colour with so much of it on white paper."""
    if strength >= 1:
        return colour
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02X}" for part in parts)
