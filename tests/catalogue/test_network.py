"""Organisations and people: listed, counted and exported as activities are; whom activities and visits have reached."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.catalogue import QueryError, complete, export_csv, facets, list_of, parse, suggested_searches
from desktop.errors import UserFacingError
from desktop.workspace import Workspace, check
from tests.catalogue.desks import desk

TODAY = date.today()


def _day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Kisumu was trained, Nakuru has one of its people in a visit, Lamu only takes part in what is to come or was called off;
    Dakar was reached long ago, and before it became a member; Łódź is in the bin.
    """
    with desk(tmp_path_factory.mktemp("network")) as workspace:
        journal = workspace.journal
        member = {"kind": "municipality", "membership": "member"}
        section = journal.create("organisation", {"name": "Africa Section", "kind": "section", "membership": "none"})
        ids = {
            name: journal.create("organisation", {"name": name, **member, "belongs_to": section, **values})
            for name, values in {
                "Kisumu": {"country": "KE", "member_since": "2010", "languages/sw": True},
                "Nakuru": {"country": "KE", "member_since": "2012"},
                "Lamu": {"country": "KE", "name/fr": "Île de Lamou"},
                "Dakar": {"country": "SN", "member_since": "2018-05"},
                "Łódź": {"country": "PL"},
            }.items()
        }
        twin = journal.create("organisation", {"name": "Kisumu City", "merged_into": ids["Kisumu"]})
        grace = journal.create(
            "person", {"name": "Grace Achieng", "role": "Sanitation lead", "organisation": ids["Nakuru"], "consent": "public",
                       "email": "grace@nakuru.example", "languages/sw": True},
        )  # fmt: skip
        journal.create("person", {"name": "Omar Said", "organisation": ids["Lamu"], "consent": "none"})
        journal.create("person", {"name": "Fatou Diop", "organisation": twin})
        for values in (
            {"title": "Training", "kind": "training", "status": "completed", "start": _day(-40),
             f"organisations/partner:{twin}": True},
            {"title": "To come", "kind": "webinar", "status": "planned", "start": _day(40),
             f"organisations/lead:{ids['Lamu']}": True},
            {"title": "Called off", "kind": "webinar", "status": "cancelled", "start": _day(-40),
             f"organisations/lead:{ids['Lamu']}": True},
            {"title": "Long ago", "kind": "mooc", "status": "completed", "start": "2017",
             f"organisations/lead:{ids['Dakar']}": True},
        ):  # fmt: skip
            journal.create("activity", values)
        visit = journal.create("visit", {"title": "To Durban", "stage": "closed", "start": _day(-90), "end": _day(-88)})
        journal.create("participant", {"parent": visit, "name": "Grace", "person": grace})
        journal.delete([ids["Łódź"]], "organisation")
        yield workspace


def _names(workspace: Workspace, type: str, text: str) -> list[str]:
    listing, query = list_of(workspace, type), parse(text, type)
    nos = listing.order(query, ()).ids
    assert listing.count(query) == len(nos) and listing.first(query, (), 2) == list(nos[:2])
    return [row.values["name"] for row in listing.rows(nos, ("name",), query)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Africa Section", "Dakar", "Kisumu", "Lamu", "Nakuru"]),
        ("membership:member country:KE reached:no", ["Lamu"]),
        ("adhésion:membre pays:Kenya reached:non", ["Lamu"]),
        ("reached:yes", ["Dakar", "Kisumu", "Nakuru"]),
        ("-reached:yes", ["Africa Section", "Lamu"]),
        ("silent:1y", ["Dakar"]),
        ("silent:30d", ["Dakar", "Kisumu", "Nakuru"]),
        ("silent:60d", ["Dakar", "Nakuru"]),
        ("first_by:training", ["Kisumu"]),
        ("first_by:visite", ["Nakuru"]),
        ("first-by:mooc,visit", ["Dakar", "Nakuru"]),
        ("first_reached:2017", ["Dakar"]),
        ("last_reached:..2020", ["Dakar"]),
        ("last_reached:none", ["Africa Section", "Lamu"]),
        ("is:met_by_learning", ["Dakar"]),
        ("membership:none", ["Africa Section"]),
        ("belongs_to:africa", ["Dakar", "Kisumu", "Lamu", "Nakuru"]),
        ("belongs_to:none", ["Africa Section"]),
        ("member kenya", ["Kisumu", "Lamu", "Nakuru"]),
        ("lamou", ["Lamu"]),
        ("name:kis", ["Kisumu"]),
        ("language:sw", ["Kisumu"]),
        ("is:binned lodz", ["Łódź"]),
    ],
)
def test_what_organisations_a_query_finds(network: Workspace, text: str, found: list[str]) -> None:
    assert sorted(_names(network, "organisation", text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Fatou Diop", "Grace Achieng", "Omar Said"]),
        ("consent:none", ["Fatou Diop", "Omar Said"]),
        ("country:KE", ["Fatou Diop", "Grace Achieng", "Omar Said"]),
        ("country:SN", []),
        ("membership:member kind:municipality -organisation:kisumu", ["Grace Achieng", "Omar Said"]),
        ("organisation:kisumu", ["Fatou Diop"]),
        ("kisumu", ["Fatou Diop"]),
        ("sanit", ["Grace Achieng"]),
        ("grace@nakuru", ["Grace Achieng"]),
        ("reached:yes", ["Grace Achieng"]),
        ("first_by:visit silent:30d", ["Grace Achieng"]),
    ],
)
def test_what_people_a_query_finds(network: Workspace, text: str, found: list[str]) -> None:
    assert _names(network, "person", text) == found


