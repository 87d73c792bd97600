"""The pages beside the form of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_, _
from desktop.ui.editor.context import PartPage, RecordContext, RecordPart
from desktop.ui.editor.parts_page import PartsPage

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

BRIEF, QUESTIONS, PROGRAMME, PREPARATION = N_("About the visit"), N_("Questions"), N_("Programme"), N_("Preparation")
NOTES, HARVEST = N_("Notes"), N_("Outcomes")

PAGE_OF = {
    "question": QUESTIONS,
    "session": PROGRAMME,
    "task": PREPARATION,
    "participant": PREPARATION,
    "budget_line": PREPARATION,
    "note": NOTES,
    "finding": HARVEST,
    "commitment": HARVEST,
    "follow_up": HARVEST,
}
"""Where the parts of a type are."""


def visit_pages(desk: Desk) -> tuple[PartPage, ...]:
    """What stands between the brief and the history; each is made when a visit is shown first."""

    def programme(_context: RecordContext) -> RecordPart:
        from desktop.ui.visits.record.programme import ProgrammePart

        return ProgrammePart(desk)

    def preparation(context: RecordContext) -> RecordPart:
        from desktop.ui.visits.record.preparation import PreparationPart

        return PreparationPart(desk, context)

    def notes(context: RecordContext) -> RecordPart:
        from desktop.ui.visits.record.notes import NotesPart

        return NotesPart(desk, context)

    def outcomes(context: RecordContext) -> RecordPart:
        from desktop.ui.visits.record.outcomes import HarvestPart

        return HarvestPart(desk, context)

    return (
        PartPage(BRIEF),
        PartPage(QUESTIONS, lambda context: questions(desk, context)),
        PartPage(PROGRAMME, programme),
        PartPage(PREPARATION, preparation),
        PartPage(NOTES, notes),
        PartPage(HARVEST, outcomes),
    )


def questions(desk: Desk, context: RecordContext) -> RecordPart:
    """The learning questions; one that stays open can become a need."""
    from PySide6.QtWidgets import QPushButton

    from desktop.ui.listing.new_needs import make_need

    page = PartsPage(
        context,
        "question",
        columns=("question", "why", "asked_by"),
        empty=_("No question yet. What do the visitors want to be able to do afterwards? Write it as a question."),
    )
    button = QPushButton(_("Make it a need"), page)
    button.setToolTip(_("A question that other local governments may have an answer to, linked with this visit"))
    button.setEnabled(False)

    def make() -> None:
        context.saver.end_all()
        make_need(desk, page.parts.current)

    button.clicked.connect(make)
    page.parts.buttons.insertWidget(2, button)
    page.parts.selected.connect(
        lambda _id: button.setEnabled(desk.writable and page.parts.part(page.parts.current) is not None)
    )
    return page
