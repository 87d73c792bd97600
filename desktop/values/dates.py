"""Dates: what people write, what the journal keeps ("2014", "2014-05" or "2014-05-03"), and how they are shown.

The grammar is small on purpose: a text that it does not know is no date, rather than some day or other.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from desktop.i18n import _, current_language, pgettext
from desktop.values.calendar_names import calendar_names, folded, month_of, weekday_of
from desktop.values.plain_text import plain

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years of what is catalogued; others are slips, or stand for "never"."""
_ANY_YEAR = (1, 9999)

_LONGEST = 100
_TO = r"(?:\s?[-/.]\s?|\s)"
_TIME = r"(?:[T ,]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_STORED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)
_YEARS = re.compile(r"(\d{4})\s?([-–/])\s?(\d{4}|\d{2})\Z", re.ASCII)
_ISO = re.compile(rf"(\d{{4}})(?:{_TO}(\d{{1,2}})(?:{_TO}(\d{{1,2}}){_TIME})?)?\Z", re.ASCII | re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)(?:[ T].*)?\Z", re.ASCII)
_MONTHS = 12
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4}(?:\d\d)?Z?)?\Z", re.ASCII)
_CHINESE = re.compile(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?)?\Z", re.ASCII)
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}})({_TO})(\d{{1,2}}){_TO}(\d{{4}}|\d{{2}}){_TIME}\Z", re.ASCII | re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_TO}(\d{{4}})\Z", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?\Z", re.ASCII)
_FIRST_SERIAL_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet's dates."""
_PART_OF_YEAR = re.compile(
    r"(?:([qths])\s?([1-4])\s?[-/ ,]?\s?'?(\d{4})|(\d{4})\s?[-/ ,]?\s?([qths])\s?([1-4]))\Z", re.ASCII
)
_PARTS = {"q": 4, "t": 4, "h": 2, "s": 2}
"""Quarter, trimestre; half, semestre: into how many parts the year is divided."""
_MONTH_AND_SHORT_YEAR = re.compile(r"[^\W\d_]+\.?\s?[-/'’]\s?\d{2}\Z")
""" "Sept-22": how spreadsheets write a month. "22-Sept" is a day without a year."""
_BETWEEN = re.compile(r"\s*(?:–|\s-\s|-|/|\s(?:to|au|al|a|ao|hasta|ate|through|until|jusqu'au)\s)\s*")
_FROM = re.compile(r"(?:from|du|del|de|desde)\s+")
_DAY_AND_YEAR = re.compile(r"(\d{1,2}),?\s+(\d{4})\Z", re.ASCII)
_TOKENS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_FILLERS = frozenset(
    ("a", "d", "de", "del", "du", "el", "er", "l", "la", "le", "o", "of", "nd", "rd", "ro", "st", "th", "the", "feira")
)
"""Words and endings of ordinal numbers that stand in dates and say nothing."""
_SIGNS = frozenset(",.;:-–/()[]'’\"?~!°")


@dataclass(frozen=True, slots=True)
class Period:
    """What a text says: one date, or a first and a last one, in the journal's form. `end` is "" where it is one."""

    start: str
    end: str = ""

    @property
    def last(self) -> str:
        """The end, or the one date."""
        return self.end or self.start


def parse_date(text: str, *, order: str = "dmy", year: str = "", serial: bool = False) -> str | None:
    """The date in a text, in the journal's form; of a period its beginning. None where it names no date.

    See `parse_period`.
    """
    period = parse_period(text, order=order, year=year, serial=serial)
    return None if period is None else period.start


@lru_cache(maxsize=20_000)
def parse_period(
    text: str, *, order: str = "dmy", year: str = "", serial: bool = False, any_year: bool = False
) -> Period | None:
    """The date or period in a text, in any of our languages; None where it names none, or one before 1900 or after 2199.

    `order` says how 1/2/2014 is meant ("dmy" or "mdy"); `year` completes a month without one; `serial` takes five
    digits for a spreadsheet's day number; `any_year` takes the years 1 to 9999 in ISO 8601. Times are dropped. Two digits
    of a year are 2000 to 2049 and 1950 to 1999. "2010-11" is November, "2010/11" a school year or fiscal year.
    """
    written = plain(text)
    if not written or len(written) > _LONGEST or (not written.isascii() and any(map(_is_odd_number, written))):
        return None
    if any_year and (found := _STORED.match(written)) and (one := _date(found[1], found[2], found[3], _ANY_YEAR)):
        return Period(one)
    if years := _YEARS.match(written):
        period = _years(years[1], years[2], years[3])
        if period is not None:
            return period
    if one := _in_numbers(written, order, serial):
        return Period(one)
    words = folded(written)
    if part := _PART_OF_YEAR.match(words):
        return _part_of_year(part)
    return _one(_in_words(words, year)) or _from_to(words, order, year)


