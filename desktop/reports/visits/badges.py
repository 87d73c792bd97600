"""Name badges and signs for the table: cut or folded along the dashed lines, true to the millimetre."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.reports import styles
from desktop.reports.formatting import join_names
from desktop.reports.layout import Document, Page
from desktop.reports.missing_letters import close_fixed_pages
from desktop.reports.record_values import text_of
from desktop.reports.text import Style, clean, fit, wrap
from desktop.reports.visits.visit_data import VisitData, code_label
from desktop.values.dates import format_period
from desktop.vocabularies import load
from desktop.workspace import Record

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Grid:
    """How cards lie on a sheet; lengths in millimetres."""

    width: float
    height: float
    across: int
    down: int


GRIDS = {
    "A4": Grid(90, 55, 2, 5),  # as most clip-on holders in Europe take
    "Letter": Grid(101.6, 76.2, 2, 3),  # 4 x 3 inches, the usual insert in the Americas
}
_NAME = (
    (Style(24, 29, bold=True), 1), (Style(19, 23, bold=True), 2), (Style(15, 18.4, bold=True), 2),
    (Style(11.5, 14.2, bold=True), 2),
)  # fmt: skip
"""Sizes, and in how many lines at most."""
_ABOUT = Style(10, 13.2, colour=styles.INK)
_SIGN = (Style(64, 72, bold=True), Style(46, 54, bold=True), Style(32, 38, bold=True), Style(22, 27, bold=True))
_SIGN_BELOW = Style(19, 25, colour=styles.GREY)


def draw_badges(document: Document, visit_data: VisitData, paper: str) -> list[Page]:
    """A badge for everyone who takes part, then a sign for the table for each of them."""
    people = visit_data.of("participant")
    grid = GRIDS[paper]
    on_a_sheet = grid.across * grid.down
    spare = on_a_sheet - len(people) % on_a_sheet if not people or len(people) % on_a_sheet else 0
    pages = _badges(document, visit_data, [*people, *([None] * spare)], grid)
    pages += [_sign(document, visit_data, each) for each in people]
    close_fixed_pages(document, pages)
    return pages


def _badges(document: Document, visit_data: VisitData, people: list[Record | None], grid: Grid) -> list[Page]:
    """Badges a sheet; those of nobody stay empty, to be written on for who comes unexpected."""
    sheet = document.sheet
    width, height = grid.width * MM, grid.height * MM
    left = (sheet.width - grid.across * width) / 2
    low = (sheet.height - grid.down * height) / 2
    pages: list[Page] = []
    for at, person in enumerate(people):
        place = at % (grid.across * grid.down)
        if place == 0:
            pages.append(document.new_page(clean(visit_data.title)))
            for line in range(grid.across + 1):
                x = left + line * width
                pages[-1].dashed_line(x, low, x, low + grid.down * height, styles.GREY)
            for line in range(grid.down + 1):
                y = low + line * height
                pages[-1].dashed_line(left, y, left + grid.across * width, y, styles.GREY)
        x = left + place % grid.across * width
        y = low + (grid.down - 1 - place // grid.across) * height
        # Empty ones are to be written on, and not read where others are.
        unread = person is None and people[0] is not None
        with document.structure.artifact() if unread else document.structure.element("Sect"):
            _badge(document, pages[-1], visit_data, person, x, y, width, height)
    return pages


def _badge(
    document: Document, page: Page, visit_data: VisitData, person: Record | None, x: float, y: float, width: float,
    height: float,
) -> None:  # fmt: skip
    fonts, edge = document.fonts, 4.5 * MM
    room = width - 2 * edge
    visit = visit_data.visit
    page.fill_rect(x + edge, y + height - edge - 1, room, 2, styles.ACCENT)
    head = y + height - edge - 13
    titles = wrap(fonts, visit_data.title, styles.META, room)
    if len(titles) > 2:
        titles = [titles[0], fit(fonts, " ".join(line.text for line in titles[1:]), styles.META, room)]
    when = format_period(text_of(visit, "start"), text_of(visit, "end"))
    structure = document.structure
    with structure.element("P"):
        for at, line in enumerate(titles):
            page.text(line, x + edge, head - 10 * at)
    with structure.element("P"):
        page.text(fit(fonts, when, styles.HEAD, room), x + edge, head - 10 * len(titles))
    if person is None:
        page.horizontal_line(x + edge, y + height * 0.36, room, styles.GREY)
        return
    fitting = (each for each, most in _NAME if len(wrap(fonts, person.title, each, room)) <= most)
    style = next(fitting, _NAME[-1][0])
    lines = wrap(fonts, person.title, style, room)
    if len(lines) > 2:
        lines = [lines[0], fit(fonts, " ".join(line.text for line in lines[1:]), style, room)]
    base = y + height * 0.47 + (len(lines) - 1) * style.leading * 0.5
    with structure.element("H1"):
        for line in lines:
            page.text(line, x + edge, base)
            base -= style.leading
    about = text_of(person, "function") or code_label(person, "role")
    base += style.leading - style.size * 0.3 - _ABOUT.leading
    with structure.element("P"):
        page.text(fit(fonts, about, _ABOUT, room), x + edge, base)
    with structure.element("P"):
        organisation = fit(fonts, visit_data.organisation_of(person), _ABOUT.bolder(), room)
        page.text(organisation, x + edge, base - _ABOUT.leading)
    languages = join_names(load("languages").label(code) for code in person.members("languages"))
    with structure.element("P"):
        page.text(fit(fonts, languages, styles.HEAD, room), x + edge, y + edge - 2)


def _sign(document: Document, visit_data: VisitData, person: Record) -> Page:
    """A sheet folded once across: the name stands on both sides, one of them on its head."""
    sheet = document.sheet
    page = document.new_page(clean(visit_data.title))
    middle = sheet.height / 2
    page.dashed_line(0, middle, sheet.width, middle, styles.GREY)
    with document.structure.element("Sect"):
        _half(document, page, visit_data, person)
    # The same on the other side is not read a second time.
    with document.structure.artifact(), page.upside_down(sheet.width / 2, middle):
        _half(document, page, visit_data, person)
    return page


def _half(document: Document, page: Page, visit_data: VisitData, person: Record) -> None:
    """The lower half of the sheet."""
    sheet, fonts = document.sheet, document.fonts
    room = sheet.width - 2 * 16 * MM
    half = sheet.height / 2
    style = next((each for each in _SIGN if len(wrap(fonts, person.title, each, room)) <= 2), _SIGN[-1])
    lines = wrap(fonts, person.title, style, room)
    most = int((half - 32 * MM - 2 * _SIGN_BELOW.leading) // style.leading)
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(fonts, " ".join(line.text for line in lines[most - 1 :]), style, room)]
    below = [text_of(person, "function"), visit_data.organisation_of(person)]
    lines_below = [fit(fonts, words, _SIGN_BELOW, room) for words in below if words]
    height = len(lines) * style.leading + len(lines_below) * _SIGN_BELOW.leading
    base = half / 2 + height / 2 - style.size * 0.86
    with document.structure.element("H1"):
        for line in lines:
            page.text(line, (sheet.width - line.width) / 2, base)
            base -= style.leading
    base += style.leading - style.size * 0.3 - _SIGN_BELOW.leading
    for line in lines_below:
        with document.structure.element("P"):
            page.text(line, (sheet.width - line.width) / 2, base)
        base -= _SIGN_BELOW.leading
