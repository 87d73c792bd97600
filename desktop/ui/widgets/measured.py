"""A number of days, an amount, a moment of a visit, a local time: read as the command line reads them."""

from __future__ import annotations

from desktop.catalogue.values import parse_field
from desktop.errors import UserFacingError
from desktop.ui.widgets.read_line import ReadLineField
from desktop.words import _
from desktop.workspace import FieldKind, Value


class MeasuredField(ReadLineField):
    """One line; the kind of its field says how it is read."""

    def read(self, text: str) -> Value:
        """The value of the text, None if it is none."""
        try:
            return parse_field(self.field, text)
        except UserFacingError:
            return None  # `how_to_write` says what would do

    def write(self, value: Value) -> str:
        """As a person would type it."""
        text = "" if value is None else str(value)
        return text.replace("T", " ") if self.field.kind is FieldKind.DATETIME else text

    def how_to_write(self) -> str:
        """What to type instead."""
        match self.field.kind:
            case FieldKind.OFFSET:
                return _("Write a number of days, such as 30 or -14.")
            case FieldKind.DECIMAL:
                return _("Write an amount such as 1234.50.")
            case FieldKind.MOMENT:
                return _("Write the day of the visit and the time, such as 2 14:30.")
            case _:
                return _("Write a day, or a day and a time, such as 2026-05-03 18:30.")
