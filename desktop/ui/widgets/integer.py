"""A count: 0 or more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.typed_fields import MeasuredField
from desktop.workspace import Field


class IntegerField(MeasuredField):
    """Reads "1200", "1 200", "1,200" and "1.200" as the same count."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * 18)
        self.row.setStretch(0, 1)
        self.row.addStretch(0)
