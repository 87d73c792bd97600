"""What the views of the forum page have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


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