def test_facets_count_what_a_query_would_find_and_follow_each_change(network: Workspace) -> None:
    for type in ("organisation", "person"):
        for name, counts in facets(network, parse("", type)).items():
            assert counts or name in ("first_by", "last_reached"), name
            for each in counts:
                narrowed = parse("", type).toggled(name, each.code)
                assert list_of(network, type).count(narrowed) == each.count, (name, each.code, narrowed.text)
                assert narrowed.chosen(name) == [each.code]
    lamu = _names(network, "organisation", "reached:no")
    journal = network.journal
    id = next(
        iter(
            list_of(network, "organisation").ids_of(
                list_of(network, "organisation").order(parse("lamu", "organisation")).ids
            )
        )
    )
    journal.create(
        "activity", {"title": "New", "kind": "exercise", "status": "under_way", f"organisations/host:{id}": True}
    )
    assert "Lamu" in lamu and "Lamu" not in _names(network, "organisation", "reached:no")
    counted = {each.code: each.count for each in facets(network, parse("", "organisation"), ["reached"])["reached"]}
    journal.undo()
    again = {each.code: each.count for each in facets(network, parse("", "organisation"), ["reached"])["reached"]}
    assert (counted, again) == ({"yes": 4, "no": 1}, {"yes": 3, "no": 2})


def test_an_organisation_that_is_renamed_is_found_by_its_people_under_the_new_name(network: Workspace) -> None:
    listing = list_of(network, "organisation")
    (nakuru,) = listing.ids_of(listing.order(parse("nakuru", "organisation")).ids)
    network.journal.edit(nakuru, {"name": "County of Nakuru 東京"})
    try:
        assert _names(network, "person", "county") == _names(network, "person", "東京") == ["Grace Achieng"]
        assert check(network.path, home=network.home).problems == ()
    finally:
        network.journal.undo()
    assert _names(network, "person", "county") == []


def test_who_has_not_agreed_is_in_no_table(network: Workspace, tmp_path: Path) -> None:
    listing = list_of(network, "person")
    nos = list(listing.order(parse("", "person")).ids)
    assert export_csv(network, nos, tmp_path / "people.csv", type="person") == 1
    text = (tmp_path / "people.csv").read_text("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(text.splitlines())] == ["Grace Achieng"]
    assert "Nakuru" in text and "Omar" not in text and "Fatou" not in text
    silent = list(listing.order(parse("consent:none", "person")).ids)
    with pytest.raises(UserFacingError, match="Nobody here has agreed"):
        export_csv(network, silent, tmp_path / "nobody.csv", type="person")
    assert not (tmp_path / "nobody.csv").exists()
    organisations = list(list_of(network, "organisation").order(parse("", "organisation")).ids)
    assert export_csv(network, organisations, tmp_path / "organisations.csv", type="organisation") == 5
    assert "Africa Section" in (tmp_path / "organisations.csv").read_text("utf-8-sig").splitlines()[2]


def test_each_suggested_search_is_understood_and_says_what_it_finds(network: Workspace) -> None:
    for type in ("organisation", "person"):
        for each in suggested_searches(type):
            assert parse(each.text, type).describe() and each.definition.endswith(".")
    with pytest.raises(QueryError, match="1y, 6m or 90d"):
        parse("silent:soon", "organisation")
    offered = [each.insert for each in complete("first_by:v", 10, network, "organisation")]
    assert offered[0] == "visit"
