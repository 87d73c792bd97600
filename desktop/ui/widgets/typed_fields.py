"""A number of days, an amount, a moment of a visit, a local time, a place: read and written as the field's kind says."""

from __future__ import annotations

from desktop.errors import UserFacingError
from desktop.ui.widgets.parsed_line import ReadLineField
from desktop.workspace import Value


class MeasuredField(ReadLineField):
    """One line; the kind of its field says how it is read."""

    def read(self, text: str) -> Value:
        """The value of the text, None if it is none."""
        try:
            return self.field.parse(text)
        except UserFacingError:
            return None  # `how_to_write` says what would do

    def write(self, value: Value) -> str:
        """As a person would type it."""
        return self.field.rules.edit_text(self.field, value)

    def how_to_write(self) -> str:
        """What to type instead."""
        return self.field.rules.hint(self.field)
