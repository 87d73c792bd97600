"""A count: 0 or more."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.read_line import ReadLineField
from desktop.words import _, current_language
from desktop.workspace import Field, Value

MOST = 2**53
"""Beyond it spreadsheets and JSON readers lose digits."""

_GROUPS = re.compile(r"\d{1,3}([.,\s'’\u00a0\u202f])\d{3}(\1\d{3})*")


def read_count(text: str) -> int | None:
    """The count that a text means, thousands grouped in any usual way; None if it is none."""
    if not text.isdecimal() and not _GROUPS.fullmatch(text):
        return None
    number = int("".join(letter for letter in text if letter.isdecimal()))
    return number if number <= MOST else None


class IntegerField(ReadLineField):
    """Reads "1200", "1 200", "1,200" and "1.200" as the same count."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * 18)
        self.row.setStretch(0, 1)
        self.row.addStretch(0)

    def read(self, text: str) -> Value:
        """The count, None if the text is none."""
        return read_count(text)

    def write(self, value: Value) -> str:
        """Digits in groups, as the language writes them."""
        if isinstance(value, int):
            return QLocale(current_language()).toString(value)
        return "" if value is None else str(value)

    def how_to_write(self) -> str:
        """What to type instead."""
        return _("Not a number yet. Write digits only, such as 120.")
