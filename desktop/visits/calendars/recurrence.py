"""When an event is repeated (RRULE of RFC 5545): by the clocks of its place, day for day, as far as a programme can want."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)\Z")
_OLD = re.compile(r"(D|W)(\d{1,3})((?:\s+(?:MO|TU|WE|TH|FR|SA|SU))*)(?:\s+(?:#(\d{1,6})|(\d{8}(?:T\d{6}Z?)?)))?\s*\Z")
"""Daily and weekly rules of vCalendar 1.0: D1 #4."""
_MAX_TEXT = 2_000
_HORIZON = timedelta(days=6 * 366)
"""From the first time: what is later belongs to no visit."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is written. `until` is still text, for it may need a time zone."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()  # (which one of the period or 0 for each, 0 for Monday)
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


def parse_rule(text: str) -> Rule:
    """Read a rule. Raises ValueError where it is none, or repeats within a day."""
    text = text.strip().upper()
    if len(text) > _MAX_TEXT:
        raise ValueError(text[:60])
    if old := _OLD.match(text):
        days = tuple((0, _WEEKDAYS.index(day)) for day in old[3].split())
        count = None if old[4] is None else int(old[4]) or None
        return Rule("DAILY" if old[1] == "D" else "WEEKLY", max(int(old[2]), 1), count, old[5] or "", weekdays=days)
    parts = dict[str, str]()
    for each in filter(None, text.split(";")):
        name, equals, value = each.partition("=")
        if not equals:
            raise ValueError(text[:60])
        parts[name.strip()] = value.strip()
    frequency, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL", "1")[:9])
    if frequency not in _FREQUENCIES or interval < 1:
        raise ValueError(text[:60])
    weekdays = list[tuple[int, int]]()
    for each in filter(None, parts.get("BYDAY", "").split(",")):
        found = _BYDAY.match(each.strip())
        if found is None:
            raise ValueError(text[:60])
        weekdays.append((int(found[1] or 0), _WEEKDAYS.index(found[2])))
    return Rule(
        frequency,
        interval,
        int(parts["COUNT"][:9]) if parts.get("COUNT") else None,
        parts.get("UNTIL", ""),
        _numbers(parts, "BYMONTH"),
        _numbers(parts, "BYMONTHDAY"),
        _numbers(parts, "BYYEARDAY"),
        _numbers(parts, "BYWEEKNO"),
        tuple(dict.fromkeys(weekdays)),
        _numbers(parts, "BYHOUR"),
        _numbers(parts, "BYMINUTE"),
        _numbers(parts, "BYSETPOS"),
        _WEEKDAYS.index(parts.get("WKST", "MO")),
    )


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(each[:6]) for each in parts.get(name, "").split(",") if each))


def repeated_times(first: datetime, rule: Rule, ended: Callable[[datetime], bool]) -> Iterator[datetime]:
    """The times of a rule, the earliest first, by the clocks of the place; none more than six years after the first.

    `ended` says of a time whether it is after the rule's last one.
    """
    left = rule.count
    times = [time(hour, minute) for hour in sorted({*rule.hours} or {first.hour}) if 0 <= hour < 24
             for minute in sorted({*rule.minutes} or {first.minute}) if 0 <= minute < 60]  # fmt: skip
    for days in _periods(first.date(), rule):
        found = [datetime.combine(day, at.replace(second=first.second)) for day in days for at in times]
        if rule.positions:
            places = {place - 1 if place > 0 else len(found) + place for place in rule.positions}
            found = [each for at, each in enumerate(found) if at in places]
        for each in found:
            if each < first:
                continue
            if ended(each) or (left is not None and left <= 0):
                return
            left = None if left is None else left - 1
            yield each


def _periods(first: date, rule: Rule) -> Iterator[list[date]]:
    """The days of each year, month, week or day that the rule means."""
    last = date.max if first > date.max - _HORIZON else first + _HORIZON
    begins = first
    match rule.frequency:
        case "YEARLY":
            begins = date(first.year, 1, 1)
        case "MONTHLY":
            begins = first.replace(day=1)
        case "WEEKLY":
            back = timedelta(days=(first.weekday() - rule.week_start) % 7)
            begins = first if first - date.min < back else first - back
        case _:
            pass
    while begins <= last:
        after = _after(begins, rule.frequency)
        yield [day for day in _days(begins, min(after, last)) if _fits(day, first, rule)]
        try:
            for _step in range(rule.interval):
                begins = _after(begins, rule.frequency)
                if begins > last:
                    return
        except (ValueError, OverflowError):
            return


def _days(begins: date, ends: date) -> Iterator[date]:
    for number in range((ends - begins).days or 1):
        yield begins + timedelta(days=number)


def _after(begins: date, frequency: str) -> date:
    """When the next period begins."""
    match frequency:
        case "YEARLY":
            return date(begins.year + 1, 1, 1) if begins.year < date.max.year else date.max
        case "MONTHLY":
            if begins.month == 12:
                return date(begins.year + 1, 1, 1) if begins.year < date.max.year else date.max
            return date(begins.year, begins.month + 1, 1)
        case "WEEKLY":
            return begins + timedelta(days=7)
        case _:
            return begins + timedelta(days=1)


def _fits(day: date, first: date, rule: Rule) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _counts(day.day, _month_length(day), rule.month_days):
        return False
    if rule.year_days and not _counts(day.timetuple().tm_yday, _year_length(day), rule.year_days):
        return False
    if rule.weeks and not _counts(day.isocalendar().week, date(day.isocalendar().year, 12, 28).isocalendar().week,
                                  rule.weeks):  # fmt: skip
        return False
    if rule.weekdays:
        return any(day.weekday() == weekday and _is_nth(day, which, rule) for which, weekday in rule.weekdays)
    if rule.frequency == "WEEKLY" or rule.weeks:
        return day.weekday() == first.weekday()
    if rule.month_days or rule.year_days or rule.frequency == "DAILY":
        return True
    return day.day == first.day and (
        rule.frequency == "MONTHLY" or bool(rule.months) or day.month == first.month
    )  # fmt: skip


def _counts(number: int, length: int, wanted: tuple[int, ...]) -> bool:
    """Is it one of these, counted from the end where they are negative?"""
    return number in wanted or number - length - 1 in wanted


def _is_nth(day: date, which: int, rule: Rule) -> bool:
    """Is it this one of its weekday in the month, or in the year where the rule goes by years and names no month?"""
    if not which or rule.frequency not in ("YEARLY", "MONTHLY"):
        return True
    by_year = rule.frequency == "YEARLY" and not rule.months
    number, length = (day.timetuple().tm_yday, _year_length(day)) if by_year else (day.day, _month_length(day))
    return (number - 1) // 7 + 1 == which if which > 0 else (length - number) // 7 + 1 == -which


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _year_length(day: date) -> int:
    return 366 if isleap(day.year) else 365
