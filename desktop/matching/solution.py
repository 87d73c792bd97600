"""A whole matching: who meets whom, who finds nobody, and which limit is the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.errors import Cancelled
from desktop.matching.assignment import Problem, best_assignment
from desktop.matching.parties import Decision, Parties, Party
from desktop.matching.points import (
    ACCEPTED,
    ASKED,
    Candidate,
    Reason,
    Settings,
    Why,
    compare,
    has_nothing_in_common,
    is_open,
)


class Full(StrEnum):
    """The limits that a whole matching comes up against."""

    OFFER = "offer_full"
    HOST = "host_full"
    REGION = "region_full"


@dataclass(frozen=True)
class Unmatched:
    """A need that finds no host. `forbidden`: how many offers each reason forbids, one reason an offer, the most first;
    `full`: which limits leave the offers that would fit to others, with what they are about: an offer, an organisation, a
    region. Both are empty where there are no offers.
    """

    need: str
    forbidden: tuple[tuple[Why, int], ...] = ()
    full: tuple[tuple[Full, str], ...] = ()


@dataclass(frozen=True)
class Solution:
    """`pairs`: the best whole assignment, by need. `pending`: where a host was asked and has not answered yet: these count
    towards the limits, and their needs wait. `points` is the sum over the pairs, with what each counts for itself.
    """

    pairs: tuple[Candidate, ...]
    unmatched: tuple[Unmatched, ...]
    pending: tuple[Decision, ...]
    points: int
    offers: int


def solve(
    parties: Parties, settings: Settings, cancelled: Callable[[], bool] = lambda: False,
) -> Solution:  # fmt: skip
    """The best assignment of all open needs to all open offers. The same for the same records and settings, in whatever
    order they came. Raises Cancelled.
    """
    offers = {id: each for id, each in sorted(parties.offers.items()) if is_open(each, settings)}
    bound = [each for each in parties.decisions.values() if each.state in (ASKED, ACCEPTED)]
    busy = {each.need for each in bound}
    needs = {
        id: each for id, each in sorted(parties.needs.items()) if is_open(each, settings) and id not in busy
    }  # fmt: skip
    compared: dict[str, list[Candidate]] = {}
    for id, need in needs.items():
        if cancelled():
            raise Cancelled
        close = [offer for offer in offers.values() if not has_nothing_in_common(need, offer)]
        compared[id] = [compare(need, offer, parties, settings) for offer in close]
    allowed = {id: {each.offer: each for each in those if not each.forbidden} for id, those in compared.items()}
    extra = settings.weights["match_points"]
    room = _Room(parties, settings, needs, bound)
    found = best_assignment(
        room.problem({id: {each.offer: each.points + extra for each in row.values()} for id, row in allowed.items()})
    )
    pairs = tuple(allowed[need][offer] for need, offer in sorted(found.items()))
    room.fill(found)
    unmatched = tuple(
        Unmatched(
            id,
            _counted(compared[id], len(offers)),
            tuple(dict.fromkeys(full for offer in allowed[id] if (full := room.what_is_full(id, offer)))),
        )
        for id in needs
        if id not in found
    )
    pending = tuple(sorted((each for each in bound if each.state == ASKED), key=lambda each: (each.need, each.offer)))
    return Solution(pairs, unmatched, pending, sum(each.points + extra for each in pairs), len(offers))


def _counted(compared: Sequence[Candidate], offers: int) -> tuple[tuple[Why, int], ...]:
    """How many offers each reason forbids; those that were not compared have nothing in common with the need."""
    found = Counter(each.forbidden[0].why for each in compared if each.forbidden)
    if far := offers - len(compared):
        found[Why.NOTHING_IN_COMMON] += far
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def offers_for(need: Party, parties: Parties, settings: Settings, *, all: bool = False) -> list[Candidate]:
    """The offers that are open for a need, the best first, by id where two are as good. With `all` also those that are
    forbidden, last. Those that were asked or accepted are always among them.
    """
    return _candidates([(need, offer) for offer in parties.offers.values()], parties, settings, all)


def needs_for(offer: Party, parties: Parties, settings: Settings, *, all: bool = False) -> list[Candidate]:
    """The needs that are open for an offer, in the same way."""
    return _candidates([(need, offer) for need in parties.needs.values()], parties, settings, all)


def _candidates(
    both: Sequence[tuple[Party, Party]], parties: Parties, settings: Settings, all: bool
) -> list[Candidate]:
    bound = [each for each in parties.decisions.values() if each.state in (ASKED, ACCEPTED)]
    room = _Room(parties, settings, {}, bound)
    found: list[Candidate] = []
    for need, offer in both:
        decision = parties.decisions.get((need.id, offer.id))
        decided = decision is not None and decision.state in (ASKED, ACCEPTED)
        if not decided and not (is_open(offer, settings) and is_open(need, settings)):
            continue
        each = compare(need, offer, parties, settings)
        if decided:
            each = replace(each, forbidden=())
        elif not each.forbidden and (full := room.what_is_full(need.id, offer.id)):
            each = replace(each, forbidden=(Reason(Why(full[0].value), 0, (full[1],)),))
        if all or not each.forbidden:
            found.append(each)
    return sorted(found, key=lambda each: (bool(each.forbidden), -each.points, each.offer, each.need))


class _Room:
    """What offers, hosts and regions can still take."""

    def __init__(
        self, parties: Parties, settings: Settings, needs: Mapping[str, Party], bound: Iterable[Decision]
    ) -> None:  # fmt: skip
        self._offers = parties.offers
        self._needs = parties.needs
        self._host_at_most = settings.host_at_most
        self._region_at_most = settings.region_at_most
        self._by_visitor = settings.region_side == "visitor"
        self._open_needs = needs
        self._used_offers: Counter[str] = Counter()
        self._used_hosts: Counter[str] = Counter()
        self._used_regions: Counter[str] = Counter()
        for each in bound:
            self._add(each.need, each.offer)

    def _add(self, need: str, offer: str) -> None:
        self._used_offers[offer] += 1
        if (party := self._offers.get(offer)) is not None:
            self._used_hosts[_host(party)] += 1
        if region := self._region(need, offer):
            self._used_regions[region] += 1

    def _region(self, need: str, offer: str) -> str:
        party = self._needs.get(need) if self._by_visitor else self._offers.get(offer)
        return party.continent if party is not None else ""

    def problem(self, points: dict[str, dict[str, int]]) -> Problem:
        """What is to be solved, with the room that is left."""
        offers = self._offers
        hosts = {id: _host(each) for id, each in offers.items()}
        regions = {_host(each): each.continent for each in offers.values()}
        need_regions = {id: each.continent for id, each in self._open_needs.items()}
        limited = dict[str, int]()
        if self._region_at_most is not None:
            names = {*regions.values(), *need_regions.values()} - {""}
            limited = {name: max(0, self._region_at_most - self._used_regions[name]) for name in names}
        return Problem(
            points,
            offer_limits={id: max(0, each.visits_at_most - self._used_offers[id]) for id, each in offers.items()},
            hosts=hosts,
            host_limits={} if self._host_at_most is None
            else {host: max(0, self._host_at_most - self._used_hosts[host]) for host in set(hosts.values())},
            regions=regions, region_limits={} if self._by_visitor else limited,
            need_regions=need_regions, need_region_limits=limited if self._by_visitor else {},
        )  # fmt: skip

    def fill(self, found: dict[str, str]) -> None:
        """These pairs are taken."""
        for need, offer in found.items():
            self._add(need, offer)

    def what_is_full(self, need: str, offer: str) -> tuple[Full, str] | None:
        """The limit that leaves no room for one pair more, and what it is about."""
        party = self._offers[offer]
        if self._used_offers[offer] >= party.visits_at_most:
            return Full.OFFER, offer
        if self._host_at_most is not None and self._used_hosts[_host(party)] >= self._host_at_most:
            return Full.HOST, party.organisation or offer
        region = self._region(need, offer)
        if self._region_at_most is not None and region and self._used_regions[region] >= self._region_at_most:
            return Full.REGION, region
        return None


def _host(offer: Party) -> str:
    """Whose offer it is; one that nobody is named for is its own."""
    return offer.organisation or f"offer {offer.id}"
