"""Attachments: chosen or dropped in, copied beside the workspace, opened with a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.system.received_files import starts_program
from desktop.system.safe_names import safe_file_name
from desktop.ui.dropped_files import files_in
from desktop.ui.file_dialogs import ATTACHMENTS, start_folder
from desktop.ui.icons import icon
from desktop.ui.made_file import open_file, refuse_program
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.field_widget import FieldWidget, members_of
from desktop.ui.widgets.member_lines import MemberLines, cross_button, link_button
from desktop.workspace import Field, Value, member


class FilesField(FieldWidget):
    """A line a file: open, save as, remove; a button, and files may be dropped on it."""

    def __init__(self, field: Field, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._members: dict[str, Value] = {}
        self._lacking: frozenset[str] = frozenset()
        self.setAcceptDrops(True)
        self._read_only = False
        self._lines = MemberLines(self)
        self.add_button = QPushButton(_("Attach files, or drop them here"), self)
        self.add_button.setIcon(icon("new"))
        self.add_button.setObjectName("dropPlace")
        self.add_button.setAccessibleName(_("Attach files"))
        self.add_button.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._lines)
        layout.addWidget(self.add_button)
        self.setFocusProxy(self.add_button)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the file names."""
        members = members_of(self.field.name, values)
        if members != self._members:
            self._members = members
            self._rebuild()
        if members:  # each time: one may have come meanwhile
            self._desk.lacking(sorted(members), self._reported_missing)

    def _reported_missing(self, found: frozenset[str]) -> None:
        if found != self._lacking:
            self._lacking = found
            self._rebuild()

    def forget(self) -> None:
        """Another record comes."""
        self._lacking = frozenset()
        self.remark.emit("", False)

    def set_read_only(self, on: bool) -> None:
        """Files to open and save, none to add."""
        self._read_only = on
        self.setAcceptDrops(not on)
        self.add_button.setVisible(not on)
        self._rebuild()

    def entry(self) -> QPushButton:
        """The button."""
        return self.add_button

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may come in."""
        if files_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.invite(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Or not."""
        self.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.invite(False)
        event.acceptProposedAction()
        self.attach(files_in(event.mimeData()))

    def attach(self, paths: Sequence[Path]) -> None:
        """Copy files beside the workspace, then link them."""
        if paths:
            self.remark.emit(_("Copying…"), False)
            self._desk.attach(self.field.name, paths, lambda: self.remark.emit("", False))

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Attach files"), self._start_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.attach([Path(name) for name in names]))
        dialog.filesSelected.connect(lambda names: self._keep_folder(names[0]) if names else None)
        dialog.open()

    def _start_folder(self) -> str:
        settings = self._desk.settings
        return str(start_folder(settings, ATTACHMENTS)) if settings is not None else ""

    def _keep_folder(self, name: str) -> None:
        if self._desk.settings is not None:
            self._desk.settings.keep_folder(ATTACHMENTS, Path(name).parent)

    def _open(self, sha256: str, name: str) -> None:
        if starts_program(safe_file_name(name)):
            self._desk.fail(refuse_program(name))
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(_("Open a copy of this file with its default program?"))
        question.setInformativeText(name)
        question.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answered(answer: int) -> None:
            if answer == QMessageBox.StandardButton.Open:
                # A copy: what the other program saves must not change a file that is known by its content.
                self._desk.copy_to_open(sha256, safe_file_name(name), open_file)

        question.finished.connect(answered)
        question.open()

    def _save_as(self, sha256: str, name: str) -> None:
        dialog = QFileDialog(self, _("Save the attachment as"), self._start_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_file_name(name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda path: self._desk.copy_out(sha256, Path(path), lambda: self._desk.show_saved(Path(path)))
        )
        dialog.fileSelected.connect(self._keep_folder)
        dialog.open()

    def _remove(self, sha256: str) -> None:
        self._members.pop(sha256, None)
        self._rebuild()
        self.add_button.setFocus()
        self.edited.emit({member(self.field.name, sha256): None})

    def invite(self, on: bool) -> None:
        """Show that files may be dropped, or no more."""
        self.add_button.setText(_("Drop to attach") if on else _("Attach files, or drop them here"))
        self.add_button.setProperty("invited", on)
        self.add_button.style().unpolish(self.add_button)
        self.add_button.style().polish(self.add_button)

    def _rebuild(self) -> None:
        self.reshaped.emit()
        members = sorted(self._members.items(), key=lambda each: str(each[1]).lower())
        self._lines.show_lines([self._line(sha256, str(value)) for sha256, value in members])

    def _line(self, sha256: str, name: str) -> list[QWidget]:
        if sha256 in self._lacking:
            late = QLabel(_("{name} (not received yet)").format(name=name))
            late.setTextFormat(Qt.TextFormat.PlainText)
            late.setWordWrap(True)
            late.setToolTip(_("A later package will bring it; the Exchange page says whom to ask"))
            return [late] if self._read_only else [late, cross_button(self, name, lambda: self._remove(sha256))]
        button = link_button(name, _("Open {name}").format(name=name), lambda: self._open(sha256, name))
        more = QToolButton()
        more.setText("…")
        more.setObjectName("moreButton")
        more.setAutoRaise(True)
        menu = QMenu(more)
        menu.addAction(_("Open"), lambda: self._open(sha256, name))
        menu.addAction(_("Save as…"), lambda: self._save_as(sha256, name))
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setAccessibleName(_("More about {name}").format(name=name))
        more.setToolTip(plain_tip(more.accessibleName()))
        if self._read_only:
            return [button, more]
        return [button, more, cross_button(self, name, lambda: self._remove(sha256))]
