"""Certificates of participation: one sheet a visitor, on its long side."""

from __future__ import annotations

from desktop.reports import look
from desktop.reports.figures import text_of
from desktop.reports.paper import Document, Page
from desktop.reports.text import Style, clean, fit, wrap
from desktop.reports.visits.badges import MM
from desktop.reports.visits.dossier import Dossier, code_label, place_of
from desktop.reports.wording import listed
from desktop.values.dates import format_period
from desktop.vocabularies import load
from desktop.words import _, ngettext
from desktop.workspace import Record

_HEADING = Style(30, 38, bold=True, colour=look.ACCENT)
_NAMES = (Style(30, 36, bold=True), Style(22, 27, bold=True), Style(16, 20, bold=True))
_TEXT = Style(13, 19)
_SMALL = Style(10, 14, colour=look.GREY)
_QUIET = frozenset(("break", "meal", "travel", "free"))


def draw_certificates(document: Document, dossier: Dossier) -> list[Page]:
    """One for each participant who is not of the host alone; an empty one where nobody is on the list."""
    people = [each for each in dossier.of("participant") if text_of(each, "side") != "host"]
    pages = [_draw(document, dossier, each) for each in people] or [_draw(document, dossier, None)]
    for page in pages:
        page.close()
    return pages


def _draw(document: Document, dossier: Dossier, person: Record | None) -> Page:
    fonts, sheet = document.fonts, document.sheet.across()
    page = document.page(clean(dossier.title), sheet)
    edge = 10 * MM
    page.frame(edge, edge, sheet.width - 2 * edge, sheet.height - 2 * edge, look.ACCENT, 1.6)
    page.frame(edge + 4, edge + 4, sheet.width - 2 * edge - 8, sheet.height - 2 * edge - 8, look.FAINT, 0.6)
    goals = load("sdg").children()
    room = sheet.width - 2 * 24 * MM
    step = room / max(len(goals), 1)
    for at, goal in enumerate(goals):
        page.area(24 * MM + at * step, sheet.height - 24 * MM, step + 0.3, 4, goal.colour)
    y = sheet.height - 45 * MM

    def centred(words: str, style: Style, most: int = 3) -> None:
        nonlocal y
        lines = wrap(fonts, words, style, room)
        if len(lines) > most:
            lines = [*lines[: most - 1], fit(fonts, " ".join(each.text for each in lines[most - 1 :]), style, room)]
        for line in lines:
            page.text(line, (sheet.width - line.width) / 2, y)
            y -= style.leading

    centred(_("Certificate of participation"), _HEADING, 2)
    y -= 18
    centred(_("This is to certify that"), _TEXT)
    y -= 22
    if person is None:
        page.rule(sheet.width / 2 - 150, y, 300, look.GREY)
        y -= 26
    else:
        style = next((each for each in _NAMES if len(wrap(fonts, person.title, each, room)) <= 2), _NAMES[-1])
        centred(person.title, style, 2)
        about = [text_of(person, "function"), dossier.organisation_of(person)]
        centred(listed(each for each in about if each), _SMALL, 2)
        y -= 18
    centred(_took_part(dossier), _TEXT, 2)
    y -= 6
    centred(dossier.title, _TEXT.bolder(), 3)
    y -= 6
    visit = dossier.visit
    where = [text_of(visit, "municipality"), code_label(visit, "country")]
    about = [listed(each for each in where if each), format_period(text_of(visit, "start"), text_of(visit, "end"))]
    centred(" · ".join(each for each in about if each), _TEXT, 2)
    centred(_hours(dossier), _SMALL, 1)
    _signatures(document, page, dossier, 24 * MM, room)
    return page


def _took_part(dossier: Dossier) -> str:
    approach = code_label(dossier.visit, "approach")
    if not approach:
        return _("took part in the peer visit")
    return _("took part in the peer visit ({approach})").format(approach=approach[:1].lower() + approach[1:])


def _hours(dossier: Dossier) -> str:
    """How many hours of sessions the programme has, breaks and travel aside."""
    places = [
        place
        for session in dossier.of("session")
        if text_of(session, "kind") not in _QUIET and (place := place_of(session)) is not None
    ]
    hours = round(sum(place.minutes for place in places) / 60)
    return (
        ngettext("{count} hour of programme", "{count} hours of programme", hours).format(count=hours) if hours else ""
    )


def _signatures(document: Document, page: Page, dossier: Dossier, left: float, room: float) -> None:
    fonts = document.fonts
    names = [
        listed(dossier.organisations("host")) or _("Host"),
        listed(dossier.organisations("organiser")) or _("Organiser"),
    ]
    width = room * 0.4
    for x, name in zip((left, left + room - width), names, strict=True):
        page.rule(x, 33 * MM, width, look.GREY, 0.6)
        for at, line in enumerate(wrap(fonts, name, _SMALL, width)[:2]):
            page.text(line, x, 33 * MM - 13 - at * _SMALL.leading)
