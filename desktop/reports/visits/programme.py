"""The programme of a visit: to read at a table, for the wall, and for the pocket."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reports.figures import text_of
from desktop.reports.paper import Cell, Column, Page
from desktop.reports.visits.dossier import Dossier, code_label, place_of
from desktop.reports.visits.pocket import draw_pocket
from desktop.reports.visits.wall import draw_wall
from desktop.reports.visits.writing import Writing, question_marks
from desktop.reports.wording import listed, say_span
from desktop.values.dates import format_weekday
from desktop.vocabularies import load
from desktop.words import _
from desktop.workspace import Record

_DOT = " · "
_QUIET = frozenset(("break", "meal", "travel", "free"))


def draw_programme(writing: Writing) -> list[Page]:
    """The days one below the other, then a sheet a few days for the wall, then cards for the pocket."""
    dossier = writing.dossier
    writing.opening(
        (_("Languages"), listed_codes(dossier.visit, "languages")),
        (_("Interpretation"), text_of(dossier.visit, "interpretation")),
        (_("Accessibility"), text_of(dossier.visit, "accessibility")),
        (_("Time zone"), text_of(dossier.visit, "time_zone").replace("_", " ")),
    )  # fmt: skip
    writing.summary(dossier.said("purpose"))
    writing.questions()
    for number, sessions in dossier.days.items():
        _draw_day(writing, number, sessions)
    if dossier.unplaced:
        columns = [Column(_("Session"), 5), Column(_("Place"), 3), Column(_("With"), 3)]
        rows = [
            (_what(dossier, session), _where(session), listed(dossier.leads(session))) for session in dossier.unplaced
        ]
        writing.listing(_("Without a time yet"), columns, rows)
    if not dossier.of("session"):
        writing.chapter(_("Programme"))
        writing.nothing(_("No session is planned yet."))
    pages = writing.close()
    if dossier.days:
        pages = [*pages, *draw_wall(writing.document, dossier), *draw_pocket(writing.document, dossier)]
    return pages


def day_heading(dossier: Dossier, number: int) -> str:
    """A day by its number and, once the visit has one, its date."""
    day = dossier.day(number)
    if day is None:
        return _("Day {number}").format(number=number)
    return _("Day {number}: {date}").format(number=number, date=format_weekday(day))


def listed_codes(record: Record, name: str) -> str:
    """The labels of a set of codes."""
    vocabulary = load(record.kind.by_name[name].vocabulary)
    return listed(vocabulary.label(code) for code in record.members(name))


def _draw_day(writing: Writing, number: int, sessions: Sequence[Record]) -> None:
    dossier = writing.dossier
    led = any(dossier.leads(session) for session in dossier.of("session"))
    columns = [Column(_("Time"), 2.6), Column(_("Session"), 6), Column(_("Place"), 3)]
    columns += [Column(_("With"), 3)] if led else []
    rows = [
        (_when(session), _what(dossier, session), _where(session),
         *([listed(dossier.leads(session))] if led else []))
        for session in sessions
    ]  # fmt: skip
    writing.listing(day_heading(dossier, number), columns, rows)


def _when(session: Record) -> Cell:
    place = place_of(session)
    time = say_span(place.start, place.end) if place is not None else ""
    return Cell(time, more=text_of(session, "time_zone").replace("_", " "))


def _what(dossier: Dossier, session: Record) -> Cell:
    quiet = text_of(session, "kind") in _QUIET
    said = [
        code_label(session, "kind") if not quiet and text_of(session, "kind") not in ("", "session") else "",
        code_label(session, "method"),
        question_marks(dossier.questions_of(session)),
        text_of(session, "track"),
    ]
    below = [_DOT.join(each for each in said if each), text_of(session, "summary")]
    if practices := dossier.practices(session):
        below.append(_("Practice: {titles}").format(titles=listed(practices)))
    if needs := text_of(session, "needs"):
        below.append(_("Needed: {things}").format(things=needs))
    return Cell(session.title, bold=not quiet, more="\n".join(each for each in below if each))


def _where(session: Record) -> Cell:
    return Cell(text_of(session, "place"), more=text_of(session, "address"))
