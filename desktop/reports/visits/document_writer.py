"""How the papers of a visit are written: the head of the first page, chapters, texts, rows and tables."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _
from desktop.reports import styles
from desktop.reports.formatting import join_names
from desktop.reports.layout import Document
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import wrap
from desktop.reports.visits.visit_data import VisitData, code_label
from desktop.values.dates import format_period
from desktop.vocabularies import load
from desktop.workspace import Record

_STRIP = 6.0
_DOT = " · "


class DocumentWriter(ReportWriter):
    """One paper while it is written."""

    def __init__(self, document: Document, visit_data: VisitData, name: str) -> None:
        super().__init__(document, visit_data.title)
        self.visit_data = visit_data
        self.name = name
        self.with_data = False
        """Does the file carry the data of the visit?"""

    def title_block(self, *more: tuple[str, str]) -> None:
        """What the paper is, of which visit, when, where, who and more: at the head of the first page."""
        flow, visit_data, sheet = self.flow, self.visit_data, self.flow.sheet
        fonts = self.document.fonts
        goals = load("sdg").children()
        step = sheet.text_width / max(len(goals), 1)
        for at, goal in enumerate(goals):
            flow.page.fill_rect(sheet.left + at * step, flow.y, step + 0.3, _STRIP, goal.colour)
        flow.y -= 10
        flow.draw_lines(wrap(fonts, self.name, styles.META, sheet.text_width), sheet.left, sheet.text_width)
        flow.y -= 2
        flow.draw_lines(
            wrap(fonts, visit_data.title, styles.CHAPTER, sheet.text_width), sheet.left, sheet.text_width, role="H1"
        )
        flow.y -= 2
        flow.draw_lines(
            wrap(fonts, visit_summary_line(visit_data), styles.META, sheet.text_width), sheet.left, sheet.text_width
        )
        flow.y -= 6
        self.labelled_rows(
            [
                (_("Hosts"), join_names(visit_data.organisations("host"))),
                (_("Visitors"), join_names(visit_data.organisations("visitor"))),
                (_("Organisers and partners"), join_names(visit_data.organisations("organiser", "partner", "funder"))),
                *more,
                (_("Data"), _("This PDF contains the data of its visit for Focal Desk.") if self.with_data else ""),
            ]
        )

    def questions(self) -> None:
        """The learning questions, by the numbers that the other papers call them by."""
        questions = self.visit_data.of("question")
        if not questions:
            return
        self.chapter(_("Learning questions"))
        self.numbered_list([
            (at, question.title, asker_and_reason(question)) for at, question in enumerate(questions, 1)
        ])  # fmt: skip


def asker_and_reason(question: Record) -> str:
    """Who asks, and what for."""
    why, asked_by = (str(question.values.get(name) or "") for name in ("why", "asked_by"))
    asked = _("Asked by: {name}").format(name=asked_by) if asked_by else ""
    return _DOT.join(each for each in (why, asked) if each)


def visit_summary_line(visit_data: VisitData) -> str:
    """Approach, dates and place of a visit in one line. How far it is prepared is for those who prepare it, not for guests."""
    visit = visit_data.visit
    where = [str(visit.values.get("municipality") or ""), code_label(visit, "country")]
    said = [
        code_label(visit, "approach"),
        format_period(str(visit.values.get("start") or ""), str(visit.values.get("end") or "")),
        join_names(each for each in where if each),
    ]
    return _DOT.join(each for each in said if each) or _("Approach, dates and place not given")


def question_numbers_text(numbers: Sequence[int]) -> str:
    """The questions that a session serves: "Questions 1, 3"."""
    if not numbers:
        return ""
    said = [str(number) for number in numbers]
    if len(said) == 1:
        return _("Question {number}").format(number=said[0])
    return _("Questions {numbers}").format(numbers=join_names(said)).replace(" ", "\u00a0")
