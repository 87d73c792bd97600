"""What comes of a visit: the chain from question to change, and a lesson or practice as an activity of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.visits.field_values import Values, text_of
from desktop.visits.visit import Visit, linked_ids
from desktop.workspace import RECORD_TYPES, Record, Value, Workspace

_MAX_TITLE = 120  # characters
_COPIED_FIELDS = ("country", "municipality", "coordinates")
_COPIED_SETS = ("targets", "hazards", "essentials", "modules", "languages")


@dataclass(frozen=True)
class OutcomeChain:
    """What a question led to; `question` is None for what answers none."""

    question: Record | None
    sessions: tuple[Record, ...]
    notes: tuple[Record, ...]
    findings: tuple[Record, ...]
    commitments: tuple[Record, ...]
    follow_ups: tuple[Record, ...]


def outcome_chains(visit: Visit) -> list[OutcomeChain]:
    """For each question what was seen, said and promised about it, and what came of that; last what answers no question.

    A note without a question counts for those that its session serves, a commitment for those of its note or finding.
    """
    asked = {question.id for question in visit.questions}
    sessions = {each.id: [id for id in linked_ids(each.values, "questions") if id in asked] for each in visit.sessions}
    notes = {
        each.id: _own_question(each, asked) or sessions.get(text_of(each.values, "session"), []) for each in visit.notes
    }
    findings = {each.id: _own_question(each, asked) for each in visit.findings}
    commitments = {
        each.id: _own_question(each, asked)
        or notes.get(text_of(each.values, "note"), [])
        or findings.get(text_of(each.values, "finding"), [])
        for each in visit.commitments
    }
    follow_ups = {each.id: commitments.get(text_of(each.values, "commitment"), []) for each in visit.follow_ups}

    def chain(question: Record | None) -> OutcomeChain:
        def those(records: tuple[Record, ...], about: dict[str, list[str]]) -> tuple[Record, ...]:
            return tuple(
                each for each in records if (question.id in about[each.id] if question else not about[each.id])
            )

        return OutcomeChain(
            question, those(visit.sessions, sessions), those(visit.notes, notes), those(visit.findings, findings),
            those(visit.commitments, commitments), those(visit.follow_ups, follow_ups),
        )  # fmt: skip

    return [*(chain(question) for question in visit.questions), chain(None)]


def _own_question(record: Record, asked: set[str]) -> list[str]:
    id = text_of(record.values, "question")
    return [id] if id in asked else []


def create_activity(workspace: Workspace, id: str) -> str:
    """A note, a finding's recommendation or a commitment as an activity of the catalogue, in one action; returns its id.

    The record names the activity, and the visit lists it among its practices as what came out of it. Where the record has
    become one already, that one is returned. Raises UserFacingError where there is nothing to be made of.
    """
    record = workspace.record(id)
    visit = workspace.record(text_of(record.values, "parent"), "visit") if record is not None else None
    if record is None or visit is None or "activity" not in RECORD_TYPES[record.type].by_name:
        raise UserFacingError(_("Only a learning note or a commitment of a visit can become an activity."))
    known = text_of(record.values, "activity")
    if known and (there := workspace.record(known, "activity")) is not None and there.listed:
        return known
    values = _activity_of(record, visit.values)
    journal = workspace.journal
    with journal.group("create") as group:
        made = journal.create("activity", values, group=group)
        journal.edit(record.id, {"activity": made}, group=group, type=record.type)
        journal.edit(visit.id, {f"practices/outcome:{made}": True}, group=group, type="visit")
    return made


def _activity_of(record: Record, visit: Values) -> dict[str, Value]:
    saw = text_of(record.values, "saw") or text_of(record.values, "what")
    home = text_of(record.values, "take_home") or text_of(record.values, "changed")
    title = " ".join((saw or home or text_of(visit, "title")).split())
    if len(title) > _MAX_TITLE:
        title = f"{title[:_MAX_TITLE].rsplit(' ', 1)[0]} …"
    values: dict[str, Value] = {"title": title, "kind": "policy_practice", "status": "completed"}
    if record.type == "commitment":
        values["status"] = "completed" if text_of(record.values, "state") == "kept" else "planned"
    values |= {"summary": saw, "lessons": home, "start": text_of(visit, "start")}
    values |= {name: visit.get(name) for name in _COPIED_FIELDS}
    for name, value in visit.items():
        if name.partition("/")[0] in _COPIED_SETS:
            values[name] = value
    values |= {f"organisations/lead:{host}": True for host in linked_ids(visit, "organisations", "host")}
    values |= {f"organisations/partner:{guest}": True for guest in linked_ids(visit, "organisations", "visitor")}
    return {name: value for name, value in values.items() if value not in (None, "")}
