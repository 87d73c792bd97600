"""A line whose text must be understood: a date, a number, a place on Earth."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.field_widget import FieldWidget
from desktop.ui.widgets.line_edit import TypedLine
from desktop.workspace import Field, Value


class ReadLineField(FieldWidget):
    """Shows a value in words, reads it again as typed; what it cannot read stays, marked, and is not thrown away."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: Value = None
        self._before: Value = None  # what stood here when the typing began
        self._wrong = False
        self._line = TypedLine(self)
        self._line.setAccessibleName(self.accessibleName())
        self._line.textEdited.connect(self._read)
        self._line.left.connect(self._leave)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self._line)
        self.setFocusProxy(self._line)

    # What a kind says

    def read(self, text: str) -> Value:
        """The value that the text means, None if it means none."""
        raise NotImplementedError

    def write(self, value: Value) -> str:
        """The value as a person would type it."""
        return "" if value is None else str(value)

    def understood(self, value: Value) -> str:
        """How the text was understood, in words; "" when that is plain."""
        return ""

    def how_to_write(self) -> str:
        """What to type instead."""
        raise NotImplementedError

    # The field

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the value, unless that very value is being typed in other words."""
        value = values.get(self.field.name)
        if self._wrong:
            if value == self._value:
                return  # words not understood stay until someone changes them or the value
            self.unread.emit("")
        elif value == self._value and (self._line.hasFocus() or self._line.text()):
            return
        self._value = self._before = value
        self._mark(False)
        self._line.show_text(self.write(value))
        self.remark.emit("", False)

    def forget(self) -> None:
        """Another record comes: nothing of this one remains."""
        self._value, self._before, self._wrong = None, None, False
        self._line.clear()
        self._mark(False)
        self.remark.emit("", False)

    def set_read_only(self, on: bool) -> None:
        """The text can still be chosen and copied."""
        self._line.setReadOnly(on)

    def show_unread(self, text: str) -> None:
        """Text kept from before, marked as not understood."""
        if text:
            self._line.show_text(text)
            self._mark(True)
            self.remark.emit(self.how_to_write(), True)

    def entry(self) -> TypedLine:
        """The line."""
        return self._line

    def take(self, value: Value) -> None:
        """A value chosen otherwise (a calendar): as if it had been typed."""
        self._line.setText(self.write(value))
        self._read(self._line.text())

    def _read(self, text: str) -> None:
        text = text.strip()
        value = self.read(text) if text else None
        wrong = bool(text) and value is None
        was_wrong = self._wrong
        self._mark(wrong)
        if wrong:
            self.remark.emit(self.how_to_write(), True)
            self.unread.emit(text)
            if self._value != self._before:  # the start of a word was understood, the word is not
                self._value = self._before
                self.edited.emit({self.field.name: self._before})
            return
        self.remark.emit(self.understood(value) if value is not None else "", False)
        if was_wrong:
            self.unread.emit("")
        if value != self._value:
            self._value = value
            self.edited.emit({self.field.name: value})

    def _leave(self) -> None:
        if not self._wrong:
            self._before = self._value
            self._line.show_text(self.write(self._value))
            self.remark.emit("", False)
        self.left.emit()

    def _mark(self, wrong: bool) -> None:
        self._wrong = wrong
        self._line.setProperty("wrong", wrong)
        style = self._line.style()
        style.unpolish(self._line)
        style.polish(self._line)
        self._line.setAccessibleDescription(self.how_to_write() if wrong else self.accessibleDescription())
