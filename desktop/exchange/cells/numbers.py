"""Counts and coordinates as people write them, with the separators of three languages."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*\Z")
_PLAIN = re.compile(r"\d{1,15}(?:[.,]0+)?\Z")
_SPACED = re.compile(r"\d{1,3}(?:[\s\u00a0\u2009\u202f'’]\d{3})+(?:[.,]0+)?\Z")
_GROUPED_DECIMALS = re.compile(r"\d{1,3}(?:(?:,\d{3})+\.0+|(?:\.\d{3})+,0+)\Z")
_HALF = re.compile(r"([+-]?\d{1,3}(?:[.,]\d{1,12})?)\s*°?\s*([NSEWO]?)\Z", re.IGNORECASE)


def read_count(text: str) -> int | None:
    """1234, 1,234, 1.234, 1 234, 1'234 and 1234.0 are all 1234; 24.06, -3 and "many" are no count."""
    text = text.strip()
    if _PLAIN.match(text):
        return int(re.split(r"[.,]", text)[0])
    if _GROUPED.match(text):
        return int(re.sub(r"[.,]", "", text))
    if _SPACED.match(text):
        return int(re.split(r"[.,]", _SPACES.sub("", text))[0])
    if _GROUPED_DECIMALS.match(text):
        return int(re.sub(r"[.,]", "", re.split(r"[.,]0+\Z", text)[0]))
    return None


def read_half(text: str, limit: int) -> str | None:
    """One of the two coordinates in degrees, not beyond `limit` (90 or 180) either way."""
    match = _HALF.match(text.strip())
    if match is None:
        return None
    number = match[1].replace(",", ".").removeprefix("+")
    if match[2].upper() in ("S", "W", "O") and not number.startswith("-"):
        number = f"-{number}"
    return number if abs(float(number)) <= limit else None


def read_coordinates(text: str) -> str | None:
    """Latitude and longitude in one cell: "8.46,-13.23", "8.46 -13.23", "8,46; -13,23", "8.46 N, 13.23 W"."""
    text = text.strip().strip("()[]")
    for separator in (r"\s*[;/|]\s*", r"\s*,\s+", r"(?<=[\dNSns])\s+(?=[+\-\d])", r"\s*,\s*"):
        parts = re.split(separator, text)
        if len(parts) == 2:
            latitude, longitude = read_half(parts[0], 90), read_half(parts[1], 180)
            if latitude is not None and longitude is not None:
                return f"{latitude},{longitude}"
    return None
