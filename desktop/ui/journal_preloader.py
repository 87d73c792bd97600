"""The keyboard in a field of a record says that somebody is about to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

FORM = "recordEditor"
"""The name of the widget in which records are written: the widget itself is not loaded for the sake of looking."""


class JournalPreloader(QObject):
    """Tells the desk, as long as its parent lives."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._look)

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return  # not to write into, or only to be read
        above: QWidget | None = now
        while above is not None and above.objectName() != FORM:
            above = above.parentWidget()
        if above is not None:
            self._desk.expect_writing()
