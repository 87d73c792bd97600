"""Visits side by side: the board by stage, the calendar, the timeline, and what is due. Read in a few statements each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop.catalogue import Query
from desktop.catalogue.due import AWAITED, DUE_DAY, IS_OPEN
from desktop.catalogue.index_terms import forms_in
from desktop.catalogue.listing import matching
from desktop.catalogue.query.sql import conditions
from desktop.catalogue.read_connection import reading
from desktop.i18n import _, ngettext, pgettext
from desktop.visits.due_dates import DUE_TYPES, ENDED_STAGES
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

ALL_VISITS = Query(kind="visit")
"""Every visit that is listed."""


class VisitCard(NamedTuple):
    """One visit on the board. `next_due`: the first day for which something open is due, overdue ones aside."""

    id: str
    title: str
    stage: str
    approach: str
    hosts: str  # names joined by "; "
    visitors: str
    start: str  # as written: a day, month or year
    end: str
    first_day: date | None
    last_day: date | None
    country: str
    conflicts: int
    missing: int
    overdue: int = 0
    next_due: date | None = None


class CalendarEntry(NamedTuple):
    """Something on the calendar: a visit, or one of its tasks, follow-ups and commitments, by its `type`."""

    type: str
    id: str
    visit_id: str
    visit_title: str
    title: str
    first: date
    last: date
    stage: str  # of the visit
    open: bool = True  # of what is due: still to be done
    overdue: bool = False


class YearOverview(NamedTuple):
    """How full the days of a year are."""

    visits: tuple[tuple[date, date], ...]
    """Their first and last days; both may lie outside of the year."""
    due: frozenset[date]
    """Days for which something is still to be done."""


class TimelineSpan(NamedTuple):
    """A visit on the timeline, with the days of its follow-ups and whether they are still to be done."""

    card: VisitCard
    first: date
    last: date
    follow_ups: tuple[tuple[date, bool], ...] = ()


class DueItem(NamedTuple):
    """Something to be done for a visit."""

    type: str
    id: str
    visit_id: str
    visit_title: str
    title: str
    due: date
    overdue: bool
    side: str
    owner: str


def read_board(
    workspace: Workspace, query: Query = ALL_VISITS, today: date | None = None
) -> dict[str, list[VisitCard]]:
    """All stages in the order in which they are lived, each with its visits, the first to come first."""
    found: dict[str, list[VisitCard]] = {term.code: [] for term in load("visit_stages")}
    with reading(workspace) as conn:
        for card in _read_cards(conn, query, today or date.today()):
            found.setdefault(card.stage or "idea", []).append(card)
    return found


def read_timeline(workspace: Workspace, query: Query = ALL_VISITS, today: date | None = None) -> list[TimelineSpan]:
    """The visits that have a date, by their first day."""
    with reading(workspace) as conn:
        cards = [card for card in _read_cards(conn, query, today or date.today()) if card.first_day is not None]
        follow_ups: dict[str, list[tuple[date, bool]]] = {}
        rows = conn.execute(
            f"SELECT v.id, {DUE_DAY['follow_up']}, {IS_OPEN['follow_up']} FROM follow_up p JOIN visit v ON v.id = p.parent"
            " WHERE p.listed = 1 AND v.listed = 1 ORDER BY 2"
        )
        for id, day, open in rows:
            if (due := _parse_day(day)) is not None:
                follow_ups.setdefault(id, []).append((due, bool(open)))
    return [
        TimelineSpan(card, card.first_day, card.last_day or card.first_day, tuple(follow_ups.get(card.id, ())))
        for card in cards
        if card.first_day is not None
    ]


def read_calendar(
    workspace: Workspace,
    first: date,
    last: date,
    query: Query = ALL_VISITS,
    *,
    today: date | None = None,
) -> list[CalendarEntry]:
    """What stands between two days, both meant: by first day, visits before what is due."""
    found: list[CalendarEntry] = []
    with reading(workspace) as conn:
        within, parameters = _visit_condition(conn, query)
        span = (first.isoformat(), last.isoformat())
        rows = conn.execute(
            "SELECT v.id, v.title, v.first_day, v.last_day, v.stage FROM visit v"
            f" WHERE v.listed = 1 AND v.first_day <= ? AND v.last_day >= ?{within}",
            [span[1], span[0], *parameters],
        )
        for id, title, begins, ends, stage in rows:
            name = title or _("Untitled")
            if (on := _parse_day(begins)) is not None:
                found.append(CalendarEntry("visit", id, id, name, name, on, _parse_day(ends) or on, stage or ""))
        for type in DUE_TYPES:
            found += _due_entries(conn, type, span, within, parameters, today or date.today())
    found.sort(key=lambda each: (each.first, each.type != "visit", each.title, each.id))
    return found


def read_year(workspace: Workspace, number: int, query: Query = ALL_VISITS) -> YearOverview:
    """What a year shows at a glance: less than `calendar` tells of each entry, and twelve times as many days."""
    span = (f"{number:04}-01-01", f"{number:04}-12-31")
    due: set[date] = set()
    with reading(workspace) as conn:
        within, parameters = _visit_condition(conn, query)
        visits = conn.execute(
            f"SELECT v.first_day, v.last_day FROM visit v WHERE v.listed = 1 AND v.first_day <= ? AND v.last_day >= ?{within}",
            [span[1], span[0], *parameters],
        ).fetchall()
        for type in DUE_TYPES:
            rows = conn.execute(
                f"SELECT DISTINCT {DUE_DAY[type]} AS day FROM {type} p JOIN visit v ON v.id = p.parent WHERE {AWAITED} AND"
                f" {IS_OPEN[type]} AND day BETWEEN ? AND ?{within}",
                [*span, *parameters],
            )
            due.update(on for (day,) in rows if (on := _parse_day(day)) is not None)
    spans = ((_parse_day(first), _parse_day(last)) for first, last in visits)
    return YearOverview(tuple((first, last or first) for first, last in spans if first is not None), frozenset(due))


def read_due_items(
    workspace: Workspace, today: date | None = None, within: int = 30, query: Query = ALL_VISITS, limit: int = 1_000
) -> list[DueItem]:
    """What is overdue, and what is due within so many days from today, by day; no more than `limit`."""
    day = today or date.today()
    last = date.fromordinal(min(day.toordinal() + within, date.max.toordinal())).isoformat()
    found: list[DueItem] = []
    with reading(workspace) as conn:
        those, parameters = _visit_condition(conn, query)
        for type in DUE_TYPES:
            owner = {"task": "p.owner", "follow_up": "p.answered_by", "commitment": "p.who"}[type]
            rows = conn.execute(
                f"SELECT p.id, {_title_column(type)}, v.id, v.title, {DUE_DAY[type]} AS day, p.side, {owner}"
                f" FROM {type} p JOIN visit v ON v.id = p.parent WHERE {AWAITED} AND {IS_OPEN[type]} AND day <= ?{those}"
                " ORDER BY day LIMIT ?",
                [last, *parameters, limit],
            )
            for id, title, visit, name, due, side, who in rows:
                if (on := _parse_day(due)) is not None:
                    found.append(
                        DueItem(type, id, visit, name or _("Untitled"), _part_title(type, title, side), on, on < day,
                                side or "",
                                who or "")
                    )  # fmt: skip
    found.sort(key=lambda each: (each.due, each.visit_title, each.title, each.id))
    return found[:limit]


def _read_cards(conn: SqliteConnection, query: Query, today: date) -> Iterator[VisitCard]:
    within, parameters = _visit_condition(conn, query)
    late: dict[str, int] = {}
    coming: dict[str, str] = {}
    for type in DUE_TYPES:
        rows = conn.execute(
            f"SELECT parent, sum(day < ?), min(CASE WHEN day >= ? THEN day END) FROM (SELECT p.parent, {DUE_DAY[type]} AS"
            f" day FROM {type} p JOIN visit v ON v.id = p.parent WHERE {AWAITED} AND {IS_OPEN[type]}{within})"
            " WHERE day IS NOT NULL GROUP BY parent",
            [today.isoformat(), today.isoformat(), *parameters],
        )
        for id, many, soon in rows:
            late[id] = late.get(id, 0) + int(many)
            if soon and (id not in coming or soon < coming[id]):
                coming[id] = soon
    rows = conn.execute(
        "SELECT v.id, v.title, v.stage, v.approach, v.host_words, v.visitor_words, v.start, v.end, v.first_day, v.last_day,"
        f" v.country, v.conflicts, v.missing FROM visit v WHERE v.listed = 1{within}"
        " ORDER BY v.first_day IS NULL, v.first_day, v.title_key, v.no",
        parameters,
    )
    for id, title, stage, approach, hosts, visitors, start, end, begins, ends, country, conflicts, lacks in rows:
        yield VisitCard(
            id, title or _("Untitled"), stage or "", approach or "", hosts or "", visitors or "", start or "", end or "",
            _parse_day(begins), _parse_day(ends), country or "", conflicts, lacks, late.get(id, 0), _parse_day(coming.get(id)),
        )  # fmt: skip


def _visit_condition(conn: SqliteConnection, query: Query) -> tuple[str, Sequence[object]]:
    """A condition on the visit `v`; "" where all are asked for."""
    if query.empty:
        return "", ()
    sql, parameters = matching(conditions(query, "visit", forms_in(conn, "visit")), "visit")
    return f" AND v.no IN ({sql})", parameters


def _due_entries(
    conn: SqliteConnection, type: str, span: tuple[str, str], within: str, parameters: Sequence[object], today: date
) -> Iterator[CalendarEntry]:
    rows = conn.execute(
        f"SELECT p.id, {_title_column(type)}, v.id, v.title, v.stage, {DUE_DAY[type]} AS day, {IS_OPEN[type]}, p.side"
        f" FROM {type} p JOIN visit v ON v.id = p.parent WHERE v.listed = 1 AND p.listed = 1 AND day BETWEEN ? AND ?{within}",
        [*span, *parameters],
    )
    for id, title, visit, name, stage, due, open, side in rows:
        if (on := _parse_day(due)) is not None:
            awaited = bool(open) and (stage or "") not in ENDED_STAGES
            yield CalendarEntry(
                type, id, visit, name or _("Untitled"), _part_title(type, title, side), on, on, stage or "", awaited,
                awaited and on < today,
            )  # fmt: skip


def _title_column(type: str) -> str:
    """The title of a part; of a follow-up without one, the months after which it is."""
    column = f"p.{RECORD_TYPES[type].title}"
    return f"coalesce({column}, p.after_months)" if type == "follow_up" else column


def _part_title(type: str, title: Any, side: str | None) -> str:
    if type == "follow_up" and isinstance(title, int):
        words = ngettext("Follow-up after {count} month", "Follow-up after {count} months", title).format(count=title)
        one_side = load("sides").label(side) if side in ("host", "visitor") else ""
        return pgettext("field: value", "{field}: {value}").format(field=words, value=one_side) if one_side else words
    return str(title) if title else _("Untitled")


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # what was written by hand, or came from elsewhere
        return None
