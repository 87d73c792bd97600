"""Lines of charts and pictures: each has a colour, and a way of being broken for who does not see the colours."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from desktop.charts.colours import DASHES, series_colour
from desktop.ui.style.colours import is_dark


def line_colour(palette: QPalette, place: int) -> QColor:
    """The colour of a line by its place: at least 4.5:1 on the ground."""
    return QColor(series_colour(place, dark=is_dark(palette)))


__all__ = ["DASHES", "line_colour"]
