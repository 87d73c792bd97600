"""The colour of a status, the same in the list and over the record."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from desktop.ui.widgets.shades import is_dark

_STATUSES = {
    "idea": ("#7a8691", "#94a1ad"),
    "planned": ("#2f6fb3", "#6fa8e0"),
    "under_way": ("#a76a00", "#e0a94a"),
    "completed": ("#2b7d4f", "#63bd8a"),
    "cancelled": ("#a8434b", "#df868c"),
}
"""In light and dark; another code gets the first."""


def status_colour(code: str, palette: QPalette) -> QColor:
    """The colour of a status in the scheme of this palette."""
    return QColor(_STATUSES.get(code, _STATUSES["idea"])[is_dark(palette)])
