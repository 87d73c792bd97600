"""What is known of one course run, below the list of all: numbers, charts, its other runs, what learners asked, names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.catalogue.courses import CourseRun
from desktop.i18n import _, ngettext
from desktop.learning.comparing import curve, number_and_share
from desktop.learning.count_rows import cell_text, count_rows
from desktop.learning.counts_text import read_counts
from desktop.learning.learner_import import CLOSED, NamedLearner, delete_names, read_named_learners
from desktop.learning.run_charts import curves_chart, funnel_chart
from desktop.learning.suppression import ShownCounts
from desktop.ui.charts import ChartPanel
from desktop.ui.learning.counts_table import CountsTable, stage_labels
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.values.dates import format_date, format_period
from desktop.vocabularies import fold, load

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class RunView(QTabWidget):
    """One run, on pages of which the keyboard turns with Ctrl+Tab."""

    course_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setDocumentMode(True)
        self.setAccessibleName(_("The selected course run"))
        self.counts = CountsTable(self)
        self.counts.activated.connect(lambda _index: self.course_wanted.emit())
        self.funnel = ChartPanel(self)
        self.weeks = ChartPanel(self)
        charts = QWidget(self)
        row = QHBoxLayout(charts)
        row.setContentsMargins(6, 10, 6, 4)
        row.setSpacing(24)
        row.addWidget(self.funnel, 2)
        row.addWidget(self.weeks, 3)
        self.compared = ComparedRuns(self)
        self.asked = AskedEdit(desk, self)
        self.names = NamesPage(desk, self)
        self.addTab(self.counts, _("Numbers"))
        self.addTab(charts, _("Charts"))
        self.addTab(self.compared, _("Runs compared"))
        self.addTab(self.asked, _("What learners asked"))
        self.addTab(self.names, _("Names"))
        self.tabBar().setAccessibleName(_("Parts of the course run"))
        self.setTabVisible(self.indexOf(self.names), False)

    def show_run(self, run: CourseRun, runs: Sequence[CourseRun]) -> None:
        """Show a run; `runs`: all of its course."""
        shown = read_counts(run.counts) if run.counts else None
        self.counts.show_rows(count_rows(shown, run.numbers))
        totals = [
            cell if number is None else number
            for cell, number in zip(shown.total if shown else (None,) * 4, run.numbers, strict=True)
        ]
        self.funnel.show_chart(funnel_chart(list(zip(stage_labels(), totals, strict=True))))
        curves = [
            (label, curve(shown or ShownCounts(), stage, run.start)) for stage, label in enumerate(stage_labels())
        ]
        self.weeks.show_chart(curves_chart(_("Learners over the weeks"), curves))
        self.compared.show_runs(run.id, runs)
        self.setTabVisible(self.indexOf(self.compared), len(runs) > 1)
        self.asked.show_run(run)
        self.names.show_run(run, self._show_names)

    def finish(self) -> None:
        """Write what was typed."""
        self.asked.write()

    def _show_names(self, kept: bool) -> None:
        self.setTabVisible(self.indexOf(self.names), kept)


class ComparedRuns(QWidget):
    """The runs of one course beside each other: numbers and shares in a table, a curve for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: Sequence[CourseRun] = ()
        self.table = QTableWidget(0, 6, self)
        self.table.setAccessibleName(_("Runs of the course, compared"))
        self.table.setHorizontalHeaderLabels([_("Run"), _("When"), *stage_labels()])
        set_up_table(self.table)
        self.stage = StillBox(self)
        self.stage.setAccessibleName(_("What the curves count"))
        for place, label in enumerate(stage_labels()):
            self.stage.addItem(label, place)
        self.stage.currentIndexChanged.connect(lambda _place: self._draw())
        self.chart = ChartPanel(self)
        choice = QHBoxLayout()
        words = QLabel(_("Curves of"), self)
        words.setBuddy(self.stage)
        choice.addWidget(words)
        choice.addWidget(self.stage)
        choice.addStretch(1)
        side = QVBoxLayout()
        side.addLayout(choice)
        side.addWidget(self.chart, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self.table, 3)
        row.addLayout(side, 2)

    def show_runs(self, chosen: str, runs: Sequence[CourseRun]) -> None:
        """Show these runs; `chosen`: the id of the one that is selected in the list."""
        self._runs = runs
        self.table.setRowCount(len(runs))
        for place, run in enumerate(runs):
            cells = run_cells(run)
            numbers = [cell_text(cells[0]), *(number_and_share(cell, cells[0]) for cell in cells[1:])]
            when = format_period(run.start, run.end) if run.start else ""
            for column, text in enumerate((run.name or run.title, when, *numbers)):
                item = QTableWidgetItem(text)
                if column > 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if run.id == chosen:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.table.setItem(place, column, item)
        self._draw()

    def _draw(self) -> None:
        stage = int(self.stage.currentData() or 0)
        curves = [(each.name or each.title, curve(read_counts(each.counts), stage, each.start)) for each in self._runs]
        self.chart.show_chart(curves_chart(_("Runs over their weeks"), curves))


def run_cells(run: CourseRun) -> list[int | str | None]:
    """The four numbers of a run, as far as they are known: what is typed, else what lists say."""
    total = read_counts(run.counts).total if run.counts else (None,) * 4
    return [cell if number is None else number for cell, number in zip(total, run.numbers, strict=True)]


