"""The plan of a year as a PDF: goals by who set them, and the activities of the year by what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from desktop.errors import Cancelled, UserFacingError
from desktop.figures import ALL_TIMES, NOTE, Period
from desktop.figures.annual_plan import PLAN_LABELS, PlannedActivity, read_plan
from desktop.figures.goal_words import months_words, reached_words
from desktop.figures.goals import GoalProgress, read_goals
from desktop.i18n import _, current_language, ngettext, speaking
from desktop.reports.layout import PAGE_SIZES, Column, Document, Metadata
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.values.dates import format_date, format_period
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class PlanOptions:
    """What a person wants to have."""

    period: Period = ALL_TIMES
    language: str = "en"
    page_size: str = "A4"
    author: str = ""


@dataclass(frozen=True)
class PlanResult:
    """What was made."""

    pages: int
    goals: int
    activities: int
    missing: str = ""


def write_plan(
    workspace: Workspace,
    target: Path,
    wanted: PlanOptions,
    *,
    today: date | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PlanResult:
    """Write it to `target`. The file appears whole or not at all; raises UserFacingError where there is nothing to write or
    it cannot be written, Cancelled where `cancelled()`.
    """
    day = today or date.today()

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        goals = [each for each in read_goals(workspace, day) if _touches(each, wanted.period)]
        activities = read_plan(workspace, wanted.period, day)
        check()
        if not goals and not activities:
            raise UserFacingError(
                _("There are no goals and no activities in this period."),
                kept=_("No file was written."),
                todo=_("Choose another period, or write a goal."),
            )
        title = _("Plan: {period}").format(period=wanted.period.label)
        about = Metadata(clean(title), clean(wanted.author or workspace.author), clean(title), current_language())
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writer = ReportWriter(document, title)
        writer.title(title, _("As of {date}").format(date=format_date(day.isoformat())))
        _draw_goals(writer, goals)
        check()
        _draw_activities(writer, activities)
        _draw_definitions(writer, goals)
        pages = writer.save(target, title, check)
        return PlanResult(pages, len(goals), len(activities), document.missing_letters)


def _touches(goal: GoalProgress, period: Period) -> bool:
    """Is a goal meant for some of a period? One without dates is."""
    first, last = goal.period.first, goal.period.last
    if not first or not last:
        return True
    return not (period.last and first[: len(period.last)] > period.last) and not (
        period.first and last < period.first[: len(last)]
    )


def _draw_goals(writer: ReportWriter, goals: Sequence[GoalProgress]) -> None:
    if not goals:
        writer.chapter(_("Goals"))
        writer.placeholder(_("No goals are written for this period."))
        return
    columns = [
        Column(_("Goal"), 5, names_row=True), Column(_("Reached"), 2.4), Column(_("State"), 2), Column(_("Until"), 1.8),
        Column(_("Pace"), 3.6),
    ]  # fmt: skip
    for setter, those in groupby(goals, key=lambda each: each.organisation):
        rows = [
            [
                each.title, reached_words(each) if not each.trouble else "–", each.label, format_date(each.period.last),
                each.trouble or months_words(each),
            ]
            for each in those
        ]  # fmt: skip
        heading = _("Goals of {name}").format(name=setter) if setter else _("Goals")
        writer.table_chapter(heading, columns, rows)


def _draw_activities(writer: ReportWriter, activities: Sequence[PlannedActivity]) -> None:
    if not activities:
        writer.chapter(_("Activities"))
        writer.placeholder(_("No activities are in this period."))
        return
    counts = {state: sum(each.state is state for each in activities) for state in PLAN_LABELS}
    rows = [[_(label), format_number(counts[state])] for state, label in PLAN_LABELS.items() if counts[state]]
    writer.table_chapter(
        _("Activities of the plan"),
        [Column(_("State"), 4, names_row=True), Column(_("Activities"), 2, right=True)],
        rows,
    )
    countries = load("countries")
    columns = [
        Column(_("Activity"), 5, names_row=True), Column(_("When"), 2.4), Column(_("Where"), 2.6),
        Column(_("Organisations"), 3.4),
    ]  # fmt: skip
    for state, those in groupby(activities, key=lambda each: each.state):
        listed = list(those)
        words = ngettext("{state} ({count} activity)", "{state} ({count} activities)", len(listed)).format(
            state=_(PLAN_LABELS[state]), count=format_number(len(listed))
        )
        writer.table_chapter(
            words,
            columns,
            [
                [
                    each.title or _("Untitled"), format_period(each.start, each.end),
                    ", ".join(part for part in (each.place, countries.label(each.country) if each.country else "") if part),
                    each.organisations,
                ]
                for each in listed
            ],
        )  # fmt: skip


def _draw_definitions(writer: ReportWriter, goals: Sequence[GoalProgress]) -> None:
    figures = {each.figure.name: each.figure for each in goals if each.figure is not None}
    if not figures:
        return
    writer.table_chapter(
        _("What counts"),
        [Column(_("Figure"), 2.4, names_row=True), Column(_("What it counts"), 8)],
        [[_(each.label), _(each.definition)] for each in figures.values()],
    )
    writer.text(_(NOTE), grey=True)
