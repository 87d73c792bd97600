"""A person goes on with a new computer: the desk there and the one on the old computer say so together, in one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.errors import UserFacingError
from desktop.exchange.identity import fingerprint, own_public_key
from desktop.exchange.partners.introduced import (
    ask_for_introduction,
    introduce,
    previous_key,
    read_introduction_file,
    withdraw_introduction,
)
from desktop.i18n import _
from desktop.ui import file_dialogs
from desktop.ui.exchange.compare_codes_dialog import CodeLabel, code_lines
from desktop.ui.style.colours import warning
from desktop.ui.style.exchange import exchange_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.widgets.choice import StillBox

if TYPE_CHECKING:
    from desktop.exchange.identity.introductions import Introduction
    from desktop.exchange.partners import Partner
    from desktop.ui.desk import Desk

_WIDTH = 560
_FILTER = "*.json"


class NewComputerDialog(QDialog):
    """Both halves: the file is written on the new computer, and signed on the old one."""

    def __init__(
        self, desk: Desk, partners: Sequence[Partner], former: Partner | None = None, parent: QWidget | None = None
    ) -> None:
        """`former`: the desk on the old computer, where that is said already."""
        super().__init__(parent)
        self._desk = desk
        self._partners = list(partners)
        self.setWindowTitle(_("A new computer"))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(
            self._text(
                _(
                    "On another computer you have another key. So that your partners know that it is you, your desk there and"
                    " the one on the old computer say so together, in a small file that goes there and back."
                )
            )
        )
        column.addWidget(self._heading(_("1. On the new computer")))
        self.former = StillBox(self)
        self.former.setAccessibleName(_("Your desk on the old computer"))
        self.former.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = QLabel(_("Your desk on the &old computer"), self)
        label.setBuddy(self.former)
        self.write = QPushButton(_("&Write the file…"), self)
        self.write.clicked.connect(self._write)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.former, 1)
        row.addWidget(self.write)
        column.addLayout(row)
        column.addWidget(self._heading(_("2. On the old computer, and then on the new one again")))
        self.open_file = QPushButton(_("O&pen the file…"), self)
        self.open_file.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(
            self._text(_("The old computer signs it; the new one then tells your partners."), _WIDTH - 160), 1
        )
        row.addWidget(self.open_file)
        column.addLayout(row)
        self.code = CodeLabel(_("Verification code of the new desk"), self)
        self.code.hide()
        self.said = self._text("")
        self.said.hide()
        column.addWidget(self.said)
        column.addWidget(self.code)
        self.close_button = QPushButton(_("Close"), self)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        for button in (self.write, self.open_file):
            button.setAutoDefault(False)
        set_following_sheet(self, lambda palette: exchange_sheet(palette, self.font()))
        self._fill(former)

    def _text(self, words: str, width: int = _WIDTH) -> QLabel:
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(width)
        return label

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("sideHeading")
        return label

    # What is known ---------------------------------------------------------------------------------------------------

    def _fill(self, former: Partner | None) -> None:
        for each in self._partners:
            self.former.addItem(each.shown_name, each)
        if former is not None:
            self.former.setCurrentIndex(next(n for n, each in enumerate(self._partners) if each.no == former.no))
        self._update()
        workspace = self._desk.workspace

        def read(key: bytes) -> None:
            if isValid(self) and key:
                self.former.insertItem(0, _("The one that wrote in this workspace before"), None)
                if former is None:
                    self.former.setCurrentIndex(0)
                self._update()

        self._desk.background.run(lambda: previous_key(workspace), read)

    def _update(self) -> None:
        writable = self._desk.writable
        self.former.setEnabled(self.former.count() > 0)
        self.write.setEnabled(writable and self.former.count() > 0)
        self.write.setToolTip(
            ""
            if self.former.count()
            else _("Import a package of your desk on the old computer first, or open a copy of its workspace.")
        )
        self.open_file.setEnabled(writable)

    # The two steps ---------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        filters = _("Introductions ({files})").format(files=_FILTER)
        path = file_dialogs.ask_target(
            self, self._desk.settings, file_dialogs.PACKAGES, _("Write the file for the old computer"),
            _("new computer") + ".json", filters,
        )  # fmt: skip
        if path is None:
            return
        workspace, former = self._desk.workspace, self.former.currentData()
        self._run(
            lambda: ask_for_introduction(workspace, path, former),
            lambda said: self._show(
                _(
                    "{file} is written. Take it to the old computer, and open it there, in this same place. This is the code"
                    " of this desk: the old computer must show the same."
                ).format(file=path.name),
                said,
            ),
        )

    def _open(self) -> None:
        filters = _("Introductions ({files})").format(files=_FILTER)
        path = file_dialogs.ask_file(
            self, self._desk.settings, file_dialogs.PACKAGES, _("Open the file of the other computer"), filters
        )
        if path is None:
            return
        workspace = self._desk.workspace

        def look() -> tuple[Introduction, bool]:
            said = read_introduction_file(workspace, path)
            return said, own_public_key(workspace) == said.old

        def looked(found: tuple[Introduction, bool]) -> None:
            said, signs = found
            self._ask(path, said) if signs else self._introduce(path)

        self._run(look, looked)

    def _ask(self, path: Path, said: Introduction) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.windowTitle())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            _("Does your new computer show this code?\n\n{code}").format(code=code_lines(fingerprint(said.new)))
        )
        box.setInformativeText(
            _("Sign only if all thirty digits are the same: whoever has your signature can pretend to be you.")
        )
        go = box.addButton(_("They are the same: &sign"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go.clicked.connect(lambda: self._introduce(path))
        box.open()

    def _introduce(self, path: Path) -> None:
        desk = self._desk
        workspace = desk.workspace

        def done(said: Introduction) -> None:
            desk.exchange_changed.emit()
            signed = own_public_key(workspace) == said.old
            words = (
                _("{file} is signed. Take it back to the new computer, and open it there in this same place.")
                if signed
                else _("From now on your packages tell partners that you go on with this computer.")
            ).format(file=path.name)
            self._show(words, said)
            desk.show_message(words, _("Undo"), withdraw)

        def withdraw() -> None:
            desk.writer.run(lambda: withdraw_introduction(workspace, path), withdrawn, desk.show_error)

        def withdrawn(_result: object) -> None:
            desk.exchange_changed.emit()
            desk.show_message(
                _("Your packages do not say so any more. Those who have a package or the file still have it.")
            )

        self._run(lambda: introduce(workspace, path), done)

    def _run(self, job: Callable[[], object], done: Callable[..., object]) -> None:
        """Write on the writer's thread; what goes wrong is said here."""

        def answer() -> object:
            try:
                return job()
            except UserFacingError as error:  # no edit of the person was lost: the writer must not say so
                return error

        def heard(found: object) -> None:
            if not isValid(self):
                return
            if isinstance(found, UserFacingError):
                self._show(str(found), None, grave=True)
            else:
                done(found)

        self._desk.writer.run(answer, heard)

    def _show(self, words: str, said: Introduction | None, *, grave: bool = False) -> None:
        self.said.setText(words)
        self.said.setStyleSheet(f"color: {warning(self.palette()).name()};" if grave else "")
        self.said.show()
        self.code.setVisible(said is not None)
        if said is not None:
            self.code.show_code(fingerprint(said.new))
        self.adjustSize()
