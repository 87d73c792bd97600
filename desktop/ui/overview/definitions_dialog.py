"""What each figure counts, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from desktop.figures import FIGURES, NOTE
from desktop.i18n import _


class DefinitionsDialog(QDialog):
    """Read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What figures count"))
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(_("What figures count"))
        self.text.setMarkdown(definitions_text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(620, 560)


def definitions_text() -> str:
    """All definitions as Markdown."""
    parts = [_(NOTE), *(f"**{_(each.label)}**  \n{_(each.definition)}" for each in FIGURES.values())]
    return "\n\n".join(parts)


def show_definitions(parent: QWidget) -> DefinitionsDialog:
    """Open the dialog."""
    dialog = DefinitionsDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
