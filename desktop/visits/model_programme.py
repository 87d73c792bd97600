"""The model programme of a template, for a visit that is there already."""

from __future__ import annotations

from desktop.visits.reading import read_visit
from desktop.visits.templates import find_template, said, session_values
from desktop.workspace import Workspace


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
