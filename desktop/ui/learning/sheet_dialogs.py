"""Sheets of a training that come back: sign-in sheets and evaluations are chosen, shown in numbers, and counted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.errors import Cancelled
from desktop.file_formats import TABLES, patterns
from desktop.i18n import _, ngettext
from desktop.learning.count_rows import CountRow, count_rows
from desktop.learning.evaluation_counts import evaluation_rows
from desktop.learning.evaluation_import import EvaluationPlan, apply_evaluation, plan_evaluation
from desktop.learning.sign_in_sheets import SignInPlan, apply_sign_in, plan_sign_in
from desktop.ui import file_dialogs
from desktop.ui.background import Task
from desktop.ui.current_time import today
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.learning.counts_table import CountsTable
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class SheetDialog(JobDialog):
    """Sheets are read as soon as they are chosen; nothing is written before the button says so."""

    _several = False
    """May several files be chosen at once?"""

    def __init__(
        self, desk: Desk, training: tuple[str, str], title: str, words: str, headings: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`training`: its id and its title; `words`: what becomes of the sheets; `headings`: of the table of numbers."""
        super().__init__(title, desk.background, _("&Count"), parent)
        self._desk = desk
        self._training, name = training
        self._paths: list[Path] = []
        self._plan: Any = None
        self.form.addWidget(self.paragraph(words))
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(_("No file is chosen yet"))
        self.file.setAccessibleName(_("File"))
        self.choose = QPushButton(_("C&hoose…"), self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self.day = QDateEdit(QDate(*today().timetuple()[:3]), self)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setMinimumHeight(30)
        self.day.setMaximumDate(self.day.date())
        self.day.dateChanged.connect(lambda _day: self._read())
        file_row = QHBoxLayout()
        file_row.addWidget(self.file, 1)
        file_row.addWidget(self.choose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel(_("Training"), self), 0, 0)
        shown = QLabel(name, self)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setWordWrap(True)
        grid.addWidget(shown, 0, 1)
        file_label, day_label = QLabel(_("Fil&e"), self), QLabel(_("&Day"), self)
        file_label.setBuddy(self.choose)
        day_label.setBuddy(self.day)
        grid.addWidget(file_label, 1, 0)
        grid.addLayout(file_row, 1, 1)
        grid.addWidget(day_label, 2, 0)
        grid.addWidget(self.day, 2, 1)
        self.form.addLayout(grid)
        self.remarks = self.paragraph("")
        self.remarks.hide()
        self.form.addWidget(self.remarks)
        self.table = CountsTable(self, name=_("What is counted"), headings=headings)
        self.table.setMinimumSize(640, 240)
        self.form.addWidget(self.table, 1)
        self.do.setEnabled(False)
        self.do.clicked.connect(self._apply)
        self.choose.setFocus()

    def read_sheets(self, paths: Sequence[Path]) -> None:
        """Read sheets and show what they say."""
        self._paths = list(paths)
        self.file.setText(", ".join(path.name for path in paths))
        self._read()

    def _choose(self) -> None:
        words = _("Tables ({files})").format(files=patterns(TABLES)) + ";;" + _("All files (*)")
        title, settings, kind = self.windowTitle(), self._desk.settings, file_dialogs.TABLES
        if self._several:
            chosen = file_dialogs.ask_files(self, settings, kind, title, words)
        else:
            one = file_dialogs.ask_file(self, settings, kind, title, words)
            chosen = [one] if one is not None else []
        if chosen:
            self.read_sheets(chosen)

    def _read(self) -> None:
        self._plan = None
        self.do.setEnabled(False)
        if not self._paths or self.running:
            return
        paths, day, plan = tuple(self._paths), date(*self.day.date().getDate()), self._plan_job

        def job(task: Task) -> object:
            def progress(done: int) -> None:
                if task.cancelled:
                    raise Cancelled
                task.progress(done, 0)

            return plan(paths, day, progress)

        self.table.show_rows(())
        self.remarks.hide()
        self.start(job, self._show_plan)

    def _show_plan(self, plan: Any) -> None:
        self._plan = plan
        self.table.show_rows(self._rows(plan))
        self.remarks.setText("\n".join(self._sentences(plan)))
        self.remarks.setVisible(bool(self.remarks.text()))
        self.do.setEnabled(True)
        self.do.setFocus()

    def _apply(self) -> None:
        if (plan := self._plan) is None:
            return
        write, words = self._write, self._done_words(plan)
        self.write(self._desk, lambda: write(plan), lambda _written: self._desk.show_message(words))

    def _failed(self, error: BaseException) -> None:
        super()._failed(error)
        self.do.setEnabled(False)

    # What the sheets are ---------------------------------------------------------------------------------------------

    @abstractmethod
    def _plan_job(self, paths: Sequence[Path], day: date, progress: Callable[[int], None]) -> object:
        """Read them, on a thread."""

    @abstractmethod
    def _rows(self, plan: Any) -> Sequence[CountRow]: ...

    @abstractmethod
    def _sentences(self, plan: Any) -> Sequence[str]: ...

    @abstractmethod
    def _write(self, plan: Any) -> object: ...

    @abstractmethod
    def _done_words(self, plan: Any) -> str: ...


class SignInDialog(SheetDialog):
    """Sign-in sheets of a training, of one day or of several."""

    _several = True

    def __init__(self, desk: Desk, training: tuple[str, str], parent: QWidget | None = None) -> None:
        words = _(
            "The lists of those who were there, one for each day. They become numbers: no name or address is kept, and who"
            " signed on two days counts once."
        )
        super().__init__(
            desk, training, _("Import sign-in sheets"), words, (_("People"), _("Signed")), parent
        )  # fmt: skip

    def _plan_job(self, paths: Sequence[Path], day: date, progress: Callable[[int], None]) -> SignInPlan:
        return plan_sign_in(self._desk.workspace, self._training, paths, day, progress=progress)

    def _rows(self, plan: SignInPlan) -> Sequence[CountRow]:
        rows = [
            CountRow(row.section, row.label, row.cells[:1])
            for row in count_rows(plan.shown, plan.counts.total)
            if row.section != _("By week")
        ]
        rows[0] = CountRow("", _("People, each once"), (plan.people,))
        rows.insert(1, CountRow("", _("Local governments or organisations"), (plan.local_governments,)))
        return rows

    def _sentences(self, plan: SignInPlan) -> Sequence[str]:
        return plan.sentences()

    def _write(self, plan: SignInPlan) -> str:
        return apply_sign_in(self._desk.workspace, plan)

    def _done_words(self, plan: SignInPlan) -> str:
        words = ngettext(
            "{number} person is counted into “{title}”.", "{number} people are counted into “{title}”.", plan.people
        )
        return words.format(number=format_number(plan.people), title=plan.training.title)


class EvaluationDialog(SheetDialog):
    """The forms of one evaluation, a row each."""

    def __init__(self, desk: Desk, training: tuple[str, str], parent: QWidget | None = None) -> None:
        words = _(
            "A row for each form that came back, below the headings that the desk writes. The answers become numbers; what"
            " stands in other columns is not read."
        )
        super().__init__(desk, training, _("Import an evaluation"), words, (_("Answer"), _("Forms")), parent)

    def _plan_job(self, paths: Sequence[Path], day: date, progress: Callable[[int], None]) -> EvaluationPlan:
        return plan_evaluation(self._desk.workspace, self._training, paths[0], day, progress=progress)

    def _rows(self, plan: EvaluationPlan) -> Sequence[CountRow]:
        return evaluation_rows(plan.counted)

    def _sentences(self, plan: EvaluationPlan) -> Sequence[str]:
        return plan.sentences()

    def _write(self, plan: EvaluationPlan) -> str:
        return apply_evaluation(self._desk.workspace, plan)

    def _done_words(self, plan: EvaluationPlan) -> str:
        forms = plan.counted.forms if isinstance(plan.counted.forms, int) else 0
        words = ngettext(
            "{number} form is counted into “{title}”.", "{number} forms are counted into “{title}”.", forms
        )
        return words.format(number=format_number(forms), title=plan.training.title)
