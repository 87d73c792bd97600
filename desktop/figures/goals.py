"""How far the goals are: what their figure has come to by now, what was due by now, and whether that is on track."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from desktop.catalogue.query import QueryError
from desktop.errors import UserFacingError
from desktop.figures.definitions import ACTIVITY, FIGURES, VISIT, Figure
from desktop.figures.periods import Period
from desktop.figures.reading import read_figures
from desktop.figures.selection import Selection
from desktop.i18n import N_, _, current_language
from desktop.workspace import Record, Workspace

_ON_TRACK = 0.9
"""The share of what was due by now from which on a goal is on track."""
_MONTHS_LOOKED_AT = 24
_YEAR = 12
_DAYS_OF_MONTH = 30.44
_TAKEN_PLACE: Mapping[str, str] = {
    ACTIVITY: "-status:idea,planned,cancelled",
    VISIT: "stage:under_way,reporting,following_up,closed",
}
"""Of which records a goal counts the figure: what took place, or takes place now."""


class GoalState(StrEnum):
    """How a goal stands today."""

    MET = "met"
    ON_TRACK = "on_track"
    LATE = "late"
    MISSED = "missed"
    NOT_BEGUN = "not_begun"
    UNKNOWN = "unknown"


STATE_LABELS = {
    GoalState.MET: N_("Met"),
    GoalState.ON_TRACK: N_("On track"),
    GoalState.LATE: N_("Behind"),
    GoalState.MISSED: N_("Not met in time"),
    GoalState.NOT_BEGUN: N_("Not begun"),
    GoalState.UNKNOWN: N_("Cannot be counted"),
}
"""Marked with `N_`, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """One goal as it stands. `due` is what would be reached by now at an even pace; `selection` finds what counts.

    `query`: what the goal itself narrows the figure to. `a_month`: what came to it in a month of the last twelve, None where
    nobody knows. `trouble` says in a sentence why it cannot be counted; then `reached` is 0. `organisation`: the name of who
    set it.
    """

    id: str
    title: str
    organisation: str
    figure: Figure | None
    wanted: int
    reached: int
    due: int
    state: GoalState
    period: Period
    selection: Selection
    query: str = ""
    days_left: int = 0
    a_month: float | None = None
    trouble: str = ""

    @property
    def share(self) -> float:
        """What is reached of what is wanted, 1 for all of it."""
        return self.reached / self.wanted if self.wanted > 0 else 0.0

    @property
    def needed_a_month(self) -> float:
        """What each month that is left must come to."""
        return (self.wanted - self.reached) / max(self.days_left / _DAYS_OF_MONTH, 1)

    @property
    def label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.state])


def read_goals(workspace: Workspace, day: date, ids: Sequence[str] | None = None) -> list[GoalProgress]:
    """All goals, or these, by who set them, then by their end. For a thread: each figure is read."""
    records = workspace.records("goal", list(ids) if ids is not None else _all_ids(workspace), journal_only=False)
    names = _names(workspace, records)
    found = [_progress(workspace, each, names.get(str(each.values.get("organisation")), ""), day) for each in records]
    return sorted(
        found, key=lambda each: (each.organisation == "", each.organisation.casefold(), each.period.last, each.title)
    )


def monthly_numbers(workspace: Workspace, goal: GoalProgress, day: date) -> list[tuple[str, int]]:
    """What came to the goal's figure in each month until this day, the oldest first: with each month, how much more it was
    from the beginning of the goal until its end. Nothing for a figure that says how things stand now.
    """
    if goal.figure is None or goal.trouble or not goal.figure.dated:
        return []
    first, last = _days(goal.period)
    months = _months(first, min(last, day))[-_MONTHS_LOOKED_AT:]
    found: list[tuple[str, int]] = []
    before = _until(workspace, goal, _month_before(months[0])) if months and months[0] > first.isoformat()[:7] else 0
    for month in months:
        now = _until(workspace, goal, month)
        found.append((month, max(now - before, 0)))
        before = now
    return found


def _until(workspace: Workspace, goal: GoalProgress, month: str) -> int:
    """What the figure of a goal came to from its beginning until the end of a month."""
    assert goal.figure is not None
    return _reached(workspace, goal.figure, goal.query, Period(goal.period.first, month))


def _month_before(month: str) -> str:
    return (date.fromisoformat(f"{month}-01") - timedelta(1)).isoformat()[:7]


def _all_ids(workspace: Workspace) -> list[str]:
    with workspace.reading_directly() as conn:
        return [row[0] for row in conn.execute("SELECT id FROM goal WHERE listed = 1 ORDER BY ends, title_key, id")]


