"""A study visit written down as an activity is offered as a visit, and becomes one with all that the activity says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.catalogue.query.query import parse
from desktop.visits import is_visit_to_plan, plan_as_visit, visits_query
from desktop.workspace import Value, Workspace
from tests.catalogue.desks import desk


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with desk(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("values", "is_one"),
    [
        ({"kind": "field_visit"}, True),
        ({"kind": "field_visit", "status": "planned"}, True),
        ({"kind": "field_visit", "status": "completed"}, False),
        ({"kind": "field_visit", "start": "2026"}, True),
        ({"kind": "field_visit", "start": "2026-10"}, False),
        ({"kind": "field_visit", "start": "2026-10", "end": "2026-11-30"}, True),
        ({"kind": "training", "title": "Study visit to Quito"}, False),
        ({"title": "Study visit to Quito"}, True),
        ({"title/fr": "Une visite d’étude à Nantes"}, True),
        ({"title": "Studying visitors"}, False),
        ({}, False),
    ],
)
def test_what_is_a_visit_still_to_come(values: dict[str, Value], is_one: bool) -> None:
    assert is_visit_to_plan(values, date(2026, 11, 30)) is is_one


def test_the_visit_has_what_the_activity_says_and_one_undo_takes_it_back(workspace: Workspace) -> None:
    journal = workspace.journal
    city = journal.create("organisation", {"name": "Nantes"})
    activity = journal.create(
        "activity",
        {
            "title": "Study visit to Nantes", "title/fr": "Visite d’étude à Nantes", "kind": "field_visit",
            "start": "2027-03-02",
            "summary": "How schools keep cool", "targets/SDG:13.1": "principal", f"organisations/host:{city}": True,
            "audience": "Planners", "private_note": "Ask Ana",
        },
    )  # fmt: skip
    visit = workspace.record(plan_as_visit(workspace, activity), "visit")
    assert visit is not None
    kept = {name: visit.values.get(name) for name in ("title", "title/fr", "purpose", "start", "stage", "approach")}
    assert kept == {
        "title": "Study visit to Nantes", "title/fr": "Visite d’étude à Nantes", "purpose": "How schools keep cool",
        "start": "2027-03-02", "stage": "idea", "approach": "study_visit",
    }  # fmt: skip
    assert visit.values[f"organisations/host:{city}"] is True and visit.values["targets/SDG:13.1"] == "principal"
    assert visit.values["private_note"] == "Ask Ana" and "audience" not in visit.values
    left = workspace.record(activity, "activity")
    assert left is not None and left.binned
    journal.undo()
    back, gone = workspace.record(activity, "activity"), workspace.record(visit.id, "visit")
    assert back is not None and back.listed and (gone is None or not gone.values)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind:field_visit country:KE", "country:KE"),
        ("study visit Kisumu", "Kisumu"),
        ("visites d'étude", ""),
        ("kind:field_visit,training", ""),
        ("-kind:field_visit", None),
        ("kind:training", None),
        ("visit", ""),
        ("kind:field_visit status:planned", None),
    ],
)
def test_who_looks_for_study_visits_finds_the_visits_too(asked: str, found: str | None) -> None:
    query = visits_query(parse(asked))
    assert (None if query is None else query.text) == found
