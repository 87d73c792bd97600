"""What the views of the forum page have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def action_button(action: QAction, parent: QWidget) -> QPushButton:
    """A button that does what the action does, and is enabled with it."""
    button = QPushButton(action.icon(), action.text(), parent)
    button.setAutoDefault(False)
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button


def part_heading(words: str, parent: QWidget) -> QLabel:
    """The heading of a part of a view."""
    label = QLabel(words, parent)
    label.setObjectName("forumPart")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def quiet_text(parent: QWidget) -> QLabel:
    """A text that explains."""
    label = QLabel(parent)
    label.setObjectName("quiet")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
