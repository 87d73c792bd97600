"""Who works here."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.style.window import form_sheet


class NameDialog(QDialog):
    """One field; an empty one means that nobody is named."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Your name"))
        self.setModal(True)
        words = QLabel(
            _("The name is shown with your changes from now on. Earlier changes keep the earlier name."), self
        )
        words.setWordWrap(True)
        words.setMinimumWidth(360)
        self.field = QLineEdit(name, self)
        self.field.setAccessibleName(_("Your name"))
        self.field.selectAll()
        set_following_sheet(self.field, form_sheet)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(words)
        column.addWidget(self.field)
        column.addWidget(buttons)
        self.field.setFocus()

    @property
    def name(self) -> str:
        """The name as it was written."""
        return " ".join(self.field.text().split())
