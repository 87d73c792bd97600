"""A visit with all its living parts, read at once, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.catalogue import names_of, parts_of
from desktop.values.dates import read_span
from desktop.values.moments import read_moment
from desktop.visits.field_values import Values, number_of, text_of
from desktop.workspace import PARENT, RECORD_TYPES, Record, Workspace
from desktop.workspace.records.kinds.field import ReferenceIn

PART_TYPES = tuple(record_type.name for record_type in RECORD_TYPES.values() if record_type.part_of == "visit")


@dataclass(frozen=True)
class Visit:
    """A visit and its parts. `names`: titles by id of all that they point to, a merged record by the one that stayed."""

    record: Record
    part_records: Mapping[str, tuple[Record, ...]]
    names: Mapping[str, str]

    @property
    def id(self) -> str:
        """The visit's id."""
        return self.record.id

    @property
    def values(self) -> Values:
        """The visit's own fields."""
        return self.record.values

    def parts(self, type: str) -> tuple[Record, ...]:
        """Its parts of one type."""
        return self.part_records.get(type, ())

    @property
    def questions(self) -> tuple[Record, ...]:
        """Learning questions, by position."""
        return self.parts("question")

    @property
    def sessions(self) -> tuple[Record, ...]:
        """By day, time and track; those without a time last."""
        return self.parts("session")

    @property
    def participants(self) -> tuple[Record, ...]:
        """Hosts and visitors, by name."""
        return self.parts("participant")

    @property
    def tasks(self) -> tuple[Record, ...]:
        """By position, then as they came."""
        return self.parts("task")

    @property
    def budget_lines(self) -> tuple[Record, ...]:
        """By position, then as they came."""
        return self.parts("budget_line")

    @property
    def notes(self) -> tuple[Record, ...]:
        """By the time they were written."""
        return self.parts("note")

    @property
    def findings(self) -> tuple[Record, ...]:
        """By position, then as they came."""
        return self.parts("finding")

    @property
    def commitments(self) -> tuple[Record, ...]:
        """By the day they are due."""
        return self.parts("commitment")

    @property
    def follow_ups(self) -> tuple[Record, ...]:
        """By the months after the visit."""
        return self.parts("follow_up")

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """Names of the organisations that host."""
        return self.organisations("host")

    @cached_property
    def visitors(self) -> tuple[str, ...]:
        """Names of the organisations that visit."""
        return self.organisations("visitor")

    def organisations(self, role: str) -> tuple[str, ...]:
        """Names of the organisations in a role."""
        return tuple(self.names[id] for id in linked_ids(self.values, "organisations", role) if id in self.names)


def linked_ids(values: Values, field: str, role: str = "") -> list[str]:
    """Ids of the records linked in a field, in one role or in any, each once."""
    prefix = f"{field}/{role}:" if role else f"{field}/"
    keys = sorted(name for name, value in values.items() if name.startswith(prefix) and value is not None)
    return list(dict.fromkeys(name.partition(":")[2] for name in keys))


def read_visit(workspace: Workspace, id: str) -> Visit | None:
    """The visit with this id; None where there is none, or it lies in the bin."""
    record = workspace.record(id, "visit")
    if record is None or not record.listed:
        return None
    parts = {
        type: tuple(sorted(workspace.records(type, parts_of(workspace, type, id)), key=_sort_key))
        for type in PART_TYPES
    }  # fmt: skip
    return Visit(
        record, parts, _linked_names(workspace, [record, *(each for those in parts.values() for each in those)])
    )


def visit_for_others(workspace: Workspace, id: str) -> Visit | None:
    """The same as others may read it: no text names people who did not agree to be named."""
    from desktop.workspace.privacy.gate import unagreed_names_of

    visit = read_visit(workspace, id)
    if visit is None:
        return None
    with workspace.reading() as conn:
        hidden = unagreed_names_of(conn)
    if not hidden.names:
        return visit
    return Visit(
        hidden.without_names(visit.record),
        {type: tuple(map(hidden.without_names, those)) for type, those in visit.part_records.items()},
        {id: hidden.without(name) for id, name in visit.names.items()},
    )


def _sort_key(record: Record) -> tuple[object, ...]:
    values, last = record.values, 2**53
    match record.type:
        case "session":
            moment = read_moment(text_of(values, "at"))
            day, minute = moment if moment else (last, None)
            return day, last if minute is None else minute, text_of(values, "track"), record.no
        case "participant":
            return ("host", "both", "visitor", "").index(_side(values)), text_of(values, "name").casefold(), record.no
        case "note":
            return text_of(values, "time") or "9", record.no
        case "commitment":
            span = read_span(text_of(values, "due"))
            return number_of(values, "position") or 0, span[1].isoformat() if span else "9", record.no
        case "follow_up":
            months = number_of(values, "after_months")
            return last if months is None else months, text_of(values, "side"), record.no
        case _:
            position = number_of(values, "position")
            return last if position is None else position, record.no


def _side(values: Values) -> str:
    side = text_of(values, "side")
    return side if side in ("host", "both", "visitor") else ""


def _linked_names(workspace: Workspace, records: Sequence[Record]) -> dict[str, str]:
    pointed: dict[str, set[str]] = {}
    for record in records:
        for field in record.kind.fields:
            if field.rules.reference_in is ReferenceIn.MEMBER:
                pointed.setdefault(field.target, set()).update(linked_ids(record.values, field.name))
            elif field.rules.reference_in is ReferenceIn.VALUE and field.name != PARENT:
                pointed.setdefault(field.target, set()).add(text_of(record.values, field.name))
    names: dict[str, str] = {}
    for type, ids in pointed.items():
        names.update(names_of(workspace, type, ids - {""}))
    return names
