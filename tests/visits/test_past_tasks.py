"""Tasks that were due before their visit was made are removed or counted from today, each as one action."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.visits import Visit, new_visit, read_visit
from desktop.visits.past_tasks import count_tasks_from, past_tasks, remove_tasks
from desktop.workspace import Workspace
from tests.catalogue.desks import desk

SOON = timedelta(days=20)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with desk(tmp_path) as made:
        yield made


def made(workspace: Workspace) -> Visit:
    """A visit in three weeks from a template whose tasks begin months before."""
    id = new_visit(workspace, "study_visit", {"start": (date.today() + SOON).isoformat()})
    return read(workspace, id)


def read(workspace: Workspace, id: str) -> Visit:
    found = read_visit(workspace, id)
    assert found is not None
    return found


def test_those_that_nobody_could_have_done_in_time(workspace: Workspace) -> None:
    visit, today = made(workspace), date.today()
    past = {each.values["due_days"] for each in past_tasks(visit, today)}
    assert past == {days for each in visit.tasks if (days := each.values["due_days"]) < -SOON.days}
    before = datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000
    old = replace(visit, record=replace(visit.record, created=int(before)))
    assert past_tasks(old, today) == ()  # overdue all the same, but nobody did them
    workspace.journal.edit(visit.id, {"stage": "cancelled"})
    assert past_tasks(read(workspace, visit.id), today) == ()


def test_removed_or_due_today_each_undone_as_one(workspace: Workspace) -> None:
    visit, today = made(workspace), date.today()
    ids = [each.id for each in past_tasks(visit, today)]
    group = count_tasks_from(workspace, ids, today)
    later = read(workspace, visit.id)
    assert len(later.tasks) == len(visit.tasks) and past_tasks(later, today) == ()
    assert {each.values.get("due") for each in later.tasks if each.id in ids} == {today.isoformat()}
    workspace.journal.undo_group(group)
    assert [each.id for each in past_tasks(read(workspace, visit.id), today)] == ids
    group = remove_tasks(workspace, ids)
    assert len(read(workspace, visit.id).tasks) == len(visit.tasks) - len(ids)
    workspace.journal.undo_group(group)
    assert len(read(workspace, visit.id).tasks) == len(visit.tasks)
