"""A course run as pictures: the funnel of its learners, and curves over weeks. The table beside them says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.learning.comparing import curve_words, field_words, number_and_share, steps_of_axis
from desktop.learning.count_rows import cell_text
from desktop.learning.suppression import Cell
from desktop.ui.style.colours import hairline, mix, muted
from desktop.ui.style.line_colours import DASHES, line_colour
from desktop.values.numbers import format_number


@dataclass(frozen=True)
class Curve:
    """A line over weeks: (week from 1, number)."""

    label: str
    points: Sequence[tuple[int, int]]


class FunnelChart(QWidget):
    """From who enrolled to who was certified: each bar is as wide as the number beside the widest one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[tuple[str, Cell | None]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Funnel"))

    def sizeHint(self) -> QSize:
        """Room for four bars with their words."""
        return QSize(280, 200)

    def minimumSizeHint(self) -> QSize:
        """The least in which the words can be read."""
        return QSize(200, 4 * (self.fontMetrics().height() * 2 + 2))

    def show_bars(self, bars: Sequence[tuple[str, Cell | None]]) -> None:
        """Show these stages, the widest first."""
        self._bars = list(bars)
        self.setAccessibleDescription("; ".join(field_words(label, self._said(cell)) for label, cell in bars))
        self.update()

    def _said(self, cell: Cell | None) -> str:
        if not self._bars or cell is None or cell is self._bars[0][1]:
            return cell_text(cell) or _("not known")
        return number_and_share(cell, self._bars[0][1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars in the middle, each below the one before it."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((cell for _label, cell in self._bars if isinstance(cell, int)), default=0) or 1
        height = self.height() / len(self._bars)
        line = self.fontMetrics().height()
        accent, ground = self.palette().highlight().color(), self.palette().base().color()
        for place, (label, cell) in enumerate(self._bars):
            top = place * height
            painter.setPen(self.palette().text().color())
            painter.drawText(
                QRectF(0, top, self.width(), line), Qt.AlignmentFlag.AlignHCenter, field_words(label, self._said(cell))
            )
            width = self.width() * (cell / most if isinstance(cell, int) else 0)
            if width:
                thick = max(6.0, min(height - line - 8, 26))
                bar = QRectF((self.width() - width) / 2, top + line + 2, max(width, 2), thick)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(mix(accent, ground, 0.85 - 0.15 * place))
                painter.drawRoundedRect(bar, 3, 3)
        painter.end()


class WeekCurves(QWidget):
    """Lines over the weeks of a run, each with its name at its end."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: list[Curve] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Wide rather than high."""
        return QSize(420, 200)

    def minimumSizeHint(self) -> QSize:
        """The least in which the weeks can be read."""
        return QSize(260, 130)

    def show_curves(self, curves: Sequence[Curve]) -> None:
        """Show these; those without points are left out."""
        self._curves = [each for each in curves if each.points]
        said = "; ".join(curve_words(each.label, each.points) for each in self._curves)
        self.setAccessibleDescription(said or _("No list was counted yet."))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes with few marks, then the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        quiet = muted(self.palette())
        if not self._curves:
            painter.setPen(quiet)
            painter.drawText(
                QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                _("Curves appear once a list is counted."),
            )  # fmt: skip
            return
        most = max(number for each in self._curves for _week, number in each.points)
        last = max(week for each in self._curves for week, _number in each.points)
        marks = steps_of_axis(most)
        left = max(metrics.horizontalAdvance(format_number(mark)) for mark in marks) + 10
        names = max(metrics.horizontalAdvance(each.label) for each in self._curves)
        right = min(names, self.width() * 0.34) + 12
        top, foot = metrics.height() / 2 + 2, metrics.height() * 2 + 6
        area = QRectF(left, top, max(self.width() - left - right, 20), max(self.height() - top - foot, 20))

        def at(week: float, number: float) -> QPointF:
            across = (week - 1) / max(last - 1, 1)
            return QPointF(area.left() + area.width() * across, area.bottom() - area.height() * number / marks[-1])

        for mark in marks:
            y = at(1, mark).y()
            painter.setPen(hairline(self.palette()))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            painter.drawText(
                QRectF(0, y - metrics.height() / 2, left - 6, metrics.height()),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, format_number(mark),
            )  # fmt: skip
        for week in steps_of_axis(last - 1, 6):
            if week + 1 <= last:
                middle = at(week + 1, 0)
                painter.drawText(
                    QRectF(middle.x() - 30, middle.y() + 3, 60, metrics.height()), Qt.AlignmentFlag.AlignHCenter,
                    format_number(week + 1),
                )  # fmt: skip
        painter.drawText(
            QRectF(area.left(), area.bottom() + metrics.height() + 3, area.width(), metrics.height()),
            Qt.AlignmentFlag.AlignHCenter, _("Week of the run"),
        )  # fmt: skip
        self._draw_lines(painter, area, metrics, [[at(*point) for point in each.points] for each in self._curves])
        painter.end()

    def _draw_lines(
        self, painter: QPainter, area: QRectF, metrics: QFontMetricsF, lines: Sequence[Sequence[QPointF]]
    ) -> None:
        free = area.bottom() + metrics.height()
        order = sorted(range(len(lines)), key=lambda place: -lines[place][-1].y())
        for place in order:  # the lowest first: names that would meet are moved up
            colour, points = line_colour(self.palette(), place), lines[place]
            pen = QPen(colour, 2)
            if dashes := DASHES[place % len(DASHES)]:
                pen.setDashPattern(list(dashes))
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(list(points)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(points[-1], 3, 3)
            free = min(points[-1].y() + metrics.height() / 2, free)
            box = QRectF(area.right() + 8, free - metrics.height(), self.width() - area.right() - 8, metrics.height())
            free -= metrics.height()
            painter.setPen(colour)
            words = metrics.elidedText(self._curves[place].label, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
