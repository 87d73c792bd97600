"""The best whole assignment is the one that trying all of them finds, ties by id included, in whatever order they came."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.matching.assignment import Problem, best_assignment

T = TypeVar("T")


def _holds(problem: Problem, given: Mapping[str, str]) -> bool:
    """Is no limit broken?"""
    offers, hosts, regions, needs = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for need, offer in given.items():
        host = problem.hosts.get(offer, "")
        offers[offer] += 1
        hosts[host] += bool(host)
        regions[problem.regions.get(host, "")] += 1
        needs[problem.need_regions.get(need, "")] += 1
    limits = ((hosts, problem.host_limits), (regions, problem.region_limits), (needs, problem.need_region_limits))
    return all(count <= problem.offer_limits.get(offer, 1) for offer, count in offers.items()) and all(
        count <= limit.get(name, count) for counts, limit in limits for name, count in counts.items()
    )


def _every_assignment(problem: Problem) -> Iterator[dict[str, str]]:
    """All that hold, built up need by need: what breaks a limit is not built on."""

    def more(needs: list[str], given: dict[str, str]) -> Iterator[dict[str, str]]:
        if not needs:
            yield given
            return
        for offer in problem.points[needs[0]]:
            if _holds(problem, further := {**given, needs[0]: offer}):
                yield from more(needs[1:], further)
        yield from more(needs[1:], given)

    yield from more(sorted(problem.points), {})


def _by_trying_all(problem: Problem) -> dict[str, str]:
    """The most points; then the needs in order, each with the smallest offer, none last."""
    needs = sorted(problem.points)
    return min(
        _every_assignment(problem),
        key=lambda given: (
            -sum(problem.points[need][offer] for need, offer in given.items()),
            [(need not in given, given.get(need, "")) for need in needs],
        ),
    )


def _problem(needs: int, offers: int, most: int, seed: int) -> Problem:
    """Some pairs, limits of offers, hosts and regions on both sides; few points, so that much is as good."""
    rolls = random.Random(seed)
    need_ids, offer_ids = (
        [f"{kind}{rolls.random()}" for _n in range(count)] for kind, count in (("n", needs), ("o", offers))
    )
    hosts = [f"h{number}" for number in range(max(1, offers - 2))]

    def some(keys: list[str], values: list[str]) -> dict[str, str]:
        return {key: rolls.choice(values) for key in keys if rolls.random() < 0.8}

    def limits(keys: list[str], most: int) -> dict[str, int]:
        return {key: rolls.randint(0, most) for key in keys if rolls.random() < 0.5}

    return Problem(
        {need: {offer: rolls.randint(1, most) for offer in offer_ids if rolls.random() < 0.7} for need in need_ids},
        limits(offer_ids, 3), some(offer_ids, hosts), limits(hosts, 2), some(hosts, list("ABC")), limits(list("ABC"), 3),
        some(need_ids, list("XYZ")), limits(list("XYZ"), 2),
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 5), st.integers(1, 5), st.sampled_from((1, 2, 3, 9)), st.integers(0, 2**32))
def test_nothing_better_is_found_by_trying_all(needs: int, offers: int, most: int, seed: int) -> None:
    problem = _problem(needs, offers, most, seed)
    assert best_assignment(problem) == _by_trying_all(problem)


def test_nothing_better_is_found_by_trying_all_of_eight() -> None:
    """Eight needs and eight offers, with limits of every kind."""
    problem = _problem(8, 8, 4, 1)
    assert best_assignment(problem) == _by_trying_all(problem)


def _turned(those: Mapping[str, T]) -> dict[str, T]:
    return dict(sorted(those.items(), reverse=True))


def test_the_order_in_which_they_came_does_not_matter() -> None:
    problem = _problem(30, 30, 2, 7)
    found = best_assignment(problem)
    turned = Problem(
        {need: _turned(row) for need, row in _turned(problem.points).items()},
        _turned(problem.offer_limits), _turned(problem.hosts), _turned(problem.host_limits), _turned(problem.regions),
        _turned(problem.region_limits), _turned(problem.need_regions), _turned(problem.need_region_limits),
    )  # fmt: skip
    assert found and best_assignment(turned) == found
