"""When what is to be done for a visit is due. It moves with the visit, unless a fixed day was given."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from desktop.i18n import ngettext
from desktop.values.dates import read_span
from desktop.visits.field_values import Values, number_of, text_of
from desktop.visits.visit_times import first_day, last_day

DUE_TYPES = ("task", "follow_up", "commitment")
"""Parts of a visit that can be due."""
ENDED_STAGES = ("closed", "cancelled")
"""Of such visits nothing is due any more."""
FOLLOW_UP_MONTHS = (3, 6, 12)
_OPEN = {"task": ("", "open", "under_way"), "commitment": ("", "open", "under_way")}


def task_due(visit: Values, task: Values) -> date | None:
    """The day a task is due: its fixed one (the last day of a month or year), or so many days from the first or the last
    day of the visit. None where neither is known.
    """
    if fixed := _fixed_due_day(task):
        return fixed
    days = number_of(task, "due_days")
    begins = last_day(visit) if text_of(task, "due_from") == "end" else first_day(visit)
    if days is None or begins is None:
        return None
    try:
        return begins + timedelta(days=days)
    except OverflowError:
        return None


def days_from_visit(visit: Values, task: Values) -> int | None:
    """The days from the visit that a task is due: those of a fixed day are counted; None where neither is known."""
    days = number_of(task, "due_days")
    if _fixed_due_day(task) is None:
        return days
    due = task_due(visit, task)
    anchor = last_day(visit) if text_of(task, "due_from") == "end" else first_day(visit)
    return (due - anchor).days if due is not None and anchor is not None else days


def follow_up_title(months: int) -> str:
    """What a follow-up is called that was planned so many months after a visit."""
    return ngettext("{number} month after the visit", "{number} months after the visit", months).format(number=months)


def follow_up_due(visit: Values, follow_up: Values) -> date | None:
    """The day a follow-up is due: its fixed one, or so many months after the last day of the visit."""
    if fixed := _fixed_due_day(follow_up):
        return fixed
    months, ends = number_of(follow_up, "after_months"), last_day(visit)
    return months_after(ends, months) if months is not None and ends is not None else None


def commitment_due(visit: Values, commitment: Values) -> date | None:
    """The day a commitment is due: the last day of what was written."""
    return _fixed_due_day(commitment)


def due_day(type: str, visit: Values, values: Values) -> date | None:
    """When a part of one of the `DUE_TYPES` is due."""
    rules = {"task": task_due, "follow_up": follow_up_due, "commitment": commitment_due}
    return rules[type](visit, values)


def is_open(type: str, values: Values) -> bool:
    """Is it still to be done?"""
    if type == "follow_up":
        return not text_of(values, "done") and text_of(values, "happened") in ("", "not_yet")
    return text_of(values, "state") in _OPEN[type]


def is_overdue(type: str, visit: Values, values: Values, today: date) -> bool:
    """Should it have been done before today?"""
    due = due_day(type, visit, values)
    return due is not None and due < today and is_open(type, values) and text_of(visit, "stage") not in ENDED_STAGES


def months_after(day: date, months: int) -> date | None:
    """The same day so many months later, or the last of that month where it has no such day: 31 August + 6 is 28 or
    29 February. None beyond the calendar.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _fixed_due_day(values: Values) -> date | None:
    span = read_span(text_of(values, "due"))
    return span[1] if span else None
