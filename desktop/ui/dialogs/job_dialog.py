"""A dialog whose button begins something long: progress and cancel in its foot, the form above waits meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.files import exists
from desktop.ui.background import Background, Task
from desktop.ui.buttons import primary
from desktop.ui.style.colours import warning
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.style.window import form_sheet

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.dialogs.file_choice import FileChoice

_PARAGRAPH_WIDTH = 520
"""Pixels: what a paragraph has at least, so that it is no column of words."""


class JobDialog(QDialog):
    """`form` is filled by those who know what they ask; `start` runs a job. Escape gives the job up first."""

    def __init__(self, title: str, background: Background, do: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._background = background
        self._task: Task | None = None
        self.form = QVBoxLayout()
        self.form.setSpacing(8)
        self.body = QWidget(self)
        self.body.setLayout(self.form)
        set_following_sheet(self.body, form_sheet)
        self.form.setContentsMargins(0, 0, 0, 0)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._said.hide()
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(_("Progress"))
        self._bar.hide()
        self.do = primary(QPushButton(do, self))
        self.cancel = QPushButton(_("Cancel"), self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addWidget(self._bar, 1)
        self.buttons.addStretch(0)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.body, 1)
        column.addWidget(self._said)
        column.addLayout(self.buttons)

    def paragraph(self, words: str, *, quiet: bool = False) -> QLabel:
        """Words as they stand, in as many lines as they need."""
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(_PARAGRAPH_WIDTH)
        if quiet:
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        return label

    def event(self, event: QEvent) -> bool:
        """Grow where what is said needs more lines than before: a dialog does not do so by itself."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and (layout := self.layout()) is not None:
            wanted = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else 0
            if wanted > self.height():
                self.resize(self.width(), min(wanted, self.screen().availableGeometry().height()))
        return done

    def target_of(self, file: FileChoice, missing: str) -> Path | None:
        """The file chosen; None where there is none (`missing` says so) or the one that is there shall stay."""
        if file.empty:
            self.show_message(missing, grave=True)
            file.setFocus()
            return None
        if exists(file.path):
            words = _("There is already a file {name}. Replace it?").format(name=file.path.name)
            if QMessageBox.question(self, self.windowTitle(), words) != QMessageBox.StandardButton.Yes:
                return None
        file.remember()
        return file.path

    @property
    def running(self) -> bool:
        """Is a job under way?"""
        return self._task is not None

    @property
    def said(self) -> str:
        """What stands over the buttons; "" for nothing."""
        return "" if self._said.isHidden() else self._said.text()

    def start(self, job: Callable[[Task], object], done: Callable[[Any], object]) -> None:
        """Run `job(task)`; `done` hears its result. What goes wrong is said here, and the form is back."""
        self.show_message("")
        self.body.setEnabled(False)
        self.do.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self.cancel.setFocus()

        def ended(result: object) -> None:
            self._rest()
            done(result)

        self._task = self._background.run_task(job, ended, self._failed, self._progress)

    def write(self, desk: Desk, job: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Write as the desk does, after all that waits; then close. `done` hears the result before, whether the dialog is still
        there or not. What goes wrong is said here, and the form is back.
        """
        self.body.setEnabled(False)
        self.do.setEnabled(False)

        def written(result: object) -> None:
            done(result)
            if isValid(self):
                self.accept()

        def failed(error: BaseException) -> None:
            if isValid(self):
                self.body.setEnabled(True)
                self.show_message(str(error), grave=True)
            if not isinstance(error, UserFacingError):
                desk.show_error(error)

        desk.writer.run(job, written, failed)

    def show_message(self, words: str, *, grave: bool = False) -> None:
        """A sentence over the buttons; "" takes it away."""
        self._said.setText(words)
        self._said.setStyleSheet(f"color: {warning(self.palette()).name()};" if grave else "")
        self._said.setVisible(bool(words))

    def reject(self) -> None:
        """Give the job up; where there is none, close."""
        if self._task is not None:
            self._task.cancel()
            self._rest()
            self.show_message(_("Cancelled. Nothing was changed."))
        else:
            super().reject()

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _failed(self, error: BaseException) -> None:
        self._rest()
        if isinstance(error, UserFacingError):
            self.show_message(str(error), grave=True)

    def _rest(self) -> None:
        self._task = None
        self._bar.hide()
        self.body.setEnabled(True)
        self.do.setEnabled(True)
