"""Whose clock the programme goes by, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.i18n import _
from desktop.ui.widgets.displayed_codes import term


def zone_words(zone: str, place: str, first: date | None, length: int) -> str:
    """ "Times of Durban · Johannesburg (South Africa), UTC+2"; says so where the clocks change during the visit."""
    where = _("Times of {place}").format(place=place) if place else _("Local time of the host")
    if not zone:
        return _("{where} · the visit names no time zone yet").format(where=where)
    label = term("time_zones", zone).label
    begins = offset(zone, first) if first is not None else offset(zone, datetime.now(UTC).date())
    if begins is None:
        return f"{where} · {label}"
    words = f"{where} · {label}, {utc(begins)}"
    if first is not None:
        for day in range(1, length + 1):
            then = offset(zone, first + timedelta(days=day))
            if then is not None and then != begins:
                changed = _("the clocks change on day {number}: {utc} then").format(number=day, utc=utc(then))
                return f"{words} · {changed}"
    return words


def offset(zone: str, day: date) -> timedelta | None:
    """What the zone's clocks are ahead of UTC as a day begins; None where the zone is not known here."""
    try:
        return datetime.combine(day, time(), ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def utc(ahead: timedelta) -> str:
    """ "UTC+5:45"."""
    minutes = round(ahead.total_seconds() / 60)
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
