"""Where a file shall go: its path in a field, and a button that asks the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.i18n import _
from desktop.system.files import exists, user_path
from desktop.ui.file_dialogs import ask_target
from desktop.ui.settings import Settings
from desktop.ui.welcome import shown_path


class FileChoice(QWidget):
    """A path that may be typed, pasted or chosen. Its folder is remembered for the next file of the kind once one is made."""

    def __init__(
        self, settings: Settings, kind: str, path: Path, words: str, suffix: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._kind = settings, kind
        self._words = words
        self._suffix = suffix
        self._proposed = shown_path(path)
        self.field = QLineEdit(self._proposed, self)
        self.field.setAccessibleName(_("File"))
        self.field.setMinimumWidth(400)
        self._button = QPushButton(_("C&hoose…"), self)
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.field)

    @property
    def path(self) -> Path:
        """The path as it stands, with the suffix that such a file has."""
        written = user_path(Path(self.field.text().strip()))
        return (
            written if written.name.lower().endswith(self._suffix) else written.with_name(written.name + self._suffix)
        )

    @property
    def empty(self) -> bool:
        """Is nothing written?"""
        return not self.field.text().strip()

    def remember(self) -> None:
        """The next file of this kind goes to the same folder."""
        self._settings.keep_folder(self._kind, self.path.parent)

    def propose(self, path: Path) -> None:
        """Another path, unless the person has written one of their own."""
        if self.field.text() == self._proposed:
            self._proposed = shown_path(path)
            self.field.setText(self._proposed)

    def set_suffix(self, suffix: str) -> None:
        """Another format: the name ends as its files do."""
        written = self.field.text().strip()
        if written.lower().endswith(self._suffix):
            written = written[: -len(self._suffix)] + suffix
        proposed = self.field.text() == self._proposed
        self._suffix = suffix
        self.field.setText(written)
        if proposed:
            self._proposed = written

    def _choose(self) -> None:
        filters = f"*{self._suffix}"
        chosen = ask_target(self, self._settings, self._kind, self._words, self.path, filters, ask_replace=False)
        if chosen is not None:
            self.field.setText(shown_path(chosen))


def free_file(folder: Path, stem: str, suffix: str) -> Path:
    """A name in a folder that no file has yet."""
    path, number = folder / f"{stem}{suffix}", 1
    while exists(path):
        number += 1
        path = folder / f"{stem} {number}{suffix}"
    return path
