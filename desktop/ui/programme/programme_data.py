"""A visit's programme, read from the file. All of it runs on a background thread."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop import catalogue
from desktop.i18n import _
from desktop.ui.programme.cursor import USUAL_LENGTH
from desktop.ui.programme.session import DAY, LONGEST, SHORTEST, Notice, Session
from desktop.ui.widgets.displayed_codes import term
from desktop.values.dates import read_span
from desktop.values.moments import read_moment
from desktop.workspace import Record

if TYPE_CHECKING:
    from desktop.workspace import Workspace

USUAL_DAYS = 3
MOST_DAYS = 62
"""Of a visit that says when it ends; one that lasts a year is no programme of days."""


@dataclass(frozen=True)
class Sessions:
    """What was found of the sessions asked for; `loose` ones have no time yet: id and title."""

    placed: tuple[Session, ...] = ()
    unscheduled: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Programme:
    """A visit as far as its programme needs it."""

    id: str
    title: str
    first: date | None  # None while no day is fixed
    length: int  # days
    zone: str  # IANA, "" where it is not known
    place: str
    approach: str
    sessions: Sessions = Sessions()


def read_programme(workspace: Workspace, visit: str) -> Programme | None:
    """All of a visit's programme; None where there is no such visit any more."""
    head = read_file_header(workspace, visit)
    if head is None:
        return None
    ids = catalogue.parts_of(workspace, "session", visit)
    return replace(head, sessions=_sessions(workspace, workspace.records("session", ids)))


def read_file_header(workspace: Workspace, visit: str) -> Programme | None:
    """What the visit itself says of its programme, without the sessions."""
    record = workspace.record(visit, "visit")
    if record is None or not record.listed:
        return None
    first, length = _days(record)
    return Programme(
        visit, record.title, first, length, _text(record, "time_zone"), _place(record), _text(record, "approach")
    )


def read_sessions(workspace: Workspace, visit: str, ids: Collection[str]) -> Sessions:
    """These sessions, as far as they are living parts of the visit."""
    found = workspace.records("session", sorted(ids))
    return _sessions(workspace, [each for each in found if each.listed and each.values.get("parent") == visit])


def _sessions(workspace: Workspace, records: Sequence[Record]) -> Sessions:
    people = {
        key.partition(":")[2] for each in records for key in each.members("people") if key.partition(":")[2]
    }  # fmt: skip
    names = catalogue.names_of(workspace, "person", people) if people else {}
    placed: list[Session] = []
    unscheduled: dict[str, str] = {}
    for record in records:
        session = session_of(record, names)
        if session is None:
            unscheduled[record.id] = _text(record, "title") or _("Untitled")
        else:
            placed.append(session)
    return Sessions(tuple(placed), unscheduled)


def session_of(record: Record, names: Mapping[str, str]) -> Session | None:
    """A session record as the programme shows it; None where it has no time. `names`: of people, by id."""
    moment = read_moment(_text(record, "at"))
    if moment is None or moment[1] is None:
        return None
    day, start = moment
    minutes = record.values.get("minutes")
    length = min(max(minutes, SHORTEST), LONGEST) if isinstance(minutes, int) else USUAL_LENGTH
    leads = [names.get(key.partition(":")[2], "") for key in record.members("people")]
    leads += [_text(record, "leads")]
    return Session(
        record.id, day, start or 0, (start or 0) + length,
        title=_text(record, "title"), kind=_text(record, "kind"), track=_text(record, "track"),
        place=_text(record, "place"), leads=", ".join(name for name in leads if name), method=_text(record, "method"),
        questions=len(record.members("questions")), steps=_steps(_text(record, "steps"), start or 0),
        travel=_count(record, "travel_minutes"), reserve=_count(record, "buffer_minutes"),
        zone=_text(record, "time_zone").rpartition("/")[2].replace("_", " "), contested=bool(record.conflicts),
    )  # fmt: skip


def _text(record: Record, name: str) -> str:
    value = record.values.get(name)
    return value if isinstance(value, str) else ""


def _steps(text: str, start: int) -> tuple[tuple[int, str], ...]:
    """When each step begins, and its words: "10 Welcome" at 9:00 lasts until 9:10."""
    from desktop.visits.method_cards import read_steps

    found: list[tuple[int, str]] = []
    minute = start
    for step in read_steps(text):
        found.append((minute, step.text))
        minute += step.minutes
    return tuple(found)


def _count(record: Record, name: str) -> int:
    value = record.values.get(name)
    return min(value, DAY) if isinstance(value, int) and value > 0 else 0


def _place(record: Record) -> str:
    place, country = _text(record, "municipality"), _text(record, "country")
    return place or (term("countries", country).label if country else "")


def _days(record: Record) -> tuple[date | None, int]:
    """The first day, where it is fixed to the day, and how many there are."""
    start, end = read_span(_text(record, "start")), read_span(_text(record, "end"))
    first = start[0] if start is not None and start[0] == start[1] else None
    if first is None or end is None or end[0] != end[1]:
        return first, USUAL_DAYS
    return first, min(max((end[0] - first).days + 1, 1), MOST_DAYS)


def read_notices(workspace: Workspace, visit: str) -> list[Notice]:
    """The warnings of a visit. Reads the file: for a background task."""
    from desktop.visits.visit import read_visit
    from desktop.visits.warnings import find_warnings

    found = read_visit(workspace, visit)
    return [] if found is None else [Notice(each.words(), each.sessions) for each in find_warnings(found)]
