"""What leaves gives no group under five away, whatever else is known."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.learning.counting import Counts
from desktop.learning.counts_text import read_counts, write_counts
from desktop.learning.suppression import OTHERS, SMALL, WITHHELD, hide_small, suppress


def test_one_small_group_takes_the_next_smallest_along() -> None:
    rows = {"FR": (3, 1, 0, 0), "KE": (40, 30, 20, 9), "PE": (12, 8, 7, 6)}
    assert hide_small(rows) == {
        "FR": (SMALL, SMALL, SMALL, SMALL),
        "KE": (40, 30, 20, 9),
        "PE": (WITHHELD, WITHHELD, WITHHELD, WITHHELD),
    }


def test_what_is_withheld_is_over_four_and_must_not_say_the_rest_by_that() -> None:
    shown = hide_small({"FR": (3, 0, 0, 0), "KE": (40, 9, 9, 9), "PE": (12, 5, 5, 5)})
    assert shown["KE"][1] == WITHHELD, "0 + 5 are 5: the five alone would be known, and with it the nought"


def test_two_small_groups_hide_each_other_unless_their_sum_says_all() -> None:
    assert hide_small({"A": (2, 0, 0, 0), "B": (3, 0, 0, 0), "C": (9, 0, 0, 0)})["C"] == (9, 0, 0, 0)
    assert hide_small({"A": (1, 0, 0, 0), "B": (1, 0, 0, 0), "C": (9, 0, 0, 0)})["C"][0] == WITHHELD
    assert hide_small({"A": (4, 0, 0, 0), "B": (4, 0, 0, 0), "C": (9, 0, 0, 0)})["C"][0] == WITHHELD


_GROUP = st.tuples(*[st.integers(0, 9)] * 4).map(lambda row: tuple(sorted((max(row[0], 1), *row[1:]), reverse=True)))


@settings(max_examples=150, deadline=None)
@given(st.lists(_GROUP, min_size=1, max_size=4))
def test_whoever_knows_the_totals_is_left_with_two_possibilities(groups: list[tuple[int, int, int, int]]) -> None:
    """By trying all tables that fit what is shown; where all groups are hidden there is nothing more to hide."""
    rows = {str(number): row for number, row in enumerate(groups)}
    shown = hide_small(rows)
    for stage in range(4):
        total = sum(row[stage] for row in groups)
        least = 1 if stage == 0 else 0
        choices = [
            [cell] if isinstance(cell := shown[code][stage], int)
            else list(range(least, 5)) if cell == SMALL else list(range(5, 41))
            for code in rows
        ]  # fmt: skip
        if not total or all(len(each) > 1 for each in choices):
            continue
        fitting = [each for each in product(*choices) if sum(each) == total]
        for place, code in enumerate(rows):
            if shown[code][stage] == SMALL and any(
                isinstance(shown[other][stage], int) and rows[other][stage] >= 5 for other in rows
            ):
                assert len({each[place] for each in fitting}) > 1, (shown, code, stage)


def test_organisations_are_named_from_five_on_and_the_others_stand_together() -> None:
    counts = Counts(
        (14, 0, 0, 0), {},
        {"organisation": {"h1": (6, 0, 0, 0), "h2": (3, 0, 0, 0), "h3": (4, 0, 0, 0), "": (1, 0, 0, 0)}},
    )  # fmt: skip
    shown = suppress(counts, {"h1": "Kisumu", "h2": "Ana Diaz consulting", "h3": "Lyon"})
    assert set(shown.groups["organisation"]) == {"Kisumu", OTHERS, ""}


def test_text_and_back_and_lines_of_others_that_are_not_understood() -> None:
    counts = Counts(
        (30, 9, 3, 0), {"2026-10-05": (30, 9, 3, 0)}, {"country": {"KE": (28, 9, 3, 0), "FR": (2, 0, 0, 0)}}
    )
    shown = suppress(counts, {})
    assert read_counts(write_counts(shown)) == shown
    assert shown.total == (30, 9, SMALL, 0)
    assert read_counts("country,KE,1,2,x,4\nwhat\ntotal,,-1,2,3,4\nhobby,chess,1,1,1,1\n").groups == {}
