"""A sheet of contributions that comes back: chosen, shown as topics with what is not understood, and imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from desktop.errors import Cancelled
from desktop.file_formats import TABLES, patterns
from desktop.i18n import _, ngettext
from desktop.learning.forum.contributions import ContributionPlan, apply_contributions, plan_contributions
from desktop.ui import file_dialogs
from desktop.ui.background import Task
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.forum.rows_table import Row, RowsTable
from desktop.ui.tooltips import plain_tip
from desktop.vocabularies import load

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_MOST_SENTENCES = 8


class ContributionsDialog(JobDialog):
    """The sheet is read as soon as it is chosen; nothing is written before the button says so."""

    written = Signal(int)
    """How many topics were imported."""

    def __init__(self, desk: Desk, forum: str, title: str, parent: QWidget | None = None) -> None:
        """`forum`: its id; `title`: what it is called."""
        super().__init__(_("Import contributions"), desk.background, _("&Import"), parent)
        self._desk, self._forum = desk, forum
        self._plan: ContributionPlan | None = None
        words = _(
            "The sheet that was filled in: a row becomes a topic of “{forum}”. Write an empty one with Papers, Sheet for"
            " contributions."
        )
        self.form.addWidget(self.paragraph(words.format(forum=title)))
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(_("No file is chosen yet"))
        self.file.setAccessibleName(_("File"))
        self.choose = QPushButton(_("C&hoose…"), self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        label = QLabel(_("Fil&e"), self)
        label.setBuddy(self.choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        self.form.addLayout(row)
        self.table = RowsTable(
            [_("Topic"), _("Proposed by"), _("Method"), _("Minutes")], _("Topics in the sheet"), self, numbers=(3,)
        )
        self.table.setMinimumSize(680, 220)
        self.form.addWidget(self.table, 1)
        self.remarks = self.paragraph("")
        self.remarks.hide()
        self.form.addWidget(self.remarks)
        self.do.setEnabled(False)
        self.do.clicked.connect(self._apply)
        self.choose.setFocus()

    def _choose(self) -> None:
        words = _("Tables ({files})").format(files=patterns(TABLES)) + ";;" + _("All files (*)")
        chosen = file_dialogs.ask_file(self, self._desk.settings, file_dialogs.TABLES, self.windowTitle(), words)
        if chosen is not None:
            self.read_sheet(chosen)

    def read_sheet(self, path: Path) -> None:
        """Read a sheet and show what it says."""
        if self.running:
            return
        self.file.setText(path.name)
        self._plan = None
        self.do.setEnabled(False)
        self.table.show_rows(())
        self.remarks.hide()
        workspace, forum = self._desk.workspace, self._forum

        def job(task: Task) -> ContributionPlan:
            def progress(done: int) -> None:
                if task.cancelled:
                    raise Cancelled
                task.progress(done, 0)

            return plan_contributions(workspace, forum, path, progress=progress)

        self.start(job, self._show_plan)

    def _show_plan(self, plan: ContributionPlan) -> None:
        self._plan = plan
        methods = load("methods")
        self.table.show_rows(
            [
                Row(
                    str(each.line),
                    (
                        each.title, each.organisation[0], methods.label(str(each.values.get("method") or "")),
                        str(each.values.get("minutes") or ""),
                    ),
                )
                for each in plan.topics
            ]
        )  # fmt: skip
        said = plan.sentences()
        shown = said[:_MOST_SENTENCES]
        if more := len(said) - len(shown):
            words = ngettext("{count} remark more", "{count} remarks more", more)
            shown.append(words.format(count=more))
        self.remarks.setText("\n".join(shown))
        self.remarks.setToolTip(plain_tip("" if len(said) == len(shown) else "\n".join(said)))
        self.remarks.setVisible(bool(said))
        self.do.setEnabled(bool(plan.topics))
        (self.do if plan.topics else self.choose).setFocus()

    def _apply(self) -> None:
        if (plan := self._plan) is None:
            return
        workspace = self._desk.workspace

        def done(ids: list[str]) -> None:
            words = ngettext("{count} topic is imported.", "{count} topics are imported.", len(ids))
            self._desk.show_message(words.format(count=len(ids)))
            if isValid(self):
                self.written.emit(len(ids))

        self.write(self._desk, lambda: apply_contributions(workspace, plan), done)

    def _failed(self, error: BaseException) -> None:
        super()._failed(error)
        self.do.setEnabled(False)
