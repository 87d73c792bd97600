"""Have-sets: as sets, and fast where private notes cut them into tens of thousands of pieces."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from desktop.workspace.changes.have_sets import Interval, intervals, joined, without
from desktop.workspace.merge.outgoing import both_hold

SEQS = st.sets(st.integers(1, 40))


def _seqs(spans: list[Interval]) -> set[int]:
    return {seq for first, last in spans for seq in range(first, last + 1)}


@given(SEQS, SEQS)
def test_they_mean_what_sets_mean(one: set[int], two: set[int]) -> None:
    assert without(intervals(one), intervals(two)) == intervals(one - two)
    assert _seqs(both_hold({"a": intervals(one)}, {"a": intervals(two), "b": [(1, 9)]})) == one & two
    assert joined([*intervals(one), *intervals(two)]) == intervals(one | two)


def test_a_hundred_thousand_private_notes_cost_no_more_than_each_once() -> None:
    odd = [(seq, seq) for seq in range(1, 200_000, 2)]
    even = [(seq, seq) for seq in range(2, 200_000, 2)]
    began = time.process_time()
    assert without(odd, even) == odd and without([(1, 200_000)], odd)[0] == (2, 2)
    assert both_hold({"a": odd}, {"a": even}) == []
    assert time.process_time() - began < 5  # by pairs it would be hours
