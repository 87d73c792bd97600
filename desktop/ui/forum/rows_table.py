"""A table of rows that were read: words in columns, and the id of what each row is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.tooltips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_SAMPLE = 200
"""Rows by which columns find their width."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is, and its words."""

    id: str
    cells: tuple[str, ...]


class _RowsModel(QAbstractTableModel):
    def __init__(self, headings: Sequence[str], numbers: frozenset[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.headings, self.numbers = tuple(headings), numbers
        self.rows: Sequence[Row] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All columns."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        words = self.rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self.numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None

    def show(self, rows: Sequence[Row]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class RowsTable(QTableView):
    """One row is selected at a time; Enter opens it. What was selected stays so when rows are read again."""

    chosen = Signal(str)  # the id of the row selected; "" where none is
    opened = Signal(str)

    def __init__(
        self, headings: Sequence[str], name: str, parent: QWidget, *, wide: int = 0, numbers: Sequence[int] = ()
    ) -> None:
        """`name`: for a screen reader; `wide`: the column that takes the room there is; `numbers`: those of numbers."""
        super().__init__(parent)
        self._rows = _RowsModel(headings, frozenset(numbers), self)
        self.setModel(self._rows)
        self.setAccessibleName(name)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setResizeContentsPrecision(_SAMPLE)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._wide = wide
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().selectionChanged.connect(lambda *_parts: self.chosen.emit(self.selected))
        self.activated.connect(lambda _index: self.opened.emit(self.selected))

    @property
    def selected(self) -> str:
        """The id of the selected row; "" where none is."""
        rows = self.selectionModel().selectedRows()
        return self._rows.rows[rows[0].row()].id if rows else ""

    @property
    def shown(self) -> Sequence[Row]:
        """The rows."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row], select: str = "") -> None:
        """Other rows; `select`, what was selected, or the first is selected."""
        before = select or self.selected
        changed = list(rows) != list(self._rows.rows)
        if changed:
            self.selectionModel().blockSignals(True)
            self._rows.show(rows)
            self.selectionModel().blockSignals(False)
            for column in range(len(self._rows.headings)):
                if column != self._wide:
                    self.resizeColumnToContents(column)
                    self.setColumnWidth(column, min(self.columnWidth(column) + 8, 220))
        place = next((at for at, row in enumerate(rows) if row.id == before), 0)
        if rows and (changed or select):
            self.selectRow(place)
            self.scrollTo(self._rows.index(place, 0))
        if changed and not rows:
            self.chosen.emit("")

    def select(self, id: str) -> bool:
        """Select a row by its id; is it there?"""
        place = next((at for at, row in enumerate(self._rows.rows) if row.id == id), None)
        if place is None:
            return False
        self.selectRow(place)
        self.scrollTo(self._rows.index(place, 0))
        return True
