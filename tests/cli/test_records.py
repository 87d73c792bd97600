"""Records by command: made, found, changed, thrown away, and back."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Desk, Result


def test_a_record_lives(desk: Desk) -> None:
    """Made, shown, changed, undone, done again, deleted, found in no list, and taken back."""
    id = desk.done("add", "title=Flood drills", "start=2024-05", "targets+=SDG:11.5", "title/fr=Exercices")
    (listed,) = desk.data("list", "activities")
    assert listed == {
        "id": id,
        "title": "Flood drills",
        "fields": {
            "title": "Flood drills", "start": "2024-05", "targets/SDG:11.5": "principal", "title/fr": "Exercices",
        },
    }  # fmt: skip
    assert desk.data("show", id[:8]) == listed
    assert desk.done("list", "activities") == f"{id[:8]}  Flood drills"

    assert desk.data("edit", id, "status=completed", "targets-=SDG:11.5")["fields"]["status"] == "completed"
    assert "Nothing to change." in desk.done("edit", id, "status=completed")
    assert "edit" in desk.done("undo")
    assert "status" not in desk.data("show", id)["fields"]
    assert desk.done("redo").startswith("Redone")
    assert desk.data("show", id)["fields"]["status"] == "completed"

    assert desk.data("delete", id) == {"id": id}
    assert desk.data("list", "activities") == [] and "In the bin" in desk.done("show", id)
    desk.done("restore-record", id)
    assert [each["id"] for each in desk.data("list", "activities")] == [id]
    assert desk.data("check") == {"ok": True, "problems": []}


def test_history_says_who_and_what(desk: Desk) -> None:
    id = desk.done("add", "title=Drills")
    desk.done("edit", id, "status=planned")
    desk.done("edit", id, "status=completed")
    lines = desk.done("history", id).splitlines()
    assert "Amina changed *Status* from Planned to Completed" in lines[-1]
    entries = desk.data("history", id)
    assert [each["author"] for each in entries] == ["Amina"] * 3
    assert entries[-1]["fields"] == {"status": {"old": "planned", "new": "completed"}}


def test_records_point_to_others_by_name_or_id(desk: Desk) -> None:
    city = desk.done("add", "--type", "organisation", "name=City of Kisumu", "kind=municipality", "country=KE")
    who = desk.done("add", "--type", "person", "name=Grace Achieng", "organisation=city of kisumu", "consent=none")
    assert desk.data("show", who)["fields"]["organisation"] == city
    id = desk.done("add", "title=Drills", "organisations+=lead:City of Kisumu", f"people+=contact:{who[:8]}")
    assert {f"organisations/lead:{city}", f"people/contact:{who}"} <= set(desk.data("show", id)["fields"])
    shown = desk.done("show", id)
    assert f"organisations/lead:{city} = (City of Kisumu)" in shown and "Still missing: Kind, Status" in shown
    assert "kind = municipality (Municipality)" in desk.done("show", city)
    assert [each["title"] for each in desk.data("list", "organisations", "kis")] == ["City of Kisumu"]
    assert [each["title"] for each in desk.data("list", "people", "ACHI")] == ["Grace Achieng"]
    assert desk.data("list", "people", "nobody") == []
    assert "Nairobi" in desk.refused("edit", id, "organisations+=lead:Nairobi")
    desk.done("edit", id, "organisations-=lead:City of Kisumu")
    assert f"organisations/lead:{city}" not in desk.data("show", id)["fields"]
    run = desk.done("add", "--type", "run", f"parent={id}", "name=Spring", "enrolled=12")
    assert desk.data("show", run)["fields"] == {"parent": id, "name": "Spring", "enrolled": 12}


def test_queries_find_and_limit(desk: Desk) -> None:
    for number, status in enumerate(("planned", "cancelled", "completed")):
        desk.done("add", f"title=Drill {number}", f"status={status}", f"start=202{number}")
    assert len(desk.data("list", "activities", "drill")) == 3
    assert [each["title"] for each in desk.data("list", "activities", "-status:cancelled", "start:2021..")] == [
        "Drill 2"
    ]
    assert len(desk.data("list", "activities", "--limit", "2", "drill")) == 2
    assert [each["title"] for each in desk.data("list", "activities", "status:planned")] == ["Drill 0"]


def test_where_nothing_has_all_words_those_with_some_are_listed_and_it_is_said(desk: Desk) -> None:
    desk.done("add", "title=Flood drill")
    desk.done("add", "title=Walls")
    found = desk("list", "activities", "flood", "zebra")
    assert found.code == 0 and "Flood drill" in found.out and "Walls" not in found.out
    assert found.err == "Nothing has all of these words. What follows has some of them.\n"
    assert desk.done("list", "activities", "zebra", "kind:training") == ""


@pytest.mark.parametrize("text", ["kind:", "start:soon", "nosuch:x", "start:2022..2021"])
def test_a_query_that_does_not_fit_is_one_sentence(text: str, desk: Desk) -> None:
    desk.refused("list", "activities", text)


@pytest.mark.parametrize(
    "words",
    [
        ["show", "0000"],
        ["show", "xyz"],
        ["edit", "0000", "title=x"],
        ["add"],
        ["add", "title="],
        ["add", "colour=red"],
        ["add", "start=soon"],
        ["add", "participants_total=-1"],
        ["add", "kind=party"],
        ["add", "coordinates=91,0"],
        ["add", "title=\udcff"],
        ["undo"],
        ["redo"],
        ["init"],
        ["restore", "latest"],
        ["vocabulary", "colours"],
        ["searches", "--delete", "none"],
        ["report", "summary", "out.pdf", "--period", "soon"],
        ["import", "no-such-file.csv"],
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(words: list[str], desk: Desk) -> None:
    desk.refused(*words)
    assert desk.data("list", "activities") == []


def test_the_first_letters_of_several_records_are_not_enough(desk: Desk) -> None:
    ids = [desk.done("add", f"title={number}") for number in range(17)]
    first = next(letter for letter in "0123456789abcdef" if sum(id[0] == letter for id in ids) > 1)
    assert "more characters" in desk.refused("show", first)


def test_the_sample_is_one_action(desk: Desk) -> None:
    told: Result = desk("--workspace", desk.path.with_name("sample.focal"), "init", "--sample", "--json")
    assert told.data["sample"] is True
    sample = Desk(desk.path.with_name("sample.focal"), desk._capsys)
    assert len(sample.data("list", "activities")) == 60
    assert sample.data("list", "activities", "kind:mooc", "language:fr")
    sample.done("undo")
    assert sample.data("list", "activities") == []


def test_vocabularies_are_listed_and_searched(desk: Desk) -> None:
    assert len(desk.data("vocabulary", "essentials")) == 10
    assert "SDG:11.5" in [each["code"] for each in desk.data("vocabulary", "sdg", "11.5")]
    assert "principal" in desk.done("vocabulary", "target_weights")
