"""What is due when: counted from the visit, moving with it; month ends and 29 February."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.visits.due_dates import due_day, is_open, is_overdue, months_after

VISIT = {"start": "2026-05-04", "end": "2026-05-06", "stage": "preparing"}


@pytest.mark.parametrize(
    ("visit", "task", "due"),
    [
        (VISIT, {"due_days": -30}, "2026-04-04"),
        (VISIT, {"due_days": -30, "due_from": "start"}, "2026-04-04"),
        (VISIT, {"due_days": 14, "due_from": "end"}, "2026-05-20"),
        (VISIT, {"due_days": 0, "due_from": "end"}, "2026-05-06"),
        (VISIT, {"due_days": -30, "due": "2026-02-01"}, "2026-02-01"),
        (VISIT, {"due": "2026-02"}, "2026-02-28"),
        ({"start": "2028-03-01"}, {"due_days": -1}, "2028-02-29"),
        ({"start": "2026-05"}, {"due_days": -1}, "2026-04-30"),
        ({"start": "2026-05"}, {"due_days": 1, "due_from": "end"}, "2026-06-01"),
        ({}, {"due_days": -30}, None),
        (VISIT, {}, None),
        (VISIT, {"due_days": 10**9}, None),
    ],
)
def test_tasks(visit: dict[str, Any], task: dict[str, Any], due: str | None) -> None:
    assert due_day("task", visit, task) == (date.fromisoformat(due) if due else None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-400, 400), st.integers(-400, 400))
def test_tasks_move_with_the_visit(start: date, days: int, moved: int) -> None:
    before = due_day("task", {"start": start.isoformat()}, {"due_days": days})
    after = due_day("task", {"start": (start + timedelta(days=moved)).isoformat()}, {"due_days": days})
    assert before is not None and after is not None and after - before == timedelta(days=moved)


@pytest.mark.parametrize(
    ("end", "months", "due"),
    [
        ("2026-05-06", 3, "2026-08-06"), ("2026-05-06", 12, "2027-05-06"), ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"), ("2028-02-29", 12, "2029-02-28"), ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", 3, "2026-06-30"), ("2026-12-31", 12, "2027-12-31"), ("2026-10-15", 3, "2027-01-15"),
    ],
)  # fmt: skip
def test_follow_ups(end: str, months: int, due: str) -> None:
    assert due_day("follow_up", {"start": "2026-01-01", "end": end}, {"after_months": months}) == date.fromisoformat(
        due
    )
    fixed = {"after_months": months, "due": "2030-01-01"}
    assert due_day("follow_up", {"end": end}, fixed) == date(2030, 1, 1)


@given(st.dates(), st.integers(0, 30))
def test_months_never_slip_into_the_next(day: date, months: int) -> None:
    found = months_after(day, months)
    if found is not None:
        assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
        assert found.day <= day.day


@pytest.mark.parametrize(
    ("type", "values", "overdue"),
    [
        ("task", {"due": "2026-06-01"}, False),
        ("task", {"due": "2026-05-31"}, True),
        ("task", {"due": "2026-05-31", "state": "done"}, False),
        ("task", {"due": "2026-05-31", "state": "not_needed"}, False),
        ("task", {"due": "2026-05-31", "state": "under_way"}, True),
        ("commitment", {"due": "2026-05"}, True),
        ("commitment", {"due": "2026"}, False),
        ("commitment", {"due": "2026-05", "state": "kept"}, False),
        ("follow_up", {"due": "2026-05-31"}, True),
        ("follow_up", {"due": "2026-05-31", "done": "2026-05-30"}, False),
        ("follow_up", {"due": "2026-05-31", "happened": "yes"}, False),
        ("follow_up", {"due": "2026-05-31", "happened": "not_yet"}, True),
        ("follow_up", {}, False),
    ],
)
def test_overdue_on_the_first_of_june(type: str, values: dict[str, Any], overdue: bool) -> None:
    today = date(2026, 6, 1)
    assert is_overdue(type, {"stage": "reporting"}, values, today) is overdue
    assert not is_overdue(type, {"stage": "cancelled"}, values, today)
    assert is_open(type, values) or not overdue
