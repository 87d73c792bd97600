"""A list to be ticked and put in order, by pointer and keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.style.importing import box_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.tooltips import plain_tip

_NAME = Qt.ItemDataRole.UserRole


class Ticked(NamedTuple):
    """One line: its name, what it is called, whether it is ticked, and whether that can be changed."""

    name: str
    label: str
    ticked: bool
    fixed: bool = False
    tip: str = ""


class TickedList(QWidget):
    """Space ticks, Alt+Up and Alt+Down move. `changed` when something was ticked or moved."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        set_following_sheet(self.list, box_sheet)
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.list.model().rowsMoved.connect(lambda *_rows: self.changed.emit())
        up, down = QPushButton(_("Move &up"), self), QPushButton(_("Move &down"), self)
        for button in (up, down):
            button.setAutoDefault(False)
        up.clicked.connect(lambda: self.move_current(-1))
        down.clicked.connect(lambda: self.move_current(1))
        QShortcut(QKeySequence("Alt+Up"), self, lambda: self.move_current(-1))
        QShortcut(QKeySequence("Alt+Down"), self, lambda: self.move_current(1))
        self.side = QVBoxLayout()
        for button in (up, down):
            self.side.addWidget(button)
        self.side.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.list, 1)
        across.addLayout(self.side)

    def show_lines(self, lines: Iterable[Ticked]) -> None:
        """Show these in place of the others."""
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(line.label, self.list)
            item.setData(_NAME, line.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked)
            item.setToolTip(plain_tip(line.tip))
            if line.fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

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
        self.changed.emit()
