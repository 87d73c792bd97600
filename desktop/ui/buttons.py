"""How the one button of a page or dialog looks that most people want."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

_SHEET = """
QPushButton {
    background: palette(highlight); color: palette(highlighted-text); border: 1px solid palette(highlight);
    border-radius: 5px; padding: 5px 16px; font-weight: 600;
}
QPushButton:hover { border-color: palette(text); }
QPushButton:focus { border: 2px solid palette(text); padding: 4px 15px; }
QPushButton:pressed { border-color: palette(window-text); padding-top: 6px; padding-bottom: 4px; }
QPushButton:disabled { background: palette(button); color: palette(placeholder-text); border-color: palette(button); }
"""


def primary(button: QPushButton) -> QPushButton:
    """Make a button the one that stands out; returns it."""
    button.setStyleSheet(_SHEET)
    button.setDefault(True)
    return button
