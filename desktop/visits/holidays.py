"""Public holidays and the month of fasting, as far as we are sure of them (`resources/calendar/days_off.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from desktop.i18n import N_, _, current_language

_FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "calendar" / "days_off.json"
_ISLAMIC_EPOCH = 227015  # 16 July 622 (Julian) as `date.toordinal` counts
_RAMADAN = 9


@dataclass(frozen=True)
class Holiday:
    """A holiday, by its names in the three languages."""

    names: Mapping[str, str]

    def label(self) -> str:
        """Its name in the language spoken now."""
        return self.names.get(current_language()) or self.names["en"]


@dataclass(frozen=True)
class Fast:
    """A time of fasting, by its English name."""

    name: str

    def label(self) -> str:
        """Its name in the language spoken now."""
        return _(self.name)


RAMADAN = Fast(N_("Ramadan"))


def holidays_on(country: str, day: date) -> list[Holiday]:
    """The public holidays of a country (ISO 3166-1 alpha-2) on a day; none where we do not know its holidays."""
    data = _data()
    return [Holiday(data["names"][name]) for when, name in data["holidays"].get(country, ()) if _falls(when, day)]


def fast_on(country: str, day: date) -> Fast | None:
    """The fast that many keep in this country on a day."""
    return RAMADAN if country in _data()["ramadan"] and islamic_month(day) == _RAMADAN else None


def easter(year: int) -> date:
    """Western Easter Sunday of a Gregorian year (Butcher's algorithm, as in Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    left = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * left) // 433
    n = (h + left - 7 * m + 90) // 25
    return date(year, n, (h + left - 7 * m + 33 * n + 19) % 32)


def islamic_month(day: date) -> int:
    """The month, 1 to 12, of the tabular Islamic calendar (Reingold and Dershowitz, Calendrical Calculations); by
    sighting of the moon it may begin a day or two apart.
    """
    fixed = day.toordinal()
    year = (30 * (fixed - _ISLAMIC_EPOCH) + 10646) // 10631
    before = fixed - _islamic_ordinal(year, 1)
    month = min(12, (11 * before + 330) // 325)
    return month if month > 0 else 1


def _islamic_ordinal(year: int, month: int) -> int:
    """The ordinal of the first day of an Islamic month."""
    return _ISLAMIC_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + 1


def _falls(when: str, day: date) -> bool:
    if when.startswith("e"):
        return easter(day.year) + timedelta(days=int(when[1:])) == day
    return when == f"{day.month:02}-{day.day:02}"


@cache
def _data() -> Any:
    return json.loads(_FILE.read_text("utf-8"))
