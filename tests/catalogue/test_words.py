"""Words of every script and their forms are found in free words and in fields, and marked where they stand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue import ActivityList, complete, facets, find_names, parse
from desktop.catalogue.by_name import ids_by_name
from desktop.catalogue.query.code_names import codes_named
from desktop.catalogue.stemming import same_word
from desktop.catalogue.word_matching import has_words, hits, search_words
from desktop.i18n import set_language
from desktop.workspace import Workspace
from tests.catalogue.desks import desk, titles

_CASES = Path(__file__).parent.parent / "data" / "search_cases.csv"


def _cases() -> list[tuple[str, list[str]]]:
    with _CASES.open(encoding="utf-8", newline="") as file:
        return [(row["title"], row["found by"].split(";")) for row in csv.DictReader(file)]


def _fill(workspace: Workspace, texts: list[str]) -> None:
    with workspace.journal.group("edit"):
        for text in texts:
            lead = workspace.journal.create("organisation", {"name": text})
            workspace.journal.create(
                "activity",
                {
                    "title": text, "summary": text, "municipality": text, "private_note": text,
                    f"organisations/lead:{lead}": True,
                },
            )  # fmt: skip


def test_words_of_every_script_are_found_and_marked(tmp_path: Path) -> None:
    cases = _cases()
    assert len(cases) == 6
    with desk(tmp_path) as workspace:
        _fill(workspace, [text for text, _words in cases])
        listing = ActivityList(workspace)
        missed: list[str] = []
        for text, words in cases:
            for word in words:
                for head in ("", "title:", "summary:", "place:", "note:", "organisation:", "lead:"):
                    if titles(workspace, f"{head}{word}") != [text] or titles(workspace, f'{head}"{word}') != [text]:
                        missed.append(f"{head}{word}")
                query = parse(word)
                (row,) = listing.rows(listing.first(query), ("title", "organisations"), query)
                if not row.hits.get("title") or not row.hits.get("organisations"):
                    missed.append(f"no mark: {word}")
        assert missed == []


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Straßenübung in Großräschen", "strassenu", ["Straßenü"]),
        ("防灾减灾培训与社区演练", "减灾", ["减灾"]),
        ("การจัดการน้ำท่วม", "น้ำท่วม", ["น้ำท่วม"]),
        ("دَوْرَةُ التَّدْرِيبِ", "تدريب", ["تَّدْرِيبِ"]),
        ("Histoire de l’œuvre", "l'oeuvre", ["œuvre"]),
        ("Inundación y flooding", "inundaciones floods", ["Inundación", "flooding"]),
        ("Flood drills", "floods drill", ["Flood", "drill"]),
        ("Cafe\u0301s de Łódź", "cafe lod", ["Cafe\u0301", "Łód"]),
    ],
)
def test_what_was_typed_is_marked_and_other_forms_as_whole_words(text: str, typed: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in hits(text, parse(typed).words)] == marked


@given(st.text(max_size=40), st.text(min_size=1, max_size=8))
def test_marks_lie_within_any_text(text: str, typed: str) -> None:
    found = hits(text, tuple(search_words(typed)))
    assert all(0 <= start < end <= len(text) for start, end in found)


@given(st.text(max_size=30))
def test_every_text_holds_its_own_words(text: str) -> None:
    words = search_words(text)
    assert has_words(text, words, phrase=True, open=False) or not words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("floods", "flood", True), ("inundaciones", "inundacion", True), ("talleres", "taller", True),
        ("annulee", "annule", True), ("cities", "city", True), ("locaux", "local", True),
        ("visitas", "visita", True), ("planned", "planning", True), ("police", "policy", False),
        ("chile", "children", False), ("france", "francisco", False), ("niger", "nigeria", False),
        ("colombie", "colombo", False),
    ],
)  # fmt: skip
def test_forms_of_a_word(one: str, other: str, same: bool) -> None:
    assert same_word(one, other) is same_word(other, one) is same


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("trainings", "training"), ("formation", "training"), ("talleres", "workshop"),
        ("formation formateurs", "training_of_trainers"), ("visitas campo", "field_visit"),
        ("kenya", "KE"), ("allemagne", "DE"), ("turkey", "TR"), ("cote ivoire", "CI"), ("sierra leone", "SL"),
        ("floods", "HIP:MH0600"), ("floods", "HIP:MH0601"), ("inundaciones", "HIP:MH0600"), ("seismes", "HIP:GH0101"),
        ("cancelled", "cancelled"), ("annulee", "cancelled"), ("gender equality", "SDG:5"),
        ("alerte rapide", "SFDRR:G"),
    ],
)  # fmt: skip
def test_codes_are_named_in_three_languages(typed: str, code: str) -> None:
    assert code in codes_named("activity", typed.split())


@pytest.mark.parametrize("typed", ["guinea", "can", "per", "and", "planning", "water", "tra"])
def test_what_is_no_name_names_nothing_else(typed: str) -> None:
    assert codes_named("activity", [typed]) <= {"GN"}


def test_words_name_codes_in_a_list(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        with workspace.journal.group("edit"):
            for values in (
                {"title": "Cours à Mombasa", "kind": "training", "country": "KE", "hazards/HIP:MH0601": True},
                {"title": "Flood training in Kenya"},
                {"title": "Atelier", "kind": "training", "country": "KE", "hazards/HIP:MH0401": True},
                {"title": "Bridges", "targets/SDG:11.5": "principal", "start": "2023-05", "status": "planned"},
                {"title": "Walls", "targets/SDG:11.5.1": "principal", "start": "2022", "status": "cancelled"},
                {"title": "Roofs", "targets/SDG:1.5": "principal", "status": "planned"},
            ):
                workspace.journal.create("activity", values)
        assert titles(workspace, "training kenya floods") == ["Flood training in Kenya", "Cours à Mombasa"]
        assert titles(workspace, "formations inondations au kenya") == ["Cours à Mombasa"]
        assert set(titles(workspace, "ODD 11.5")) == set(titles(workspace, "11.5")) == {"Bridges", "Walls"}
        assert titles(workspace, "2023") == ["Bridges"]
        assert set(titles(workspace, "planned")) == {"Bridges", "Roofs"}
        assert titles(workspace, "annulée sdg 11.5") == ["Walls"]
        assert titles(workspace, "-status:planned annulées") == ["Walls"]


def test_codes_that_change_are_found_by_their_new_names(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        id = workspace.journal.create("activity", {"title": "Walls", "country": "KE", "hazards/HIP:MH0600": True})
        assert titles(workspace, "kenya floods") == ["Walls"]
        workspace.journal.edit(id, {"country": "PE", "hazards/HIP:MH0600": None, "hazards/HIP:MH0401": True})
        assert titles(workspace, "kenya") == titles(workspace, "floods") == []
        assert titles(workspace, "sequías perú") == ["Walls"]
        workspace.journal.undo()
        assert titles(workspace, "kenya floods") == ["Walls"]


def test_words_that_say_nothing_are_passed_over_unless_there_is_nothing_else(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        workspace.journal.create("activity", {"title": "Drills for schools"})
        workspace.journal.create("activity", {"title": "The water in towns"})
        assert titles(workspace, "drills in the schools") == ["Drills for schools"]
        assert titles(workspace, "in the") == ["The water in towns"]
        assert titles(workspace, '"drills in schools"') == []
        assert titles(workspace, "drills f") == ["Drills for schools"]
        assert titles(workspace, "drills z") == ["Drills for schools"]
        assert titles(workspace, "drills 2") == []


def test_a_phrase_is_found_whatever_letters_its_words_have(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        _fill(workspace, ["Stor øvelse i Malmö", "Die große Übung", "Cœur de ville"])
        assert titles(workspace, '"øvelse i malmö"') == ["Stor øvelse i Malmö"]
        assert titles(workspace, '"große Übung"') == ["Die große Übung"]
        assert titles(workspace, 'title:"cœur de ville"') == ["Cœur de ville"]
        assert titles(workspace, '"ville de cœur"') == []


def test_what_a_click_writes_is_a_name_in_the_language_spoken() -> None:
    query = parse("").toggled("hazards", "HIP:MH0604").toggled("country", "KE").toggled("status", "under_way")
    assert query.text == 'hazard:"River flooding" country:Kenya status:under_way'
    assert query.has("hazards", "HIP:MH0604") and query.chosen("country") == ["KE"]
    assert query.toggled("hazards", "HIP:MH0604").text == "country:Kenya status:under_way"
    set_language("fr")
    assert parse("").toggled("status", "under_way").text == 'status:"En cours"'
    assert query.has("hazards", "HIP:MH0604")
    assert parse("").toggled("targets", "SDG:11.5").text == "target:SDG:11.5"


def test_a_completion_writes_names(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        assert complete("hazard:flash", 12, workspace)[0].insert == '"Flash flooding"'


def test_a_facet_of_a_tree_shows_what_is_in_use_below_it(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        workspace.journal.create("activity", {"title": "Walls", "hazards/HIP:MH0604": True})
        found = facets(workspace, parse(""), ["hazards"])["hazards"]
        assert [(each.code, each.level) for each in found] == [("HIP:MH", 0), ("HIP:MH0604", 1)]


def test_words_that_are_too_many_may_be_missing_one_by_one(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        for title in ("Flood drill in Lima", "Flood walls", "Drill"):
            workspace.journal.create("activity", {"title": title})
        query = parse("flood drill quito in")
        assert ActivityList(workspace).count(query) == 0 and query.note == ""
        fewer = query.with_fewer_words()
        assert fewer is not None and fewer.note and fewer != query
        assert ActivityList(workspace).count(fewer) == 1
        fewest = fewer.with_fewer_words()
        assert fewest is not None and ActivityList(workspace).count(fewest) == 3
        assert fewest.with_fewer_words() is None
        assert facets(workspace, fewest, ["kind"])["kind"][0].count == 3


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Urząd Łódź", "lodz"), ("Øvelse", "ovel"), ("Œuvre commune", "oeuvre"), ("Diyarbakır", "diyarbakir"),
        ("Großräschen", "GROSS"), ("Urząd Łódź", "Łódź urz"), ("Йошкар", "йош"), ("100 % water", "% wat"),
    ],
)  # fmt: skip
def test_organisations_are_found_by_name_whatever_its_letters(tmp_path: Path, name: str, typed: str) -> None:
    with desk(tmp_path) as workspace:
        id = workspace.journal.create("organisation", {"name": name})
        workspace.journal.create("organisation", {"name": "Lima_"})
        assert [each.id for each in find_names(workspace, "organisation", typed, 5)] == [id]
        assert ids_by_name(workspace, "organisation", typed) == [id]


def test_parts_of_links_are_found_whatever_their_letters(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        workspace.journal.create("activity", {"title": "Walls", "links/https://example.org/Łódź": True})
        assert titles(workspace, "link:lodz") == ["Walls"]
