"""Facets of a small desk, counted by hand: what is shown, in which order, and what stays while it is chosen."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from desktop.catalogue import facets, parse
from desktop.workspace import Workspace
from tests.catalogue.desks import desk

Line = tuple[str, int, bool, int]
"""Code, count, chosen, level."""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with desk(tmp_path_factory.mktemp("facets")) as workspace:
        journal = workspace.journal
        lima, quito = (journal.create("organisation", {"name": name}) for name in ("Lima", "Quito"))
        whole = {"title": "Whole", "kind": "training", "status": "completed", "start": "2021", "country": "KE"}
        journal.create("activity", {**whole, "targets/SDG:11.5": "principal", f"organisations/lead:{lima}": True})
        journal.create("activity", {**whole, "title": "More", "start": "2022-05", f"organisations/lead:{lima}": True,
                                    f"organisations/partner:{quito}": True, "targets/SDG:11.5": "significant",
                                    "targets/SDG:1.1": "principal"})  # fmt: skip
        journal.create("activity", {"title": "Bare", "kind": "mooc"})
        gone = journal.create("activity", {**whole, "title": "Gone", "kind": "webinar"})
        journal.delete([gone])
        yield workspace


def lines(workspace: Workspace, text: str, name: str) -> list[Line]:
    return [(each.code, each.count, each.chosen, each.level) for each in facets(workspace, parse(text), [name])[name]]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("", "kind", [("training", 2, False, 0), ("mooc", 1, False, 0)]),
        ("kind:mooc", "kind", [("training", 2, False, 0), ("mooc", 1, True, 0)]),
        ("kind:webinar", "kind", [("training", 2, False, 0), ("mooc", 1, False, 0), ("webinar", 0, True, 0)]),
        ("kind:mooc", "status", [("none", 1, False, 0)]),
        ("", "status", [("completed", 2, False, 0), ("none", 1, False, 0)]),
        ("kind:none", "kind", [("training", 2, False, 0), ("mooc", 1, False, 0), ("none", 0, True, 0)]),
        ("status:none", "kind", [("mooc", 1, False, 0)]),
        ("", "year", [("2022", 1, False, 0), ("2021", 1, False, 0), ("none", 1, False, 0)]),
        ("year:2030", "year", [("2030", 0, True, 0), ("2022", 1, False, 0), ("2021", 1, False, 0), ("none", 1, False, 0)]),
        ("", "targets", [("SDG:1", 1, False, 0), ("SDG:1.1", 1, False, 1), ("SDG:11", 2, False, 0),
                          ("SDG:11.5", 2, False, 1)]),
        ("target:SDG:11", "targets", [("SDG:1", 1, False, 0), ("SDG:1.1", 1, False, 1), ("SDG:11", 2, True, 0),
                                       ("SDG:11.5", 2, False, 1)]),
        ("target:SDG:11.5", "targets", [("SDG:1", 1, False, 0), ("SDG:1.1", 1, False, 1), ("SDG:11", 2, False, 0),
                                         ("SDG:11.5", 2, True, 1)]),
        ("target:SDG:11.2 kind:mooc", "targets", [("SDG:11", 0, False, 0), ("SDG:11.2", 0, True, 1)]),
        ("is:binned", "kind", [("webinar", 1, False, 0)]),
    ],
)  # fmt: skip
def test_what_a_facet_shows(few: Workspace, text: str, name: str, wanted: list[Line]) -> None:
    assert lines(few, text, name) == wanted


@pytest.mark.parametrize(
    "text",
    ["kind:training,mooc -status:completed", "year:2021,2022-2023", "kind:none is:complete", "is:binned year:none",
     "target:SDG:11=principal,SDG:1 country:Kenya", "kind:Mooc country:africa,KE", "is:unfinished,conflict flood"],
)  # fmt: skip
def test_what_is_chosen_is_what_a_click_takes_back(few: Workspace, text: str) -> None:
    query = parse(text)
    for name, counts in facets(few, query).items():
        for each in counts:
            assert each.chosen == query.has(name, each.code), (name, each.code)


def test_how_complete_records_are(few: Workspace) -> None:
    assert [each[:3] for each in lines(few, "", "completeness")] == [("unfinished", 3, False)]
    assert [each[:3] for each in lines(few, "is:complete", "completeness")] == [
        ("unfinished", 3, False), ("complete", 0, True),
    ]  # fmt: skip
    assert [each[:3] for each in lines(few, "is:conflict kind:mooc", "completeness")] == [
        ("unfinished", 1, False), ("conflict", 0, True),
    ]  # fmt: skip


def test_the_organisations_that_stand_most_often_and_those_chosen(
    few: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(text: str) -> list[tuple[str, int, bool]]:
        return [(each.label_hint, each.count, each.chosen) for each in facets(few, parse(text))["organisation"]]

    assert shown("") == [("Lima", 2, False), ("Quito", 1, False)]
    quito = next(each.code for each in facets(few, parse(""))["organisation"] if each.label_hint == "Quito")
    assert shown(f"organisation:{quito}") == [("Lima", 2, False), ("Quito", 1, True)]
    assert shown(f"organisation:{quito} kind:mooc") == [("Quito", 0, True)]
    monkeypatch.setattr(sys.modules["desktop.catalogue.facets"], "MOST_LINKED", 1)
    assert shown("") == [("Lima", 2, False)]
    assert shown(f"organisation:{quito}") == [("Lima", 2, False), ("Quito", 1, True)]


def test_only_the_facets_asked_for_in_their_order(few: Workspace) -> None:
    assert list(facets(few, parse(""), ["year", "kind"])) == ["year", "kind"]
    assert list(facets(few, parse(""), [])) == []
    with pytest.raises(ValueError, match="title"):
        facets(few, parse(""), ["title"])


def test_a_facet_is_called_by_its_words(few: Workspace) -> None:
    shown = {(each.code, each.label_hint) for name in ("kind", "year") for each in facets(few, parse(""), [name])[name]}
    assert {("training", "Training"), ("2022", "2022"), ("none", "Not given")} <= shown
