"""The programme for the pocket: a card a day, four on a sheet, to be cut apart or folded twice."""

from __future__ import annotations

from desktop.reports import look
from desktop.reports.figures import text_of
from desktop.reports.paper import Document, Page
from desktop.reports.text import Style, clean, fit, wrap
from desktop.reports.visits.dossier import Dossier, place_of
from desktop.reports.wording import say_clock, say_weekday
from desktop.words import _
from desktop.workspace import Record

_EDGE = 17.0
_TIME_ROOM = 33.0
_TITLE = Style(10, 12.5, bold=True, colour=look.INK)
_ROW = Style(7.6, 9.4, colour=look.INK)
_PLACE = Style(6.8, 8.4, colour=look.GREY)


def draw_pocket(document: Document, dossier: Dossier) -> list[Page]:
    """Cards of a quarter of the sheet; a long day takes more than one."""
    sheet = document.sheet
    width, height = sheet.width / 2, sheet.height / 2
    cards = [
        (number, part) for number, sessions in dossier.days.items()
        for part in _parts(document, sessions, width - 2 * _EDGE, height - 2 * _EDGE - 34)
    ]  # fmt: skip
    pages: list[Page] = []
    for at, (number, sessions) in enumerate(cards):
        if at % 4 == 0:
            pages.append(document.page(clean(dossier.title)))
            pages[-1].bare = True
            pages[-1].dashed(sheet.width / 2, 0, sheet.width / 2, sheet.height, look.GREY)
            pages[-1].dashed(0, sheet.height / 2, sheet.width, sheet.height / 2, look.GREY)
        x = (at % 2) * width + _EDGE
        top = sheet.height - (at % 4 // 2) * height - _EDGE
        _draw_card(document, pages[-1], dossier, number, sessions, x, top, width - 2 * _EDGE)
    for page in pages:
        page.close()
    return pages


def _needed(document: Document, session: Record, room: float) -> float:
    lines = wrap(document.fonts, session.title, _ROW, room - _TIME_ROOM)[:2]
    place = 1 if text_of(session, "place") else 0
    return len(lines) * _ROW.leading + place * _PLACE.leading + 2.4


def _parts(document: Document, sessions: list[Record], room: float, height: float) -> list[list[Record]]:
    """The sessions of a day in as many cards as they take."""
    parts: list[list[Record]] = [[]]
    left = height
    for session in sessions:
        needed = _needed(document, session, room)
        if needed > left and parts[-1]:
            parts.append([])
            left = height
        parts[-1].append(session)
        left -= needed
    return parts


def _draw_card(
    document: Document, page: Page, dossier: Dossier, number: int, sessions: list[Record], x: float, top: float,
    room: float,
) -> None:  # fmt: skip
    fonts = document.fonts
    day = dossier.day(number)
    y = top - 9
    page.text(fit(fonts, dossier.title, _PLACE, room), x, y)
    y -= _TITLE.leading
    heading = _("Day {number}").format(number=number) if day is None else say_weekday(day)
    page.text(fit(fonts, heading, _TITLE, room), x, y)
    y -= 6
    page.rule(x, y, room, look.ACCENT, 1)
    for session in sessions:
        place = place_of(session)
        y -= 2.4
        if place is not None:
            clock = fit(fonts, say_clock(place.start), _ROW.bolder(), _TIME_ROOM - 2)
            page.text(clock, x, y - _ROW.size)
        lines = wrap(fonts, session.title, _ROW, room - _TIME_ROOM)
        if len(lines) > 2:
            lines = [lines[0], fit(fonts, " ".join(line.text for line in lines[1:]), _ROW, room - _TIME_ROOM)]
        for line in lines:
            page.text(line, x + _TIME_ROOM, y - _ROW.size)
            y -= _ROW.leading
        if where := text_of(session, "place"):
            page.text(fit(fonts, where, _PLACE, room - _TIME_ROOM), x + _TIME_ROOM, y - _PLACE.size + 0.6)
            y -= _PLACE.leading
