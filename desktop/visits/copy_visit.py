"""A visit as the beginning of another: its brief, and as much of its plan as a person wants to bring along."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop.visits.due_dates import days_from_visit, follow_up_title
from desktop.visits.field_values import Values, number_of
from desktop.visits.visit import Visit, read_visit
from desktop.workspace import Record, Value, Workspace, split_member

PROGRAMME, TASKS, BUDGET, ROLES = "programme", "tasks", "budget", "roles"
COPYABLE_PARTS = (PROGRAMME, TASKS, BUDGET, ROLES)
"""What may come along: questions and sessions; tasks and follow-ups; budget lines as planned; and who has which role."""

_NOT_COPIED_OF_VISIT = frozenset(("start", "end", "stage", "source", "source_id", "private_note", "attachments"))
"""Fields of a visit that belong to when it took place; those of its harvest too."""
_ROLE_FIELDS = {
    "visit": ("organisations", "people"),
    "session": ("people", "leads"),
    "task": ("owner",),
    "question": ("asked_by",),
}
_NOT_COPIED = {
    "question": (), "session": ("private_note", "attachments"), "task": ("due", "state", "done", "attachments"),
    "budget_line": ("spent", "rate", "rate_date", "attachments"),
}  # fmt: skip
_NEVER_COPIED = frozenset(("parent", "source_data"))


def copy_visits(workspace: Workspace, ids: Sequence[str], along: Collection[str] = COPYABLE_PARTS) -> list[str]:
    """Copies of visits, each an idea without dates; one action, undone as one. Returns their ids.

    What was learnt, participants, notes and commitments stay behind, whatever is brought along; a visit that is not
    there any more is passed over.
    """
    made: list[str] = []
    with workspace.journal.group("duplicate"):
        for id in ids:
            visit = read_visit(workspace, id)
            if visit is not None:
                made.append(_copy(workspace, visit, along))
    return made


def _copy(workspace: Workspace, visit: Visit, along: Collection[str]) -> str:
    journal = workspace.journal
    harvest = {field.name for field in visit.record.kind.fields if field.section == "harvest"}
    left = _NOT_COPIED_OF_VISIT | harvest | _role_fields_left_out(visit.record, along)
    new = journal.create("visit", {"stage": "idea", **_copied_values(visit.record, left)})

    def add(record: Record, more: Mapping[str, Value]) -> str:
        kept = _copied_values(record, {*_NOT_COPIED[record.type], *_role_fields_left_out(record, along)})
        return journal.create(record.type, {**kept, **more, "parent": new})

    if PROGRAMME in along:
        questions = {each.id: add(each, {}) for each in visit.questions}
        for session in visit.sessions:
            add(session, _copied_question_links(session.values, questions))
    if TASKS in along:
        for task in visit.tasks:
            days = days_from_visit(visit.values, task.values)
            add(task, {"state": "open", **({} if days is None else {"due_days": days})})
        months = (number_of(each.values, "after_months") for each in visit.follow_ups)
        for after in sorted({each for each in months if each is not None}):
            for side in ("host", "visitor"):
                title = follow_up_title(after)
                journal.create("follow_up", {"parent": new, "title": title, "after_months": after, "side": side})
    if BUDGET in along:
        for line in visit.budget_lines:
            add(line, {})
    return new


def _role_fields_left_out(record: Record, along: Collection[str]) -> set[str]:
    """The fields that say who has a role, where they do not come along."""
    return set() if ROLES in along else set(_ROLE_FIELDS.get(record.type, ()))


def _copied_values(record: Record, left: Collection[str]) -> dict[str, Value]:
    kept: dict[str, Value] = {}
    for name, value in record.values.items():
        head, _key = split_member(name)
        is_field = head in record.kind.by_name and head not in _NEVER_COPIED
        if is_field and head not in left and not (record.type == "session" and head == "questions"):
            kept[name] = value
    return kept


def _copied_question_links(session: Values, questions: Mapping[str, str]) -> dict[str, Value]:
    """The questions that a session serves, as those of the copy."""
    found: dict[str, Value] = {}
    for name, value in session.items():
        head, key = split_member(name)
        role, _colon, id = key.partition(":")
        if head == "questions" and id in questions:
            found[f"questions/{role}:{questions[id]}"] = value
    return found
