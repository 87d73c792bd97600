"""Time zones as calendars name them: by IANA, by Windows, as an offset, or by rules in the file itself (VTIMEZONE)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import available_timezones

from desktop.visits.calendars.content_lines import Component, unescape
from desktop.visits.calendars.recurrence import Rule, parse_rule, repeated_times
from desktop.visits.visit_times import time_zone

_MAX_OBSERVANCES = 200
"""Changes of clocks that a zone of a file may describe."""
_OFFSET_NAME = re.compile(r"(?:UTC|GMT|Z)?\s*([+-−]\d{1,2}(?::?\d\d)?)\Z|(?:UTC|GMT|Z)\Z", re.I)
_LABEL = re.compile(r"\((?:UTC|GMT)([+-]\d\d:\d\d)?\)\s*(.+)\Z")
""" "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris": as Windows shows its zones."""
_OFFSET = re.compile(r"([+−-])(\d{1,2}):?(\d\d)?(?::?(\d\d))?\Z")
_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?\Z", re.I
)


def parse_stamp(text: str) -> date | datetime:
    """A day, a local time or an aware one of a file: 20260615, 20260615T140000, 20260615T140000Z, 2026-06-15T14:00+02:00.

    Raises ValueError where it is none, or no calendar has it.
    """
    found = _STAMP.match(text.strip())
    if found is None:
        raise ValueError(text[:40])
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return day
    hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
    if hour == 24 and minute == 0:
        day, hour = day + timedelta(days=1), 0
    when = datetime(day.year, day.month, day.day, hour, minute, second)
    if not found[7]:
        return when
    offset = UTC if found[7] in "zZ" else parse_offset(found[7])
    return when.replace(tzinfo=offset)


def parse_offset(text: str) -> timezone:
    """+0200, -03:30. Raises ValueError where it is none."""
    found = _OFFSET.match(text.strip())
    if found is None:
        raise ValueError(text[:40])
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0), seconds=int(found[4] or 0))
    return timezone(size if found[1] == "+" else -size)


class FileZones:
    """The zones that one calendar names."""

    def __init__(self, calendar: Component) -> None:
        self._described = {_key(each.text("TZID")): each for each in calendar.components if each.name == "VTIMEZONE"}
        self._known: dict[str, tzinfo | None] = {}

    def zone(self, name: str) -> tzinfo | None:
        """The zone of this name; None where neither this computer nor the file knows it."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> tzinfo | None:
        words = unescape(name).strip()
        if "/" in words and (found := _at_the_end(words)):
            return found
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        if found := time_zone(WINDOWS_TO_OLSON.get(words, "")):
            return found
        if (component := self._described.get(_key(name))) is not None:
            named = component.text("X-LIC-LOCATION")
            if found := time_zone(named) or _described(component):
                return found
        if offset := _OFFSET_NAME.match(words):
            return _fixed(offset[1])
        if label := _LABEL.match(words):
            return _by_cities(label[1], label[2])
        return time_zone(words) or next(
            (time_zone(iana) for windows, iana in WINDOWS_TO_OLSON.items() if windows.lower() == words.lower()), None
        )


def _key(name: str) -> str:
    return unescape(name).strip().lower()


def _at_the_end(words: str) -> tzinfo | None:
    """The zone that "/freeassociation.sourceforge.net/Tzfile/Europe/Paris" ends with, in capitals or not."""
    parts = words.strip("/").split("/")[-4:]
    endings = ["/".join(parts[at:]) for at in range(len(parts) - 1)]
    known = next((zone for each in endings if (zone := time_zone(each))), None)
    if known is not None:
        return known
    names = {each.lower(): each for each in available_timezones()}
    return next((time_zone(names[each.lower()]) for each in endings if each.lower() in names), None)


def _by_cities(offset: str, cities: str) -> tzinfo | None:
    """The zone of "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris": the first city that names one with this offset."""
    names = {each.rpartition("/")[2].replace("_", " ").lower(): each for each in sorted(available_timezones())}
    for city in cities.split(","):
        zone = time_zone(names.get(city.strip().lower(), ""))
        if zone is not None and _winter_offset(zone) == _fixed_offset(offset):
            return zone
    return None


