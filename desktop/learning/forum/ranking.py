"""Counting the votes of a round: one for each voter, and the same on every desk that has the same records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.catalogue import forum as queries
from desktop.i18n import _, ngettext
from desktop.learning.forum.rounds import APPROVAL, DOTS, RoundRules, rules_of
from desktop.workspace import Record, Workspace
from desktop.workspace.records.kinds.ballot import is_points, read_ballot
from desktop.workspace.records.record_ids import vote_record_id

_AT_ONCE = 2_000
"""Ballots that are read together: in one piece they would hold the window's thread for too long."""


@dataclass
class Tally:
    """What the votes of a round amount to."""

    voters: int = 0
    points: dict[str, int] = field(default_factory=dict[str, int])
    """By the id of a topic."""
    choosers: dict[str, int] = field(default_factory=dict[str, int])
    """How many voters gave it any."""
    over_limit: list[str] = field(default_factory=list[str])
    """Votes that spend more than there is: they are not counted."""
    doubles: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    """Votes of one person under several names: the first of each is the one that counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic in the result. Topics with the same numbers share a place."""

    topic: str
    place: int
    points: int
    voters: int


@dataclass(frozen=True)
class RoundResult:
    """The result of a round."""

    round: Record
    rules: RoundRules
    tally: Tally
    standings: tuple[Standing, ...]
    titles: Mapping[str, str]

    def notes(self) -> list[str]:
        """What a reader should know beside the numbers."""
        tally, said = self.tally, [f"{self.rules.sentence()} {self.rules.tie_sentence()}"]
        if count := len(tally.over_limit):
            said.append(
                ngettext(
                    "{count} vote gives more than the round allows and is not counted.",
                    "{count} votes give more than the round allows and are not counted.", count,
                ).format(count=count)
            )  # fmt: skip
        if count := len(tally.doubles):
            said.append(
                ngettext(
                    "{count} person has votes under several names; one of them counts.",
                    "{count} people have votes under several names; one of each counts.", count,
                ).format(count=count)
            )  # fmt: skip
        ranked = {each.topic for each in self.standings}
        if count := len(tally.points.keys() - ranked):
            said.append(
                ngettext(
                    "{count} topic that got votes was withdrawn, deleted or has not arrived here.",
                    "{count} topics that got votes were withdrawn, deleted or have not arrived here.", count,
                ).format(count=count)
            )  # fmt: skip
        return said

    def explain(self, standing: Standing) -> str:
        """Why a topic stands where it does."""
        of = self.tally.voters
        if self.rules.method == APPROVAL:
            return ngettext(
                "Chosen by {voters} of {of} voter", "Chosen by {voters} of {of} voters", of
            ).format(voters=standing.voters, of=of)  # fmt: skip
        words = (
            ngettext("{points} dot", "{points} dots", standing.points)
            if self.rules.method == DOTS
            else ngettext("{points} point", "{points} points", standing.points)
        ).format(points=standing.points)
        return ngettext("{points}, from {voters} of {of} voter", "{points}, from {voters} of {of} voters", of).format(
            points=words, voters=standing.voters, of=of
        )


def result_of(workspace: Workspace, round_id: str) -> RoundResult | None:
    """The result of a round as the records here give it; None where there is no such round."""
    found = workspace.record(round_id, "round")
    if found is None:
        return None
    forum = str(found.values.get("parent") or "")
    rules = rules_of(str(found.values.get("method") or ""), found.values.get("points"))
    tally = count_votes(
        round_id, rules, queries.ballots_of(workspace, round_id), queries.merged_people(workspace),
        queries.merged_topics(workspace, forum),
    )  # fmt: skip
    standings = rank(tally, queries.topics_to_rank(workspace, forum))
    return RoundResult(found, rules, tally, standings, queries.topic_titles(workspace, forum))


