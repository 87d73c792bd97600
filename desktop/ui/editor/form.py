"""The form of one record type, made from its description: no field is named here."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.editor.field_row import FieldRow
from desktop.ui.editor.missing_line import MissingLine
from desktop.ui.editor.section import FormSection
from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.for_field import widget_for
from desktop.words import _
from desktop.workspace import Field, FieldKind, RecordType, Section, Value

_BESIDE = {FieldKind.INTEGER: 4, FieldKind.DATE: 2, FieldKind.CHOICE: 2}
"""Short fields stand so many in a line."""


class RecordForm(QScrollArea):
    """Sections of fields; tells edits with the field they belong to."""

    edited = Signal(str, dict)  # field name, {journal name: value}
    unread = Signal(str, str)  # field name, text
    left = Signal(str)  # field name

    def __init__(self, kind: RecordType, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.rows: dict[str, FieldRow] = {}
        self.sections: dict[str, FormSection] = {}
        self._read_only = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        for ground in (self.viewport(), inside):
            ground.setAutoFillBackground(False)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(14, 8, 14, 20)
        self.column.setSpacing(8)
        self.missing = MissingLine(inside)
        self.missing.wanted.connect(self.go_to)
        self.column.addWidget(self.missing)
        for section in kind.sections or (Section(key="", label=kind.label),):
            part = FormSection(_(section.label), inside)
            self.sections[section.key] = part
            self._fill(part, [field for field in kind.fields if field.section == section.key], desk)
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setWidget(inside)

    def show_values(self, values: Mapping[str, Value], *, keep: frozenset[str] = frozenset()) -> None:
        """Show a record's values; the fields in `keep` are being typed in and stay as they are."""
        for name, row in self.rows.items():
            if name not in keep:
                row.widget.show_values(values)

    def show_missing(self, values: Mapping[str, Value]) -> None:
        """Say what the record still needs."""
        filled = [name for name, value in values.items() if value not in (None, "", False)]
        self.missing.show_missing(() if self._read_only else self.kind.missing(filled))

    def show_unread(self, texts: Mapping[str, str]) -> None:
        """Show texts kept that no field could read."""
        for name, text in texts.items():
            if name in self.rows:
                self.rows[name].widget.show_unread(text)

    def forget(self) -> None:
        """Another record comes: nothing typed for this one stays in the fields."""
        for row in self.rows.values():
            row.widget.forget()
        self.verticalScrollBar().setValue(0)

    @property
    def read_only(self) -> bool:
        """Can it only be read?"""
        return self._read_only

    def set_read_only(self, on: bool) -> None:
        """Show only; everything can still be read and copied."""
        if on != self._read_only:
            self._read_only = on
            for row in self.rows.values():
                row.set_read_only(on)

    def go_to(self, name: str) -> None:
        """Unfold, scroll to and enter a field."""
        row = self.rows.get(name)
        if row is None:
            return
        self.sections[row.widget.field.section].open()
        self.ensureWidgetVisible(row, 0, 40)
        row.widget.enter()

    def _fill(self, part: FormSection, fields: list[Field], desk: DeskAccess) -> None:
        for beside, group in groupby(fields, key=lambda field: _BESIDE.get(field.kind, 1)):
            rows = [self._row(field, desk, part.body) for field in group]
            if beside == 1 or len(rows) == 1:
                for row in rows:
                    part.rows.addWidget(row)
                continue
            grid = QGridLayout()
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(10)
            for place, row in enumerate(rows):
                # The last one may be as wide as the line: its label is long, perhaps.
                wide = beside - place % beside if beside > 2 and place == len(rows) - 1 else 1
                grid.addWidget(row, place // beside, place % beside, 1, wide, Qt.AlignmentFlag.AlignTop)
            for column in range(beside):
                grid.setColumnStretch(column, 1)
                grid.setColumnMinimumWidth(column, 1)
            part.rows.addLayout(grid)

    def _row(self, field: Field, desk: DeskAccess, parent: QWidget) -> FieldRow:
        widget = widget_for(field, desk)
        row = FieldRow(widget, parent)
        widget.edited.connect(lambda values, name=field.name: self.edited.emit(name, values))
        widget.unread.connect(lambda text, name=field.name: self.unread.emit(name, text))
        widget.left.connect(lambda name=field.name: self.left.emit(name))
        row.chosen.connect(lambda values, name=field.name: self.edited.emit(name, values))
        self.rows[field.name] = row
        return row
