"""Sunrise and sunset from a place and a day, worked out here.

Source: NOAA Global Monitoring Laboratory, "General Solar Position Calculations" (equation of time and declination from the
fractional year; sunrise and sunset at a zenith of 90.833°, for refraction and the size of the sun). Right to a minute or two
between the polar circles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import acos, cos, degrees, pi, radians, sin, tan

_ZENITH = radians(90.833)


@dataclass(frozen=True, slots=True)
class Daylight:
    """When the sun rises and sets (UTC). Both None where it does neither that day; `always` tells which way."""

    rises: datetime | None
    sets: datetime | None
    always: bool = False  # it does not set


def daylight(latitude: float, longitude: float, day: date) -> Daylight:
    """Sunrise and sunset at a place, in degrees, on a day there."""
    days = 366 if day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0) else 365
    year = 2 * pi / days * (day.timetuple().tm_yday - 1)  # at noon
    equation = 229.18 * (  # minutes by which the sun is ahead of the clock
        0.000075 + 0.001868 * cos(year) - 0.032077 * sin(year) - 0.014615 * cos(2 * year) - 0.040849 * sin(2 * year)
    )
    declination = (
        0.006918 - 0.399912 * cos(year) + 0.070257 * sin(year) - 0.006758 * cos(2 * year) + 0.000907 * sin(2 * year)
        - 0.002697 * cos(3 * year) + 0.00148 * sin(3 * year)
    )  # fmt: skip
    north = radians(max(-89.9, min(89.9, latitude)))
    angle = cos(_ZENITH) / (cos(north) * cos(declination)) - tan(north) * tan(declination)
    if not -1 <= angle <= 1:
        return Daylight(None, None, angle < -1)
    half = degrees(acos(angle))
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Daylight(
        midnight + timedelta(minutes=720 - 4 * (longitude + half) - equation),
        midnight + timedelta(minutes=720 - 4 * (longitude - half) - equation),
    )
