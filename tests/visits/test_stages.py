"""What a visit lacks to go on."""

from __future__ import annotations

import pytest

from desktop.visits.stages import STAGES, missing, next_stage
from desktop.vocabularies import load
from tests.visits.making import record, visit

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
    assert [each.key for each in missing(bare)] == ["date", "host_contact", "visitor_contact"]
    dated = visit(question, members={**SIDES, **CONTACTS}, stage="proposed", start="2026-05", **PROPOSED)
    assert missing(dated) == ()
    reached = record("participant", name="Ana", side="visitor", email="ana@example.org")
    half = visit(question, reached, members={**SIDES, "people/host_contact:a": True}, start="2026-05", **PROPOSED)
    assert missing(half, "agreed") == ()
    unreached = visit(
        question, record("participant", name="Ana", side="visitor"), members=SIDES, start="2026", **PROPOSED
    )
    assert [each.key for each in missing(unreached, "agreed")] == ["host_contact", "visitor_contact"]


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
    found = {each.key for each in missing(visit(*parts, **PROPOSED), stage)}
    mine = {"programme", "participants", "consents", "prepared", "notes", "answers", "followed", "kept"}
    kept = (
        found & mine if stage == "under_way" or not parts else found & (mine - {"programme", "participants", "notes"})
    )
    assert kept - ({"answers"} if stage == "closed" else set()) == lacks


def test_nothing_is_wanted_after_the_end_and_each_sentence_is_one() -> None:
    assert missing(visit(stage="cancelled")) == missing(visit(stage="closed")) == ()
    for each in missing(visit(), "closed"):
        assert each.words().endswith(".")
