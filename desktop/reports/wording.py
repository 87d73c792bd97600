"""Numbers, dates and periods as people write them in the language spoken now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from desktop.reports.text import is_turned
from desktop.words import N_, _, current_language, pgettext

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_THIN_SPACE, _NO_BREAK = "\u202f", "\u00a0"
_TO_THE_RIGHT = "\u200e"
"""Keeps a comma between two names where it stands, though both run from right to left."""


def say_number(number: int) -> str:
    """12,345 in English, 12 345 in French and Spanish (which leaves 4 digits together)."""
    language = current_language()
    if language == "en":
        return f"{number:,}"
    if language == "es" and abs(number) < 10_000:
        return str(number)
    return f"{number:,}".replace(",", _THIN_SPACE)


def say_amount(amount: Decimal, *, exact: bool = False) -> str:
    """An amount of money with its cents, or as `exact` as it was typed: 1,234.50 in English, 1 234,50 in French."""
    said = f"{amount:f}" if exact else f"{amount:.2f}"
    whole, point, cents = said.lstrip("-").partition(".")
    decimal = "." if current_language() == "en" else ","
    sign = "−" if said.startswith("-") else ""
    return f"{sign}{say_number(int(whole))}{decimal if point else ''}{cents}"


def say_share(part: int, whole: int) -> str:
    """A share in full per cent: 48% in English, 48 % in French and Spanish. `whole` is not 0."""
    share = round(100 * part / whole)
    return f"{share}%" if current_language() == "en" else f"{share}{_NO_BREAK}%"


def say_date(value: str) -> str:
    """ "2014", "2014-05" or "2014-05-03" in words; what is no date is said as it is."""
    found = _DATE.match(value)
    if found is None:
        return value
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    if not month:
        return year
    if not 1 <= month <= 12:
        return value
    name = _(_MONTHS[month - 1])
    if not day:
        return pgettext("month and year", "{month} {year}").format(month=name, year=year)
    return pgettext("day of the year", "{day} {month} {year}").format(day=_say_day(day), month=name, year=year)


def _say_day(day: int) -> str:
    return pgettext("first day of a month", "1") if day == 1 else str(day)


def say_dates(start: str, end: str) -> str:
    """From when to when; "" where neither is known. Month and year are said once where they are the same."""
    if not start and not end:
        return ""
    if not start:
        return _("until {date}").format(date=say_date(end))
    if not end or end == start:
        return say_date(start)
    if len(start) == len(end) == 10 and start[:8] == end[:8] and say_date(start) != start:
        said = pgettext("day – date in the same month", "{day} – {date}")
        return said.format(day=_say_day(int(start[8:])), date=say_date(end))
    return pgettext("from – to", "{start} – {end}").format(start=say_date(start), end=say_date(end))


def say_weekday(day: date) -> str:
    """A day with its day of the week: "Tuesday, 4 May 2027"."""
    said = pgettext("day of the week, date", "{weekday}, {date}")
    return said.format(weekday=_(_WEEKDAYS[day.weekday()]), date=say_date(day.isoformat()))


def say_clock(minute: int) -> str:
    """A time of day from minutes since midnight: "09:30"; past midnight it begins again."""
    hour, rest = divmod(minute % 1440, 60)
    return pgettext("time of day", "{hour}:{minute}").format(hour=f"{hour:02}", minute=f"{rest:02}")


def say_span(start: int, end: int) -> str:
    """From when to when in a day, in minutes since midnight."""
    return pgettext("from – to", "{start} – {end}").format(start=say_clock(start), end=say_clock(end))


def say_minutes(minutes: int) -> str:
    """A duration: "45 min", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return pgettext("duration", "{minutes} min").format(minutes=rest)
    if not rest:
        return pgettext("duration", "{hours} h").format(hours=hours)
    return pgettext("duration", "{hours} h {minutes} min").format(hours=hours, minutes=rest)


def say_today() -> str:
    """Today in words."""
    return say_date(date.today().isoformat())


def listed(names: Iterable[str]) -> str:
    """Names one after the other."""
    those = list(names)
    comma = f"{_TO_THE_RIGHT}, {_TO_THE_RIGHT}" if any(is_turned(name) for name in those) else ", "
    return comma.join(those)
