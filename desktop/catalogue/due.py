"""What is due for visits, as SQL: the same rules as `desktop.visits.due_dates` has for one record, for many at once.

Tasks count days from the first or the last day of their visit, follow-ups months from its last day, a day too large for
its month becoming the last one; a fixed day goes before both. Nothing of a visit that is closed or cancelled is due.
"""

from __future__ import annotations

from datetime import date

Sql = tuple[str, list[str]]


def _last(column: str) -> str:
    """The last day that a partial date means."""
    return (
        f"CASE length({column}) WHEN 10 THEN {column} WHEN 7 THEN date({column} || '-01', '+1 month', '-1 day')"
        f" WHEN 4 THEN {column} || '-12-31' END"
    )


_TASK = (
    f"CASE WHEN p.due IS NOT NULL THEN {_last('p.due')} ELSE date(CASE p.due_from WHEN 'end' THEN v.last_day"
    " ELSE v.first_day END, p.due_days || ' days') END"
)
_FOLLOW_UP = (
    f"CASE WHEN p.due IS NOT NULL THEN {_last('p.due')} ELSE min(date(v.last_day, p.after_months || ' months'),"
    " date(v.last_day, 'start of month', (p.after_months + 1) || ' months', '-1 day')) END"
)
DUE_DAY = {"task": _TASK, "follow_up": _FOLLOW_UP, "commitment": _last("p.due")}
"""Record type of the part `p` of the visit `v` -> the day it is due, as ISO text."""

_OPEN_STATE = "coalesce(p.state, '') IN ('', 'open', 'under_way')"
_UNANSWERED = "p.done IS NULL AND coalesce(p.happened, '') IN ('', 'not_yet')"
IS_OPEN = {"task": _OPEN_STATE, "follow_up": f"({_UNANSWERED})", "commitment": _OPEN_STATE}
"""Record type -> is the part `p` still to be done?"""

AWAITED = "v.listed = 1 AND p.listed = 1 AND coalesce(v.stage, '') NOT IN ('closed', 'cancelled')"


def due_between(low: str, high: str) -> Sql:
    """Visits for which something open is due from one day to another, both meant; "" is open."""
    parts: list[str] = []
    parameters: list[str] = []
    for type, day in DUE_DAY.items():
        limits = [(">=", low)] if low else []
        limits += [("<=", high)] if high else []
        within = "".join(f" AND {day} {sign} ?" for sign, _limit in limits) or f" AND {day} IS NOT NULL"
        parts.append(
            f"SELECT v.no FROM {type} p JOIN visit v ON v.id = p.parent WHERE {AWAITED} AND {IS_OPEN[type]}{within}"
        )
        parameters += [limit for _sign, limit in limits]
    return f"no IN ({' UNION '.join(parts)})", parameters


def overdue(today: date | None = None) -> Sql:
    """Visits for which something should have been done before today."""
    day = today or date.today()
    return due_between("", date.fromordinal(day.toordinal() - 1).isoformat())
