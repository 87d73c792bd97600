"""On the computer that a desk leaves: what goes into the file, for whom, and the passphrase that opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.exchange.moving import SHORTEST_PASSPHRASE, SUFFIX, Move, prepare_move, write_partner_notes
from desktop.exchange.partners import read_partners
from desktop.i18n import _
from desktop.learning.seen_learners import learners_folder
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.file_dialogs import PACKAGES, start_folder

if TYPE_CHECKING:
    from desktop.ui.background import Task
    from desktop.ui.desk import Desk


class PrepareMoveDialog(JobDialog):
    """Closed by success, with `made`. `hand_over`: somebody else works with the desk from then on."""

    made = Signal(object, object, bool)
    """The file's path, its `Move`, and whether there are notes for partners beside it."""

    def __init__(self, desk: Desk, *, hand_over: bool = False, parent: QWidget | None = None) -> None:
        title = _("Hand this desk over") if hand_over else _("Prepare a move")
        super().__init__(title, desk.background, _("&Write the file"), parent)
        self._desk, self._hand_over = desk, hand_over
        self.form.addWidget(
            self.paragraph(
                _(
                    "Your successor opens this file on another computer with “Move my desk here”, and works under their own "
                    "name from then on. What you wrote stays under yours."
                )
                if hand_over
                else _(
                    "Open this file on the new computer with “Move my desk here”. Your key goes along: partners need not "
                    "confirm anything again."
                )
            )
        )
        self.form.addWidget(
            self.paragraph(
                _(
                    "The file holds the whole desk: also private data, keys and attachments. It is encrypted with the "
                    "passphrase. Once it is written, this computer only reads the desk; you can take it back."
                ),
                quiet=True,
            )
        )
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(10)
        self.successor = QLineEdit(self)
        self.successor.setAccessibleName(_("Name of the successor"))
        if hand_over:
            rows.addRow(_("&Name of the successor"), self.successor)
        self.passphrase, self.again = (self._secret(_("Passphrase")), self._secret(_("The same again")))
        self.passphrase.setPlaceholderText(_("{least} characters or more").format(least=SHORTEST_PASSPHRASE))
        rows.addRow(_("&Passphrase"), self.passphrase)
        rows.addRow(_("The same &again"), self.again)
        ending = _("handover") if hand_over else _("move")
        stem = f"{desk.workspace.path.stem} - {ending}"
        self.file = FileChoice(
            desk.settings, PACKAGES, free_file(start_folder(desk.settings, PACKAGES), stem, SUFFIX),
            _("Save the file as"), SUFFIX, self,
        )  # fmt: skip
        rows.addRow(_("F&ile"), self.file)
        self.form.addLayout(rows)
        self.private = Tick(_("With pri&vate notes, and people who did not agree to be named"), self)
        self.private.setChecked(True)
        self.new_key = Tick(_("A new &key: partners compare its verification code once; yours introduces it"), self)
        self.notes = Tick(_("Write a no&te for each partner, in a folder beside the file"), self)
        self.notes.setChecked(True)
        self.names = Tick(_("With the names of &learners that were kept"), self)
        choices = QVBoxLayout()
        choices.setSpacing(2)
        for each in (self.private, self.new_key, self.notes):
            each.setVisible(hand_over)
            choices.addWidget(each)
        choices.addWidget(self.names)
        self.form.addLayout(choices)
        self.do.clicked.connect(self._write)
        (self.successor if hand_over else self.passphrase).setFocus()

    def _secret(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        return field

    def _write(self) -> None:
        successor = " ".join(self.successor.text().split())
        if self._hand_over and not successor:
            self.show_message(_("Enter the name of the successor."), grave=True)
            self.successor.setFocus()
            return
        if self.passphrase.text() != self.again.text():
            self.show_message(_("The two passphrases are not the same."), grave=True)
            self.again.setFocus()
            return
        path = self.target_of(self.file, _("Choose where the file goes."))
        if path is None:
            return
        workspace, passphrase, notes = self._desk.workspace, self.passphrase.text(), self.notes.isChecked()
        private, names = self.private.isChecked(), self.names.isChecked()
        new_key = self._hand_over and self.new_key.isChecked()

        def job(task: Task) -> tuple[Path, Move, bool]:
            made = prepare_move(
                workspace, path, passphrase, successor=successor, new_key=new_key, private=private, learner_names=names,
                learners=learners_folder(workspace.path), progress=task.progress, cancelled=lambda: task.cancelled,
            )  # fmt: skip
            written: list[Path] = []
            if successor and notes:
                with workspace.reading() as conn:
                    partners = [each.shown_name for each in read_partners(conn, brief=True)]
                written = write_partner_notes(path.with_suffix(""), made, partners)
            return path, made, bool(written)

        self.start(job, self._done)

    def _done(self, found: tuple[Path, Move, bool]) -> None:
        self.made.emit(*found)
        self.accept()
