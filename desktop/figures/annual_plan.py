"""The plan of a period: its activities by what became of them until a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.catalogue.query.sql import period_sql
from desktop.figures.periods import Period
from desktop.i18n import N_, _
from desktop.workspace import Workspace


class PlanState(StrEnum):
    """What became of an activity that was planned."""

    LATE = "late"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


PLAN_LABELS = {
    PlanState.LATE: N_("Planned, and its time is over"),
    PlanState.UNDER_WAY: N_("Under way"),
    PlanState.PLANNED: N_("Planned"),
    PlanState.DONE: N_("Completed"),
    PlanState.CANCELLED: N_("Cancelled"),
}
"""Marked with `N_`, in the order in which a person wants to see them."""


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """One activity of the plan. `place`: where, as words; `country`: a code."""

    id: str
    title: str
    start: str
    end: str
    country: str
    place: str
    organisations: str
    state: PlanState

    @property
    def label(self) -> str:
        """The state in words."""
        return _(PLAN_LABELS[self.state])


def read_plan(workspace: Workspace, period: Period, day: date) -> list[PlannedActivity]:
    """The activities that touch a period, by state, then by start. An idea is planned like any other."""
    within, dates = period_sql("a.start", 'a."end"', period.first, period.last)
    where = f" AND {within}" if within else ""
    with workspace.reading_directly() as conn:
        rows = conn.execute(
            'SELECT a.id, a.title, a.start, a."end", a.country, a.municipality, a.organisation_words, a.status'
            f" FROM activity a WHERE a.listed = 1 AND a.start IS NOT NULL{where} ORDER BY a.start, a.title_key, a.id",
            dates,
        ).fetchall()
    today = day.isoformat()
    found = [
        PlannedActivity(
            row[0], row[1] or "", row[2], row[3] or "", row[4] or "", row[5] or "", row[6] or "",
            _state(row[7] or "", row[3] or row[2], today),
        )
        for row in rows
    ]  # fmt: skip
    order = list(PLAN_LABELS)
    return sorted(found, key=lambda each: order.index(each.state))


def _state(status: str, last: str, today: str) -> PlanState:
    """`last`: the last year, month or day; it is over once a day after it has come."""
    if status == "completed":
        return PlanState.DONE
    if status == "cancelled":
        return PlanState.CANCELLED
    over = last < today[: len(last)]
    if status == "under_way":
        return PlanState.UNDER_WAY
    return PlanState.LATE if over else PlanState.PLANNED
