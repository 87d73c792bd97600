"""Looking at a folder, taking it in and taking it back, away from Qt's thread. No widgets here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.errors import Cancelled
from desktop.exchange.consolidation import (
    ConsolidationProgress,
    ConsolidationResult,
    FoundFiles,
    Phase,
    consolidate,
    find_packages,
)
from desktop.ui.consolidation.report_rows import ReportRows, read_rows, rows_of
from desktop.ui.writer_job import WriterJob


class ConsolidationJob(WriterJob):
    """Given up, what was taken in by then stays, and `ran` tells it."""

    looked = Signal(object)  # Found: nothing was written
    ran = Signal(object, object)  # Ran, ReportRows
    read = Signal(object)  # ReportRows
    import_undone = Signal(str, object)  # in words, ReportRows
    progressed = Signal(object)  # Step
    back = Signal(int, int)  # how far taking back is

    def look(self, sources: Sequence[Path]) -> None:
        """See what lies there."""
        workspace = self._desk.workspace

        def job() -> FoundFiles:
            return find_packages(
                workspace, sources, lambda number: self.progressed.emit(ConsolidationProgress(Phase.LOOKING, number=number)),
                self._stop.is_set,
            )  # fmt: skip

        self._run(job, self.looked.emit)

    def take(self, sources: Sequence[Path], allowed: Collection[str] = (), go_on: int = 0) -> None:
        """Take all of it in; `allowed`: refused files that a person lets in, `go_on`: into which report."""
        workspace = self._desk.workspace

        def job() -> tuple[ConsolidationResult, ReportRows]:
            ran = consolidate(
                workspace, sources, allowed=allowed, go_on=go_on, progress=self.progressed.emit,
                cancelled=self._stop.is_set,
            )  # fmt: skip
            return ran, rows_of(workspace, ran.report)

        self._run(job, lambda found: self.ran.emit(*found))

    def read_again(self, no: int) -> None:
        """Read a report that is kept."""
        workspace = self._desk.workspace
        self._run(lambda: read_rows(workspace, no), self.read.emit)

    def undo_import(self, no: int, groups: Sequence[str]) -> None:
        """Undo these arrivals as one."""
        workspace = self._desk.workspace

        def heard(done: int, total: int) -> None:
            if self._stop.is_set():
                raise Cancelled
            self.back.emit(done, total)

        def job() -> tuple[str, ReportRows]:
            words = workspace.journal.undo_group(*groups, progress=heard).sentence()
            return words, read_rows(workspace, no)

        self._run(job, lambda found: self.import_undone.emit(*found))
