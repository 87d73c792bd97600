"""Board, calendar, timeline and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.catalogue import parse
from desktop.visits.visit_queries import (
    _part_title,
    read_board,
    read_calendar,
    read_due_items,
    read_timeline,
    read_year,
)
from desktop.workspace import Workspace
from tests.catalogue.desks import desk

TODAY = date(2026, 5, 1)


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with desk(tmp_path_factory.mktemp("views")) as workspace:
        journal = workspace.journal
        city = journal.create("organisation", {"name": "Durban"})
        first = journal.create(
            "visit",
            {"title": "Flood walls", "stage": "preparing", "start": "2026-05-04", "end": "2026-05-06",
             f"organisations/host:{city}": True},
        )  # fmt: skip
        journal.create("session", {"parent": first, "title": "Arrival", "at": "0 18:00", "minutes": 60})
        journal.create("session", {"parent": first, "title": "Walk", "at": "2 09:30", "minutes": 120})
        journal.create("session", {"parent": first, "title": "Night shift", "at": "2 22:00", "minutes": 240})
        journal.create("session", {"parent": first, "title": "Some time"})
        gone = journal.create("session", {"parent": first, "title": "Gone", "at": "2 09:00"})
        journal.delete([gone])
        journal.create("task", {"parent": first, "title": "Rooms", "due_days": -14, "side": "host", "owner": "Zanele"})
        journal.create("task", {"parent": first, "title": "Thanks", "due_days": 2, "due_from": "end"})
        journal.create("task", {"parent": first, "title": "Visas", "due_days": -60, "state": "done"})
        journal.create("commitment", {"parent": first, "what": "A drill", "due": "2026-09"})
        second = journal.create("visit", {"title": "Review", "stage": "following_up", "start": "2025-11-30"})
        journal.create("follow_up", {"parent": second, "after_months": 3})
        journal.create("follow_up", {"parent": second, "after_months": 6, "title": "Half a year"})
        journal.create("follow_up", {"parent": second, "after_months": 12, "done": "2026-04-01"})
        third = journal.create("visit", {"title": "Off", "stage": "cancelled", "start": "2026-05-05"})
        journal.create("task", {"parent": third, "title": "Never", "due": "2026-04-01"})
        journal.create("visit", {"title": "Idea", "start": "2026-05"})
        journal.create("visit", {"title": "Bare"})
        yield workspace


def test_the_board(visits: Workspace) -> None:
    found = read_board(visits, today=TODAY)
    assert list(found)[:3] == ["idea", "proposed", "agreed"] and list(found)[-1] == "cancelled"
    assert [card.title for card in found["idea"]] == ["Idea", "Bare"]
    (walls,) = found["preparing"]
    assert (walls.hosts, walls.overdue, walls.next_due) == ("Durban", 1, date(2026, 5, 8))
    (review,) = found["following_up"]
    assert (review.overdue, review.next_due) == (1, date(2026, 5, 30))
    assert [card.overdue for card in found["cancelled"]] == [0]
    few = read_board(visits, parse("walls", "visit"), TODAY)
    assert sum(map(len, few.values())) == 1


def test_the_calendar_of_a_week(visits: Workspace) -> None:
    found = read_calendar(visits, date(2026, 5, 3), date(2026, 5, 9), today=TODAY)
    assert [(each.type, each.title, each.first.day, each.last.day) for each in found] == [
        ("visit", "Idea", 1, 31), ("visit", "Flood walls", 4, 6), ("visit", "Off", 5, 5), ("task", "Thanks", 8, 8),
    ]  # fmt: skip
    months = read_calendar(visits, date(2026, 1, 1), date(2026, 12, 31), today=TODAY)
    assert {each.title: (each.open, each.overdue) for each in months if each.type in ("task", "follow_up", "commitment")} == {
        "Rooms": (True, True), "Thanks": (True, False), "Visas": (False, False), "A drill": (True, False),
        "Follow-up after 3 months": (True, True), "Half a year": (True, False),
        "Follow-up after 12 months": (False, False), "Never": (False, False),
    }  # fmt: skip
    assert {each.visit_title: each.stage for each in months} == {
        "Idea": "", "Flood walls": "preparing", "Off": "cancelled", "Review": "following_up",
    }  # fmt: skip
    mine = read_calendar(visits, date(2026, 5, 3), date(2026, 5, 9), parse("host:durban", "visit"), today=TODAY)
    assert {each.visit_title for each in mine} == {"Flood walls"}
    assert read_calendar(visits, date(1960, 1, 1), date(1960, 1, 2)) == []


@pytest.mark.parametrize("query", ["", "host:durban", "stage:closed"])
@pytest.mark.parametrize("number", [1960, 2025, 2026, 2027])
def test_a_year_is_as_full_as_its_calendar(visits: Workspace, number: int, query: str) -> None:
    asked = parse(query, "visit")
    entries = read_calendar(visits, date(number, 1, 1), date(number, 12, 31), asked, today=TODAY)
    found = read_year(visits, number, asked)
    assert sorted(found.visits) == sorted((each.first, each.last) for each in entries if each.type == "visit")
    assert found.due == {each.first for each in entries if each.type != "visit" and each.open}


def test_the_timeline(visits: Workspace) -> None:
    found = read_timeline(visits, today=TODAY)
    assert [span.card.title for span in found] == ["Review", "Idea", "Flood walls", "Off"]
    assert found[0].follow_ups == (
        (date(2026, 2, 28), True), (date(2026, 5, 30), True), (date(2026, 11, 30), False),
    )  # fmt: skip
    assert (found[2].first, found[2].last) == (date(2026, 5, 4), date(2026, 5, 6))
    assert [span.card.overdue for span in found] == [1, 0, 1, 0]
    assert not any(span.card.overdue for span in read_timeline(visits, today=date(2026, 1, 1)))


def test_what_is_due(visits: Workspace) -> None:
    found = read_due_items(visits, TODAY, within=30)
    assert [(each.title, each.due.isoformat(), each.overdue) for each in found] == [
        ("Follow-up after 3 months", "2026-02-28", True), ("Rooms", "2026-04-20", True),
        ("Thanks", "2026-05-08", False), ("Half a year", "2026-05-30", False),
    ]  # fmt: skip
    assert _part_title("follow_up", 12, "host") == "Follow-up after 12 months: Host"  # both sides are asked at a time
    assert (found[1].side, found[1].owner, found[1].visit_title) == ("host", "Zanele", "Flood walls")
    assert [each.title for each in read_due_items(visits, TODAY, within=0)] == ["Follow-up after 3 months", "Rooms"]
    assert len(read_due_items(visits, TODAY, within=10**8)) == 5


def test_a_new_desk_has_none(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        assert read_timeline(workspace) == read_due_items(workspace) == [] and not any(read_board(workspace).values())


def test_what_is_due_for_a_visit_without_a_stage_has_none(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        visit = workspace.journal.create("visit", {"title": "Idea", "start": "2026-05-04"})
        workspace.journal.create("task", {"parent": visit, "title": "Rooms", "due": "2026-05-01"})
        found = read_calendar(workspace, date(2026, 5, 1), date(2026, 5, 9), today=TODAY)
        assert [(each.title, each.stage, each.open) for each in found] == [("Rooms", "", True), ("Idea", "", True)]
