"""The programme for the pocket: a card a day, four on a sheet, to be cut apart or folded twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.i18n import _
from desktop.reports import styles
from desktop.reports.formatting import capitalised, format_time_of_day, titled
from desktop.reports.layout import Bookmark, Document, Page, height_of, paragraphs_of
from desktop.reports.missing_letters import close_fixed_pages
from desktop.reports.record_values import text_of
from desktop.reports.text import Style, clean, fit, wrap
from desktop.reports.visits.briefing import contacts
from desktop.reports.visits.visit_data import VisitData, slot_of
from desktop.values.dates import format_weekday
from desktop.workspace import Record

_EDGE = 17.0
_SCALES = (1.5, 1.35, 1.2, 1.1, 1.0)
"""Sizes of the type, the largest first: the one is taken in which every day fits its card."""
_TITLE = Style(10, 12.5, bold=True, colour=styles.INK)


@dataclass(frozen=True)
class _CardStyle:
    """The type of all cards of a paper."""

    row: Style
    place: Style
    times: float
    """Width for the time of day."""
    gap: float

    @classmethod
    def of(cls, scale: float) -> _CardStyle:
        """In a size."""
        return cls(
            Style(7.6 * scale, 9.4 * scale, colour=styles.INK), Style(6.8 * scale, 8.4 * scale, colour=styles.GREY),
            33 * scale, 2.4 * scale,
        )  # fmt: skip


def draw_pocket_programme(document: Document, visit_data: VisitData, entries: list[Bookmark]) -> list[Page]:
    """Cards of a quarter of the sheet; a long day takes more than one. A bookmark is added to `entries`."""
    sheet = document.sheet
    width, height = sheet.width / 2, sheet.height / 2
    room, depth = width - 2 * _EDGE, height - 2 * _EDGE - 34
    type = _CardStyle.of(_SCALES[-1])
    for scale in _SCALES:
        type = _CardStyle.of(scale)
        if all(len(_parts(document, type, sessions, room, depth)) == 1 for sessions in visit_data.days.values()):
            break
    cards = [
        (number, part)
        for number, sessions in visit_data.days.items()
        for part in _parts(document, type, sessions, room, depth)
    ]
    pages: list[Page] = []
    help = [each for each in _help(visit_data) if each[1]]
    for at in range(len(cards) + bool(help)):
        if at % 4 == 0:
            pages.append(document.new_page(clean(visit_data.title)))
            pages[-1].bare = True
            pages[-1].dashed_line(sheet.width / 2, 0, sheet.width / 2, sheet.height, styles.GREY)
            pages[-1].dashed_line(0, sheet.height / 2, sheet.width, sheet.height / 2, styles.GREY)
        x = (at % 2) * width + _EDGE
        top = sheet.height - (at % 4 // 2) * height - _EDGE
        card = _Card(document, pages[-1], type, x, room)
        if not at:
            document.mark_place("pocket", pages[-1], sheet.height)
            entries.append(Bookmark(_("Cards for the pocket"), "pocket"))
            card.draw_title(visit_data, top, titled(_("Cards for the pocket"), clean(visit_data.title)))
        with document.structure.element("Sect"):
            if at < len(cards):
                card.draw(visit_data, *cards[at], top, first=not at)
            else:
                card.draw_help(visit_data, help, top, top - depth)
    close_fixed_pages(document, pages)
    return pages


def _help(visit_data: VisitData) -> list[tuple[str, str]]:
    """What to have at hand when something goes wrong."""
    return [
        (_("Emergency numbers"), text_of(visit_data.visit, "emergency_numbers")),
        (_("Contacts"), contacts(visit_data)),
        (_("Interpretation"), text_of(visit_data.visit, "interpretation")),
        (_("Good to know"), text_of(visit_data.visit, "arrangements")),
    ]


def _needed(document: Document, type: _CardStyle, session: Record, room: float) -> float:
    lines = wrap(document.fonts, session.title, type.row, room - type.times)[:2]
    place = 1 if text_of(session, "place") else 0
    return height_of(lines) + place * type.place.leading + type.gap


def _parts(
    document: Document, type: _CardStyle, sessions: Sequence[Record], room: float, height: float
) -> list[list[Record]]:
    """The sessions of a day in as many cards as they take."""
    parts: list[list[Record]] = [[]]
    left = height
    for session in sessions:
        needed = _needed(document, type, session, room)
        if needed > left and parts[-1]:
            parts.append([])
            left = height
        parts[-1].append(session)
        left -= needed
    return parts


@dataclass(frozen=True)
class _Card:
    document: Document
    page: Page
    type: _CardStyle
    x: float
    room: float

    def draw_title(self, visit_data: VisitData, top: float, words: str = "") -> None:
        """The title of the visit: of the first card it is read as a heading, `words`, of the others not again."""
        structure = self.document.structure
        with structure.element("H2", actual_text=words) if words else structure.artifact("Layout"):
            line = fit(self.document.fonts, visit_data.title, _CardStyle.of(1).place, self.room)
            self.page.text(line, self.x, top - 9)

    def draw(
        self, visit_data: VisitData, number: int, sessions: Sequence[Record], top: float, *, first: bool = False
    ) -> None:
        """The day and its sessions. The title of the `first` card is drawn before."""
        day = visit_data.day(number)
        heading = _("Day {number}").format(number=number) if day is None else capitalised(format_weekday(day))
        if not first:
            self.draw_title(visit_data, top)
        y = self._draw_heading(heading, top)
        with self.document.structure.element("L"):
            for session in sessions:
                with self.document.structure.element("LI"):
                    y = self._draw_session(session, y - self.type.gap)

    def draw_help(self, visit_data: VisitData, entries: Sequence[tuple[str, str]], top: float, low: float) -> None:
        """Numbers and people to call, as far as the card has room."""
        fonts, style = self.document.fonts, self.type.row
        self.draw_title(visit_data, top)
        y = self._draw_heading(_("Quick reference"), top)
        for label, words in entries:
            y -= self.type.gap
            lines = [fit(fonts, label, self.type.place, self.room), *wrap(fonts, words, style, self.room)]
            lines[1] = replace(lines[1], begins=True)
            for role, paragraph in zip(("H4", *("P" for _line in lines)), paragraphs_of(lines), strict=False):
                with self.document.structure.element(role):
                    for line in paragraph:
                        if y - line.style.leading < low:
                            return
                        self.page.text(line, self.x, y - line.style.size)
                        y -= line.style.leading

    def _draw_heading(self, heading: str, top: float) -> float:
        """The heading under the title; returns where it ends."""
        fonts, page, x, room = self.document.fonts, self.page, self.x, self.room
        y = top - 9 - _TITLE.leading
        with self.document.structure.element("H3"):
            page.text(fit(fonts, heading, _TITLE, room), x, y)
        y -= 6
        page.horizontal_line(x, y, room, styles.ACCENT, 1)
        return y

    def _draw_session(self, session: Record, y: float) -> float:
        fonts, page, style, times = self.document.fonts, self.page, self.type.row, self.type.times
        room = self.room - times
        place = slot_of(session)
        structure = self.document.structure
        if place is not None:
            time = fit(fonts, format_time_of_day(place.start), style.bolder(), times - 2)
            with structure.element("Lbl"):
                page.text(time, self.x, y - style.size)
        lines = wrap(fonts, session.title, style, room)
        if len(lines) > 2:
            lines = [lines[0], fit(fonts, " ".join(line.text for line in lines[1:]), style, room)]
        with structure.element("LBody"):
            with structure.element("P"):
                for line in lines:
                    page.text(line, self.x + times, y - style.size)
                    y -= style.leading
            if where := text_of(session, "place"):
                small = self.type.place
                with structure.element("P"):
                    page.text(fit(fonts, where, small, room), self.x + times, y - small.size + 0.6)
                y -= small.leading
        return y
