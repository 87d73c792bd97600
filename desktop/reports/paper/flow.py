"""Text that runs on from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.reports.paper.document import Document
from desktop.reports.paper.page import Page
from desktop.reports.text import Line

_SHORT = 0.2
"""The part of a page up to which something is not worth being broken in two."""
_TOGETHER = 2
"""Lines that stay together at the foot and at the head of a page."""


class Flow:
    """Where the next block goes. `y` is the upper edge of what comes next."""

    def __init__(self, document: Document, heading: str) -> None:
        self.document = document
        self.sheet = document.sheet
        self.heading = heading
        self.pages: list[Page] = []
        self._closed = 0
        self.page = self._begin()

    @property
    def left(self) -> float:
        """Height left on the page."""
        return self.y - self.sheet.bottom

    @property
    def fresh(self) -> bool:
        """Is the page empty?"""
        return self.y >= self.sheet.upper

    def space(self, height: float) -> None:
        """Leave a gap, but not at the head of a page."""
        if not self.fresh:
            self.y -= height

    def need(self, height: float) -> None:
        """Begin a new page where this much is not left, unless the page is empty."""
        if height > self.left and not self.fresh:
            self.turn()

    def turn(self) -> None:
        """Go on on a new page."""
        self.page = self._begin()

    def together(self, draw: Callable[[], None]) -> None:
        """Draw something; where it is short and a page ends within it, all of it goes to the next page."""
        pages, page, y = len(self.pages), self.page, self.y
        here, fresh = page.here(), self.fresh
        draw()
        if len(self.pages) == pages + 1 and not fresh:
            height = y - self.sheet.bottom + self.sheet.upper - self.y
            if height <= self.sheet.depth * _SHORT:
                del self.pages[pages:]
                page.back_to(here)
                self.page, self.y = page, y
                self.turn()
                draw()
        for done in self.pages[self._closed : -1]:
            done.close()
        self._closed = len(self.pages) - 1

    def close(self) -> list[Page]:
        """All pages, closed."""
        for page in self.pages[self._closed :]:
            page.close()
        self._closed = len(self.pages)
        return self.pages

    def lines(self, lines: Sequence[Line], x: float, width: float, hang: float = 0) -> None:
        """A block of lines; what runs from right to left ends at the right. It may reach `hang` into the foot."""
        for at, line in enumerate(lines):
            leading = line.style.leading
            gap = line.style.between if line.begins else 0
            rest = len(lines) - at
            together = leading * 2 if rest == _TOGETHER or (at == 0 and rest > _TOGETHER) else leading
            if together + gap > self.left + hang and not self.fresh:
                self.turn()
                gap = 0
            self.y -= gap
            base = self.y - leading * 0.5 - line.style.size * 0.36
            if line.turned:
                self.page.text_right(line, x + width, base)
            else:
                self.page.text(line, x, base)
            self.y -= leading

    def _begin(self) -> Page:
        page = self.document.page(self.heading)
        self.pages.append(page)
        self.y = self.sheet.upper
        return page


def height_of(lines: Sequence[Line]) -> float:
    """What a block of lines takes, in points."""
    return sum(line.style.leading + (line.style.between if line.begins else 0) for line in lines)
