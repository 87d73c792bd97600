"""Numbers, dates and periods as people write them in the language spoken now."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.i18n import pgettext
from desktop.reports.text import is_right_to_left
from desktop.values.numbers import format_share

_TO_THE_RIGHT = "\u200e"
"""Keeps a comma between two names where it stands, though both run from right to left."""


def format_percent(part: int, whole: int) -> str:
    """A share in full per cent: 48% in English, 48 % in French and Spanish. `whole` is not 0."""
    return format_share(round(100 * part / whole))


def format_time_of_day(minute: int) -> str:
    """A time of day from minutes since midnight: "09:30"; past midnight it begins again."""
    hour, rest = divmod(minute % 1440, 60)
    return pgettext("time of day", "{hour}:{minute}").format(hour=f"{hour:02}", minute=f"{rest:02}")


def format_time_range(start: int, end: int) -> str:
    """From when to when in a day, in minutes since midnight."""
    return pgettext("from – to", "{start} – {end}").format(start=format_time_of_day(start), end=format_time_of_day(end))


def format_duration(minutes: int) -> str:
    """A duration: "45 min", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return pgettext("duration", "{minutes} min").format(minutes=rest)
    if not rest:
        return pgettext("duration", "{hours} h").format(hours=hours)
    return pgettext("duration", "{hours} h {minutes} min").format(hours=hours, minutes=rest)


def capitalised(words: str) -> str:
    """Words as they stand by themselves, in a heading or a cell: only the first letter is changed."""
    return words[:1].upper() + words[1:]


def titled(kind: str, name: str) -> str:
    """The title of a document: what it is, and of what; with the space before the colon that a language wants."""
    return pgettext("field: value", "{field}: {value}").format(field=kind, value=name)


def join_names(names: Iterable[str]) -> str:
    """Names one after the other."""
    those = list(names)
    comma = f"{_TO_THE_RIGHT}, {_TO_THE_RIGHT}" if any(is_right_to_left(name) for name in those) else ", "
    return comma.join(those)
