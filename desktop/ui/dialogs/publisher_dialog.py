"""What IATI asks of whoever publishes, asked once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.catalogue.exporting.iati.publisher import ORGANISATION_TYPES, SECTORS, Publisher, keep_publisher, publisher
from desktop.catalogue.exporting.table_formats import IATI, TableFormat
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.desk import Desk

_WIDTH = 520


class PublisherDialog(QDialog):
    """Keeps what was given with the file; the button is refused, in words, what IATI would refuse."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Who publishes"))
        self.setMinimumWidth(_WIDTH)
        known = publisher(desk.workspace)
        why = QLabel(
            _(
                "IATI asks who publishes the activities. It is asked once, and kept with this file; it is not sent to others."
            ),
            self,
        )
        why.setWordWrap(True)
        self.identifier = QLineEdit(known.identifier, self)
        self.identifier.setPlaceholderText("XM-DAC-12345")
        self.type = _chooser(ORGANISATION_TYPES, known.type, self)
        self.sector = _chooser(SECTORS, known.sector, self)
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.addRow(_("&Identifier of your organisation"), self.identifier)
        rows.addRow(_("Its &type"), self.type)
        rows.addRow(_("&Sector of activities without one"), self.sector)
        self.trouble = QLabel(self)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(why)
        box.addLayout(rows)
        box.addWidget(self.trouble)
        box.addWidget(self.buttons)

    def _keep(self) -> None:
        given = Publisher(self.identifier.text().strip(), self.type.currentData(), self.sector.currentData())
        try:
            given.check()
        except UserFacingError as error:
            self.trouble.setText(f"{error.what} {error.todo}".strip())
            self.trouble.show()
            self.identifier.setFocus()
            return
        workspace = self._desk.workspace
        self.buttons.setEnabled(False)
        self._desk.writer.run(lambda: keep_publisher(workspace, given), lambda _nothing: self.accept())


def with_publisher(desk: Desk, format: TableFormat, parent: QWidget, go_on: Callable[[], object]) -> None:
    """Go on when it is known who publishes, if the format wants to know that."""
    if format.name != IATI or publisher(desk.workspace).identifier:
        go_on()
        return
    dialog = PublisherDialog(desk, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(go_on)
    dialog.open()


def _chooser(choices: dict[str, str], chosen: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for code, words in choices.items():
        box.addItem(f"{_(words)} ({code})", code)
    if box.findData(chosen) < 0:
        box.addItem(chosen, chosen)
    box.setCurrentIndex(box.findData(chosen))
    return box
