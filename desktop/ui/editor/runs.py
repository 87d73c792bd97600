"""The runs of a course: a small table, a line a run, saved as it is typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
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
from desktop.ui.widgets.typed_line import TypedLine
from desktop.words import _
from desktop.workspace import Field, FieldKind, Record, RecordType, Value
from desktop.workspace.fields import PARENT

COURSE_KINDS = frozenset(("mooc", "online_course", "webinar", "training", "training_of_trainers"))
"""Kinds of activity that are given in runs."""
MOST_SHOWN = 8
"""Lines of the table before it scrolls."""

_WRONG = Qt.ItemDataRole.UserRole + 1


class _Typing(QStyledItemDelegate):
    """Tells each keystroke in a cell, and when the person leaves it."""

    typed = Signal(int, int, str)
    left = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = ""
        self._place = (-1, -1)
        self.closeEditor.connect(self._closed)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line that tells."""
        line = TypedLine(parent)
        line.setFrame(False)
        row, column = self._place = (index.row(), index.column())
        self._before = str(index.data() or "")
        line.textEdited.connect(lambda text: self.typed.emit(row, column, text))
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Only when it opens: marking the cell as not understood must not take away what is being typed."""
        if isinstance(editor, TypedLine) and not editor.isModified():
            editor.setText(str(index.data() or ""))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """What was typed stays in the cell."""
        if isinstance(editor, TypedLine):
            model.setData(index, editor.text())

    def _closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:  # Esc: what was there before comes back
            self.typed.emit(*self._place, self._before)
        self.left.emit(*self._place)


class _Cells(QTableWidget):
    """Tab goes from cell to cell, and from the last one on to the next field of the form."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The person leaves a cell."""
        hints = QAbstractItemDelegate.EndEditHint
        here = (self.currentRow(), self.currentColumn())
        on = hint == hints.EditNextItem and here == (self.rowCount() - 1, self.columnCount() - 1)
        back = hint == hints.EditPreviousItem and here == (0, 0)
        super().closeEditor(editor, hints.NoHint if on or back else hint)
        if on or back:
            self.focusNextPrevChild(on)


