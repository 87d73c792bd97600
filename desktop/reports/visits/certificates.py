"""Certificates of participation: one sheet a visitor, on its long side."""

from __future__ import annotations

from desktop.i18n import _, ngettext
from desktop.reports import styles
from desktop.reports.formatting import join_names
from desktop.reports.layout import Document, Page
from desktop.reports.missing_letters import close_fixed_pages
from desktop.reports.record_values import text_of
from desktop.reports.text import Style, clean, fit, wrap
from desktop.reports.visits.badges import MM
from desktop.reports.visits.visit_data import VisitData, code_label, slot_of
from desktop.values.dates import format_period
from desktop.vocabularies import load
from desktop.workspace import Record

_HEADING = Style(30, 38, bold=True, colour=styles.ACCENT)
_NAMES = (Style(30, 36, bold=True), Style(22, 27, bold=True), Style(16, 20, bold=True))
_TEXT = Style(13, 19)
_SMALL = Style(10, 14, colour=styles.GREY)
_QUIET = frozenset(("break", "meal", "travel", "free"))


def draw_certificates(document: Document, visit_data: VisitData) -> list[Page]:
    """One for each participant who is not of the host alone; an empty one where nobody is on the list."""
    people = [each for each in visit_data.of("participant") if text_of(each, "side") != "host"]
    pages: list[Page] = []
    for person in people or [None]:
        with document.structure.element("Sect"):
            pages.append(_draw(document, visit_data, person))
    close_fixed_pages(document, pages)
    return pages


def _draw(document: Document, visit_data: VisitData, person: Record | None) -> Page:
    fonts, sheet = document.fonts, document.sheet.landscape()
    page = document.new_page(clean(visit_data.title), sheet)
    edge = 10 * MM
    page.draw_rect(edge, edge, sheet.width - 2 * edge, sheet.height - 2 * edge, styles.ACCENT, 1.6)
    page.draw_rect(edge + 4, edge + 4, sheet.width - 2 * edge - 8, sheet.height - 2 * edge - 8, styles.FAINT, 0.6)
    goals = load("sdg").children()
    room = sheet.width - 2 * 24 * MM
    step = room / max(len(goals), 1)
    for at, goal in enumerate(goals):
        page.fill_rect(24 * MM + at * step, sheet.height - 24 * MM, step + 0.3, 4, goal.colour)
    y = sheet.height - 45 * MM

    def centred(words: str, style: Style, most: int = 3, role: str = "P") -> None:
        nonlocal y
        lines = wrap(fonts, words, style, room)
        if len(lines) > most:
            lines = [*lines[: most - 1], fit(fonts, " ".join(each.text for each in lines[most - 1 :]), style, room)]
        with document.structure.element(role):
            for line in lines:
                page.text(line, (sheet.width - line.width) / 2, y)
                y -= style.leading

    centred(_("Certificate of participation"), _HEADING, 2, "H1")
    y -= 18
    centred(_("This is to certify that"), _TEXT)
    y -= 22
    if person is None:
        page.horizontal_line(sheet.width / 2 - 150, y, 300, styles.GREY)
        y -= 26
    else:
        style = next((each for each in _NAMES if len(wrap(fonts, person.title, each, room)) <= 2), _NAMES[-1])
        centred(person.title, style, 2, "H2")
        about = [text_of(person, "function"), visit_data.organisation_of(person)]
        centred(join_names(each for each in about if each), _SMALL, 2)
        y -= 18
    centred(_participation_text(visit_data), _TEXT, 2)
    y -= 6
    centred(visit_data.title, _TEXT.bolder(), 3)
    y -= 6
    visit = visit_data.visit
    where = [text_of(visit, "municipality"), code_label(visit, "country")]
    about = [join_names(each for each in where if each), format_period(text_of(visit, "start"), text_of(visit, "end"))]
    centred(" · ".join(each for each in about if each), _TEXT, 2)
    centred(_hours(visit_data), _SMALL, 1)
    _signatures(document, page, visit_data, 24 * MM, room)
    return page


def _participation_text(visit_data: VisitData) -> str:
    approach = code_label(visit_data.visit, "approach")
    if not approach:
        return _("took part in the peer visit")
    return _("took part in the peer visit ({approach})").format(approach=approach[:1].lower() + approach[1:])


def _hours(visit_data: VisitData) -> str:
    """How many hours of sessions the programme has, breaks and travel aside."""
    places = [
        place
        for session in visit_data.of("session")
        if text_of(session, "kind") not in _QUIET and (place := slot_of(session)) is not None
    ]
    hours = round(sum(place.minutes for place in places) / 60)
    return (
        ngettext("{count} hour of programme", "{count} hours of programme", hours).format(count=hours) if hours else ""
    )


def _signatures(document: Document, page: Page, visit_data: VisitData, left: float, room: float) -> None:
    fonts = document.fonts
    names = [
        join_names(visit_data.organisations("host")) or _("Host"),
        join_names(visit_data.organisations("organiser")) or _("Organiser"),
    ]
    width = room * 0.4
    for x, name in zip((left, left + room - width), names, strict=True):
        page.horizontal_line(x, 33 * MM, width, styles.GREY, 0.6)
        with document.structure.element("P"):
            for at, line in enumerate(wrap(fonts, name, _SMALL, width)[:2]):
                page.text(line, x, 33 * MM - 13 - at * _SMALL.leading)