def day_order(text: str) -> str:
    """What one date in numbers tells about the order of its column: "dmy", "mdy", "?" for either, "" for nothing."""
    match = _DAY_MONTH_YEAR.match(plain(text))
    if match is None or match[2].strip() == ".":  # nobody writes 12.31.2014
        return ""
    first, second = int(match[1]), int(match[3])
    if first == second:
        return ""
    if first > 12:
        return "dmy" if second <= 12 else ""
    return "mdy" if second > 12 else "?"


def may_be_swapped(text: str) -> bool:
    """Is this a real date of a spreadsheet that is another one with day and month swapped?"""
    found = _ISO_DAY.match(text.strip())
    return found is not None and int(found[2]) <= _MONTHS and found[1] != found[2]


def is_day_beyond_months(text: str) -> bool | None:
    """Is the day of a date later than the 12th; None for what is neither an ISO date nor one in numbers."""
    text = text.strip()
    if found := _ISO_DAY.match(text):
        return int(found[2]) > _MONTHS
    found = _DAY_MONTH_YEAR.match(text)
    return None if found is None else max(int(found[1]), int(found[3])) > _MONTHS


def format_date(value: str) -> str:
    """A date of the journal in words, in the language spoken now: "3 May 2014", "May 2014", "2014". What is no date comes
    back as it is.
    """
    found = _STORED.match(value)
    if found is None:
        return value
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    if not month:
        return year
    if not 1 <= month <= 12:
        return value
    name = calendar_names(current_language()).months[month - 1]
    if not day:
        return pgettext("month and year", "{month} {year}").format(month=name, year=year)
    return pgettext("day of the year", "{day} {month} {year}").format(day=format_day(day), month=name, year=year)


def format_period(start: str, end: str) -> str:
    """From when to when, in words; "" where neither is known. Month and year stand once where they are the same."""
    if not start and not end:
        return ""
    if not start:
        return _("until {date}").format(date=format_date(end))
    if not end or end == start:
        return format_date(start)
    if len(start) == len(end) == 10 and start[:8] == end[:8] and format_date(start) != start:
        said = pgettext("day – date in the same month", "{day} – {date}")
        return said.format(day=format_day(int(start[8:])), date=format_date(end))
    return pgettext("from – to", "{start} – {end}").format(start=format_date(start), end=format_date(end))


def format_weekday(day: date) -> str:
    """A day with its day of the week: "Tuesday, 4 May 2027"."""
    said = pgettext("day of the week, date", "{weekday}, {date}")
    weekday = calendar_names(current_language()).weekdays[day.weekday()]
    return said.format(weekday=weekday, date=format_date(day.isoformat()))


def format_day(day: int) -> str:
    """The day of a month as it stands in a date: "1er" in French."""
    return pgettext("first day of a month", "1") if day == 1 else str(day)


