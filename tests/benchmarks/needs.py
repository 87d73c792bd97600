"""10,000 needs: pages of the list anywhere, the first rows of a search, the facets, each beside bare SQL; who fits one of
them; and the best whole assignment of 300 needs to 300 offers.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from statistics import median
from uuid import UUID

from desktop.catalogue import Query, facets, list_of, parse, sortable
from desktop.matching.parties import read_parties
from desktop.matching.points import Settings
from desktop.matching.solution import offers_for, solve
from desktop.vocabularies import load
from desktop.workspace import Value, Workspace
from tests.benchmarks.data import Words
from tests.benchmarks.table import Line, Setting, milliseconds, most_of

COLUMNS = ("title", "state", "themes", "targets", "organisation", "until")
_MOST_MS = 2_000
_TOWNS = 400


def needs(setting: Setting) -> list[Line]:
    """All of it, in a workspace of its own."""
    count = 300 if setting.small else 10_000
    path = setting.folder / "needs.focal"
    with closing(Workspace.create(path, home=setting.home)) as workspace:
        _fill(workspace, count)
        with closing(sqlite3.connect(path)) as conn:
            found = [
                *_pages(workspace, conn, count),
                *_search(workspace, conn, count),
                *_facets(workspace, conn, count),
            ]
        return [*found, *_matching(workspace, count)]


def _fill(workspace: Workspace, count: int) -> None:
    rolls, words = random.Random(5), Words(random.Random(1)).all
    themes = [term.code for term in load("themes")]
    targets = [term.code for term in load("sdg") if term.level == "target"]
    countries = [term.code for term in load("countries")]

    def id(kind: int, number: int) -> str:
        return str(UUID(int=kind << 100 | rolls.getrandbits(40) << 40 | number))

    towns = [id(1, number) for number in range(_TOWNS)]

    def records() -> Iterator[tuple[str, str, Mapping[str, Value]]]:
        for number, town in enumerate(towns):
            yield "organisation", town, {
                "name": f"Town {number}", "country": rolls.choice(countries), "population": rolls.randint(10_000, 2_000_000),
                f"languages/{rolls.choice(('en', 'fr', 'es'))}": True,
            }  # fmt: skip
        for kind, type in ((2, "need"), (3, "offer")):
            for number in range(count):
                values: dict[str, Value] = {
                    "title": " ".join(rolls.choices(words[:2_000], k=7)), "summary": " ".join(rolls.choices(words, k=30)),
                    "state": "open", "organisation": rolls.choice(towns), "until": f"20{rolls.randint(27, 29)}",
                    "level": rolls.choice(("starting", "under_way", "established")), "interpretation": "yes",
                }  # fmt: skip
                values |= {f"themes/{code}": True for code in rolls.sample(themes, 2)}
                values |= {f"targets/{code}": "principal" for code in rolls.sample(targets, 2)}
                yield type, id(kind, number), values

    with workspace.journal.group("import") as group:
        workspace.journal.bulk(group, records())


def _pages(workspace: Workspace, conn: sqlite3.Connection, count: int) -> list[Line]:
    """A hundred rows anywhere in each order, against the same columns by number, with the names of the towns."""
    listing, query, chance = list_of(workspace, "need"), parse("", "need"), random.Random(3)
    mine: list[float] = []
    theirs: list[float] = []
    for name in sortable("need"):
        nos = listing.order(query, ((name, False),)).ids
        for _turn in range(8):
            start = chance.randrange(max(1, len(nos) - 100))
            part = list(nos[start : start + 100])
            marks = ", ".join("?" * len(part))

            def bare(part: list[int] = part, marks: str = marks) -> None:
                conn.execute(
                    "SELECT n.no, n.id, n.title, n.state, o.name, n.until FROM need n LEFT JOIN organisation o"
                    f" ON o.id = n.organisation WHERE n.no IN ({marks})", part,
                ).fetchall()  # fmt: skip
                conn.execute(
                    "SELECT record_no, field, code, value FROM need_member WHERE +field IN ('themes', 'targets')"
                    f" AND record_no IN ({marks})", part,
                ).fetchall()  # fmt: skip

            mine.append(milliseconds(lambda part=part: listing.rows(part, COLUMNS, query)))
            theirs.append(milliseconds(bare))
    return [
        Line(f"{count:,} needs: a page anywhere, each order, median", median(mine), median(theirs), limit=1.5),
        Line(f"{count:,} needs: a page anywhere, each order, p95", most_of(mine), most_of(theirs)),
    ]


def _search(workspace: Workspace, conn: sqlite3.Connection, count: int) -> list[Line]:
    listing, mine, theirs = list_of(workspace, "need"), list[float](), list[float]()
    for word in Words(random.Random(1)).all[20:60]:
        query = parse(word, "need")

        def bare(word: str = word) -> None:
            nos = [row[0] for row in conn.execute(
                "SELECT n.no FROM need_fts f JOIN need n ON n.no = f.rowid WHERE f.need_fts MATCH ? AND n.listed = 1"
                " ORDER BY f.rank LIMIT 100", (f'"{word}" *',),
            )]  # fmt: skip
            marks = ", ".join("?" * len(nos))
            conn.execute(
                "SELECT n.no, n.id, n.title, n.state, o.name, n.until FROM need n LEFT JOIN organisation o"
                f" ON o.id = n.organisation WHERE n.no IN ({marks})", nos,
            ).fetchall()  # fmt: skip
            conn.execute(
                "SELECT record_no, field, code, value FROM need_member WHERE +field IN ('themes', 'targets')"
                f" AND record_no IN ({marks})", nos,
            ).fetchall()  # fmt: skip

        def ours(query: Query = query) -> None:
            listing.rows(listing.first(query, (), 100), COLUMNS, query)

        mine.append(min(milliseconds(ours) for _turn in range(2)))
        theirs.append(min(milliseconds(bare) for _turn in range(2)))
    return [Line(f"{count:,} needs: search, median", median(mine), median(theirs), limit=1.5)]


def _facets(workspace: Workspace, conn: sqlite3.Connection, count: int) -> list[Line]:
    facets(workspace, parse("", "need"))
    mine: list[float] = []
    theirs: list[float] = []
    for text, where in (
        ("", "listed = 1"),
        ("level:starting", "listed = 1 AND level = 'starting'"),
        ("theme:water", "listed = 1 AND no IN (SELECT record_no FROM need_member WHERE field = 'themes' AND code = 'water')"),
    ):  # fmt: skip
        query = parse(text, "need")

        def bare(where: str = where) -> None:
            for name in ("state", "level", "organisation"):
                conn.execute(f"SELECT {name}, count(*) FROM need WHERE {where} GROUP BY {name}").fetchall()
            for name in ("themes", "targets", "hazards", "languages"):
                conn.execute(
                    "SELECT m.code, count(*) FROM need_member m JOIN need n ON n.no = m.record_no"
                    f" WHERE m.field = '{name}' AND {where.replace('no IN', 'n.no IN')} GROUP BY m.code"
                ).fetchall()

        mine.append(min(milliseconds(lambda query=query: facets(workspace, query)) for _turn in range(3)))
        theirs.append(min(milliseconds(bare) for _turn in range(3)))
    return [Line(f"{count:,} needs: all facets, median of three", median(mine), median(theirs), limit=1.5)]


def _matching(workspace: Workspace, count: int) -> list[Line]:
    parties = read_parties(workspace)
    read = milliseconds(lambda: read_parties(workspace))
    settings = Settings(day=date.today().isoformat())
    need = next(iter(parties.needs.values()))
    one = milliseconds(lambda: offers_for(need, parties, settings))
    size = min(300, count)
    few = type(parties)(
        dict(list(parties.needs.items())[:size]), dict(list(parties.offers.items())[:size]), {}, {}
    )  # fmt: skip
    whole = milliseconds(lambda: solve(few, settings))
    limited = milliseconds(
        lambda: solve(few, Settings(day=settings.day, host_at_most=2, region_at_most=40, points_at_least=1))
    )
    return [
        Line(f"{count:,} needs and offers read for matching", read),
        Line(f"the best of {count:,} offers for a need", one),
        Line(f"{size} needs x {size} offers: compared and assigned", whole, most=_MOST_MS),
        Line(f"{size} needs x {size} offers: with limits of hosts and regions", limited, most=_MOST_MS),
    ]
