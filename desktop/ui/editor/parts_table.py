"""The parts of a record as a table: a line a part, its cells edited in their place and saved as they are typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import N_, _
from desktop.ui.editor.new_part import PartMaking
from desktop.ui.editor.part_cells import RAW, read, written
from desktop.ui.editor.part_grid import TRIGGERS, WRONG, Further, PartCells, Tick
from desktop.ui.editor.part_order import POSITION, in_order, new_order, next_place
from desktop.ui.icons import icon
from desktop.ui.widgets.overlay_text import OverlayText
from desktop.ui.widgets.widget_factory import EDITORS
from desktop.workspace import PARENT, Field, Record, RecordType, Value
from desktop.workspace.records.kinds.field import Search

MOST_SHOWN = 8
"""Lines of a table within a form before it scrolls."""


class PartsTable(QWidget):
    """Shows the parts of a record of one type; tells edits and removals by the id of the part."""

    edited = Signal(str, str, dict)  # id of the part, field, {journal name: value}
    unread = Signal(str, str, str)  # id, field, text that is not understood; "" when there is none any more
    removed = Signal(str)
    left = Signal(str, str)
    reordered = Signal(dict)  # {id: its new position}
    ticked = Signal(str, dict)  # id, {journal name: value}
    selected = Signal(str)  # the part of the current line; "" for none
    details_wanted = Signal(str)  # a field of the current line that is not edited in its cell

    def __init__(
        self,
        kind: RecordType,
        parent: QWidget | None = None,
        *,
        columns: Sequence[str] = (),
        further: Sequence[Further] = (),
        tick: Tick | None = None,
        defaults: Mapping[str, Value] | None = None,
        headings: Mapping[str, str] | None = None,
        whole: bool = False,
    ) -> None:
        """`columns`: the fields shown (all of one value where none are named); `defaults`: what a new part begins with;
        `whole`: it takes the room that there is, else that of its lines.
        """
        super().__init__(parent)
        self.kind = kind
        self._parent_id = ""
        names = columns or [field.name for field in kind.fields if field.name not in (PARENT, POSITION)]
        self._fields: tuple[Field, ...] = tuple(kind.by_name[name] for name in names)
        self._tick = tick
        self._defaults = dict(defaults or {})
        self._whole = whole
        self._ids: list[str] = []
        self._known: dict[str, Record] = {}
        self._gone: set[str] = set()  # removed here; not to be shown again before the file knows
        self._making = PartMaking(self._begin)
        self._read_only = False
        self.title = QLabel(_(kind.plural), self)
        self.title.setObjectName("fieldLabel")
        self.table = PartCells(kind, self._fields, tuple(further), tick, headings or {}, self)
        self._listen()
        self.add_button = QPushButton(add_words(kind.name), self)
        self.add_button.setIcon(icon("new"))
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(remove_words(kind.name), self)
        self.remove_button.clicked.connect(self._remove)
        self._buttons = QWidget(self)
        self.buttons = QHBoxLayout(self._buttons)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.addWidget(self.add_button)
        self.buttons.addWidget(self.remove_button)
        self.buttons.addStretch(1)
        self._remark = OverlayText(self.table, "fieldOverlay")
        self.empty = QLabel(self)
        self.empty.setObjectName("fieldRemark")
        self.empty.setWordWrap(True)
        self.empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1 if whole else 0)
        layout.addWidget(self._buttons)
        if whole:
            layout.addStretch(0)
        self.set_read_only(False)
        self._fit()

    def _listen(self) -> None:
        table, editing = self.table, self.table.editing
        editing.typed.connect(self._typed)
        editing.chosen.connect(self._chosen)
        editing.left.connect(self._closed)
        editing.cancelled.connect(lambda row, _column: QTimer.singleShot(0, self, lambda: self._drop_empty(row)))
        table.itemSelectionChanged.connect(self._enable)
        table.currentCellChanged.connect(self._emit_current)
        table.itemChanged.connect(self._item_changed)
        table.add_wanted.connect(self.add)
        table.remove_wanted.connect(self._remove)
        table.move_wanted.connect(self.move)
        table.details_wanted.connect(self._details)

    def _details(self, column: int) -> None:
        known = 0 <= column < len(self._fields)
        self.details_wanted.emit(self._fields[column].name if known else self.kind.title)

    # Showing ---------------------------------------------------------------------------------------------------------

    def set_read_only(self, on: bool) -> None:
        """Cells to be read and copied."""
        self._read_only = on
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers if on else TRIGGERS)
        self._buttons.setVisible(not on)

    @property
    def current(self) -> str:
        """The id of the part of the current line; "" for none."""
        row = self.table.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def part(self, id: str) -> Record | None:
        """A part as it was read last."""
        return self._known.get(id)

    def go_to(self, id: str) -> None:
        """Make the line of this part the current one, and give it the keyboard."""
        if id in self._ids:
            self.table.setCurrentCell(self._ids.index(id), max(0, self.table.currentColumn()))
            self.table.setFocus()

    def show_parts(
        self,
        parent_id: str,
        parts: Sequence[Record],
        unread: Mapping[str, Mapping[str, str]] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Show the parts of a record; the cell being typed in stays as it is, and so do lines that are still empty."""
        known = {part.id: part for part in in_order(parts) if part.type == self.kind.name}
        self._gone &= known.keys()
        known = {id: part for id, part in known.items() if id not in self._gone}
        ids, current = list(known), self.current
        if parent_id == self._parent_id:
            ids += [id for id in self._ids if id not in known and id not in self._known]
        else:
            self._gone, current = set(), ""
        editing = self.table.state() == QAbstractItemView.State.EditingState and ids == self._ids
        here = (self.table.currentRow(), self.table.currentColumn()) if editing else (-1, -1)
        moved = ids != self._ids
        self._parent_id, self._ids, self._known = parent_id, ids, known
        self.table.blockSignals(True)
        self.table.setRowCount(len(ids))
        for row, id in enumerate(ids):
            self.table.show_row(row, known.get(id), (unread or {}).get(id, {}), names or {}, here)
        if moved and current in ids:
            self.table.setCurrentCell(ids.index(current), max(0, self.table.currentColumn()))
        elif not current and self._whole and ids:  # the form beside shows it
            self.table.setCurrentCell(0, 0)
        self.table.blockSignals(False)
        self._fit()
        self.selected.emit(self.current)

    # Rows ------------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """An empty line; it becomes a part with its first letter."""
        if self._read_only:
            return
        self._ids.append(str(uuid.uuid4()))
        row = self.table.rowCount()
        self.table.blockSignals(True)
        self.table.setRowCount(row + 1)
        self.table.show_row(row, None, {}, {})
        self.table.blockSignals(False)
        self._fit()
        self.table.setFocus()
        first = next((at for at, field in enumerate(self._fields) if EDITORS[field.kind].in_a_cell), -1)
        self.table.setCurrentCell(row, max(first, 0))
        if first >= 0 and self._fields[first].rules.search is not Search.CODE:
            self.table.edit(self.table.model().index(row, first))
        else:
            self.details_wanted.emit(self.kind.title)

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0 and not self._read_only:
            id = self._ids.pop(row)
            self.table.removeRow(row)
            self._fit()
            if self._making.end(id) or id in self._known:
                self._known.pop(id, None)
                self._gone.add(id)
                self.removed.emit(id)

    def _drop_empty(self, row: int) -> None:
        """A line that was added and left with Esc before anything was written in it goes again."""
        if not 0 <= row < len(self._ids):
            return
        id = self._ids[row]
        if id not in self._known and id not in self._making:
            self._ids.pop(row)
            self.table.removeRow(row)
            self._fit()
            (self.table if self._ids else self.add_button).setFocus()

    def move(self, way: int) -> None:
        """Move the current line up or down, where the parts have an order of their own."""
        if self._read_only or POSITION not in self.kind.by_name:
            return
        if places := new_order(self._ids, self._known, self.current, way):
            self.reordered.emit(places)

    # Edits -----------------------------------------------------------------------------------------------------------

    def take(self, id: str, name: str, values: Mapping[str, Value]) -> None:
        """An edit of a part, made here or in the form beside: the first one makes the part."""
        self.edited.emit(id, name, self._making.values(id, name, values, known=id in self._known))

    def _begin(self, _id: str) -> dict[str, Value]:
        position = {POSITION: next_place(list(self._known.values()))} if POSITION in self.kind.by_name else {}
        return {PARENT: self._parent_id, **self._defaults, **position}

    def make_sure(self, id: str) -> None:
        """Something is about to be linked from a part that is not there yet: make it."""
        if id and id not in self._known:
            self.take(id, PARENT, {})

    def _typed(self, row: int, column: int, text: str) -> None:
        if not 0 <= row < len(self._ids):
            return
        field, text, id = self._fields[column], text.strip(), self._ids[row]
        value = read(field, text) if text else None
        wrong = bool(text) and value is None
        item = self.table.item(row, column) or QTableWidgetItem()
        was_wrong = bool(item.data(WRONG))
        self.table.mark(item, wrong)
        self._remark.show_words(_("Not recognised: {text}").format(text=text) if wrong else "", wrong=wrong)
        if wrong or was_wrong:
            self.unread.emit(id, field.name, text if wrong else "")
        if not wrong and (text or id in self._known or id in self._making):
            self.take(id, field.name, {field.name: value})

    def _chosen(self, row: int, column: int, code: str) -> None:
        if 0 <= row < len(self._ids):
            field, item = self._fields[column], self.table.item(row, column)
            if item is not None:
                item.setText(written(field, {field.name: code or None}, {}))
                item.setData(RAW, code)
            self.take(self._ids[row], field.name, {field.name: code or None})

    def _closed(self, row: int, column: int) -> None:
        if 0 <= row < len(self._ids):
            id, name = self._ids[row], self._fields[column].name
            self.leave(id, name)

    def leave(self, id: str, name: str) -> None:
        """The person leaves a field of a part."""
        self._making.leave(id, name, known=id in self._known)
        self.left.emit(id, name)

    def _item_changed(self, item: QTableWidgetItem) -> None:
        if self._tick is None or item.column() != 0 or self._read_only or not 0 <= item.row() < len(self._ids):
            return
        part = self._known.get(self._ids[item.row()])
        if part is None:
            return
        on = item.checkState() == Qt.CheckState.Checked
        if on != (self._tick.is_on(part.values)):
            self._making.end(part.id)
            self.ticked.emit(part.id, self._tick.ticked() if on else self._tick.unticked())

    def _enable(self) -> None:
        self.remove_button.setEnabled(self.table.currentRow() >= 0)

    def _emit_current(self, row: int, _column: int, before: int, _before: int) -> None:
        if row != before:
            self.selected.emit(self.current)

    def _fit(self) -> None:
        self.table.setVisible(bool(self._ids))
        self.remove_button.setVisible(bool(self._ids))
        self.empty.setVisible(not self._ids and bool(self.empty.text()))
        if not self._whole:
            header = self.table.horizontalHeader().sizeHint().height()
            rows = sum(self.table.rowHeight(row) for row in range(min(self.table.rowCount(), MOST_SHOWN)))
            bar = self.table.horizontalScrollBar()
            under = bar.sizeHint().height() if bar.maximum() else 0
            self.table.setFixedHeight(header + rows + under + 2 * self.table.frameWidth() + 2)
        self._enable()


_ADD = {
    "run": N_("Add a run"),
    "comment": N_("Add a comment"),
    "question": N_("Add a question"),
    "task": N_("Add a task"),
    "participant": N_("Add a participant"),
    "budget_line": N_("Add a budget line"),
    "note": N_("Add a note"),
    "finding": N_("Add a finding"),
    "commitment": N_("Add a commitment"),
    "follow_up": N_("Add a follow-up"),
}
_REMOVE = {
    "run": N_("Remove the run"),
    "comment": N_("Remove the comment"),
    "certificate": N_("Remove the certificate"),
    "evaluation": N_("Remove the evaluation"),
    "question": N_("Remove the question"),
    "task": N_("Remove the task"),
    "participant": N_("Remove the participant"),
    "budget_line": N_("Remove the budget line"),
    "note": N_("Remove the note"),
    "finding": N_("Remove the finding"),
    "commitment": N_("Remove the commitment"),
    "follow_up": N_("Remove the follow-up"),
}


def add_words(type: str) -> str:
    """The button that adds one."""
    return _(_ADD[type]) if type in _ADD else _("Add")


def remove_words(type: str) -> str:
    """The button that takes one away."""
    return _(_REMOVE[type]) if type in _REMOVE else _("Remove")
