"""2,000 visits with 40,000 sessions: list, board, calendar, timeline and what is due, beside the same statements alone."""

from __future__ import annotations

import random
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from desktop.catalogue import VisitList, parse
from desktop.catalogue.due import AWAITED, DUE_DAY, IS_OPEN
from desktop.visits.visit_queries import read_board, read_calendar, read_due_items, read_timeline, read_year
from desktop.vocabularies import load
from desktop.workspace import Value, Workspace
from tests.benchmarks.data import Words
from tests.benchmarks.table import Line, Setting

LIMIT = 1.5
MOST = 100.0
"""ms."""
TODAY = date(2026, 5, 4)
_TURNS = 7
_LEAST_S = 0.5
"""Seconds for which each is repeated at least: what takes a millisecond is not told by seven turns."""


def records(visits: int) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Organisations, visits, and for each visit 20 sessions, 10 tasks, 6 follow-ups, 2 commitments and 3 questions."""
    chance = random.Random(visits)
    words = Words(chance)

    def new() -> str:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))

    cities = [new() for _each in range(100)]
    for id in cities:
        yield "organisation", id, {"name": words(1, 3)}
    stages = [term.code for term in load("visit_stages")]
    approaches = [term.code for term in load("approaches")]
    countries = [term.code for term in load("countries")][:80]
    for _each in range(visits):
        visit = new()
        start = TODAY + timedelta(days=chance.randint(-1500, 500))
        host, guest = chance.sample(cities, 2)
        yield "visit", visit, {
            "title": words(2, 6), "stage": chance.choice(stages), "approach": chance.choice(approaches),
            "start": start.isoformat(), "end": (start + timedelta(days=chance.randint(0, 6))).isoformat(),
            "country": chance.choice(countries), "purpose": words(10, 40), "time_zone": "Africa/Nairobi",
            f"organisations/host:{host}": True, f"organisations/visitor:{guest}": True, "targets/SDG:11.5": "principal",
        }  # fmt: skip
        for number in range(20):
            at = f"{1 + number // 5} {9 + number % 5 * 2:02}:00"
            yield "session", new(), {"parent": visit, "title": words(2, 5), "at": at, "minutes": 90}
        for _task in range(10):
            days, state = chance.randint(-120, -1), chance.choice([None, "open", "done", "done"])
            yield "task", new(), {"parent": visit, "title": words(2, 5), "due_days": days, "state": state}
        for months in (3, 6, 12):
            for side in ("host", "visitor"):
                done = (start + timedelta(days=months * 31)).isoformat() if chance.random() < 0.7 else None
                yield "follow_up", new(), {"parent": visit, "after_months": months, "side": side, "done": done}
        for _commitment in range(2):
            yield "commitment", new(), {"parent": visit, "what": words(3, 8), "due": str(start.year + 1)}
        for _question in range(3):
            yield "question", new(), {"parent": visit, "question": words(5, 12)}


def make(path: Path, visits: int, home: Path) -> Workspace:
    """A workspace with so many visits."""
    workspace = Workspace.create(path, home=home)
    with workspace.journal.group("import", "made up") as group:
        workspace.journal.bulk(group, records(visits))
    return workspace


def measure(setting: Setting) -> list[Line]:
    """Each view beside its statements alone: the best of many turns each, in time of the thread itself:
    all is read from memory and nobody is waited for but others on a busy machine.
    """
    with_visits = setting.folder / "visits.focal"
    workspace = make(with_visits, 100 if setting.small else 2_000, setting.folder / "home")
    bare = sqlite3.connect(f"file:{with_visits}?mode=ro", uri=True)
    try:
        return [_line(name, ours, bare, statements) for name, ours, statements in _views(workspace)]
    finally:
        bare.close()
        workspace.close()


Statement = tuple[str, tuple[object, ...]]
_DAY, _FIRST, _LAST = TODAY.isoformat(), "2026-05-01", "2026-05-31"
_COLUMNS = (
    "SELECT id, title, stage, approach, host_words, visitor_words, start, end, first_day, last_day, country, conflicts,"
    " missing FROM visit WHERE listed = 1"
)


def _due(type: str) -> str:
    return (
        f"SELECT parent, sum(day < ?), min(CASE WHEN day >= ? THEN day END) FROM (SELECT p.parent, {DUE_DAY[type]} AS day"
        f" FROM {type} p JOIN visit v ON v.id = p.parent WHERE {AWAITED} AND {IS_OPEN[type]}) WHERE day IS NOT NULL"
        " GROUP BY parent"
    )


def _entries(type: str, title: str, first: str, last: str) -> Statement:
    return (
        f"SELECT p.id, {title}, v.id, v.title, v.stage, {DUE_DAY[type]} AS day, {IS_OPEN[type]} FROM {type} p JOIN visit v"
        " ON v.id = p.parent WHERE v.listed = 1 AND p.listed = 1 AND day BETWEEN ? AND ?"
    ), (first, last)


def _views(workspace: Workspace) -> Iterator[tuple[str, Callable[[], object], list[Statement]]]:
    listing, query = VisitList(workspace), parse("", "visit")
    columns = ("title", "stage", "approach", "start", "country", "hosts", "visitors")

    def listed() -> object:
        nos = listing.first(query)
        return listing.rows(nos, columns, query), listing.order(query)

    cards = [(_due(type), (_DAY, _DAY)) for type in DUE_DAY]
    due = [(f"{_COLUMNS} ORDER BY first_day IS NULL, first_day, title_key, no", ()), *cards]
    yield "list: first rows and whole order", listed, [
        ("SELECT no FROM visit WHERE listed = 1 ORDER BY start DESC, no DESC LIMIT 100", ()),
        ("SELECT no, id, title, stage, approach, start, country, host_words, visitor_words FROM visit WHERE no IN (SELECT no"
         " FROM visit WHERE listed = 1 ORDER BY start DESC, no DESC LIMIT 100)", ()),
        ("SELECT no FROM visit WHERE listed = 1 ORDER BY start DESC, no DESC", ()),
    ]  # fmt: skip
    yield "list: is:overdue", lambda: listing.order(parse("is:overdue", "visit")), [
        ("SELECT no FROM visit WHERE listed = 1 AND no IN (" + " UNION ".join(
            f"SELECT v.no FROM {type} p JOIN visit v ON v.id = p.parent WHERE {AWAITED} AND {IS_OPEN[type]} AND"
            f" {DUE_DAY[type]} < date('now')" for type in DUE_DAY) + ") ORDER BY start DESC", ()),
    ]  # fmt: skip
    yield "board", lambda: read_board(workspace, today=TODAY), due
    parts = [("task", "p.title"), ("follow_up", "coalesce(p.title, p.after_months)"), ("commitment", "p.what")]
    month: list[Statement] = [
        ("SELECT id, title, first_day, last_day, stage FROM visit WHERE listed = 1 AND first_day <= ? AND last_day >= ?",
         (_LAST, _FIRST)),
    ]  # fmt: skip
    month += [_entries(type, title, _FIRST, _LAST) for type, title in parts]
    yield (
        "calendar of a month",
        lambda: read_calendar(workspace, date(2026, 5, 1), date(2026, 5, 31), today=TODAY),
        month,
    )
    yield "calendar of a year", lambda: read_year(workspace, 2026), [
        ("SELECT first_day, last_day FROM visit WHERE listed = 1 AND first_day <= ? AND last_day >= ?",
         ("2026-12-31", "2026-01-01")),
        *((f"SELECT DISTINCT {DUE_DAY[type]} AS day FROM {type} p JOIN visit v ON v.id = p.parent WHERE {AWAITED} AND"
           f" {IS_OPEN[type]} AND day BETWEEN ? AND ?", ("2026-01-01", "2026-12-31")) for type, _title in parts),
    ]  # fmt: skip
    yield "timeline", lambda: read_timeline(workspace, today=TODAY), [
        *due,
        (f"SELECT v.id, {DUE_DAY['follow_up']}, p.done IS NULL FROM follow_up p JOIN visit v ON v.id = p.parent WHERE"
         " p.listed = 1 AND v.listed = 1 ORDER BY 2", ()),
    ]  # fmt: skip
    yield "due within 30 days", lambda: read_due_items(workspace, TODAY), [
        (f"SELECT p.id, {title}, v.id, v.title, {DUE_DAY[type]} AS day, p.side FROM {type} p JOIN visit v ON v.id = p.parent"
         f" WHERE {AWAITED} AND {IS_OPEN[type]} AND day <= ?", ((TODAY + timedelta(days=30)).isoformat(),))
        for type, title in parts
    ]  # fmt: skip


def _line(name: str, ours: Callable[[], object], bare: sqlite3.Connection, statements: list[Statement]) -> Line:
    def alone() -> None:
        for sql, parameters in statements:
            bare.execute(sql, parameters).fetchall()

    times: dict[str, list[float]] = {"ours": [], "bare": []}
    ends, turn = time.perf_counter() + _LEAST_S, 0
    while turn < _TURNS or time.perf_counter() < ends:
        turn += 1
        for which, job in (("ours", ours), ("bare", alone)):
            began = time.thread_time()
            job()
            times[which].append((time.thread_time() - began) * 1000)
    return Line(f"visits: {name}", min(times["ours"]), min(times["bare"]), "ms", LIMIT, MOST)
