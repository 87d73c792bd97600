"""Writing a value that none of the desks had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.errors import ProgrammingError
from desktop.i18n import _
from desktop.ui.conflicts import conflict_text
from desktop.ui.conflicts.conflict_data import ConflictRow
from desktop.ui.editor.desk_access import EditorDeskAccess
from desktop.ui.style.editor import style_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.style.window import form_sheet
from desktop.ui.widgets.widget_factory import widget_for
from desktop.workspace import Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class AnotherDialog(QDialog):
    """The field's own widget, filled with the value shown now."""

    def __init__(self, desk: Desk, listed: ConflictRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listed = listed
        disputed, field = listed.disputed, conflict_text.field_of(listed.disputed)
        if field is None:
            raise ProgrammingError(f"no field {disputed.field}")
        self.setWindowTitle(_("Enter another value"))
        self.setModal(True)
        self.setMinimumWidth(520)
        self.value: Value = disputed.choices[-1].value
        access = EditorDeskAccess(
            desk.workspace, desk.writer, desk.background, shown=lambda: (disputed.id, disputed.type),
            before_writing=lambda: None, open_record=desk.record_wanted.emit, failed=desk.show_error, settings=desk.settings,
        )  # fmt: skip
        # A text in another language is a field of its own here.
        self.widget = widget_for(replace(field, name=disputed.field, translated=False), access, self)
        self.widget.setAccessibleName(listed.field)
        self.widget.show_values({disputed.field: self.value} if self.value is not None else {})
        heading, title = QLabel(listed.field, self), QLabel(listed.title, self)
        heading.setObjectName("fieldLabel")
        heading.setBuddy(self.widget.entry())
        title.setWordWrap(True)
        self._remark = QLabel(self)
        self._remark.setObjectName("fieldRemark")
        self._remark.setWordWrap(True)
        room = self._remark.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._remark.setSizePolicy(room)
        self._remark.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.resolve = self.buttons.addButton(_("&Use this value"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        for part in (title, heading, self.widget, self._remark):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.widget.edited.connect(self._edited)
        self.widget.unread.connect(lambda text: self.resolve.setEnabled(not text))
        self.widget.remark.connect(self._show_remark)
        font = self.font()
        set_following_sheet(self, lambda palette: style_sheet(palette, font) + form_sheet(palette))
        self.widget.enter()

    def _edited(self, values: dict[str, Value]) -> None:
        if self.listed.disputed.field in values:
            value = values[self.listed.disputed.field]
            self.value = None if value == "" else value

    def _show_remark(self, words: str, wrong: bool) -> None:
        self._remark.setText(words)
        self._remark.setVisible(bool(words))
        self._remark.setProperty("wrong", wrong)
        self._remark.style().polish(self._remark)
