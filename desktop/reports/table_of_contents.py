"""The table of contents: groups, and in a short report each activity, with page numbers that lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.i18n import _, ngettext
from desktop.reports import styles
from desktop.reports.layout import Document, Page
from desktop.reports.tagged_pdf import Element
from desktop.reports.text import Line, Style, clean, fit, wrap
from desktop.values.numbers import format_number

_HEADING = 40.0
_NUMBER_ROOM = 34.0
_COUNT_ROOM = 44.0
_MAX_LINES = 6
_FURTHER = 1.28
"""From one line of a title to its next, as part of the size."""


@dataclass(frozen=True)
class ContentsItem:
    """A line of the contents; `count` is how many activities it holds, 0 for none to tell."""

    title: str
    key: str
    level: int = 0
    count: int = 0
    colour: str = ""

    @property
    def style(self) -> Style:
        """How it is set."""
        return styles.CONTENTS_GROUP if self.level == 0 else styles.CONTENTS_SMALL


class TableOfContents:
    """The lines of the contents shared out among pages. Numbers come when everything else is drawn."""

    def __init__(self, document: Document, items: Sequence[ContentsItem]) -> None:
        self._document = document
        self.sheets: list[list[tuple[ContentsItem, list[Line]]]] = []
        room = 0.0
        lines = [self._lines(item) for item in items]
        for at, item in enumerate(items):
            needed = _height(item, lines[at])
            with_next = needed
            if item.level == 0 and at + 1 < len(items):
                with_next += _height(items[at + 1], lines[at + 1])
            if not self.sheets or with_next > room:
                room = document.sheet.text_height - (0 if self.sheets else _HEADING)
                self.sheets.append([])
            self.sheets[-1].append((item, lines[at]))
            room -= needed

    def draw(self, number_of: Callable[[str], int]) -> list[Page]:
        """The pages, drawn and closed. `number_of` gives the page number of a key."""
        heading = _("Contents")
        document = self._document
        sheet, fonts, structure = document.sheet, document.fonts, document.structure
        pages: list[Page] = []
        contents = within = Element("TOC")
        for those in self.sheets:
            page = document.new_page(heading)
            y = sheet.text_top
            if not pages:
                document.mark_place("contents", page, y + 14)
                with structure.element("H2"):
                    page.text(fit(fonts, heading, styles.CHAPTER, sheet.text_width), sheet.left, y - 18)
                y -= _HEADING
                structure.add(structure.root, contents)
            for item, lines in those:
                if item.level == 0:
                    within = contents
                elif within is contents:
                    within = Element("TOC")
                    structure.add(contents, within)
                with structure.inside(within), structure.element("TOCI"), structure.element("Reference"):
                    self._draw(page, item, lines, y, number_of(item.key))
                y -= _height(item, lines)
            page.close()
            pages.append(page)
        return pages

    def _left(self, item: ContentsItem) -> float:
        return self._document.sheet.left + (14 if item.level else 0) + (15 if item.colour else 0)

    def _lines(self, item: ContentsItem) -> list[Line]:
        sheet = self._document.sheet
        room = sheet.left + sheet.text_width - self._left(item) - _NUMBER_ROOM - (_COUNT_ROOM if item.count else 0)
        return wrap(self._document.fonts, item.title, item.style, room)[:_MAX_LINES]

    def _draw(self, page: Page, item: ContentsItem, lines: list[Line], top: float, number: int) -> None:
        with self._document.structure.element("Link"):
            self._draw_link(page, item, lines, top, number)

    def _draw_link(self, page: Page, item: ContentsItem, lines: list[Line], top: float, number: int) -> None:
        sheet, fonts = self._document.sheet, self._document.fonts
        style = item.style
        base = top - style.leading / 2 - style.size * 0.36
        x, right = self._left(item), sheet.left + sheet.text_width
        if item.colour:
            page.fill_rect(x - 15, base - 1.5, 9, 9, item.colour)
        for at, line in enumerate(lines):
            page.text(
                line.followed(self._document.fonts) if line is lines[-1] else line, x, base - at * style.size * _FURTHER
            )
        end = x + (lines[0].width if lines else 0)
        if item.count:
            counted = fit(fonts, format_number(item.count), styles.META, _COUNT_ROOM)
            said = ngettext("{count} activity", "{count} activities", item.count)
            with self._document.structure.element("Span", actual_text=f"{said.format(count=counted.text)} "):
                page.text(counted, end + 7, base)
            end += 7 + counted.width
        with self._document.structure.element("Span", actual_text=_("page {page}").format(page=format_number(number))):
            page.text_right(fit(fonts, format_number(number), style, _NUMBER_ROOM), right, base)
        if item.level == 0:
            page.horizontal_line(end + 6, base + 2, max(right - _NUMBER_ROOM - end - 6, 0), styles.FAINT, 0.5)
        description = _("{title}, page {page}").format(title=clean(item.title), page=format_number(number))
        page.link((sheet.left, top - _height(item, lines), right, top), item.key, description)


def _height(item: ContentsItem, lines: Sequence[Line]) -> float:
    return item.style.leading + max(len(lines) - 1, 0) * item.style.size * _FURTHER
