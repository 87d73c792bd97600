"""Sheets to be filled in by hand, for those without a laptop: notes, attendance, evaluation."""

from __future__ import annotations

from desktop.reports import look
from desktop.reports.paper import Cell, Column, Page
from desktop.reports.visits.people import agrees
from desktop.reports.visits.programme import day_heading
from desktop.reports.visits.writing import Writing
from desktop.values.numbers import format_number
from desktop.words import N_, _

_LINE = 21.0
"""Points from one line to write on to the next: 7.4 mm."""
_EMPTY_ROWS = 22
_DAYS_MOST = 6
_STATEMENTS = (
    N_("The visit answered our learning questions."),
    N_("We saw things that we can use at home."),
    N_("There was enough time for questions and talk."),
    N_("The sites and people were well chosen."),
    N_("Travel, meals and rooms were well organised."),
    N_("Everyone could take part, whatever their language and needs."),
    N_("We know what we will do next."),
)
_OPEN = (
    N_("What was most useful, and why?"),
    N_("What would you do in another way?"),
    N_("What will you tell your colleagues first?"),
)
_NOTES = (N_("What we saw"), N_("What we take home"), N_("What stays open"))


def draw_sheets(writing: Writing) -> list[Page]:
    """First a sheet for notes on each question, then the attendance list, then the evaluation."""
    questions = writing.dossier.of("question")
    writing.opening()
    for at, question in enumerate(questions, 1):
        if at > 1:
            writing.flow.turn()
        _draw_notes(writing, f"{at}. {question.title}")
    if not questions:
        _draw_notes(writing, _("Learning question:"))
    writing.flow.turn()
    _draw_attendance(writing)
    writing.flow.turn()
    _draw_evaluation(writing)
    return writing.close()


def _draw_notes(writing: Writing, heading: str) -> None:
    writing.chapter(heading, 200)
    writing.rows([(_("Session"), "." * 60), (_("Written by"), "." * 60)])
    flow = writing.flow
    each = (flow.left - 3 * 26) / len(_NOTES)
    for words in _NOTES:
        writing.heading(_(words), 30)
        _lines(writing, max(int((each - 8) // _LINE), 2))


def _lines(writing: Writing, count: int) -> None:
    """Lines to write on."""
    flow = writing.flow
    for _line in range(count):
        if flow.left < _LINE:
            return
        flow.y -= _LINE
        flow.page.rule(flow.sheet.left, flow.y, flow.sheet.room, look.FAINT, 0.6)
    flow.y -= 4


def _draw_attendance(writing: Writing) -> None:
    """A line a participant, with a field a day to sign in; who has not agreed to be named writes the name themselves."""
    dossier = writing.dossier
    writing.chapter(_("Attendance"))
    days = list(dossier.days) or [1]
    people = dossier.of("participant")
    for start in range(0, len(days), _DAYS_MOST):
        part = days[start : start + _DAYS_MOST]
        if start:
            writing.flow.turn()
        if len(days) > _DAYS_MOST:
            writing.heading(f"{day_heading(dossier, part[0])} – {day_heading(dossier, part[-1])}")
        columns = [Column("", 0.7, right=True), Column(_("Name"), 4), Column(_("Organisation"), 3)]
        columns += [Column(_("Day {number}").format(number=number), 1.8) for number in part]
        table = writing.table(*columns, lowest=24, ruled=True)
        for at in range(max(len(people) + 3, _EMPTY_ROWS)):
            named = people[at] if at < len(people) and agrees(dossier, people[at]) else None
            about = [named.title, dossier.organisation_of(named)] if named is not None else ["", ""]
            table.row(format_number(at + 1), *about, *([""] * len(part)))


def _draw_evaluation(writing: Writing) -> None:
    writing.chapter(_("Evaluation"))
    writing.text(_("1: not at all · 5: fully. You need not write your name."), grey=True)
    writing.flow.space(4)
    columns = [Column(_("How far do you agree?"), 6), *(Column(str(mark), 0.8) for mark in range(1, 6))]
    table = writing.table(*columns, lowest=22, ruled=True)
    for words in _STATEMENTS:
        table.row(_(words), *(Cell("", box=True) for _mark in range(5)))
    flow = writing.flow
    for at, words in enumerate(_OPEN):
        share = flow.left / (len(_OPEN) - at)
        writing.heading(_(words), 3 * _LINE)
        _lines(writing, max(int((share - 30) // _LINE), 2))
