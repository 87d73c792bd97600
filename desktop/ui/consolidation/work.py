"""Looking at a folder, taking it in and taking it back, away from Qt's thread. No widgets here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.consolidation import Found, Phase, Ran, Step, consolidate, look_through
from desktop.ui.consolidation.rows import ReportRows, read_rows, rows_of

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class GatherWork(QObject):
    """One job at a time; its steps and its end are told by signals on Qt's thread."""

    looked = Signal(object)  # Found: nothing was written
    ran = Signal(object, object)  # Ran, ReportRows
    read = Signal(object)  # ReportRows
    taken_back = Signal(str, object)  # in words, ReportRows
    refused = Signal(object)  # UserFacingError
    given_up = Signal()
    progressed = Signal(object)  # Step
    back = Signal(int, int)  # how far taking back is

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self.running = False

    def give_up(self) -> None:
        """Stop; what was taken in stays, and `ran` tells it."""
        self._stop.set()

    def look(self, sources: Sequence[Path]) -> None:
        """See what lies there."""
        workspace = self._desk.workspace

        def job() -> Found:
            return look_through(
                workspace, sources, lambda number: self.progressed.emit(Step(Phase.LOOKING, number=number)),
                self._stop.is_set,
            )  # fmt: skip

        self._run(job, self.looked.emit)

    def take(self, sources: Sequence[Path], allowed: Collection[str] = (), go_on: int = 0) -> None:
        """Take all of it in; `allowed`: refused files that a person lets in, `go_on`: into which report."""
        workspace = self._desk.workspace

        def job() -> tuple[Ran, ReportRows]:
            ran = consolidate(
                workspace, sources, allowed=allowed, go_on=go_on, tell=self.progressed.emit,
                cancelled=self._stop.is_set,
            )  # fmt: skip
            return ran, rows_of(workspace, ran.report)

        self._run(job, lambda found: self.ran.emit(*found))

    def read_again(self, no: int) -> None:
        """Read a report that is kept."""
        workspace = self._desk.workspace
        self._run(lambda: read_rows(workspace, no), self.read.emit)

    def take_back(self, no: int, groups: Sequence[str]) -> None:
        """Undo these arrivals as one."""
        workspace = self._desk.workspace

        def heard(done: int, total: int) -> None:
            if self._stop.is_set():
                raise Cancelled
            self.back.emit(done, total)

        def job() -> tuple[str, ReportRows]:
            words = workspace.journal.undo_group(*groups, progress=heard).sentence()
            return words, read_rows(workspace, no)

        self._run(job, lambda found: self.taken_back.emit(*found))

    def _run(self, job: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """On the writer's thread, after what was just typed."""
        stop = self._stop = threading.Event()
        self.running = True

        def answer() -> Any:
            try:
                return job()
            except Cancelled:
                return None
            except UserFacingError as error:  # no edit of the person was lost: the writer must not say so
                return error

        def heard(found: Any) -> None:
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
