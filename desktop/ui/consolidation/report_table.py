"""A table of a report: sorted by any column, searched, chosen from by kind, its refused files ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.exchange.consolidation import csv_text
from desktop.ui.consolidation.report_rows import Row
from desktop.ui.style.colours import warning
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import fold

SORT = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class _Rows(QAbstractTableModel):
    ticked = Signal()

    def __init__(self, headings: Sequence[str], marked: int) -> None:
        super().__init__()
        self._headings = headings
        self._marked = marked
        self.rows: tuple[Row, ...] = ()
        self.ticks: set[str] = set()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.ticks &= {each.sha256 for each in rows if each.tickable}
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        ticked = index.column() == 0 and index.isValid() and self.rows[index.row()].tickable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if ticked else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[column]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row.cells[column])
            case Qt.ItemDataRole.CheckStateRole if column == 0 and row.tickable:
                return Qt.CheckState.Checked if row.sha256 in self.ticks else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if column == self._marked and row.grave:
                return warning(QGuiApplication.palette())
            case _:
                return row.keys[column] if role == SORT else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.rows[index.row()].tickable:
            return False
        sha256 = self.rows[index.row()].sha256
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.ticks.add(sha256)
        else:
            self.ticks.discard(sha256)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


class _Chosen(QSortFilterProxyModel):
    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self._rows = rows
        self._words: list[str] = []
        self._kind = ""
        self.setSortRole(SORT)
        self.setSourceModel(rows)

    def choose(self, text: str, kind: str) -> None:
        self.beginFilterChange()
        self._words, self._kind = fold(text).split(), kind
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row = self._rows.rows[source_row]
        return (not self._kind or self._kind in row.kinds) and all(word in row.search for word in self._words)


class ReportTable(QTableView):
    """`ticked`: a file was ticked or not any more. `chosen`: another row is."""

    ticked = Signal()
    chosen = Signal()

    def __init__(
        self, name: str, headings: Sequence[str], widths: Sequence[int], marked: int, parent: QWidget | None = None
    ) -> None:
        """`widths` of the columns but the last, in letters; `marked`: the column in which a grave row is coloured."""
        super().__init__(parent)
        self._rows = _Rows(headings, marked)
        self._rows.ticked.connect(self.ticked)
        self._shown = _Chosen(self._rows)
        self.setModel(self._shown)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letter = self.fontMetrics().averageCharWidth()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, letter * width)
        self.sortByColumn(marked, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(lambda *_ignored: self.chosen.emit())

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these; what is searched and chosen stays so."""
        self._rows.show_rows(rows)

    def choose(self, text: str, kind: str) -> None:
        """Show those that hold every word, and, where it is told, are of this kind."""
        self._shown.choose(text, kind)

    @property
    def ticks(self) -> frozenset[str]:
        """sha256 of the files that are ticked."""
        return frozenset(self._rows.ticks)

    @property
    def shown(self) -> list[Row]:
        """The rows that are seen, as they stand."""
        return [self._row(at) for at in range(self._shown.rowCount())]

    @property
    def selected(self) -> list[Row]:
        """The rows that are selected."""
        return [self._row(index.row()) for index in self.selectionModel().selectedRows()]

    def _row(self, at: int) -> Row:
        return self._rows.rows[self._shown.mapToSource(self._shown.index(at, 0)).row()]

    def copy(self, headings: Sequence[str]) -> int:
        """Put the rows that are selected, or all that are seen, onto the clipboard; returns how many."""
        rows = self.selected if len(self.selected) > 1 else self.shown
        QGuiApplication.clipboard().setText(csv_text([headings, *(each.copied for each in rows)], "\t"))
        return len(rows)
