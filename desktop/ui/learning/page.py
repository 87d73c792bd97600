"""The page of courses: every run in numbers above, what is known of the selected one below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.courses import CourseRun, read_courses
from desktop.i18n import _, ngettext
from desktop.learning.count_rows import cell_text
from desktop.learning.learner_import import CLOSED, close_run, wrong_period
from desktop.ui.dialogs.report_dialog import ReportChoices, ReportDialog
from desktop.ui.icons import icon
from desktop.ui.learning.counts_table import stage_labels
from desktop.ui.learning.import_dialog import ImportLearnersDialog, run_words
from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.learning.run_view import RunView, run_cells, set_up_table
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.live_page import LivePage
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.page import LEARNING
from desktop.ui.style.learning import learning_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.values.dates import format_period

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

QUIET_MS = 200
_NUMBERS = 3


class LearningPage(LivePage):
    """Courses and their runs."""

    sample_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "learning", QUIET_MS, parent)
        self._runs: list[CourseRun] = []
        self._focus_list = False
        self.switch = LearningSwitch(LEARNING, self)
        self._build_actions()
        self.list = QTableWidget(0, _NUMBERS + 4, self)
        self.list.setAccessibleName(_("Course runs"))
        self.list.setHorizontalHeaderLabels([_("Course"), _("Run"), _("When"), *stage_labels()])
        set_up_table(self.list)
        self.list.itemSelectionChanged.connect(self._show_run)
        self.list.activated.connect(lambda _index: self.open_course())
        self.title = QLabel(self)
        self.title.setObjectName("runTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.state = QLabel(self)
        self.state.setObjectName("quiet")
        self.state.setWordWrap(True)
        self.run_view = RunView(desk, self)
        self.run_view.course_wanted.connect(self.open_course)
        upper, lower = QWidget(self), QWidget(self)
        top = QHBoxLayout()
        top.setContentsMargins(14, 14, 14, 0)
        top.addWidget(self.switch)
        top.addStretch(1)
        for button in self._buttons:
            top.addWidget(button)
        column = QVBoxLayout(upper)
        column.setContentsMargins(14, 8, 14, 6)
        column.addWidget(self.list, 1)
        below = QVBoxLayout(lower)
        below.setContentsMargins(14, 8, 14, 14)
        for widget in (self.title, self.state):
            below.addWidget(widget)
        below.addWidget(self.run_view, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)
        set_following_sheet(self, learning_sheet)

    def _build_actions(self) -> None:
        self.import_list = QAction(icon("import"), _("&Import a list of learners…"), self)
        self.import_list.setShortcut(QKeySequence("Ctrl+Shift+L"))
        self.import_list.triggered.connect(self.ask_list)
        self.open_it = QAction(_("&Open the course"), self)
        self.open_it.triggered.connect(self.open_course)
        self.close_it = QAction(_("C&lose the run…"), self)
        self.close_it.triggered.connect(self.ask_close)
        self.report = QAction(icon("report"), _("Course report as &PDF…"), self)
        self.report.triggered.connect(self.ask_report)
        self.need = QAction(_("Note a need…"), self)
        self.need.triggered.connect(self.note_need)
        self.need.setEnabled(False)
        self._buttons: list[QPushButton] = []
        for action in (self.import_list, self.report, self.open_it, self.close_it):
            action.setEnabled(False)
            button = QPushButton(action.icon(), action.text(), self)
            button.setAutoDefault(False)
            button.setEnabled(False)
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            self._buttons.append(button)

    def finish(self) -> None:
        """Write what was typed of the selected run."""
        self.run_view.finish()

    # The window ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The keyboard into the list, as soon as it is read."""
        self._focus_list = not self._runs
        (self.list if self._runs else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """What can be done with a run, and the ways to the other lists."""
        do = [self.import_list, self.report, self.open_it, self.need, self.close_it]
        return {"view": self.switch.actions_for_menu(), "record": do}

    def menu_title(self) -> str:
        """The menu of this page."""
        return _("&Course")

    def count_words(self) -> str:
        """How many runs there are."""
        count = sum(1 for each in self._runs if each.id)
        return ngettext("{count} course run", "{count} course runs", count).format(count=count)

    # What is read ----------------------------------------------------------------------------------------------------

    def job(self) -> Callable[[], list[CourseRun]]:
        """All courses."""
        workspace = self._desk.workspace
        return lambda: read_courses(workspace)

    def show_found(self, found: list[CourseRun]) -> None:
        """Show them; what was selected stays so."""
        before = self.selected
        self._runs = found
        self.list.blockSignals(True)
        self.list.setRowCount(len(found))
        for place, run in enumerate(found):
            name = run.name if run.id else _("No run yet")
            cells = (
                run.title,
                name,
                format_period(run.start, run.end) if run.start else "",
                *map(cell_text, run_cells(run)),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column >= _NUMBERS:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.list.setItem(place, column, item)
        key = None if before is None else (before.activity, before.id)
        counted = next((at for at, each in enumerate(found) if each.counts), 0)
        place = next((at for at, each in enumerate(found) if (each.activity, each.id) == key), counted)
        if found:
            self.list.setCurrentCell(place, 0)
            QTimer.singleShot(0, self, self._show_selected)
        self.list.blockSignals(False)
        self.empty.show_words(
            "learning", _("No courses yet"),
            _("A course is an activity of the kind MOOC, Online course or Webinar; its runs are in its form."),
            [(_("Load the sample"), self.sample_wanted.emit)] if self._desk.writable else [],
        )  # fmt: skip
        self._stack.setCurrentIndex(0 if found else 1)
        if found and self._focus_list:
            self._focus_list = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_run()
        self.count_changed.emit(self.count_words())

    def _show_selected(self) -> None:
        """The selected row is seen, once the table knows how high it is."""
        if (item := self.list.currentItem()) is not None:
            self.list.scrollToItem(item)

    @property
    def selected(self) -> CourseRun | None:
        """The run that is selected."""
        place = self.list.currentRow()
        return self._runs[place] if 0 <= place < len(self._runs) else None

    def _show_run(self) -> None:
        run = self.selected
        has_run = run is not None and bool(run.id)
        is_open = has_run and run is not None and run.lists != CLOSED
        self.import_list.setEnabled(is_open and self._desk.writable)
        self.close_it.setEnabled(is_open and run is not None and bool(run.lists) and self._desk.writable)
        self.open_it.setEnabled(run is not None)
        self.report.setEnabled(has_run)
        self.need.setEnabled(run is not None and self._desk.writable)
        self.title.setText("" if run is None else run_words(run))
        self.state.setText("" if run is None else _state_of(run))
        self.run_view.setVisible(has_run)
        if run is not None and run.id:
            self.run_view.show_run(run, [each for each in self._runs if each.activity == run.activity and each.id])

    # What can be done ------------------------------------------------------------------------------------------------

    def open_course(self) -> None:
        """Show the course in its form."""
        if (run := self.selected) is not None:
            self._desk.record_wanted.emit(run.activity)

    def note_need(self) -> None:
        """The question that the course raised, as a need."""
        from desktop.ui.listing.new_needs import ask_need

        if (run := self.selected) is not None:
            asked = [line.strip() for line in run.asked.splitlines() if line.strip()]
            ask_need(self._desk, run.activity, self, asked)

    def ask_list(self) -> None:
        """Choose a list, and count it into the run."""
        run = self.selected
        if run is None or not run.id:
            return
        runs = [each for each in self._runs if each.id and each.lists != CLOSED]
        open_dialog(ImportLearnersDialog(self._desk, runs, run.id, self.window()))

    def ask_report(self) -> None:
        """Ask of which runs, and where the PDF goes."""
        run = self.selected
        if run is None or not run.id:
            return
        self.run_view.finish()
        workspace = self._desk.workspace

        def write(target: Path, choices: ReportChoices, cancelled: Callable[[], bool]) -> str:
            from desktop.reports.courses import CourseReportOptions, write_course_report

            wanted = CourseReportOptions(
                language=choices.language, page_size=choices.page_size, author=workspace.author, package=choices.package
            )
            made = write_course_report(workspace, choices.scope, target, wanted, cancelled=cancelled)
            words = ngettext("{name} is made: {number} page.", "{name} is made: {number} pages.", made.pages)
            return words.format(name=target.name, number=made.pages)

        scopes = [(run.id, _("This run: {run}").format(run=run.name or run.title))]
        if sum(each.activity == run.activity for each in self._runs) > 1:
            scopes.append((run.activity, _("All runs of the course, compared")))
        open_dialog(
            ReportDialog(
                self._desk, _("Course report"), run.title, write, scopes=scopes, with_data=True, parent=self.window()
            )
        )

    def ask_close(self) -> None:
        """Forget what tells the learners of a run apart, once the person agrees."""
        run = self.selected
        if run is None:
            return
        words = _(
            "Close “{run}”? Its numbers stay. The data used to recognise its learners, and names that were kept, are"
            " deleted for good, so no other list can be counted into it."
        ).format(run=run_words(run))
        if QMessageBox.question(self, _("Close the run"), words) == QMessageBox.StandardButton.Yes:
            workspace, id = self._desk.workspace, run.id
            self._desk.writer.run(
                lambda: close_run(workspace, id),
                lambda _done: self._desk.show_message(_("“{run}” is closed.").format(run=run_words(run))),
                self._desk.show_error,
            )


def _state_of(run: CourseRun) -> str:
    """What is known of a run's learners, in a sentence."""
    if not run.id:
        return _("Add a run in the form of the course, then import a list of its learners.")
    if dates := wrong_period(run.start, run.end):
        return dates
    if run.lists == CLOSED:
        return _("Closed: its numbers stay as they are.")
    count = len(run.lists.split())
    if not count and run.counts:
        return _("Its lists were counted on another desk.")
    if not count:
        return _("No list was counted yet: import one from the platform of the course.")
    return ngettext("{count} list was counted.", "{count} lists were counted.", count).format(count=count)
