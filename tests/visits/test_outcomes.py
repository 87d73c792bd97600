"""From the question to the change; and a lesson that becomes an activity."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.visits import read_visit
from desktop.visits.outcomes import create_activity, outcome_chains
from tests.catalogue.desks import desk
from tests.visits.build_visits import record, visit, with_members


def test_a_chain_is_read_from_question_to_change() -> None:
    made = visit(
        record("question", "q1", question="How?"),
        record("question", "q2", question="Who?"),
        with_members(record("session", "s", title="Walk"), {"questions/serves:q1": True}),
        record("session", "lunch", title="Lunch"),
        record("note", "n1", session="s", saw="walls"),
        record("note", "n2", question="q2", session="s", saw="the mayor"),
        record("finding", "f", finding="a gap", question="q2"),
        record("commitment", "c1", what="A drill", note="n1"),
        record("commitment", "c2", what="A vote", finding="f"),
        record("commitment", "c3", what="A letter"),
        record("follow_up", "u", commitment="c1"),
    )
    found = [
        [[each.id for each in those] for those in (chain.sessions, chain.notes, chain.findings, chain.commitments,
                                                   chain.follow_ups)]
        for chain in outcome_chains(made)
    ]  # fmt: skip
    assert found == [
        [["s"], ["n1"], [], ["c1"], ["u"]],
        [[], ["n2"], ["f"], ["c2"], []],
        [["lunch"], [], [], ["c3"], []],
    ]


def test_a_note_becomes_an_activity_linked_both_ways_in_one_action(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        journal = workspace.journal
        host = journal.create("organisation", {"name": "Durban"})
        id = journal.create(
            "visit",
            {"title": "Walls", "country": "ZA", "start": "2026-05-04", "targets/SDG:11.5": "principal",
             f"organisations/host:{host}": True},
        )  # fmt: skip
        note = journal.create(
            "note", {"parent": id, "saw": "Walls that are kept by schools", "take_home": "Ask schools"}
        )
        made = create_activity(workspace, note)
        activity = workspace.record(made)
        assert activity is not None and activity.title == "Walls that are kept by schools"
        assert activity.values["targets/SDG:11.5"] == "principal" and activity.values["lessons"] == "Ask schools"
        assert activity.values[f"organisations/lead:{host}"] and activity.values["country"] == "ZA"
        both = read_visit(workspace, id)
        assert (
            both is not None and both.values[f"practices/outcome:{made}"] and both.notes[0].values["activity"] == made
        )
        assert create_activity(workspace, note) == made
        journal.undo()
        after = workspace.record(note)
        assert after is not None and "activity" not in after.values
        again = create_activity(workspace, note)
        assert again != made
        promise = journal.create("commitment", {"parent": id, "what": "A drill a year", "state": "kept"})
        kept = workspace.record(create_activity(workspace, promise))
        assert kept is not None and kept.values["status"] == "completed"
        for other in (id, "no such id", host):
            with pytest.raises(UserFacingError):
                create_activity(workspace, other)
