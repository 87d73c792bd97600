"""Templates of visits: the six approaches that come along, and a person's own, which are records and so are shared.

A template is JSON with a format number. One of a later format is refused with a sentence; what is not well made costs
the template, never the program. Texts stand in several languages, `{"en": ..., "fr": ...}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _, current_language
from desktop.values.moments import write_moment
from desktop.visits.due_dates import follow_up_title
from desktop.visits.method_cards import find_method_card, session_values_of_card
from desktop.visits.template_format import FORMAT, LocalizedText, Template, TemplateSession, read_template
from desktop.visits.template_from_visit import template_from_visit
from desktop.visits.visit import read_visit
from desktop.visits.visit_times import fixed_first_day
from desktop.vocabularies import load
from desktop.workspace import Value, Workspace

_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "templates"
BUILT_IN = tuple(term.code for term in load("approaches"))
"""Keys of the templates that come along: the approaches."""


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template to choose. `key` is an approach, or the id of an own template's record."""

    key: str
    name: str
    summary: str
    approach: str
    own: bool
    days: int = 0
    """How long its programme is; 0 where it has none."""


def list_templates(workspace: Workspace | None = None) -> list[TemplateInfo]:
    """The six that come along, then a person's own by name, in the language spoken now."""
    found: list[TemplateInfo] = []
    for key in BUILT_IN:
        template = built_in_template(key)
        found.append(
            TemplateInfo(
                key, localized(template.names), localized(template.summary), key, False, programme_days(template)
            )
        )
    if workspace is None:
        return found
    with workspace.reading_directly() as conn:
        rows = conn.execute("SELECT id FROM template WHERE listed = 1 ORDER BY name_key, id").fetchall()
    for record in workspace.records("template", [row[0] for row in rows]):
        values = record.values
        found.append(
            TemplateInfo(record.id, record.title, str(values.get("summary") or ""), str(values.get("approach") or ""), True,
                         _days_of(str(values.get("content") or ""), record.title))
        )  # fmt: skip
    return found


def _days_of(content: str, name: str) -> int:
    try:
        return programme_days(read_template(content, name))
    except UserFacingError:
        return 0  # said when somebody takes it


def find_template(workspace: Workspace | None, key: str) -> Template:
    """The template of a key. Raises UserFacingError where there is none, or it cannot be read here."""
    if key in BUILT_IN:
        return built_in_template(key)
    record = workspace.record(key, "template") if workspace is not None else None
    if record is None or not record.listed:
        raise UserFacingError(
            _("There is no template “{name}”.").format(name=key),
            todo=_("Templates are: {names}.").format(names=", ".join(BUILT_IN)),
        )
    return read_template(str(record.values.get("content") or ""), record.title)


@cache
def built_in_template(key: str) -> Template:
    """One of the templates that come along."""
    return read_template((_FOLDER / f"{key}.json").read_text("utf-8"), key)


def localized(text: LocalizedText, language: str = "") -> str:
    """A text in a language, or the one spoken now; in English, or whichever there is, where it does not stand in that."""
    wanted = language or current_language()
    return text.get(wanted) or text.get("en") or next(iter(text.values()), "")


def new_visit(
    workspace: Workspace, key: str = "", values: Mapping[str, Value] | None = None, language: str = ""
) -> str:
    """A new visit from a template, or an empty one, with these values over it; one action, undone as one. Returns its id.

    Raises UserFacingError as `find_template`.
    """
    template = find_template(workspace, key) if key else None
    fields: dict[str, Value] = {"stage": "idea"}
    if template is not None:
        fields |= {"title": localized(template.names, language), "approach": template.approach, "template": key}
        fields |= {name: localized(text, language) for name, text in template.fields.items()}
    fields |= dict(values or {})
    if template is not None and (end := end_after(str(fields.get("start") or ""), programme_days(template))):
        fields.setdefault("end", end)
    journal = workspace.journal
    with journal.group("create") as group:
        visit = journal.create("visit", fields, group=group)
        if template is None:
            return visit
        questions = [
            journal.create(
                "question", {"parent": visit, "question": localized(text, language), "position": place}, group=group
            )
            for place, text in enumerate(template.questions, 1)
        ]
        for type, those in _parts(template, questions, language):
            journal.create(type, {"parent": visit, **those}, group=group)
    return visit


