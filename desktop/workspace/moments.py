"""Days and times as they stand in fields: partial dates as spans of days, moments of a visit, local times, amounts."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)
_MOMENT = re.compile(r"(-?\d{1,3})(?: (\d\d):(\d\d))?\Z", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?\Z", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?\Z", re.ASCII)


def read_span(text: str | None) -> tuple[date, date] | None:
    """First and last day that a partial date means: "2026-02" is 1 to 28 February. None where it is no date."""
    found = _DATE.match(text or "")
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if not found[2]:
            return date(year, 1, 1), date(year, 12, 31)
        if not found[3]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def days_of(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of what goes from one partial date to another, as ISO days; one alone stands for both."""
    spans = [span for span in (read_span(start), read_span(end)) if span is not None]
    if not spans:
        return None, None
    begins, ends = spans[0][0], spans[-1][1]
    return begins.isoformat(), max(begins, ends).isoformat()


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


def read_decimal(text: str | None) -> Decimal | None:
    """The amount of "1234.50": at most 15 digits before the point and 6 after it. None where it is none."""
    if not text or not _DECIMAL.match(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern lets nothing else through
        return None


__all__ = ["days_of", "read_datetime", "read_decimal", "read_moment", "read_span", "write_moment"]
