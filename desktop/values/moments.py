"""Times of day, moments of a visit ("2 14:30": its second day) and local times ("2026-05-03T18:30"): as people write them,
as the journal keeps them, and as they are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from desktop.values.calendar_names import folded
from desktop.values.dates import format_date, parse_date
from desktop.values.plain_text import plain

DAY = 24 * 60
"""Minutes."""
_LONGEST = 100

_MOMENT = re.compile(r"(-?\d{1,3})(?: (\d\d):(\d\d))?\Z", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?\Z", re.ASCII)
_DAY_OF_VISIT = re.compile(r"(?:(?:day|jour|dia|d|j)\s?)?(-?\d{1,3})(?:[\s,]+(.+))?\Z", re.ASCII | re.IGNORECASE)
_WITH_TIME = re.compile(
    r"(.+?)(?:T|,?\s+(?:(?:at|à|a las|às)\s+)?)"
    r"(\d{1,2}(?:[:.h]\d\d(?::\d\d)?|\s?h)(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)\Z",
    re.IGNORECASE,
)
_TIME_LIKE = re.compile(r"\d[:hT]\d", re.IGNORECASE)


def _clock(name: str) -> str:
    """9, 9:00, 9.00, 9h, 9h30, 14 h 30, 2 PM, 2:00 p.m."""
    return (
        rf"(?P<hour{name}>\d{{1,2}})"
        rf"(?P<mark{name}>[:.h](?P<minute{name}>\d\d)(?::\d\d)?|\sh\s(?P<apart{name}>\d\d)(?!\s*mi?n)|\s?h(?!\w))?"
        rf"(?:\s?(?P<half{name}>[ap])\.?m\b\.?)?"
    )


_END = r"(?=\s|[:,;.](?:\s|\Z)|\Z)"
_ONE = re.compile(rf"{_clock('1')}{_END}", re.IGNORECASE)
_TWO = re.compile(
    rf"(?P<after>(?:from|de|du|das|desde)\s+(?:las\s+)?)?{_clock('1')}\s*(?:-|–|>|\bto\b|\bà\b|\ba\b(?:\slas\b)?)\s*{_clock('2')}{_END}",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b12(?:[:.]00)?\s?(?:noon|midday|nn)\b", re.IGNORECASE)
_FOUR_FIGURES = re.compile(rf"(\d\d)(\d\d)\s*[-–]\s*(\d\d)(\d\d){_END}", re.ASCII)
_YEARS = (2000, 2100)
""" "2025-2030" are years."""


@dataclass(frozen=True, slots=True)
class Times:
    """Times at the beginning of a text, in minutes since midnight. `start` is None where there is no such time (25:00),
    `end` where only one is written; an end at or before the start is of the next day.
    """

    start: int | None
    end: int | None
    written: str
    rest: str
    """What follows."""


def times_at_start(text: str) -> Times | None:
    """The time, or two of them, with which a text begins: "9:00-10:30 Welcome", "2 PM Walk"; None where it begins otherwise.

    A number alone is a time only where another one follows: "9-10 Welcome".
    """
    written = _NOON.sub("12:00", plain(text))
    if found := _FOUR_FIGURES.match(written):
        first, second = int(found[1] + found[2]), int(found[3] + found[4])
        if not _YEARS[0] <= first <= second <= _YEARS[1]:
            return _times(_minute(found[1], found[2]), _minute(found[3], found[4]), True, found, written)
    if (found := _TWO.match(written)) and (not found["after"] or found["mark1"] or found["mark2"] or found["half2"]):
        start, end = _minute_of(found, "1", found["half1"] or ""), _minute_of(found, "2", found["half2"] or "")
        if found["half2"] and not found["half1"] and end is not None:  # 2-3:30 PM, 11-1 PM
            same = _minute_of(found, "1", found["half2"])
            start = same if same is not None and same < end else start
        return _times(start, end, True, found, written)
    if (found := _ONE.match(written)) and (found["mark1"] or found["half1"]):
        return _times(_minute_of(found, "1", found["half1"] or ""), None, False, found, written)
    return None


def parse_clock(text: str) -> int | None:
    """The time of day that a text is, in minutes since midnight; None where it is none."""
    times = times_at_start(text) if len(text) <= _LONGEST else None
    return None if times is None or times.rest or times.end is not None else times.start


def parse_moment(text: str) -> str | None:
    """A day of a visit, and a time, as the journal keeps them: "2 14:30" of "2 14:30", "day 2, 2:30 PM", "j2 14h30"."""
    found = _DAY_OF_VISIT.match(folded(plain(text))) if len(text) <= _LONGEST else None
    if found is None:
        return None
    if not found[2]:
        return write_moment(int(found[1]))
    minute = parse_clock(found[2])
    return None if minute is None else write_moment(int(found[1]), minute)


def parse_datetime(text: str) -> str | None:
    """A day, and a local time, as the journal keeps them: "2026-05-03T18:30" of "3 May 2026 18:30", "3/5/2026, 6:30 PM"."""
    written = plain(text) if len(text) <= _LONGEST else ""
    minute: int | None = None
    if found := _WITH_TIME.match(written):
        written, minute = found[1], parse_clock(found[2])
        if minute is None:
            return None
    elif _TIME_LIKE.search(written):
        return None
    day = parse_date(written)
    if day is None or len(day) != 10:
        return None
    return day if minute is None else f"{day}T{minute // 60:02}:{minute % 60:02}"


def format_datetime(value: str) -> str:
    """A local time of the journal in words: "3 May 2026 18:30"."""
    day, _t, time = value.partition("T")
    return f"{format_date(day)} {time}".strip()


def read_moment(text: str | None) -> tuple[int, int | None] | None:
    """Day and minute of the day of "2 14:30"; the minute is None of "2". None where it is no moment."""
    found = _MOMENT.match(text or "")
    if found is None:
        return None
    if found[2] is None:
        return int(found[1]), None
    hour, minute = int(found[2]), int(found[3])
    return (int(found[1]), hour * 60 + minute) if hour < 24 and minute < 60 else None


def write_moment(day: int, minute: int | None = None) -> str:
    """The field's text of a day of a visit and a minute of that day; minutes beyond it are of days before or after."""
    if minute is None:
        return str(day)
    more, rest = divmod(minute, DAY)
    return f"{day + more} {rest // 60:02}:{rest % 60:02}"


def read_datetime(text: str | None) -> datetime | None:
    """The local time of "2026-05-03T18:30"; midnight of a day alone. None where it is none."""
    if not text or not _DATETIME.match(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _times(start: int | None, end: int | None, both: bool, found: re.Match[str], text: str) -> Times:
    rest = text[found.end() :].lstrip(" :,;.").strip()
    if start is None or start >= DAY or (both and end is None):
        return Times(None, None, found[0], rest)
    return Times(start, end, found[0], rest)


def _minute_of(found: re.Match[str], name: str, half: str) -> int | None:
    return _minute(found[f"hour{name}"], found[f"minute{name}"] or found[f"apart{name}"], half.lower())


def _minute(hour: str, minute: str | None, half: str = "") -> int | None:
    """Minutes since midnight, 24:00 included; None where no clock shows it."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    found = hours * 60 + minutes
    return found if minutes < 60 and found <= DAY else None
