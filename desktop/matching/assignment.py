"""The best whole assignment of needs to offers under limits: a minimum-cost circulation, exact, in whole numbers.

Each need goes from its region to at most one offer, each offer to its host, each host to its region, and from there back to
the hub. What an arc carries is limited by what an offer, a host or a region takes. Needs come in one after the other, and
with each the cheapest way to make room for it is found (successive shortest paths with node potentials, Dijkstra's search
ended early). Limits are nested, so what results is whole and cannot be bettered.

Of several best assignments one is meant, whatever order the records came in: the needs in the order of their ids, each
with the offer of the smallest id that any best assignment gives it, no offer last.

Source: Ahuja, Magnanti, Orlin, Network Flows (1993), chapters 9.7 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

NO_LIMIT = 2**53
_FAR = 2**200
"""Farther than any way is long."""


@dataclass(frozen=True)
class Problem:
    """`points`: what each pair that is allowed is worth, more than 0, by need and by offer. `offer_limits`: how many needs
    an offer serves, 1 where it is not said. `hosts`: whose offer it is; `host_limits`: how many it takes over all of its
    offers. `regions` of hosts and `need_regions` of needs, with their limits; what is not said is not limited.
    """

    points: Mapping[str, Mapping[str, int]]
    offer_limits: Mapping[str, int] = field(default_factory=dict[str, int])
    hosts: Mapping[str, str] = field(default_factory=dict[str, str])
    host_limits: Mapping[str, int] = field(default_factory=dict[str, int])
    regions: Mapping[str, str] = field(default_factory=dict[str, str])
    region_limits: Mapping[str, int] = field(default_factory=dict[str, int])
    need_regions: Mapping[str, str] = field(default_factory=dict[str, str])
    need_region_limits: Mapping[str, int] = field(default_factory=dict[str, int])


def best_assignment(problem: Problem) -> dict[str, str]:
    """The offer of each need that gets one, by need. The sum of the points is the greatest that the limits allow."""
    network = _Network(problem)
    for need in range(network.needs):
        network.insert(need)
    network.choose_smallest_ids()
    return {
        network.need_ids[need]: network.offer_ids[offer]
        for need, offer in enumerate(network.given)
        if offer is not None
    }


class _Network:
    """Nodes are numbers: needs, offers, regions of needs, hosts, regions of hosts, and the hub."""

    def __init__(self, problem: Problem) -> None:
        self.need_ids = sorted(problem.points)
        self.offer_ids = sorted({offer for row in problem.points.values() for offer in row})
        self.needs, self.offers = len(self.need_ids), len(self.offer_ids)
        place = {offer: at for at, offer in enumerate(self.offer_ids)}
        self.worth = [{place[offer]: points for offer, points in problem.points[id].items()} for id in self.need_ids]
        self.given: list[int | None] = [None] * self.needs
        self.taken: list[set[int]] = [set() for _offer in range(self.offers)]
        need_regions = [problem.need_regions.get(id, "") for id in self.need_ids]
        hosts = [problem.hosts.get(id) or f"\0{id}" for id in self.offer_ids]  # one without a host is its own
        names = [sorted(set(need_regions)), sorted(set(hosts))]
        host_regions = [problem.regions.get(host, "") for host in names[1]]
        names.append(sorted(set(host_regions)))
        first = self.needs + self.offers
        starts = [first, first + len(names[0]), first + len(names[0]) + len(names[1])]
        self._first_region, self._first_host, self._first_host_region = starts
        self._hub = starts[2] + len(names[2])
        numbers = [
            {name: start + at for at, name in enumerate(those)} for start, those in zip(starts, names, strict=True)
        ]
        self._region_of_need = [numbers[0][name] for name in need_regions]
        self._host_of = [numbers[1][name] for name in hosts]
        self._region_of_host = [numbers[2][name] for name in host_regions]
        self._needs_of: dict[int, list[int]] = {}
        self._offers_of: dict[int, list[int]] = {}
        self._hosts_of: dict[int, list[int]] = {}
        for need, region in enumerate(self._region_of_need):
            self._needs_of.setdefault(region, []).append(need)
        for offer, host in enumerate(self._host_of):
            self._offers_of.setdefault(host, []).append(offer)
        for at, region in enumerate(self._region_of_host):
            self._hosts_of.setdefault(region, []).append(self._first_host + at)
        self._offer_limit = [problem.offer_limits.get(id, 1) for id in self.offer_ids]
        limits = (problem.need_region_limits, problem.host_limits, problem.region_limits)
        self._limit = {
            numbers[kind][name]: limits[kind].get(name, NO_LIMIT) for kind in range(3) for name in names[kind]
        }
        self._used = dict.fromkeys(self._limit, 0)
        self._height = [0] * (self._hub + 1)  # potentials: no arc that can carry more costs less than nothing
        self._inside = [False] * self.needs
        self._fixed = [False] * self.needs

    # Arcs that can carry more, or less ----------------------------------------------------------------------------

    def _free_arcs(self, node: int) -> Iterator[int]:
        """Where one can go from a node that is no need, at no cost but from an offer back to its needs."""
        if node < self._first_region:
            offer = node - self.needs
            if len(self.taken[offer]) < self._offer_limit[offer]:
                yield self._host_of[offer]
            yield from self.taken[offer]
        elif node < self._first_host:
            yield from (need for need in self._needs_of[node] if self._inside[need] and self.given[need] is None)
            if self._used[node]:
                yield self._hub
        elif node < self._first_host_region:
            if self._used[node] < self._limit[node]:
                yield self._region_of_host[node - self._first_host]
            yield from (self.needs + offer for offer in self._offers_of[node] if self.taken[offer])
        elif node < self._hub:
            if self._used[node] < self._limit[node]:
                yield self._hub
            yield from (host for host in self._hosts_of[node] if self._used[host])
        else:
            regions = range(self._first_region, self._first_host)
            yield from (region for region in regions if self._used[region] < self._limit[region])
            yield from (region for region in range(self._first_host_region, self._hub) if self._used[region])

    def _shift(self, need: int, offer: int | None) -> None:
        """A need goes to another offer, or to none."""
        before, region = self.given[need], self._region_of_need[need]
        if before is not None:
            self.taken[before].discard(need)
            self._count(before, -1)
            self._used[region] -= 1
        if offer is not None:
            self.taken[offer].add(need)
            self._count(offer, 1)
            self._used[region] += 1
        self.given[need] = offer

    def _count(self, offer: int, by: int) -> None:
        host = self._host_of[offer]
        self._used[host] += by
        self._used[self._region_of_host[host - self._first_host]] += by

    def _follow(self, way: list[int]) -> None:
        """Send one along a way from a need to its region: each need on it goes to the offer behind it, or to none."""
        moves = [
            (node, after - self.needs if after < self._first_region else None)
            for node, after in pairwise(way)
            if node < self.needs
        ]
        for need, _offer in moves:
            self._shift(need, None)  # first all go, so that nobody is twice where there is room for one
        for need, offer in moves:
            self._shift(need, offer)

    # The best ------------------------------------------------------------------------------------------------------

    def insert(self, need: int) -> None:
        """One need more, and the best assignment of those that are in."""
        self._inside[need] = True
        height, worth, goal = self._height, self.worth, self._region_of_need[need]
        if not worth[need]:
            height[need] = height[goal]
            return
        height[need] = max(height[self.needs + offer] + points for offer, points in worth[need].items())
        free = {offer for offer in range(self.offers) if self._has_room(offer, goal)}
        lengths, before, done = {need: 0}, {need: need}, dict[int, int]()
        ends: tuple[int, ...] = ()  # the way to the goal begins with these, from behind
        nearest, heap = _FAR, [(0, need)]  # so far is the goal at most: what is farther need not be looked at
        while heap:
            length, node = heappop(heap)
            if node in done:
                continue
            done[node] = length
            if node == goal:
                break
            here = length + height[node]
            if node < self.needs:
                steps = self._offers_within(node, here, nearest)
                free_here = [(points, -offer) for offer, points in worth[node].items() if offer in free]
                if free_here and here - max(free_here)[0] - height[goal] < nearest:
                    points, offer = max(free_here)  # from an offer with room on all the way costs nothing more
                    nearest, ends = here - points - height[goal], (goal, self.needs - offer, node)
                    heappush(heap, (nearest, goal))
            else:
                steps = [
                    (each, here + self._cost_back(node, each) - height[each]) for each in self._free_arcs(node)
                ]  # fmt: skip
            for after, reached in steps:
                if reached < nearest and reached < lengths.get(after, _FAR):
                    lengths[after], before[after] = reached, node
                    heappush(heap, (reached, after))
                    if after == goal:
                        nearest, ends = reached, (goal, node)
        end = nearest
        if not ends:  # its offers lead nowhere: all that it reaches is settled
            end = max(done.values()) + max(0, height[need] - height[goal])
        for node, length in done.items():
            height[node] += length - end
        if ends and height[need] > height[goal]:
            way = list(ends)
            while way[-1] != need:
                way.append(before[way[-1]])
            self._follow(way[::-1])

    def _offers_within(self, need: int, here: int, nearest: int) -> list[tuple[int, int]]:
        height, first, given = self._height, self.needs, self.given[need]
        steps = [
            (first + offer, reached)
            for offer, points in self.worth[need].items()
            if (reached := here - points - height[first + offer]) < nearest and offer != given
        ]
        if given is not None:
            region = self._region_of_need[need]
            steps.append((region, here - height[region]))
        return steps

    def _cost_back(self, node: int, after: int) -> int:
        """What it costs to take an offer from a need again; other arcs back cost nothing."""
        return (
            self.worth[after][node - self.needs]
            if self.needs <= node < self._first_region and after < self.needs
            else 0
        )

    def _has_room(self, offer: int, goal: int) -> bool:
        """Can one more need of this region have the offer, with all others as they are?"""
        host = self._host_of[offer]
        region = self._region_of_host[host - self._first_host]
        used, limit = self._used, self._limit
        return len(self.taken[offer]) < self._offer_limit[offer] and all(
            used[each] < limit[each] for each in (host, region, goal)
        )

    # The one that is meant -----------------------------------------------------------------------------------------

    def choose_smallest_ids(self) -> None:
        """Among those that are worth as much, the one that the ids decide."""
        tight = [self._tight_offers(need) for need in range(self.needs)]
        for need in range(self.needs):
            self._fixed[need] = True
            given = self.given[need]
            wanted = tight[need] if given is None else tight[need] & ((1 << given) - 1)
            unseen, seen = -1, set[int]()  # what led nowhere once leads nowhere again
            for offer in _bits(wanted):
                if not unseen >> offer & 1:
                    continue
                way, unseen = self._way_back(offer, need, tight, unseen, seen)
                if way:
                    self._follow([need, *way])
                    break

    def _tight_offers(self, need: int) -> int:
        """The offers, as bits, that a need may have in some best assignment."""
        height, here = self._height, self._height[need]
        return sum(
            1 << offer for offer, points in self.worth[need].items() if here - points == height[self.needs + offer]
        )

    def _way_back(self, offer: int, need: int, tight: list[int], unseen: int, seen: set[int]) -> tuple[list[int], int]:
        """From an offer over arcs that cost nothing back to the need that wants it, past those that are decided; [] where
        there is none; and the offers not seen yet.
        """
        height, start = self._height, self.needs + offer
        before, waiting = {start: start}, [start]
        unseen &= ~(1 << offer)
        while waiting:
            node = waiting.pop()
            steps: list[int] = []
            if node < self.needs:
                for each in _bits(tight[node] & unseen):
                    unseen &= ~(1 << each)
                    before[self.needs + each] = node
                    waiting.append(self.needs + each)
                if self.given[node] is not None:
                    steps = [self._region_of_need[node]]
            else:
                steps = list(self._free_arcs(node))
            for after in steps:
                if (self._cost_back(node, after) if node >= self.needs else 0) + height[node] != height[after]:
                    continue
                if after == need:
                    way = [node]
                    while way[-1] != start:
                        way.append(before[way[-1]])
                    return way[::-1], unseen
                if after < self.needs and self._fixed[after]:
                    continue
                if self.needs <= after < self._first_region:
                    if not unseen >> (after - self.needs) & 1:
                        continue
                    unseen &= ~(1 << (after - self.needs))
                elif after in seen:
                    continue
                else:
                    seen.add(after)
                before[after] = node
                waiting.append(after)
        return [], unseen


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, the smallest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
