"""Looking at a package and taking it in, away from Qt's thread. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from shiboken6 import isValid

from desktop.exchange.packages import IncomingRecordCollector, Manifest
from desktop.exchange.packages.package_writer import desk_names
from desktop.exchange.partners import Verdict
from desktop.exchange.signed_packages import import_package_file
from desktop.exchange.waiting_items import import_deferred
from desktop.ui.exchange.exchange_data import Report, report_of
from desktop.ui.exchange.record_changes import in_words
from desktop.ui.writer_job import WriterJob
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.merge.merging import read_merges

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import UndoReport

Source = Path | frozenset[str]
"""A package, or records that were set aside."""
STEPS = 1_000
LOOK = MergeSelection(everything=True)
"""What was set aside before is shown too."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """What would come in, or has: a package, or what was set aside, which no manifest tells of and nobody signs.

    `group`: by which it is taken back, "" where there is nothing to.
    """

    manifest: Manifest | None
    verdict: Verdict | None
    report: Report
    group: str = ""
    excess: str = ""
    """What of it is more than its sender may bring without a question, in a sentence."""


@dataclass(frozen=True, slots=True)
class ImportAnswers:
    """What the person said of a package. The words of `take_package`."""

    unsigned: bool = False
    new_key: bool = False
    accept_new: bool = False
    accept_large: bool = False
    selection: MergeSelection = LOOK


class PackageImportJob(WriterJob):
    """Given up, everything is as it was. A rehearsal writes too, and takes all of it back."""

    foreseen = Signal(object)  # Arriving: nothing was written
    taken = Signal(object)  # Arriving
    import_undone = Signal(str)  # in words
    progressed = Signal(int, int)

    def foresee(self, source: Source) -> None:
        """Find out who made a package and what it would do; or what taking in records that wait would do."""
        self._run(lambda: self._take(source, ImportAnswers(), dry_run=True), self.foreseen.emit)

    def take(self, source: Source, answers: ImportAnswers) -> None:
        """Take it in, as the person said."""
        self._run(lambda: self._take(source, answers, dry_run=False), self.taken.emit)

    def _progress(self, done: int, total: int) -> None:
        self.progressed.emit(min(done * STEPS // total, STEPS) if total else 0, STEPS)

    def _take(self, source: Source, answers: ImportAnswers, *, dry_run: bool) -> Arriving:
        workspace = self._desk.workspace
        seen = IncomingRecordCollector()
        manifest, verdict, desks, new_writers = None, None, dict[str, str](), 0
        imitations: tuple[str, ...] = ()
        excess = ""
        if isinstance(source, Path):
            taken = import_package_file(
                workspace, source, unsigned=answers.unsigned, new_key=answers.new_key, accept_new=answers.accept_new,
                accept_large=answers.accept_large,
                dry_run=dry_run, on_merged=seen, selection=answers.selection, progress=self._progress,
                cancelled=self._stop.is_set,
            )  # fmt: skip
            came, manifest, verdict, desks = taken.report, taken.manifest, taken.verdict, dict(taken.manifest.desks)
            new_writers, imitations, excess = taken.new_writers, taken.imitations, taken.excess
        else:
            ids = source if answers.selection.only is None else source & answers.selection.only
            ids -= answers.selection.without
            came = import_deferred(workspace, ids, dry_run=dry_run, on_merged=seen, cancelled=self._stop.is_set)
            seen.records = [replace(each, back=False) for each in seen.records]  # all of them had been
        group = ""
        if came.no and not dry_run:
            with workspace.reading() as conn:
                group = next(each.group for each in read_merges(conn) if each.no == came.no)
        sender = "" if verdict is None else verdict.name
        if manifest is not None:
            desks.setdefault(manifest.replica, sender or manifest.author)
        with workspace.reading() as conn:  # a package of today names nobody else: names are in the changes
            desks.update(desk_names(conn, {each.replica for record in seen.records for each in record.waits}))
        report = report_of(workspace, came, desks, in_words(seen.records, desks), sender, new_writers, imitations)
        return Arriving(manifest, verdict, report, group, excess)

    def undo_import(self, group: str) -> None:
        """Undo what came in."""
        undo_import(self._desk, group, lambda words: self.import_undone.emit(words) if isValid(self) else None)


def undo_import(desk: Desk, group: str, then: Callable[[str], object] | None = None) -> None:
    """Undo an arrival, and say in a sentence what came of it."""
    workspace = desk.workspace

    def done(report: UndoReport) -> None:
        if then is not None:
            then(report.sentence())
        else:
            desk.show_message(report.sentence())

    desk.writer.run(lambda: workspace.journal.undo_group(group), done)
