"""Waiting, with what is being done and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.widgets.number_text import counted


class BusyPage(QWidget):
    """A sentence over a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 60)
        self.count = QLabel(self)
        self.count.setObjectName("importHint")
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self.words)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.count)
        column.addStretch(3)

    def begin(self, words: str, total: int = 0) -> None:
        """Say what is being done; `total` steps, 0 where that is not known."""
        self._total = total
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self.count.setText("")

    def show_progress(self, done: int) -> None:
        """So many steps are done."""
        if self._total:
            self.bar.setValue(min(done, self._total))
            self.count.setText(_("{done} of {total}").format(done=counted(done), total=counted(self._total)))
        elif done:
            self.count.setText(counted(done))
