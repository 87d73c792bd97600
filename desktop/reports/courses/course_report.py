"""A course and its runs in numbers: compared, as a funnel, over weeks and by group, and what learners asked. Numbers under
5 are hidden as they are wherever they leave.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.catalogue import names_of
from desktop.catalogue.courses import CourseRun, read_courses
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, current_language, speaking
from desktop.learning.comparing import curve, number_and_share, shown_number
from desktop.learning.count_rows import CountRow, cell_text, count_rows, hidden_numbers_note
from desktop.learning.counts_text import read_counts
from desktop.learning.learner import STAGES
from desktop.learning.run_charts import curves_chart, funnel_chart
from desktop.learning.suppression import Cell
from desktop.reports.charts import draw_chart
from desktop.reports.formatting import join_names, titled
from desktop.reports.layout import PAGE_SIZES, Column, Document, Metadata
from desktop.reports.pdf_attachment import attach_package
from desktop.reports.record_values import text_of
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.values.dates import format_date, format_period
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Record, Workspace
from desktop.workspace.privacy.gate import unagreed_names_of
from desktop.workspace.privacy.mentions import UnagreedNames


@dataclass(frozen=True, kw_only=True)
class CourseReportOptions:
    """What a person wants to have."""

    language: str = "en"
    page_size: str = "A4"
    author: str = ""
    package: Callable[[Sequence[str]], Path] | None = None
    """Makes a file with the data of the activities told, to be carried by the PDF; None for a PDF without data."""


@dataclass(frozen=True)
class CourseReportResult:
    """What was made."""

    title: str
    runs: int
    pages: int
    with_data: bool
    missing: str = ""


def write_course_report(
    workspace: Workspace,
    id: str,
    target: Path,
    wanted: CourseReportOptions,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> CourseReportResult:
    """Write the report of a run, or of a course with all its runs, by id. It appears whole or not at all.

    Raises UserFacingError
    where there is no such course or run or it cannot be written, Cancelled where `cancelled()`.
    """

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        runs = [each for each in read_courses(workspace) if each.id and id in (each.id, each.activity)]
        course = workspace.record(runs[0].activity, "activity") if runs else None
        if course is None:
            raise UserFacingError(
                _("There is no course run {id}.").format(id=id),
                kept=_("No file was written."),
                todo=_("Add a run in the form of the course, or import a list of its learners."),
            )
        with workspace.reading() as conn:
            hidden = unagreed_names_of(conn)
        title = hidden.without(course.title) or _("Untitled")
        heading = title if len(runs) > 1 or not runs[0].name else f"{title} – {hidden.without(runs[0].name)}"
        about = Metadata(
            clean(titled(_("Course report"), heading)), clean(wanted.author or workspace.author), clean(heading),
            current_language(),
        )  # fmt: skip
        document = Document(PAGE_SIZES[wanted.page_size], about)
        package = None if wanted.package is None else wanted.package([course.id])
        if package is not None:
            attach_package(document, package)
        report = _CourseReport(ReportWriter(document, heading), hidden)
        report.draw_head(workspace, course, heading, runs, with_data=package is not None)
        if len(runs) > 1:
            report.draw_comparison(runs)
        for run in runs:
            check()
            report.draw_run(run, alone=len(runs) == 1)
        pages = report.writer.save(target, heading, check)
        return CourseReportResult(heading, len(runs), pages, package is not None, document.missing_letters)


def _stages() -> list[str]:
    return [_(RECORD_TYPES["run"].by_name[stage].label) for stage in STAGES]


def _cells(run: CourseRun) -> list[Cell | None]:
    total = read_counts(run.counts).total if run.counts else (None,) * 4
    return [cell if number is None else shown_number(number) for cell, number in zip(total, run.numbers, strict=True)]


class _CourseReport:
    """One report while it is written."""

    def __init__(self, writer: ReportWriter, hidden: UnagreedNames) -> None:
        self.writer = writer
        self._hidden = hidden

    def draw_head(
        self, workspace: Workspace, course: Record, heading: str, runs: Sequence[CourseRun], *, with_data: bool
    ) -> None:
        """What the course is, and how its numbers are to be read."""
        writer, hidden = self.writer, self._hidden
        kind = text_of(course, "kind")
        languages = load("languages")
        ids = [key.partition(":")[2] for key in sorted(course.members("organisations"))]
        names = names_of(workspace, "organisation", ids)
        writer.title(heading, _("Course report, {day}").format(day=format_date(date.today().isoformat())))
        writer.labelled_rows([
            (_("Kind"), load("kinds").label(kind) if kind else ""),
            (_("When"), format_period(min(each.start for each in runs), max(each.end for each in runs))
             if all(each.start for each in runs) else ""),
            (_("Languages"), join_names(languages.label(code) for code in sorted(course.members("languages")))),
            (_("Organisations"), join_names(hidden.without(names[id]) for id in dict.fromkeys(ids) if names.get(id))),
            (_("Course platform"), hidden.without(text_of(course, "platform"))),
            (_("Data"), _("This PDF carries the data of its course for Focal Desk.") if with_data else ""),
        ])  # fmt: skip
        writer.summary(hidden.without(text_of(course, f"summary/{current_language()}") or text_of(course, "summary")))
        writer.flow.add_space(4)
        writer.text(" ".join((_("Learners are counted, not named."), hidden_numbers_note())), grey=True)

    def draw_comparison(self, runs: Sequence[CourseRun]) -> None:
        """All runs in one table, and a curve for each."""
        columns = [Column(_("Run"), 3.4, names_row=True), Column(_("When"), 3.4)]
        columns += [Column(label, 1.8, right=True) for label in _stages()]
        rows: list[list[str]] = []
        for run in runs:
            cells = _cells(run)
            when = format_period(run.start, run.end) if run.start else ""
            shares = [number_and_share(cell, cells[0]) for cell in cells[1:]]
            rows.append([self._name(run), when, cell_text(cells[0]), *shares])
        self.writer.table_chapter(_("Runs compared"), columns, rows)
        curves = [(self._name(run), curve(read_counts(run.counts), 0, run.start)) for run in runs]
        self._draw_curves(_("Enrolled, by week of the run"), curves)

    def draw_run(self, run: CourseRun, *, alone: bool) -> None:
        """One run: funnel, curves, tables, questions."""
        writer, cells = self.writer, _cells(run)
        shown = read_counts(run.counts) if run.counts else None
        if not alone:
            writer.chapter(self._name(run), 160)
            writer.text(format_period(run.start, run.end) if run.start else "", grey=True)
        self._draw_funnel(cells)
        if shown is None:
            writer.placeholder(_("No list of learners was counted into this run: its numbers were written by hand."))
        else:
            curves = [(label, curve(shown, stage, run.start)) for stage, label in enumerate(_stages())]
            self._draw_curves(_("Learners over the weeks"), curves)
            rows = count_rows(shown, [None if number is None else number for number in run.numbers])
            sections = dict.fromkeys(row.section for row in rows[1:])
            for section in sections:
                self._draw_table(section, [row for row in rows[1:] if row.section == section])
        if asked := self._hidden.without(run.asked).strip():
            writer.heading(_("What learners asked"))
            with writer.structure.element("L", attributes="<</O/List/ListNumbering/None>>"):
                for line in filter(None, map(str.strip, asked.splitlines())):
                    with writer.structure.element("LI"), writer.structure.element("LBody"):
                        writer.text(line, indent=8)

    def _name(self, run: CourseRun) -> str:
        return self._hidden.without(run.name) or format_period(run.start, run.end) or _("Untitled")

    def _draw_funnel(self, cells: Sequence[Cell | None]) -> None:
        stages = [each for each in zip(_stages(), cells, strict=True) if each[1] is not None]
        if any(isinstance(cell, int) for _label, cell in stages):
            draw_chart(self.writer.flow, funnel_chart(stages))

    def _draw_curves(self, words: str, curves: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> None:
        drawn = [each for each in curves if len(each[1]) > 1]
        if drawn:
            draw_chart(self.writer.flow, curves_chart(words, drawn))

    def _draw_table(self, section: str, rows: Sequence[CountRow]) -> None:
        columns = [Column(rows[0].heading, 4, names_row=True), *(Column(label, 1.6, right=True) for label in _stages())]
        table = self.writer.table(*columns)
        cells = [(self._hidden.without(row.label), *map(cell_text, row.cells)) for row in rows]
        self.writer.heading(section, min(table.height(*cells[0]) + 4, self.writer.flow.sheet.text_height / 2))
        for each in cells:
            table.row(*each)
