"""Lines of charts and pictures: each has a colour, and a way of being broken for who does not see the colours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QPalette

from desktop.ui.style.colours import is_dark

_LIGHT = ("#0b6b8a", "#b45309", "#4d7c0f", "#7c3aed", "#be185d", "#475569")
_DARK = ("#67c5e3", "#fbbf24", "#a3e635", "#c4b5fd", "#f9a8d4", "#cbd5e1")
DASHES: tuple[Sequence[float], ...] = ((), (6, 3), (2, 3), (8, 3, 2, 3), (1, 2), (10, 4))


def line_colour(palette: QPalette, place: int) -> QColor:
    """The colour of a line by its place: at least 4.5:1 on the ground."""
    colours = _DARK if is_dark(palette) else _LIGHT
    return QColor(colours[place % len(colours)])
