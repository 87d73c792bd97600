"""What a visit lacks to go on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.visits.stages import STAGES, missing_items, next_stage, stage_by_dates
from desktop.vocabularies import load
from tests.visits.build_visits import record, visit

PROPOSED = {"title": "t", "approach": "peer_review", "purpose": "p"}
SIDES = {"organisations/host:h": True, "organisations/visitor:g": True}
CONTACTS = {"people/host_contact:a": True, "people/visitor_contact:b": True}


def test_the_stages_are_those_of_the_vocabulary() -> None:
    assert [*STAGES, "cancelled"] == [term.code for term in load("visit_stages")]
    assert [next_stage(stage) for stage in ("idea", "following_up", "closed", "cancelled")] == [
        "proposed", "closed", "", "",
    ]  # fmt: skip


def test_agreed_wants_a_date_and_a_contact_on_both_sides() -> None:
    question = record("question", question="How?")
    bare = visit(question, members=SIDES, stage="proposed", **PROPOSED)
    assert [each.key for each in missing_items(bare)] == ["date", "host_contact", "visitor_contact"]
    dated = visit(question, members={**SIDES, **CONTACTS}, stage="proposed", start="2026-05", **PROPOSED)
    assert missing_items(dated) == ()
    reached = record("participant", name="Ana", side="visitor", email="ana@example.org")
    half = visit(question, reached, members={**SIDES, "people/host_contact:a": True}, start="2026-05", **PROPOSED)
    assert missing_items(half, "agreed") == ()
    unreached = visit(
        question, record("participant", name="Ana", side="visitor"), members=SIDES, start="2026", **PROPOSED
    )
    assert [each.key for each in missing_items(unreached, "agreed")] == ["host_contact", "visitor_contact"]


@pytest.mark.parametrize(
    ("stage", "parts", "lacks"),
    [
        ("under_way", [record("session", at="1 09:00"), record("participant", consent="none")], set()),
        ("under_way", [record("session", at="1"), record("participant")], {"programme", "consents"}),
        ("under_way", [record("task", phase="logistics")], {"programme", "participants", "prepared"}),
        ("under_way", [record("task", phase="logistics", state="done")], {"programme", "participants"}),
        ("reporting", [], {"programme", "participants", "notes"}),
        ("closed", [record("follow_up", done="2027"), record("commitment", state="kept")], set()),
        ("closed", [record("follow_up"), record("commitment")], {"followed", "kept"}),
        ("following_up", [record("finding", finding="f")], {"answers"}),
        ("following_up", [record("finding", finding="f", answer_state="accepted")], set()),
    ],
)
def test_later_stages(stage: str, parts: list, lacks: set[str]) -> None:
    found = {each.key for each in missing_items(visit(*parts, **PROPOSED), stage)}
    mine = {"programme", "participants", "consents", "prepared", "notes", "answers", "followed", "kept"}
    kept = (
        found & mine if stage == "under_way" or not parts else found & (mine - {"programme", "participants", "notes"})
    )
    assert kept - ({"answers"} if stage == "closed" else set()) == lacks


WHOLE = {
    "title": "t", "approach": "peer_review", "purpose": "p", "start": "2026-05-04", "time_zone": "Africa/Nairobi",
    "lessons": "l", "organisations/host:h": True, "organisations/visitor:g": True, "people/host_contact:a": True,
    "people/visitor_contact:b": True, "targets/SDG:11.5": "principal", "practices/shown:x": True,
}  # fmt: skip
PARTS = {
    "question": {"question": "How?"}, "task": {"title": "Visas", "phase": "logistics", "state": "done"},
    "session": {"title": "Walk", "at": "1 09:00"}, "participant": {"name": "Ana", "consent": "none"}, "note": {"saw": "s"},
    "commitment": {"what": "w", "state": "kept"}, "follow_up": {"after_months": 3, "done": "2027"},
    "finding": {"finding": "f", "answer": "a"},
}  # fmt: skip


def lacking(gone: str = "", **changed: dict[str, Any]) -> set[str]:
    """What a visit that has all lacks once one thing is gone from it, or fields of a part are others."""
    values = {name: value for name, value in WHOLE.items() if name != gone} | changed.pop("visit", {})
    parts = [record(type, **{**given, **changed.get(type, {})}) for type, given in PARTS.items() if type != gone]
    return {each.key for each in missing_items(visit(*parts, members=values), "closed")}


@pytest.mark.parametrize(
    ("gone", "lacks"),
    [
        ("", set()), ("title", {"title"}), ("approach", {"approach"}), ("purpose", {"purpose"}),
        ("organisations/host:h", {"host"}), ("organisations/visitor:g", {"visitor"}), ("start", {"date", "day"}),
        ("people/host_contact:a", {"host_contact"}), ("people/visitor_contact:b", {"visitor_contact"}),
        ("time_zone", {"zone"}), ("targets/SDG:11.5", {"targets"}), ("practices/shown:x", {"practices"}),
        ("lessons", {"lessons"}), ("question", {"questions"}), ("task", {"tasks"}), ("session", {"programme"}),
        ("participant", {"participants"}), ("note", {"notes"}), ("commitment", {"commitments"}),
        ("follow_up", {"follow_ups", "followed"}), ("finding", {"answers"}),
    ],
)  # fmt: skip
def test_a_visit_that_lacks_one_thing_is_told_that_one(gone: str, lacks: set[str]) -> None:
    assert lacking(gone) == lacks


@pytest.mark.parametrize(
    ("type", "values", "lacks"),
    [
        ("visit", {"start": "2026-05"}, {"day"}),
        ("visit", {"targets/SDG:11.5": None}, {"targets"}),
        ("visit", {"approach": "study_visit"}, set()),
        ("session", {"at": "1"}, {"programme"}),
        ("participant", {"consent": ""}, {"consents"}),
        ("task", {"state": "open"}, {"prepared"}),
        ("task", {"state": "open", "phase": "follow_up"}, set()),
        ("finding", {"answer": "", "answer_state": "open"}, {"answers"}),
        ("finding", {"answer": "", "answer_state": "accepted"}, set()),
        ("finding", {"answer": "later", "answer_state": "open"}, set()),
        ("commitment", {"state": "under_way"}, {"kept"}),
        ("follow_up", {"done": "", "happened": "not_yet"}, {"followed"}),
        ("follow_up", {"done": "", "happened": "yes"}, set()),
    ],
)
def test_a_part_that_is_not_as_it_should_be(type: str, values: dict[str, Any], lacks: set[str]) -> None:
    assert lacking(**{type: values}) == lacks


@pytest.mark.parametrize(
    ("participant", "lacks"),
    [
        ({"side": "host", "email": "a@b.org"}, {"visitor_contact"}),
        ({"side": "visitor", "telephone": "1"}, {"host_contact"}),
        ({"side": "both", "email": "a@b.org"}, set()),
        ({"side": "both"}, {"host_contact", "visitor_contact"}),
        ({"email": "a@b.org"}, {"host_contact", "visitor_contact"}),
    ],
)
def test_a_contact_is_a_participant_who_can_be_reached(participant: dict[str, Any], lacks: set[str]) -> None:
    nobody = {"people/host_contact:a": None, "people/visitor_contact:b": None}
    assert lacking(visit=nobody, participant=participant) == lacks


def test_nothing_is_wanted_after_the_end_and_each_sentence_is_one() -> None:
    assert [each.key for each in missing_items(visit(title="t"), "idea")] == [] != missing_items(visit(title="t"))
    assert missing_items(visit(stage="cancelled")) == missing_items(visit(stage="closed")) == ()
    for each in missing_items(visit(), "closed"):
        assert each.words().endswith(".")


@pytest.mark.parametrize(
    ("stage", "start", "end", "reached"),
    [
        ("idea", "2026-05-04", "2026-05-06", "under_way"), ("", "2026-05-05", "", "under_way"),
        ("preparing", "2026-05-05", "2026-05-05", "under_way"), ("under_way", "2026-05-04", "2026-05-06", ""),
        ("agreed", "2026-05-01", "2026-05-04", "reporting"), ("reporting", "2026-05-01", "2026-05-04", ""),
        ("idea", "2026-05-06", "2026-05-08", ""), ("idea", "2026-05", "", ""), ("idea", "", "", ""),
        ("cancelled", "2026-05-04", "2026-05-06", ""),
    ],
)  # fmt: skip
def test_the_stage_that_the_days_have_reached(stage: str, start: str, end: str, reached: str) -> None:
    assert stage_by_dates(visit(stage=stage, start=start, end=end), date(2026, 5, 5)) == reached
