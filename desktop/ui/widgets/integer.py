"""A count: 0 or more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.read_line import ReadLineField
from desktop.values.numbers import format_number, parse_count
from desktop.words import _
from desktop.workspace import Field, Value


class IntegerField(ReadLineField):
    """Reads "1200", "1 200", "1,200" and "1.200" as the same count."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * 18)
        self.row.setStretch(0, 1)
        self.row.addStretch(0)

    def read(self, text: str) -> Value:
        """The count, None if the text is none."""
        return parse_count(text)

    def write(self, value: Value) -> str:
        """Digits in groups, as the language writes them."""
        if isinstance(value, int):
            return format_number(value)
        return "" if value is None else str(value)

    def how_to_write(self) -> str:
        """What to type instead."""
        return _("Not a number yet. Write digits only, such as 120.")
