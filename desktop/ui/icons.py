"""The window's own icons, drawn from lines on a field of 24: in the colours of the palette at the moment of painting."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

FIELD = 24
_THINNEST = 1.2
"""Pixels of a line in a small icon."""
ACCENT, SUN = QColor("#0b6b8a"), QColor("#e0912f")

# Each drawing is a row of strokes: M and L points, C curves, Q quadratic curves, Z closes; R x y w h r a rounded
# rectangle; O x y r a circle.
_FILLED = frozenset(("saved_search",))
_DRAWINGS = {
    "activities": "R 4 4.5 16 15 2.5 M 8 9 L 8.2 9 M 11 9 L 16.5 9 M 8 12 L 8.2 12 M 11 12 L 16.5 12 M 8 15 L 8.2 15"
    " M 11 15 L 14.5 15",
    "overview": "M 4.5 11.2 L 12 4.6 L 19.5 11.2 M 6.5 9.6 L 6.5 19.2 L 17.5 19.2 L 17.5 9.6 M 10 19.2 L 10 13.5 L 14 13.5"
    " L 14 19.2",
    "visits": "M 4 17.5 Q 8 19.5 12 17.5 Q 16 15.5 20 17.5 M 12 14 Q 7.5 9.5 7.5 7.6 Q 7.5 4 12 4 Q 16.5 4 16.5 7.6"
    " Q 16.5 9.5 12 14 M 12 7.5 L 12.2 7.5",
    "board": "R 4 5 4.6 14 1.2 R 9.9 5 4.6 9 1.2 R 15.8 5 4.6 11.5 1.2",
    "calendar": "R 4 5.5 16 14 2 M 4 9.8 L 20 9.8 M 8.5 3.5 L 8.5 7 M 15.5 3.5 L 15.5 7 M 8 13.2 L 8.2 13.2 M 12 13.2"
    " L 12.2 13.2 M 16 13.2 L 16.2 13.2 M 8 16.4 L 8.2 16.4 M 12 16.4 L 12.2 16.4",
    "timeline": "M 4 6.5 L 11 6.5 M 8 11.5 L 17 11.5 M 13 16.5 L 20 16.5",
    "network": "O 12 6 2.6 O 5.8 17.5 2.6 O 18.2 17.5 2.6 M 10.8 8.4 L 7.1 15.2 M 13.2 8.4 L 16.9 15.2 M 8.5 17.5 L 15.5 17.5",
    "relations": "O 5.2 12 2.2 O 18.4 5.6 2.2 O 18.4 18.4 2.2 O 13 12 1.6 M 7.4 12 L 11.4 12 M 14.2 10.8 L 16.8 7.4 M 14.2 13.2"
    " L 16.8 16.6",
    "learning": "M 12 5 L 21 9.5 L 12 14 L 3 9.5 Z M 6.8 11.6 L 6.8 16 Q 12 20 17.2 16 L 17.2 11.6 M 21 9.5 L 21 15",
    "forum": "M 4.5 5 L 15 5 Q 16.5 5 16.5 6.5 L 16.5 11.5 Q 16.5 13 15 13 L 9.5 13 L 6 16 L 6 13 L 4.5 13 Q 3 13 3 11.5"
    " L 3 6.5 Q 3 5 4.5 5 M 19 9 L 19.5 9 Q 21 9 21 10.5 L 21 15.5 Q 21 17 19.5 17 L 18.5 17 L 18.5 20 L 15 17 L 11.5 17",
    "topics": "M 5 6.5 L 19 6.5 M 5 12 L 15 12 M 5 17.5 L 11 17.5",
    "inbox": "M 4 13 L 8.5 13 L 10 16 L 14 16 L 15.5 13 L 20 13 L 20 19 L 4 19 Z M 4 13 L 7 5 L 17 5 L 20 13",
    "ballot": "R 4 12 16 8 1.5 M 8 12 L 8 4.5 L 16 4.5 L 16 12 M 10.2 8.2 L 11.5 9.5 L 14 6.8 M 9.5 15.8 L 14.5 15.8",
    "needs": "O 12 12 8.2 M 9.2 9.6 Q 9.4 7.2 12 7.2 Q 14.8 7.2 14.8 9.6 Q 14.8 11.4 12 12.6 L 12 13.6 M 12 16.4 L 12 16.6",
    "offers": "M 12 7 Q 9 3.4 7 5.2 Q 5.6 7.2 12 7.4 Q 18.4 7.2 17 5.2 Q 15 3.4 12 7 M 4.5 7.5 L 19.5 7.5 L 19.5 11"
    " L 4.5 11 Z M 6 11 L 6 19.5 L 18 19.5 L 18 11 M 12 7.5 L 12 19.5",
    "matching": "O 6 7 2.4 O 6 17 2.4 O 18 7 2.4 O 18 17 2.4 M 8.4 7.6 L 15.7 16.2 M 8.4 16.4 L 15.7 7.8",
    "bin": "M 5 7 L 19 7 M 9.5 7 L 9.5 4.5 L 14.5 4.5 L 14.5 7 M 6.8 7 L 7.6 18.2 Q 7.7 19.5 9 19.5 L 15 19.5"
    " Q 16.3 19.5 16.4 18.2 L 17.2 7 M 10.3 10.5 L 10.6 16 M 13.7 10.5 L 13.4 16",
    "import": "M 12 4 L 12 14 M 8 10.2 L 12 14.2 L 16 10.2 M 4.5 14.5 L 4.5 17.5 Q 4.5 19.5 6.5 19.5 L 17.5 19.5"
    " Q 19.5 19.5 19.5 17.5 L 19.5 14.5",
    "export": "M 12 14.2 L 12 4.2 M 8 8 L 12 4 L 16 8 M 4.5 14.5 L 4.5 17.5 Q 4.5 19.5 6.5 19.5 L 17.5 19.5"
    " Q 19.5 19.5 19.5 17.5 L 19.5 14.5",
    "report": "M 7 3.8 L 14.2 3.8 L 18.5 8.1 L 18.5 18.7 Q 18.5 20.2 17 20.2 L 7 20.2 Q 5.5 20.2 5.5 18.7 L 5.5 5.3"
    " Q 5.5 3.8 7 3.8 M 14 4 L 14 8.3 L 18.3 8.3 M 9 16.5 L 9 14.5 M 12 16.5 L 12 11.5 M 15 16.5 L 15 13",
    "exchange": "M 4.5 8.5 L 19 8.5 M 15.2 4.7 L 19.2 8.5 L 15.2 12.3 M 19.5 16 L 5 16 M 8.8 12.2 L 4.8 16 L 8.8 19.8",
    "undo": "M 8.5 5 L 4.5 9 L 8.5 13 M 4.8 9 L 14.5 9 Q 19.5 9 19.5 14 Q 19.5 18.5 14.5 18.5 L 9 18.5",
    "redo": "M 15.5 5 L 19.5 9 L 15.5 13 M 19.2 9 L 9.5 9 Q 4.5 9 4.5 14 Q 4.5 18.5 9.5 18.5 L 15 18.5",
    "new": "M 12 5 L 12 19 M 5 12 L 19 12",
    "open": "M 3.5 18.5 L 3.5 6 Q 3.5 4.8 4.7 4.8 L 9 4.8 L 11 7.2 L 18 7.2 Q 19.2 7.2 19.2 8.4 L 19.2 10.5 M 3.5 18.5"
    " L 6.2 11.6 Q 6.6 10.5 7.8 10.5 L 20.5 10.5 L 18 17.6 Q 17.6 18.8 16.4 18.8 L 3.6 18.8",
    "saved": "M 5 12.5 L 10 17.5 L 19.5 7",
    "saving": "M 12 5 Q 19 5 19 12 Q 19 19 12 19 Q 5 19 5 12 M 5 12 L 2.8 9.6 M 5 12 L 7.6 9.8",
    "warning": "M 12 4.5 L 20.5 19.2 L 3.5 19.2 Z M 12 10 L 12 14 M 12 16.5 L 12 16.7",
    "conflicts": "M 12 20.5 L 12 14 Q 12 10.5 6.2 5.6 M 12 14 Q 12 10.5 17.8 5.6 M 5.8 9.6 L 5.8 5.2 L 10.2 5.2"
    " M 18.2 9.6 L 18.2 5.2 L 13.8 5.2",
    "lock": "R 5.5 10.5 13 9.5 2 M 8.5 10.5 L 8.5 8 Q 8.5 4.3 12 4.3 Q 15.5 4.3 15.5 8 L 15.5 10.5",
    "person": "O 12 8.3 3.8 M 4.8 20 Q 5 14.6 12 14.6 Q 19 14.6 19.2 20",
    "file": "M 7 3.8 L 14.2 3.8 L 18.5 8.1 L 18.5 18.7 Q 18.5 20.2 17 20.2 L 7 20.2 Q 5.5 20.2 5.5 18.7 L 5.5 5.3"
    " Q 5.5 3.8 7 3.8 M 14 4 L 14 8.3 L 18.3 8.3",
    "backup": "O 12 12 8 M 12 7.5 L 12 12 L 15.2 14.2",
    "check": "M 12 3.8 L 19 6.2 L 19 11.5 Q 19 17.3 12 20.4 Q 5 17.3 5 11.5 L 5 6.2 Z M 8.7 11.8 L 11.2 14.3 L 15.5 9.6",
    "sample": "M 12 3.8 L 13.7 9.6 L 19.8 12 L 13.7 14.2 L 12 20.2 L 10.3 14.2 L 4.2 12 L 10.3 9.6 Z",
    "close": "M 6.5 6.5 L 17.5 17.5 M 17.5 6.5 L 6.5 17.5",
    "change": "M 5 19 L 5.7 15.4 L 15.6 5.5 Q 16.8 4.3 18 5.5 L 18.5 6 Q 19.7 7.2 18.5 8.4 L 8.6 18.3 Z M 14 7.1 L 16.9 10",
    "copy": "R 8.5 8.5 11 11 2 M 15.5 8.3 L 15.5 6.5 Q 15.5 4.5 13.5 4.5 L 6.5 4.5 Q 4.5 4.5 4.5 6.5 L 4.5 13.5 Q 4.5 15.5"
    " 6.5 15.5 L 8.3 15.5",
    "place": "M 12 20.5 Q 5.5 13.6 5.5 10 Q 5.5 3.8 12 3.8 Q 18.5 3.8 18.5 10 Q 18.5 13.6 12 20.5 O 12 10 2.4",
    "travel": "M 4 12 L 19.5 12 M 14.5 7 L 19.7 12 L 14.5 17 M 4 8.5 L 4 15.5",
    "meal": "M 7.5 3.8 L 7.5 20.2 M 4.8 3.8 L 4.8 8 Q 4.8 10.5 7.5 10.5 Q 10.2 10.5 10.2 8 L 10.2 3.8 M 16.5 20.2 L 16.5 3.8"
    " Q 13.5 6 13.5 10 L 13.5 13 L 16.5 13",
    "pause": "M 5 8.5 L 16.5 8.5 L 16.5 13 Q 16.5 18.5 11 18.5 L 10.5 18.5 Q 5 18.5 5 13 Z M 16.5 9.8 Q 20 9.8 20 12.2"
    " Q 20 14.5 16.2 14.5 M 8.5 3.8 L 8.5 5.6 M 12.5 3.8 L 12.5 5.6",
    "ceremony": "M 6 20.5 L 6 4 M 6 4.6 Q 10 2.8 12.5 5 Q 15 7.2 19 5 L 19 13 Q 15 15.2 12.5 13 Q 10 10.8 6 12.6",
    "free": "O 12 12 3.6 M 12 3.5 L 12 5.5 M 12 18.5 L 12 20.5 M 3.5 12 L 5.5 12 M 18.5 12 L 20.5 12 M 6 6 L 7.4 7.4"
    " M 16.6 16.6 L 18 18 M 18 6 L 16.6 7.4 M 7.4 16.6 L 6 18",
    "programme": "R 3.8 5 16.4 15 2 M 3.8 9.2 L 20.2 9.2 M 9.2 9.2 L 9.2 20 M 14.8 9.2 L 14.8 20"
    " M 8 3.4 L 8 6.4 M 16 3.4 L 16 6.4",
    "search": "O 10.5 10.5 5.8 M 14.8 14.8 L 19.8 19.8",
    "star": "M 12 2.7 L 14.56 9.08 L 21.41 9.54 L 16.14 13.94 L 17.82 20.6 L 12 16.95 L 6.18 20.6 L 7.86 13.94 L 2.59 9.54"
    " L 9.44 9.08 Z",
    "saved_search": "M 12 2.7 L 14.56 9.08 L 21.41 9.54 L 16.14 13.94 L 17.82 20.6 L 12 16.95 L 6.18 20.6 L 7.86 13.94"
    " L 2.59 9.54 L 9.44 9.08 Z",
    "back": "M 6 12 L 18 12 M 11.2 6.8 L 6 12 L 11.2 17.2",
    "go": "M 6 12 L 18 12 M 12.8 6.8 L 18 12 L 12.8 17.2",
    "unfolded": "M 6 9 L 12 15.3 L 18 9",
    "folded": "M 9 6 L 15.3 12 L 9 18",
    "info": "O 12 12 8.2 M 12 11.2 L 12 16.2 M 12 8 L 12 8.2",
}  # fmt: skip


@lru_cache(maxsize=64)
def _path(name: str) -> QPainterPath:
    path, words = QPainterPath(), _DRAWINGS[name].split()
    place = 0

    def numbers(count: int) -> list[float]:
        nonlocal place
        place += count
        return [float(word) for word in words[place - count : place]]

    while place < len(words):
        stroke = words[place]
        place += 1
        if stroke == "M":
            path.moveTo(*numbers(2))
        elif stroke == "L":
            path.lineTo(*numbers(2))
        elif stroke == "Q":
            path.quadTo(*numbers(4))
        elif stroke == "C":
            path.cubicTo(*numbers(6))
        elif stroke == "Z":
            path.closeSubpath()
        elif stroke == "R":
            x, y, width, height, radius = numbers(5)
            path.addRoundedRect(x, y, width, height, radius, radius)
        else:
            x, y, radius = numbers(3)
            path.addEllipse(QPointF(x, y), radius, radius)
    return path


IconColour = QPalette.ColorRole | Callable[[QPalette], QColor]
"""A role of the palette, or what makes a colour from the palette: `muted`, `private`."""


class _LineEngine(QIconEngine):
    """Paints a drawing when it is asked for, so that light, dark and any scale are right without another picture."""

    def __init__(self, name: str, colour: IconColour) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw within the rectangle."""
        palette, own = QApplication.palette(), self._colour
        if mode is QIcon.Mode.Selected:
            colour = palette.color(QPalette.ColorRole.HighlightedText)
        elif not isinstance(own, QPalette.ColorRole):
            colour = own(palette)
        else:
            group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
            colour = palette.color(group, own)
        draw(painter, self._name, QRectF(rect), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of the drawing."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return _LineEngine(self._name, self._colour)


def draw(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a rectangle."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / FIELD, side / FIELD)
    stroke = max(1.6, _THINNEST * FIELD / side)
    painter.setPen(QPen(colour, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour if name in _FILLED else Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(name))
    painter.restore()


def icon(name: str, colour: IconColour = QPalette.ColorRole.ButtonText) -> QIcon:
    """An icon in a colour of the palette of the moment."""
    return QIcon(_LineEngine(name, colour))


def swatch_icon(colour: QColor) -> QIcon:
    """A square of an official colour, the same in light and dark."""
    picture = QPixmap(48, 48)
    picture.setDevicePixelRatio(3)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2.5, 2.5)
    painter.end()
    return QIcon(picture)


class IconLabel(QLabel):
    """An icon that stands by itself; QLabel keeps a picture, so it is drawn again for another scheme."""

    def __init__(
        self, name: str, side: int, parent: QWidget, colour: IconColour = QPalette.ColorRole.WindowText
    ) -> None:
        super().__init__(parent)
        self._name, self._side, self._colour = name, side, colour
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_name"):
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(icon(self._name, self._colour).pixmap(self._side, self._side))


def draw_logo(painter: QPainter, rect: QRectF) -> None:
    """The mark: three places whose lines meet in one focus, on a round desk."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 64, side / 64)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ACCENT)
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 15, 15)
    white = QColor("#ffffff")
    focus = QPointF(32, 35)
    places = (QPointF(15, 19), QPointF(47.5, 16.5), QPointF(50, 46), QPointF(15.5, 49))
    painter.setPen(QPen(white, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for place in places:
        painter.drawLine(place, focus)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(white)
    for place in places:
        painter.drawEllipse(place, 4.2, 4.2)
    painter.setBrush(ACCENT)
    painter.drawEllipse(focus, 13, 13)
    painter.setBrush(SUN)
    painter.drawEllipse(focus, 9.5, 9.5)
    painter.restore()


def logo() -> QIcon:
    """The mark as the window's icon, in the sizes that systems ask for."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_logo(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
