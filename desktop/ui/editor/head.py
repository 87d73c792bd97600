"""The head of a record: what it is called, what it is, and whether all that was typed is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.words import _

_LONGEST = 140
"""Characters of a title shown here; the whole stands in its field."""


class RecordHead(QWidget):
    """Title, kind, status, state of saving."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setObjectName("recordTitle")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.kind = QLabel(self)
        self.kind.setObjectName("recordKind")
        self.status = QLabel(self)
        self.status.setObjectName("statusPill")
        self.saved = QLabel(self)
        self.saved.setObjectName("savedState")
        self.saved.setTextFormat(Qt.TextFormat.PlainText)
        self.saved.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.saved.setAccessibleName(_("State of saving"))
        self.trouble = QLabel(self)
        self.trouble.setObjectName("savingTrouble")
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.kind)
        line.addWidget(self.status)
        line.addWidget(self.saved, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addLayout(line)
        column.addWidget(self.trouble)

    def show_record(self, title: str, kind: str, status: str) -> None:
        """Say what is shown; "" as title stands for a record without a name yet."""
        words = title or _("Untitled")
        self.title.setText(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")
        self.title.setToolTip(words if len(words) > _LONGEST else "")
        self.title.setAccessibleName(words)
        self.kind.setText(kind)
        self.status.setText(status)
        self.status.setVisible(bool(status))

    def say(self, words: str) -> None:
        """All is well."""
        self.saved.setText(words)
        self.trouble.hide()

    def say_trouble(self, words: str) -> None:
        """Something could not be done."""
        self.saved.setText("")
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
