"""The search above a list inside of a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListSearch(QLineEdit):
    """Enter stays here: who looks for a line does not mean what the dialog's button does. Esc empties it first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, and Esc while there are words."""
        if event.key() in _ENTER:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
