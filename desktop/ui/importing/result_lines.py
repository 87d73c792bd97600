"""The list behind a figure of an import: activities that can be left out, cells that can be read otherwise, sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableWidget, QTableWidgetItem, QWidget

from desktop.i18n import _
from desktop.ui.importing.combo_cell import UNDECIDED, ComboCell
from desktop.ui.importing.plan_text import CellLine, Line
from desktop.ui.style.colours import muted
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.number_text import counted

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ID = Qt.ItemDataRole.UserRole + 1
READ_AS = 5
"""The column in which a cell is said to mean something."""
_AT_ONCE = 200
"""Lines."""
_BESIDE = 16
"""Pixels beside a number of a line."""
_LONG = 24
"""Letters from which a text may be cut, and is shown whole where the pointer rests."""
_WIDE, _MIDDLE, _REASON = 48, 22, 34


class ResultLines(QTableWidget):
    """Lines that can be copied. Space leaves the selected activities out, or imports them all the same; Enter says what a
    cell is read as.
    """

    left_out = Signal(list, bool)  # ids, whether they are left out
    fix_wanted = Signal(object, QModelIndex)  # CellLine, where it is said

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._cells: list[CellLine] = []
        self._filling = False
        self._choosing_values = False
        self._list_shown = 0  # how many lists were shown
        self._plain = self.itemDelegate()
        self._combo = ComboCell(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(0)  # by what is seen: a long list would be measured with each of its lines
        header.setStretchLastSection(True)
        self.itemChanged.connect(self._ticked)
        self.clicked.connect(self._clicked)

    def show_lines(
        self,
        lines: Sequence[Line],
        headings: Sequence[str],
        left_out: Collection[str],
        *,
        choosing: bool,
        values: bool = False,
    ) -> None:
        """Activities or sentences; with `choosing`, those that can be left out have a check box. No third heading: sentences
        alone. `values`: what is ticked is the value that is used, so that nothing else stands back.
        """
        self._choosing_values = values
        self._fill(len(lines), headings, max((each.place for each in lines), key=len, default=""))
        self._cells = []
        self._put_lines(lines, 0, left_out, choosing)
        self._end_filling()

    def _put_lines(self, lines: Sequence[Line], start: int, left_out: Collection[str], choosing: bool) -> None:
        """Some of them now, the others as soon as what waits is done: a thousand at once would hold up the window."""
        self._filling = True
        for row in range(start, min(start + _AT_ONCE, len(lines))):
            each = lines[row]
            for column, text in enumerate((each.place, each.what, each.more, *each.cells)[: self.columnCount()]):
                item = QTableWidgetItem(text)
                if column and len(text) > _LONG:
                    item.setToolTip(plain_tip(text))
                if column == 0 and each.id and choosing:
                    item.setData(_ID, each.id)
                    out = each.id in left_out
                    item.setCheckState(Qt.CheckState.Unchecked if out else Qt.CheckState.Checked)
                    item.setToolTip(
                        _("Ticked: the new value replaces what was edited here")
                        if self._choosing_values
                        else _("Imported only while it is ticked")
                    )
                self.setItem(row, column, item)
            if choosing and each.id in left_out:
                self._show_state(row)
        self._filling = False
        if start + _AT_ONCE < len(lines):
            list_shown = self._list_shown
            QTimer.singleShot(0, self, lambda: self._put_more(list_shown, lines, start + _AT_ONCE, left_out, choosing))

    def _put_more(
        self, list_shown: int, lines: Sequence[Line], start: int, left_out: Collection[str], choosing: bool
    ) -> None:
        if list_shown == self._list_shown:  # else another list is shown by now
            self._put_lines(lines, start, left_out, choosing)

    def show_cells(self, cells: Sequence[CellLine], *, choosing: bool) -> None:
        """Cells that were not understood, each with a list to say what it means where `choosing`."""
        headings = [_("Line"), _("Column"), _("Cell"), _("Rows"), _("Reason")]
        longest = max((each.place for each in cells), key=len, default="")
        self._fill(len(cells), [*headings, *([_("Read as")] if choosing else [])], longest)
        self._cells = list(cells)
        for row, each in enumerate(cells):
            count = counted(each.count) if each.count else ""
            texts = [each.place, each.column, each.value, count, each.reason]
            if choosing:
                texts.append(each.meaning or _("Choose…"))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                item.setData(UNDECIDED, column == READ_AS and not each.meaning)
                self.setItem(row, column, item)
        if choosing:
            self.setItemDelegateForColumn(READ_AS, self._combo)
        self._end_filling()

    def index_of(self, cell: CellLine) -> QModelIndex:
        """Where a cell's meaning is said; invalid where the list does not have it."""
        for row, each in enumerate(self._cells):
            if (each.column, each.value) == (cell.column, cell.value):
                return self.model().index(row, READ_AS)
        return QModelIndex()

    def _fill(self, count: int, headings: Sequence[str], longest: str) -> None:
        self._filling = True
        self._list_shown += 1
        self.setItemDelegateForColumn(READ_AS, self._plain)
        self.clearContents()
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(count)
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        for column in range(len(headings)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        words = max(self.fontMetrics().horizontalAdvance(each) for each in (longest, headings[0]))
        self.setColumnWidth(0, words + self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + _BESIDE)
        if len(headings) > 3:
            header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
            for column, letters in ((1, _MIDDLE), (2, _MIDDLE), (4, _REASON)):
                self.setColumnWidth(column, letter * letters)
        elif len(headings) > 2:
            self.setColumnWidth(1, letter * _WIDE)

    def _end_filling(self) -> None:
        self._filling = False
        if self.rowCount() and not self.currentIndex().isValid():
            self.setCurrentCell(0, 0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _show_state(self, row: int) -> None:
        """What is left out stands back."""
        if self._choosing_values:
            return
        first = self.item(row, 0)
        out = first is not None and first.data(_ID) and first.checkState() == Qt.CheckState.Unchecked
        for column in range(self.columnCount()):
            item = self.item(row, column)
            if item is not None:
                font = item.font()
                font.setStrikeOut(bool(out) and column > 0)
                item.setFont(font)
                item.setData(Qt.ItemDataRole.ForegroundRole, muted(self.palette()) if out else None)

    def _ticked(self, item: QTableWidgetItem) -> None:
        if not self._filling and item.column() == 0 and (id := item.data(_ID)):
            self._while_filling(lambda: self._show_state(item.row()))
            self.left_out.emit([id], item.checkState() == Qt.CheckState.Unchecked)

    def _while_filling(self, change: Callable[[], object]) -> None:
        self._filling = True
        change()
        self._filling = False

    def _toggle_selected(self) -> bool:
        rows = sorted({index.row() for index in self.selectedIndexes()} or {self.currentRow()})
        items = [item for row in rows if (item := self.item(row, 0)) is not None and item.data(_ID)]
        if not items:
            return False
        out = any(item.checkState() == Qt.CheckState.Checked for item in items)
        for item in items:
            state = Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
            self._while_filling(lambda item=item, state=state: item.setCheckState(state))
            self._while_filling(lambda item=item: self._show_state(item.row()))
        self.left_out.emit([item.data(_ID) for item in items], out)
        return True

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == READ_AS:
            self._fix(index.row())

    def _fix(self, row: int) -> bool:
        if not self._cells or self.columnCount() <= READ_AS or not 0 <= row < len(self._cells):
            return False
        index = self.model().index(row, READ_AS)
        self.scrollTo(index)
        self.fix_wanted.emit(self._cells[row], index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the selected lines, as a table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            texts = [[self.item(row, column) for column in range(self.columnCount())] for row in rows]
            QGuiApplication.clipboard().setText(
                "\n".join("\t".join(item.text() if item is not None else "" for item in line) for line in texts)
            )
        elif event.key() in (*_ENTER, Qt.Key.Key_F2):
            self._fix(self.currentRow())
            event.accept()
        elif event.key() == Qt.Key.Key_Space and (self._toggle_selected() or self._fix(self.currentRow())):
            event.accept()
        else:
            super().keyPressEvent(event)
