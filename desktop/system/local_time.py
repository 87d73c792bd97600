"""Times for people, by the clock and the zone of this computer, whatever these and the files of others say."""

from __future__ import annotations

from datetime import UTC, datetime

_LAST_MS = 32_503_680_000_000  # the year 3000


def utc_time(ms: float) -> datetime:
    """Milliseconds since 1970 as a time, UTC. Clocks lie: what lies outside of 1970 to 2999 is shown as their end."""
    return datetime.fromtimestamp(max(0, min(ms, _LAST_MS)) / 1000, UTC)


def local_time(ms: float) -> datetime:
    """The same in the zone of this computer."""
    return in_local_zone(utc_time(ms))


def in_local_zone(time: datetime) -> datetime:
    """A time in the zone of this computer; UTC where that is no zone that can be (TZ says 25 hours)."""
    try:
        return time.astimezone()
    except (ValueError, OverflowError, OSError):
        return time.astimezone(UTC)
