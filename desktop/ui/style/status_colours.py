"""The colour of a status or a stage, the same in the list, over the record, and wherever else it is shown."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from desktop.ui.style.colours import is_dark

_STATUSES = {
    "idea": ("#7a8691", "#94a1ad"),
    "planned": ("#2f6fb3", "#6fa8e0"),
    "under_way": ("#a76a00", "#e0a94a"),
    "completed": ("#2b7d4f", "#63bd8a"),
    "cancelled": ("#a8434b", "#df868c"),
    "proposed": ("#5b6fb5", "#93a5e6"),
    "agreed": ("#2f6fb3", "#6fa8e0"),
    "preparing": ("#0f7d8c", "#57bccb"),
    "reporting": ("#7d55a8", "#b892e0"),
    "following_up": ("#4a7a2a", "#93c26d"),
    "closed": ("#2b7d4f", "#63bd8a"),
}
"""In light and dark; another code gets the first."""


def status_colour(code: str, palette: QPalette) -> QColor:
    """The colour of a status in the scheme of this palette."""
    return QColor(_STATUSES.get(code, _STATUSES["idea"])[is_dark(palette)])
