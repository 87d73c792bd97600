"""A long job with its progress and a button that cancels it: nothing is left half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

SHOW_AFTER_MS = 350
ReportProgress = Callable[[int], None]


class ProgressBox(QDialog):
    """Runs a job and shows itself only where it lasts. The job tells how many it has done, and is stopped there."""

    _done = Signal(int)

    def __init__(self, words: str, total: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words)
        self.setModal(True)
        self.setMinimumWidth(360)
        self._total = total
        self._cancel = threading.Event()
        self._words = QLabel(words, self)
        self._words.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, total)
        self._bar.setAccessibleName(words)
        self._count = QLabel(self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._words, self._bar, self._count, buttons):
            column.addWidget(widget)
        self._done.connect(self._show_done)
        self._wait = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._wait.timeout.connect(self.show)

    def write(self, desk: Desk, job: Callable[[ReportProgress], Any], then: Callable[[Any], object]) -> None:
        """Run a job that writes, in one transaction; `then` gets its result, and nothing where it was cancelled."""
        desk.writer.run(lambda: self._work(job), lambda found: self._finish(found, then), self._fail(desk))
        self._wait.start()

    def read(self, desk: Desk, job: Callable[[ReportProgress], Any], then: Callable[[Any], object]) -> None:
        """Run a job that only reads the workspace."""
        desk.background.run(lambda: self._work(job), lambda found: self._finish(found, then), self._fail(desk))
        self._wait.start()

    @property
    def cancelled(self) -> bool:
        """Has the person given it up?"""
        return self._cancel.is_set()

    def reject(self) -> None:
        """Cancel: the job stops at its next word, and what it did is taken back."""
        self._cancel.set()
        self._words.setText(_("Cancelling; no partial changes will remain…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is cancelling; the box goes when the job has ended."""
        self.reject()
        event.ignore()

    def _work(self, job: Callable[[ReportProgress], Any]) -> tuple[bool, Any]:
        def report_progress(done: int) -> None:
            if self._cancel.is_set():
                raise Cancelled
            self._done.emit(done)

        try:
            report_progress(0)
            return True, job(report_progress)
        except Cancelled:
            return False, None

    def _finish(self, found: tuple[bool, Any], then: Callable[[Any], object]) -> None:
        self._end()
        if found[0]:
            then(found[1])

    def _fail(self, desk: Desk) -> Callable[[BaseException], object]:
        def failed(error: BaseException) -> None:
            self._end()
            if isinstance(error, UserFacingError):  # a bug is told by the thread itself
                desk.show_error(error)

        return failed

    def _end(self) -> None:
        self._wait.stop()
        self.hide()
        self.deleteLater()

    def _show_done(self, done: int) -> None:
        self._bar.setValue(done)
        self._count.setText(_("{done} of {total}").format(done=format_number(done), total=format_number(self._total)))
