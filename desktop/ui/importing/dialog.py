"""The import of a table in one window: what its columns mean, what would come in, and what did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import UserFacingError
from desktop.exchange import ColumnMapping, ImportPlan, ImportReport, PreviewRow, Question, Table, answer, guess_mapping
from desktop.i18n import _, ngettext
from desktop.ui.dialogs.step_dialog import StepDialog, trouble_words
from desktop.ui.importing.columns_page import ColumnsPage
from desktop.ui.importing.file_line import FileLine
from desktop.ui.importing.import_job import ImportJob, Opened
from desktop.ui.importing.mapping_targets import Target
from desktop.ui.importing.plan_text import Findings
from desktop.ui.importing.plan_view import Outcome
from desktop.ui.style.importing import style_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

OPENING, TROUBLE, COLUMNS, PLANNING, PLANNED, WRITING, DONE = range(7)


class ImportDialog(StepDialog):
    """Opens the file once it is shown. Esc cancels whatever is going on; an import cancelled leaves nothing.

    `show_wanted` asks for the activities that came in, as the text of a search.
    """

    show_wanted = Signal(str)

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Import a table"), parent)
        self._desk = desk
        self._path = path
        self._table: Table | None = None
        self._sample: tuple[tuple[str, ...], ...] = ()
        self._sheet: str | None = None
        self._encoding: str | None = None
        self.mapping = ColumnMapping()
        self._plan: ImportPlan | None = None
        self._findings = Findings(0, 0, 0, 0)
        self.report: ImportReport | None = None
        self.work = ImportJob(desk, self)
        self._build()
        self.work.opened.connect(self._opened)
        self.work.looked.connect(self._looked)
        self.work.planned.connect(self._planned)
        self.work.applied.connect(self._applied)
        self.work.import_undone.connect(self._import_undone)
        self.work.failed.connect(self._failed)
        self.work.progressed.connect(self.busy.show_progress)

    def begin(self) -> None:
        """Open the file."""
        self.open_file(self._path)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.resize(min(letter * 140, 1120), 680)
        self.file_line = FileLine(self)
        self.file_line.sheet_chosen.connect(self._choose_sheet)
        self.file_line.encoding_chosen.connect(self._choose_encoding)
        self.file_line.file_chosen.connect(self.open_file)
        self.columns = ColumnsPage(self)
        self.columns.chosen.connect(self._choose_target)
        self.columns.answered.connect(self._answer)
        self.columns.guess_wanted.connect(self._guess)
        self.outcome = Outcome(self)
        self.back = self.button(_("Back"), self._go_back)
        self.undo = self.button(_("Undo the import"), self._undo)
        self.show_them = self.button(_("Show them"), self._show_them)
        self.lay_out(self.file_line, (self.columns, self.outcome), (self.undo, self.show_them, self.back))

    def sheet(self) -> str:
        """That of an import."""
        return style_sheet(self.palette(), self.font())

    # Steps -----------------------------------------------------------------------------------------------------------

    def _enter(self, step: int, words: str = "") -> None:
        self.step = step
        page = {TROUBLE: self.trouble, COLUMNS: self.columns, PLANNED: self.outcome, DONE: self.outcome}
        self.pages.setCurrentWidget(page.get(step, self.busy))
        self.words.setText(words)
        self.file_line.set_choosable(step == COLUMNS)
        self.back.setVisible(step == PLANNED or (step == TROUBLE and self._table is not None))
        self.undo.setVisible(step == DONE and self.report is not None and bool(self.report.group))
        # Where a column of the file says the source, no one search finds them all.
        self.show_them.setVisible(self.undo.isVisibleTo(self) and not self.mapping.of_field("source"))
        self.cancel.setVisible(step != DONE)
        self.cancel.setText(_("Close") if step == TROUBLE else _("Cancel"))
        for button in (self.cancel, self.undo, self.show_them):
            button.setEnabled(True)
        self.next.setVisible(step in (TROUBLE, COLUMNS, PLANNED, DONE))
        self.next.setText(
            {TROUBLE: _("Choose another file…"), COLUMNS: _("See what would come in"), DONE: _("Close")}.get(step, "")
        )
        self.next.setEnabled(True)

    def open_file(self, path: Path, *, sheet: str | None = None, encoding: str | None = None) -> None:
        """Begin with a file."""
        self._drop_plan()
        self._path, self._sheet, self._encoding = path, sheet, encoding
        self._table = None
        self.file_line.show_path(path)
        self.busy.begin(_("Reading {name}…").format(name=path.name))
        self._enter(OPENING)
        self.work.open(path, sheet=sheet, encoding=encoding)

    def _opened(self, opened: Opened) -> None:
        self._table, self.mapping = opened.table, opened.mapping
        self.file_line.show_table(opened.table)
        self._sample = opened.sample
        self.columns.show_table(opened.table, opened.mapping, opened.sample, as_before=opened.as_before)
        self._enter(COLUMNS)
        self._look()
        self.columns.view.setFocus()

    def _look(self) -> None:
        if self._table is None:
            return
        self.columns.model.show_mapping(self.mapping)
        self.columns.wait()
        read = sum(1 for heading in self._table.headings if self.mapping.use_of(heading) is not None)
        private = sum(1 for heading in self._table.headings if heading in self.mapping.private)
        kept = len(self._table.headings) - read - private - len(self.mapping.left_out)
        words = ngettext("{number} column is read", "{number} columns are read", read).format(number=read)
        if kept:
            kept_words = ngettext(
                "{number} is kept as source data", "{number} are kept as source data", kept
            ).format(number=kept)  # fmt: skip
            words = f"{words}, {kept_words}"
        if private:
            here = ngettext("{number} stays on this desk", "{number} stay on this desk", private).format(number=private)
            words = f"{words}, {here}"
        self.words.setText(f"{words}.")
        self.work.look(self._table, self.mapping)

    def _looked(self, rows: list[PreviewRow], questions: list[Question]) -> None:
        self.columns.show_rows(rows, questions)
        self._allow_next()

    def _allow_next(self) -> None:
        """Questions come before going on."""
        asked = self.step == COLUMNS and bool(self.columns.questions.open)
        self.next.setEnabled(not asked)
        self.next.setToolTip(plain_tip(_("Answer the question first") if asked else ""))

    def go_on(self) -> None:
        """The next step."""
        if self.step == TROUBLE:
            self.file_line.ask_file()
        elif self.step == COLUMNS and self._table is not None:
            self.busy.begin(_("Comparing {name} with this desk…").format(name=self._path.name))
            self._enter(PLANNING)
            self.work.plan(self._table, self.mapping)
        elif self.step == PLANNED and self._plan is not None:
            if self._plan.empty:
                self.accept()
                return
            plan = self._plan
            self.busy.begin(_("Bringing in {name}…").format(name=self._path.name), plan.new + plan.changed)
            self._enter(WRITING, _("A backup is made first. Cancelling leaves everything as it was."))
            self.work.apply(plan)
        elif self.step == DONE:
            self.accept()

    def _planned(self, plan: ImportPlan, findings: Findings) -> None:
        if plan.questions:
            plan.close()
            self._enter(COLUMNS)
            self.columns.questions.show_questions(plan.questions)
            self._allow_next()
            return
        self._plan, self._findings = plan, findings
        self._show_plan()

    def _show_plan(self, words: str = "") -> None:
        if self._plan is None:
            return
        self.outcome.show_findings(self._findings)
        count = self._plan.new + self._plan.changed
        self._enter(PLANNED, words or _("Nothing has been written yet."))
        if self._plan.empty:
            self.words.setText(_("Nothing in this file is new to the desk."))
            self.next.setText(_("Close"))
            self.cancel.hide()
        else:
            self.next.setText(
                ngettext("Import {number} activity", "Import {number} activities", count).format(number=counted(count))
            )
        self.next.setFocus()

    def _applied(self, report: ImportReport | None) -> None:
        if report is None:
            if self.closing:
                self.end()
                return
            self._show_plan(_("Cancelled. Everything is as it was."))
            return
        self._plan, self.report = None, report  # applying closed the plan
        self.outcome.show_findings(self._findings, done=True)
        self._enter(DONE, _("{name} has come in.").format(name=report.file))
        self.next.setFocus()
        if self.closing:
            self._show_outside(report)
            self.end()

    def _show_outside(self, report: ImportReport) -> None:
        """The import was through before it could be cancelled: say so, with the way back."""
        self._desk.show_message(
            _("{name} has come in.").format(name=report.file),
            _("Undo the import"),
            lambda: self._desk.writer.submit(lambda: self._desk.workspace.journal.undo_group(report.group)),
        )

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            words = _("Something went wrong in the program. Nothing was imported.")
        else:
            words = trouble_words(error)
        if self.step == DONE:
            self.words.setText(words)
            return
        self._drop_plan()
        if self.closing:
            self.end()
            return
        self.trouble.setText(words)
        self._enter(TROUBLE)
        self.next.setFocus()

    # Choices ---------------------------------------------------------------------------------------------------------

    def _choose_sheet(self, sheet: str) -> None:
        self.open_file(self._path, sheet=sheet, encoding=self._encoding)

    def _choose_encoding(self, encoding: str) -> None:
        self.open_file(self._path, sheet=self._sheet, encoding=encoding)

    def _choose_target(self, heading: str, target: Target) -> None:
        if target.field:
            self.mapping = self.mapping.with_use(target.use(heading, self.mapping.use_of(heading)))
        elif target.left_out:
            self.mapping = self.mapping.leaving_out(heading)
        elif target.private:
            self.mapping = self.mapping.keeping_here(heading)
        else:
            self.mapping = self.mapping.sharing(heading)
        self._look()

    def _answer(self, question: Question, value: str) -> None:
        self.mapping = answer(self.mapping, question, value)
        self._look()

    def _guess(self) -> None:
        if self._table is not None:
            self._opened(Opened(self._table, guess_mapping(self._table), False, self._sample))

    def _go_back(self) -> None:
        self._drop_plan()
        self._enter(COLUMNS)
        self._look()

    def _undo(self) -> None:
        if self.report is not None:
            self.undo.setEnabled(False)
            self.show_them.setEnabled(False)
            self.words.setText(_("Taking back what came in…"))
            self.work.undo_import(self.report.group)

    def _import_undone(self, words: str) -> None:
        self.report = None
        self._enter(DONE, words)

    def _show_them(self) -> None:
        self.show_wanted.emit('source:"{}"'.format(self.mapping.source.replace('"', " ")))
        self.accept()

    # The end ---------------------------------------------------------------------------------------------------------

    def give_up(self) -> bool:
        """While writing: everything is as it was, then."""
        if not self.work.writing:
            return False
        self.cancel.setEnabled(False)
        self.words.setText(_("Taking back what was written…"))
        self.work.cancel_writing()
        return True

    def reject(self) -> None:
        """What is only compared is given up at once, and its columns are shown again."""
        if self.step == PLANNING:
            self.work.cancel_reading()
            self._enter(COLUMNS)
            self._look()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """The end: nothing goes on behind a closed window."""
        self.work.cancel_reading()
        self._drop_plan()
        super().done(result)

    def _drop_plan(self) -> None:
        if self._plan is not None and not self.work.writing:
            self._plan.close()
            self._plan = None
