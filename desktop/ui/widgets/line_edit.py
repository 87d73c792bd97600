"""A line of text that leaves Ctrl+Z to the desk when it has nothing of its own to take back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.dropped_files import files_in


class TypedLine(QLineEdit):
    """A QLineEdit that tells when the keyboard leaves it and keeps its cursor when another text is shown."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(3, 0, 3, 0)

    def show_text(self, text: str) -> None:
        """Show a text that came from elsewhere, the cursor as near as can be where it was."""
        if text == self.text():
            return
        place = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)

    def event(self, event: QEvent) -> bool:
        """Let the window's undo through when the line has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            nothing_back = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            nothing_again = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if nothing_back or nothing_again:
                event.ignore()
                return False
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words may be dropped here; a file is for whoever stands behind: the form, the window."""
        if files_in(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the stay ended; from now on the journal takes back what was typed, not the line."""
        super().focusOutEvent(event)
        if self.hasFocus() or event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if self.isUndoAvailable() or self.isRedoAvailable():
            place = self.cursorPosition()
            self.setText(self.text())
            self.setCursorPosition(place)
        self.left.emit()
