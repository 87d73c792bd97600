"""Choosing the columns of the list by keyboard: tick them, move them up and down."""

from __future__ import annotations

from collections.abc import Sequence

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
from desktop.ui.listing.column_layout import ColumnLayout
from desktop.ui.listing.columns import Column, Look

_NAME = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Space ticks a column, Alt+Up and Alt+Down move it. `fitting` is True where the person wants those that fit."""

    def __init__(self, known: Sequence[Column], shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Columns"))
        self.fitting = False
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        order = [*shown, *(column.name for column in known if column.name not in shown)]
        by_name = {column.name: column for column in known}
        for name in order:
            item = QListWidgetItem(_(by_name[name].label), self.list)
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            if by_name[name].look is Look.TITLE:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self.list.setCurrentRow(0)
        words = QLabel(_("Space shows or hides a column. Alt with the arrows moves it."), self)
        words.setWordWrap(True)
        up, down = QPushButton(_("Move &up"), self), QPushButton(_("Move &down"), self)
        fit = QPushButton(_("Those that &fit"), self)
        fit.setToolTip(_("Let the desk choose the columns that the window has room for"))
        up.clicked.connect(lambda: self.move_current(-1))
        down.clicked.connect(lambda: self.move_current(1))
        fit.clicked.connect(self._fit)
        QShortcut(QKeySequence("Alt+Up"), self, lambda: self.move_current(-1))
        QShortcut(QKeySequence("Alt+Down"), self, lambda: self.move_current(1))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )  # fmt: skip
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        side = QVBoxLayout()
        for button in (up, down):
            side.addWidget(button)
        side.addStretch(1)
        side.addWidget(fit)
        across = QHBoxLayout()
        across.addWidget(self.list, 1)
        across.addLayout(side)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addLayout(across)
        column.addWidget(buttons)
        self.resize(420, 460)

    @property
    def chosen(self) -> list[str]:
        """Names of the columns ticked, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked]

    def move_current(self, way: int) -> None:
        """Move the marked column up or down."""
        row = self.list.currentRow()
        to = row + way
        if row < 0 or not 0 <= to < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(to, item)
        self.list.setCurrentRow(to)

    def _fit(self) -> None:
        self.fitting = True
        self.accept()


def ask_columns(columns: ColumnLayout, parent: QWidget) -> None:
    """Let the person choose the columns of a list."""
    dialog = ColumnsDialog(columns.known, columns.shown, parent)
    dialog.accepted.connect(lambda: columns.choose_fitting() if dialog.fitting else columns.choose(dialog.chosen))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
