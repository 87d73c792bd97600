"""Sessions in their time zones: a change of clocks, midnight, the date line, zones with 45 minutes, 29 February."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.visits.visit_times import (
    at_value,
    day_count,
    day_date,
    first_day,
    fixed_first_day,
    last_day,
    session_time,
    time_zone,
)

CASES = [
    # what, visit's start, zone, at, minutes, begins, ends
    ("plain", "2026-05-04", "Africa/Johannesburg", "2 14:30", 90, "2026-05-05T14:30+02:00", "2026-05-05T16:00+02:00"),
    ("the eve", "2026-05-04", "Africa/Johannesburg", "0 18:00", 60, "2026-05-03T18:00+02:00", "2026-05-03T19:00+02:00"),
    ("over midnight", "2026-05-04", "Africa/Johannesburg", "1 22:00", 240, "2026-05-04T22:00+02:00",
     "2026-05-05T02:00+02:00"),
    ("clocks go forward", "2026-03-28", "Europe/Lisbon", "2 00:30", 60, "2026-03-29T00:30+00:00",
     "2026-03-29T02:30+01:00"),
    ("a time left out", "2026-03-29", "Europe/Paris", "1 02:30", 30, "2026-03-29T03:30+02:00", "2026-03-29T04:00+02:00"),
    ("clocks go back", "2026-10-25", "Europe/Paris", "1 01:30", 120, "2026-10-25T01:30+02:00", "2026-10-25T02:30+01:00"),
    ("a time shown twice", "2026-10-25", "Europe/Paris", "1 02:30", 30, "2026-10-25T02:30+02:00",
     "2026-10-25T02:00+01:00"),
    ("45 minutes", "2026-05-04", "Asia/Kathmandu", "1 09:00", 60, "2026-05-04T09:00+05:45", "2026-05-04T10:00+05:45"),
    ("45 minutes in summer", "2026-01-04", "Pacific/Chatham", "1 09:00", 60, "2026-01-04T09:00+13:45",
     "2026-01-04T10:00+13:45"),
    ("29 February", "2028-02-28", "Asia/Kathmandu", "2 09:00", 60, "2028-02-29T09:00+05:45", "2028-02-29T10:00+05:45"),
    ("no 29 February", "2027-02-28", "Asia/Kathmandu", "2 09:00", 60, "2027-03-01T09:00+05:45",
     "2027-03-01T10:00+05:45"),
    ("before 1970", "1969-12-31", "Europe/Paris", "1 23:30", 60, "1969-12-31T23:30+01:00", "1970-01-01T00:30+01:00"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "zone", "at", "minutes", "begins", "ends"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_a_session_in_its_zone(start: str, zone: str, at: str, minutes: int, begins: str, ends: str) -> None:
    found = session_time({"start": start, "time_zone": zone}, {"at": at, "minutes": minutes})
    assert found is not None and found.begins is not None and found.ends is not None
    assert (found.begins.isoformat("T", "minutes"), found.ends.isoformat("T", "minutes")) == (begins, ends)
    assert found.ends.astimezone(UTC) - found.begins.astimezone(UTC) == timedelta(minutes=minutes)


def test_over_the_date_line_a_flight_lands_the_day_before_it_left() -> None:
    visit = {"start": "2026-05-04", "time_zone": "Pacific/Auckland"}
    flight = session_time(visit, {"at": "1 10:00", "minutes": 12 * 60, "time_zone": "Pacific/Auckland"})
    arrives = session_time(visit, {"at": "0 20:00", "minutes": 30, "time_zone": "Pacific/Honolulu"})
    assert flight is not None and arrives is not None and flight.ends is not None and arrives.begins is not None
    assert arrives.date == date(2026, 5, 3) and flight.date == date(2026, 5, 4)
    assert flight.ends < arrives.begins + timedelta(hours=5) and flight.begins is not None
    assert arrives.begins - flight.begins == timedelta(hours=8)


@pytest.mark.parametrize(
    ("visit", "session"),
    [
        ({"start": "2026-05", "time_zone": "Europe/Paris"}, {"at": "1 09:00"}),
        ({"time_zone": "Europe/Paris"}, {"at": "1 09:00"}),
        ({"start": "2026-05-04", "time_zone": "Mars/Olympus"}, {"at": "1 09:00"}),
        ({"start": "2026-05-04"}, {"at": "1 09:00"}),
        ({"start": "2026-05-04", "time_zone": "Europe/Paris"}, {"at": "1"}),
        ({"start": "9999-12-31", "time_zone": "Europe/Paris"}, {"at": "3 09:00"}),
    ],
)
def test_what_is_not_known_is_left_open(visit: dict[str, str], session: dict[str, str]) -> None:
    found = session_time(visit, session)
    assert found is not None and found.begins is None and found.ends is None and found.day in (1, 3)


@pytest.mark.parametrize("at", ["", "soon", "2 25:00"])
def test_no_time_at_all(at: str) -> None:
    assert session_time({"start": "2026-05-04"}, {"at": at}) is None


@pytest.mark.parametrize(
    ("at", "minutes", "end"), [("1 09:00", 90, 630), ("1 23:30", 60, 1470), ("1 00:00", 0, 0), ("1", 60, None)]
)
def test_the_minute_in_which_a_session_ends(at: str, minutes: int, end: int | None) -> None:
    found = session_time({}, {"at": at, "minutes": minutes})
    assert found is not None and found.end_minute == end


def test_days_of_a_visit() -> None:
    assert first_day({"start": "2026-05"}) == date(2026, 5, 1) and fixed_first_day({"start": "2026-05"}) is None
    assert last_day({"start": "2024-02"}) == date(2024, 2, 29)
    assert last_day({"start": "2026-05-04", "end": "2026-05-01"}) == date(2026, 5, 4)
    assert day_count({"start": "2026-05-04", "end": "2026-05-06"}) == 3
    assert day_count({"start": "2026-05-04", "end": "2026-05"}) is None
    assert day_date({"start": "2028-02-28"}, 3) == date(2028, 3, 1) and day_date({}, 1) is None


ZONES = ["Africa/Johannesburg", "Asia/Kathmandu", "Pacific/Chatham", "Europe/Lisbon", "America/St_Johns", "UTC"]


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.sampled_from(ZONES), st.integers(-20, 40), st.integers(0, 1439))
def test_a_local_time_comes_back(start: date, name: str, day: int, minute: int) -> None:
    visit = {"start": start.isoformat(), "time_zone": name}
    at = f"{day} {minute // 60:02}:{minute % 60:02}"
    found = session_time(visit, {"at": at, "minutes": 30})
    assert found is not None and found.begins is not None
    zone = time_zone(name)
    local = found.begins.replace(tzinfo=None)
    if zone is not None and local - datetime.combine(start, datetime.min.time()) == timedelta(
        days=day - 1, minutes=minute
    ):
        assert at_value(visit, found.begins) == at_value(visit, found.begins.astimezone(UTC)) == at
    else:  # a time that the clocks leave out
        assert name in ("Europe/Lisbon", "Pacific/Chatham", "America/St_Johns")
