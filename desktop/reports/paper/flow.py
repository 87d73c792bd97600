"""Text that runs on from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from desktop.reports.paper.document import Document
from desktop.reports.paper.page import Page
from desktop.reports.text import Line

_SHORT = 0.3
"""The part of a page up to which something is not worth being broken in two."""
_TOGETHER = 2
"""Lines that stay together at the foot and at the head of a page; so three are not broken at all."""


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

    def together(self, draw: Callable[[], None], parted: Callable[[], bool] | None = None) -> None:
        """Draw something; where it is short and a page ends within it, all of it goes to the next page.

        So it does, long or short, where `parted()` finds that the page has ended at a bad place.
        """
        pages, page, y = len(self.pages), self.page, self.y
        here, fresh = page.here(), self.fresh
        draw()
        if len(self.pages) > pages and not fresh:
            height = y - self.sheet.bottom + self.sheet.upper - self.y
            short = len(self.pages) == pages + 1 and height <= self.sheet.depth * _SHORT
            if short or (parted and parted()):
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

    def need_for(self, lines: Sequence[Line], hang: float = 0) -> None:
        """Begin a new page where `lines` would begin one: before what stands beside them is drawn."""
        if lines:
            self.need(_together(lines, 0, _paragraphs(lines)) - hang)

    def lines(self, lines: Sequence[Line], x: float, width: float, hang: float = 0) -> None:
        """A block of lines; what runs from right to left ends at the right. It may reach `hang` into the foot."""
        paragraphs = _paragraphs(lines)
        for at, line in enumerate(lines):
            leading = line.style.leading
            gap = line.style.between if line.begins else 0
            together = _together(lines, at, paragraphs)
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


def _together(lines: Sequence[Line], at: int, paragraphs: Sequence[tuple[int, int]]) -> float:
    """The height of the lines from here on that are not parted."""
    end, here = at + 1, at
    while here < end:  # what must not be parted from the last of them belongs to them too
        end = max(end, here + max(_unbroken(here, len(lines)), _unbroken(*paragraphs[here])))
        here += 1
    return height_of(lines[at:end]) - (lines[at].style.between if lines[at].begins else 0)


def _unbroken(at: int, count: int) -> int:
    """How many lines from here on are not parted, of a block of `count` lines."""
    rest = count - at
    if at == 0 and rest < 2 * _TOGETHER:
        return rest
    return _TOGETHER if at == 0 or rest == _TOGETHER else 1


def _paragraphs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where each line stands in its paragraph, and how many lines that has."""
    begins = [at for at, line in enumerate(lines) if line.begins or at == 0] + [len(lines)]
    return [(at, end - start) for start, end in pairwise(begins) for at in range(end - start)]


def height_of(lines: Sequence[Line]) -> float:
    """What a block of lines takes, in points."""
    return sum(line.style.leading + (line.style.between if line.begins else 0) for line in lines)
