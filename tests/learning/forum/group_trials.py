"""Groups beside all the ways there are to have groups of these sizes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

from desktop.learning.forum.groups import draw_groups, spread_of
from desktop.learning.forum.participants import Participant


def people(rng: random.Random, number: int) -> list[Participant]:
    """People of a few languages, regions and sexes, which some did not give."""
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


def group_trial(rng: random.Random, number: int, count: int) -> None:
    """Draw groups of people made at random: everybody is in one, they differ by one person at most, and language, region and
    sex are spread within 1 of the best that any groups of these sizes reach.
    """
    those = people(rng, number)
    drawing = draw_groups(those, count, seed=rng.randint(1, 999))
    sizes = [len(each) for each in drawing.groups]
    assert sorted(each.id for group in drawing.groups for each in group) == [each.id for each in those]
    assert max(sizes) - min(sizes) <= 1
    best = min(sum(spread_of(each).values()) for each in partitions(those, sizes))
    assert sum(drawing.spread.values()) <= best + 1, (those, drawing, best)
