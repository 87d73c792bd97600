"""Latitude and longitude as people paste them, and back. No widgets here."""

from __future__ import annotations

import re

_DEGREES = re.compile(
    r"""\s*([NSEWO])?\s*([+-]?\d+(?:[.,]\d+)?)\s*°?\s*
        (?:(\d+(?:[.,]\d+)?)\s*['′’]\s*)?
        (?:(\d+(?:[.,]\d+)?)\s*(?:["″”]|'')\s*)?
        ([NSEWO])?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*")
_WITH_COMMAS = re.compile(r"\s*([+-]?\d+,\d+)\s*[;\s]\s*([+-]?\d+,\d+)\s*")


def read_coordinates(text: str) -> str | None:
    """ "latitude,longitude" in degrees, as the journal keeps it, from decimal degrees or degrees, minutes, seconds.

    Latitude comes first unless the letters N, S, E, W say otherwise; None if it is no place on Earth.
    """
    for pattern in (_PLAIN, _WITH_COMMAS):
        if found := pattern.fullmatch(text):
            return _pair(*(float(part.replace(",", ".")) for part in found.groups()))
    first = _DEGREES.match(text)
    if first is None:
        return None
    rest = text[first.end() :].lstrip(" ,;")
    second = _DEGREES.fullmatch(rest)
    if second is None:
        return None
    one, two = _angle(first), _angle(second)
    if one[1] in "EWO" and one[1] and (two[1] in "NS" or not two[1]):
        one, two = two, one
    return _pair(one[0], two[0])


def coordinates_text(value: str) -> str:
    """ "8.4657° N, 13.2317° W" of the journal's "8.4657,-13.2317"."""
    latitude, _, longitude = value.partition(",")
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return value
    return f"{abs(north):g}° {'N' if north >= 0 else 'S'}, {abs(east):g}° {'E' if east >= 0 else 'W'}"


def _angle(found: re.Match[str]) -> tuple[float, str]:
    before, degrees, minutes, seconds, after = found.groups()
    whole = float(degrees.replace(",", "."))
    part = sum(float((text or "0").replace(",", ".")) / unit for text, unit in ((minutes, 60), (seconds, 3600)))
    letter = (after or before or "").upper()
    value = abs(whole) + part
    return (-value if whole < 0 or degrees.startswith("-") or (letter in ("S", "W", "O") and letter) else value), letter


def _pair(latitude: float, longitude: float) -> str | None:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return f"{round(latitude, 6):.10g},{round(longitude, 6):.10g}"
