"""The table itself: its columns, what stands in its cells, and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.editor.part_cells import QUIET, RAW, TONE, WARNS, CellEditing, written
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.widget_factory import EDITORS
from desktop.workspace import Field, Record, RecordType, Value

WRONG = Qt.ItemDataRole.UserRole + 1
_TITLE = 26
"""Characters that the title has room for, at the least."""
_WIDEST = 34
"""Characters of a column that is not the one that stretches."""
_NARROWEST = 9
"""Characters that any other keeps."""
TRIGGERS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.SelectedClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)
"""Arrows go through the cells without opening them."""


@dataclass(frozen=True)
class Tick:
    """A box before the first cell: ticked where `field` is `on`, or holds anything where no value is named; ticking writes
    these values, and the other way round.
    """

    field: str
    on: str
    ticked: Callable[[], dict[str, Value]]
    unticked: Callable[[], dict[str, Value]]

    def is_on(self, values: Mapping[str, Value]) -> bool:
        """Is it ticked?"""
        value = values.get(self.field)
        return value == self.on if self.on else bool(value)


@dataclass(frozen=True)
class Further:
    """A column that follows from a part, to be read: its heading (English source), its words, what deserves a look."""

    label: str
    words: Callable[[Record], str]
    warns: Callable[[Record], bool] = lambda _part: False


class PartCells(QTableWidget):
    """Tab goes from cell to cell while one is edited, and from the last one on to what follows the table.

    Enter edits, Insert adds a row, Delete removes one, Alt with the arrows moves it.
    """

    add_wanted = Signal()
    remove_wanted = Signal()
    move_wanted = Signal(int)  # -1 up, 1 down
    details_wanted = Signal(int)  # of this column: it is not edited in its cell

    def __init__(
        self,
        kind: RecordType,
        fields: Sequence[Field],
        further: Sequence[Further],
        tick: Tick | None,
        headings: Mapping[str, str],
        parent: QWidget,
    ) -> None:
        """`headings`: shorter ones than the labels of fields (English source), by field."""
        super().__init__(0, len(fields) + len(further), parent)
        self._fields, self._further, self._tick = fields, further, tick
        labels = [_(headings[field.name]) if field.name in headings else field.heading for field in fields]
        self.setHorizontalHeaderLabels([*labels, *(_(each.label) for each in further)])
        self.verticalHeader().hide()
        self.setWordWrap(False)
        header = self.horizontalHeader()
        letter = self.fontMetrics().averageCharWidth()
        header.setMinimumSectionSize(letter * 6)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        titled = [column for column, field in enumerate(fields) if field.name == kind.title]
        self._wide = titled[0] if titled else 0
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        header.geometriesChanged.connect(self._soon.start)
        for changed in (self.model().dataChanged, self.model().rowsInserted, self.model().rowsRemoved):
            changed.connect(self._soon.start)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_(kind.plural))
        self.setAccessibleDescription(_("Enter edits a cell, Insert adds a line, Delete removes one."))
        self.editing = CellEditing(fields, self)
        self.setItemDelegate(self.editing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title takes what the others leave."""
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Each column as wide as what stands in it; where that is too much, the widest of them give way to the title, for
        it is what people look for.
        """
        header, room = self.horizontalHeader(), self.viewport().width()
        letter = self.fontMetrics().averageCharWidth()
        sizes = {
            each: min(max(self.sizeHintForColumn(each), header.sectionSizeHint(each)), letter * _WIDEST)
            for each in range(header.count())
            if each != self._wide
        }
        while sizes and sum(sizes.values()) + max(letter * _TITLE, *sizes.values()) > room:
            widest = max(sizes, key=lambda each: (not self._is_number(each), sizes[each]))
            if self._is_number(widest) or sizes[widest] <= letter * _NARROWEST:
                break
            sizes[widest] -= letter
        for each, size in sizes.items():
            header.resizeSection(each, size)
        header.resizeSection(self._wide, max(letter * _TITLE, *sizes.values(), room - sum(sizes.values())))

    def _is_number(self, column: int) -> bool:
        """A number that is cut reads as another one: it keeps its room."""
        return column < len(self._fields) and self._fields[column].rules.is_number

    def show_row(
        self,
        row: int,
        part: Record | None,
        kept: Mapping[str, str],
        names: Mapping[str, str],
        but: tuple[int, int] = (-1, -1),
    ) -> None:
        """Show a part in a line; `kept`: texts that were not understood, by field; the cell `but` is being typed in."""
        values: Mapping[str, Value] = part.values if part is not None else {}
        for column, field in enumerate(self._fields):
            if (row, column) != but:
                self._show_cell(row, column, field, values, kept.get(field.name, ""), names)
        for column, each in enumerate(self._further, len(self._fields)):
            item = self._item(row, column, False)
            item.setText(each.words(part) if part is not None else "")
            warns = part is not None and each.warns(part)
            item.setData(TONE, WARNS if warns else QUIET)

    def _show_cell(
        self, row: int, column: int, field: Field, values: Mapping[str, Value], kept: str, names: Mapping[str, str]
    ) -> None:
        item = self._item(row, column, EDITORS[field.kind].in_a_cell)
        if field.rules.is_number:
            item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        done = self._tick is not None and self._tick.is_on(values)
        if kept or not item.data(WRONG):
            words = kept or written(field, values, names)
            item.setText(words)
            item.setToolTip(plain_tip(words if len(words) > _WIDEST else ""))
            item.setData(RAW, values.get(field.name))
            self.mark(item, bool(kept))
            if done and not kept:
                item.setData(TONE, QUIET)
        if column == 0 and self._tick is not None:
            item.setCheckState(Qt.CheckState.Checked if done else Qt.CheckState.Unchecked)

    def _item(self, row: int, column: int, editable: bool) -> QTableWidgetItem:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            if not editable:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(row, column, item)
        return item

    def mark(self, item: QTableWidgetItem, wrong: bool) -> None:
        """Mark the text of a cell as not understood, or as understood."""
        blocked = self.blockSignals(True)
        item.setData(WRONG, wrong)
        item.setData(TONE, WARNS if wrong else None)
        self.blockSignals(blocked)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The person leaves a cell: Tab goes on to the next that can be filled, and opens it as this one was."""
        hints = QAbstractItemDelegate.EndEditHint
        way = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, hints.NoHint if way else hint)
        if not way:
            return
        following = self._editable_from(self.currentRow(), self.currentColumn(), way)
        if following is None:
            self.focusNextPrevChild(way > 0)
        else:
            self.setCurrentItem(following)
            self.editing.passing = True
            self.editItem(following)
            self.editing.passing = False

    def _editable_from(self, row: int, column: int, way: int) -> QTableWidgetItem | None:
        """The next cell that is edited in its place, along the lines; None past the ends."""
        place = row * self.columnCount() + column + way
        while 0 <= place < self.rowCount() * self.columnCount():
            item = self.item(*divmod(place, self.columnCount()))
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
                return item
            place += way
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a table whose cells are not being edited."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        item = self.currentItem()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Insert or (enter and control):
            self.add_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Delete) or (key == Qt.Key.Key_Backspace and control):
            self.remove_wanted.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif enter and self.state() == QAbstractItemView.State.EditingState:
            pass  # it ends the editing of a cell: the cell's line lets it through
        elif enter and item is not None:
            if item.flags() & Qt.ItemFlag.ItemIsEditable and self.editTriggers():
                self.editItem(item)
            else:
                self.details_wanted.emit(self.currentColumn())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Into the cell, or into the form beside."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and not item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.details_wanted.emit(item.column())
        else:
            super().mouseDoubleClickEvent(event)
