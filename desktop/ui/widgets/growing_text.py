"""Paragraphs in a field that grows with its text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.dropped_files import files_in
from desktop.ui.widgets.field_widget import FieldWidget, text_of
from desktop.workspace import Field, Value


class GrowingText(QPlainTextEdit):
    """A plain text as tall as its words, between `least` and `most` lines; Tab goes on to the next field."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, least: int = 2, most: int = 16) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show a text that came from elsewhere, the cursor as near as can be where it was."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(self.document().characterCount() - 1, 0)))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Let the window's undo through when the text has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            nothing_back = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            nothing_again = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if nothing_back or nothing_again:
                event.ignore()
                return False
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words may be dropped here; a file is for whoever stands behind: the form, the window."""
        return not files_in(source) and super().canInsertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the stay ended; from now on the journal takes back what was typed, not the text."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.document().clearUndoRedoStacks()
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere: another height."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As tall as it was fitted."""
        return QSize(200, self.height())

    def _fit(self) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        around = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 2
        margins = self.contentsMargins()
        around += max(0, margins.top() + margins.bottom() - 2 * self.frameWidth())
        height = lines * self.fontMetrics().lineSpacing() + around
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)


class TextField(FieldWidget):
    """Paragraphs, saved as they are typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.name = field.name
        self._showing = False
        self._text = GrowingText(self)
        self._text.setAccessibleName(self.accessibleName())
        self._text.setAccessibleDescription(self.accessibleDescription())
        self._text.textChanged.connect(self._emit_change)
        self._text.left.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self.setFocusProxy(self._text)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the text, unless that very text is being typed with a space or a line break after it."""
        text = text_of(values.get(self.name))
        if text == self._text.toPlainText().rstrip() and self._text.hasFocus():
            return
        self._showing = True
        try:
            self._text.show_text(text)
        finally:
            self._showing = False

    def forget(self) -> None:
        """Another record comes."""
        self._showing = True
        try:
            self._text.setPlainText("")
        finally:
            self._showing = False

    def set_read_only(self, on: bool) -> None:
        """The text can still be chosen and copied."""
        self._text.setReadOnly(on)

    def entry(self) -> GrowingText:
        """The text."""
        return self._text

    def _emit_change(self) -> None:
        if not self._showing:
            self.edited.emit({self.name: self._text.toPlainText().rstrip() or None})
