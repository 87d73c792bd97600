"""The form of one record type, made from its description: no field is named here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.file_formats import TABLES, WORKSPACES, fits
from desktop.i18n import _
from desktop.ui.dropped_files import files_in
from desktop.ui.editor.field_row import FieldRow
from desktop.ui.editor.section import FormSection
from desktop.ui.editor.tab_order import put_in_order
from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.files import FilesField
from desktop.ui.widgets.link_label import LinkLabel
from desktop.ui.widgets.linked_records import LinkedField
from desktop.ui.widgets.widget_factory import EDITORS, widget_for
from desktop.workspace import Field, RecordType, Section, Value

_FOR_THE_WINDOW = (*TABLES, *WORKSPACES)
"""Dropped on the form, these are imported or opened; on the attachments themselves they are attached."""


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
        self._arriving = True  # nobody has seen this record yet
        self._stops: list[QWidget] = []
        # What was just made has no place yet.
        self._order = QTimer(self, singleShot=True, interval=20)
        self._order.timeout.connect(self._put_in_order)
        self.setAcceptDrops(True)
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
        self._order.start()

    def _put_in_order(self) -> None:
        self._stops = put_in_order((self.missing, *self._parts()), self._stops)

    def _parts(self) -> list[QWidget]:
        """Headings and rows as they stand one under the other, also those added later (runs)."""
        found: list[QWidget] = []
        for section in self.sections.values():
            found.append(section.heading)
            found += section.lines()
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+PageDown and Ctrl+PageUp go from section to section, where no field has a use for them."""
        way = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if way and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go_to_section(way)
        else:
            super().keyPressEvent(event)

    def _go_to_section(self, way: int) -> None:
        sections = [each for each in self.sections.values() if not each.isHidden()]
        here = QApplication.focusWidget()
        at = next((place for place, each in enumerate(sections) if here is not None and each.isAncestorOf(here)), -1)
        place = max(0, min(len(sections) - 1, at + way if at >= 0 else 0))
        section = sections[place]
        section.open()
        self.verticalScrollBar().setValue(section.y())
        first = next((row for row in self.rows.values() if section.isAncestorOf(row) and not row.isHidden()), None)
        if first is not None:
            first.widget.enter()
        if not section.isAncestorOf(self.window().focusWidget()):  # it has nothing to be written in
            section.heading.setFocus(Qt.FocusReason.TabFocusReason)

    def show_missing(self, values: Mapping[str, Value]) -> None:
        """Say what the record still needs."""
        first = next(iter(self.sections.values()))
        before, arriving, self._arriving = first.y(), self._arriving, False
        if self._read_only:
            self.missing.forget()
        else:
            filled = [name for name, value in values.items() if value not in (None, "", False)]
            self.missing.show_missing(self.kind.missing(filled))
        self.column.activate()
        if not arriving:
            self.keep_place(first.y() - before)

    def keep_place(self, moved: int) -> None:
        """What stands above the fields has grown by so many pixels: they stay where they are seen."""
        bar = self.verticalScrollBar()
        if moved > 0:
            bar.setMaximum(bar.maximum() + moved)
        bar.setValue(bar.value() + moved)

    def show_unread(self, texts: Mapping[str, str]) -> None:
        """Show texts kept that no field could read."""
        for name, text in texts.items():
            if name in self.rows:
                self.rows[name].widget.show_unread(text)

    def forget(self) -> None:
        """Another record comes: nothing typed for this one stays in the fields."""
        self.missing.forget()
        for row in self.rows.values():
            row.forget()
        self._arriving = True
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
        """Unfold, scroll to and enter a field; "organisations/host" offers a link in that role."""
        name, _slash, role = name.partition("/")
        row = self.rows.get(name)
        if row is None:
            return
        self.sections[row.widget.field.section].open()
        self.ensureWidgetVisible(row, 0, 40)
        if role and isinstance(row.widget, LinkedField):
            row.widget.offer_role(role)
        row.widget.enter()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files dropped anywhere on the form become attachments; tables and workspaces are the window's."""
        if self._attachable(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._invite(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Still over it."""
        event.setAccepted(bool(self._attachable(event)))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Or not."""
        self._invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach them."""
        self._invite(False)
        paths = self._attachable(event)
        if paths and (field := self._files()) is not None:
            event.acceptProposedAction()
            field.attach(paths)

    def _files(self) -> FilesField | None:
        widgets = (row.widget for row in self.rows.values())
        return next((each for each in widgets if isinstance(each, FilesField)), None)

    def _attachable(self, event: QDropEvent) -> list[Path]:
        if self._read_only or self._files() is None:
            return []
        paths = files_in(event.mimeData())
        return [] if any(fits(path, _FOR_THE_WINDOW) for path in paths) else paths

    def _invite(self, on: bool) -> None:
        if (field := self._files()) is not None:
            field.invite(on)
            if on:
                self.sections[field.field.section].open()
                self.ensureWidgetVisible(self.rows[field.field.name])

    def _fill(self, part: FormSection, fields: list[Field], desk: DeskAccess) -> None:
        for beside, group in groupby(fields, key=lambda field: EDITORS[field.kind].in_a_line):
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
        widget.reshaped.connect(self._order.start)
        widget.left.connect(lambda name=field.name: self.left.emit(name))
        row.chosen.connect(lambda values, name=field.name: self.edited.emit(name, values))
        self.rows[field.name] = row
        return row


class MissingLine(LinkLabel):
    """Hidden where nothing is missing; but what was filled while it is shown leaves its place, so that no field moves under
    the pointer.
    """

    wanted = Signal(str)  # field name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missingLine")
        self.linkActivated.connect(self.wanted)
        self.hide()

    def forget(self) -> None:
        """Another record comes."""
        self.setMinimumHeight(0)
        self.hide()

    def show_missing(self, fields: Sequence[Field]) -> None:
        """Name the fields, each a link."""
        if self.isVisible() and not fields:
            self.setMinimumHeight(self.height())
            self.setText(_("Nothing is missing any more."))
            self.setAccessibleName(self.text())
            return
        links = ", ".join(f'<a href="{escape(field.name)}">{escape(_(field.label))}</a>' for field in fields)
        self.setText(_("Unfinished. Still to fill in: {fields}").format(fields=links))
        self.setAccessibleName(
            _("Unfinished. Still to fill in: {fields}").format(fields=", ".join(_(field.label) for field in fields))
        )
        self.setVisible(bool(fields))
