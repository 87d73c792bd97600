"""The short evaluation of a training, to be filled in: on paper as PDF, or as a sheet with a row for each form."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import safe
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, speaking
from desktop.learning.evaluation_counts import questions_at
from desktop.learning.evaluation_form import ANSWERS, Question
from desktop.reports.formatting import titled
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Metadata
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.system.errors import writing_error
from desktop.system.files import replacing
from desktop.values.dates import format_period
from desktop.workspace import Workspace
from desktop.workspace.privacy.gate import unagreed_names_of


@dataclass(frozen=True, kw_only=True)
class EvaluationFormOptions:
    """What a person wants to have: the form at the end of the training, or the one three months later."""

    later: bool = False
    language: str = "en"
    page_size: str = "A4"
    author: str = ""


def write_evaluation_form(workspace: Workspace, training_id: str, target: Path, wanted: EvaluationFormOptions) -> int:
    """Write the form to `target`: a sheet where its name ends in .csv, else a PDF. Returns how many pages that has, 0 of a
    sheet. Raises UserFacingError where there is no such training or the file cannot be written.
    """
    with speaking(wanted.language):
        training = workspace.record(training_id, "activity")
        if training is None or training.binned:
            raise UserFacingError(_("This training is not there any more."), kept=_("No file was written."))
        questions = questions_at(later=wanted.later)
        if target.suffix.lower() == ".csv":
            _write_sheet(questions, target)
            return 0
        with workspace.reading() as conn:
            name = unagreed_names_of(conn).without(training.title or _("Untitled"))
        title = _("Evaluation, three months later") if wanted.later else _("Evaluation")
        about = Metadata(
            clean(titled(title, name)), clean(wanted.author or workspace.author), title, current_language()
        )
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writer = ReportWriter(document, title)
        start, end = (str(training.values.get(each) or "") for each in ("start", "end"))
        when = format_period(start, end) if start else ""
        writer.title(title, " · ".join(part for part in (name, when) if part))
        scale = _("1: not at all · 5: very.") if any(question.rated for question in questions) else ""
        anonymous = _("You need not write your name: the answers are only counted.")
        writer.text(f"{scale} {anonymous}".strip())
        _draw(writer, questions)
        return writer.save(target, title, lambda: None)


def _draw(writer: ReportWriter, questions: list[Question]) -> None:
    rated = [question for question in questions if question.rated]
    if rated:
        writer.flow.add_space(8)
        columns = [Column(_("Question"), 6, names_row=True), *(Column(code, 0.8) for code in rated[0].answers)]
        table = writer.table(*columns, lowest=26, ruled=True)
        for question in rated:
            table.row(_(question.words), *(Cell("", box=True) for _code in question.answers))
    for question in questions:
        if not question.rated:
            words = _(question.words)
            more = _("You may tick several answers.") if question.several else ""
            writer.heading(f"{words} {more}".strip(), 60)
            table = writer.table(Column(_("Answer"), 1), lowest=24, ruled=True)
            for code in question.answers:
                table.row(Cell(_(ANSWERS[code]), box=True))


def _write_sheet(questions: list[Question], target: Path) -> None:
    """Headings that the import recognises; a row for each form goes below them."""
    try:
        with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerow([safe(_(question.words)) for question in questions])
    except OSError as error:
        raise writing_error(error, target) from error
