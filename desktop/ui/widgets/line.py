"""One line of text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.field_widget import FieldWidget, text_of
from desktop.ui.widgets.line_edit import TypedLine
from desktop.workspace import Field, Value


class LineField(FieldWidget):
    """A text in one line, saved as it is typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.name = field.name  # the journal name written now: another one for another language
        self._line = self.make_line()
        self._line.setAccessibleName(self.accessibleName())
        self._line.setAccessibleDescription(self.accessibleDescription())
        self._line.textEdited.connect(self._emit_change)
        self._line.left.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        self.setFocusProxy(self._line)

    def make_line(self) -> TypedLine:
        """The line, made once."""
        return TypedLine(self)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the text, unless that very text is being typed with a space after it."""
        text = text_of(values.get(self.name))
        if text != self._line.text().strip() or not self._line.hasFocus():
            self._line.show_text(text)

    def forget(self) -> None:
        """Another record comes."""
        self._line.clear()

    def set_read_only(self, on: bool) -> None:
        """The text can still be chosen and copied."""
        self._line.setReadOnly(on)

    def entry(self) -> TypedLine:
        """The line."""
        return self._line

    def _emit_change(self, text: str) -> None:
        self.edited.emit({self.name: text.strip() or None})
