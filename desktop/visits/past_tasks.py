"""Tasks that were due before their visit was made: a template counts them from the day of the visit, months back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.system.local_time import local_time
from desktop.visits.due_dates import is_overdue, task_due
from desktop.visits.visit import Visit
from desktop.workspace import Record, Workspace


def past_tasks(visit: Visit, today: date) -> tuple[Record, ...]:
    """Open tasks that are overdue, and were so on the day when the visit was made: nobody could have done them in time."""
    made = local_time(visit.record.created).date()
    return tuple(
        task
        for task in visit.tasks
        if is_overdue("task", visit.values, task.values, today)
        and (due := task_due(visit.values, task.values)) is not None
        and due < made
    )


def count_tasks_from(workspace: Workspace, ids: Sequence[str], day: date) -> str:
    """Have these tasks due on a day, whatever they were counted from; one action. Returns its id."""
    with workspace.journal.group("edit") as group:
        for id in ids:
            workspace.journal.edit(id, {"due": day.isoformat()}, type="task")
    return group.id


def remove_tasks(workspace: Workspace, ids: Sequence[str]) -> str:
    """Put these tasks into the bin; one action. Returns its id."""
    return workspace.journal.delete(list(ids))