class RunsTable(QWidget):
    """Shows the parts of a record of one type; tells edits and removals by the id of the part."""

    edited = Signal(str, str, dict)  # id of the run, field, {journal name: value}
    unread = Signal(str, str, str)  # id, field, text that is not understood; "" when there is none any more
    removed = Signal(str)
    left = Signal(str, str)

    def __init__(self, kind: RecordType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._parent_id = ""
        self._fields: tuple[Field, ...] = tuple(field for field in kind.fields if field.name != PARENT)
        self._ids: list[str] = []
        self._known: set[str] = set()
        self._making: dict[str, str] = {}  # run -> the field whose first letter made it, while the person stays there
        self.title = QLabel(_(kind.plural), self)
        self.title.setObjectName("fieldLabel")
        self.table = _Cells(0, len(self._fields), self)
        self.table.setHorizontalHeaderLabels([_(field.label) for field in self._fields])
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 6)
        for column, field in enumerate(self._fields):
            wide = field.kind is FieldKind.TEXT
            mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(_(kind.plural))
        self._typing = _Typing(self.table)
        self._typing.typed.connect(self._typed)
        self._typing.left.connect(self._closed)
        self.table.setItemDelegate(self._typing)
        self.table.itemSelectionChanged.connect(self._enable)
        self.add_button = QPushButton(_("Add a run"), self)
        self.add_button.setIcon(plus_icon(self.palette()))
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(_("Remove the run"), self)
        self.remove_button.clicked.connect(self._remove)
        self._buttons = QWidget(self)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        self._remark = QLabel(self)
        self._remark.setObjectName("fieldRemark")
        self._remark.setProperty("wrong", True)
        self._remark.setWordWrap(True)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.table)
        layout.addWidget(self._remark)
        layout.addWidget(self._buttons)
        self.set_read_only(False)
        self._fit()

    def set_read_only(self, on: bool) -> None:
        """Cells to be read and copied."""
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.NoEditTriggers if on else triggers.AllEditTriggers)
        self._buttons.setVisible(not on)

    def show_runs(
        self, parent_id: str, runs: Sequence[Record], unread: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        """Show the runs of a record; the cell being typed in stays as it is, and so do lines that are still empty."""
        known = {run.id: run for run in runs if run.type == self.kind.name}
        ids = list(known)
        if parent_id == self._parent_id:
            ids += [id for id in self._ids if id not in known and id not in self._known]
        typing = self.table.state() == QAbstractItemView.State.EditingState and ids == self._ids
        here = (self.table.currentRow(), self.table.currentColumn()) if typing else (-1, -1)
        self._parent_id, self._ids, self._known = parent_id, ids, set(known)
        self.table.setRowCount(len(ids))
        for row, id in enumerate(ids):
            for column, field in enumerate(self._fields):
                if (row, column) == here:
                    continue
                kept = (unread or {}).get(id, {}).get(field.name, "")
                self._show_cell(row, column, known.get(id), kept)
        self._fit()

    def _show_cell(self, row: int, column: int, run: Record | None, kept: str) -> None:
        field = self._fields[column]
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            if field.kind is FieldKind.INTEGER:
                item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        if kept or not item.data(_WRONG):
            item.setText(kept or _written(field, run.values.get(field.name) if run is not None else None))
            self._mark(item, bool(kept))

    def add(self) -> None:
        """An empty line; it becomes a run with its first letter."""
        self._ids.append(str(uuid.uuid4()))
        row = self.table.rowCount()
        self.table.setRowCount(row + 1)
        for column in range(len(self._fields)):
            self._show_cell(row, column, None, "")
        self._fit()
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        self.table.edit(self.table.model().index(row, 0))

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            id = self._ids.pop(row)
            self.table.removeRow(row)
            self._fit()
            if id in self._known or id in self._making:
                self._known.discard(id)
                self._making.pop(id, None)
                self.removed.emit(id)

    def _typed(self, row: int, column: int, text: str) -> None:
        if not 0 <= row < len(self._ids):
            return
        field, text, id = self._fields[column], text.strip(), self._ids[row]
        value = _read(field, text) if text else None
        wrong = bool(text) and value is None
        item = self.table.item(row, column) or QTableWidgetItem()
        was_wrong = bool(item.data(_WRONG))
        self._mark(item, wrong)
        self._remark.setText(_("Not understood yet: {text}").format(text=text) if wrong else "")
        self._remark.setVisible(wrong)
        if wrong or was_wrong:
            self.unread.emit(id, field.name, text if wrong else "")
        if wrong:
            return
        values: dict[str, Value] = {field.name: value}
        if id not in self._known:
            self._making.setdefault(id, field.name)
        if self._making.get(id) == field.name or id not in self._known:
            values[PARENT] = self._parent_id
        self.edited.emit(id, field.name, values)

    def _closed(self, row: int, column: int) -> None:
        if 0 <= row < len(self._ids):
            id, name = self._ids[row], self._fields[column].name
            if self._making.get(id) == name and id in self._known:
                del self._making[id]
            self.left.emit(id, name)

    def _mark(self, item: QTableWidgetItem, wrong: bool) -> None:
        item.setData(_WRONG, wrong)
        item.setForeground(warning(self.palette()) if wrong else self.palette().text())

    def _enable(self) -> None:
        self.remove_button.setEnabled(self.table.currentRow() >= 0)

    def _fit(self) -> None:
        self.table.setVisible(bool(self._ids))
        self.remove_button.setVisible(bool(self._ids))
        header = self.table.horizontalHeader().sizeHint().height()
        rows = sum(self.table.rowHeight(row) for row in range(min(self.table.rowCount(), MOST_SHOWN)))
        bar = self.table.horizontalScrollBar().sizeHint().height() if self.table.horizontalScrollBar().maximum() else 0
        self.table.setFixedHeight(header + rows + bar + 2 * self.table.frameWidth() + 2)
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
