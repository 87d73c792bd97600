"""Groups for a fishbowl, a world café or an open space: mixed by language, region and sex, and the same for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.learning.forum.participants import Participant

TRAITS = ("language", "region", "sex")
_STARTS_OF_FEW, _STARTS_OF_MANY, _FEW = 40, 4, 40
"""How often a drawing is begun anew, of few people and of more."""


@dataclass(frozen=True)
class Drawing:
    """Groups of people, and how evenly they are mixed: for each trait the largest difference between two groups."""

    groups: tuple[tuple[Participant, ...], ...]
    seed: int
    spread: Mapping[str, int]


def draw_groups(people: Sequence[Participant], count: int, seed: int) -> Drawing:
    """People in `count` groups that differ by one person at most, each language, region and sex spread as evenly as found.

    The same people and seed give the same groups on every desk. Raises UserFacingError where that many cannot be made.
    """
    if count < 1 or count > len(people):
        raise UserFacingError(
            _("{people} people cannot be in {groups} groups.").format(people=len(people), groups=count),
            kept=_("No groups were drawn."), todo=_("Choose from 1 to as many groups as there are people."),
        )  # fmt: skip
    ordered = sorted(people, key=lambda each: each.id)
    rng = random.Random(seed)
    best: list[list[Participant]] = []
    for _turn in range(_STARTS_OF_FEW if len(ordered) <= _FEW else _STARTS_OF_MANY):
        dealt = ordered[:]
        rng.shuffle(dealt)
        groups = [dealt[start::count] for start in range(count)]
        _improve(groups)
        if not best or _cost(groups) < _cost(best):
            best = groups
    return Drawing(tuple(tuple(each) for each in best), seed, spread_of(best))


def spread_of(groups: Sequence[Sequence[Participant]]) -> dict[str, int]:
    """For each trait the largest difference, over its values, between the group that has most of one and that with least."""
    found: dict[str, int] = {}
    for trait in TRAITS:
        counts = [Counter(getattr(each, trait) for each in group) for group in groups]
        values = {value for each in counts for value in each if value}
        found[trait] = max(
            (max(each[value] for each in counts) - min(each[value] for each in counts) for value in values), default=0
        )
    return found


def _cost(groups: Sequence[Sequence[Participant]]) -> tuple[int, int]:
    return sum(spread_of(groups).values()), _squares(groups)


def _squares(groups: Sequence[Sequence[Participant]]) -> int:
    return sum(
        number * number
        for group in groups
        for trait in TRAITS
        for value, number in Counter(getattr(each, trait) for each in group).items()
        if value
    )


def _improve(groups: list[list[Participant]]) -> None:
    """Swap two people of different groups as long as that mixes better: sums of squares are least where numbers are even."""
    counts = [{trait: Counter(getattr(each, trait) for each in group) for trait in TRAITS} for group in groups]
    improved = True
    while improved:
        improved = False
        for one in range(len(groups)):
            for other in range(one + 1, len(groups)):
                for place, first in enumerate(groups[one]):
                    for beside, second in enumerate(groups[other]):
                        if _gain(counts[one], counts[other], first, second) > 0:
                            groups[one][place], groups[other][beside] = second, first
                            _move(counts[one], counts[other], first, second)
                            first, improved = second, True


def _gain(one: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]], a: Participant, b: Participant) -> int:
    """How much the sum of squares falls when `a` of one group and `b` of another change places."""
    gain = 0
    for trait in TRAITS:
        mine, theirs = getattr(a, trait), getattr(b, trait)
        if mine == theirs:
            continue
        if mine:
            gain += one[trait][mine] - other[trait][mine] - 1
        if theirs:
            gain += other[trait][theirs] - one[trait][theirs] - 1
    return gain


def _move(one: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]], a: Participant, b: Participant) -> None:
    for trait in TRAITS:
        mine, theirs = getattr(a, trait), getattr(b, trait)
        one[trait][mine] -= 1
        other[trait][mine] += 1
        other[trait][theirs] -= 1
        one[trait][theirs] += 1
