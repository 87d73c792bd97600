"""What a calendar that came back would change in a visit: sessions moved, renamed, new or cancelled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.values.moments import read_moment, write_moment
from desktop.visits.calendars.calendar_reader import CalendarEvent, CalendarFile
from desktop.visits.field_values import Values, text_of
from desktop.visits.visit import Visit, read_visit
from desktop.visits.visit_times import fixed_first_day, session_time, time_zone
from desktop.workspace import Record, Value, Workspace

_MAX_DISTANCE_DAYS = 366
"""Days from the first day of a visit beyond which an event is none of its sessions."""


@dataclass(frozen=True, slots=True)
class SessionChange:
    """One session as it is, and the fields that the calendar would change. `session` is None for a new one."""

    id: str
    action: str  # moved, changed, new, cancelled
    title: str
    session: Record | None
    values: dict[str, Value]
    before: str = ""  # `at` and minutes as they stand
    after: str = ""


@dataclass
class CalendarPlan:
    """What would change in a visit."""

    visit: Visit
    changes: list[SessionChange] = field(default_factory=list[SessionChange])
    unchanged: int = 0
    absent: int = 0
    """Sessions of the visit that the file does not name; they stay."""
    problems: list[str] = field(default_factory=list[str])


def visits_in_calendar(workspace: Workspace, read: CalendarFile) -> list[str]:
    """Ids of the visits here that the events name as theirs, by themselves or through a session that is known."""
    found: dict[str, None] = {}
    for event in read.events:
        record = workspace.record(event.id) or (workspace.record(event.series) if event.series else None)
        if record is not None and record.type == "session":
            found[text_of(record.values, "parent")] = None
        elif record is not None and record.type == "visit":
            found[record.id] = None
        elif event.visit:
            found[event.visit] = None
    return [id for id in found if (record := workspace.record(id, "visit")) is not None and record.listed]


def plan_calendar(workspace: Workspace, read: CalendarFile, visit_id: str) -> CalendarPlan:
    """What the events would change in this visit. Events of another visit are passed over.

    Raises UserFacingError where there is no such visit, or it has no first day to count from.
    """
    visit = read_visit(workspace, visit_id)
    if visit is None:
        raise UserFacingError(_("There is no visit {id}.").format(id=visit_id), kept=_("Nothing was imported."))
    if fixed_first_day(visit.values) is None:
        raise UserFacingError(
            _("“{title}” has no start date.").format(title=visit.record.title),
            kept=_("Nothing was imported."),
            todo=_("Enter a start date for it, then import the calendar again."),
        )
    plan = CalendarPlan(visit, problems=list(read.problems))
    sessions = {each.id: each for each in visit.sessions}
    met: set[str] = set()
    cancelled = elsewhere = 0
    for event in read.events:
        session = sessions.get(event.id) or _session_of_series(visit, sessions, event)
        if session is not None:
            met.add(session.id)
            _compare(plan, session, event)
        elif event.type not in ("", "session") or event.id == visit.id:
            continue  # the visit, its follow-ups and what else a desk writes beside the sessions
        elif not _is_of(workspace, visit, event):
            elsewhere += 1
        elif event.cancelled:
            cancelled += workspace.record(event.id) is None  # else it is in the bin already
        else:
            _add(plan, event)
    plan.absent = len(sessions) - len(met)
    plan.problems += _left_out(cancelled, elsewhere)
    return plan


def _left_out(cancelled: int, elsewhere: int) -> list[str]:
    said = [
        (cancelled, ngettext(
            "One cancelled event is no session of this visit: left out.",
            "{count} cancelled events are no sessions of this visit: left out.",
            cancelled,
        )),
        (elsewhere, ngettext(
            "One event belongs to something else than this visit: left out.",
            "{count} events belong to something else than this visit: left out.",
            elsewhere,
        )),
    ]  # fmt: skip
    return [words.format(count=count) for count, words in said if count]


def _session_of_series(visit: Visit, sessions: Mapping[str, Record], event: CalendarEvent) -> Record | None:
    """The session that stands for a series, where the event is that very time of it."""
    session = sessions.get(event.series) if event.series and event.instead_of is not None else None
    if session is None or event.instead_of is None:
        return None
    at = _at_value(visit, event.instead_of, text_of(session.values, "time_zone"))
    return session if at == text_of(session.values, "at") else None


def apply_plan(workspace: Workspace, plan: CalendarPlan, label: str, ids: Collection[str] | None = None) -> int:
    """Do what is planned, or of it what has these ids, as one action; returns how many sessions were changed."""
    done = 0
    with workspace.journal.group("import", label):
        for change in plan.changes:
            if ids is not None and change.id not in ids:
                continue
            done += 1
            if change.action == "cancelled":
                workspace.journal.delete([change.id], "session")
            elif change.session is None:
                workspace.journal.edit(change.id, {"parent": plan.visit.id, **change.values}, type="session")
            else:
                workspace.journal.edit(change.id, change.values, type="session")
    return done


def _is_of(workspace: Workspace, visit: Visit, event: CalendarEvent) -> bool:
    """Is an unknown event one of this visit? What is another record here, or names another visit, is not."""
    if event.visit not in ("", visit.id):
        return False
    known = workspace.record(event.id)
    return known is None or (known.type == "session" and known.binned and text_of(known.values, "parent") == visit.id)


def _compare(plan: CalendarPlan, session: Record, event: CalendarEvent) -> None:
    if event.cancelled:
        plan.changes.append(
            SessionChange(session.id, "cancelled", session.title, session, {}, time_text(session.values))
        )
        return
    values = _time_values(plan, session, event)
    if values is None:
        return
    if event.title and event.title not in (" ".join(session.title.split()), session.title):
        values["title"] = event.title
    where = ", ".join(each for each in (text_of(session.values, "place"), text_of(session.values, "address")) if each)
    if event.place != where:
        values["place"] = event.place or None
        if text_of(session.values, "address"):
            values["address"] = None
    if not values:
        plan.unchanged += 1
        return
    action = "moved" if "at" in values or "minutes" in values else "changed"
    after = time_text({**session.values, **values})
    plan.changes.append(SessionChange(session.id, action, str(values.get("title", session.title)), session, values,
                           time_text(session.values), after))  # fmt: skip


def _time_values(plan: CalendarPlan, session: Record, event: CalendarEvent) -> dict[str, Value] | None:
    """What the event says of the time that the session does not; None where it is no time of this visit."""
    at = _at_value(plan.visit, event.begins, text_of(session.values, "time_zone"))
    if at is None:
        plan.problems.append(_too_far(event))
        return None
    values: dict[str, Value] = {}
    if at != text_of(session.values, "at"):
        values["at"] = at
    time = session_time(plan.visit.values, session.values)
    known = time.minutes if time is not None and time.minute is not None else None
    if event.minutes is not None and event.minutes != known:
        values["minutes"] = event.minutes
    return values


def _add(plan: CalendarPlan, event: CalendarEvent) -> None:
    at = _at_value(plan.visit, event.begins, "")
    if at is None:
        plan.problems.append(_too_far(event))
        return
    title = event.title or _("Untitled")
    values: dict[str, Value] = {"title": title, "at": at}
    if event.minutes is not None:
        values["minutes"] = event.minutes
    if event.place:
        values["place"] = event.place
    if event.description:
        values["summary"] = event.description
    plan.changes.append(SessionChange(event.id, "new", title, None, values, after=time_text(values)))


def _at_value(visit: Visit, when: date | datetime | None, zone: str) -> str | None:
    """The `at` of an event, by the clocks of the session's zone; None where it is far from the visit."""
    first = fixed_first_day(visit.values)
    if first is None or when is None:
        return None
    own = time_zone(zone or text_of(visit.values, "time_zone"))
    if isinstance(when, datetime) and when.tzinfo is not None and own is not None:
        try:
            when = when.astimezone(own)
        except (ValueError, OverflowError):
            return None
    day = ((when.date() if isinstance(when, datetime) else when) - first).days + 1
    if abs(day) > _MAX_DISTANCE_DAYS:
        return None
    return write_moment(day, when.hour * 60 + when.minute) if isinstance(when, datetime) else write_moment(day)


def _too_far(event: CalendarEvent) -> str:
    day = event.begins.date() if isinstance(event.begins, datetime) else event.begins or date.min
    return _("“{title}” is on {date}, too far from the visit: left out.").format(
        title=event.title or _("Untitled"), date=day.isoformat()
    )


def time_text(values: Values) -> str:
    """Day, time and length of a session in words: "Day 2, 14:30, 90 min"; "" without a day."""
    moment = read_moment(text_of(values, "at"))
    if moment is None:
        return ""
    day, minute = moment
    said = [_("Day {number}").format(number=day)]
    if minute is not None:
        said.append(f"{minute // 60:02}:{minute % 60:02}")
        minutes = values.get("minutes")
        if isinstance(minutes, int):
            said.append(_("{minutes} min").format(minutes=minutes))
    return ", ".join(said)


def plan_sentences(plan: CalendarPlan) -> Sequence[str]:
    """The moves in a line each, for a list or a terminal."""
    words = {
        "moved": _("{title}: {before} → {after}"), "changed": _("{title}: changed"), "new": _("{title}: new, {after}"),
        "cancelled": _("{title}: cancelled"),
    }  # fmt: skip
    return [words[each.action].format(title=each.title, before=each.before, after=each.after) for each in plan.changes]
