"""A job that is looked at or written on the thread that writes, in a dialog that waits for it. No widgets here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.errors import Cancelled, UserFacingError

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

T = TypeVar("T")


class WriterJob(QObject):
    """One job at a time; how it ended is told by signals on Qt's thread, unless another was begun meanwhile."""

    refused = Signal(object)  # UserFacingError: nothing was written
    given_up = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self.running = False

    def give_up(self) -> None:
        """Stop; the end is told as soon as it has come."""
        self._stop.set()

    def _run(self, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """After what was just typed. The job asks `_stop`, and raises Cancelled."""
        stop = self._stop = threading.Event()
        self.running = True

        def answer() -> T | UserFacingError | None:
            try:
                return job()
            except Cancelled:
                return None
            except UserFacingError as error:  # no edit of the person was lost: the writer must not say so
                return error

        def heard(found: T | UserFacingError | None) -> None:
            if not isValid(self) or stop is not self._stop:
                return
            self.running = False
            if found is None:
                self.given_up.emit()
            elif isinstance(found, UserFacingError):
                self.refused.emit(found)
            else:
                done(found)

        def broken(_error: BaseException) -> None:
            if isValid(self):
                self.running = False
                self.given_up.emit()

        self._desk.writer.run(answer, heard, broken)
