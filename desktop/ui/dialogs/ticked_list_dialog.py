"""Things to be ticked and put in order by keyboard: columns of a list, blocks of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _

_NAME = Qt.ItemDataRole.UserRole


class Ticked(NamedTuple):
    """One line: its name, what it is called, whether it is ticked, and whether that can be changed."""

    name: str
    label: str
    ticked: bool
    fixed: bool = False


class TickedListDialog(QDialog):
    """Space ticks, Alt+Up and Alt+Down move."""

    def __init__(self, title: str, hint: str, lines: Iterable[Ticked], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        for line in lines:
            item = QListWidgetItem(line.label, self.list)
            item.setData(_NAME, line.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked)
            if line.fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self.list.setCurrentRow(0)
        words = QLabel(hint, self)
        words.setWordWrap(True)
        up, down = QPushButton(_("Move &up"), self), QPushButton(_("Move &down"), self)
        up.clicked.connect(lambda: self.move_current(-1))
        down.clicked.connect(lambda: self.move_current(1))
        QShortcut(QKeySequence("Alt+Up"), self, lambda: self.move_current(-1))
        QShortcut(QKeySequence("Alt+Down"), self, lambda: self.move_current(1))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )  # fmt: skip
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.side = QVBoxLayout()
        for button in (up, down):
            self.side.addWidget(button)
        self.side.addStretch(1)
        across = QHBoxLayout()
        across.addWidget(self.list, 1)
        across.addLayout(self.side)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addLayout(across)
        column.addWidget(buttons)
        self.resize(420, 460)

    @property
    def chosen(self) -> list[str]:
        """Names of what is ticked, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked]

    def move_current(self, way: int) -> None:
        """Move the marked line up or down."""
        row = self.list.currentRow()
        to = row + way
        if row < 0 or not 0 <= to < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(to, item)
        self.list.setCurrentRow(to)
