"""All that the papers of a visit are made of: its records, the names behind them, and who may be named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, ngettext
from desktop.reports.record_values import text_of
from desktop.values.dates import format_date
from desktop.visits import Visit, day_date, session_time
from desktop.visits.due_dates import task_due
from desktop.visits.visit import visit_for_others
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import may_be_named


@dataclass(frozen=True)
class SessionSlot:
    """When a session takes place: its day (1 is the first of the visit) and minutes since midnight there."""

    day: int
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """In minutes since midnight of its day; over 1440 where it goes on past midnight."""
        return self.start + self.minutes


@dataclass
class VisitData:
    """A visit as it is read, and the people that it names."""

    whole: Visit
    people: dict[str, Record] = field(default_factory=dict[str, Record])
    """People that the visit, its sessions and its participants point to, by id."""

    @property
    def visit(self) -> Record:
        """The visit without its parts."""
        return self.whole.record

    def of(self, type: str) -> Sequence[Record]:
        """The parts of a type, in the order in which people read them."""
        return self.whole.parts(type)

    @property
    def title(self) -> str:
        """In the language spoken now where there is one."""
        return " ".join((text_of(self.visit, f"title/{current_language()}") or self.visit.title).split())

    def said(self, name: str) -> str:
        """A text of the visit in the language spoken now where there is one."""
        return text_of(self.visit, f"{name}/{current_language()}") or text_of(self.visit, name)

    def day(self, number: int) -> date | None:
        """The date of a day of the visit; None while its first day is not fixed."""
        return day_date(self.visit.values, number)

    @cached_property
    def question_numbers(self) -> dict[str, int]:
        """Questions are called by their number in the programme and on the sheets."""
        return {record.id: at for at, record in enumerate(self.of("question"), 1)}

    @cached_property
    def days(self) -> dict[int, list[Record]]:
        """Sessions that have a time, by day."""
        found: dict[int, list[Record]] = {}
        for session in self.of("session"):
            place = slot_of(session)
            if place is not None:
                found.setdefault(place.day, []).append(session)
        return dict(sorted(found.items()))

    @cached_property
    def unscheduled(self) -> list[Record]:
        """Sessions without a time yet."""
        return [session for session in self.of("session") if slot_of(session) is None]

    def due(self, task: Record) -> str:
        """When a task is due, in words: its day, or how it is counted while the visit has no day."""
        if fixed := text_of(task, "due"):
            return format_date(fixed)
        if day := task_due(self.visit.values, task.values):
            return format_date(day.isoformat())
        days = task.values.get("due_days")
        if not isinstance(days, int):
            return ""
        if days < 0:
            return ngettext("a day before", "{count} days before", -days).format(count=-days)
        return ngettext("a day after", "{count} days after", days).format(count=days) if days else _("on the day")

    # Names ---------------------------------------------------------------------------------------------------------

    def organisations(self, *roles: str) -> list[str]:
        """Names of the visit's organisations in these roles, or in all."""
        return self._linked(self.visit, "organisations", roles)

    def practices(self, record: Record) -> list[str]:
        """Titles of the practices that a visit or session shows."""
        return self._linked(record, "practices", ())

    def _linked(self, record: Record, name: str, roles: Sequence[str]) -> list[str]:
        found: list[str] = []
        for key in record.members(name):
            role, _colon, id = key.partition(":")
            if not roles or role in roles:
                found.append(self.whole.names.get(id) or _("Untitled"))
        return list(dict.fromkeys(found))

    def linked_people(self, record: Record, *roles: str) -> list[tuple[str, Record | None]]:
        """(role, person) of those whom a record points to; None for a person who is not known here."""
        found: list[tuple[str, Record | None]] = []
        for key in record.members("people"):
            role, _colon, id = key.partition(":")
            if not roles or role in roles:
                found.append((role, self.people.get(id)))
        return found

    def leads(self, session: Record) -> list[str]:
        """Who leads a session, as far as they may be named."""
        named = [person_name(person) for role, person in self.linked_people(session) if role != "notes"]
        named += [each.strip() for each in text_of(session, "leads").split(",")]
        return list(dict.fromkeys(name for name in named if name))

    def questions_of(self, session: Record) -> list[int]:
        """Numbers of the questions that a session serves."""
        ids = (key.partition(":")[2] for key in session.members("questions"))
        return sorted(self.question_numbers[id] for id in ids if id in self.question_numbers)

    def organisation_of(self, record: Record) -> str:
        """The name of the organisation that a participant or commitment points to."""
        return self.whole.names.get(text_of(record, "organisation"), "")


def slot_of(session: Record) -> SessionSlot | None:
    """Where a session stands in the programme; None where that is not said yet."""
    time = session_time({}, session.values)
    return SessionSlot(time.day, time.minute, time.minutes) if time is not None and time.minute is not None else None


def person_name(record: Record | None) -> str:
    """Their name, or that somebody takes part."""
    return record.title if record is not None and may_be_named(record) else _("a participant")


def code_label(record: Record, name: str) -> str:
    """The label of a field's code; "" where it has none."""
    code = text_of(record, name)
    return load(record.kind.by_name[name].vocabulary).label(code) if code else ""


def read_visit_data(workspace: Workspace, id: str) -> VisitData:
    """Read a visit with all its parts. Raises UserFacingError where there is no such visit."""
    visit = visit_for_others(workspace, id)
    if visit is None:
        raise UserFacingError(
            _("There is no visit {id}.").format(id=id),
            kept=_("No file was written."),
            todo=_("Find it with “list visits”."),
        )
    return VisitData(visit, {record.id: record for record in workspace.records("person", sorted(visit.names))})
