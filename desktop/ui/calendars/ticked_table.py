"""A table of which each line is ticked or not: what of it shall come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.ui.style.colours import is_dark, muted
from desktop.ui.tooltips import plain_tip

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One line; what cannot come in has no tick."""

    id: str
    cells: tuple[str, ...]
    ticks: bool = True


class TickedTable(QTableWidget):
    """The space bar ticks, in whatever column; with several lines selected, all of them."""

    ticked = Signal()

    def __init__(self, name: str, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(headings), parent)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for column in range(len(headings)):
            way = QHeaderView.ResizeMode.Stretch if column == 0 else QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(column, way)
        self.setItemDelegateForColumn(0, _BoxDelegate(self))
        self.itemChanged.connect(lambda _item: self.ticked.emit())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other lines, all ticked that can be."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, words in enumerate(row.cells):
                item = QTableWidgetItem(words)
                item.setToolTip(plain_tip(words))
                flags = Qt.ItemFlag.ItemIsSelectable
                if row.ticks:
                    flags |= Qt.ItemFlag.ItemIsEnabled
                if column == 0:
                    item.setData(_ID, row.id)
                    if row.ticks:
                        flags |= Qt.ItemFlag.ItemIsUserCheckable
                        item.setCheckState(Qt.CheckState.Checked)
                item.setFlags(flags)
                self.setItem(at, column, item)
        self.blockSignals(False)
        if rows:
            self.setCurrentCell(0, 0)
        self.ticked.emit()

    def chosen(self) -> set[str]:
        """The ids that are ticked."""
        found: set[str] = set()
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.checkState() is Qt.CheckState.Checked:
                found.add(item.data(_ID))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, or take the tick away."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        rows = sorted({index.row() for index in self.selectedIndexes()} or {self.currentRow()})
        items = [item for row in rows if (item := self.item(row, 0)) is not None and _can_tick(item)]
        if not items:
            return
        off = all(item.checkState() is Qt.CheckState.Checked for item in items)
        for item in items:
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)


class _BoxDelegate(QStyledItemDelegate):
    """Draws the edge of a box that the style leaves out on dark ground."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, then the edge."""
        super().paint(painter, option, index)
        if not is_dark(option.palette) or index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        table = self.parent()
        style = table.style() if isinstance(table, QWidget) else QApplication.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, drawn, drawn.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(option.palette.highlightedText().color() if selected else muted(option.palette))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.restore()


def _can_tick(item: QTableWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
