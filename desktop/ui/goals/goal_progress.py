"""How far a goal is, beside its form: the number and a bar, the pace, what counts, and the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.figures.goal_words import months_chart, pace_words, reached_words
from desktop.figures.goals import GoalProgress, monthly_numbers, read_goals
from desktop.i18n import _, pgettext
from desktop.ui.charts import ChartPanel
from desktop.ui.current_time import today
from desktop.ui.dialogs.step_dialog import plain_button, plain_label
from desktop.ui.editor.context import RecordContext, RecordPart
from desktop.ui.editor.record_data import RecordData

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

Found = tuple[GoalProgress | None, list[tuple[str, int]]]


class GoalProgressPage(RecordPart):
    """Read again when the goal changes, and when it is shown."""

    def __init__(self, desk: Desk, context: RecordContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context = context
        self._record_id = ""
        self.goal: GoalProgress | None = None
        self.state = plain_label("goalState", "", self)
        font = QFont(self.state.font())
        font.setBold(True)
        self.state.setFont(font)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far the goal is"))
        self.reached = plain_label("", "", self)
        self.pace = plain_label("", "", self)
        self.counts = plain_label("", "", self)
        self.show_list = plain_button(self, _("Show what counts"), self._show_list)
        self.months = ChartPanel(self)
        self.months.opened.connect(self._open)
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_list)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        for each in (self.state, self.bar, self.reached, self.pace, self.counts):
            column.addWidget(each)
        column.addLayout(buttons)
        column.addWidget(self.months, 1)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Count again."""
        self._record_id = record_id
        workspace, day = self._context.workspace, today()

        def job() -> Found:
            goal = next(iter(read_goals(workspace, day, [record_id])), None)
            return goal, monthly_numbers(workspace, goal, day) if goal is not None else []

        self._context.desk.read(job, self._show, topic="editor: progress of a goal")

    def enter(self) -> None:
        """The way to what counts."""
        self.show_list.setFocus()

    def _show(self, found: Found) -> None:
        goal, months = found
        if goal is None or goal.id != self._record_id:
            return
        self.goal = goal
        self.state.setText(goal.label)
        self.reached.setText(reached_words(goal))
        self.bar.setVisible(not goal.trouble)
        self.bar.setValue(min(round(goal.share * 100), 100))
        self.pace.setText(pace_words(goal))
        self.pace.setVisible(bool(self.pace.text()))
        figure = goal.figure
        self.counts.setVisible(figure is not None)
        self.show_list.setVisible(figure is not None)
        if figure is not None:
            words = pgettext("field: value", "{field}: {value}").format(
                field=_(figure.label), value=_(figure.definition)
            )
            self.counts.setText(words)
        self.months.setVisible(bool(months))
        if months:
            self.months.show_chart(months_chart(goal, months))

    def _show_list(self) -> None:
        if self.goal is not None:
            self._open(self.goal.selection.text)

    def _open(self, query: str) -> None:
        if self.goal is not None:
            self._desk.list_wanted.emit(self.goal.selection.type, query)