def count_votes(
    round_id: str, rules: RoundRules, votes: Sequence[tuple[str, str, str, str]],
    merged_people: Mapping[str, str], merged_topics: Mapping[str, str],
) -> Tally:  # fmt: skip
    """Count (vote, person, ballot, the vote it was merged into), each voter once."""
    tally = Tally()
    counted = _one_for_each_voter(round_id, votes, merged_people, tally)
    tally.voters = len(counted)
    points, choosers = tally.points, tally.choosers
    for vote, ballot in read_ballots(counted):
        if merged_topics and not merged_topics.keys().isdisjoint(ballot):
            ballot = _of_survivors(ballot, merged_topics, rules)
        if not ballot:
            tally.voters -= 1
            continue
        if not rules.fits(ballot):
            tally.over_limit.append(vote)
            tally.voters -= 1
            continue
        for topic, number in ballot.items():
            points[topic] = points.get(topic, 0) + (1 if rules.method == APPROVAL else number)
            choosers[topic] = choosers.get(topic, 0) + 1
    return tally


def rank(tally: Tally, topics: Iterable[str]) -> tuple[Standing, ...]:
    """Topics by points, then by voters; equal ones share a place and stand by id, so that every desk has one order."""
    points, choosers = tally.points, tally.choosers
    order = sorted(topics, key=lambda id: (-points.get(id, 0), -choosers.get(id, 0), id))
    found: list[Standing] = []
    for number, id in enumerate(order, 1):
        numbers = points.get(id, 0), choosers.get(id, 0)
        shared = found and (found[-1].points, found[-1].voters) == numbers
        found.append(Standing(id, found[-1].place if shared else number, *numbers))
    return tuple(found)


def _one_for_each_voter(
    round_id: str, votes: Sequence[tuple[str, str, str, str]], merged_people: Mapping[str, str], tally: Tally
) -> dict[str, str]:
    """The ballots that count, by vote; fills `tally.doubles`.

    A vote that was merged into another is the other's, and so is one of a person who was merged into another as far as this
    desk knows: desks that do not know the people have the merged votes.
    """
    found = {id: ballot for id, _person, ballot, _survivor in votes}
    special = {id: (person, survivor) for id, person, _ballot, survivor in votes if survivor or person in merged_people}
    if not special:
        return found
    by_voter: dict[str, list[str]] = {}
    for id in special:
        voter = _voter(round_id, id, special, merged_people)
        by_voter.setdefault(voter, [voter] if voter in found and voter not in special else []).append(id)
    for voter, those in sorted(by_voter.items()):
        first = voter if voter in those else min(those)
        rest = sorted(set(those) - {first})
        for id in rest:
            found.pop(id, None)
        if rest:
            tally.doubles.append((first, *rest))
    return found


def _voter(round_id: str, id: str, special: Mapping[str, tuple[str, str]], merged_people: Mapping[str, str]) -> str:
    """The vote that stands for the person who gave this one; a circle ends in its smallest id."""
    path = [id]
    while (known := special.get(path[-1])) is not None:
        person, survivor = known
        following = survivor or vote_record_id(round_id, merged_people[person])
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]


def _of_survivors(ballot: Mapping[str, int], merged: Mapping[str, str], rules: RoundRules) -> dict[str, int]:
    """A ballot in which duplicates of a topic are one: dots add up, of other points the most counts."""
    found: dict[str, int] = {}
    for id, number in ballot.items():
        topic = merged.get(id, id)
        before = found.get(topic, 0)
        found[topic] = before + number if rules.method == DOTS else max(before, number)
    return found


def read_ballots(ballots: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, int]]]:
    """(vote, its ballot): many at once where all of them are well made."""
    votes = list(ballots.items())
    for start in range(0, len(votes), _AT_ONCE):
        part = votes[start : start + _AT_ONCE]
        try:
            read: Any = json.loads(f"[{','.join(text for _id, text in part)}]")
            well_made = len(read) == len(part) and all(map(_is_ballot, read))
        except (ValueError, RecursionError):
            read, well_made = [], False
        if well_made:
            yield from ((id, ballot) for (id, _text), ballot in zip(part, read, strict=True))
        else:
            yield from ((id, read_ballot(text)) for id, text in part)


def _is_ballot(read: object) -> bool:
    return type(read) is dict and all(map(is_points, read.values()))  # pyright: ignore[reportUnknownArgumentType]


def method_words(rules: RoundRules, label: str) -> str:
    """What a round is counted by, with its limit: "Dots to share out (5)"."""
    return _("{method} ({limit})").format(method=label, limit=rules.limit) if rules.limit else label
