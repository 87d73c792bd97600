"""Asked where a folder holds both tables and packages: which of them are meant?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.exchange.folder_contents import FolderContents
from desktop.i18n import _, ngettext


class FolderQuestion(QMessageBox):
    """Tables, packages, or neither."""

    tables_wanted = Signal()
    packages_wanted = Signal()

    def __init__(self, path: Path, found: FolderContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(_("Import a folder"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(_("What is to be imported from {name}?").format(name=path.name))
        held = [
            ngettext("{count} table", "{count} tables", found.tables).format(count=found.tables),
            ngettext("{count} package", "{count} packages", found.packages).format(count=found.packages),
            ngettext("{count} PDF that may carry one", "{count} PDFs that may carry one", found.reports).format(
                count=found.reports
            ),
        ]
        counts = (found.tables, found.packages, found.reports)
        self.setInformativeText(
            _("It holds {files}. The others can be imported afterwards.").format(
                files=", ".join(words for words, count in zip(held, counts, strict=True) if count)
            )
        )
        self.tables = self.addButton(_("Import the &tables"), QMessageBox.ButtonRole.AcceptRole)
        self.packages = self.addButton(_("Import the &packages"), QMessageBox.ButtonRole.AcceptRole)
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        self.setEscapeButton(cancel)
        self.setDefaultButton(self.tables)
        self.tables.clicked.connect(self.tables_wanted)
        self.packages.clicked.connect(self.packages_wanted)