def read_span(value: str | None) -> tuple[date, date] | None:
    """First and last day that a date of the journal means: "2026-02" is 1 to 28 February. None where it is no date."""
    found = _STORED.match(value or "")
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if not found[2]:
            return date(year, 1, 1), date(year, 12, 31)
        if not found[3]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def days_of(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of what goes from one date of the journal to another, as ISO days; one alone stands for
    both.
    """
    spans = [span for span in (read_span(start), read_span(end)) if span is not None]
    if not spans:
        return None, None
    begins, ends = spans[0][0], spans[-1][1]
    return begins.isoformat(), max(begins, ends).isoformat()


def _is_odd_number(sign: str) -> bool:
    """², ½, 三: numbers that are no digits."""
    return sign.isnumeric() and not sign.isdecimal()


def _one(found: str | None) -> Period | None:
    return None if found is None else Period(found)


def _years(first: str, sign: str, second: str) -> Period | None:
    """2022/23, 2022-2023, 2014-15, 2010–11; None where it may be a month (2010-11, 2014/05) or says nothing."""
    begins = int(first)
    ends = int(second) if len(second) == 4 else begins - begins % 100 + int(second)
    if len(second) == 2 and ends % 100 == (begins + 1) % 100:
        ends = begins + 1
        if sign == "-" and 1 <= int(second) <= 12:
            return None
    elif len(second) == 2 and sign != "–":
        return None
    if begins >= ends or (start := _date(first)) is None or (end := _date(str(ends))) is None:
        return None
    return Period(start, end)


def _in_numbers(text: str, order: str = "dmy", serial: bool = False) -> str | None:
    """One date in figures alone."""
    if match := _ISO.match(text) or _COMPACT.match(text) or _CHINESE.match(text):
        return _date(match[1], match[2], match[3])
    if match := _DAY_MONTH_YEAR.match(text):
        first, second = int(match[1]), int(match[3])
        as_asked = order != "mdy" or match[2].strip() == "."
        day_first = as_asked if max(first, second) <= 12 else second <= 12
        day, month = (match[1], match[3]) if day_first else (match[3], match[1])
        return _date(_full_year(match[4]), month, day)
    if match := _MONTH_YEAR.match(text):
        return _date(match[2], match[1])
    if serial and (match := _SERIAL.match(text)):
        day = _FIRST_SERIAL_DAY + timedelta(days=int(match[1]))
        return _date(str(day.year), str(day.month), str(day.day))
    return None


def _part_of_year(found: re.Match[str]) -> Period | None:
    """Q1 2023, 2023 S2."""
    kind, number, year = (found[1], int(found[2]), found[3]) if found[1] else (found[5], int(found[6]), found[4])
    if number > _PARTS[kind]:
        return None
    months = 12 // _PARTS[kind]
    start, end = _date(year, str(number * months - months + 1)), _date(year, str(number * months))
    return Period(start, end) if start and end else None


def _from_to(text: str, order: str, year: str) -> Period | None:
    """3-5 May 2022, May 3-5, 2022, 30 April to 2 May 2022, 2022-05-03/2022-05-05: the first way of dividing the text that
    makes sense.
    """
    text = _FROM.sub("", text, count=1) if _FROM.match(text) else text
    for between in _BETWEEN.finditer(text):
        left, right = text[: between.start()], text[between.end() :]
        if left and right and (period := _period(left, right, order, year)) is not None:
            return period
    return None


def _period(left: str, right: str, order: str, year: str) -> Period | None:
    if (found := _DAY_AND_YEAR.match(right)) and (start := _in_words(left, found[2])) and len(start) == 10:
        return _in_order(start, _date(start[:4], start[5:7], found[1]))
    end = _in_numbers(right, order) or _in_words(right, year)
    if end is None:
        return None
    if start := _in_numbers(left, order) or _in_words(left, ""):
        return _in_order(start, end)
    if len(end) == 10 and (day := _day_alone(left)):
        return _in_order(_date(end[:4], end[5:7], day), end)
    for known in (int(end[:4]), int(end[:4]) - 1):  # 30 December to 2 January 2023
        start = _in_words(left, str(known))
        if start is not None and len(start) == len(end) and start <= end:
            return _in_order(start, end)
    return None


def _in_order(start: str | None, end: str | None) -> Period | None:
    if start is None or end is None or end < start[: len(end)]:
        return None
    return Period(start, "" if end == start else end)


def _day_alone(text: str) -> str:
    """ "3", "3rd", "lundi 3"; "" where there is more, or no number."""
    numbers = list[str]()
    for word in _TOKENS.findall(text):
        if word.isdecimal():
            numbers.append(word)
        elif word not in _FILLERS and word not in _SIGNS and weekday_of(word) is None:
            return ""
    return numbers[0] if len(numbers) == 1 and len(numbers[0]) <= 2 else ""


def _in_words(text: str, year: str) -> str | None:
    """1 March 2015, mars 2015, 15 de marzo de 2015, March 1st, 2015; June, where the year is known."""
    text = re.sub(_TIME + r"\Z", "", text, flags=re.ASCII | re.IGNORECASE) if ":" in text else text
    named, numbers = list[str](), list[str]()
    word = ""
    for word in _TOKENS.findall(text):
        if word.isdecimal():
            numbers.append(word)
        elif month_of(word) is not None or (weekday_of(word) is not None and word not in _FILLERS):
            named.append(word)
        elif word not in _FILLERS and word not in _SIGNS:
            return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(numbers) > 2 or len(years) > 1 or len(years) + len(days) != len(numbers):
        return None
    month = _month(named, with_day=bool(days))
    if month is None:
        return None
    if not month:
        return _date(years[0]) if len(numbers) == len(years) == 1 else None
    if not years and days:
        after_day = len(days) == 2 and word.isdecimal()  # 3 May 14
        alone = len(days) == 1 and (int(days[0]) > 31 or (not year and _MONTH_AND_SHORT_YEAR.match(text)))
        years = [_full_year(days.pop())] if after_day or alone else []
    if len(days) > 1 or not (years or year):
        return None
    return _date(years[0] if years else year, month, days[0] if days else None)


def _month(words: list[str], *, with_day: bool) -> str | None:
    """The month among names of months and days of the week: of "mar. 3 mai" it is May, but "mar-mai" are two. "" for none,
    None for two.
    """
    months = [word for word in words if month_of(word) is not None]
    if len(months) == 2 and with_day and (days := [word for word in months if weekday_of(word) is not None]):
        months.remove(days[0])
    if len(months) > 1:
        return None
    return str(month_of(months[0])) if months else ""


def _full_year(text: str) -> str:
    if len(text) == 4:
        return text
    return str((1900 if int(text) >= 50 else 2000) + int(text))


def _date(
    year: str, month: str | None = None, day: str | None = None, years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)
) -> str | None:
    """A date that the calendar has, in the journal's form."""
    y, m, d = int(year), int(month or 1), int(day or 1)
    if not years[0] <= y <= years[1] or not 1 <= m <= 12 or not 1 <= d <= monthrange(y, m)[1]:
        return None
    if month is None:
        return f"{y:04}"
    return f"{y:04}-{m:02}" if day is None else f"{y:04}-{m:02}-{d:02}"
