"""Figures as buttons in a row: each counts something, and the list below shows what the chosen one counts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


def figure_buttons(kinds: Iterable[str], parent: QWidget) -> tuple[dict[str, QPushButton], QHBoxLayout]:
    """A button for each kind, and the row in which they stand; who calls says what they show and do."""
    buttons: dict[str, QPushButton] = {}
    row = QHBoxLayout()
    row.setSpacing(8)
    for kind in kinds:
        button = buttons[kind] = QPushButton(parent)
        button.setObjectName("importFigure")
        button.setCheckable(True)
        button.setAutoDefault(False)
        row.addWidget(button, 1)
    return buttons, row
