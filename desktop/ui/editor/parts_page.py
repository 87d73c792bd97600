"""A page of parts: their table, and a form beside it for all that a part can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop.ui.editor.conflict_choices import conflicts_by_field
from desktop.ui.editor.context import RecordContext, RecordPart
from desktop.ui.editor.desk_access import Beside
from desktop.ui.editor.form import RecordForm
from desktop.ui.editor.part_grid import Further, Tick
from desktop.ui.editor.part_order import POSITION
from desktop.ui.editor.part_saving import save_through
from desktop.ui.editor.parts_table import PartsTable
from desktop.ui.editor.record_data import RecordData
from desktop.workspace import PARENT, RECORD_TYPES, Record, RecordType, Value

BESIDE_FROM = 860
"""From so many pixels on the form stands beside the table, below it in less."""


def form_kind(kind: RecordType) -> RecordType:
    """A part as its form shows it: without where it belongs, all in one section."""
    fields = tuple(replace(field, section="") for field in kind.fields if field.name not in (PARENT, POSITION))
    return replace(kind, fields=fields, sections=())


class PartsPage(RecordPart):
    """The parts of one type. Arrows in the table show each in the form; Enter goes where a field is edited."""

    def __init__(
        self,
        context: RecordContext,
        type: str,
        *,
        columns: Sequence[str],
        empty: str = "",
        further: Sequence[Further] = (),
        tick: Tick | None = None,
        headings: Mapping[str, str] | None = None,
        defaults: Mapping[str, Value] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`empty`: what is said while there are none."""
        super().__init__(parent)
        self.context = context
        self._reading = RecordData()
        self._read_only = False
        self._record_id = self._shown = ""
        self.parts = PartsTable(
            RECORD_TYPES[type], self, columns=columns, further=further, tick=tick, defaults=defaults,
            headings=headings, whole=True,
        )  # fmt: skip
        self.parts.empty.setText(empty)
        save_through(self.parts, context)
        beside = Beside(lambda: self._record_id, lambda: self._reading.parts)
        desk = context.desk_of(lambda: (self._shown, type), self._before_writing, beside)
        self.form = RecordForm(form_kind(RECORD_TYPES[type]), desk, self)
        self.form.setMinimumWidth(280)
        self.form.missing.setVisible(False)
        self.form.edited.connect(lambda name, values: self.parts.take(self._shown, name, values))
        self.form.left.connect(lambda name: self.parts.leave(self._shown, name))
        self.form.unread.connect(lambda name, text: context.saver.take_unread(self._shown, name, text))
        self.parts.selected.connect(self._show_part)
        self.parts.details_wanted.connect(self.form.go_to)
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        table = QFrame(self)
        self.column = QVBoxLayout(table)
        self.column.setContentsMargins(14, 8, 14, 10)
        self.column.addWidget(self.parts, 1)
        self.splitter.addWidget(table)
        self.splitter.addWidget(self.form)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([700, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self._show_part("")

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show the parts as they are now."""
        self._record_id, self._reading, self._read_only = record_id, reading, read_only
        self.parts.set_read_only(read_only)
        self.form.set_read_only(read_only)
        self.parts.show_parts(record_id, self.of_type(), reading.unread, reading.names)

    def of_type(self) -> list[Record]:
        """The parts of this page's type."""
        return [part for part in self._reading.parts if part.type == self.parts.kind.name]

    def enter(self) -> None:
        """The table, or the button that adds the first."""
        if self.parts.table.isHidden():
            self.parts.add_button.setFocus()
        else:
            self.parts.table.setFocus()

    def finish(self) -> None:
        """Another record comes."""
        self._shown = ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room."""
        super().resizeEvent(event)
        way = Qt.Orientation.Horizontal if self.width() >= BESIDE_FROM else Qt.Orientation.Vertical
        if way != self.splitter.orientation():
            self.splitter.setOrientation(way)

    def _before_writing(self) -> None:
        self.parts.make_sure(self._shown)
        self.context.saver.flush()

    def _show_part(self, id: str) -> None:
        anew = id != self._shown
        if anew:
            self.form.forget()
        self._shown = id
        self.form.setVisible(bool(id))
        if not id:
            return
        part, saver = self.parts.part(id), self.context.saver
        keep = frozenset(name for name in self.form.rows if saver.is_busy(id, name)) if not anew else frozenset[str]()
        self.form.show_values(part.values if part is not None else {}, keep=keep)
        conflicts = conflicts_by_field(part, self._reading.names) if part is not None else {}
        for name, row in self.form.rows.items():
            row.show_conflicts(conflicts.get(name, {}))
        if anew:
            self.form.show_unread(self._reading.unread.get(id, {}))
