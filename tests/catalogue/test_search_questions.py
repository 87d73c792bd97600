"""The questions of the search are well formed, and nine of ten are answered: in the window and on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from desktop.catalogue import ActivityList, parse
from desktop.cli import main
from desktop.vocabularies import load
from tests.catalogue.desks import desk
from tests.catalogue.search_questions import ENOUGH, Question, fill, questions, rows, sample_keys

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def test_there_are_five_thousand_records_each_with_a_number_and_a_title() -> None:
    records = rows()
    assert [record["id"] for record in records] == [str(number) for number in range(1, 5_001)]
    assert [record["id"] for record in records if not record["title"].strip()] == []
    assert [record["id"] for record in records if record["start"] and not _DATE.fullmatch(record["start"])] == []


@pytest.mark.parametrize(
    ("column", "vocabulary"),
    [
        ("kind", "kinds"),
        ("country", "countries"),
        ("status", "statuses"),
        ("language", "languages"),
        ("hazards", "hazards"),
        ("targets", "targets"),
    ],
)
def test_every_code_of_the_records_is_in_its_vocabulary(column: str, vocabulary: str) -> None:
    used = {code for record in rows() for code in record[column].split()}
    known = {term.code for term in load(vocabulary)}
    assert used
    assert used - known == set()


def test_there_are_sixty_questions_about_records_that_are_there() -> None:
    asked = questions()
    known = {record["id"] for record in rows()}.union(sample_keys().values())
    assert len({question.text for question in asked}) == len(asked) == 60
    assert [question.text for question in asked if not question.right or not question.rule] == []
    assert [question.text for question in asked if not known.issuperset(question.right | question.accepted)] == []
    assert [question.text for question in asked if question.right & question.accepted] == []


def test_a_question_passes_when_each_judged_place_has_a_fitting_record() -> None:
    question = Question("flood", "en", "a rule", frozenset({"a", "b", "c"}), frozenset({"near"}))
    assert question.passes(["c", "near", "b", "wrong"])
    assert not question.passes(["a", "wrong", "b", "c"])
    assert not question.passes(["a", "b"])
    many = Question("flood", "en", "a rule", frozenset(map(str, range(40))), frozenset())
    assert many.passes([*map(str, range(30, 40)), "wrong"])
    assert not many.passes([*map(str, range(31, 40)), "wrong"])


def test_the_records_go_into_a_workspace_with_what_their_columns_say(tmp_path: Path) -> None:
    records = [record for record in rows() if all(record.values())][:20]
    first = records[0]
    with desk(tmp_path) as workspace:
        names = fill(workspace, records)
        ids = {name: id for id, name in names.items()}
        assert set(ids) == {record["id"] for record in records}.union(sample_keys().values())
        record = workspace.record(ids[first["id"]])
        assert record is not None and record.listed
        (lead,) = (name for name in record.values if name.startswith("organisations/"))
        targets = first["targets"].split()
        assert record.values == {
            "title": first["title"],
            "kind": first["kind"],
            "country": first["country"],
            "status": first["status"],
            "start": first["start"],
            "municipality": first["city"],
            f"languages/{first['language']}": True,
            lead: True,
            **{f"hazards/{code}": True for code in first["hazards"].split()},
            **{f"targets/{code}": "significant" if code != targets[0] else "principal" for code in targets},
        }
        organisation = workspace.record(lead.removeprefix("organisations/lead:"))
        assert organisation is not None and organisation.values["name"] == first["organisation"]
        drills = workspace.record(ids["drills"])
        assert drills is not None and drills.values["title"] == "Flood drills with the schools of Kisumu"


def test_nine_of_ten_questions_are_answered_alike_in_the_window_and_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, list[str]] = {}
    with desk(tmp_path) as workspace:
        names = fill(workspace)
        listing = ActivityList(workspace)
        for question in questions():
            found[question.text] = listing.ids_of(listing.first(parse(question.text), (), 20))
    failed = [each.text for each in questions() if not each.passes([names[id] for id in found[each.text]])]
    assert len(failed) <= (1 - ENOUGH) * len(found), failed
    for text in ("planned trainings in kenya", "11.5", "تدريب الاخلاء"):
        path = str(tmp_path / "desk.focal")
        assert main(["--workspace", path, "--json", "list", "activities", *text.split(), "--limit", "20"]) == 0
        assert [each["id"] for each in json.loads(capsys.readouterr().out)] == found[text]
