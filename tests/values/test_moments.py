"""Times of day, moments of a visit and local times: as they stand in fields, and as people write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import LANGUAGES, speaking
from desktop.values.moments import (
    DAY,
    format_datetime,
    parse_clock,
    parse_datetime,
    parse_moment,
    read_datetime,
    read_moment,
    times_at_start,
    write_moment,
)


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


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9:00", 540), ("9.30", 570), ("9h", 540), ("9h30", 570), ("14 h 30", 870), ("2 PM", 840), ("2:30 p.m.", 870),
        ("12 AM", 0), ("12:15 pm", 735), ("18:30:59", 1110), ("٩:٠٠", 540), ("9", None), ("25:00", None), ("24:00", None),
        ("9:60", None), ("13 PM", None), ("0 AM", None), ("9 amigos", None), ("9:00 Welcome", None), ("", None),
        ("1e1", None),
        ("9" * 100_000, None),
    ],
)  # fmt: skip
def test_times_of_day(text: str, clock: int | None) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "start", "end", "rest"),
    [
        ("9-10 Welcome", 540, 600, "Welcome"), ("9:00 – 10:30: Welcome", 540, 630, "Welcome"),
        ("2-3:30 PM Walk", 840, 930, "Walk"), ("12 noon - 1 pm Lunch", 720, 780, "Lunch"),
        ("11:30 am to 12:00 NN Panel", 690, 720, "Panel"),
        ("11-1 PM Walk", 660, 780, "Walk"), ("22:00-1:00 Market", 1320, 60, "Market"),
        ("from 9h to 10h Walk", 540, 600, "Walk"),
        ("1930-2100 Dinner", 1170, 1260, "Dinner"), ("20-24:00 Night", 1200, 1440, "Night"),
        ("9:00 Welcome", 540, None, "Welcome"),
        ("25:00 Welcome", None, None, "Welcome"), ("9:00-9:75 Welcome", None, None, "Welcome"),
    ],
)  # fmt: skip
def test_times_at_the_start_of_a_text(text: str, start: int | None, end: int | None, rest: str) -> None:
    found = times_at_start(text)
    assert found is not None and (found.start, found.end, found.rest) == (start, end, rest)


@pytest.mark.parametrize(
    "text",
    ["", "Welcome", "2 cities meet", "2025-2030 Strategy", "De 2 a 3 ciudades", "9 amigos", "2026-05-03", "9:00h30"],
)
def test_texts_that_do_not_begin_with_a_time(text: str) -> None:
    assert times_at_start(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2 14:30", "2 14:30"), ("2", "2"), ("-1", "-1"), ("2 9:00", "2 09:00"), ("day 2, 2:30 PM", "2 14:30"),
        ("Día 2 9h", "2 09:00"),
        ("j2 14h30", "2 14:30"), ("٢ ١٤:٣٠", "2 14:30"), ("14:30", None), ("2 24:00", None), ("2 9", None),
        ("1234", None), ("", None),
    ],
)  # fmt: skip
def test_moments_as_people_write_them(text: str, moment: str | None) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-05-03", "2026-05-03"), ("2026-05-03 18:30", "2026-05-03T18:30"),
        ("2026-05-03T18:30:00", "2026-05-03T18:30"),
        ("3 May 2026 18:30", "2026-05-03T18:30"), ("3/5/2026, 6:30 PM", "2026-05-03T18:30"),
        ("3.5.2026 18.30", "2026-05-03T18:30"),
        ("3 mai 2026 à 18h30", "2026-05-03T18:30"), ("3 de mayo de 2026 a las 9h", "2026-05-03T09:00"), ("2026-05", None),
        ("18:30", None), ("2026-05-03 25:00", None), ("2026-05-03T24:00", None), ("2026-05-03T18:30Z", None), ("", None),
        ("20260503T1830", None), ("29 Feb 2025 9:00", None), ("x" * 100_000, None),
    ],
)  # fmt: skip
def test_local_times_as_people_write_them(text: str, time: str | None) -> None:
    assert parse_datetime(text) == time


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)), st.booleans(), st.sampled_from(LANGUAGES)
)  # fmt: skip
def test_a_local_time_that_is_shown_is_read_again(when: datetime, with_time: bool, language: str) -> None:
    value = f"{when:%Y-%m-%d}T{when:%H:%M}" if with_time else f"{when:%Y-%m-%d}"
    with speaking(language):
        assert parse_datetime(format_datetime(value)) == value


@given(st.integers(-99, 900), st.integers(0, DAY - 1))
def test_a_moment_that_was_written_is_parsed_the_same(day: int, minute: int) -> None:
    assert parse_moment(write_moment(day, minute)) == write_moment(day, minute)


@given(st.text(max_size=40) | st.text("0123456789:.hTapm -–", max_size=24))
def test_no_text_breaks_the_readers(text: str) -> None:
    found, clock, moment, time = times_at_start(text), parse_clock(text), parse_moment(text), parse_datetime(text)
    assert found is None or found.start is None or 0 <= found.start < DAY
    assert clock is None or 0 <= clock < DAY
    assert moment is None or read_moment(moment) is not None
    assert time is None or read_datetime(time) is not None
