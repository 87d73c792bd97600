"""Latitude and longitude: as people write or paste them, as the journal keeps them ("8.4657,-13.2317"), and as they are
shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.values.plain_text import plain

_LONGEST = 100
_DECIMALS = 6
"""Digits after the point: a tenth of a metre."""
_MARKS = str.maketrans(
    {"′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "º": "°", "˚": "°", "،": ",", "٫": ".", "؛": ";"}
)


def _angle(name: str, point: str) -> str:
    """Degrees, minutes and seconds, with a letter before them or after them."""
    more = rf"\d{{1,2}}(?:{point}\d{{1,20}})?"
    return (
        rf"(?P<before{name}>[NSEWO])? ?(?P<degrees{name}>[+-]?\d{{1,3}}(?:{point}\d{{1,20}})?) ?°? ?"
        rf"(?:(?P<minutes{name}>{more}) ?'(?!') ?)?(?:(?P<seconds{name}>{more}) ?(?:\"|'') ?)?"
        rf"(?(before{name})|(?P<after{name}>[NSEWO])?)"
    )


_BETWEEN = r"(?: ?[,;/|] ?| |(?<=[NSEWO°'\" ]))"
_WITH_POINTS, _WITH_COMMAS = (
    re.compile(rf"{_angle('1', point)}{_BETWEEN}{_angle('2', point)}\Z", re.ASCII | re.IGNORECASE)
    for point in ("[.]", "[.,]")
)
_ONE = re.compile(rf"{_angle('1', '[.,]')}\Z", re.ASCII | re.IGNORECASE)
_EXPONENT = re.compile(r"\d[eE][+-]?\d")
_OTHER_LETTER = re.compile("[NSWOnswo]")
_STORED = re.compile(r"(-?\d{1,3}(?:\.\d{1,20})?),(-?\d{1,3}(?:\.\d{1,20})?)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Angle:
    degrees: float
    axis: str
    """ "NS" or "EW" where a letter says so, else ""."""


def parse_coordinates(text: str) -> str | None:
    """Latitude and longitude in a text, as the journal keeps them: decimal degrees, or degrees, minutes and seconds.

    "8.46,-13.23", "8.46 -13.23", "8,46; -13,23", "13.23 W, 8.46 N", "9° 55' 41\\" N 84° 5' 26\\" W". Latitude comes first
    unless letters say otherwise; None if it is no place on Earth.
    """
    if (usual := _STORED.match(text)) is not None:
        latitude, longitude = float(usual[1]), float(usual[2])
        return _pair(_Angle(latitude, ""), _Angle(longitude, ""))
    written = _plain(text).strip("()[]").strip()
    found = _WITH_POINTS.match(written) or _WITH_COMMAS.match(written)
    if found is None:
        return None
    if _EXPONENT.search(written) and not _OTHER_LETTER.search(
        written
    ):  # 1e1 is a number of a program, not one degree east
        return None
    first, second = _read(found, "1"), _read(found, "2")
    if first is None or second is None or (first.axis and first.axis == second.axis):
        return None
    if first.axis == "EW" or second.axis == "NS":
        first, second = second, first
    return _pair(first, second)


def parse_latitude(text: str) -> str | None:
    """Latitude in degrees, from a text of its own."""
    return _half(text, 90, "NS")


def parse_longitude(text: str) -> str | None:
    """Longitude in degrees, from a text of its own."""
    return _half(text, 180, "EW")


def read_coordinates(value: str | None) -> tuple[float, float] | None:
    """Latitude and longitude of the journal's "8.4657,-13.2317"; None where it is none."""
    latitude, _comma, longitude = (value or "").partition(",")
    try:
        found = float(latitude), float(longitude)
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None


def format_coordinates(value: str) -> str:
    """ "8.4657° N, 13.2317° W" of the journal's "8.4657,-13.2317"; what is no place comes back as it is."""
    found = _STORED.match(value)
    if found is None:
        return value
    latitude, longitude = found[1], found[2]
    north, east = ("S" if latitude.startswith("-") else "N"), ("W" if longitude.startswith("-") else "E")
    return f"{latitude.lstrip('-')}° {north}, {longitude.lstrip('-')}° {east}"


def _plain(text: str) -> str:
    """The text with one kind of mark for degrees, minutes and seconds; "" where it is too long."""
    return re.sub(r"\s+", " ", plain(text).translate(_MARKS)) if len(text) <= _LONGEST else ""


def _read(found: re.Match[str], name: str) -> _Angle | None:
    degrees = found[f"degrees{name}"]
    letter = (found[f"after{name}"] or found[f"before{name}"] or "").upper()
    whole, minutes, seconds = (
        float((found[f"{part}{name}"] or "0").replace(",", ".")) for part in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60 or ((minutes or seconds) and not whole.is_integer()):
        return None
    size = abs(whole) + minutes / 60 + seconds / 3600
    negative = degrees.startswith("-") or letter in ("S", "W", "O")
    return _Angle(-size if negative else size, "" if not letter else "NS" if letter in "NS" else "EW")


def _half(text: str, limit: int, axis: str) -> str | None:
    found = _ONE.match(_plain(text))
    angle = _read(found, "1") if found else None
    if angle is None or abs(angle.degrees) > limit or angle.axis not in ("", axis):
        return None
    return _written(angle.degrees)


def _pair(latitude: _Angle, longitude: _Angle) -> str | None:
    if abs(latitude.degrees) > 90 or abs(longitude.degrees) > 180:
        return None
    return f"{_written(latitude.degrees)},{_written(longitude.degrees)}"


def _written(degrees: float) -> str:
    """Without zeros at the end, without an exponent, and without a sign before nothing."""
    written = f"{degrees:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
