"""The title of a session, written where the session stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _


class TitleLine(QLineEdit):
    """Enter, or going elsewhere, writes it; Escape leaves it as it was."""

    written = Signal(str)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Title of the session"))
        self.setPlaceholderText(_("Title @place #kind"))
        self.hide()

    def begin(self, words: str) -> None:
        """Write over these words."""
        self.setText(words)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def give_up(self) -> None:
        """Leave it as it was."""
        if self.isVisible():
            self._end(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The two ways to end."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self._end(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed stays."""
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            words = self.text().strip()
            self.hide()
            self.written.emit(words)

    def _end(self, words: str | None) -> None:
        with_keyboard = self.hasFocus()
        self.blockSignals(True)
        self.hide()  # goes out of focus: not to be written twice
        self.blockSignals(False)
        if words is not None:
            self.written.emit(words)
        if with_keyboard:
            self.ended.emit()
