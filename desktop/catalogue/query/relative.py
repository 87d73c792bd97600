"""Days counted from today: "<30d" is what lies before the end of the 30th day from now, ">2w" what lies after two weeks."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from desktop.catalogue.query.terms import Range

_RELATIVE = re.compile(r"([<>])([+-]?\d{1,4})([dwmy])\Z", re.ASCII)


def relative_range(text: str, today: date | None = None) -> Range | None:
    """The range of days that "<30d", ">-2w", "<6m" or "<1y" means today; None where it is written otherwise."""
    found = _RELATIVE.match(text)
    if found is None:
        return None
    day = _counted(today or date.today(), int(found[2]), found[3])
    if day is None:
        return None
    return Range("", day.isoformat()) if found[1] == "<" else Range(day.isoformat(), "")


def _counted(day: date, count: int, unit: str) -> date | None:
    """A day so many days, weeks, months or years away; None beyond the calendar."""
    try:
        if unit in "dw":
            return day + timedelta(days=count * (7 if unit == "w" else 1))
        years, month = divmod(day.month - 1 + count * (12 if unit == "y" else 1), 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None
