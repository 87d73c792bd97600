"""Host and visitor plan one programme apart: merged, no session is doubled or lost, and each clash is visible."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.visits.concurrent_planning import STEPS, Step, run


@settings(max_examples=30)
@given(STEPS)
def test_no_session_is_doubled_or_lost_and_each_clash_is_seen(steps: list[Step]) -> None:
    run(steps)


@pytest.mark.parametrize(
    ("steps", "clashes"),
    [
        ([("edit", 0, 0, "at", 1), ("edit", 1, 0, "at", 2)], 1),  # moved on both sides
        ([("edit", 0, 0, "at", 1), ("edit", 1, 0, "at", 1)], 0),  # moved to the same place
        ([("edit", 0, 0, "at", 1), ("edit", 1, 0, "minutes", 2)], 0),  # moved here, stretched there
        ([("edit", 0, 0, "at", 1), ("send", 0, 0, "at", 0), ("take", 1, 0, "at", 0), ("edit", 1, 0, "at", 2)], 0),
        ([("delete", 0, 0, "at", 0), ("edit", 1, 0, "at", 2)], 1),  # deleted here, moved there: it stays, and says so
        ([("delete", 0, 0, "at", 0), ("delete", 1, 0, "at", 0)], 0),
        ([("add", 0, 0, "at", 0), ("add", 1, 0, "at", 0)], 0),  # alike, yet two: nobody said that they are one
    ],
)
def test_what_two_desks_do_to_one_session(steps: list[Step], clashes: int) -> None:
    assert run(steps, sound=True) == clashes * 2  # seen on both
