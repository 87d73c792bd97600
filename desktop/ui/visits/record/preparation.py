"""The preparation of a visit: tasks, participants, budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_, _
from desktop.ui.current_time import today
from desktop.ui.editor.context import RecordContext
from desktop.ui.editor.part_grid import Further, Tick
from desktop.ui.editor.parts_page import PartsPage
from desktop.ui.editor.record_data import RecordData
from desktop.ui.visits.record.budget import BudgetPage
from desktop.ui.visits.record.sub_pages import SubPages
from desktop.ui.visits.record.visit_data import as_visit
from desktop.ui.widgets.time_text import short_day
from desktop.visits.due_dates import is_open, is_overdue, task_due
from desktop.workspace import Record, Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

TASKS, PARTICIPANTS, BUDGET = N_("Tasks"), N_("Participants"), N_("Budget")


class PreparationPart(SubPages):
    """Three tables; ticking a task says when it was done."""

    def __init__(self, desk: Desk, context: RecordContext) -> None:
        self._visit: dict[str, Value] = {}
        self.tasks = PartsPage(
            context,
            "task",
            columns=("title", "owner", "due_days", "due_from"),
            further=(Further(N_("Due"), self._due, self._overdue),),
            tick=Tick(
                "state",
                "done",
                lambda: {"state": "done", "done": today().isoformat()},
                lambda: {"state": "open", "done": None},
            ),
            headings={"due_days": N_("Days")},
            defaults={"state": "open", "due_from": "start"},
            empty=_("No task yet. Due dates count from the visit and move with it: −30 is a month before."),
        )
        self.participants = PartsPage(
            context,
            "participant",
            columns=("name", "side", "role", "arrival", "departure", "dietary", "consent"),
            defaults={"consent": "none"},
            empty=_("No participant yet. Until a person consents, no data about them leaves this desk."),
        )
        self.budget = BudgetPage(context)
        super().__init__({TASKS: self.tasks, PARTICIPANTS: self.participants, BUDGET: self.budget})

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show it, with how many tasks are still open."""
        self._visit = dict(reading.record.values) if reading.record is not None else {}
        super().show_reading(record_id, reading, read_only=read_only)
        visit = as_visit(reading)
        open_tasks = sum(is_open("task", each.values) for each in visit.tasks) if visit is not None else 0
        self.count(TASKS, str(open_tasks) if open_tasks else "")
        self.count(PARTICIPANTS, str(len(visit.participants)) if visit is not None and visit.participants else "")

    def _due(self, task: Record) -> str:
        due = task_due(self._visit, task.values)
        return short_day(due) if due is not None else ""

    def _overdue(self, task: Record) -> bool:
        return is_overdue("task", self._visit, task.values, today())
