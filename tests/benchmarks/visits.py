"""Board, calendar, timeline and list of 2,000 visits with 40,000 sessions, each beside SQL that reads no more than it
shows; and how long each takes in the window until it is there.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from desktop.workspace import Value, Workspace, record_id_from
from tests.benchmarks.table import Line, Setting

LIMIT, MOST = 1.5, 100.0
COLUMNS = ("title", "stage", "start", "approach", "organisations", "country", "end", "targets")
_STAGES = ("idea", "proposed", "agreed", "preparing", "under_way", "reporting", "following_up", "closed", "cancelled")
TODAY = date(2026, 6, 15)


def opening(setting: Setting) -> list[Line]:
    """What opens how fast."""
    visits = 200 if setting.small else 2_000
    path = setting.folder / "visits.focal"
    make(path, setting.home, visits)
    return [*_rules(path, setting.home, visits), *_window(path, setting.home, visits)]


def make(path: Path, home: Path, visits: int) -> None:
    """Write the visits, each with 20 sessions, 6 tasks, 3 follow-ups and 2 commitments."""
    workspace = Workspace.create(path, home=home)
    with workspace.journal.group("import") as group:
        workspace.journal.bulk(group, _records(visits))
    workspace.close()


def _records(visits: int) -> Iterator[tuple[str, str, dict[str, Value]]]:
    chance = random.Random(11)
    cities = [record_id_from(f"city {number}") for number in range(120)]
    for number, id in enumerate(cities):
        yield "organisation", id, {"name": f"City {number}", "kind": "municipality"}
    for number in range(visits):
        id = record_id_from(f"visit {number}")
        start = TODAY + timedelta(days=chance.randrange(-900, 500))
        values: dict[str, Value] = {
            "title": f"How a city keeps its drains open, {number}", "stage": _STAGES[number % 9],
            "approach": ("study_visit", "peer_review", "mentoring")[number % 3], "purpose": "Learn how it is done.",
            "start": start.isoformat(), "end": (start + timedelta(days=2)).isoformat(), "country": "KE",
            "time_zone": "Africa/Nairobi", "targets/SDG:11.5": "principal",
        }  # fmt: skip
        host, visitor = chance.sample(cities, 2)
        yield "visit", id, {**values, f"organisations/host:{host}": True, f"organisations/visitor:{visitor}": True}
        for place in range(20):
            at = f"{1 + place % 3} {9 + place // 3:02d}:00"
            yield "session", f"{id[:-4]}{place:04x}", {
                "parent": id, "title": f"Session {place}", "at": at, "minutes": 45, "kind": "session",
            }  # fmt: skip
        for place in range(6):
            yield "task", f"{id[:-4]}{place + 100:04x}", {
                "parent": id, "title": f"Task {place}", "due_days": -10 * place, "due_from": "start",
                "state": "done" if place % 2 else "open",
            }  # fmt: skip
        for place, months in enumerate((3, 6, 12)):
            yield "follow_up", f"{id[:-4]}{place + 200:04x}", {"parent": id, "after_months": months, "side": "both"}
        for place in range(2):
            due = (start + timedelta(days=90 * (place + 1))).isoformat()
            yield "commitment", f"{id[:-4]}{place + 300:04x}", {
                "parent": id, "what": f"Commitment {place}", "due": due, "state": "open",
            }  # fmt: skip


def _best(job: Callable[[], object]) -> float:
    """The shortest of five, in milliseconds of this thread alone: what else runs on the machine is not in them."""
    took: list[float] = []
    for _time in range(5):
        began = time.thread_time()
        job()
        took.append((time.thread_time() - began) * 1000)
    return min(took)


def _rules(path: Path, home: Path, visits: int) -> list[Line]:
    """The reads behind each view, against plain SQL of the same visits and dates."""
    from desktop import catalogue
    from desktop.visits import views

    first, last = TODAY.replace(day=1) - timedelta(days=6), TODAY.replace(day=28) + timedelta(days=10)
    span = (last.isoformat(), first.isoformat())
    query = catalogue.parse("", "visit")
    due = (
        "SELECT p.parent, p.state, p.due, p.due_days, p.due_from, v.first_day, v.last_day FROM task p"
        " JOIN visit v ON v.id = p.parent WHERE v.listed = 1 AND p.listed = 1 AND p.state IN ('open', 'under_way')",
        "SELECT p.parent, p.state, p.due, v.first_day FROM commitment p JOIN visit v ON v.id = p.parent"
        " WHERE v.listed = 1 AND p.listed = 1 AND p.state IN ('open', 'under_way')",
        "SELECT p.parent, p.done, p.due, p.after_months, date(v.last_day, p.after_months || ' months') FROM follow_up p"
        " JOIN visit v ON v.id = p.parent WHERE v.listed = 1 AND p.listed = 1 AND p.done IS NULL",
    )
    every_follow_up = (
        "SELECT p.parent, date(v.last_day, p.after_months || ' months'), p.done FROM follow_up p"
        " JOIN visit v ON v.id = p.parent WHERE v.listed = 1 AND p.listed = 1 ORDER BY 2"
    )
    cards = (
        "SELECT id, title, stage, approach, host_words, visitor_words, start, end, first_day, last_day, country, conflicts,"
        " missing FROM visit WHERE listed = 1 ORDER BY first_day IS NULL, first_day, title_key, no"
    )
    with closing(Workspace.open(path, home=home, read_only=True)) as workspace, closing(_bare(path)) as conn:
        listing = catalogue.list_of(workspace, "visit")

        def bare(*statements: str) -> Callable[[], object]:
            return lambda: [conn.execute(each).fetchall() for each in statements]

        def month() -> None:
            conn.execute("SELECT id, title, first_day, last_day, stage FROM visit WHERE listed = 1 AND first_day <= ?"
                         " AND last_day >= ?", span).fetchall()  # fmt: skip
            for each in due:
                conn.execute(each).fetchall()

        def page() -> None:
            sql = "SELECT no FROM visit WHERE listed = 1 ORDER BY start DESC, no DESC"
            nos = [row[0] for row in conn.execute(sql)][:100]
            marks = ", ".join("?" * len(nos))
            conn.execute(
                "SELECT no, id, title, stage, start, approach, organisation_words, country, end, missing, conflicts"
                f" FROM visit WHERE no IN ({marks})", nos,
            ).fetchall()  # fmt: skip
            conn.execute(
                "SELECT record_no, field, code, value FROM visit_member"
                f" WHERE record_no IN ({marks}) AND field = 'targets' ORDER BY record_no, field, code", nos,
            ).fetchall()  # fmt: skip

        def rows() -> None:
            listing.rows(listing.order(query).ids[:100].tolist(), (*COLUMNS, "missing", "conflicts"), query)

        measures: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
            ("board", lambda: views.board(workspace, query, TODAY), bare(cards, *due)),
            ("calendar, a month",
             lambda: views.calendar(workspace, first, last, query, sessions=False, today=TODAY), month),
            ("timeline", lambda: views.timeline(workspace, query, TODAY), bare(cards, *due, every_follow_up)),
            ("list, its order and a page", rows, page),
        )  # fmt: skip
        return [
            Line(f"{visits:,} visits: {name}", _best(ours), _best(theirs), limit=LIMIT, most=MOST)
            for name, ours, theirs in measures
        ]


def _window(path: Path, home: Path, visits: int) -> list[Line]:
    """What showing and painting cost Qt's thread, in a page that stands already: the window waits no longer than that."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from desktop.ui.background import Background, Writer
    from desktop.ui.desk import Desk
    from desktop.ui.settings import Settings
    from desktop.ui.visits import VisitsPage
    from desktop.ui.visits.switch import BOARD, CALENDAR, LIST, TIMELINE

    app = QApplication.instance() or QApplication([])
    desk = Desk(Workspace.open(path, home=home, read_only=True), Background(), Writer(), Settings(home))
    page = VisitsPage(desk)
    page.resize(1184, 668)
    loop = QEventLoop()
    page.model.counted.connect(lambda _count: loop.quit())
    page.show()
    loop.exec()
    found: list[Line] = []
    for way in (BOARD, CALENDAR, TIMELINE):
        took: list[float] = []
        for _time in range(4):
            page.show_way(LIST)
            view = page._view_of(way)
            assert view is not None
            view._stale = True
            waiting = QEventLoop()
            view.shown.connect(waiting.quit)

            def shown(way: str = way, waiting: QEventLoop = waiting) -> None:
                page.show_way(way)
                waiting.exec()
                page.grab()

            began = time.thread_time()
            shown()
            took.append((time.thread_time() - began) * 1000)
            view.shown.disconnect(waiting.quit)
        found.append(Line(f"{visits:,} visits: {way}, shown and painted by Qt's thread", min(took), most=MOST))
    page.finish()
    page.close()
    desk.close()
    del app
    return found


def _bare(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
