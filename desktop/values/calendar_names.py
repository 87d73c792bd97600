"""Names of months and days of the week in several languages (`resources/calendar/names.json`, from the Unicode CLDR)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "calendar" / "names.json"
_MORE_MONTHS = {"setiembre": 9}
"""Also written in Spanish."""
_SHORTEST = 3
"""Letters of an abbreviated name."""


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """January and Monday come first."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]


@cache
def calendar_names(language: str) -> CalendarNames:
    """The names in a language; in English where there are none."""
    found = _all_names()
    return found.get(language) or found["en"]


@lru_cache(maxsize=1_000)
def month_of(word: str) -> int | None:
    """The month (1 to 12) that a folded word names in any language, in full or by its first letters; None where it names
    none, or two: "jui" begins June and July in French.
    """
    return _only(month for name, month in _months() if name.startswith(word)) if len(word) >= _SHORTEST else None


@lru_cache(maxsize=1_000)
def weekday_of(word: str) -> int | None:
    """The day of the week (1 is Monday) that a folded word names in any language, in full or by its first letters."""
    return _only(day for name, day in _weekdays() if name.startswith(word)) if len(word) >= _SHORTEST else None


def folded(text: str) -> str:
    """Without accents and case: "Août" gives "aout"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _only(numbers: Iterable[int]) -> int | None:
    found = set(numbers)
    return found.pop() if len(found) == 1 else None


@cache
def _months() -> tuple[tuple[str, int], ...]:
    names = {folded(name): at for each in _all_names().values() for at, name in enumerate(each.months, 1)}
    return tuple((names | _MORE_MONTHS).items())


@cache
def _weekdays() -> tuple[tuple[str, int], ...]:
    names = {folded(name): at for each in _all_names().values() for at, name in enumerate(each.weekdays, 1)}
    return tuple(names.items())


@cache
def _all_names() -> Mapping[str, CalendarNames]:
    languages: dict[str, dict[str, list[str]]] = json.loads(_FILE.read_text("utf-8"))["languages"]
    return {
        code: CalendarNames(*(tuple(names[each]) for each in ("months", "weekdays", "short_weekdays")))
        for code, names in languages.items()
    }
