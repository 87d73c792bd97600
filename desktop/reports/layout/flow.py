"""Text that runs on from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from desktop.reports.layout.document import Document
from desktop.reports.layout.page import Page
from desktop.reports.tagged_pdf import Element
from desktop.reports.text import Line
from desktop.reports.text.languages import likely_language

_MAX_UNBROKEN_SHARE = 0.3
"""The part of a page up to which something is not worth being broken in two."""
_MIN_PIECES = 15
"""Words and spaces of a text that may be long enough to tell its language."""
_MIN_LINES = 2
"""Lines that stay together at the foot and at the head of a page; so three are not broken at all."""


class Flow:
    """Where the next block goes. `y` is the upper edge of what comes next."""

    def __init__(self, document: Document, heading: str) -> None:
        self.document = document
        self.structure = document.structure
        self.sheet = document.sheet
        self.heading = heading
        self.pages: list[Page] = []
        self._closed = 0
        self.page = self._begin()

    @property
    def height_left(self) -> float:
        """Height left on the page."""
        return self.y - self.sheet.bottom

    @property
    def is_empty(self) -> bool:
        """Is the page empty?"""
        return self.y >= self.sheet.text_top

    def add_space(self, height: float) -> None:
        """Leave a gap, but not at the head of a page."""
        if not self.is_empty:
            self.y -= height

    def ensure_height(self, height: float) -> None:
        """Begin a new page where this much is not left, unless the page is empty."""
        if height > self.height_left and not self.is_empty:
            self.new_page()

    def new_page(self) -> None:
        """Go on on a new page."""
        self.page = self._begin()

    def keep_together(self, draw: Callable[[], None], parted: Callable[[], bool] | None = None) -> None:
        """Draw something; where it is short and a page ends within it, all of it goes to the next page.

        So it does, long or short, where `parted()` finds that the page has ended at a bad place.
        """
        pages, page, y = len(self.pages), self.page, self.y
        here, fresh = page.checkpoint(), self.is_empty
        grown = self.structure.checkpoint()
        draw()
        if len(self.pages) > pages and not fresh:
            height = y - self.sheet.bottom + self.sheet.text_top - self.y
            short = len(self.pages) == pages + 1 and height <= self.sheet.text_height * _MAX_UNBROKEN_SHARE
            if short or (parted and parted()):
                del self.pages[pages:]
                page.rollback(here)
                self.structure.rollback(grown)
                self.page, self.y = page, y
                self.new_page()
                draw()
        self.close_done_pages()

    def close_done_pages(self) -> None:
        """Nothing more is drawn on the pages before this one."""
        for done in self.pages[self._closed : -1]:
            done.close()
        self._closed = len(self.pages) - 1

    def close(self) -> list[Page]:
        """All pages, closed."""
        for page in self.pages[self._closed :]:
            page.close()
        self._closed = len(self.pages)
        return self.pages

    def ensure_lines_fit(self, lines: Sequence[Line], hang: float = 0) -> None:
        """Begin a new page where `lines` would begin one: before what stands beside them is drawn."""
        if lines:
            self.ensure_height(_unbroken_height(lines, 0, _paragraphs(lines)) - hang)

    def draw_lines(self, lines: Sequence[Line], x: float, width: float, hang: float = 0, role: str = "") -> None:
        """A block of lines; what runs from right to left ends at the right. It may reach `hang` into the foot.

        It is one element of that role ("H2"). Without one each paragraph is a P, but that a single one inside an
        element that holds words (a cell, a part of a list) is what that element says.
        """
        if not lines:
            return
        single = not any(line.begins for line in lines)
        within = not role and single and self.structure.holds_words
        parts = [lines] if role or single else paragraphs_of(lines)
        languages = [foreign_language(part, self.document.metadata.language) for part in parts]
        if not within:
            self.structure.open(Element(role or "P", language=languages[0]))
        elif languages[0] and isinstance(self.structure.current, Element) and not self.structure.current.kids:
            self.structure.current.language = languages[0]
        self._draw_lines(lines, x, width, hang, languages[1:])
        if not within:
            self.structure.close()

    def _draw_lines(self, lines: Sequence[Line], x: float, width: float, hang: float, further: Sequence[str]) -> None:
        """`further`: the languages of the paragraphs after the first; none where all lines are of one element."""
        languages = iter(further)
        paragraphs = _paragraphs(lines)
        whole = height_of(lines) <= self.height_left + hang  # then no page ends in it
        for at, line in enumerate(lines):
            if further and line.begins:
                self.structure.close()
                self.structure.open(Element("P", language=next(languages)))
            leading = line.style.leading
            gap = line.style.between if line.begins else 0
            if not whole and not self.is_empty:
                together = _unbroken_height(lines, at, paragraphs)
                if together + gap > self.height_left + hang:
                    self.new_page()
                    gap = 0
            self.y -= gap
            base = self.y - leading * 0.5 - line.style.size * 0.36
            if line.turned:
                self.page.text_right(line, x + width, base)
            else:
                self.page.text(line, x, base)
            self.y -= leading

    def _begin(self) -> Page:
        page = self.document.new_page(self.heading)
        self.pages.append(page)
        self.y = self.sheet.text_top
        return page


def _unbroken_height(lines: Sequence[Line], at: int, paragraphs: Sequence[tuple[int, int]]) -> float:
    """The height of the lines from here on that are not parted."""
    end, here = at + 1, at
    while here < end:  # what must not be parted from the last of them belongs to them too
        end = max(end, here + max(_unbroken(here, len(lines)), _unbroken(*paragraphs[here])))
        here += 1
    return height_of(lines[at:end]) - (lines[at].style.between if lines[at].begins else 0)


def _unbroken(at: int, count: int) -> int:
    """How many lines from here on are not parted, of a block of `count` lines."""
    rest = count - at
    if at == 0 and rest < 2 * _MIN_LINES:
        return rest
    return _MIN_LINES if at == 0 or rest == _MIN_LINES else 1


def _paragraphs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where each line stands in its paragraph, and how many lines that has."""
    begins = [at for at, line in enumerate(lines) if line.begins or at == 0] + [len(lines)]
    return [(at, end - start) for start, end in pairwise(begins) for at in range(end - start)]


def paragraphs_of(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines of each paragraph."""
    begins = [at for at, line in enumerate(lines) if line.begins or at == 0] + [len(lines)]
    return [lines[start:end] for start, end in pairwise(begins)]


def foreign_language(lines: Sequence[Line], own: str) -> str:
    """The language that a text is most likely written in, where that is not the document's `own`; else ""."""
    if sum(len(line.pieces) for line in lines) < _MIN_PIECES:
        return ""
    found = likely_language(" ".join(line.text for line in lines))
    return found if found != own.partition("-")[0] else ""


def height_of(lines: Sequence[Line]) -> float:
    """What a block of lines takes, in points."""
    return sum(line.style.leading + (line.style.between if line.begins else 0) for line in lines)
