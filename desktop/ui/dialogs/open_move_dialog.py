"""On the computer that a desk moves to: the file, its passphrase, and where the workspace goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.exchange.moving import SUFFIX, Move, open_move
from desktop.i18n import _
from desktop.learning.seen_learners import learners_folder
from desktop.system.files import user_path
from desktop.ui import file_dialogs
from desktop.ui.dialogs.file_choice import FileChoice
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.welcome import SUFFIX as WORKSPACE_SUFFIX
from desktop.ui.welcome import free_path, shown_path, usual_path

if TYPE_CHECKING:
    from desktop.ui.background import Background, Task
    from desktop.ui.settings import Settings


class OpenMoveDialog(JobDialog):
    """Closed by success, with `arrived`."""

    arrived = Signal(object, object)
    """The path of the workspace, and its `Move`."""

    def __init__(self, settings: Settings, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("Move my desk here"), background, _("&Move it here"), parent)
        self._settings = settings
        self.form.addWidget(
            self.paragraph(
                _(
                    "On your old computer, “Prepare a move” in the File menu writes a file ({suffix}). Bring it here on a "
                    "stick. A desk that was handed over to you is opened in the same way."
                ).format(suffix=SUFFIX)
            )
        )
        self.source = QLineEdit(self)
        self.source.setAccessibleName(_("File of the move"))
        self.source.setMinimumWidth(400)
        self.choose = QPushButton(_("&Browse…"), self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        chosen = QHBoxLayout()
        chosen.setSpacing(8)
        chosen.addWidget(self.source, 1)
        chosen.addWidget(self.choose)
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.target = FileChoice(
            settings,
            file_dialogs.WORKSPACES,
            free_path(usual_path()),
            _("Location of the new file"),
            WORKSPACE_SUFFIX,
            self,
        )
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(10)
        rows.addRow(_("&File of the move"), chosen)
        rows.addRow(_("&Passphrase"), self.passphrase)
        rows.addRow(_("&Workspace here"), self.target)
        self.form.addLayout(rows)
        self.do.clicked.connect(self._open)
        self.source.setFocus()

    def _choose(self) -> None:
        chosen = file_dialogs.ask_file(self, self._settings, file_dialogs.PACKAGES, _("File of the move"), f"*{SUFFIX}")
        if chosen is not None:
            self.source.setText(shown_path(chosen))

    def _open(self) -> None:
        written = self.source.text().strip()
        if not written or self.target.empty:
            self.show_message(_("Choose the file of the move, and where the workspace goes."), grave=True)
            self.source.setFocus()
            return
        source, passphrase, target = user_path(written), self.passphrase.text(), self.target.path

        def job(task: Task) -> tuple[Path, Move]:
            moved = open_move(
                source, passphrase, target, learners=learners_folder(target), cancelled=lambda: task.cancelled
            )
            return target, moved

        self.start(job, self._done)

    def _done(self, found: tuple[Path, Move]) -> None:
        self.arrived.emit(*found)
        self.accept()
