"""Buttons of pages and dialogs: the one that stands out, and those that do what an action of the menu does."""

from __future__ import annotations

from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui.style.palette_changes import set_following_sheet

Role = QPalette.ColorRole


def _sheet(palette: QPalette) -> str:
    # Written out: `palette(highlight)` in a sheet keeps the colours of the scheme in which it was first read.
    ground, words = palette.color(Role.Highlight).name(), palette.color(Role.HighlightedText).name()
    text, quiet = palette.color(Role.Text).name(), palette.color(Role.Button).name()
    return f"""
    QPushButton {{ background: {ground}; color: {words}; border: 1px solid {ground}; border-radius: 5px;
        padding: 5px 16px; font-weight: 600; }}
    QPushButton:hover {{ border-color: {text}; }}
    QPushButton:focus {{ border: 2px solid {text}; padding: 4px 15px; }}
    QPushButton:pressed {{ border-color: {text}; padding-top: 6px; padding-bottom: 4px; }}
    QPushButton:disabled {{ background: {quiet}; color: {palette.color(Role.PlaceholderText).name()};
        border-color: {quiet}; }}
    """


def primary(button: QPushButton) -> QPushButton:
    """Make a button the one that stands out; returns it."""
    set_following_sheet(button, _sheet)
    button.setDefault(True)
    return button


def action_button(action: QAction, parent: QWidget) -> QPushButton:
    """A button that does what the action does, and is enabled with it."""
    button = QPushButton(action.icon(), action.text(), parent)
    button.setAutoDefault(False)
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
