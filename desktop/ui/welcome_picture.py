"""The drawing on the welcome page: cities of a network whose lines meet under a lens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.icons import ACCENT, SUN
from desktop.ui.style.colours import is_dark, mix

# Places on a field of 640 × 168, and which of them know each other.
_PLACES = (
    (40, 96), (96, 44), (118, 126), (176, 84), (224, 30), (236, 136), (404, 34), (410, 134), (466, 82), (522, 122),
    (540, 40), (600, 92),
)  # fmt: skip
_LINES = ((0, 1), (0, 2), (1, 3), (2, 3), (3, 5), (1, 4), (6, 8), (7, 8), (8, 10), (8, 9), (10, 11), (9, 11), (6, 10))
_SEEN = (3, 4, 5, 6, 7, 8)  # those whose lines meet under the lens
_HUES = ("#e5243b", "#4c9f38", "#26bde2", "#fcc30b", "#a21942", "#fd6925", "#0a97d9", "#56c02b", "#dd1367", "#3f7e44")
_LENS = QPointF(320, 82)


class WelcomePicture(QWidget):
    """Drawn, so that it is right in light and dark and at any scale. It says nothing that the words do not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(640, 168)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / 640, self.height() / 168)
        painter.translate((self.width() - 640 * scale) / 2, (self.height() - 168 * scale) / 2)
        painter.scale(scale, scale)
        ground = self.palette().color(QPalette.ColorRole.Window)
        dark = is_dark(self.palette())
        quiet = mix(ACCENT if not dark else QColor("#6cc3e0"), ground, 0.35)
        clear = ACCENT if not dark else QColor("#4aa9c9")
        places = [QPointF(x, y) for x, y in _PLACES]
        painter.setPen(QPen(quiet, 1.4))
        for first, second in _LINES:
            painter.drawLine(places[first], places[second])
        for number in _SEEN:
            line = QLinearGradient(places[number], _LENS)
            line.setColorAt(0, quiet)
            line.setColorAt(1, clear)
            painter.setPen(QPen(line, 2.2))
            painter.drawLine(places[number], _LENS)
        painter.setPen(QPen(ground, 2))
        for number, place in enumerate(places):
            hue = mix(QColor(_HUES[number % len(_HUES)]), ground, 0.85)
            painter.setBrush(hue)
            size = 8.5 if number in _SEEN else 6.5
            painter.drawEllipse(place, size, size)
        self._draw_lens(painter, clear, ground)
        painter.end()

    def _draw_lens(self, painter: QPainter, clear: QColor, ground: QColor) -> None:
        painter.setPen(QPen(clear, 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(352, 115), QPointF(378, 142))
        painter.setPen(QPen(clear, 5))
        painter.setBrush(mix(clear, ground, 0.12))
        painter.drawEllipse(_LENS, 46, 46)
        painter.setPen(QPen(clear, 2.2))
        for turn in (QPointF(-30, -8), QPointF(26, -22), QPointF(20, 26)):
            painter.drawLine(_LENS, _LENS + turn)
        painter.setPen(QPen(ground, 2))
        painter.setBrush(mix(clear, ground, 0.8))
        for turn in (QPointF(-30, -8), QPointF(26, -22), QPointF(20, 26)):
            painter.drawEllipse(_LENS + turn, 6.5, 6.5)
        painter.setBrush(SUN)
        painter.drawEllipse(_LENS, 13, 13)
        painter.setPen(QPen(QColor(255, 255, 255, 150), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(_LENS.x() - 37, _LENS.y() - 37, 74, 74), 110 * 16, 45 * 16)
