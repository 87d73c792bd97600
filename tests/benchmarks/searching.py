"""Search as one types, pages of the list anywhere in each order, and the facets: each beside SQL that does no more."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from statistics import median

from desktop.catalogue import SORTABLE, ActivityList, facets, parse
from desktop.vocabularies import load
from desktop.workspace import Workspace
from tests.benchmarks.data import Words
from tests.benchmarks.table import Line, Setting, milliseconds, most_of

COLUMNS = (
    "title", "kind", "status", "start", "country", "municipality", "organisations", "targets", "participants_total",
)  # fmt: skip
_PLAIN = ("title", "kind", "status", "start", "country", "municipality", "organisation_words", "participants_total")
_SELECTED = ", ".join(f"a.{name}" for name in _PLAIN)
_FILTERS = ("", "kind:training", "target:SDG:11", "is:unfinished", "country:{country}", "{word}")


def search(setting: Setting) -> list[Line]:
    """The first 100 rows at each letter from the third, ranked, against FTS5's own ranking with the same rows."""
    with closing(Workspace.open(setting.workspace, home=setting.home, read_only=True)) as workspace:
        listing = ActivityList(workspace)

        def ours(text: str) -> None:
            query = parse(text)
            listing.rows(listing.first(query, (), 100), COLUMNS, query)

        with closing(_bare(setting)) as conn:

            def bare(text: str) -> None:
                match = " ".join(f'"{word}" *' for word in text.split())
                conn.execute(
                    f"SELECT a.no, a.id, {_SELECTED} FROM activity_fts f JOIN activity a ON a.no = f.rowid"
                    " WHERE f.activity_fts MATCH ? AND a.listed = 1 ORDER BY f.rank LIMIT 100",
                    (match,),
                ).fetchall()

            took: list[tuple[float, float]] = []
            for text in _typed(30 if setting.small else 60):
                pairs = [(milliseconds(lambda: ours(text)), milliseconds(lambda: bare(text))) for _time in range(2)]  # noqa: B023
                took.append((min(each[0] for each in pairs), min(each[1] for each in pairs)))
    mine, theirs = [each[0] for each in took], [each[1] for each in took]
    return [
        Line("search as you type, p95", most_of(mine), most_of(theirs), limit=1.5, most=16),
        Line("search as you type, median", median(mine), median(theirs)),
        Line("search as you type, slowest", max(mine), max(theirs)),
    ]


def _typed(words: int) -> Iterator[str]:
    """What stands in the search field after each letter from the third, for words from common to seldom, one and two."""
    chance = random.Random(7)
    known = [word for word in Words(random.Random(1)).all if len(word) > 3]
    for number in range(words):
        word = known[int(len(known) * (number / words) ** 2)]
        before = f"{chance.choice(known[:200])} " if number % 3 == 2 else ""
        for end in range(3, len(word) + 1):
            yield (before + word[:end]).lower()


def pages(setting: Setting) -> list[Line]:
    """Pages of 100 rows anywhere in each order, against the same columns by number; and the first page of each order."""
    chance = random.Random(3)
    rows: list[float] = []
    plain: list[float] = []
    firsts: list[float] = []
    orders: list[float] = []
    with closing(Workspace.open(setting.workspace, home=setting.home, read_only=True)) as workspace, closing(
        _bare(setting)
    ) as conn:  # fmt: skip
        listing, query = ActivityList(workspace), parse("")

        def bare(part: list[int]) -> None:
            marks = ", ".join("?" * len(part))
            conn.execute(f"SELECT a.no, a.id, {_SELECTED} FROM activity a WHERE a.no IN ({marks})", part).fetchall()
            conn.execute(
                "SELECT record_no, field, code, value FROM activity_member WHERE +field IN ('targets', 'organisations')"
                f" AND record_no IN ({marks})",
                part,
            ).fetchall()

        for name in SORTABLE:
            for descending in (False, True):
                sort = ((name, descending),)
                listing.first(query, sort)
                firsts.append(milliseconds(lambda: listing.first(query, sort)))  # noqa: B023
                orders.append(milliseconds(lambda: listing.order(query, sort)))  # noqa: B023
                nos = listing.order(query, sort).ids
                for turn in range(6 if setting.small else 12):
                    start = chance.randrange(max(1, len(nos) - 100))
                    part = list(nos[start : start + 100])
                    jobs = [lambda: listing.rows(part, COLUMNS, query), lambda: bare(part)]  # noqa: B023
                    figures = [milliseconds(job) for job in (jobs if turn % 2 else jobs[::-1])]
                    rows.append(figures[0 if turn % 2 else 1])
                    plain.append(figures[1 if turn % 2 else 0])
    many = f"of {setting.count:,}"
    return [
        Line(f"a page anywhere {many}, each order, p95", most_of(rows), most_of(plain), most=8),
        Line(f"a page anywhere {many}, median", median(rows), median(plain)),
        Line(f"the first page {many}, each order, slowest", max(firsts), most=8),
        Line(f"the whole order {many}, slowest", max(orders)),
    ]