def programme_days(template: Template) -> int:
    """How many days the programme of a template takes; 0 where it has none."""
    return template.days or max((session.day for session in template.sessions), default=0)


def end_after(start: str, days: int) -> str:
    """The last of so many days; "" where the start is no day, or that is beyond the calendar."""
    begins = fixed_first_day({"start": start})
    if begins is None or days < 1:
        return ""
    try:
        return (begins + timedelta(days=days - 1)).isoformat()
    except OverflowError:
        return ""


def _parts(template: Template, questions: list[str], language: str) -> list[tuple[str, dict[str, Value]]]:
    made: list[tuple[str, dict[str, Value]]] = []
    made += [("session", session_values(session, questions, language)) for session in template.sessions]
    for place, task in enumerate(template.tasks, 1):
        made.append(
            ("task", {"title": localized(task.title, language), "due_days": task.days, "due_from": task.counted_from,
                      "phase": task.phase, "side": task.side, "notes": localized(task.notes, language), "position": place})
        )  # fmt: skip
    for place, line in enumerate(template.budget, 1):
        made.append(
            (
                "budget_line",
                {"what": localized(line.what, language), "kind": line.kind, "payer": line.payer, "position": place},
            )
        )
    for months in template.follow_ups:
        for side in ("host", "visitor"):
            made.append(("follow_up", {"title": follow_up_title(months), "after_months": months, "side": side}))
    return [(type, {name: each for name, each in those.items() if each not in (None, "")}) for type, those in made]


def session_values(session: TemplateSession, questions: Sequence[str], language: str = "") -> dict[str, Value]:
    """A session of a template as a record holds it; `questions` are the ids of the template's, in their order."""
    values: dict[str, Value] = {
        "title": localized(session.title, language), "at": write_moment(session.day, session.minute),
        "minutes": session.minutes, "kind": session.kind, "track": session.track, "method": session.method,
        "summary": localized(session.summary, language), "steps": localized(session.steps, language),
        "needs": localized(session.needs, language), "outdoors": session.outdoors,
        "travel_minutes": session.travel_minutes, "buffer_minutes": session.buffer_minutes,
    }  # fmt: skip
    found = find_method_card(session.method, language) if session.method and not values["steps"] else None
    if found is not None:
        values |= session_values_of_card(found, session.minutes)
    served = [questions[place] for place in session.questions if place < len(questions)]
    values |= {f"questions/serves:{id}": True for id in served}
    return {name: value for name, value in values.items() if value not in (None, "")}


def save_template(workspace: Workspace, visit_id: str, name: str, summary: str = "") -> str:
    """Keep a visit's questions, tasks, programme and budget lines as an own template; returns the id of its record.

    People, organisations, dates, amounts and notes stay behind. Raises UserFacingError where there is no such visit.
    """
    name = " ".join(name.split())
    visit = read_visit(workspace, visit_id)
    if visit is None:
        raise UserFacingError(_("There is no such visit."))
    if not name:
        raise UserFacingError(_("A template needs a name."))
    language = current_language()
    content = template_from_visit(visit, name, summary, language)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    read_template(text, name)  # what cannot be read again must not be kept
    return workspace.journal.create(
        "template",
        {"name": name, "approach": str(visit.values.get("approach") or ""), "summary": summary, "language": language,
         "version": FORMAT, "content": text},
    )  # fmt: skip


__all__ = [
    "BUILT_IN",
    "FORMAT",
    "Template",
    "TemplateInfo",
    "built_in_template",
    "find_template",
    "list_templates",
    "localized",
    "new_visit",
    "read_template",
    "save_template",
    "session_values",
]  # fmt: skip


def add_template_sessions(workspace: Workspace, visit_id: str, key: str, language: str = "") -> int:
    """Add a template's sessions to a visit, as one action; its learning questions too, where the visit has none.

    Returns how many sessions came. Raises UserFacingError where there is no such template, or it cannot be read here.
    """
    template, visit = find_template(workspace, key), read_visit(workspace, visit_id)
    if visit is None or not template.sessions:
        return 0
    journal = workspace.journal
    with journal.group("create"):
        questions: list[str] = []
        if not visit.questions:
            for place, text in enumerate(template.questions, 1):
                values = {"parent": visit_id, "question": localized(text, language), "position": place}
                questions.append(journal.create("question", values))
        for session in template.sessions:
            journal.create("session", {"parent": visit_id, **session_values(session, questions, language)})
    return len(template.sessions)
