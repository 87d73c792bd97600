"""How many topics a vote names: to read. What was chosen is shown on the page of the forum, as the round allows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.widgets.field_widget import FieldWidget
from desktop.workspace import Field, Value


class BallotField(FieldWidget):
    """A line of words."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLabel(self)
        self.line.setAccessibleName(self.accessibleName())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """See `FieldWidget`."""
        value = values.get(self.field.name)
        self.line.setText(_("No vote") if value is None else self.field.format(value))
