"""Groups: even in size, mixed within 1 of the best there is, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest

from desktop.errors import UserFacingError
from desktop.learning.forum.groups import draw_groups, spread_of
from desktop.learning.forum.participants import Participant


def people(rng: random.Random, number: int) -> list[Participant]:
    return [
        Participant(
            f"{each:02}", f"P{each}", languages=rng.choice(((), ("en",), ("fr",), ("en", "es"))),
            region=rng.choice(("", "002", "019", "142")), sex=rng.choice(("", "female", "male")),
        )
        for each in range(number)
    ]  # fmt: skip


def partitions(those: Sequence[Participant], sizes: Sequence[int]) -> Iterator[list[list[Participant]]]:
    """All ways to have groups of these sizes; equal groups in one order."""
    if not sizes:
        yield []
        return
    first, rest = those[0], those[1:]
    for size in sorted(set(sizes)):
        left = list(sizes)
        left.remove(size)
        for chosen in combinations(rest, size - 1):
            ids = {each.id for each in chosen}
            for more in partitions([each for each in rest if each.id not in ids], left):
                yield [[first, *chosen], *more]


def test_groups_are_mixed_within_one_of_the_best() -> None:
    rng = random.Random(18)
    for number, count in [(5, 2), (6, 3), (7, 2), (7, 3), (8, 2), (8, 4), (9, 3), (10, 2), (12, 2)]:
        those = people(rng, number)
        drawing = draw_groups(those, count, seed=number)
        sizes = [len(each) for each in drawing.groups]
        assert sorted(each.id for group in drawing.groups for each in group) == [each.id for each in those]
        assert max(sizes) - min(sizes) <= 1
        best = min(sum(spread_of(each).values()) for each in partitions(those, sizes))
        assert sum(drawing.spread.values()) <= best + 1, (number, count)


def test_the_same_seed_gives_the_same_groups_in_whatever_order_people_come() -> None:
    those = people(random.Random(1), 23)
    first = draw_groups(those, 4, seed=7)
    assert draw_groups(list(reversed(those)), 4, seed=7) == first
    assert draw_groups(those, 4, seed=8).groups != first.groups


def test_many_people_are_mixed_evenly_too() -> None:
    assert max(draw_groups(people(random.Random(3), 90), 9, seed=1).spread.values()) <= 2


@pytest.mark.parametrize("count", [0, 4])
def test_more_groups_than_people_are_refused(count: int) -> None:
    with pytest.raises(UserFacingError, match=f"3 people cannot be in {count} groups"):
        draw_groups(people(random.Random(1), 3), count, seed=1)
