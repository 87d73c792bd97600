"""A list of learners is chosen, shown in numbers, and counted into a course run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.catalogue.courses import CourseRun
from desktop.errors import Cancelled
from desktop.file_formats import TABLES, patterns
from desktop.i18n import _, ngettext
from desktop.learning.count_rows import CountRow, count_rows
from desktop.learning.learner_import import LearnerPlan, apply_import, plan_import
from desktop.ui import file_dialogs
from desktop.ui.background import Task
from desktop.ui.current_time import today
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.learning.counts_table import CountsTable
from desktop.ui.tooltips import plain_tip
from desktop.ui.welcome import shown_path
from desktop.ui.widgets.choice import StillBox

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def run_words(run: CourseRun) -> str:
    """A run by the names of its course and its own."""
    return f"{run.title} – {run.name}" if run.name else run.title


class ImportLearnersDialog(JobDialog):
    """The list is read as soon as it is chosen; nothing is written before the button says so."""

    def __init__(self, desk: Desk, runs: Sequence[CourseRun], chosen: str, parent: QWidget | None = None) -> None:
        """`runs`: those that a list may be counted into; `chosen`: the id of one of them."""
        super().__init__(_("Import a list of learners"), desk.background, _("&Count the learners"), parent)
        self._desk = desk
        self._path: Path | None = None
        self._plan: LearnerPlan | None = None
        words = QLabel(
            _(
                "A list from Moodle, Open edX, Coursera, Zoom or Teams, or your own. Its rows become numbers: no name, address"
                " or identifier of a learner is kept, unless you say so below."
            ),
            self,
        )
        words.setWordWrap(True)
        self.form.addWidget(words)
        self.run = StillBox(self)
        for each in runs:
            self.run.addItem(run_words(each), each.id)
        self.run.setCurrentIndex(max(0, self.run.findData(chosen)))
        self.run.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(_("No list is chosen yet"))
        self.file.setAccessibleName(_("List"))
        self.choose = QPushButton(_("C&hoose…"), self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self.day = QDateEdit(QDate(*today().timetuple()[:3]), self)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setMinimumHeight(30)
        self.day.setMaximumDate(self.day.date())
        self.day.setToolTip(_("For learners without a date in the list"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        file_row = QHBoxLayout()
        file_row.addWidget(self.file, 1)
        file_row.addWidget(self.choose)
        for row, (text, buddy) in enumerate(
            ((_("Course &run"), self.run), (_("Lis&t file"), self.choose), (_("&Day of the list"), self.day))
        ):
            label = QLabel(text, self)
            label.setBuddy(buddy)
            grid.addWidget(label, row, 0)
            if buddy is self.choose:
                grid.addLayout(file_row, row, 1)
            else:
                grid.addWidget(buddy, row, 1)
        self.form.addLayout(grid)
        self.keep_names = Tick(_("&Keep names and addresses of this run’s learners beside this workspace"), self)
        self.keep_names.setToolTip(
            plain_tip(
                _("For the team that runs the course. They never leave: not in packages, reports, tables or backups.")
            )
        )
        self.form.addWidget(self.keep_names)
        self.remarks = QLabel(self)
        self.remarks.setWordWrap(True)
        self.remarks.setTextFormat(Qt.TextFormat.PlainText)
        self.remarks.hide()
        self.form.addWidget(self.remarks)
        self.table = CountsTable(self)
        self.table.setMinimumSize(720, 240)
        self.form.addWidget(self.table, 1)
        self.do.setEnabled(False)
        self.do.clicked.connect(self._apply)
        self.run.currentIndexChanged.connect(lambda _place: self._change_run())
        self.keep_names.toggled.connect(lambda _on: self._read())
        self.day.dateChanged.connect(lambda _day: self._read())
        self.choose.setFocus()

    def _change_run(self) -> None:
        self._tick_names(kept=False, enabled=True)
        self._read()

    def _tick_names(self, *, kept: bool, enabled: bool) -> None:
        blocked = self.keep_names.blockSignals(True)
        self.keep_names.setChecked(kept)
        self.keep_names.setEnabled(enabled)
        self.keep_names.blockSignals(blocked)

    def read_list(self, path: Path) -> None:
        """Read a list and show what it says."""
        self._path = path
        self.file.setText(shown_path(path))
        self._read()

    def _choose(self) -> None:
        words = _("Tables ({files})").format(files=patterns(TABLES)) + ";;" + _("All files (*)")
        chosen = file_dialogs.ask_file(
            self, self._desk.settings, file_dialogs.TABLES, _("Choose a list of learners"), words
        )
        if chosen is not None:
            self.read_list(chosen)

    def _read(self) -> None:
        self._plan = None
        self.do.setEnabled(False)
        if (path := self._path) is None or self.running:
            return
        workspace, run, day = self._desk.workspace, str(self.run.currentData()), date(*self.day.date().getDate())
        keep = self.keep_names.isChecked() or None  # else as the run does already

        def job(task: Task) -> LearnerPlan:
            def progress(done: int) -> None:
                if task.cancelled:
                    raise Cancelled
                task.progress(done, 0)

            return plan_import(workspace, run, path, day, progress=progress, keep_names=keep)

        self.table.show_rows(())
        self.remarks.hide()
        self.start(job, self._show_plan)

    def _show_plan(self, plan: LearnerPlan) -> None:
        self._plan = plan
        if plan.read.names is not None and not plan.begins_names:
            self._tick_names(kept=True, enabled=False)
        rows = count_rows(plan.shown, plan.counts.total)
        rows[0] = replace(rows[0], label=_("All learners, with this list"))
        if any(number is not None for number in plan.before):
            rows.insert(0, CountRow("", _("Up to now"), plan.before))
        self.table.show_rows(rows)
        found = ngettext("{list}, {count} row.", "{list}, {count} rows.", plan.read.rows).format(
            list=_(plan.read.type.label), count=plan.read.rows
        )
        columns = _("Columns used to count: {columns}").format(columns=", ".join(plan.read.columns))
        self.remarks.setText("\n".join((f"{found} {columns}", *plan.sentences())))
        self.remarks.show()
        self.do.setEnabled(plan.changes)
        (self.do if plan.changes else self.cancel).setFocus()

    def _apply(self) -> None:
        plan = self._plan
        if plan is None:
            return
        workspace = self._desk.workspace
        words = _("The learners are counted into “{run}”.").format(run=plan.run.title)
        self.write(
            self._desk, lambda: apply_import(workspace, plan), lambda _written: self._desk.show_message(words)
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        super()._failed(error)
        self.do.setEnabled(False)
