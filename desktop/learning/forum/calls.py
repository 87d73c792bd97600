"""Calls from the secretariat: which fields of which records, of which period, until when; and who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.catalogue import forum as queries
from desktop.errors import UserFacingError
from desktop.i18n import LANGUAGES, _, catalogue
from desktop.values.dates import format_date, read_span
from desktop.vocabularies.folding import key
from desktop.workspace import PARENT, RECORD_TYPES, Field, Record, RecordType, Workspace, record_id_from

TYPES = {"activities": "activity", "visits": "visit", "organisations": "organisation", "contributions": "topic"}
"""What a call asks for, and the records that it is about."""


@dataclass(frozen=True)
class Lacking:
    """A record that lacks some of what a call asks for."""

    type: str
    id: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class CallState:
    """A call as it stands here: how many records it is about, those that lack something, and who has answered."""

    call: Record
    records: int
    lacking: tuple[Lacking, ...]
    answers: tuple[Record, ...]
    own_answer: str
    """The id of this desk's answer, whether it is written or not."""

    @property
    def has_answered(self) -> bool:
        """Has this desk answered?"""
        return any(each.id == self.own_answer for each in self.answers)


def read_call(workspace: Workspace, call_id: str) -> CallState | None:
    """How a call stands on this desk; None where there is no such call."""
    call = workspace.record(call_id, "call")
    if call is None:
        return None
    type, fields = TYPES.get(str(call.values.get("asks_for") or ""), "activity"), asked_fields(call)
    start, end = (read_span(str(call.values.get(name) or "")) for name in ("start", "end"))
    ids = queries.ids_in_period(
        workspace, type, start[0].isoformat() if start else "", end[1].isoformat() if end else "",
        str(call.values.get("forum") or ""),
    )  # fmt: skip
    lacking: list[Lacking] = []
    for place in range(0, len(ids), 500):
        for record in workspace.records(type, ids[place : place + 500]):
            filled = {name.partition("/")[0] for name, value in record.values.items() if value not in (None, "", False)}
            if missing := tuple(each.name for each in fields if each.name not in filled):
                lacking.append(Lacking(type, record.id, record.title, missing))
    answers = [each for each in workspace.records("answer", queries.answers_to(workspace, call_id)) if each.listed]
    return CallState(call, len(ids), tuple(lacking), tuple(answers), _answer_id(workspace, call_id))


def asked_fields(call: Record) -> list[Field]:
    """The fields that a call asks for; without any, those without which a record is unfinished."""
    kind = RECORD_TYPES[TYPES.get(str(call.values.get("asks_for") or ""), "activity")]
    known = [field for each in _words_of(call) if (field := _field_called(kind, each)) is not None]
    return list(dict.fromkeys(known)) or list(kind.required)


def unknown_fields(call: Record) -> list[str]:
    """Words of a call that are no name and no label of a field of its records."""
    kind = RECORD_TYPES[TYPES.get(str(call.values.get("asks_for") or ""), "activity")]
    return [each for each in _words_of(call) if _field_called(kind, each) is None]


def _words_of(call: Record) -> list[str]:
    words = str(call.values.get("fields") or "").replace(";", ",").split(",")
    return [each.strip() for each in words if each.strip()]


def _field_called(kind: RecordType, words: str) -> Field | None:
    """The field of this name, or with this label in any language; private ones are not asked for."""
    wanted = key(words)
    for field in kind.fields:
        labels = (catalogue(language).gettext(field.label) for language in LANGUAGES)
        if not field.private and (field.name == words or any(key(each) == wanted for each in labels)):
            return field
    return None


def answer_call(workspace: Workspace, call_id: str, today: date, remark: str = "") -> str:
    """Write this desk's answer: how many records it has, and how many are complete. An earlier answer of it is changed.

    Raises UserFacingError where there is no such call, or nobody said who works here.
    """
    state = read_call(workspace, call_id)
    if state is None or not state.call.listed:
        raise UserFacingError(_("This call is not here."), kept=_("No answer was written."))
    name = workspace.author
    if not name:
        raise UserFacingError(
            _("The answer needs the name of this desk."), kept=_("No answer was written."),
            todo=_("Say who works here, then answer."),
        )  # fmt: skip
    workspace.journal.create(
        "answer",
        {
            PARENT: call_id, "desk": name, "day": today.isoformat(), "records": state.records,
            "complete": state.records - len(state.lacking), "remark": remark or None, "deleted": None,
        },
        id=state.own_answer,
    )  # fmt: skip
    return state.own_answer


def due_words(call: Record, today: date) -> str:
    """Until when, and whether that is over."""
    due = str(call.values.get("due") or "")
    if (span := read_span(due)) is None:
        return ""
    if today > span[1]:
        return _("Was due on {day}").format(day=format_date(due))
    return _("Until {day}").format(day=format_date(due))


def field_words(names: Sequence[str], type: str) -> str:
    """Fields by their labels."""
    return ", ".join(_(RECORD_TYPES[type].by_name[each].label) for each in names)


def _answer_id(workspace: Workspace, call_id: str) -> str:
    """One answer for each desk: its key stays through copies and restored backups."""
    return record_id_from(f"answer {call_id} {queries.own_key(workspace)}")
