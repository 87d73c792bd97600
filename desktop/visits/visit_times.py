"""When things of a visit take place: its days, the moments of its sessions in their time zones, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.values.dates import read_span
from desktop.values.moments import read_moment, write_moment
from desktop.visits.field_values import Values, number_of, text_of

DEFAULT_MINUTES = 60
"""How long a session is taken to last that does not say so."""
MAX_MINUTES = 14 * 24 * 60


@dataclass(frozen=True, slots=True)
class SessionTime:
    """When a session takes place. `begins` and `ends` are aware; None where date, time or zone is not known."""

    day: int  # of the visit, 1 is the first
    minute: int | None  # since midnight by the clocks there; None where only the day is fixed
    minutes: int  # how long
    date: date | None
    zone: ZoneInfo | None
    begins: datetime | None
    ends: datetime | None

    @property
    def end_minute(self) -> int | None:
        """Since midnight of its day, over 1440 where it goes on after midnight; clocks that change are not counted."""
        return None if self.minute is None else self.minute + self.minutes


@lru_cache(maxsize=256)
def time_zone(name: str) -> ZoneInfo | None:
    """A time zone by its IANA name; None where this computer does not know it."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def first_day(visit: Values) -> date | None:
    """The first day that the start may mean, or else the end: 1 May of "2026-05"."""
    span = read_span(text_of(visit, "start")) or read_span(text_of(visit, "end"))
    return span[0] if span else None


def last_day(visit: Values) -> date | None:
    """The last day that the end may mean, or else the start; never before the first day."""
    ends, begins = read_span(text_of(visit, "end")) or read_span(text_of(visit, "start")), first_day(visit)
    return max(ends[1], begins) if ends and begins else None


def fixed_first_day(visit: Values) -> date | None:
    """The first day, where the start is a day and no month or year alone."""
    span = read_span(text_of(visit, "start"))
    return span[0] if span and span[0] == span[1] else None


def day_count(visit: Values) -> int | None:
    """How many days a visit has whose start and end are days; None otherwise."""
    begins, ends = fixed_first_day(visit), read_span(text_of(visit, "end"))
    if begins is None or ends is None or ends[0] != ends[1] or ends[0] < begins:
        return None
    return (ends[0] - begins).days + 1


def day_date(visit: Values, day: int) -> date | None:
    """The date of a day of the visit; None while its first day is not fixed."""
    begins = fixed_first_day(visit)
    try:
        return begins + timedelta(days=day - 1) if begins else None
    except OverflowError:
        return None


def session_time(visit: Values, session: Values) -> SessionTime | None:
    """When a session takes place; None where it has neither day nor time.

    The minutes of its length really pass: over a change of clocks, `ends` is that much later all the same. A time that
    the clocks leave out is taken as the one after it, a time they show twice as the first.
    """
    moment = read_moment(text_of(session, "at"))
    if moment is None:
        return None
    day, minute = moment
    minutes = number_of(session, "minutes")
    minutes = DEFAULT_MINUTES if minutes is None else min(max(minutes, 0), MAX_MINUTES)
    on = day_date(visit, day)
    zone = time_zone(text_of(session, "time_zone") or text_of(visit, "time_zone"))
    begins = ends = None
    if on is not None and minute is not None and zone is not None:
        try:
            local = datetime.combine(on, time(minute // 60, minute % 60), zone)
            begins = local.astimezone(UTC).astimezone(zone)
            ends = (begins.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
        except OverflowError:
            begins = ends = None
    return SessionTime(day, minute, minutes, on, zone, begins, ends)


def at_value(visit: Values, when: date | datetime) -> str:
    """What `at` says of a local day or time: "2 14:30". An aware time is taken to the visit's zone first.

    Raises ValueError while the visit has no fixed first day.
    """
    begins = fixed_first_day(visit)
    if begins is None:
        raise ValueError("the visit has no fixed first day")
    if not isinstance(when, datetime):
        return write_moment((when - begins).days + 1)
    zone = time_zone(text_of(visit, "time_zone"))
    if when.tzinfo is not None and zone is not None:
        when = when.astimezone(zone)
    return write_moment((when.date() - begins).days + 1, when.hour * 60 + when.minute)