class AskedEdit(QWidget):
    """What learners asked in forums, sessions and messages, in the manager's words; written when the field is left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = ""
        self._shown = ""
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("What learners asked"))
        self.text.setPlaceholderText(
            _("Questions that came up in the forum, in sessions or by message: one a line, without names.")
        )
        self.text.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.text)

    def show_run(self, run: CourseRun) -> None:
        """Show what is written there; what is being typed stays."""
        if run.id != self._id:
            self.write()
        elif self.text.document().isModified():
            return
        self._id = run.id
        self.text.setReadOnly(not self._desk.writable)
        if run.asked != self.text.toPlainText():
            self.text.setPlainText(run.asked)
        self._shown = run.asked
        self.text.document().setModified(False)

    def write(self) -> None:
        """Write what was typed."""
        words, id = self.text.toPlainText().strip(), self._id
        if not id or not self.text.document().isModified() or words == self._shown:
            return
        self._shown = words
        self.text.document().setModified(False)
        journal = self._desk.workspace.journal
        self._desk.writer.run(lambda: journal.edit(id, {"learner_questions": words or None}, type="run"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.write()
        return super().eventFilter(watched, event)


class NamesPage(QWidget):
    """Who the learners are, where the manager has their names kept: seen here, and nowhere else."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = ""
        self._shown: list[NamedLearner] = []
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Find a learner"))
        self.search.setAccessibleName(_("Find a learner"))
        add_clear_button(self.search)
        self.search.textChanged.connect(lambda _words: self._filter())
        self.forget_one = QPushButton(_("Delete this name…"), self)
        self.forget_all = QPushButton(_("Delete all names…"), self)
        self.table = QTableWidget(0, 3 + len(stage_labels()), self)
        self.table.setAccessibleName(_("Learners by name"))
        self.table.setHorizontalHeaderLabels([_("Name"), _("E-mail"), _("Country"), *stage_labels()])
        set_up_table(self.table)
        self.table.itemSelectionChanged.connect(self._show_state)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        for button, act in ((self.forget_one, self._ask_one), (self.forget_all, self._ask_all)):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            top.addWidget(button)
        note = QLabel(
            _("In a folder beside this workspace alone. Names never leave in packages, reports, tables or backups."),
            self,
        )
        note.setObjectName("quiet")
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(note)

    def show_run(self, run: CourseRun, then: object) -> None:
        """Read the names of a run; `then` hears whether there are any."""
        workspace, id = self._desk.workspace, run.id
        if id != self._id:
            self._fill([])
        self._id = id

        def read() -> list[NamedLearner]:
            record = workspace.record(id, "run") if id and run.lists and run.lists != CLOSED else None
            return [] if record is None else read_named_learners(workspace, record)

        def show(found: list[NamedLearner]) -> None:
            if isValid(self) and id == self._id:
                self._fill(found)
                if callable(then):
                    then(bool(found))

        self._desk.background.run(read, show, topic="learning: names")

    def _fill(self, found: list[NamedLearner]) -> None:
        self._shown = found
        self._filter()

    def _filter(self) -> None:
        words = fold(self.search.text()).split()
        those = [each for each in self._shown if all(word in fold(f"{each.name} {each.email}") for word in words)]
        self.table.setRowCount(0)
        self.table.setRowCount(min(len(those), _MOST_NAMES))
        countries = load("countries")
        for place, each in enumerate(those[:_MOST_NAMES]):
            days = (format_date(_iso(day)) if day else "" for day in each.days)
            country = countries.label(each.country) if each.country else ""
            for column, text in enumerate((each.name, each.email, country, *days)):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, each)
                self.table.setItem(place, column, item)
        self._show_state()

    def _show_state(self) -> None:
        self.forget_one.setEnabled(self._selected() is not None)
        self.forget_all.setEnabled(bool(self._shown))

    def _selected(self) -> NamedLearner | None:
        chosen = self.table.selectionModel().selectedRows() if self.table.rowCount() else list[QModelIndex]()
        return chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None

    def _ask_one(self) -> None:
        if (each := self._selected()) is not None:
            words = _("Delete the name and the address of {name} permanently? The learner is still counted.")
            self._ask(words.format(name=each.name or each.email), each)

    def _ask_all(self) -> None:
        words = ngettext(
            "Delete the name and the address of {count} learner for good? The numbers stay.",
            "Delete the names and addresses of {count} learners for good? The numbers stay.",
            len(self._shown),
        )
        self._ask(words.format(count=len(self._shown)), None)

    def _ask(self, words: str, learner: NamedLearner | None) -> None:
        if QMessageBox.question(self, _("Delete names"), words) != QMessageBox.StandardButton.Yes:
            return
        workspace, id = self._desk.workspace, self._id
        self._fill([] if learner is None else [each for each in self._shown if each is not learner])

        def done(_result: object) -> None:
            self._desk.show_message(_("Deleted. The numbers stay as they are."))

        self._desk.writer.run(
            lambda: delete_names(workspace, id, None if learner is None else learner.keys), done, self._desk.show_error
        )


_MOST_NAMES = 2_000
"""More rows than that nobody reads: the search finds the others."""


def _iso(day: int) -> str:
    from datetime import date

    return date.fromordinal(day).isoformat()


def set_up_table(table: QTableWidget) -> None:
    """A table that is read, a row at a time; Tab leaves it."""
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
