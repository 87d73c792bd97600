"""The way of the Tab key through a form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.editor.tab_order import put_in_order


def test_what_stands_in_a_window_of_its_own_is_not_on_the_way(qtbot: QtBot) -> None:
    """Qt says so in the log, which fails the test."""
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    first, second = QLineEdit(form), QLineEdit(form)
    column.addWidget(first)
    column.addWidget(second)
    popup = QWidget(second, Qt.WindowType.Popup)
    inside = QPushButton(popup)
    inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    popup.show()
    assert put_in_order([first, second]) == [first, second]
    assert inside.window() is popup
