"""Where a popup opens: below what it belongs to, or above it where the screen ends; never beside the screen."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def geometry_beside(place: QRect, width: int, height: int, widget: QWidget) -> QRect:
    """A rectangle of this size, or of what the screen has room for. `place` is in coordinates of the screen."""
    screen = QGuiApplication.screenAt(place.bottomLeft()) or widget.screen()
    room = screen.availableGeometry()
    width, height = min(width, room.width()), min(height, room.height())
    left, top = place.left(), place.bottom() + 1
    if top + height > room.bottom():
        top = place.top() - height
    left = max(room.left(), min(left, room.right() - width))
    return QRect(left, max(room.top(), min(top, room.bottom() - height)), width, height)


def place_of(widget: QWidget, part: QRect | None = None) -> QRect:
    """A widget, or a part of it, in coordinates of the screen."""
    part = widget.rect() if part is None else part
    return QRect(widget.mapToGlobal(part.topLeft()), part.size())
