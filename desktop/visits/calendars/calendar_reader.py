"""Events of a calendar file that somebody sent (iCalendar, RFC 5545 and 5546; vCalendar 1.0), read with suspicion.

A bad event costs that event, never the file. What is left out is said in a sentence each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from pathlib import Path
from uuid import UUID

from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.visits.calendars.calendar_writer import TYPE, UID_PREFIX, VISIT
from desktop.visits.calendars.content_lines import (
    Component,
    Components,
    ContentLine,
    begins_with,
    line_count,
    read_up_to,
    whole_components,
)
from desktop.visits.calendars.recurrence import parse_rule, repeated_times
from desktop.visits.calendars.zones import FileZones, parse_stamp
from desktop.workspace import record_id_from
from desktop.workspace.storage.open_workspaces import is_open_here

MAX_SIZE = 8_000_000
"""Bytes: the programmes of some thousand visits."""
MAX_EVENTS = 20_000
_MAX_TEXT = 4_000
"""Characters of a text that is taken over."""
_MAX_LINES = 400_000
_MAX_DATES = 5_000
"""Of one line of a series."""
_MAX_SEARCHED = 100
"""Series of which the first time is cancelled, so that the next one is looked for."""
_EARLIEST, _LATEST = date(1970, 1, 1), date(2199, 12, 31)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?\Z", re.I
)
_ANSWERS = frozenset(("REPLY", "REFRESH", "DECLINECOUNTER"))
"""Methods that say who comes, or ask for an event: nothing about when it is."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. `begins` is a day, a local time without a zone, an aware time; None where a cancelled one does not say."""

    id: str  # of the record that it is, or will be
    type: str  # of the record, where a desk wrote it; "" elsewhere
    visit: str  # id that it names as its visit; "" for none
    title: str  # "" where the file does not say
    place: str
    description: str
    begins: date | datetime | None
    minutes: int | None  # None for what lasts whole days, or does not say
    cancelled: bool
    series: str = ""  # record of the whole series, where this is one time of it
    instead_of: date | datetime | None = None  # when that time was to be

    @property
    def all_day(self) -> bool:
        """Is it of a day, without a time?"""
        return not isinstance(self.begins, datetime)


@dataclass
class CalendarFile:
    """The events of a file, and in sentences what was not taken as it stood."""

    events: list[CalendarEvent] = field(default_factory=list[CalendarEvent])
    problems: list[str] = field(default_factory=list[str])


def looks_like_calendar(path: Path) -> bool:
    """Is it one by its first line?"""
    if is_open_here(path):
        return False
    try:
        with path.open("rb") as file:
            start = file.read(400)
    except OSError:
        return False
    return begins_with(start, "VCALENDAR")


def read_calendar(path: Path) -> CalendarFile:
    """Read a calendar. Raises UserFacingError where it is none, cannot be read, or is too large."""
    calendars = _components(path)
    kept, name = _("Nothing was imported."), path.name
    count = sum(each.name == "VEVENT" for calendar in calendars.components for each in calendar.components)
    if count > MAX_EVENTS:
        raise UserFacingError(
            _("{name} has {count} events: too many for one programme.").format(name=name, count=count),
            kept=kept,
            todo=_("Send from the other calendar only what belongs to the visit."),
        )
    if not count:
        raise UserFacingError(_("{name} contains no event.").format(name=name), kept=kept)
    reader = _Reader()
    for calendar in calendars.components:
        reader.read(calendar)
    return reader.file(calendars)