def _names(workspace: Workspace, records: Sequence[Record]) -> dict[str, str]:
    from desktop.catalogue.record_names import names_of

    return names_of(workspace, "organisation", {str(id) for each in records if (id := each.values.get("organisation"))})


def _progress(workspace: Workspace, record: Record, organisation: str, day: date) -> GoalProgress:
    values = record.values
    name = str(values.get("figure") or "")
    figure = FIGURES.get(name)
    wanted = values.get("value")
    period = Period(str(values.get("begins") or ""), str(values.get("ends") or ""))
    query = str(values.get("query") or "")
    type = figure.list_type if figure is not None else "activity"
    shown = Period(period.first, day.isoformat()) if period.last and day < _day(period.last, last=True) else period
    counted = " ".join(part for part in (query, figure.query if figure else "", _TAKEN_PLACE.get(type, "")) if part)
    selection = Selection(counted, shown, type=type)
    trouble = _trouble(name, figure, wanted, period)
    reached = 0
    if figure is not None and not trouble:
        first, _last = _days(period)
        try:
            reached = _reached(workspace, figure, query, shown) if day >= first else 0
        except QueryError as error:
            trouble = _("The search of the goal is not understood: {reason}").format(reason=error)
        except UserFacingError as error:
            trouble = str(error)
    number = wanted if isinstance(wanted, int) else 0
    plain = GoalProgress(
        record.id, _title(record), organisation, figure, number, reached, 0, GoalState.UNKNOWN, period, selection,
        query=query, trouble=trouble,
    )  # fmt: skip
    if trouble or figure is None:
        return plain
    first, last = _days(period)
    due = _due(number, first, last, day)
    state = _state(reached, number, due, first, last, day)
    made = replace(plain, due=due, state=state, days_left=max((last - day).days, 0))
    if state not in (GoalState.ON_TRACK, GoalState.LATE) or not figure.dated:
        return made
    months = _months(first, day)[-_YEAR:]
    if not months:
        return made
    begun = months[0] <= first.isoformat()[:7]
    before = 0 if begun else _until(workspace, made, _month_before(months[0]))
    return replace(made, a_month=max(_until(workspace, made, months[-1]) - before, 0) / len(months))


def _title(record: Record) -> str:
    """In the language spoken now, where it is written in it."""
    return str(record.values.get(f"title/{current_language()}") or record.title)


def _trouble(name: str, figure: Figure | None, wanted: object, period: Period) -> str:
    """Why a goal cannot be counted; "" where it can."""
    if not name:
        return _("Choose which figure counts for the goal.")
    if figure is None:
        return _("This version does not know the figure “{name}”: a newer one is needed to count the goal.").format(
            name=name
        )
    if not isinstance(wanted, int) or wanted < 1:
        return _("Write the number to reach, 1 or more.")
    if not period.first or not period.last:
        return _("Write from when until when the goal is meant.")
    first, last = _days(period)
    return _("The goal ends before it begins.") if last < first else ""


def _reached(workspace: Workspace, figure: Figure, query: str, period: Period) -> int:
    taken_place = _TAKEN_PLACE.get(figure.list_type, "")
    selection = Selection(f"{query} {taken_place}".strip(), period if figure.dated else Period(), type=figure.list_type)
    return read_figures(workspace, selection, [figure.name])[figure.name].value or 0


def _state(reached: int, wanted: int, due: int, first: date, last: date, day: date) -> GoalState:
    if reached >= wanted:
        return GoalState.MET
    if day > last:
        return GoalState.MISSED
    if day < first:
        return GoalState.NOT_BEGUN
    return GoalState.ON_TRACK if reached >= due * _ON_TRACK else GoalState.LATE


def _due(wanted: int, first: date, last: date, day: date) -> int:
    """What would be reached at the end of this day at an even pace, rounded down."""
    days = (last - first).days + 1
    passed = min(max((day - first).days + 1, 0), days)
    return wanted * passed // days


def _days(period: Period) -> tuple[date, date]:
    """The first and the last day of a period of which both ends are known."""
    return _day(period.first, last=False), _day(period.last, last=True)


def _day(text: str, *, last: bool) -> date:
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if not month:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if not day:
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)


def _months(first: date, last: date) -> list[str]:
    """The months that have ended between two days."""
    found: list[str] = []
    day = date(first.year, first.month, 1)
    while (following := (day + timedelta(31)).replace(day=1)) <= last + timedelta(1):
        found.append(f"{day.year:04}-{day.month:02}")
        day = following
    return found
