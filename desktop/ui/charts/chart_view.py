"""A chart in a window: sharp at every scale, words under the pointer, marks for the keyboard that open what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts import Chart, ChartKind, Drawing, Path, Rect, Rule, Words, lay_out
from desktop.charts.colours import series_colour, series_dashes
from desktop.charts.shapes import FAINT, QUIET, TEXT, Colour, Mark
from desktop.ui.style.colours import hairline, is_dark, mix, muted, words_on
from desktop.ui.tooltips import show_tip

_REACH = 4.0
"""Pixels around a mark that still point at it."""


@dataclass(frozen=True, slots=True)
class WindowLine:
    """A line of text in a font."""

    text: str
    font: QFont
    width: float


class WindowMeasure:
    """The letters of charts in a window."""

    def __init__(self, font: QFont) -> None:
        self._plain, self._bold = QFont(font), QFont(font)
        self._bold.setBold(True)
        self._metrics = {False: QFontMetricsF(self._plain), True: QFontMetricsF(self._bold)}
        self.leading: float = self._metrics[False].height()
        self.size: float = self._metrics[False].ascent()

    def wrap(self, text: str, width: float, *, bold: bool = False) -> Sequence[WindowLine]:
        """The lines of a text, broken between words."""
        lines: list[str] = []
        for word in text.split():
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self._metrics[bold].horizontalAdvance(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(word)
        return [self.fit(each, width, bold=bold) for each in lines]

    def fit(self, text: str, width: float, *, bold: bool = False) -> WindowLine:
        """One line of it."""
        metrics = self._metrics[bold]
        if metrics.horizontalAdvance(text) > width:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width, 1))
        return WindowLine(text, self._bold if bold else self._plain, metrics.horizontalAdvance(text))


class ChartView(QWidget):
    """`opened` with the query of a value. Arrows go from mark to mark, Enter opens."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.current = -1
        self._drawing = Drawing()
        self._room = (QSize(), "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Wide rather than high; bars take what they need."""
        return QSize(420 if self.chart is None or self.chart.kind is not ChartKind.FUNNEL else 280, self._height(200))

    def minimumSizeHint(self) -> QSize:
        """The least in which it can be read."""
        return QSize(200, self._height(max(4 * (self.fontMetrics().height() * 2 + 2), 130)))

    def _height(self, other: int) -> int:
        if self.chart is None or self.chart.kind is not ChartKind.BARS:
            return other
        return int(lay_out(self.chart, max(self.width(), 300), 0, WindowMeasure(self.font())).height) + 4

    def show_chart(self, chart: Chart) -> None:
        """Show another one."""
        self.chart, self.current = chart, -1
        self._room = (QSize(), "")
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alternative())
        self.updateGeometry()
        self.update()

    def drawing(self) -> Drawing:
        """The shapes at this size."""
        room = (self.size(), self.font().toString())
        if room != self._room and self.chart is not None:
            self._drawing = lay_out(self.chart, self.width() - 4, self.height() - 4, WindowMeasure(self.font()))
            self._room = room
        return self._drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shapes, then a frame around the mark on which the keyboard stands."""
        if self.chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.chart.has_data:
            painter.setPen(muted(self.palette()))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), flags, self.chart.empty)
            painter.end()
            return
        painter.translate(2, 2)
        drawing = self.drawing()
        for shape in drawing.shapes:
            self._draw(painter, shape)
        if self.hasFocus() and 0 <= self.current < len(drawing.marks):
            _mark, left, top, right, bottom = drawing.marks[self.current]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 2))
            painter.drawRect(QRectF(left - 1, top - 1, right - left + 2, bottom - top + 2))
        painter.end()

    def _draw(self, painter: QPainter, shape: Rect | Rule | Path | Words) -> None:
        match shape:
            case Rect():
                base = self.palette().color(QPalette.ColorRole.Base)
                colour = mix(self._colour(shape.colour), base, shape.strength)
                painter.setPen(QPen(colour, 1.4) if shape.hollow else Qt.PenStyle.NoPen)
                painter.setBrush(Qt.BrushStyle.NoBrush if shape.hollow else colour)
                painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
            case Rule():
                painter.setPen(QPen(self._colour(shape.colour), 1))
                painter.drawLine(QPointF(shape.x, shape.y), QPointF(shape.x + shape.width, shape.y))
            case Path():
                colour = self._colour(shape.series)
                pen = QPen(colour, 2)
                if dashes := series_dashes(shape.series):
                    pen.setDashPattern(list(dashes))
                painter.setPen(pen)
                painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(*shape.points[-1]), 3, 3)
            case Words():
                line = shape.line
                assert isinstance(line, WindowLine)
                painter.setPen(words_on(QColor(shape.on)) if shape.on else self._colour(shape.colour))
                painter.setFont(line.font)
                painter.drawText(QPointF(shape.x, shape.y), line.text)

    def _colour(self, colour: Colour) -> QColor:
        palette = self.palette()
        if isinstance(colour, int):
            return QColor(series_colour(colour, dark=is_dark(palette)))
        named = {"": palette.highlight().color(), TEXT: palette.text().color()}
        if colour == QUIET:
            return muted(palette)
        return hairline(palette) if colour == FAINT else named[colour] if colour in named else QColor(colour)

    # The person ------------------------------------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int:
        """The place of the mark under a point; -1 for none."""
        found, nearest = -1, float("inf")
        for at, (_mark, left, top, right, bottom) in enumerate(self.drawing().marks):
            box = QRectF(left + 2 - _REACH, top + 2 - _REACH, right - left + 2 * _REACH, bottom - top + 2 * _REACH)
            distance = (box.center() - point).manhattanLength()
            if box.contains(point) and distance < nearest:
                found, nearest = at, distance
        return found

    def words(self, at: int) -> str:
        """A mark in words."""
        (series, place), *_box = self.drawing().marks[at]
        return self.chart.value_words(series, place) if self.chart is not None else ""

    def _query(self, mark: Mark) -> str:
        return self.chart.series[mark[0]].values[mark[1]].query if self.chart is not None else ""

    def _open(self, at: int) -> None:
        if 0 <= at < len(self.drawing().marks) and (query := self._query(self.drawing().marks[at][0])):
            self.opened.emit(query)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        at = self.mark_at(event.position())
        opens = at >= 0 and bool(self._query(self.drawing().marks[at][0]))
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a mark."""
        self._open(self.mark_at(event.position()))

    def event(self, event: object) -> bool:
        """What is under the pointer, in words."""
        if isinstance(event, QHelpEvent):
            at = self.mark_at(QPointF(event.pos()))
            show_tip(event, self.words(at) if at >= 0 else "", self)
            return True
        return super().event(event)  # pyright: ignore[reportArgumentType] - any event

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From mark to mark; Enter opens."""
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        count = len(self.drawing().marks)
        if event.key() in ways and count:
            self._choose((self.current + ways[Qt.Key(event.key())]) % count)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self._open(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on a mark."""
        super().focusInEvent(event)
        if self.current < 0 and self.drawing().marks:
            self._choose(0)

    def _choose(self, at: int) -> None:
        self.current = at
        self.setAccessibleDescription(self.words(at))
        self.update()
