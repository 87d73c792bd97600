"""Numbers, dates and periods as people write them in the language spoken now."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from desktop.reports.text import is_turned
from desktop.words import current_language, pgettext

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


def listed(names: Iterable[str]) -> str:
    """Names one after the other."""
    those = list(names)
    comma = f"{_TO_THE_RIGHT}, {_TO_THE_RIGHT}" if any(is_turned(name) for name in those) else ", "
    return comma.join(those)
