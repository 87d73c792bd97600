"""Dates as people write them, and how the desk says that it understood them. No Qt widgets here."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtCore import QDate, QLocale

from desktop.words import current_language

FIRST_YEAR, LAST_YEAR = 1900, 2199

_MONTHS = (
    "january janvier enero",
    "february fevrier febrero",
    "march mars marzo",
    "april avril abril",
    "may mai mayo",
    "june juin junio",
    "july juillet julio",
    "august aout agosto",
    "september septembre septiembre setiembre sept",
    "october octobre octubre",
    "november novembre noviembre",
    "december decembre diciembre",
)
_MONTH_AND_YEAR = re.compile(r"^(\d{1,2})[-/. ](\d{4})$")
_NUMBERS = re.compile(r"^(\d{1,4})[-/. ](\d{1,2})(?:[-/. ](\d{1,4}))?$")
_WORDS = re.compile(r"[a-z]+|\d+")
_FILLERS = frozenset(("de", "del", "le", "el", "of", "the", "er", "st", "nd", "rd", "th", "o"))


def read_date(text: str) -> str | None:
    """The journal's form ("2014", "2014-05", "2014-05-03") of a date as written; None if it is not one.

    Day before month where both could be ("3/5/2014" is 3 May), month names in English, French and Spanish.
    """
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.strip().lower()) if not unicodedata.combining(letter)
    )
    if re.fullmatch(r"\d{4}", plain):
        return _whole(int(plain), None, None)
    if pair := _MONTH_AND_YEAR.match(plain):
        return _whole(int(pair[2]), int(pair[1]), None)
    numbers = _NUMBERS.match(plain.replace(" - ", "-").replace(" / ", "/"))
    if numbers:
        return _from_numbers(*numbers.groups())
    return _from_words(plain)


def say_date(value: str, language: str = "") -> str:
    """A date of the journal in words: "3 May 2014", "May 2014", "2014"; what is no date comes back as it is."""
    parts = value.split("-")
    locale = QLocale(language or current_language())
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return value
    if len(parts) == 1:
        return value
    if len(parts) == 2:
        return f"{locale.standaloneMonthName(int(parts[1]))} {parts[0]}"
    day = QDate(int(parts[0]), int(parts[1]), int(parts[2]))
    pattern = "d 'de' MMMM 'de' yyyy" if (language or current_language()) == "es" else "d MMMM yyyy"
    return locale.toString(day, pattern) if day.isValid() else value


def _from_numbers(first: str, second: str, third: str | None) -> str | None:
    if third is None:
        if len(first) == 4:
            return _whole(int(first), int(second), None)
        return None
    if len(first) == 4:
        return _whole(int(first), int(second), int(third))
    if len(third) not in (2, 4):
        return None
    year = int(third) if len(third) == 4 else 2000 + int(third)
    day, month = int(first), int(second)
    if month > 12 >= day:
        day, month = month, day
    return _whole(year, month, day)


def _from_words(plain: str) -> str | None:
    year = month = day = None
    for word in _WORDS.findall(plain):
        if word.isdigit():
            if len(word) == 4 and year is None:
                year = int(word)
            elif len(word) <= 2 and day is None:
                day = int(word)
            else:
                return None
        elif word not in _FILLERS and (month is not None or (month := _month(word)) is None):
            return None
    if year is None or (day is not None and month is None):
        return None
    return _whole(year, month, day)


def _month(word: str) -> int | None:
    if len(word) < 3:
        return None
    found = {number for number, names in enumerate(_MONTHS, 1) if any(name.startswith(word) for name in names.split())}
    return found.pop() if len(found) == 1 else None


def _whole(year: int, month: int | None, day: int | None) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
