"""Sheets to be filled in by hand, for those without a laptop: notes, attendance, evaluation."""

from __future__ import annotations

from desktop.i18n import N_, _, ngettext, pgettext
from desktop.reports import styles
from desktop.reports.layout import Cell, Column, Page
from desktop.reports.layout.room_to_write import room_words
from desktop.reports.visits.document_writer import DocumentWriter
from desktop.reports.visits.participants import may_name_participant
from desktop.reports.visits.programme import day_heading
from desktop.values.numbers import format_number

_LINE = 21.0
"""Points from one line to write on to the next: 7.4 mm."""
_EMPTY_ROWS = 22
_MAX_DAYS = 6
_STATEMENTS = (
    N_("The visit answered our learning questions."),
    N_("We saw things that we can use in our own city."),
    N_("There was enough time for questions and discussion."),
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
_NOTES = (N_("What we saw"), N_("What we take home"), N_("Open questions"))


def draw_blank_forms(writer: DocumentWriter) -> list[Page]:
    """First a sheet for notes on each question, then the attendance list, then the evaluation."""
    questions = writer.visit_data.of("question")
    writer.title_block()
    for at, question in enumerate(questions, 1):
        if at > 1:
            writer.flow.new_page()
        _draw_notes(writer, f"{at}. {question.title}")
    if not questions:
        _draw_notes(writer, _("Learning question:"))
    writer.flow.new_page()
    _draw_attendance(writer)
    writer.flow.new_page()
    _draw_evaluation(writer)
    return writer.close()


def _draw_notes(writer: DocumentWriter, heading: str) -> None:
    writer.chapter(heading, 200)
    writer.rows_to_fill_in(_("Session"), _("Written by"))
    flow = writer.flow
    each = (flow.height_left - 3 * 26) / len(_NOTES)
    for words in _NOTES:
        writer.heading(_(words), 30)
        _lines(writer, max(int((each - 8) // _LINE), 2))


def _lines(writer: DocumentWriter, count: int) -> None:
    """Lines to write on."""
    flow = writer.flow
    with writer.structure.element("P", actual_text=room_words()):
        for _line in range(count):
            if flow.height_left < _LINE:
                return
            flow.y -= _LINE
            flow.page.horizontal_line(flow.sheet.left, flow.y, flow.sheet.text_width, styles.FAINT, 0.6)
    flow.y -= 4


def _draw_attendance(writer: DocumentWriter) -> None:
    """A line a participant, with a field a day to sign in; who has not agreed to be named writes the name themselves."""
    visit_data = writer.visit_data
    writer.chapter(_("Attendance"))
    days = list(visit_data.days) or [1]
    people = visit_data.of("participant")
    for start in range(0, len(days), _MAX_DAYS):
        part = days[start : start + _MAX_DAYS]
        if start:
            writer.flow.new_page()
        if len(days) > _MAX_DAYS:
            writer.heading(f"{day_heading(visit_data, part[0])} – {day_heading(visit_data, part[-1])}")
        columns = [
            Column(pgettext("number of a row", "No."), 1, right=True, names_row=True),
            Column(_("Name"), 4),
            Column(_("Organisation"), 3),
        ]
        columns += [Column(_("Day {number}").format(number=number), 1.8) for number in part]
        table = writer.table(*columns, lowest=24, ruled=True)
        for at, person in enumerate(people):
            about = [person.title, visit_data.organisation_of(person)]
            if not may_name_participant(visit_data, person):
                about = [Cell("", blank=True), Cell("", blank=True)]
            table.row(format_number(at + 1), *about, *(Cell("", blank=True) for _number in part))
        empty = range(len(people), max(len(people) + 3, _EMPTY_ROWS))
        words = ngettext("{count} empty row", "{count} empty rows", len(empty)).format(count=format_number(len(empty)))
        table.blank_rows([[format_number(at + 1), *[""] * (len(columns) - 1)] for at in empty], words)


def _draw_evaluation(writer: DocumentWriter) -> None:
    writer.chapter(_("Evaluation"))
    writer.text(_("1: not at all · 5: fully. You need not write your name."), grey=True)
    writer.flow.add_space(4)
    columns = [Column(_("How far do you agree?"), 6, names_row=True), *(Column(str(mark), 0.8) for mark in range(1, 6))]
    table = writer.table(*columns, lowest=22, ruled=True)
    for words in _STATEMENTS:
        table.row(_(words), *(Cell("", box=True) for _mark in range(5)))
    flow = writer.flow
    for at, words in enumerate(_OPEN):
        share = flow.height_left / (len(_OPEN) - at)
        writer.heading(_(words), 3 * _LINE)
        _lines(writer, max(int((share - 30) // _LINE), 2))
