"""The model programme of a template, for a visit that is there already."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.visits.methods import apply, card
from desktop.visits.reading import read_visit
from desktop.visits.template_format import TemplateSession
from desktop.visits.templates import find_template, said
from desktop.workspace import Value, Workspace
from desktop.workspace.moments import write_moment


def bring_in(workspace: Workspace, visit_id: str, key: str, language: str = "") -> int:
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
                values = {"parent": visit_id, "question": said(text, language), "position": place}
                questions.append(journal.create("question", values))
        for session in template.sessions:
            journal.create("session", {"parent": visit_id, **session_values(session, questions, language)})
    return len(template.sessions)


def session_values(session: TemplateSession, questions: Sequence[str], language: str = "") -> dict[str, Value]:
    """A session of a template as a record holds it; `questions` are the ids of the template's, in their order."""
    values: dict[str, Value] = {
        "title": said(session.title, language), "at": write_moment(session.day, session.minute),
        "minutes": session.minutes, "kind": session.kind, "track": session.track, "method": session.method,
        "summary": said(session.summary, language), "steps": said(session.steps, language),
        "needs": said(session.needs, language), "outdoors": session.outdoors,
        "travel_minutes": session.travel_minutes, "buffer_minutes": session.buffer_minutes,
    }  # fmt: skip
    found = card(session.method, language) if session.method and not values["steps"] else None
    if found is not None:
        values |= apply(found, session.minutes)
    served = [questions[place] for place in session.questions if place < len(questions)]
    values |= {f"questions/serves:{id}": True for id in served}
    return {name: value for name, value in values.items() if value not in (None, "")}
