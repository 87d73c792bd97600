"""What an unfinished record still needs, as a friendly line whose words lead to the fields."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.words import _
from desktop.workspace import Field


class MissingLine(QLabel):
    """Hidden where nothing is missing."""

    wanted = Signal(str)  # field name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missingLine")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self.wanted)
        self.hide()

    def show_missing(self, fields: Sequence[Field]) -> None:
        """Name the fields, each a link."""
        links = ", ".join(f'<a href="{escape(field.name)}">{escape(_(field.label))}</a>' for field in fields)
        self.setText(_("Unfinished. Still to fill in: {fields}").format(fields=links))
        self.setAccessibleName(
            _("Unfinished. Still to fill in: {fields}").format(fields=", ".join(_(field.label) for field in fields))
        )
        self.setVisible(bool(fields))