def _winter_offset(zone: tzinfo) -> timedelta | None:
    """Without summer time, north or south."""
    offsets = [datetime(2024, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)]
    return min(each for each in offsets if each is not None) if all(each is not None for each in offsets) else None


def _fixed_offset(text: str) -> timedelta | None:
    try:
        return parse_offset(text or "+00").utcoffset(None)
    except ValueError:
        return None


def _fixed(offset: str | None) -> tzinfo | None:
    try:
        return parse_offset(offset) if offset else UTC
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Observance:
    """STANDARD or DAYLIGHT: from when on the clocks show what."""

    begins: datetime
    before: timedelta
    offset: timedelta
    rules: tuple[Rule, ...]
    dates: tuple[datetime, ...]


def _described(component: Component) -> tzinfo | None:
    found = list[_Observance]()
    for each in component.components[:_MAX_OBSERVANCES]:
        try:
            found.append(_observance(each))
        except (ValueError, OverflowError):
            continue
    return _FileZone(component.text("TZID")[:60], found) if found else None


def _observance(component: Component) -> _Observance:
    begins = parse_stamp(component.text("DTSTART"))
    offset = parse_offset(component.text("TZOFFSETTO")).utcoffset(None)
    before = parse_offset(component.text("TZOFFSETFROM") or component.text("TZOFFSETTO")).utcoffset(None)
    rules = tuple(parse_rule(line.value) for line in component.all("RRULE")[:3])
    stamps = [parse_stamp(part) for line in component.all("RDATE") for part in line.value.split(",")[:_MAX_OBSERVANCES]]
    return _Observance(_local(begins), before, offset, rules, tuple(_local(each) for each in stamps))


def _local(when: date | datetime) -> datetime:
    if isinstance(when, datetime):
        return when.replace(tzinfo=None)
    return datetime(when.year, when.month, when.day)


class _FileZone(tzinfo):
    """A zone by the rules that a file gives."""

    def __init__(self, name: str, observances: Iterable[_Observance]) -> None:
        self._name = name
        self._observances = sorted(observances, key=lambda each: each.begins)
        self._years: dict[int, list[tuple[datetime, timedelta]]] = {}

    def utcoffset(self, dt: datetime | None, /) -> timedelta:
        """How far the clocks are from UTC at a local time."""
        first = self._observances[0]
        if dt is None:
            return first.offset
        when = dt.replace(tzinfo=None)
        changes = [offset for begins, offset in self._changes(when.year) if begins <= when]
        return changes[-1] if changes else first.before

    def dst(self, dt: datetime | None, /) -> timedelta | None:
        """Not told apart."""
        return None

    def tzname(self, dt: datetime | None, /) -> str:
        """As the file calls it."""
        return self._name

    def fromutc(self, dt: datetime, /) -> datetime:
        """The local time of a time in UTC."""
        near = dt + self.utcoffset(dt)
        return dt + self.utcoffset(near)

    def _changes(self, year: int) -> list[tuple[datetime, timedelta]]:
        """What changed last before the year, and what changes in it."""
        if year not in self._years:
            found = list[tuple[datetime, timedelta]]()
            for each in self._observances:
                onsets = [each.begins, *each.dates]
                for rule in each.rules:
                    onsets += _onsets(each, rule, year)
                found += [(when, each.offset) for when in onsets if when.year <= year]
            self._years[year] = sorted(found, key=lambda change: change[0])
        return self._years[year]


def _onsets(observance: _Observance, rule: Rule, year: int) -> list[datetime]:
    """When the rule changes the clocks in a year and the one before."""
    begins, until = observance.begins, parse_stamp(rule.until) if rule.until else None
    if rule.count is None and rule.frequency == "YEARLY" and rule.interval == 1 and begins.year < year - 1:
        if rule.weekdays or rule.month_days:
            begins = begins.replace(year=year - 1, month=1, day=1)
        else:
            begins = begins.replace(year=year - 1, day=min(begins.day, 28))

    def ended(when: datetime) -> bool:
        if when.year > year:
            return True
        if until is None:
            return False
        if isinstance(until, datetime) and until.tzinfo is not None:
            return when - observance.before > until.astimezone(UTC).replace(tzinfo=None)
        return when > _local(until) if isinstance(until, datetime) else when.date() > until

    return [when for when in repeated_times(begins, rule, ended)]
