"""The import of a table in one window: what its columns mean, what would come in, and what did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from desktop.errors import UserFacingError
from desktop.exchange import (
    ColumnMapping,
    EditionChoices,
    EditionFound,
    ImportPlan,
    ImportReport,
    PreviewRow,
    Problem,
    Question,
    Table,
    answer,
    answer_edition,
    guess_mapping,
)
from desktop.exchange.columns.source_name import name_of_refused
from desktop.file_formats import TABLES, fits
from desktop.i18n import _, ngettext
from desktop.system.files import is_folder
from desktop.ui import file_dialogs
from desktop.ui.dialogs.step_dialog import StepDialog, trouble_words
from desktop.ui.dropped_files import dropped_paths
from desktop.ui.importing.columns_page import ColumnsPage
from desktop.ui.importing.file_line import FileLine
from desktop.ui.importing.import_job import ImportJob, Opened
from desktop.ui.importing.mapping_targets import Target
from desktop.ui.importing.mappings_dialog import MappingsDialog
from desktop.ui.importing.plan_text import CellLine, Findings, Line
from desktop.ui.importing.plan_view import Outcome
from desktop.ui.importing.step_line import StepLine
from desktop.ui.importing.value_fix import open_value_fix
from desktop.ui.style.importing import style_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.popup_geometry import place_of

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
        self.without: set[int] = set()
        """Lines of rows that a person leaves out before they are compared."""
        self.left_out: set[str] = set()
        """Ids of activities that a person leaves out of the plan."""
        self.file_values: set[str] = set()
        """ "record:field" of edits of this desk that the file's value replaces."""
        self.edition: EditionChoices | None = None
        """What is said of the list as the next edition of a source; None where it is imported as a list of its own."""
        self._found: EditionFound | None = None
        self._own_source = ""  # what the list is called where it is no edition
        self._asked_of_edition: tuple[Question, ...] = ()
        self._plan: ImportPlan | None = None
        self._findings = Findings(0, 0, 0, 0)
        self._comparing = False  # the plan is made anew while the one before is shown
        self._asked: frozenset[str] = frozenset()  # what was left out when it was asked for
        self._refused: dict[int, str] = {}
        self._popup: QWidget | None = None
        self.report: ImportReport | None = None
        self.work = ImportJob(desk, self)
        self.setAcceptDrops(True)
        self._build()
        self.work.opened.connect(self._opened)
        self.work.glanced.connect(self._glanced)
        self.work.looked.connect(self._looked)
        self.work.planned.connect(self._planned)
        self.work.applied.connect(self._applied)
        self.work.import_undone.connect(self._import_undone)
        self.work.failed.connect(self._failed)
        self.work.refused_saved.connect(self._refused_saved)
        self.work.not_saved.connect(lambda error: self.words.setText(trouble_words(error).replace("\n\n", " ")))
        self.work.progressed.connect(self.busy.show_progress)

    def begin(self) -> None:
        """Open the file."""
        self.open_file(self._path)

    # Building --------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Another list may be dropped, but not while something is going on."""
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with the list that was dropped."""
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.open_file(path))  # the program it comes from must not wait

    def _dropped(self, event: QDropEvent) -> Path | None:
        paths = dropped_paths(event) if self.step in (TROUBLE, COLUMNS, PLANNED, DONE) else []
        return paths[0] if len(paths) == 1 and (is_folder(paths[0]) or fits(paths[0], TABLES)) else None

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
        self.columns.mappings_wanted.connect(self._show_mappings)
        self.columns.edition.chosen.connect(self._choose_edition)
        self.columns.row_left_out.connect(self._leave_row_out)
        self.columns.fix_wanted.connect(self._fix_in_preview)
        self.outcome = Outcome(self)
        self.outcome.left_out.connect(self._leave_out)
        self.outcome.file_values_chosen.connect(self._use_file_values)
        self.outcome.duplicates_left_out.connect(self._leave_duplicates_out)
        self.outcome.join_wanted.connect(self._join_rows)
        self.outcome.places_wanted.connect(self._fill_places)
        self.outcome.fix_wanted.connect(self._fix_in_plan)
        self.outcome.refused_wanted.connect(self._ask_refused)
        self.steps = StepLine((_("Columns"), _("What would be imported"), _("Imported")), self)
        self.steps.wanted.connect(self._go_to)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.file_line)
        head.addWidget(self.steps)
        self.back = self.button(_("Back"), self._go_back)
        self.undo = self.button(_("Undo the import"), self._undo)
        self.show_them = self.button(_("Show them"), self._show_them)
        self.suggest = self.button(_("Suggest targets…"), self._suggest)
        self.suggest.setToolTip(_("Targets, hazards and essentials that titles and summaries speak of"))
        self.lay_out(head, (self.columns, self.outcome), (self.undo, self.show_them, self.suggest, self.back))

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
        self.steps.setVisible(step not in (OPENING, TROUBLE))
        self.steps.show_step({COLUMNS: 0, DONE: 2}.get(step, 1), {COLUMNS: (1,), PLANNED: (0,)}.get(step, ()))
        self.back.setVisible(step == PLANNED or (step == TROUBLE and self._table is not None))
        self.undo.setVisible(step == DONE and self.report is not None and bool(self.report.group))
        # Where a column of the file says the source, no one search finds them all.
        self.show_them.setVisible(self.undo.isVisibleTo(self) and not self.mapping.of_field("source"))
        self.suggest.setVisible(self.undo.isVisibleTo(self) and bool(self._imported_ids()))
        self.cancel.setVisible(step != DONE)
        self.cancel.setText(_("Close") if step == TROUBLE else _("Cancel"))
        for button in (self.cancel, self.undo, self.show_them, self.suggest):
            button.setEnabled(True)
        self.next.setVisible(step in (TROUBLE, COLUMNS, PLANNED, DONE))
        self.next.setText(
            {TROUBLE: _("Choose another file…"), COLUMNS: _("Preview the import"), DONE: _("Close")}.get(step, "")
        )
        self.next.setEnabled(True)

    def open_file(self, path: Path, *, sheet: str | None = None, encoding: str | None = None) -> None:
        """Begin with a file."""
        self._drop_plan()
        self._path, self._sheet, self._encoding = path, sheet, encoding
        self._table = None
        self.without, self.left_out, self.report = set(), set(), None
        self.file_values, self.edition, self._asked_of_edition = set(), None, ()
        self._desk.settings.keep_folder(file_dialogs.TABLES, path.parent)
        self.file_line.show_path(path)
        self.busy.begin(_("Reading {name}…").format(name=path.name))
        self._enter(OPENING)
        self.work.open(path, sheet=sheet, encoding=encoding)

    def _opened(self, opened: Opened) -> None:
        self._table, self.mapping = opened.table, opened.mapping
        self.file_line.show_table(opened.table)
        self._sample = opened.sample
        self._found, self._own_source = opened.edition, opened.mapping.source
        found = opened.edition
        likely = found is not None and found.likely
        self._set_edition(likely)
        self.columns.edition.show_edition(found, likely)
        self.columns.show_table(opened.table, self.mapping, opened.sample, as_before=opened.as_before)
        if found is not None and likely and opened.all_columns_known and not found.imported:
            self.step = COLUMNS
            self.go_on()  # nothing is to be said of its columns: what it would change is shown at once
            return
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
        if self.without:
            out = len(self.without)
            left = ngettext("{number} row is left out", "{number} rows are left out", out).format(number=out)
            words = f"{words}, {left}"
        self.words.setText(f"{words}.")
        self.work.look(self._table, self.mapping, self.without)

    def _glanced(self, rows: list[PreviewRow]) -> None:
        table = self._table
        if table is not None:
            self.columns.show_rows(rows, self.mapping, self.without, lambda line: table.place(line)[1])

    def _looked(self, rows: list[PreviewRow], questions: list[Question]) -> None:
        self._glanced(rows)
        self.columns.show_questions([*questions, *self._asked_of_edition])
        self._allow_next()

    def _allow_next(self) -> None:
        """Questions come before going on."""
        asked = self.step == COLUMNS and bool(self.columns.questions.open)
        self.next.setEnabled(not asked)
        if self.step == COLUMNS:
            self.steps.show_step(0, () if asked else (1,))
        self.next.setToolTip(plain_tip(_("Answer the question first") if asked else ""))

    def go_on(self) -> None:
        """The next step."""
        if self.step == TROUBLE:
            self.file_line.ask_file()
        elif self.step == COLUMNS and self._table is not None:
            self.busy.begin(_("Comparing {name} with this desk…").format(name=self._path.name))
            self._enter(PLANNING)
            self._compare(self._table)
        elif self.step == PLANNED and self._plan is not None:
            if self._plan.empty:
                self.accept()
                return
            plan = self._plan
            self.busy.begin(
                _("Importing {name}…").format(name=self._path.name), plan.new_to_write + plan.changed_to_write
            )
            self._enter(WRITING, _("A backup is made first. Cancelling leaves everything as it was."))
            self.work.apply(plan)
        elif self.step == DONE:
            self.accept()

    def _planned(self, plan: ImportPlan, findings: Findings) -> None:
        again, self._comparing = self._comparing, False
        if plan.questions:
            plan.close()
            self._drop_plan()
            self._enter(COLUMNS)
            choices = self.edition or EditionChoices()
            self._asked_of_edition = tuple(
                each for each in plan.questions if answer_edition(choices, each, "") is not None
            )
            self._look()
            self.columns.questions.show_questions(plan.questions)
            self._allow_next()
            return
        self._drop_plan()
        if again and self._asked != self.left_out:  # meanwhile more was left out, or less
            plan.close()
            self._compare_again()
            return
        self._plan, self._findings, self.mapping = plan, findings, plan.mapping
        self.file_values.intersection_update(":".join(key) for key in plan.own_edits)
        self._show_plan(keep_place=again)

    def _show_plan(self, words: str = "", *, keep_place: bool = False) -> None:
        if self._plan is None:
            return
        self.outcome.show_findings(self._findings, self.left_out, self.file_values, keep_place=keep_place)
        self._enter(PLANNED, words or _("Nothing is saved yet."))
        self._show_counts()
        if not keep_place:
            self.next.setFocus()

    def _show_counts(self) -> None:
        """Of what would be written: some may be left out."""
        plan = self._plan
        if plan is None:
            return
        self.outcome.show_count("new", plan.new_to_write)
        self.outcome.show_count("changed", plan.changed_to_write)
        self.outcome.show_said(plan.sentences()[1:])
        count = plan.new_to_write + plan.changed_to_write
        marked = plan.marked
        self.cancel.setVisible(not plan.empty)
        self.next.setEnabled(not self._comparing)
        if plan.empty:
            nothing_ticked = bool(plan.left_out)
            self.words.setText(_("Nothing is ticked.") if nothing_ticked else _("This file contains nothing new."))
            self.next.setText(_("Close"))
        elif not count:
            words = ngettext("Mark {number} activity", "Mark {number} activities", marked)
            self.next.setText(words.format(number=counted(marked)))
        elif plan.refused or plan.left_out_by_hand:
            words = ngettext("Import the rest: {number} activity", "Import the rest: {number} activities", count)
            self.next.setText(words.format(number=counted(count)))
        else:
            words = ngettext("Import {number} activity", "Import {number} activities", count)
            self.next.setText(words.format(number=counted(count)))

    def _applied(self, report: ImportReport | None) -> None:
        if report is None:
            if self.closing:
                self.end()
                return
            self._show_plan(_("Cancelled. Nothing was changed."))
            return
        self._refused = self._plan.refused_rows if self._plan is not None else {}
        self._plan, self.report = None, report  # applying closed the plan
        self._findings = replace(
            self._findings, new=report.new, changed=report.changed, said=report.said[1:], lists=self._lists_done()
        )
        self.outcome.show_findings(self._findings, self.left_out, self.file_values, done=True)
        self._enter(DONE, _("{name} was imported.").format(name=report.file))
        self.next.setFocus()
        if self.closing:
            self._show_outside(report)
            self.end()

    def _lists_done(self) -> dict[str, list[Line]]:
        """The lists, with what was left out among the notes."""
        lists = dict(self._findings.lists)
        left = [each for kind in ("new", "changed") for each in lists.get(kind, ()) if each.id in self.left_out]
        words = [Line(each.place, _("You left out “{title}”.").format(title=each.what)) for each in left]
        lists["notes"] = [*words, *lists.get("notes", ())]
        return lists

    def _show_outside(self, report: ImportReport) -> None:
        """The import was through before it could be cancelled: say so, with the way back."""
        self._desk.show_message(
            _("{name} was imported.").format(name=report.file),
            _("Undo the import"),
            lambda: self._desk.writer.submit(lambda: self._desk.workspace.journal.undo_group(report.group)),
        )

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            words = _("Something went wrong in the program. Nothing was imported.")
        else:
            words = trouble_words(error)
        self._comparing = False
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

    def _leave_row_out(self, line: int, out: bool) -> None:
        if out:
            self.without.add(line)
        else:
            self.without.discard(line)
        self._look()

    def _leave_out(self, ids: list[str], out: bool) -> None:
        if self._plan is None:
            return
        if out:
            self.left_out.update(ids)
        else:
            self.left_out.difference_update(ids)
        self._plan.leave_out(ids, out)
        self._show_counts()

    def _use_file_values(self, keys: list[str], on: bool) -> None:
        if self._plan is None:
            return
        if on:
            self.file_values.update(keys)
        else:
            self.file_values.difference_update(keys)
        self._plan.use_file_values(_pairs(keys), on)
        self._show_counts()

    def _choose_edition(self, on: bool) -> None:
        self._set_edition(on)
        self._look()

    def _set_edition(self, on: bool) -> None:
        """Is the list the next edition of the source that was found, or a list of its own?"""
        name = self._found.source.name if on and self._found is not None else self._own_source
        self.mapping = replace(self.mapping, source=name)
        self.edition = EditionChoices() if on else None
        self._asked_of_edition = ()

    def _leave_duplicates_out(self, out: bool) -> None:
        if self._plan is not None:
            self._leave_out([each.id for each in self._plan.duplicates], out)
            self.outcome.refresh()

    def _join_rows(self, on: bool) -> None:
        self.mapping = replace(self.mapping, join_rows=on)
        self._compare_again()

    def _fill_places(self, on: bool) -> None:
        self.mapping = replace(self.mapping, no_places=not on)
        self._compare_again()

    def _fix_in_preview(self, problem: Problem, index: QModelIndex) -> None:
        self._ask_value(self.columns.preview, index, problem.column, problem.value, 1)

    def _fix_in_plan(self, cell: CellLine, index: QModelIndex) -> None:
        self._ask_value(self.outcome.lines, index, cell.column, cell.value, cell.count)

    def _ask_value(self, view: QTableView, index: QModelIndex, column: str, value: str, count: int) -> None:
        def read_as(meaning: str | None) -> None:
            self.mapping = self.mapping.with_value(column, value, meaning)
            if self.step == COLUMNS:
                self._look()
            else:
                self._compare_again()

        if self._popup is not None:
            self._popup.deleteLater()
        place = place_of(view.viewport(), view.visualRect(index))
        self._popup = open_value_fix(view, place, self.mapping, column, value, count, read_as)

    def _compare_again(self) -> None:
        """The plan is made anew; the one before is shown until then."""
        if self._table is None or self.step != PLANNED:
            return
        self._comparing = True
        self.next.setEnabled(False)
        self.words.setText(_("Comparing again…"))
        self._compare(self._table)

    def _compare(self, table: Table) -> None:
        self._asked = frozenset(self.left_out)
        self.work.plan(
            table, self.mapping, self.without, self._asked, self.edition, frozenset(_pairs(self.file_values))
        )

    def _ask_refused(self) -> None:
        reasons = self._plan.refused_rows if self._plan is not None else self._refused
        if self._table is None or not reasons:
            return
        chosen = file_dialogs.ask_target(
            self, self._desk.settings, file_dialogs.TABLES, _("Save the refused rows"),
            self._path.parent / name_of_refused(self._path), _("Tables ({files})").format(files="*.csv"),
        )  # fmt: skip
        if chosen is not None:
            self.work.save_refused(self._table, reasons, chosen)

    def _refused_saved(self, path: Path, count: int) -> None:
        words = ngettext(
            "{name} is written, with {count} row. Correct it, and drop it on the window.",
            "{name} is written, with {count} rows. Correct it, and drop it on the window.",
            count,
        ).format(name=path.name, count=count)
        self.words.setText(words)
        self._desk.show_file(path, words)

    def _answer(self, question: Question, value: str) -> None:
        if self.edition is not None and (choices := answer_edition(self.edition, question, value)) is not None:
            self.edition = choices
            self._asked_of_edition = tuple(each for each in self._asked_of_edition if each != question)
            if self._asked_of_edition:
                self._look()
            else:
                self.go_on()
            return
        self.mapping = answer(self.mapping, question, value)
        self._look()

    def _guess(self) -> None:
        if self._table is not None:
            self._opened(Opened(self._table, guess_mapping(self._table), False, self._sample, self._found))

    def _show_mappings(self) -> None:
        dialog = MappingsDialog(self._desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _go_to(self, step: int) -> None:
        if step == 0:
            self._go_back()
        elif self.next.isEnabled():
            self.go_on()

    def _go_back(self) -> None:
        self.work.cancel_reading()
        self._comparing = False
        self._drop_plan()
        self._enter(COLUMNS)
        self._look()

    def _undo(self) -> None:
        if self.report is not None:
            self.undo.setEnabled(False)
            self.show_them.setEnabled(False)
            self.suggest.setEnabled(False)
            self.words.setText(_("Undoing the import…"))
            self.work.undo_import(self.report.group)

    def _import_undone(self, words: str) -> None:
        self.report = None
        self._enter(DONE, words)

    def _show_them(self) -> None:
        self.show_wanted.emit('source:"{}"'.format(self.mapping.source.replace('"', " ")))
        self.accept()

    def _imported_ids(self) -> list[str]:
        """The activities that were new or changed, as far as they are listed here."""
        lists = self._findings.lists
        found = (each.id for kind in ("new", "changed") for each in lists.get(kind, ()) if each.id not in self.left_out)
        return list(dict.fromkeys(id for id in found if id))

    def _suggest(self) -> None:
        """Targets for what was imported."""
        from desktop.ui.suggestions import SuggestionsDialog

        ids = self._imported_ids()
        dialog = SuggestionsDialog(self._desk, lambda: ids, len(ids), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # The end ---------------------------------------------------------------------------------------------------------

    def give_up(self) -> bool:
        """While writing: everything is as it was, then."""
        if not self.work.writing:
            return False
        self.cancel.setEnabled(False)
        self.words.setText(_("Undoing the changes…"))
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


def _pairs(keys: Iterable[str]) -> list[tuple[str, str]]:
    """ "record:field" as (record, field)."""
    return [(id, name) for id, _colon, name in (each.partition(":") for each in keys)]
