"""The file of an import: its name, how it was read, its sheets, and the way to another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.exchange import Table
from desktop.file_formats import TABLES, patterns
from desktop.i18n import _, ngettext
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.choice import StillBox

ENCODINGS = (
    "utf-8",
    "windows-1252",
    "utf-16",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
    "windows-1256",
    "cp850",
    "mac-roman",
)
"""Offered where the letters of a text file look wrong."""


class FileLine(QWidget):
    """Name and facts at the left, choices at the right."""

    sheet_chosen = Signal(str)
    encoding_chosen = Signal(str)
    file_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._name = QLabel(self)
        self._name.setObjectName("importTitle")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._about = QLabel(self)
        self._about.setObjectName("importAbout")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self.sheets = StillBox(self)
        self.sheets.setAccessibleName(_("Sheet"))
        self.sheets.activated.connect(lambda at: self.sheet_chosen.emit(self.sheets.itemText(at)))
        self.encodings = StillBox(self)
        self.encodings.setAccessibleName(_("Character encoding"))
        self.encodings.setToolTip(_("If characters look wrong, choose another encoding"))
        self.encodings.activated.connect(lambda at: self.encoding_chosen.emit(self.encodings.itemData(at)))
        self.another = QPushButton(_("Another file…"), self)
        self.another.setAutoDefault(False)
        self.another.clicked.connect(self.ask_file)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for widget in (self.sheets, self.encodings, self.another):
            row.addWidget(widget)
        self.show_path(Path())

    def show_path(self, path: Path) -> None:
        """A file of which nothing is known yet."""
        self._path = path
        self._name.setText(path.name)
        self._name.setToolTip(plain_tip(str(path)))
        self._about.setText("")
        for box in (self.sheets, self.encodings):
            box.clear()
            box.hide()

    def show_table(self, table: Table) -> None:
        """What is known of it."""
        self.show_path(table.path)
        count = len(table.headings)
        about = [ngettext("{number} column", "{number} columns", count).format(number=count)]
        if any(table.hashtags):
            about.append(_("with hashtags"))
        if table.format:
            about.insert(0, table.format)
        if table.heading_line:
            about.append(_("headings in line {line}").format(line=table.heading_line))
        if table.encoding_guessed:
            about.append(_("encoding is a guess"))
        self._about.setText(" · ".join(about))
        self.sheets.addItems(list(table.sheets))
        self.sheets.setCurrentText(table.sheet)
        self.sheets.setVisible(len(table.sheets) > 1)
        if table.encoding:
            known = [table.encoding, *(each for each in ENCODINGS if each != table.encoding.lower().replace("_", "-"))]
            for each in known:
                self.encodings.addItem(_("Encoding: {encoding}").format(encoding=encoding_words(each)), each)
        self.encodings.setVisible(bool(table.encoding))

    def set_choosable(self, on: bool) -> None:
        """May another file, sheet or reading be chosen now?"""
        self.sheets.setVisible(on and self.sheets.count() > 1)
        self.encodings.setVisible(on and self.encodings.count() > 1)
        self.another.setVisible(on)

    def ask_file(self) -> None:
        """Let the person choose another file."""
        dialog = QFileDialog(self, _("Import a table"), str(self._path.parent))
        dialog.setNameFilters([_("Tables ({files})").format(files=patterns(TABLES)), _("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.file_chosen.emit(Path(name)))
        dialog.open()


def encoding_words(name: str) -> str:
    """An encoding as people may know it; its own name where it has no other."""
    known = {
        "utf-8": _("Unicode (UTF-8)"), "utf-8-sig": _("Unicode (UTF-8)"), "utf-16": _("Unicode (UTF-16)"),
        "cp1252": _("Western European (Windows)"), "windows-1252": _("Western European (Windows)"),
        "iso-8859-1": _("Western European (ISO)"), "iso-8859-15": _("Western European (ISO)"),
        "cp850": _("Western European (DOS)"), "mac-roman": _("Western European (Mac)"),
        "windows-1250": _("Central European (Windows)"), "windows-1251": _("Cyrillic (Windows)"),
        "windows-1256": _("Arabic (Windows)"),
    }  # fmt: skip
    return known.get(name.lower().replace("_", "-"), name.upper())
