"""Votes: one for each person and round, counted once and the same everywhere, entered only where the round allows it."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue import forum as queries
from desktop.errors import UserFacingError
from desktop.learning.forum.ranking import Standing, count_votes, rank, result_of
from desktop.learning.forum.rounds import METHODS, rules_of, state_of
from desktop.learning.forum.voting import enter_vote, read_voters
from desktop.workspace import Workspace
from desktop.workspace.changes.proof_log import keys_of_replicas
from desktop.workspace.conflicts.resolving import read_disputed
from desktop.workspace.records.kinds.ballot import read_ballot, write_ballot
from desktop.workspace.records.record_ids import vote_record_id
from tests.exchange.open_desks import open_desks
from tests.exchange.trust.attackers import Desk, MakeDesk, Prover
from tests.learning.forum.vote_trials import TODAY, vote_trial

PEOPLE = [f"person {each}" for each in range(6)]
TOPICS = [f"topic {each}" for each in range(4)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    with open_desks(Desk, tmp_path) as make:
        yield make


def a_round(workspace: Workspace, **values: str | int) -> tuple[str, str, list[str]]:
    """A round with three topics and somebody who did not agree to be shared: (round, person, topics)."""
    journal = workspace.journal
    forum = journal.create("forum", {"title": "Congress"})
    topics = [journal.create("topic", {"parent": forum, "title": each}) for each in ("Drains", "Heat", "Budgets")]
    return (
        journal.create("round", {"parent": forum, "name": "First", **values}),
        journal.create("person", {"name": "Aroha Ngata"}), topics,
    )  # fmt: skip


ballots = st.dictionaries(st.sampled_from(TOPICS), st.integers(1, 6), min_size=1)


@settings(max_examples=60)
@given(
    votes=st.dictionaries(st.sampled_from(PEOPLE), ballots, min_size=2),
    pairs=st.dictionaries(st.integers(0, 5), st.integers(0, 5), min_size=1),
    known=st.randoms(use_true_random=False),
    method=st.sampled_from(METHODS),
)
def test_each_voter_counts_once_whatever_a_desk_knows_of_who_was_merged(
    votes: dict[str, dict[str, int]], pairs: dict[int, int], known: random.Random, method: str
) -> None:
    """Some votes were merged with their people, of others a desk knows the people alone: both come to the same."""
    people = sorted(votes)  # those who are merged have voted: else there is nothing to be counted twice
    merged = {people[one % len(people)]: people[other % len(people)] for one, other in pairs.items()}
    merged = {one: other for one, other in merged.items() if one != other and other not in merged}  # no chains
    rows = {vote_record_id("r", who): (who, str(write_ballot(points))) for who, points in votes.items()}

    def desk(share: float) -> list[tuple[str, str, str, str]]:
        found = [
            (id, who, text, vote_record_id("r", merged[who]) if who in merged and known.random() < share else "")
            for id, (who, text) in rows.items()
        ]  # fmt: skip
        known.shuffle(found)
        return found

    rules = rules_of(method, 6)
    by_people, by_votes = count_votes("r", rules, desk(0.5), merged, {}), count_votes("r", rules, desk(1.0), {}, {})
    assert rank(by_people, TOPICS) == rank(by_votes, TOPICS)
    voters = {merged.get(who, who) for who in votes}
    assert by_people.voters == by_votes.voters and by_people.voters + len(by_people.over_limit) == len(voters)
    most = max(each.voters for each in rank(by_people, TOPICS))
    assert most <= len(voters)


def test_the_vote_of_who_somebody_is_now_counts_and_the_other_is_named() -> None:
    one, other = (vote_record_id("r", who) for who in ("a", "b"))
    votes = [(one, "a", '{"x":1}', ""), (other, "b", '{"y":1}', "")]
    rules = rules_of("approval", None)
    for found in (count_votes("r", rules, votes, {"a": "b"}, {}),
                  count_votes("r", rules, [(one, "a", '{"x":1}', other), votes[1]], {}, {})):  # fmt: skip
        assert (found.voters, found.points, found.doubles) == (1, {"y": 1}, [(other, one)])


def test_votes_of_merged_people_are_one_where_nobody_knows_the_people(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    found, person, topics = a_round(anna.workspace)
    other = anna.journal.create("person", {"name": "Aroha N."})
    for each, topic in ((person, topics[0]), (other, topics[1])):
        enter_vote(anna.workspace, found, each, {topic: 1}, "email", TODAY)
    anna.journal.merge_into(person, other, "person")
    bruno.take(anna.send(), accept_new=True)
    assert bruno.workspace.record(person, "person") is None
    results = [result_of(each.workspace, found) for each in (anna, bruno)]
    assert [each.tally.points for each in results if each is not None] == [{topics[1]: 1}] * 2


def test_places_points_and_voters() -> None:
    votes = [("a", "1", '{"x":2,"y":1}', ""), ("b", "2", '{"y":3}', ""), ("c", "3", '{"x":1,"z":2}', "")]
    approval = rank(count_votes("r", rules_of("approval", None), votes, {}, {}), ["w", "x", "y", "z"])
    assert approval == (Standing("x", 1, 2, 2), Standing("y", 1, 2, 2), Standing("z", 3, 1, 1), Standing("w", 4, 0, 0))
    points = rank(count_votes("r", rules_of("points", 3), votes, {}, {}), ["x", "y", "z"])
    assert [(each.topic, each.points, each.voters) for each in points] == [("y", 4, 2), ("x", 3, 2), ("z", 2, 1)]
    dots = count_votes("r", rules_of("dots", 2), votes, {}, {"z": "x"})
    assert (dots.points, dots.voters, dots.over_limit) == ({}, 0, ["a", "b", "c"])
    dots = count_votes("r", rules_of("dots", 3), votes, {}, {"z": "x"})  # duplicates of a topic are one
    assert (dots.points, dots.choosers) == ({"x": 5, "y": 4}, {"x": 2, "y": 2})


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "{},{}", '{"a":true}', '{"a":-1}', '{"a":1.5}', '{"a":"1"}', "[" * 9999]
)
def test_a_ballot_that_is_none_counts_for_nothing_and_spoils_no_other(text: str) -> None:
    assert read_ballot(text) == {}
    tally = count_votes("r", rules_of("approval", None), [("a", "1", text, ""), ("b", "2", '{"x":1}', "")], {}, {})
    assert (tally.voters, tally.points) == (1, {"x": 1})


def test_desks_that_vote_apart_end_with_one_result() -> None:
    """The short form of `python -m tests.soak votes`."""
    vote_trial("1", 10, most=3)


def test_a_vote_leaves_with_the_persons_id_alone(desk: MakeDesk) -> None:
    """The desk that gets it counts one voter, knows no name, and is not shown what was chosen; nor is any table."""
    anna, bruno = desk("Anna"), desk("Bruno")
    found, person, topics = a_round(anna.workspace, method="dots", points=5)
    enter_vote(anna.workspace, found, person, {topics[0]: 3, topics[1]: 2}, "in_person", TODAY)
    package = anna.send()
    bruno.take(package, accept_new=True)
    assert bruno.workspace.record(person, "person") is None
    here, there = (result_of(each.workspace, found) for each in (anna, bruno))
    assert here is not None and there is not None and here.standings == there.standings
    assert there.tally.voters == 1 and there.explain(there.standings[0]) == "3 dots, from 1 of 1 voter"
    (own,), (other,) = read_voters(anna.workspace, found), read_voters(bruno.workspace, found)
    assert (own.name, own.shown) == ("Aroha Ngata", True) and "Drains (3)" in own.choice
    assert (other.name, other.shown, other.choice) == ("", False, "")
    with zipfile.ZipFile(package) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    assert not any(b"Aroha" in each for each in content.values())
    (row,) = csv.DictReader(io.StringIO(next(content[name] for name in content if "vote" in name).decode("utf-8-sig")))
    assert row["person"] == person and row["ballot"] == ""
    bruno.journal.edit(found, {"ballots": "open"}, type="round")
    assert "Drains (3)" in read_voters(bruno.workspace, found)[0].choice


def test_two_desks_votes_for_one_person_are_a_conflict_that_the_next_vote_ends(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    found, person, topics = a_round(anna.workspace)
    anna.journal.edit(person, {"consent": "network"})
    bruno.take(anna.send(), accept_new=True)
    enter_vote(anna.workspace, found, person, {topics[0]: 1}, "email", TODAY)
    vote = enter_vote(bruno.workspace, found, person, {topics[1]: 1}, "telephone", TODAY)
    anna.take(bruno.send(), accept_new=True)
    (voter,) = read_voters(anna.workspace, found)
    assert voter.several and voter.vote == vote
    with anna.workspace.reading() as conn:
        assert [each.title for each in read_disputed(conn)] == ["Vote: Aroha Ngata"]
    result = result_of(anna.workspace, found)
    assert result is not None and result.tally.voters == 1
    enter_vote(anna.workspace, found, person, {topics[2]: 1}, "email", TODAY)
    assert [each.several for each in read_voters(anna.workspace, found)] == [False]
    anna.journal.undo()
    assert read_voters(anna.workspace, found)[0].choice == "Heat (1)"


def test_a_forged_vote_is_refused_alone(desk: MakeDesk, tmp_path: Path) -> None:
    anna, mallory = desk("Anna"), Prover(tmp_path)
    found, person, topics = a_round(anna.workspace)
    vote = enter_vote(anna.workspace, found, person, {topics[0]: 1}, "email", TODAY)
    before = result_of(anna.workspace, found)
    own = anna.journal.replica
    with anna.workspace.reading() as conn:
        keys = keys_of_replicas(conn)[own]
    forged = mallory.change(
        replica=own, seq=anna.next_seq(), type="vote", record=vote, values={"ballot": write_ballot({topics[1]: 1})}
    )
    report = anna.take(mallory.send(forged, keys={own: keys}), accept_new=True)
    assert (report.new, report.refused) == (0, {"unproven": 1})
    after = result_of(anna.workspace, found)
    assert before is not None and after is not None and after.standings == before.standings


def test_what_a_round_does_not_allow_is_a_sentence_and_loses_nothing(desk: MakeDesk) -> None:
    workspace = desk("Anna").workspace
    journal = workspace.journal
    found, person, topics = a_round(workspace, method="dots", points=2, start="2026-11-01", end="2026-12-31")
    other = journal.create("person", {"name": "Aroha N."})
    journal.create("person", {"name": "Gone"}, id="00000000-0000-4000-8000-000000000001")
    journal.delete(["00000000-0000-4000-8000-000000000001"], "person")
    enter_vote(workspace, found, person, {topics[0]: 2}, "email", TODAY)
    before = queries.ballots_of(workspace, found)

    def refused(
        words: str, who: str = person, points: dict[str, int] | None = None, received: str = "email", today: date = TODAY,
        where: str = found,
    ) -> None:  # fmt: skip
        with pytest.raises(UserFacingError, match=words) as error:
            enter_vote(workspace, where, who, {topics[0]: 1} if points is None else points, received, today)
        assert error.value.kept and queries.ballots_of(workspace, found) == before

    refused("more than the round allows", points={topics[0]: 2, topics[1]: 1})
    refused("less than 0", points={topics[0]: -1})
    refused("no topics to vote for: nothing", points={"nothing": 1})
    refused("not said how this desk got the vote of Aroha Ngata", received="")
    refused("not here any more", who="00000000-0000-4000-8000-000000000001")
    refused("round is not here", where="nowhere")
    refused("opens on 1 November 2026", today=date(2026, 10, 31))
    refused("was open until 31 December 2026", today=date(2027, 1, 1))
    journal.edit(found, {"end": "2025"}, type="round")  # a round that closes in the past keeps its votes
    refused("was open until 2025")
    result = result_of(workspace, found)
    assert result is not None and result.tally.voters == 1
    journal.edit(found, {"end": "2026-12-31", "closed": "yes"}, type="round")
    refused("“First” is closed")
    journal.edit(found, {"closed": None}, type="round")
    journal.merge_into(person, other, "person")  # who votes for somebody merged away votes for who they are now
    assert enter_vote(workspace, found, person, {topics[1]: 1}, "email", TODAY) == vote_record_id(found, other)
    result = result_of(workspace, found)
    assert result is not None and (result.tally.voters, result.tally.points) == (1, {topics[1]: 1})
    journal.undo()
    journal.undo()
    assert queries.ballots_of(workspace, found) == before
    assert state_of("2026-12", "", closed=False, today=TODAY) == "not_yet"
