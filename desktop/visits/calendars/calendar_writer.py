"""Visits as a calendar that other programs read (iCalendar, RFC 5545): days, programme, tasks, follow-ups.

What is in it keeps its name for good (`UID` is the record's id) and counts its changes (`SEQUENCE`), so that a calendar which
is taken in a second time updates what is there. Private notes and people are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop import NAME, VERSION
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, pgettext
from desktop.system.errors import writing_error
from desktop.system.files import write_whole
from desktop.system.local_time import utc_time
from desktop.visits.due_dates import commitment_due, follow_up_due, task_due
from desktop.visits.field_values import text_of
from desktop.visits.visit import Visit, visit_for_others
from desktop.visits.visit_times import fixed_first_day, last_day, session_time
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace

Component = Any
"""Of the library, whose own types are known in part only."""
UID_PREFIX = "urn:uuid:"
"""Of the `UID` of what is a record here."""
TYPE, VISIT = "X-FOCAL-DESK-TYPE", "X-FOCAL-DESK-VISIT"
_TENTATIVE = frozenset(("", "idea", "proposed"))
_TASK_STATES = {
    "done": "COMPLETED", "kept": "COMPLETED", "under_way": "IN-PROCESS", "partly": "IN-PROCESS",
    "not_needed": "CANCELLED", "dropped": "CANCELLED",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CalendarExport:
    """What is in a calendar, and how much could not be."""

    visits: int
    events: int
    tasks: int
    undated: int
    """Sessions and tasks without a day yet."""


def all_visits(workspace: Workspace) -> list[str]:
    """Ids of the living visits, by the day they begin."""
    with workspace.reading_directly() as conn:
        rows = conn.execute("SELECT id FROM visit WHERE listed = 1 ORDER BY start IS NULL, start, no")
        return [row[0] for row in rows]


def export_calendar(
    workspace: Workspace, target: Path, ids: Sequence[str], *, cancelled: Callable[[], bool] | None = None
) -> CalendarExport:
    """Write visits as a calendar to `target`, in place of what had its name.

    Raises UserFacingError where there is nothing with a day, or the file cannot be written, and Cancelled; either way
    nothing is left behind.
    """
    data, written = build_calendar(workspace, ids, cancelled=cancelled)
    if not written.events and not written.tasks:
        raise UserFacingError(
            _("No part of it has a date yet."),
            kept=_("No file was written."),
            todo=_("Enter the start date of the visit, then try again."),
        )
    try:
        write_whole(target, data)
    except OSError as error:
        raise writing_error(error, target) from error
    return written


def build_calendar(
    workspace: Workspace, ids: Iterable[str], *, cancelled: Callable[[], bool] | None = None
) -> tuple[bytes, CalendarExport]:
    """The calendar of some visits: the same bytes for the same records."""
    from icalendar import Calendar

    calendar: Component = Calendar()
    calendar.add("prodid", f"-//{NAME}//{VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    visits = events = tasks = undated = 0
    for id in ids:
        if cancelled is not None and cancelled():
            raise Cancelled
        visit = visit_for_others(workspace, id)
        if visit is None:
            continue
        visits += 1
        made = _VisitComponents(visit, _change_counts(workspace, visit))
        for component in made.components():
            calendar.add_component(component)
            events += component.name == "VEVENT"
            tasks += component.name == "VTODO"
        undated += made.undated
    _add_zones(calendar)
    return bytes(calendar.to_ical()), CalendarExport(visits, events, tasks, undated)


def _add_zones(calendar: Component) -> None:
    """The rules of each zone that is named, for programs that do not know it."""
    years = [found.dt.year for event in calendar.walk("VEVENT") if (found := event.get("dtstart")) is not None]
    if years:
        first, last = date(max(min(years) - 1, 1), 1, 1), date(min(max(years) + 2, 9999), 1, 1)
        calendar.add_missing_timezones(first_date=first, last_date=last)


def _change_counts(workspace: Workspace, visit: Visit) -> Mapping[str, int]:
    """How many changes each record of a visit has had."""
    ids = [visit.id, *(each.id for type in visit.part_records for each in visit.parts(type))]
    found: dict[str, int] = {}
    with workspace.reading_directly() as conn:
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ", ".join("?" * len(part))
            sql = f"SELECT record_id, count(*) FROM change WHERE private = 0 AND record_id IN ({marks}) GROUP BY 1"
            found.update(conn.execute(sql, part).fetchall())
    return found


class _VisitComponents:
    """The events and tasks of one visit."""

    def __init__(self, visit: Visit, counts: Mapping[str, int]) -> None:
        self._visit = visit
        self._counts = counts
        self._cancelled = text_of(visit.values, "stage") == "cancelled"
        self.undated = 0

    def components(self) -> Iterable[Component]:
        """The visit itself, its sessions, tasks, commitments and follow-ups, as far as they have a day."""
        visit = self._visit
        found = [self._visit_event(), *(self._session_event(each) for each in visit.sessions)]
        for each in visit.tasks:
            found.append(self._todo(each, task_due(visit.values, each.values), each.title))
        for each in visit.commitments:
            found.append(self._todo(each, commitment_due(visit.values, each.values), each.title))
        found += [self._follow_up_event(each) for each in visit.follow_ups]
        self.undated += sum(each is None for each in found)
        return [each for each in found if each is not None]

    def _add_properties(self, component: Component, record: Record, summary: str) -> None:
        component.add("uid", f"{UID_PREFIX}{record.id}")
        component.add("dtstamp", _utc(record.modified))
        component.add("created", _utc(record.created))
        component.add("last-modified", _utc(record.modified))
        own = self._counts.get(record.id, 1)
        moved = self._counts.get(self._visit.id, 1) if record.type != "visit" else 0
        component.add("sequence", max(own + moved - 1, 0))
        component.add("summary", summary)
        component.add(TYPE, record.type)
        if record.type != "visit":
            component.add(VISIT, self._visit.id)
            component.add("related-to", f"{UID_PREFIX}{self._visit.id}")

    def _new_event(self, record: Record, summary: str) -> Component:
        from icalendar import Event

        event: Component = Event()
        self._add_properties(event, record, summary)
        tentative = text_of(self._visit.values, "stage") in _TENTATIVE
        event.add("status", "CANCELLED" if self._cancelled else "TENTATIVE" if tentative else "CONFIRMED")
        return event

    def _visit_event(self) -> Component | None:
        visit, record = self._visit, self._visit.record
        first, last = fixed_first_day(visit.values), last_day(visit.values)
        if first is None or last is None:
            return None
        event = self._new_event(record, record.title)
        event.add("dtstart", first)
        event.add("dtend", _day_after(last))
        event.add("transp", "TRANSPARENT")
        where = [text_of(visit.values, "address"), text_of(visit.values, "municipality")]
        if country := text_of(visit.values, "country"):
            where.append(load("countries").label(country))
        _add_text(event, "location", ", ".join(each for each in where if each))
        who = [
            pgettext("field: value", "{field}: {value}").format(field=label, value=", ".join(names))
            for label, names in ((_("Hosts"), visit.hosts), (_("Visitors"), visit.visitors))
            if names
        ]
        _add_text(event, "description", "\n\n".join([*who, text_of(visit.values, "purpose")]).strip())
        return event

    def _session_event(self, session: Record) -> Component | None:
        time = session_time(self._visit.values, session.values)
        if time is None or time.date is None:
            return None
        event = self._new_event(session, session.title)
        if time.minute is None:
            event.add("dtstart", time.date)
            event.add("dtend", _day_after(time.date))
        elif time.begins is not None and time.ends is not None:
            event.add("dtstart", time.begins)
            event.add("dtend", time.ends)
        else:  # the zone is not known: the same time wherever it is read
            begins = datetime.combine(time.date, datetime.min.time()) + timedelta(minutes=time.minute)
            event.add("dtstart", begins)
            event.add("dtend", begins + timedelta(minutes=time.minutes))
        where = [text_of(session.values, "place"), text_of(session.values, "address")]
        _add_text(event, "location", ", ".join(each for each in where if each))
        _add_text(event, "description", self._session_description(session))
        if kind := text_of(session.values, "kind"):
            event.add("categories", [load("session_kinds").label(kind)])
        return event

    def _session_description(self, session: Record) -> str:
        """What happens, with which method, for which questions, and what is needed."""
        values, visit = session.values, self._visit
        lines = [text_of(values, "summary")]
        if method := text_of(values, "method"):
            lines.append(_("Method: {method}").format(method=load("methods").label(method)))
        for at, question in enumerate(visit.questions, 1):
            if f"questions/serves:{question.id}" in values:
                lines.append(pgettext("number and words", "{number}. {words}").format(number=at, words=question.title))
        if needs := text_of(values, "needs"):
            lines.append(_("Needed: {things}").format(things=needs))
        return "\n".join(line for line in lines if line)

    def _todo(self, record: Record, due: date | None, summary: str) -> Component | None:
        from icalendar import Todo

        if due is None:
            return None
        todo: Component = Todo()
        self._add_properties(todo, record, summary)
        todo.add("due", due)
        state = _TASK_STATES.get(text_of(record.values, "state"), "NEEDS-ACTION")
        todo.add("status", "CANCELLED" if self._cancelled else state)
        if state == "COMPLETED":
            todo.add("percent-complete", 100)
        lines = [self._visit.record.title, text_of(record.values, "notes")]
        _add_text(todo, "description", "\n".join(line for line in lines if line))
        return todo

    def _follow_up_event(self, record: Record) -> Component | None:
        due = follow_up_due(self._visit.values, record.values)
        if due is None:
            return None
        words = _("Follow-up: {title}").format(title=self._visit.record.title)
        event = self._new_event(record, text_of(record.values, "title") or words)
        event.add("dtstart", due)
        event.add("dtend", _day_after(due))
        event.add("transp", "TRANSPARENT")
        return event


def _add_text(component: Component, name: str, words: str) -> None:
    if words:
        component.add(name, words)


def _utc(ms: int) -> datetime:
    return utc_time(ms // 1000 * 1000)


def _day_after(day: date) -> date:
    """The end of what lasts whole days is the day after, as the format counts."""
    return day + timedelta(days=1) if day < date.max else day
