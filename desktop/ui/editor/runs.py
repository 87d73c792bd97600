"""The runs of a course: a small table, a line a run, saved as it is typed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.date_words import read_date, say_date
from desktop.ui.widgets.drawn_icons import plus_icon
from desktop.ui.widgets.integer import read_count
from desktop.ui.widgets.shades import warning
from desktop.words import _
from desktop.workspace import Record
from desktop.workspace.fields import PARENT, Field, FieldKind, RecordType, Value

COURSE_KINDS = frozenset(("mooc", "online_course", "webinar", "training", "training_of_trainers"))
"""Kinds of activity that are given in runs."""

_WRONG = Qt.ItemDataRole.UserRole + 1


class _Typing(QStyledItemDelegate):
    """Tells each keystroke in a cell."""

    typed = Signal(int, int, str)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line that tells."""
        line = QLineEdit(parent)
        line.setFrame(False)
        row, column = index.row(), index.column()
        line.textEdited.connect(lambda text: self.typed.emit(row, column, text))
        return line


class RunsTable(QWidget):
    """Shows the parts of a record of one type; tells edits and removals by the id of the part."""

    edited = Signal(str, str, dict)  # id of the run, field, {journal name: value}
    removed = Signal(str)
    left = Signal(str, str)

    def __init__(self, kind: RecordType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._parent_id = ""
        self._fields: tuple[Field, ...] = tuple(field for field in kind.fields if field.name != PARENT)
        self._ids: list[str] = []
        self.title = QLabel(_(kind.plural), self)
        self.title.setObjectName("fieldLabel")
        self.table = QTableWidget(0, len(self._fields), self)
        self.table.setHorizontalHeaderLabels([_(field.label) for field in self._fields])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 6)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.setAccessibleName(_(kind.plural))
        self._typing = _Typing(self.table)
        self._typing.typed.connect(self._typed)
        self._typing.closeEditor.connect(self._closed)
        self.table.setItemDelegate(self._typing)
        self.table.itemSelectionChanged.connect(self._enable)
        self.add_button = QPushButton(_("Add a run"), self)
        self.add_button.setIcon(plus_icon(self.palette()))
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(_("Remove the run"), self)
        self.remove_button.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        self._remark = QLabel(self)
        self._remark.setObjectName("fieldRemark")
        self._remark.setProperty("wrong", True)
        self._remark.setWordWrap(True)
        self._remark.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.title)
        layout.addWidget(self.table)
        layout.addWidget(self._remark)
        layout.addLayout(buttons)
        self._fit()

    def show_runs(self, parent_id: str, runs: Sequence[Record]) -> None:
        """Show the runs of a record; the cell being typed in stays as it is, and so do lines that are still empty."""
        runs = [run for run in runs if run.type == self._kind.name]
        new = [run.id for run in runs]
        if parent_id == self._parent_id:
            new += [id for id in self._ids if id not in new and self._is_blank(self._ids.index(id))]
        editing = self.table.state() == QAbstractItemView.State.EditingState
        if editing and parent_id == self._parent_id and new == self._ids:
            return
        self._parent_id, self._ids = parent_id, new
        known = {run.id: run for run in runs}
        self.table.setRowCount(len(new))
        for row, id in enumerate(new):
            run = known.get(id)
            for column, field in enumerate(self._fields):
                value = run.values.get(field.name) if run is not None else None
                item = self.table.item(row, column) or QTableWidgetItem()
                if not item.data(_WRONG):
                    item.setText(_written(field, value))
                self.table.setItem(row, column, item)
        self._fit()

    def add(self) -> None:
        """An empty line; it becomes a run with its first letter."""
        self._ids.append(str(uuid.uuid4()))
        row = self.table.rowCount()
        self.table.setRowCount(row + 1)
        for column in range(len(self._fields)):
            self.table.setItem(row, column, QTableWidgetItem())
        self._fit()
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        self.table.editItem(self.table.item(row, 0))

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            id = self._ids.pop(row)
            blank = self._is_blank(row)
            self.table.removeRow(row)
            self._fit()
            if not blank:
                self.removed.emit(id)

    def _typed(self, row: int, column: int, text: str) -> None:
        field, text = self._fields[column], text.strip()
        value = _read(field, text) if text else None
        wrong = bool(text) and value is None
        item = self.table.item(row, column)
        item.setData(_WRONG, wrong)
        item.setForeground(warning(self.palette()) if wrong else self.palette().text())
        self._remark.setText(_("Not understood yet: {text}").format(text=text) if wrong else "")
        self._remark.setVisible(wrong)
        if not wrong:
            self.edited.emit(self._ids[row], field.name, {PARENT: self._parent_id, field.name: value})

    def _closed(self) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        if 0 <= row < len(self._ids) and column >= 0:
            self.left.emit(self._ids[row], self._fields[column].name)

    def _is_blank(self, row: int) -> bool:
        items = [self.table.item(row, column) for column in range(len(self._fields))]
        return all(item is None or not item.text().strip() for item in items)

    def _enable(self) -> None:
        self.remove_button.setEnabled(self.table.currentRow() >= 0)

    def _fit(self) -> None:
        self.table.setVisible(bool(self._ids))
        self.remove_button.setVisible(bool(self._ids))
        header = self.table.horizontalHeader().sizeHint().height()
        rows = sum(self.table.rowHeight(row) for row in range(min(self.table.rowCount(), 8)))
        self.table.setFixedHeight(header + rows + 2 * self.table.frameWidth() + 2)
        self._enable()


def _read(field: Field, text: str) -> Value:
    if field.kind is FieldKind.DATE:
        return read_date(text)
    if field.kind is FieldKind.INTEGER:
        return read_count(text)
    return text


def _written(field: Field, value: Value) -> str:
    if value is None:
        return ""
    return say_date(str(value)) if field.kind is FieldKind.DATE else str(value)
