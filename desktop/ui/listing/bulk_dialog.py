"""One change of many records: a field, what becomes of it, and how many it concerns; one action, one undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.buttons import primary
from desktop.ui.listing.bulk_desk_access import BulkDeskAccess
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.field_widget import FieldWidget
from desktop.ui.widgets.widget_factory import widget_for
from desktop.workspace import Field, Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

SET, EMPTY, ADD, REMOVE = "set", "empty", "add", "remove"


def bulk_fields(listed: ListSpec) -> list[Field]:
    """The fields that many records may share."""
    return [field for field in listed.kind.fields if field.rules.in_tables and field.name not in listed.one_by_one]


class BulkDialog(QDialog):
    """Only asks; `values` is the edit, `to_make` the records it needs first."""

    def __init__(self, desk: Desk, listed: ListSpec, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed = listed
        self._count = count
        self._shown: dict[str, Value] = {}
        self._widget: FieldWidget | None = None
        self._bulk_desk = BulkDeskAccess(desk, self._linked)
        self.setWindowTitle(listed.change_title(count))
        self.field_box = QComboBox(self)
        self.field_box.setMaxVisibleItems(24)
        sections = {section.key: section for section in listed.kind.sections}
        before = ""
        for field in bulk_fields(listed):
            if before and field.section != before:
                self.field_box.insertSeparator(self.field_box.count())
            before = field.section
            self.field_box.addItem(field.heading, field.name)
            if field.section in sections:
                tip = plain_tip(_(sections[field.section].label))
                self.field_box.setItemData(self.field_box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.ways = {name: QRadioButton(self) for name in (SET, ADD, REMOVE, EMPTY)}
        group = QButtonGroup(self)
        line = QHBoxLayout()
        for button in self.ways.values():
            group.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        self.ways[SET].setText(_("&Replace with"))
        self.ways[EMPTY].setText(_("&Clear"))
        self.ways[ADD].setText(_("&Add"))
        self.ways[REMOVE].setText(_("&Remove"))
        self._place = QScrollArea(self)
        self._place.setWidgetResizable(True)
        self._place.setFrameShape(QScrollArea.Shape.NoFrame)
        self._place.setMinimumHeight(96)
        self._remark = QLabel(self)
        self._remark.setWordWrap(True)
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        form.addRow(_("&Field:"), self.field_box)
        form.addRow("", line)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.change_button = primary(buttons.addButton(self.windowTitle(), QDialogButtonBox.ButtonRole.AcceptRole))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self._place, 1)
        column.addWidget(self._remark)
        column.addWidget(self._sentence)
        column.addWidget(buttons)
        self.field_box.currentIndexChanged.connect(lambda _row: self._show_field())
        group.buttonToggled.connect(lambda _button, on: on and self._show_way())
        self.finished.connect(lambda _how: self._bulk_desk.forget())
        self.show_field(listed.pill)
        self.resize(520, 310)

    @property
    def field(self) -> Field:
        """The field that is changed."""
        return self._listed.kind.by_name[str(self.field_box.currentData())]

    @property
    def way(self) -> str:
        """SET, EMPTY, ADD or REMOVE."""
        return next(name for name, button in self.ways.items() if button.isChecked())

    @property
    def widget(self) -> FieldWidget:
        """The widget of the field's value."""
        assert self._widget is not None
        return self._widget

    @property
    def values(self) -> dict[str, Value]:
        """The edit of each record, by journal field name; empty while there is nothing to do."""
        if self.way == EMPTY:
            return {self.field.name: None}
        if self.way == REMOVE:
            return dict.fromkeys(self._shown)
        return dict(self._shown)

    @property
    def to_make(self) -> dict[str, tuple[str, str]]:
        """Records that the edit links and that are made with it: id -> (type, name)."""
        used = " ".join(self.values)
        return {id: made for id, made in self._bulk_desk.to_make.items() if id in used}

    def show_field(self, name: str) -> None:
        """Change this field."""
        self.field_box.setCurrentIndex(self.field_box.findData(name))
        self._show_field()

    def _show_field(self) -> None:
        field = self.field
        for name in (SET, EMPTY):
            self.ways[name].setVisible(not field.is_set)
        for name in (ADD, REMOVE):
            self.ways[name].setVisible(field.is_set)
        self._shown = {}
        self._remark.clear()
        self._bulk_desk.forget()
        widget = widget_for(_plain(field), self._bulk_desk, self)
        widget.edited.connect(self._edited)
        widget.remark.connect(lambda words, _wrong: self._remark.setText(words))
        widget.unread.connect(lambda text: self._unread(bool(text)))
        widget.show_values({})
        holder = QWidget(self._place)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        column.addStretch(1)
        self._widget = widget
        self._place.setWidget(holder)
        QWidget.setTabOrder(self.ways[EMPTY], widget.entry())
        (self.ways[ADD] if field.is_set else self.ways[SET]).setChecked(True)
        self._show_way()

    def _show_way(self) -> None:
        self._place.setVisible(self.way != EMPTY)
        self._show_text()

    def _edited(self, values: Mapping[str, Value]) -> None:
        self._shown.update(values)
        self._shown = {name: value for name, value in self._shown.items() if value not in (None, "")}
        self._show_text()

    def _linked(self, values: Mapping[str, Value]) -> None:
        """A record to be made was linked: the widget shows it as chosen."""
        self._edited(values)
        self.widget.show_values(self._shown)

    def _unread(self, wrong: bool) -> None:
        if wrong:
            self._shown = {}
        self._show_text()

    def _show_text(self) -> None:
        ready = bool(self.values)
        words = _("Choose a value.")
        if ready:
            words = self._listed.change_words(self.way, _(self.field.label), self._count)
        undoable = _("A single undo reverses all of it.")
        self._sentence.setText(f"{words} {undoable}" if ready else words)
        self.change_button.setEnabled(ready)


def ask_change(
    desk: Desk,
    listed: ListSpec,
    count: int,
    parent: QWidget,
    then: Callable[[dict[str, Value], dict[str, tuple[str, str]], str], object],
) -> None:
    """Ask what to change in so many records; `then` gets the edit, the records it needs first, the field's label."""
    dialog = BulkDialog(desk, listed, count, parent)
    dialog.accepted.connect(lambda: then(dialog.values, dialog.to_make, _(dialog.field.label)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _plain(field: Field) -> Field:
    """The field without its further languages, which are each record's own, and without the end of a period beside it."""
    return replace(field, translated=False, until=field.until if field.until == field.name else "")
