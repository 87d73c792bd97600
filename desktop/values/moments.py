"""Moments of a visit and local times, as the journal keeps them."""

from __future__ import annotations

import re
from datetime import datetime

_MOMENT = re.compile(r"(-?\d{1,3})(?: (\d\d):(\d\d))?\Z", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?\Z", re.ASCII)


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
    more, rest = divmod(minute, 24 * 60)
    return f"{day + more} {rest // 60:02}:{rest % 60:02}"


def read_datetime(text: str | None) -> datetime | None:
    """The local time of "2026-05-03T18:30"; midnight of a day alone. None where it is none."""
    if not text or not _DATETIME.match(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
