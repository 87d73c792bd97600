# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""Paragraphs in Arabic, Hebrew and other scripts that run from right to left, for ReportLab's story.

Letters are joined by HarfBuzz, which ReportLab uses where `uharfbuzz` is installed. Whoever reads the file is given
each line as it is written: what stands on the page runs the other way, in forms of letters that mean nothing alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import reportlab.platypus as _platypus
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import shapeStr

from desktop.reports.tagged_pdf.bidi import base_level, embedding_levels, is_right_to_left, visual_order
from desktop.reports.tagged_pdf.structure import Element, StructureError

_Flowable: Any = _platypus.Flowable
_OPPOSITE = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
"""What stands for a bracket in a stretch that runs to the left."""
_UNSEEN = {ord(letter): None for letter in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
_Run = tuple[str, str]
"""Letters from left to right as they are drawn, and their font."""


class RightToLeftParagraph(_Flowable):
    """Plain words (no markup) of a language such as "ar", at the right edge; its parts over pages are one element.

    `fonts` are tried in turn for letters that the font of the style lacks, as it may lack those of Latin names. Raises
    StructureError for a letter that none of them has.
    """

    def __init__(self, text: str, style: Any, *, language: str, fonts: Sequence[str] = (), role: str = "P") -> None:
        super().__init__()
        self.text = " ".join(text.translate(_UNSEEN).split())
        self.style, self.language, self.role = style, language, role
        self.fonts = (style.fontName, *fonts)
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter
        self.tag: Element | None = None
        for letter in set(self.text):
            self._font_of(letter)
        self._base = base_level(self.text) if is_right_to_left(self.text) else 1
        self._levels = embedding_levels(self.text, self._base)
        self._lines: list[tuple[int, int]] | None = None
        """First and last letter of each line, the space at which it ends left out; known when it was wrapped."""
        self._goes_on = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Its size."""
        room = availWidth - self.style.leftIndent - self.style.rightIndent
        if self._lines is None or getattr(self, "width", None) != availWidth:
            self._lines = self._broken(room)
        self.width, self.height = availWidth, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[RightToLeftParagraph]:  # noqa: N803
        """The parts for this page and the next."""
        self.wrap(availWidth, availHeight)
        lines = self._lines or []
        fitting = int(availHeight / self.style.leading)
        if fitting < 1 or fitting >= len(lines):
            return [] if fitting < 1 else [self]
        self.tag = self.tag or Element(self.role, language=self.language)
        return [self._part(lines[:fitting], True), self._part(lines[fitting:], self._goes_on)]

    def _part(self, lines: list[tuple[int, int]], goes_on: bool) -> RightToLeftParagraph:
        made = RightToLeftParagraph("", self.style, language=self.language, fonts=self.fonts[1:], role=self.role)
        made.text, made._base, made._levels, made.tag = self.text, self._base, self._levels, self.tag
        made._lines, made._goes_on, made.width = lines, goes_on, self.width
        return made

    def draw(self) -> None:
        """Draw it as its element, each line as a part of it that says its words."""
        canvas, style = self.canv, self.style
        if self.tag is None:
            self.tag = Element(self.role, language=self.language)
        if not self.tag.kids:
            canvas.structure.add(canvas.structure.current, self.tag)
        lines, y = self._lines or [], self.height
        with canvas.inside(self.tag):
            for at, (start, end) in enumerate(lines):
                y -= style.leading
                words = self.text[start:end] + (" " if self._goes_on or at + 1 < len(lines) else "")
                runs = self._runs(start, end)
                x = self.width - style.rightIndent - self._width(runs)
                text = canvas.beginText(x if self._base else style.leftIndent, y + style.leading - style.fontSize)
                text.setFillColor(style.textColor)
                for shown, font in runs:
                    text.setFont(font, style.fontSize, style.leading)
                    text.textOut(shown)
                with canvas.element("Span", actual_text=words):
                    canvas.drawText(text)

    def _broken(self, room: float) -> list[tuple[int, int]]:
        lines: list[tuple[int, int]] = []
        start, end, at = 0, 0, 0
        for word in self.text.split(" "):
            last = at + len(word)
            if end > start and self._width(self._runs(start, last)) > room:
                lines.append((start, end))
                start = at
            end, at = last, last + 1
        return [*lines, (start, end)] if end > start else lines

    def _width(self, runs: Sequence[_Run]) -> float:
        return sum(_run_width(shown, font, self.style.fontSize) for shown, font in runs)

    def _runs(self, start: int, end: int) -> list[_Run]:
        """The stretches of one direction and one font of a line, from left to right."""
        places = range(start, end)
        keys = [(self._levels[place], self._font_of(self.text[place])) for place in places]
        stretches = [
            (key, self.text[start + found[0][0] : start + found[-1][0] + 1])
            for key, group in groupby(enumerate(keys), key=lambda each: each[1])
            for found in [list(group)]
        ]
        ordered = [stretches[at] for at in visual_order([level for (level, _font), _words in stretches])]
        return [(self._shown(words, font, level % 2 == 1), font) for (level, font), words in ordered]

    def _shown(self, words: str, font: str, turned: bool) -> str:
        if not turned or is_right_to_left(words):  # HarfBuzz turns what has letters that run so
            return shapeStr(words, font, self.style.fontSize)
        return "".join(_OPPOSITE.get(letter, letter) for letter in reversed(words))

    def _font_of(self, letter: str) -> str:
        for name in self.fonts:
            if ord(letter) in _face_of(name).charToGlyph:
                return name
        raise StructureError(f"no font has {letter!r}: name one that does in `fonts`")


def _run_width(shown: str, font: str, size: float) -> float:
    shape = getattr(shown, "__shapeData__", None)
    if shape is None:
        return pdfmetrics.stringWidth(shown, font, size)
    return sum(each.x_advance for each in shape) * size / 1000


def _face_of(name: str) -> Any:
    font: Any = pdfmetrics.getFont(name)
    return font.face
