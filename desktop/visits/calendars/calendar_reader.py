"""Events of a calendar file that somebody sent (iCalendar, RFC 5545), read with suspicion.

A bad event costs that event, never the file. What is left out is said in a sentence each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.errors import UserFacingError
from desktop.system.errors import reading_error
from desktop.visits.calendars.calendar_writer import TYPE, UID_PREFIX, VISIT, Component
from desktop.words import _, ngettext
from desktop.workspace import record_id_from
from desktop.workspace.storage.open_workspaces import is_open_here, refuse_open_workspace

MAX_SIZE = 8_000_000
"""Bytes: the programmes of some thousand visits."""
MAX_EVENTS = 20_000
_MAX_TEXT = 4_000
"""Characters of a text that is taken over."""
_EARLIEST = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. `begins` is a day, a local time without a zone, or an aware time."""

    id: str  # of the record that it is, or will be
    type: str  # of the record, where a desk wrote it; "" elsewhere
    visit: str  # id that it names as its visit; "" for none
    title: str
    place: str
    description: str
    begins: date | datetime
    minutes: int | None  # None for what lasts whole days, or does not say
    cancelled: bool

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
            start = file.read(64)
    except OSError:
        return False
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def read_calendar(path: Path) -> CalendarFile:
    """Read a calendar. Raises UserFacingError where it is none, cannot be read, or is too large."""
    from icalendar import Calendar

    refuse_open_workspace(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_SIZE else b""
    except OSError as error:
        raise reading_error(error, path) from error
    kept, name = _("Nothing was taken in."), path.name
    if size > MAX_SIZE:
        raise UserFacingError(
            _("{name} is larger than any programme: {size} MB.").format(name=name, size=size // 1_000_000),
            kept=kept,
            todo=_("Send from the other calendar only what belongs to the visit."),
        )
    if not looks_like_calendar(path):
        raise UserFacingError(_("{name} is no calendar.").format(name=name), kept=kept)
    if not data.rstrip().upper().endswith(b"END:VCALENDAR"):
        raise UserFacingError(
            _("{name} was cut short on its way.").format(name=name), kept=kept, todo=_("Ask for it again.")
        )
    found = CalendarFile()
    try:
        calendars: Any = Calendar.from_ical(data, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise UserFacingError(
            _("{name} is broken and cannot be read as a calendar.").format(name=name),
            kept=kept,
            todo=_("Ask for it again, or have the other program export it anew."),
        ) from error  # all that the reader says of what it does not understand
    components = [event for each in calendars for event in each.walk("VEVENT")]
    if len(components) > MAX_EVENTS:
        raise UserFacingError(
            _("{name} has {count} events: no programme has so many.").format(name=name, count=len(components)),
            kept=kept,
            todo=_("Send from the other calendar only what belongs to the visit."),
        )
    if not components:
        raise UserFacingError(_("{name} holds no event.").format(name=name), kept=kept)
    seen: dict[str, int] = {}
    recurring = 0
    for component in components:
        event = _read_event(component, found.problems)
        if event is None:
            continue
        if component.get("recurrence-id") is not None:
            continue  # one day of what is repeated: of that only the first is taken
        recurring += component.get("rrule") is not None or component.get("rdate") is not None
        if event.id in seen:
            found.events[seen[event.id]] = event  # the last one that stands in a file counts
            continue
        seen[event.id] = len(found.events)
        found.events.append(event)
    if recurring:
        found.problems.append(
            ngettext(
                "One event is repeated: only its first time was taken.",
                "{count} events are repeated: only their first time was taken.",
                recurring,
            ).format(count=recurring)
        )
    return found


def _read_event(component: Component, problems: list[str]) -> CalendarEvent | None:
    title = _text(component, "summary") or _("Untitled")
    try:
        begins, ends = _times(component, title, problems)
    except (ValueError, TypeError, AttributeError, OverflowError, KeyError):  # dates that no calendar has
        problems.append(_("“{title}” has no date that can be read: left out.").format(title=title))
        return None
    if begins is None:
        problems.append(_("“{title}” does not say when it begins: left out.").format(title=title))
        return None
    day = begins.date() if isinstance(begins, datetime) else begins
    if day < _EARLIEST:
        problems.append(_("“{title}” begins in {year}: left out.").format(title=title, year=day.year))
        return None
    uid = _text(component, "uid")
    return CalendarEvent(
        _id_of(uid or f"{title} {begins.isoformat()}"),
        _text(component, TYPE),
        _visit_of(component),
        title,
        _text(component, "location"),
        _text(component, "description"),
        begins,
        _minutes(begins, ends),
        _text(component, "status").upper() == "CANCELLED",
    )


def _times(component: Component, title: str, problems: list[str]) -> tuple[Any, Any]:
    start = component.get("dtstart")
    if start is None:
        return None, None
    begins = start.dt
    if not isinstance(begins, date):
        return None, None
    params: Mapping[str, str] = start.params
    if isinstance(begins, datetime) and begins.tzinfo is None and params.get("TZID"):
        problems.append(
            _("The time zone “{zone}” of “{title}” is not known: taken as the time at the host.").format(
                zone=str(params["TZID"])[:60], title=title
            )
        )
    if isinstance(begins, datetime) and begins.tzinfo is not None:
        begins.utcoffset()  # a broken zone shows here
    end = component.get("dtend")
    if end is not None:
        return begins, end.dt
    duration = component.get("duration")
    if duration is not None and isinstance(duration.dt, timedelta) and isinstance(begins, datetime):
        return begins, begins + duration.dt
    return begins, None


def _minutes(begins: date | datetime, ends: object) -> int | None:
    if not isinstance(begins, datetime) or not isinstance(ends, datetime):
        return None
    if (begins.tzinfo is None) != (ends.tzinfo is None):
        return None
    if begins.tzinfo is not None:  # or an hour that the clocks leave out or show twice would count
        begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
    minutes = int((ends - begins).total_seconds() // 60)
    return minutes if 0 <= minutes <= 14 * 24 * 60 else None


def _text(component: Component, name: str) -> str:
    found: Any = component.get(name)
    while isinstance(found, list):
        found = found[0] if found else ""  # pyright: ignore[reportUnknownVariableType]
    words = f"{found or ''}".replace("\r\n", "\n").replace("\x00", "")
    return words.strip()[:_MAX_TEXT]


def _visit_of(component: Component) -> str:
    for words in (_text(component, VISIT), _text(component, "related-to").removeprefix(UID_PREFIX)):
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
