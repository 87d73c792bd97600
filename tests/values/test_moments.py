"""Days, times and amounts as they stand in fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.values.moments import read_datetime, read_moment, write_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [("1", (1, None)), ("2 14:30", (2, 870)), ("0 00:00", (0, 0)), ("-1 23:59", (-1, 1439)), ("2 24:00", None),
     ("2 9:00", None), ("1 09:60", None), ("09:00", None), ("1234 09:00", None), ("", None)],
)  # fmt: skip
def test_moments_of_a_visit(text: str, moment: tuple[int, int | None] | None) -> None:
    assert read_moment(text) == moment


@given(st.integers(-99, 900), st.integers(-1440, 5000))
def test_a_moment_is_read_as_it_was_written(day: int, minute: int) -> None:
    found = read_moment(write_moment(day, minute))
    assert found is not None and found[1] is not None
    assert found[0] * 1440 + found[1] == day * 1440 + minute and 0 <= found[1] < 1440


@pytest.mark.parametrize("text", ["2026-05-03T25:00", "2026-02-30", "2026-05-03 18:30", "2026", ""])
def test_no_local_times(text: str) -> None:
    assert read_datetime(text) is None


def test_a_local_time() -> None:
    assert str(read_datetime("2026-05-03T18:30")) == "2026-05-03 18:30:00"
