"""Groups: even in size, mixed within 1 of the best there is, the same for the same seed."""

from __future__ import annotations

import random

import pytest

from desktop.errors import UserFacingError
from desktop.learning.forum.groups import draw_groups
from tests.learning.forum.group_trials import group_trial, people


def test_groups_are_mixed_within_one_of_the_best() -> None:
    """Every number of groups of up to seven people, and a few of more; `tests.soak groups` does all up to twelve."""
    rng = random.Random(18)
    small = [(number, count) for number in range(1, 8) for count in range(1, number + 1)]
    for number, count in [*small, (8, 2), (8, 4), (9, 3), (10, 2), (12, 2)]:
        group_trial(rng, number, count)


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
