"""Signs for the tables of groups: a sheet folded once across, the words on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reports import styles
from desktop.reports.layout import Document, Page
from desktop.reports.missing_letters import close_fixed_pages
from desktop.reports.text import Style, clean, fit

_NAME = Style(72, 82, bold=True)
_BELOW = Style(22, 28, colour=styles.GREY)
_EDGE = 45.0
"""Points left free at each side."""


def draw_table_signs(document: Document, signs: Sequence[tuple[str, str]], title: str) -> list[Page]:
    """A sign for each (name, what stands below it)."""
    pages: list[Page] = []
    for name, below in signs:
        sheet = document.sheet
        page = document.new_page(clean(title))
        middle = sheet.height / 2
        page.dashed_line(0, middle, sheet.width, middle, styles.GREY)
        with document.structure.element("Sect"):
            _half(document, page, name, below)
        # The same on the other side is not read a second time.
        with document.structure.artifact(), page.upside_down(sheet.width / 2, middle):
            _half(document, page, name, below)
        pages.append(page)
    close_fixed_pages(document, pages)
    return pages


def _half(document: Document, page: Page, name: str, below: str) -> None:
    sheet = document.sheet
    room, centre = sheet.width - 2 * _EDGE, sheet.height / 4
    line = fit(document.fonts, name, _NAME, room)
    with document.structure.element("H1"):
        page.text(line, (sheet.width - line.width) / 2, centre)
    if below:
        more = fit(document.fonts, below, _BELOW, room)
        with document.structure.element("P"):
            page.text(more, (sheet.width - more.width) / 2, centre - _BELOW.leading * 1.4)
