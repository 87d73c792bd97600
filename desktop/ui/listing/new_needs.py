"""A question, a note, a course or the lesson of an activity becomes a need or an offer, in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QWidget
from shiboken6 import isValid

from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def make_need(desk: Desk, id: str, title: str = "") -> None:
    """Make the need of this record, as one action; say so, with the way to it."""
    from desktop.matching.new_needs import need_from

    workspace = desk.workspace
    _make(desk, lambda: need_from(workspace, id, title), _("It is a need now: others may have an answer."))


def ask_need(desk: Desk, id: str, parent: QWidget, questions: Sequence[str] = ()) -> None:
    """Ask which question an activity raised, and make it a need. `questions`: those that are written down already."""
    dialog = QInputDialog(parent)
    if questions:
        dialog.setComboBoxItems(list(questions))
        dialog.setComboBoxEditable(True)
    dialog.setWindowTitle(_("Note a need"))
    dialog.setLabelText(_("What do people want to learn now? Write it as a question:"))
    dialog.setOkButtonText(_("&Save"))
    dialog.setCancelButtonText(_("Cancel"))
    dialog.setMinimumWidth(440)
    dialog.textValueSelected.connect(lambda title: make_need(desk, id, title.strip()) if title.strip() else None)
    dialog.open()


def ask_need_of_lessons(desk: Desk, id: str, parent: QWidget) -> None:
    """The same for an activity, with its lessons to choose from."""
    from desktop.matching.new_needs import questions_of

    workspace = desk.workspace

    def read() -> list[str]:
        activity = workspace.record(id, "activity")
        return questions_of(activity) if activity is not None else []

    desk.background.run(
        read, lambda lessons: ask_need(desk, id, parent, lessons) if isValid(parent) else None, topic="need: lessons"
    )


def make_offer(desk: Desk, id: str) -> None:
    """Make an offer of what this activity taught."""
    from desktop.matching.new_needs import offer_from

    workspace = desk.workspace
    _make(desk, lambda: offer_from(workspace, id), _("It is an offer now: others may want to see it."))


def _make(desk: Desk, job: Callable[[], str], words: str) -> None:
    desk.writer.run(
        job, lambda made: desk.show_message(words, _("Open it"), lambda: desk.record_wanted.emit(made))
    )  # fmt: skip