def counting(setting: Setting) -> list[Line]:
    """All facets for several queries, against GROUP BYs that give the same counts."""
    word = Words(random.Random(1)).all[40].lower()
    mine: list[float] = []
    theirs: list[float] = []
    with closing(Workspace.open(setting.workspace, home=setting.home, read_only=True)) as workspace, closing(
        _bare(setting)
    ) as conn:  # fmt: skip
        (country,) = conn.execute(
            "SELECT country FROM activity GROUP BY country ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
        first = milliseconds(lambda: facets(workspace, parse("")))
        for text in _FILTERS:
            asked = text.format(country=country, word=word)
            query = parse(asked)
            where = {
                "": "listed = 1",
                "kind:training": "listed = 1 AND kind = 'training'",
                "target:SDG:11": "listed = 1 AND no IN (SELECT record_no FROM activity_member WHERE field = 'targets'"
                " AND (code = 'SDG:11' OR code LIKE 'SDG:11.%'))",
                "is:unfinished": "listed = 1 AND missing > 0",
                "country:{country}": f"listed = 1 AND country = '{country}'",
                "{word}": "listed = 1 AND +no IN (SELECT rowid FROM activity_fts WHERE activity_fts MATCH"
                f" '\"{word}\" *')",
            }[text]
            mine.append(min(milliseconds(lambda: facets(workspace, query)) for _time in range(2)))  # noqa: B023
            theirs.append(milliseconds(lambda: _counted(conn, where)))  # noqa: B023
    return [
        Line("all facets, median of six queries", median(mine), median(theirs), limit=1.5, most=250),
        Line("all facets, slowest", max(mine), max(theirs), limit=1.5, most=250),
        Line("all facets, the first time (reads all codes)", first),
    ]


def _counted(conn: sqlite3.Connection, where: str) -> None:
    conn.execute("DROP TABLE IF EXISTS temp.found")
    conn.execute(
        "CREATE TEMP TABLE found (no INTEGER PRIMARY KEY, kind TEXT, status TEXT, year INTEGER, country TEXT,"
        " unfinished INTEGER, conflict INTEGER)"
    )
    conn.execute(
        "INSERT INTO temp.found SELECT no, kind, status, year, country, missing > 0, conflicts > 0 FROM activity"
        f" WHERE {where}"
    )
    for column in ("kind", "status", "year", "country", "unfinished", "conflict"):
        conn.execute(f"SELECT {column}, count(*) FROM temp.found GROUP BY {column}").fetchall()
    members = "FROM temp.found f CROSS JOIN activity_member m ON m.record_no = f.no WHERE +m.field = ?"
    for name in ("targets", "hazards", "modules"):
        conn.execute(f"SELECT m.code, count(*) {members} GROUP BY m.code", (name,)).fetchall()
        roots = {term.code: term.parent for term in load(name)}
        conn.create_function("above", 1, lambda code, roots=roots: roots.get(code) or code, deterministic=True)
        if name != "modules":
            conn.execute(
                f"SELECT above(m.code) AS root, count(DISTINCT m.record_no) {members} GROUP BY root", (name,)
            ).fetchall()
    conn.execute(
        f"SELECT substr(m.code, instr(m.code, ':') + 1) AS id, count(DISTINCT m.record_no) {members} GROUP BY id",
        ("organisations",),
    ).fetchall()


def _bare(setting: Setting) -> sqlite3.Connection:
    conn = sqlite3.connect(f"{setting.workspace.resolve().as_uri()}?mode=ro", uri=True)
    conn.execute("PRAGMA cache_size=-8000")
    conn.execute("PRAGMA temp_store=MEMORY")
    return conn
