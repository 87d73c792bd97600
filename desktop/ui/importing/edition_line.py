"""The line that says of which source a list looks like the next edition, and lets a person decide otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from desktop.exchange import EditionFound
from desktop.i18n import _

_LONGEST = 40
"""Letters of the name of a source."""


class EditionLine(QWidget):
    """Hidden where the list looks like no edition."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importQuestion")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.box = QCheckBox(self)
        self.box.setToolTip(_("Edits made here stay and are shown beside the new value; what is gone is marked"))
        self.box.toggled.connect(self.chosen)
        self._why = QLabel(self)
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.box)
        row.addWidget(self._why, 1)
        self.hide()

    def show_edition(self, found: EditionFound | None, on: bool) -> None:
        """What was found, None for nothing; and whether the list is imported as that."""
        self.setVisible(found is not None)
        if found is None:
            return
        name = found.source.name
        name = (name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…").replace("&", "&&")
        self.box.blockSignals(True)
        self.box.setText(_("&Next edition of “{source}”").format(source=name))
        self.box.setAccessibleDescription(found.sentence())
        self.box.setChecked(on)
        self.box.blockSignals(False)
        self._why.setText(found.sentence())
