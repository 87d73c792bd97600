"""The list of visits: the same query language, facets and order as activities have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue import QueryError, VisitList, complete, export_csv, facet_names, facets, parse, sortable
from desktop.catalogue.due import DUE_DAY, IS_OPEN
from desktop.catalogue.query.relative import relative_range
from desktop.catalogue.query.terms import Range
from desktop.values.dates import days_of
from desktop.visits.due_dates import DUE_TYPES, due_day, is_open
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Workspace
from tests.catalogue.desks import desk

TODAY = date.today()


def _day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with desk(tmp_path_factory.mktemp("visits")) as workspace:
        journal = workspace.journal
        durban = journal.create("organisation", {"name": "eThekwini (Durban)"})
        quito = journal.create("organisation", {"name": "Quito"})
        drill = journal.create("activity", {"title": "School drills"})
        first = journal.create(
            "visit",
            {"title": "Flood walls", "stage": "preparing", "approach": "learning_exchange", "start": _day(60),
             "country": "ZA", "purpose": "See how walls are kept", "targets/SDG:11.5": "principal",
             f"organisations/host:{durban}": True, f"organisations/visitor:{quito}": True,
             f"practices/shown:{drill}": True},
        )  # fmt: skip
        second = journal.create(
            "visit",
            {"title": "Review of Quito", "stage": "following_up", "approach": "peer_review", "start": _day(-400),
             "end": _day(-396), "country": "EC", f"organisations/host:{quito}": True},
        )  # fmt: skip
        third = journal.create("visit", {"title": "Shadowing", "stage": "cancelled", "start": _day(-40)})
        journal.create("visit", {"title": "An idea", "stage": "idea", "start": "2031"})
        journal.create("task", {"parent": first, "title": "Rooms", "due_days": -40})  # in 20 days
        journal.create("task", {"parent": first, "title": "Visas", "due_days": -90, "state": "done"})
        journal.create("follow_up", {"parent": second, "after_months": 12})  # about a month ago
        journal.create("task", {"parent": third, "title": "Rooms", "due": _day(-50)})
        yield workspace


def _titles(workspace: Workspace, text: str, sort: tuple[tuple[str, bool], ...] = (("title", False),)) -> list[str]:
    listing, query = VisitList(workspace), parse(text, "visit")
    nos = listing.order(query, sort).ids
    assert listing.count(query) == len(nos) and listing.first(query, sort, 2) == list(nos[:2])
    return [row.values["title"] for row in listing.rows(nos, ("title", "hosts", "visitors", "first_day"), query)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["An idea", "Flood walls", "Review of Quito", "Shadowing"]),
        ("stage:preparing", ["Flood walls"]),
        ('étape:"En préparation"', ["Flood walls"]),
        ("approach:peer_review", ["Review of Quito"]),
        ('host:"Durban"', ["Flood walls"]),
        ("host:quito", ["Review of Quito"]),
        ("visitor:quito", ["Flood walls"]),
        ("org:quito", ["Flood walls", "Review of Quito"]),
        ("practice:drills", ["Flood walls"]),
        ("target:SDG:11", ["Flood walls"]),
        ("walls", ["Flood walls"]),
        ("purpose:kept", ["Flood walls"]),
        ("quito -host:quito", ["Flood walls"]),
        ("region:Africa", ["Flood walls"]),
        ("is:overdue", ["Review of Quito"]),
        ("-is:overdue", ["An idea", "Flood walls", "Shadowing"]),
        ("due:<30d", ["Flood walls", "Review of Quito"]),
        ("due:<0d", ["Review of Quito"]),
        (f"due:{_day(20)}", ["Flood walls"]),
        (f"due:{_day(19)}", []),
        (f"due:{_day(1)}..{_day(20)}", ["Flood walls"]),
        ("start:<0d", ["Review of Quito", "Shadowing"]),
        ("start:>1y", ["An idea"]),
        ("is:unfinished", ["An idea", "Review of Quito", "Shadowing"]),
        ("has:practices", ["Flood walls"]),
        ("year:2031", ["An idea"]),
        ("text:none", ["An idea", "Review of Quito", "Shadowing"]),
    ],
)
def test_what_a_query_finds(visits: Workspace, text: str, found: list[str]) -> None:
    assert _titles(visits, text) == found


@pytest.mark.parametrize(
    "text", ["status:planned", "due:soon", "due:none", "is:late", "host:", "stage:nowhere", "due:<99999d"]
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text, "visit")


def test_what_visits_know_activities_do_not() -> None:
    for text in ("stage:idea", "due:<30d", "is:overdue", "visitor:Quito"):
        with pytest.raises(QueryError):
            parse(text)


def test_the_rows_of_a_visit(visits: Workspace) -> None:
    listing, query = VisitList(visits), parse("walls", "visit")
    (row,) = listing.rows(listing.order(query).ids, ("title", "organisations", "hosts", "visitors", "stage"), query)
    assert row.values["hosts"] == ("eThekwini (Durban)",) and row.values["visitors"] == ("Quito",)
    assert row.values["organisations"] == ("eThekwini (Durban)", "Quito") and row.hits["title"] == ((6, 11),)


def test_stages_stand_as_they_are_lived(visits: Workspace) -> None:
    assert _titles(visits, "", (("stage", False),)) == ["An idea", "Flood walls", "Review of Quito", "Shadowing"]
    assert "stage" in sortable("visit") and "status" not in sortable("visit")


def test_facets_and_what_a_click_writes(visits: Workspace) -> None:
    found = facets(visits, parse("", "visit"))
    assert tuple(found) == facet_names("visit")
    assert {each.code: each.count for each in found["stage"]} == {
        "idea": 1, "preparing": 1, "following_up": 1, "cancelled": 1,
    }  # fmt: skip
    assert {each.code: each.count for each in found["targets"]} == {"SDG:11": 1, "SDG:11.5": 1}
    chosen = parse("flood", "visit").toggled("stage", "preparing")
    assert (
        chosen.text == "flood stage:preparing" and chosen.kind == "visit" and chosen.describe()[1] == "Stage: Preparing"
    )
    assert chosen.has("stage", "preparing") and not chosen.toggled("stage", "preparing").has("stage", "preparing")
    assert [each.insert for each in complete("due:", 4, visits, "visit")][1] == "<30d"
    assert [each.insert for each in complete("st", 2, visits, "visit")][:2] == ["stage:", "start:"]


def test_visits_as_csv(visits: Workspace, tmp_path: Path) -> None:
    nos = VisitList(visits).order(parse("walls", "visit")).ids
    assert export_csv(visits, nos, tmp_path / "v.csv", type="visit") == 1
    text = (tmp_path / "v.csv").read_text("utf-8-sig")
    assert "Host: eThekwini (Durban); Visitor: Quito" in text and "Shown: School drills" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<30d", Range("", "2028-03-30")), (">2w", Range("2028-03-14", "")), ("<-1m", Range("", "2028-01-29")),
        ("<1y", Range("", "2029-02-28")), ("30d", None), ("<d", None), ("<9999y", None),
    ],
)  # fmt: skip
def test_days_from_today(text: str, found: Range | None) -> None:
    assert relative_range(text, date(2028, 2, 29)) == found


_DATES = st.one_of(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(date.isoformat),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.integers(1990, 2060).map(str),
    st.none(),
)


@given(
    st.sampled_from(DUE_TYPES), _DATES, _DATES, _DATES, st.one_of(st.none(), st.integers(-400, 400)),
    st.sampled_from([None, "start", "end"]), st.one_of(st.none(), st.integers(0, 40)),
)  # fmt: skip
def test_many_are_due_when_one_is(
    type: str, start: str | None, end: str | None, due: str | None, days: int | None, counted: str | None,
    months: int | None,
) -> None:  # fmt: skip
    """The rule in SQL and the rule in Python are one rule."""
    first, last = days_of(start, end)
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE v (first_day, last_day)")
    conn.execute("CREATE TABLE p (due, due_days, due_from, after_months)")
    conn.execute("INSERT INTO v VALUES (?, ?)", (first, last))
    conn.execute("INSERT INTO p VALUES (?, ?, ?, ?)", (due, days, counted, months))
    (found,) = conn.execute(f"SELECT {DUE_DAY[type]} FROM p, v").fetchone()
    conn.close()
    visit = {"start": start, "end": end}
    part = {"due": due, "due_days": days, "due_from": counted, "after_months": months}
    told = due_day(type, visit, part)
    assert found == (told.isoformat() if told else None)


@pytest.mark.parametrize("done", [None, "2026-01-01"])
@pytest.mark.parametrize("type", DUE_TYPES)
def test_many_are_open_when_one_is(type: str, done: str | None) -> None:
    field = {"task": "state", "commitment": "state", "follow_up": "happened"}[type]
    states = [None, *(term.code for term in load(RECORD_TYPES[type].by_name[field].vocabulary))]
    conn = sqlite3.connect(":memory:")
    for state in states:
        (found,) = conn.execute(
            f"SELECT {IS_OPEN[type]} FROM (SELECT ? AS state, ? AS happened, ? AS done) p", (state, state, done)
        ).fetchone()
        assert bool(found) == is_open(type, {field: state, "done": done} if type == "follow_up" else {field: state})
    conn.close()
