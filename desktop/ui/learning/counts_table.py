"""Counts of a course run as a table with bars: read by the eye as a chart, by the keyboard and a screen reader as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.i18n import _
from desktop.learning.count_rows import CountRow, cell_text
from desktop.learning.learner import STAGES
from desktop.ui.style.colours import mix
from desktop.workspace import RECORD_TYPES

_SHARE = Qt.ItemDataRole.UserRole
_NAME_WIDTH, _NUMBER_WIDTH = 230, 64
_LEAST_BAR = 40
"""Pixels: a narrower column has numbers alone."""


def stage_labels() -> list[str]:
    """The headings of the four numbers."""
    return [_(RECORD_TYPES["run"].by_name[stage].label) for stage in STAGES]


class CountsTable(QTableWidget):
    """A row for each week and group; bars are as long as the number is, beside the largest of its section.

    `headings`: of the rows and of their numbers; those of learners where none are given.
    """

    def __init__(self, parent: QWidget | None = None, *, name: str = "", headings: Sequence[str] = ()) -> None:
        first, *self._labels = headings or (_("Learners"), *stage_labels())
        super().__init__(0, 1 + len(self._labels), parent)
        self.setAccessibleName(name or _("Learners by week and group"))
        self.setHorizontalHeaderLabels([first, *self._labels])
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, _NAME_WIDTH)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_Bars(self))

    def fit_numbers(self) -> None:
        """Numbers as narrow as they are: the names have the rest."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[CountRow]) -> None:
        """Show these rows, each section below its name."""
        self.clearSpans()
        self.setRowCount(0)
        section = ""
        most = {row.section: 1 for row in rows}
        for row in rows:
            most[row.section] = max([most[row.section], *(cell for cell in row.cells if isinstance(cell, int))])
        for row in rows:
            if row.section != section:
                self._add_heading(row.section)
                section = row.section
            self._add(row, most[row.section])

    def _add_heading(self, words: str) -> None:
        place = self.rowCount()
        self.insertRow(place)
        item = QTableWidgetItem(words)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.setItem(place, 0, item)
        self.setSpan(place, 0, 1, self.columnCount())

    def _add(self, row: CountRow, most: int) -> None:
        place = self.rowCount()
        self.insertRow(place)
        self.setItem(place, 0, QTableWidgetItem(row.label))
        for column, (label, cell) in enumerate(zip(self._labels, row.cells, strict=True), 1):
            item = QTableWidgetItem(cell_text(cell))
            item.setData(_SHARE, cell / most if isinstance(cell, int) else 0.0)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                _("{group}, {label}: {number}").format(
                    group=row.label, label=label, number=cell_text(cell) or _("not known")
                ),
            )
            self.setItem(place, column, item)


class _Bars(QStyledItemDelegate):
    """The number, and a bar behind what is left of the cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        share = index.data(_SHARE)
        if not index.column() or not share:
            return
        room = QRect(option.rect)
        room.adjust(_NUMBER_WIDTH, 7, -12, -7)
        if room.width() < _LEAST_BAR:
            return
        room.setWidth(max(2, round(room.width() * share)))
        ground, accent = option.palette.base().color(), option.palette.highlight().color()
        painter.fillRect(room, mix(accent, ground, 0.65))
