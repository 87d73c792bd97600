"""Dates as people write them, read into "2014", "2014-05" or "2014-05-03". A date no calendar has is no
date.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1900, 2100

_TIME = r"(?:[T ,]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})(?:([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}){_TIME})?)?\Z", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_NUMERIC = re.compile(rf"(\d{{1,2}})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}}){_TIME}\Z", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})\Z")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?\Z")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_FILLERS = frozenset(
    [
        "of",
        "de",
        "del",
        "d",
        "le",
        "la",
        "el",
        "the",
        "du",
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "o",
        "a",
        "l",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
    ]
) - {"mar"}
_MONTHS = (
    ("january", "jan", "janvier", "janv", "enero", "ene"),
    ("february", "feb", "fevrier", "fevr", "fev", "febrero"),
    ("march", "mar", "mars", "marzo"),
    ("april", "apr", "avril", "avr", "abril", "abr"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juin", "junio"),
    ("july", "jul", "juillet", "juil", "julio"),
    ("august", "aug", "aout", "agosto", "ago"),
    ("september", "sep", "sept", "septembre", "septiembre", "setiembre"),
    ("october", "oct", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "decembre", "diciembre", "dic"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet's serial dates


def order_told(text: str) -> str:
    """What one cell tells about the order of its column: "dmy", "mdy", "?" for either, "" for nothing."""
    match = _NUMERIC.match(text.strip())
    if match is None or match[2] == ".":  # nobody writes 12.31.2014
        return ""
    first, second = int(match[1]), int(match[3])
    if first == second:
        return ""
    if first > 12:
        return "dmy" if second <= 12 else ""
    return "mdy" if second > 12 else "?"


@lru_cache(maxsize=20_000)
def read_date(text: str, order: str = "dmy", year: str = "") -> str | None:
    """The date in a cell; None where there is none in it, or one before 1900 or after 2100.

    `order` says how 1/2/2014 is meant; `year` completes a month without one. Times are dropped.
    """
    text = text.strip()
    if match := _ISO.match(text):
        return _date(match[1], match[3], match[4])
    if match := _NUMERIC.match(text):
        first, second = int(match[1]), int(match[3])
        as_dmy = match[2] == "." or (order != "mdy" if max(first, second) <= 12 else first > 12)
        day, month = (match[1], match[3]) if as_dmy else (match[3], match[1])
        return _date(_full_year(match[4]), month, day)
    if match := _MONTH_YEAR.match(text):
        return _date(match[2], match[1])
    if match := _COMPACT.match(text):
        return _date(match[1], match[2], match[3])
    if match := _SERIAL.match(text):
        return _date(*(_EPOCH + datetime.timedelta(days=int(match[1]))).isoformat().split("-"))
    return _in_words(text, year)


def _in_words(text: str, year: str) -> str | None:
    """1 March 2015, mars 2015, 15 de marzo de 2015, March 1st, 2015; June, where the year is known."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    plain = re.sub(_TIME + r"\Z", "", plain) if ":" in plain else plain
    month, numbers = "", list[str]()
    for word in _WORDS.findall(plain):
        if word.isdecimal():
            numbers.append(word)
        elif word in _MONTH_OF and not month:
            month = str(_MONTH_OF[word])
        elif word not in _FILLERS:
            return None
    if not month or len(numbers) > 2:
        return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) > 1 or len(years) + len(days) != len(numbers):
        return None
    if not years and len(days) == 2:  # 3 May 14
        years = [_full_year(days.pop())]
    if not years and not year:
        return None
    return _date(years[0] if years else year, month, days[0] if days else None)


def _full_year(text: str) -> str:
    if len(text) == 4:
        return text
    return str((1900 if int(text) >= 70 else 2000) + int(text))


def _date(year: str, month: str | None = None, day: str | None = None) -> str | None:
    y = int(year)
    if not FIRST_YEAR <= y <= LAST_YEAR:
        return None
    if month is None:
        return f"{y:04}"
    m = int(month)
    if not 1 <= m <= 12:
        return None
    if day is None:
        return f"{y:04}-{m:02}"
    d = int(day)
    if not 1 <= d <= calendar.monthrange(y, m)[1]:
        return None
    return f"{y:04}-{m:02}-{d:02}"
