"""Looking at a package and taking it in, away from Qt's thread. No widgets here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.packages import Manifest, RecordsSeen
from desktop.exchange.partners import Verdict
from desktop.exchange.taking import take_package
from desktop.ui.exchange.record_words import in_words
from desktop.ui.exchange.told import Report, report_of
from desktop.workspace.arrivals import read_arrivals

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import UndoReport

STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Arriving:
    """A package that would come in, or has. `group`: by which it is taken back, "" where there is nothing to."""

    manifest: Manifest
    verdict: Verdict
    report: Report
    group: str = ""


class TakeInWork(QObject):
    """One package at a time; each step is told by a signal on Qt's thread."""

    foreseen = Signal(object)  # Arriving: nothing was written
    taken = Signal(object)  # Arriving
    refused = Signal(object)  # UserFacingError: nothing was written
    given_up = Signal()
    taken_back = Signal(str)  # in words
    progressed = Signal(int, int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self.running = False

    def foresee(self, path: Path) -> None:
        """Find out who made a package and what it would do."""
        self._run(lambda: self._take(path, unsigned=False, new_key=False, rehearse=True), self.foreseen.emit)

    def take(self, path: Path, *, unsigned: bool, new_key: bool) -> None:
        """Take it in; `unsigned` and `new_key` as the person said."""
        self._run(lambda: self._take(path, unsigned=unsigned, new_key=new_key, rehearse=False), self.taken.emit)

    def give_up(self) -> None:
        """Stop; `given_up` tells when everything is as it was."""
        self._stop.set()

    def _run(self, job: Callable[[], Arriving], done: Callable[[Arriving], object]) -> None:
        """On the writer's thread: a rehearsal writes too, and takes all of it back."""
        stop = self._stop = threading.Event()
        self.running = True

        def answer() -> Arriving | UserFacingError | None:
            try:
                return job()
            except Cancelled:
                return None
            except UserFacingError as error:  # no edit of the person was lost: the writer must not say so
                return error

        def heard(found: Arriving | UserFacingError | None) -> None:
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

    def _progress(self, done: int, total: int) -> None:
        self.progressed.emit(min(done * STEPS // total, STEPS) if total else 0, STEPS)

    def _take(self, path: Path, *, unsigned: bool, new_key: bool, rehearse: bool) -> Arriving:
        workspace = self._desk.workspace
        seen = RecordsSeen()
        taken = take_package(
            workspace, path, unsigned=unsigned, new_key=new_key, rehearse=rehearse, look=seen,
            progress=self._progress, cancelled=self._stop.is_set,
        )  # fmt: skip
        group = ""
        if taken.report.no and not rehearse:
            with workspace.reading() as conn:
                group = next(each.group for each in read_arrivals(conn) if each.no == taken.report.no)
        report = report_of(workspace, taken.report, taken.manifest.desks, in_words(seen.records))
        return Arriving(taken.manifest, taken.verdict, report, group)

    def take_back(self, group: str) -> None:
        """Undo what came in."""
        take_back(self._desk, group, lambda words: self.taken_back.emit(words) if isValid(self) else None)


def take_back(desk: Desk, group: str, then: Callable[[str], object] | None = None) -> None:
    """Undo an arrival, and say in a sentence what came of it."""
    journal = desk.workspace.journal

    def done(report: UndoReport) -> None:
        if then is not None:
            then(report.sentence())
        else:
            desk.say(report.sentence())

    desk.writer.run(lambda: journal.undo_group(group), done)
