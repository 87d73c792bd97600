"""The work of an import, away from Qt's thread: open, look, plan, apply, take back. No widgets here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.errors import Cancelled
from desktop.exchange import (
    ColumnMapping,
    EditionChoices,
    EditionFound,
    ImportPlan,
    ImportReport,
    PreviewRow,
    Question,
    Table,
    apply_import,
    find_edition,
    guess_mapping,
    initial_mapping,
    open_table,
    plan_import,
    preview_and_questions,
    quick_preview,
    reading_progress,
    save_refused_rows,
    saved_mapping,
)
from desktop.ui.background import Task
from desktop.ui.importing.plan_text import Findings, findings_of
from desktop.workspace import UndoReport

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

PREVIEWED = 20
"""Rows shown as the desk would read them."""


@dataclass(frozen=True)
class Opened:
    """A table and how it is most likely meant; `as_before`: as a person settled it at the last import of this source."""

    table: Table
    mapping: ColumnMapping
    as_before: bool
    sample: tuple[tuple[str, ...], ...] = ()  # cells of the first rows
    edition: EditionFound | None = None
    """The source of which it looks like the next edition."""
    all_columns_known: bool = False
    """It has no column that the source had not before."""


class ImportJob(QObject):
    """One import at a time; each step is told by a signal on Qt's thread."""

    opened = Signal(object)  # Opened
    glanced = Signal(list)  # PreviewRow, by the first rows alone
    looked = Signal(list, list)  # PreviewRow, Question
    planned = Signal(object, object)  # Plan, Findings
    applied = Signal(object)  # ImportReport, or None where the person cancelled: nothing was written
    import_undone = Signal(str)  # in words
    refused_saved = Signal(object, int)  # Path, how many rows
    not_saved = Signal(object)  # the exception, where they could not be
    failed = Signal(object)  # the exception
    progressed = Signal(int)  # rows or records done
    _glance = Signal(object, list)  # Task, PreviewRow

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading: Task | None = None
        self._stop = threading.Event()
        self.writing = False
        self._glance.connect(self._glanced)

    def open(self, path: Path, *, sheet: str | None = None, encoding: str | None = None) -> None:
        """Open a file and guess what its columns mean."""
        workspace = self._desk.workspace

        def job(task: Task) -> Opened:
            with reading_progress(task.progress):
                table = open_table(path, sheet=sheet, encoding=encoding)
            sample = tuple(tuple(row.cells) for row in table.sample(PREVIEWED) if not row.refused)
            guess = guess_mapping(table)
            mapping = initial_mapping(workspace, guess, table.headings)
            edition = find_edition(workspace, table, mapping)
            saved = saved_mapping(workspace, edition.source.name) if edition is not None else None
            known = saved is not None and set(table.headings) <= set(saved.headings)
            return Opened(table, mapping, mapping != guess, sample, edition, known)

        self._read(job, self.opened.emit)

    def look(self, table: Table, mapping: ColumnMapping, without: Collection[int] = ()) -> None:
        """Read the first rows, which are shown at once, and then all of them, to find out what the file leaves open."""
        rows = frozenset(without)

        def job(task: Task) -> tuple[list[PreviewRow], list[Question]]:
            self._glance.emit(task, quick_preview(table, mapping, PREVIEWED))
            return preview_and_questions(table, mapping, PREVIEWED, without=rows, cancelled=lambda: task.cancelled)

        self._read(job, lambda found: self.looked.emit(*found))

    def _glanced(self, task: Task, rows: list[PreviewRow]) -> None:
        if not task.cancelled:
            self.glanced.emit(rows)

    def plan(
        self,
        table: Table,
        mapping: ColumnMapping,
        without: Collection[int] = (),
        left_out: Collection[str] = (),
        edition: EditionChoices | None = None,
        file_values: Collection[tuple[str, str]] = (),
    ) -> None:
        """Find out what an import would do but for the rows at some lines; of `left_out`, activities that are still in it
        stay left out. `edition`: as the next edition of its source; `file_values`: edits of this desk that the file replaces.
        """
        workspace, rows, ids = self._desk.workspace, frozenset(without), frozenset(left_out)
        chosen = frozenset(file_values)

        def job(task: Task) -> tuple[ImportPlan, Findings]:
            plan = plan_import(
                workspace, table, mapping, without=rows, edition=edition, progress=task.progress,
                cancelled=lambda: task.cancelled,
            )  # fmt: skip
            try:
                plan.leave_out(_still_in(plan, ids))
                plan.use_file_values(chosen)
                return plan, findings_of(workspace, plan)
            except BaseException:
                plan.close()
                raise

        self._read(job, lambda found: self.planned.emit(*found))

    def save_refused(self, table: Table, reasons: Mapping[int, str], path: Path) -> None:
        """Write the refused rows as a table."""
        self._desk.background.run(
            lambda: save_refused_rows(table, reasons, path),
            lambda count: self.refused_saved.emit(path, count),
            self.not_saved.emit,
        )

    def _read(self, job: Callable[[Task], object], done: Callable[..., object]) -> None:
        self.cancel_reading()
        self._reading = self._desk.background.run_task(
            job, done, self.failed.emit, lambda number, _total: self.progressed.emit(number), topic=f"import {id(self)}"
        )

    def cancel_reading(self) -> None:
        """Give up whatever is being read."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def apply(self, plan: ImportPlan) -> None:
        """Do what was planned; `cancel_writing` takes all of it back."""
        workspace, stop, report = self._desk.workspace, self._stop, self.progressed.emit
        stop.clear()
        self.writing = True

        def job() -> ImportReport | None:
            try:
                return apply_import(workspace, plan, progress=report, cancelled=stop.is_set)
            except Cancelled:
                return None

        def done(report: ImportReport | None) -> None:
            self.writing = False
            self.applied.emit(report)

        def failed(error: BaseException) -> None:
            self.writing = False
            self.failed.emit(error)

        self._desk.writer.run(job, done, failed)

    def cancel_writing(self) -> None:
        """Stop the import; `applied` tells None once everything is as it was."""
        self._stop.set()

    def undo_import(self, group: str) -> None:
        """Undo the import."""
        workspace, desk = self._desk.workspace, self._desk

        def done(report: UndoReport) -> None:
            if isValid(self):
                self.import_undone.emit(report.sentence())
            else:
                desk.show_message(report.sentence())  # the dialog was closed meanwhile

        def failed(error: BaseException) -> None:
            if isValid(self):
                self.failed.emit(error)
            else:
                desk.show_error(error)

        desk.writer.run(lambda: workspace.journal.undo_group(group), done, failed)


def _still_in(plan: ImportPlan, ids: frozenset[str]) -> set[str]:
    """Those of the ids that a plan would write."""
    if not ids:
        return set()
    changed = {change.id for change in plan.changes}
    if plan.edition is not None:
        changed.update(each.id for each in plan.edition.gone)
    return {id for _type, id, _values in plan.new_records if id in ids} | (changed & ids)
