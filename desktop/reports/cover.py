"""The first page: who, which period, when, chosen how."""

from __future__ import annotations

from collections.abc import Sequence

from desktop import NAME
from desktop.i18n import _
from desktop.reports import styles
from desktop.reports.layout import Document, Page, paragraphs_of
from desktop.reports.text import fit, wrap
from desktop.vocabularies import load

_STRIP = 11.0
_LABEL_ROOM = 92.0
_FILTERS_SHOWN = 14


def draw_cover(document: Document, title: str, rows: Sequence[tuple[str, str]]) -> Page:
    """The cover with its (label, words) lines, drawn and closed."""
    page = document.new_page()
    sheet, fonts, structure = document.sheet, document.fonts, document.structure
    document.mark_place("cover", page, sheet.height)
    goals = load("sdg").children()
    step = sheet.width / max(len(goals), 1)
    for at, goal in enumerate(goals):
        page.fill_rect(at * step, sheet.height - _STRIP, step + 0.3, _STRIP, goal.colour)
    y = sheet.height * 0.66
    with structure.element("H1"):
        for line in wrap(fonts, title, styles.COVER_TITLE, sheet.text_width)[:4]:
            page.text(line, sheet.left, y)
            y -= styles.COVER_TITLE.leading
    page.fill_rect(sheet.left, y + 12, 54, 2.4, styles.ACCENT)
    y -= 26
    with structure.element("L"):
        for label, words in rows:
            with structure.element("LI"):
                y = _draw_row(document, page, label, words, y)
    said = _("Created with {name}").format(name=NAME)
    with structure.element("P"):
        page.text(fit(fonts, said, styles.HEAD, sheet.text_width), sheet.left, sheet.bottom - 22)
    page.close()
    return page


def _draw_row(document: Document, page: Page, label: str, words: str, y: float) -> float:
    sheet, fonts, structure = document.sheet, document.fonts, document.structure
    with structure.element("Lbl"):
        page.text(fit(fonts, label, styles.COVER_LABEL, _LABEL_ROOM - 8), sheet.left, y)
    with structure.element("LBody"):
        lines = wrap(fonts, words, styles.COVER_LINE, sheet.text_width - _LABEL_ROOM)
        room = int((y - sheet.bottom - 30) // styles.COVER_LINE.leading)
        if len(lines) > min(room, _FILTERS_SHOWN):
            kept = lines[: max(min(room, _FILTERS_SHOWN) - 1, 1)]
            lines = [*kept[:-1], fit(fonts, f"{kept[-1].text}…", styles.COVER_LINE, sheet.text_width - _LABEL_ROOM)]
        for paragraph in paragraphs_of(lines):
            with structure.element("P"):
                for line in paragraph:
                    page.text(line, sheet.left + _LABEL_ROOM, y)
                    y -= styles.COVER_LINE.leading
    return y - 7
