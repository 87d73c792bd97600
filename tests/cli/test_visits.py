"""Visits at the command line."""

from __future__ import annotations

from datetime import date, timedelta

from tests.cli.conftest import Desk

TODAY = date.today()


def test_a_visit_from_a_template_found_shown_and_followed(desk: Desk) -> None:
    host = desk.done("add", "organisation", "name=Durban")
    start = (TODAY + timedelta(days=20)).isoformat()
    id = desk.done(
        "new", "visit", "--template", "study_visit", "--past-tasks", "keep", "title=To Durban", f"start={start}",
        f"organisations+=host:{host}", "targets+=SDG:11.5",
    )  # fmt: skip
    assert desk.done("list", "visits", 'host:"Durban"', "stage:idea") == f"{id[:8]}  To Durban"
    assert desk.done("list", "visits", "stage:closed") == ""
    shown = desk.data("show", id[:8])
    assert shown["fields"]["approach"] == "study_visit" and len(shown["parts"]["question"]) == 3
    assert [each["fields"]["at"] for each in shown["parts"]["session"]][:2] == ["1 09:00", "1 09:30"]
    told = desk.done("show", id[:8])
    assert "Sessions:" in told and "1 09:00  Welcome" in told
    items = desk.data("due", "--within", "1w")
    assert items and all(each["due"] <= (TODAY + timedelta(days=7)).isoformat() for each in items)
    assert {each["overdue"] for each in items} == {True, False} and items[0]["visit"] == {
        "id": id,
        "title": "To Durban",
    }
    assert "(Overdue)" in desk.done("due").splitlines()[0]
    assert [each["id"] for each in desk.data("list", "visits", "is:overdue")] == [id]
    desk.done("undo")
    assert desk.done("list", "visits") == ""


def test_tasks_that_were_due_before_are_kept_removed_or_due_today(desk: Desk) -> None:
    start = f"start={(TODAY + timedelta(days=20)).isoformat()}"
    counts: dict[str, tuple[int, int]] = {}
    for decision in ("keep", "remove", "today"):
        id = desk.done("new", "visit", "--template", "study_visit", "--past-tasks", decision, start)
        tasks = desk.data("show", id[:8])["parts"]["task"]
        counts[decision] = len(tasks), sum(each["fields"].get("due") == TODAY.isoformat() for each in tasks)
    assert counts["keep"][1] == 0 and counts["remove"][0] < counts["keep"][0]
    assert counts["today"] == (counts["keep"][0], counts["keep"][0] - counts["remove"][0])


def test_parts_are_added_and_edited_as_records(desk: Desk) -> None:
    id = desk.done("new", "visit", "title=Walls")
    question = desk.done("add", "question", f"parent={id[:8]}", "question=Who pays?")
    session = desk.done(
        "add", "session", f"parent={id[:8]}", "title=Walk", "at=1 09:00", f"questions+=serves:{question[:8]}"
    )
    desk.done("edit", session[:8], "at=2 10:30", "minutes=90", "kind=Site visit")
    fields = desk.data("show", session[:8])["fields"]
    assert (fields["at"], fields["minutes"], fields["kind"]) == ("2 10:30", 90, "site_visit")
    assert fields[f"questions/serves:{question}"] is True
    assert "rate" in desk.refused("add", "budget_line", f"parent={id}", "what=Bus", "rate=0").lower()
    assert "30" in desk.refused("add", "budget_line", f"parent={id}", "what=Bus", f"planned=30{'0' * 28}")
    assert "14:30" in desk.refused("edit", session[:8], "at=25:00")


def test_an_own_template_is_found_by_its_name(desk: Desk) -> None:
    content = '{"format": 1, "names": {"en": "Ours"}, "questions": [{"en": "How?"}]}'
    key = desk.done("add", "template", "name=Our way", "version=1")
    assert desk.done("list", "templates") == f"{key[:8]}  Our way"
    assert desk.refused("new", "visit", "--template", "our way").startswith("The template")
    assert desk.refused("edit", key[:8], f"content={content}")  # shown, not typed


def test_a_visit_is_kept_as_a_template(desk: Desk) -> None:
    visit = desk.done("new", "visit", "--template", "study_visit", "title=To Durban")
    key = desk.done("new", "template", "--from", visit[:6], "name=Our study visit")
    assert desk.done("list", "templates") == f"{key[:8]}  Our study visit"
    again = desk.done("new", "visit", "--template", "our study visit", "title=To Quito")
    parts = [desk.data("show", each)["parts"] for each in (visit, again)]
    assert [len(part["session"]) for part in parts] == [len(parts[0]["session"])] * 2
    assert desk.refused("new", "template", "name=Ours").startswith("Templates are created from a visit.")
    assert desk.refused("new", "template", "--from", visit, "approach=mentoring").startswith("Only name=")


def test_what_is_no_template_and_no_time(desk: Desk) -> None:
    assert "nonsense" in desk.refused("new", "visit", "--template", "nonsense")
    assert "soon" in desk.refused("due", "--within", "soon")
    assert "colour" in desk.refused("list", "visits", "colour:red")
    assert desk.data("due") == [] and desk.data("list", "visits") == []
