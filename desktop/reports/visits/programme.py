"""The programme of a visit: to read at a table, for the wall, and for the pocket."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _, pgettext
from desktop.reports.formatting import format_time_range, join_names
from desktop.reports.layout import Cell, Column, Page
from desktop.reports.record_values import text_of
from desktop.reports.visits.document_writer import DocumentWriter, question_numbers_text
from desktop.reports.visits.pocket_programme import draw_pocket_programme
from desktop.reports.visits.visit_data import VisitData, code_label, slot_of
from desktop.reports.visits.wall_programme import draw_wall_programme
from desktop.values.dates import format_weekday
from desktop.vocabularies import load
from desktop.workspace import Record

_DOT = " · "
_QUIET = frozenset(("break", "meal", "travel", "free"))


def draw_programme(writer: DocumentWriter) -> list[Page]:
    """The days one below the other, then a sheet a few days for the wall, then cards for the pocket."""
    visit_data = writer.visit_data
    writer.title_block(
        (_("Languages"), listed_codes(visit_data.visit, "languages")),
        (_("Interpretation"), text_of(visit_data.visit, "interpretation")),
        (_("Accessibility"), text_of(visit_data.visit, "accessibility")),
        (_("Time zone"), code_label(visit_data.visit, "time_zone")),
    )  # fmt: skip
    writer.section(_("Purpose"), visit_data.said("purpose"))
    writer.questions()
    for number, sessions in visit_data.days.items():
        _draw_day(writer, number, sessions)
    if visit_data.unscheduled:
        columns = [Column(_("Session"), 5, names_row=True), Column(_("Place"), 3), Column(_("With"), 3)]
        rows = [
            (_what(visit_data, session), _where(session), join_names(visit_data.leads(session)))
            for session in visit_data.unscheduled
        ]
        writer.table_chapter(_("Without a time yet"), columns, rows)
    if not visit_data.of("session"):
        writer.chapter(_("Programme"))
        writer.placeholder(_("No session is planned yet."))
    pages = writer.close()
    if visit_data.days:
        pages = [
            *pages,
            *draw_wall_programme(writer.document, visit_data, writer.entries),
            *draw_pocket_programme(writer.document, visit_data, writer.entries),
        ]
    return pages


def day_heading(visit_data: VisitData, number: int) -> str:
    """A day by its number and, once the visit has one, its date."""
    day = visit_data.day(number)
    if day is None:
        return _("Day {number}").format(number=number)
    return _("Day {number}: {date}").format(number=number, date=format_weekday(day))


def listed_codes(record: Record, name: str) -> str:
    """The labels of a set of codes."""
    vocabulary = load(record.kind.by_name[name].vocabulary)
    return join_names(vocabulary.label(code) for code in record.members(name))


def _draw_day(writer: DocumentWriter, number: int, sessions: Sequence[Record]) -> None:
    visit_data = writer.visit_data
    parallel = _parallel(sessions)
    led = any(visit_data.leads(session) for session in visit_data.of("session"))
    columns = [Column(_("Time"), 2.6), Column(_("Session"), 6, names_row=True), Column(_("Place"), 3)]
    columns += [Column(_("With"), 3)] if led else []
    rows = [
        (_when(session), _what(visit_data, session, parallel=session.id in parallel), _where(session),
         *([join_names(visit_data.leads(session))] if led else []))
        for session in sessions
    ]  # fmt: skip
    writer.table_chapter(day_heading(visit_data, number), columns, rows)


def _parallel(sessions: Sequence[Record]) -> set[str]:
    """The ids of the sessions of a day at the time of which there is another one."""
    found: set[str] = set()
    timed = [(session.id, slot) for session in sessions if (slot := slot_of(session)) is not None]
    for at, (id, slot) in enumerate(timed):
        for other, its in timed[at + 1 :]:
            if slot.start < its.end and its.start < slot.end:
                found |= {id, other}
    return found


def _when(session: Record) -> Cell:
    place = slot_of(session)
    time = format_time_range(place.start, place.end) if place is not None else ""
    return Cell(time, more=code_label(session, "time_zone"))


def _what(visit_data: VisitData, session: Record, *, parallel: bool = False) -> Cell:
    quiet = text_of(session, "kind") in _QUIET
    said = [
        _("Parallel session") if parallel else "",
        code_label(session, "kind") if not quiet and text_of(session, "kind") not in ("", "session") else "",
        code_label(session, "method"),
        question_numbers_text(visit_data.questions_of(session)),
        _track(session),
    ]
    below = [_DOT.join(each for each in said if each), text_of(session, "summary")]
    if practices := visit_data.practices(session):
        below.append(_("Practice: {titles}").format(titles=join_names(practices)))
    if needs := text_of(session, "needs"):
        below.append(_("Needed: {things}").format(things=needs))
    return Cell(session.title, bold=not quiet, more="\n".join(each for each in below if each))


def _track(session: Record) -> str:
    track = text_of(session, "track")
    return pgettext("field: value", "{field}: {value}").format(field=_("Track"), value=track) if track else ""


def _where(session: Record) -> Cell:
    return Cell(text_of(session, "place"), more=text_of(session, "address"))