def _components(path: Path) -> Components:
    size, data = read_up_to(path, MAX_SIZE)
    kept, name = _("Nothing was imported."), path.name
    if size > MAX_SIZE:
        raise UserFacingError(
            _("{name} is too large for a programme: {size} MB.").format(name=name, size=size // 1_000_000),
            kept=kept,
            todo=_("Send from the other calendar only what belongs to the visit."),
        )
    if not begins_with(data, "VCALENDAR"):
        raise UserFacingError(_("{name} is not a calendar.").format(name=name), kept=kept)
    if (lines := line_count(data)) > _MAX_LINES:
        raise UserFacingError(
            _("{name} has {count} lines: no programme has so many.").format(name=name, count=lines),
            kept=kept,
            todo=_("Send from the other calendar only what belongs to the visit."),
        )
    return whole_components(data, name, _("{name} is damaged and cannot be read as a calendar.").format(name=name))


@dataclass(slots=True)
class _Version:
    """An event as it stands in the file: the newest of one `UID` and one time of its series counts."""

    event: CalendarEvent
    component: Component
    zones: FileZones
    age: tuple[int, str]


@dataclass(slots=True)
class _Series:
    """All that a file says under one `UID`."""

    whole: _Version | None = None
    single: dict[str, _Version] = field(default_factory=dict[str, _Version])
    """By when they were to be."""


class _Reader:
    """Events of all calendars of a file."""

    def __init__(self) -> None:
        self._found: dict[str, _Series] = {}
        self._problems: list[str] = []
        self._answers = self._proposals = self._others = 0
        self._repeated = self._searched = 0

    def read(self, calendar: Component) -> None:
        """Read one calendar of the file."""
        zones, method = FileZones(calendar), calendar.text("METHOD").upper()
        for component in calendar.components:
            if component.name in ("VTODO", "VJOURNAL") and not component.text(TYPE):
                self._others += 1
            if component.name != "VEVENT":
                continue
            if method in _ANSWERS:
                self._answers += 1
                continue
            self._proposals += method == "COUNTER"
            self._add(component, zones, cancelled=method == "CANCEL")

    def file(self, components: Components) -> CalendarFile:
        """The events that count, and what was left out."""
        events = [event for each in self._found.values() for event in self._events(each)]
        said = [
            (self._repeated, ngettext(
                "One event repeats: only its first occurrence was imported.",
                "{count} events repeat: only their first occurrence was imported.",
                self._repeated,
            )),
            (self._proposals, ngettext(
                "One event is a proposal (COUNTER) that nobody has accepted yet.",
                "{count} events are proposals (COUNTER) that nobody has accepted yet.",
                self._proposals,
            )),
            (self._answers, ngettext(
                "One event is an answer to an invitation and changes no session: left out.",
                "{count} events are answers to an invitation and change no session: left out.",
                self._answers,
            )),
            (self._others, ngettext(
                "One entry is a task or a note and no event: left out.",
                "{count} entries are tasks or notes and no events: left out.",
                self._others,
            )),
            (components.unread, ngettext(
                "One line of the file was not understood: left out.",
                "{count} lines of the file were not understood: left out.",
                components.unread,
            )),
        ]  # fmt: skip
        self._problems += [words.format(count=count) for count, words in said if count]
        if components.broken:
            self._problems.append(broken_letters_sentence(components.broken))
        if components.guessed:
            self._problems.append(encoding_sentence(components.guessed))
        return CalendarFile(events, self._problems)

    def _add(self, component: Component, zones: FileZones, *, cancelled: bool) -> None:
        stamps = _Stamps(zones)
        event = _read_event(component, stamps, self._problems, cancelled=cancelled)
        if event is None:
            return
        version = _Version(event, component, zones, _age(component))
        series = self._found.setdefault(event.id, _Series())
        line = component.first("RECURRENCE-ID")
        if line is None:
            if series.whole is None or version.age >= series.whole.age:
                series.whole = version
            return
        try:
            instead_of = stamps.read(line)
        except (ValueError, OverflowError):
            self._problems.append(
                _("“{title}” has no readable date: left out.").format(title=event.title or _("Untitled"))
            )
            return
        version.event = replace(event, series=event.id, instead_of=instead_of)
        key = _key(instead_of)
        if key not in series.single or version.age >= series.single[key].age:
            series.single[key] = version

    def _events(self, series: _Series) -> Iterator[CalendarEvent]:
        whole = series.whole
        if whole is None:
            for key, version in series.single.items():
                yield replace(version.event, id=record_id_from(f"ical:{version.event.id} {key}"))
            return
        repeats = bool(whole.component.first("RRULE") or whole.component.first("RDATE"))
        begins = whole.event.begins
        if whole.event.cancelled or begins is None or not (repeats or series.single or whole.component.first("EXDATE")):
            yield whole.event
            return
        found = self._first_time(whole, series, begins)
        if found is None and _unread_rule(whole.component):
            title = whole.event.title or _("Untitled")
            self._problems.append(_("How “{title}” is repeated is not understood: left out.").format(title=title))
            return
        self._repeated += repeats and found is not None
        yield found or replace(whole.event, cancelled=True)

    def _first_time(self, whole: _Version, series: _Series, begins: date | datetime) -> CalendarEvent | None:
        """A series stands for its first time that takes place, as that time was moved; None where none does."""
        excluded, moved = _Moments(), {key: each.event for key, each in series.single.items()}
        stamps = _Stamps(whole.zones)
        for line in whole.component.all("EXDATE"):
            excluded.add(stamps.read_all(line))
        for when in self._times(whole, begins, stamps):
            if when in excluded:
                continue
            single = next((moved[key] for key in _keys(when) if key in moved), None)
            if single is None:
                return replace(whole.event, begins=when)
            if not single.cancelled:
                return replace(single, series="", instead_of=None, title=single.title or whole.event.title)
        return None

    def _times(self, whole: _Version, begins: date | datetime, stamps: _Stamps) -> Iterator[date | datetime]:
        """The times of a series; of very many series the first alone."""
        yield begins
        self._searched += 1
        if self._searched <= _MAX_SEARCHED:
            yield from _later_times(whole, begins, stamps)


def _unread_rule(component: Component) -> bool:
    for line in component.all("RRULE"):
        try:
            parse_rule(line.value)
        except (ValueError, OverflowError):
            return True
    return False


def encoding_sentence(encoding: str) -> str:
    """Which encoding a file was read in that does not say it."""
    names = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1250": "Windows-1250"}
    return _("The file does not say in which encoding it is: read as {encoding}.").format(
        encoding=names.get(encoding, encoding.replace("_", "-"))
    )


def broken_letters_sentence(count: int) -> str:
    """How many letters of a file are lost."""
    return ngettext(
        "One letter of the file could not be read and stands as “�”.",
        "{count} letters of the file could not be read and stand as “�”.",
        count,
    ).format(count=count)


class _Stamps:
    """Days and times of lines, in the zones of their calendar; `unknown` is the last zone that was not found."""

    def __init__(self, zones: FileZones) -> None:
        self._zones = zones
        self.unknown = ""

    def read(self, line: ContentLine) -> date | datetime:
        """The one of a line. Raises ValueError where it is none."""
        return self._one(line.value, line)

    def read_all(self, line: ContentLine) -> list[date | datetime]:
        """Those of a line, as far as they can be read."""
        found = list[date | datetime]()
        for part in re.split(r"[,;]", line.value, maxsplit=_MAX_DATES)[:_MAX_DATES]:
            try:
                found.append(self._one(part.partition("/")[0], line))
            except (ValueError, OverflowError):
                continue
        return found

    def _one(self, text: str, line: ContentLine) -> date | datetime:
        when = parse_stamp(text)
        if not isinstance(when, datetime):
            return when
        if line.params.get("VALUE", "").upper() == "DATE":
            return when.date()
        name = line.params.get("TZID", "")
        if when.tzinfo is None and name:
            zone = self._zones.zone(name)
            if zone is None:
                self.unknown = name
            when = when.replace(tzinfo=zone)
        when.utcoffset()
        return when


class _Moments:
    """Days and times, however they are written."""

    def __init__(self) -> None:
        self._keys: set[str] = set()

    def add(self, moments: Iterable[date | datetime]) -> None:
        """More of them."""
        self._keys.update(map(_key, moments))

    def __contains__(self, moment: date | datetime) -> bool:
        return any(key in self._keys for key in _keys(moment))


def _key(moment: date | datetime) -> str:
    """The same for the same moment in whatever zone."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def _keys(moment: date | datetime) -> list[str]:
    """All ways in which another line may mean a moment: exactly, by the clocks there, by its day."""
    if not isinstance(moment, datetime):
        return [moment.isoformat(), f"{moment.isoformat()}T00:00:00", f"{moment.isoformat()}T00:00:00Z"]
    return [_key(moment), moment.replace(tzinfo=None).isoformat(), moment.date().isoformat()]


def _later_times(whole: _Version, begins: date | datetime, stamps: _Stamps) -> Iterator[date | datetime]:
    """The times of a series after its own first one, in their order."""
    zone = begins.tzinfo if isinstance(begins, datetime) else None
    first = begins.replace(tzinfo=None) if isinstance(begins, datetime) else _midnight(begins)
    times = {first}
    for line in whole.component.all("RRULE")[:3]:
        try:
            rule = parse_rule(line.value)
            until = parse_stamp(rule.until) if rule.until else None
        except (ValueError, OverflowError):
            continue  # what it says is not known: its first time is
        times.update(islice(repeated_times(first, rule, _Ended(until, zone)), 10_000))
    for line in whole.component.all("RDATE"):
        for when in stamps.read_all(line)[:10_000]:
            if isinstance(when, datetime) and when.tzinfo is not None and zone is not None:
                when = when.astimezone(zone)
            times.add(when.replace(tzinfo=None) if isinstance(when, datetime) else datetime.combine(when, first.time()))
    for when in sorted(times - {first}):
        yield when.replace(tzinfo=zone) if isinstance(begins, datetime) else when.date()


class _Ended:
    """Is a time after the last one of its rule?"""

    def __init__(self, until: date | datetime | None, zone: tzinfo | None) -> None:
        self._until, self._zone = until, zone

    def __call__(self, when: datetime) -> bool:
        until = self._until
        if until is None:
            return False
        if not isinstance(until, datetime):
            return when.date() > until
        if until.tzinfo is None or self._zone is None:
            return when > until.replace(tzinfo=None)
        return when.replace(tzinfo=self._zone).astimezone(UTC) > until


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _age(component: Component) -> tuple[int, str]:
    """The larger, the newer."""
    number = component.text("SEQUENCE")
    stamps = [re.sub(r"[^0-9]", "", component.text(name)) for name in ("LAST-MODIFIED", "DTSTAMP")]
    return int(number) if number.isdecimal() and len(number) < 10 else 0, next(filter(None, stamps), "")


def _read_event(component: Component, stamps: _Stamps, problems: list[str], *, cancelled: bool) -> CalendarEvent | None:
    title = _text(component, "SUMMARY")
    named = title or _("Untitled")
    cancelled = cancelled or component.text("STATUS").upper() in ("CANCELLED", "CANCELED")
    uid = _text(component, "UID")
    try:
        begins, ends = _times(component, stamps)
        if begins is not None and isinstance(begins, datetime):
            begins.astimezone(UTC)  # a broken zone, or a year that is none, shows here
    except (ValueError, OverflowError):  # dates that no calendar has
        problems.append(_("“{title}” has no readable date: left out.").format(title=named))
        return None
    if begins is None and not (cancelled and uid):
        problems.append(_("“{title}” does not say when it begins: left out.").format(title=named))
        return None
    day = begins.date() if isinstance(begins, datetime) else begins
    if day is not None and not _EARLIEST <= day <= _LATEST:
        problems.append(_("“{title}” begins in {year}: left out.").format(title=named, year=day.year))
        return None
    if stamps.unknown:
        problems.append(
            _("The time zone “{zone}” of “{title}” is not known: taken as the time at the host.").format(
                zone=stamps.unknown[:60], title=named
            )
        )
    return CalendarEvent(
        _id_of(uid or f"{title} {begins.isoformat() if begins is not None else ''}"),
        _text(component, TYPE),
        _visit_of(component),
        title,
        _text(component, "LOCATION"),
        _text(component, "DESCRIPTION"),
        begins,
        _minutes(begins, ends),
        cancelled,
    )


def _times(component: Component, stamps: _Stamps) -> tuple[date | datetime | None, date | datetime | None]:
    start = component.first("DTSTART")
    if start is None:
        return None, None
    begins = stamps.read(start)
    if not isinstance(begins, datetime):
        return begins, None
    ends: date | datetime | None = None
    try:
        if (end := component.first("DTEND")) is not None:
            ends = stamps.read(end)
        elif (duration := component.first("DURATION")) is not None:
            ends = _later(begins, _duration(duration.value))
    except (ValueError, OverflowError):
        ends = None  # how long it lasts is not known
    if component.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE" and (begins.hour, begins.minute) == (0, 0):
        return begins.date(), None
    return begins, ends


def _later(when: datetime, by: timedelta) -> datetime:
    """Hours really pass, also where the clocks change."""
    if when.tzinfo is None:
        return when + by
    return when.astimezone(UTC) + by


def _duration(text: str) -> timedelta:
    found = _DURATION.match(text.strip())
    if found is None:
        raise ValueError(text[:40])
    weeks, days, hours, minutes, seconds = (int(found[at] or 0) for at in range(2, 7))
    size = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -size if found[1] == "-" else size


def _minutes(begins: date | datetime | None, ends: date | datetime | None) -> int | None:
    if not isinstance(begins, datetime) or not isinstance(ends, datetime):
        return None
    if (begins.tzinfo is None) != (ends.tzinfo is None):
        return None
    if begins.tzinfo is not None:  # or an hour that the clocks leave out or show twice would count
        begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
    minutes = int((ends - begins).total_seconds() // 60)
    return minutes if 0 <= minutes <= 14 * 24 * 60 else None


def _text(component: Component, name: str) -> str:
    return component.text(name)[:_MAX_TEXT]


def _visit_of(component: Component) -> str:
    for words in (_text(component, VISIT), _text(component, "RELATED-TO").removeprefix(UID_PREFIX)):
        if _is_id(words):
            return words.lower()
    return ""


def _id_of(uid: str) -> str:
    """The record that an event is: its own id where it came from a desk, else one that follows from its `UID`."""
    rest = uid.removeprefix(UID_PREFIX)
    return rest.lower() if uid.startswith(UID_PREFIX) and _is_id(rest) else record_id_from(f"ical:{uid}")


def _is_id(words: str) -> bool:
    try:
        return len(words) == 36 and str(UUID(words)) == words.lower()
    except ValueError:
        return False
