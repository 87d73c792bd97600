"""Evaluation forms that come back: counted, foreign columns said, small numbers hidden where they leave, never twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.i18n import LANGUAGES, catalogue
from desktop.learning.evaluation_answers import answers_in, question_of
from desktop.learning.evaluation_counts import (
    add_evaluations,
    count_answers,
    evaluation_rows,
    hide_small_numbers,
    read_evaluation,
    write_evaluation,
)
from desktop.learning.evaluation_form import ANSWERS, QUESTIONS
from desktop.learning.evaluation_import import apply_evaluation, plan_evaluation
from desktop.learning.evaluation_records import counted_in
from desktop.workspace import Workspace

DAY = date(2026, 3, 12)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield made
    made.close()


def _sheet(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_and_answers_are_recognised_in_each_language(language: str) -> None:
    say = catalogue(language).gettext
    for question in QUESTIONS:
        assert question_of(say(question.heading)) is question
        assert question_of(f"  {say(question.words).upper()} ") is question
        for code in question.answers:
            assert answers_in(question, say(ANSWERS[code])) == ((code,), 0)
    used = QUESTIONS[-1]
    both = "; ".join(say(ANSWERS[code]) for code in ("plan", "daily"))
    assert answers_in(used, f"{both}; a rocket") == (("plan", "daily"), 1)
    assert [answers_in(QUESTIONS[0], text) for text in ("4/5", "6", "", "well")] == [
        (("4",), 0), ((), 1), ((), 0), ((), 1),
    ]  # fmt: skip


def test_a_sheet_with_foreign_columns_is_counted_and_the_rest_is_said(workspace: Workspace, tmp_path: Path) -> None:
    training = workspace.journal.create("activity", {"title": "Trainers of Kisumu", "kind": "training_of_trainers"})
    rows = [[str(1 + n % 2), "Grace Achieng", "4" if n < 9 else "5", "yes" if n else "perhaps"] for n in range(12)]
    sheet = _sheet(tmp_path / "forms.csv", [["Knowledge before", "Name", "Knowledge after", "Recommendation"], *rows,
                                            ["", "Nobody", "", ""]])  # fmt: skip
    plan = plan_evaluation(workspace, training, sheet, DAY)
    assert (plan.counted.forms, plan.ignored, plan.not_understood, plan.empty) == (12, ("Name",), 1, 1)
    assert [len(plan.sentences()), plan.sentences()[0]] == [
        3, "1 column has no question of the evaluation and is not read: Name.",
    ]  # fmt: skip
    id = apply_evaluation(workspace, plan)
    record = workspace.record(id, "evaluation")
    assert record is not None and record.values["forms"] == 12
    counted = counted_in(record)
    assert counted.exact and counted.answers["after"] == {"1": 0, "2": 0, "3": 0, "4": 9, "5": 3}
    assert counted.means["after"] == pytest.approx(4.25)
    shown = read_evaluation(str(record.values["answer_counts"]), exact=False)
    assert shown.answers["after"] == {"1": 0, "2": 0, "3": 0, "4": "…", "5": "<5"} and shown.means["after"] == 4.0
    assert shown.answers["before"] == {"1": 6, "2": 6, "3": 0, "4": 0, "5": 0} and shown.means["before"] == 1.5
    assert ["More than before", ("+2.8",)] in [[row.label, row.cells] for row in evaluation_rows(counted)]
    with pytest.raises(UserFacingError, match="counted already"):
        apply_evaluation(workspace, plan_evaluation(workspace, training, sheet, DAY))
    workspace.journal.undo()
    assert apply_evaluation(workspace, plan_evaluation(workspace, training, sheet, DAY))
    assert b"Grace" not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != sheet
    )


def test_what_is_no_evaluation_is_refused_with_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    training = workspace.journal.create("activity", {"title": "T", "kind": "training"})
    for rows, words in (
        ([["Name", "Town"], ["A", "B"]], "none of the questions"), ([["Usefulness"], [""]], "no filled-in form"),
    ):  # fmt: skip
        with pytest.raises(UserFacingError, match=words):
            plan_evaluation(workspace, training, _sheet(tmp_path / "x.csv", rows), DAY)
    with pytest.raises(UserFacingError, match="not there any more"):
        plan_evaluation(workspace, "nothing", tmp_path / "x.csv", DAY)


def test_evaluations_add_up_and_what_came_without_small_numbers_does_not() -> None:
    one = count_answers(6, {"useful": [("4",)] * 5 + [()], "used": [("plan", "daily")] * 6})
    two = count_answers(2, {"useful": [("1",)] * 2})
    both = add_evaluations((one, two, hide_small_numbers(one)))
    assert both.forms == 8 and both.answers["useful"]["1"] == 2 and both.given == {"useful": 7, "used": 6}
    assert both.means["useful"] == pytest.approx(22 / 7)
    assert hide_small_numbers(two).answers["useful"] == dict.fromkeys("12345", "<5")
    assert not hide_small_numbers(two).means and hide_small_numbers(two).forms == "<5"
    assert read_evaluation(write_evaluation(one), exact=True).answers == one.answers


def test_of_several_answers_those_that_nearly_all_gave_are_withheld() -> None:
    counted = count_answers(9, {"used": [("plan",)] * 7 + [("daily", "project")] * 2})
    assert hide_small_numbers(counted).answers["used"] == {
        "plan": "…", "project": "<5", "daily": "<5", "training": 0, "nothing": 0,
    }  # fmt: skip
