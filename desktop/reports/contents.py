"""The table of contents: groups, and in a short report each activity, with page numbers that lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.reports import look
from desktop.reports.paper import Document, Page
from desktop.reports.text import Style, fit
from desktop.reports.wording import say_number
from desktop.words import _

_HEADING = 40.0
_NUMBER_ROOM = 34.0
_COUNT_ROOM = 44.0


@dataclass(frozen=True)
class Item:
    """A line of the contents; `count` is how many activities it holds, 0 for none to tell."""

    title: str
    key: str
    level: int = 0
    count: int = 0
    colour: str = ""

    @property
    def style(self) -> Style:
        """How it is set."""
        return look.CONTENTS_GROUP if self.level == 0 else look.CONTENTS_SMALL


def sheets_of(document: Document, items: Sequence[Item]) -> list[list[Item]]:
    """The items of each page of contents."""
    sheets: list[list[Item]] = []
    room = 0.0
    for at, item in enumerate(items):
        needed = item.style.leading
        with_next = needed + (items[at + 1].style.leading if item.level == 0 and at + 1 < len(items) else 0)
        if not sheets or with_next > room:
            room = document.sheet.depth - (0 if sheets else _HEADING)
            sheets.append([])
        sheets[-1].append(item)
        room -= needed
    return sheets


def draw_contents(document: Document, items: Sequence[Item], number_of: Callable[[str], int]) -> list[Page]:
    """The pages of contents, drawn and closed. `number_of` gives the page number of a key."""
    heading = _("Contents")
    sheet, fonts = document.sheet, document.fonts
    pages: list[Page] = []
    for those in sheets_of(document, items):
        page = document.page(heading)
        y = sheet.upper
        if not pages:
            document.mark("contents", page, y + 14)
            page.text(fit(fonts, heading, look.CHAPTER, sheet.room), sheet.left, y - 18)
            y -= _HEADING
        for item in those:
            _draw(document, page, item, y, number_of(item.key))
            y -= item.style.leading
        page.close()
        pages.append(page)
    return pages


def _draw(document: Document, page: Page, item: Item, top: float, number: int) -> None:
    sheet, fonts = document.sheet, document.fonts
    style = item.style
    base = top - style.leading / 2 - style.size * 0.36
    x = sheet.left + (14 if item.level else 0)
    right = sheet.left + sheet.room
    if item.colour:
        page.area(x, base - 1.5, 9, 9, item.colour)
        x += 15
    count = _COUNT_ROOM if item.count else 0
    title = fit(fonts, item.title, style, right - x - _NUMBER_ROOM - count)
    page.text(title, x, base)
    end = x + title.width
    if item.count:
        counted = fit(fonts, say_number(item.count), look.META, _COUNT_ROOM)
        page.text(counted, end + 7, base)
        end += 7 + counted.width
    page.text_right(fit(fonts, say_number(number), style, _NUMBER_ROOM), right, base)
    if item.level == 0:
        page.rule(end + 6, base + 2, max(right - _NUMBER_ROOM - end - 6, 0), look.FAINT, 0.5)
    page.link(sheet.left, top - style.leading, right, top, item.key)
