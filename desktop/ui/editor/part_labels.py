"""What the buttons of a table of parts say, by the type of the parts."""

from __future__ import annotations

from desktop.words import N_, _

_ADD = {
    "run": N_("Add a run"),
    "question": N_("Add a question"),
    "task": N_("Add a task"),
    "participant": N_("Add a participant"),
    "budget_line": N_("Add a budget line"),
    "note": N_("Add a note"),
    "finding": N_("Add a finding"),
    "commitment": N_("Add a commitment"),
    "follow_up": N_("Add a follow-up"),
}
_REMOVE = {
    "run": N_("Remove the run"),
    "question": N_("Remove the question"),
    "task": N_("Remove the task"),
    "participant": N_("Remove the participant"),
    "budget_line": N_("Remove the budget line"),
    "note": N_("Remove the note"),
    "finding": N_("Remove the finding"),
    "commitment": N_("Remove the commitment"),
    "follow_up": N_("Remove the follow-up"),
}


def add_words(type: str) -> str:
    """The button that adds one."""
    return _(_ADD[type]) if type in _ADD else _("Add")


def remove_words(type: str) -> str:
    """The button that takes one away."""
    return _(_REMOVE[type]) if type in _REMOVE else _("Remove")
