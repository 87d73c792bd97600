"""Desks that vote apart for the same people and exchange what they have: each voter counts once, and equally everywhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.catalogue import forum as queries
from desktop.errors import UserFacingError
from desktop.learning.forum.ranking import RoundResult, result_of
from desktop.learning.forum.rounds import METHODS
from desktop.learning.forum.voting import enter_vote, merge_double_votes, read_voters
from tests.exchange.open_desks import open_desks
from tests.exchange.trust.attackers import Desk

TODAY = date(2026, 11, 30)
LIMIT = 4


class VoteTrial:
    """Up to five desks with one round. Shared people are known everywhere; withheld ones only where they were written."""

    def __init__(self, make: Callable[[str], Desk], rng: random.Random, most: int) -> None:
        self.rng = rng
        self.desks = [make(f"desk {number}") for number in range(rng.randint(2, most))]
        first = self.desks[0]
        journal = first.journal
        self.forum = journal.create("forum", {"title": "Congress"})
        self.topics = [journal.create("topic", {"parent": self.forum, "title": f"Topic {each}"}) for each in range(4)]
        method = rng.choice(METHODS)
        self.round = journal.create(
            "round", {"parent": self.forum, "name": "First", "method": method, "points": LIMIT, "end": "2026-12-31"}
        )
        self.people = [journal.create("person", {"name": f"P{each}", "consent": "network"}) for each in range(5)]
        self.withheld = {
            number: [desk.journal.create("person", {"name": f"W{number} {each}"}) for each in range(2)]
            for number, desk in enumerate(self.desks)
        }
        self.voted: set[str] = set()
        self.merged: dict[str, str] = {}
        self.closed_on: set[int] = set()
        self.some_taken_back = False
        for number in range(1, len(self.desks)):
            self.exchange(0, number)

    def exchange(self, a: int, b: int) -> None:
        """`b` gets what may leave `a`."""
        self.desks[b].take(self.desks[a].send(), accept_new=True)
        if a in self.closed_on:
            self.closed_on.add(b)

    def step(self) -> None:
        """One thing that somebody does."""
        number = self.rng.randrange(len(self.desks))
        what = self.rng.choices(("vote", "exchange", "merge", "close", "back"), (10, 5, 2, 1, 1))[0]
        if what == "exchange":
            self.exchange(number, self.rng.randrange(len(self.desks)))
        elif what == "vote":
            self.vote(number, {topic: 1 for topic in self.rng.sample(self.topics, self.rng.randint(1, 3))})
        elif what == "back":
            self.some_taken_back = True
            self.vote(number, {})
        elif what == "merge":
            self.merge(number)
        elif len(self.closed_on) < len(self.desks) and self.rng.random() < 0.3:
            self.desks[number].journal.edit(self.round, {"closed": "yes"}, type="round")
            self.closed_on.add(number)

    def vote(self, number: int, points: dict[str, int]) -> None:
        """Somebody who asked this desk to: it is refused where the round is closed there, and then nothing is written."""
        workspace = self.desks[number].workspace
        person = self.rng.choice([*self.people, *self.withheld[number]])
        before = queries.ballots_of(workspace, self.round)
        try:
            enter_vote(workspace, self.round, person, points, "on_paper", TODAY)
        except UserFacingError as error:
            assert number in self.closed_on and error.kept, error
            assert queries.ballots_of(workspace, self.round) == before
            return
        assert number not in self.closed_on
        if points:
            self.voted.add(person)

    def merge(self, number: int) -> None:
        """Two records are one person: two shared ones, or two that only this desk has."""
        one, other = self.rng.sample(self.rng.choice((self.people, self.withheld[number])), 2)
        if one not in self.merged and other not in self.merged:
            self.desks[number].journal.merge_into(one, other, "person")
            self.merged[one] = other

    def settle(self) -> None:
        """Everybody gets everything; the votes of merged people are merged where that is known."""
        self._all_to_all()
        for desk in self.desks:
            merge_double_votes(desk.workspace, self.round)
        self._all_to_all()

    def _all_to_all(self) -> None:
        for number in range(1, len(self.desks)):
            self.exchange(number, 0)
        for number in range(1, len(self.desks)):
            self.exchange(0, number)

    def results(self) -> list[RoundResult]:
        """What each desk counts."""
        found = [result_of(desk.workspace, self.round) for desk in self.desks]
        return [each for each in found if each is not None]

    def check(self) -> None:
        """Equal everywhere, and no voter twice."""
        results = self.results()
        first = results[0]
        for each in results:
            assert each.standings == first.standings
            assert each.tally.voters == first.tally.voters
        voters = len({self._who(person) for person in self.voted})
        assert first.tally.voters == voters or (self.some_taken_back and first.tally.voters < voters)
        for number, desk in enumerate(self.desks):
            for voter in read_voters(desk.workspace, self.round):
                if not voter.name:  # somebody of whom no name has come
                    assert voter.person not in self.people and voter.person not in self.withheld[number]

    def _who(self, person: str) -> str:
        seen = {person}
        while (person := self.merged.get(person, person)) not in seen:
            seen.add(person)
        return person


def vote_trial(seed: str, steps: int, most: int = 5) -> None:
    """One history of this seed, of `most` desks at most."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="focal-votes-")))
        trial = VoteTrial(stack.enter_context(open_desks(Desk, folder)), random.Random(seed), most)
        for _each in range(steps):
            trial.step()
        trial.settle()
        trial.check()
