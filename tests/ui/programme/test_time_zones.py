"""Whose clock it is, said over the programme."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.ui.programme.time_zones import zone_words


@pytest.mark.parametrize(
    ("zone", "place", "first", "length", "said"),
    [
        ("Africa/Johannesburg", "Durban", date(2027, 5, 4), 3, "Times of Durban · Johannesburg (South Africa), UTC+2"),
        ("Asia/Kathmandu", "Lalitpur", date(2028, 2, 29), 2, "Times of Lalitpur · Kathmandu (Nepal), UTC+5:45"),
        ("America/St_Johns", "", date(2027, 1, 4), 2, "UTC−3:30"),
        ("Pacific/Kiritimati", "", date(2027, 1, 4), 2, "UTC+14"),
        ("Europe/Paris", "Lyon", date(2027, 3, 26), 4, "UTC+1 · the clocks change on day 3: UTC+2 then"),
        ("Europe/Paris", "Lyon", date(2027, 10, 30), 3, "UTC+2 · the clocks change on day 2: UTC+1 then"),
        ("Europe/Paris", "Lyon", date(2027, 3, 29), 4, "UTC+2"),
        ("Nowhere/At_all", "Lyon", date(2027, 3, 29), 4, "Times of Lyon · Nowhere/At_all"),
        ("", "Lyon", date(2027, 3, 29), 4, "Times of Lyon · the visit names no time zone yet"),
        ("", "", None, 3, "Local time of the host · the visit names no time zone yet"),
    ],
)
def test_the_zone_is_named(zone: str, place: str, first: date | None, length: int, said: str) -> None:
    words = zone_words(zone, place, first, length)
    assert words.endswith(said)
