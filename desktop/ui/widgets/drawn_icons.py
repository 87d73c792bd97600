"""Small icons drawn from lines, in the colour of the words around them: no file to load, right in light and dark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap

_SIDE = 16


def _canvas(colour: QColor) -> tuple[QPixmap, QPainter]:
    picture = QPixmap(_SIDE * 3, _SIDE * 3)
    picture.setDevicePixelRatio(3)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    return picture, painter


def calendar_icon(palette: QPalette) -> QIcon:
    """A sheet of a calendar."""
    picture, painter = _canvas(palette.color(QPalette.ColorRole.ButtonText))
    painter.drawRoundedRect(QRectF(2.5, 3.5, 11, 10), 1.5, 1.5)
    painter.drawLine(QPointF(2.5, 6.8), QPointF(13.5, 6.8))
    painter.drawLine(QPointF(5.5, 2), QPointF(5.5, 4.6))
    painter.drawLine(QPointF(10.5, 2), QPointF(10.5, 4.6))
    painter.end()
    return QIcon(picture)


def cross_icon(colour: QColor) -> QIcon:
    """Take it away."""
    picture, painter = _canvas(colour)
    painter.drawLine(QPointF(5, 5), QPointF(11, 11))
    painter.drawLine(QPointF(11, 5), QPointF(5, 11))
    painter.end()
    return QIcon(picture)


def plus_icon(palette: QPalette) -> QIcon:
    """Add one."""
    picture, painter = _canvas(palette.color(QPalette.ColorRole.ButtonText))
    painter.drawLine(QPointF(8, 4), QPointF(8, 12))
    painter.drawLine(QPointF(4, 8), QPointF(12, 8))
    painter.end()
    return QIcon(picture)


def lock_icon(colour: QColor) -> QIcon:
    """Stays on this desk."""
    picture, painter = _canvas(colour)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(3.5, 7.5, 9, 6.5), 1.2, 1.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    bow = QPainterPath(QPointF(5.5, 7.5))
    bow.lineTo(5.5, 5.2)
    bow.arcTo(QRectF(5.5, 2.4, 5, 5.4), 180, -180)
    bow.lineTo(10.5, 7.5)
    painter.drawPath(bow)
    painter.end()
    return QIcon(picture)


def fold_icon(colour: QColor, *, is_open: bool) -> QIcon:
    """A section's arrow."""
    picture, painter = _canvas(colour)
    if is_open:
        painter.drawPolyline([QPointF(4, 6), QPointF(8, 10.2), QPointF(12, 6)])
    else:
        painter.drawPolyline([QPointF(6, 4), QPointF(10.2, 8), QPointF(6, 12)])
    painter.end()
    return QIcon(picture)


def swatch_icon(colour: QColor) -> QIcon:
    """A square of an official colour."""
    picture, painter = _canvas(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2.5, 2.5)
    painter.end()
    return QIcon(picture)


def back_icon(palette: QPalette) -> QIcon:
    """Go back."""
    picture, painter = _canvas(palette.color(QPalette.ColorRole.Link))
    painter.drawLine(QPointF(4, 8), QPointF(12, 8))
    painter.drawPolyline([QPointF(7.5, 4.5), QPointF(4, 8), QPointF(7.5, 11.5)])
    painter.end()
    return QIcon(picture)


def copy_icon(palette: QPalette) -> QIcon:
    """Two sheets."""
    picture, painter = _canvas(palette.color(QPalette.ColorRole.ButtonText))
    painter.drawRoundedRect(QRectF(6, 6, 7.5, 7.5), 1.2, 1.2)
    painter.drawPolyline([QPointF(3.6, 10), QPointF(2.5, 9), QPointF(2.5, 2.5), QPointF(9, 2.5), QPointF(10, 3.6)])
    painter.end()
    return QIcon(picture)


def open_icon(palette: QPalette) -> QIcon:
    """Go there."""
    picture, painter = _canvas(palette.color(QPalette.ColorRole.ButtonText))
    painter.drawLine(QPointF(4, 8), QPointF(12, 8))
    painter.drawPolyline([QPointF(8.5, 4.5), QPointF(12, 8), QPointF(8.5, 11.5)])
    painter.end()
    return QIcon(picture)
