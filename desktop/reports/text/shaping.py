"""A piece: letters of one font and one direction, shaped once and kept, ready to be written into a page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from desktop.reports.text.font_faces import FontFace, Glyph
from desktop.reports.text.languages import language_of

_PAIRS = "()[]{}<>«»‹›≤≥"
_MIRRORED = {letter: _PAIRS[at ^ 1] for at, letter in enumerate(_PAIRS)}
_NOTHING = "\u200b"
"""What a glyph stands for that is only a part of a syllable."""


@dataclass(frozen=True, slots=True)
class ShapedPiece:
    """Shaped letters. `parts` are (height over the line, what goes between [ and ] TJ), from left to right."""

    text: str
    face: FontFace
    level: int
    width: int
    """In thousandths of the size."""
    parts: tuple[tuple[int, str], ...]
    spelled: bool
    """Do its glyphs, read one by one, spell its text? If not, the text is written beside them."""
    language: str = ""
    """As `language_of` finds it."""

    letters: str = field(init=False, default="")
    """What goes between [ and ] TJ where one operator shows it and its glyphs spell it, from left to right; else ""."""

    def __post_init__(self) -> None:
        if self.spelled and len(self.parts) == 1 and self.parts[0][0] == 0 and self.level == 0:
            object.__setattr__(self, "letters", self.parts[0][1])


class GlyphUse:
    """Which glyphs of a font a document shows, and what each of them stands for."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}

    def spell(self, text: str, glyphs: list[Glyph], face: FontFace, turned: bool) -> bool:
        """Note the glyphs; True where reading them one by one, as readers do, gives the text.

        From right to left readers take the glyphs as they stand and turn them round themselves, brackets too.
        """
        spelled = True
        starts = sorted({glyph.cluster for glyph in glyphs})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        shown = Counter(glyph.cluster for glyph in glyphs)
        for glyph in glyphs:
            meant = text[glyph.cluster : ends[glyph.cluster]]
            if shown[glyph.cluster] > 1:
                # Several glyphs for one syllable, in an order of their own.
                spelled = False
                own = next((letter for letter in meant if face.glyph_of(letter) == glyph.gid), None)
                self.texts.setdefault(glyph.gid, own or _NOTHING)
                continue
            if turned:
                meant = _MIRRORED.get(meant, meant)
            if self.texts.setdefault(glyph.gid, meant) != meant:
                spelled = False
        return spelled or turned


def shape_piece(text: str, face: FontFace, level: int, use: GlyphUse) -> ShapedPiece:
    """Shape letters of one font and one direction."""
    glyphs = face.shape(text, level % 2 == 1)
    turned = level % 2 == 1
    spelled = use.spell(text, glyphs, face, turned)
    if any(unicodedata.category(letter) == "Co" for letter in text if not letter.isascii()):
        spelled = False  # PDF/A wants the text beside letters that mean nothing by themselves
    if not turned and any(glyph.dy for glyph in glyphs):
        spelled = False  # readers take what stands higher for a line of its own
    parts: list[tuple[int, str]] = []
    shown: list[str] = []
    digits: list[str] = []
    height, width, owed = 0, 0, 0

    def close() -> None:
        if digits:
            shown.append(f"<{''.join(digits)}>")
            digits.clear()

    for glyph in glyphs:
        if glyph.dy != height:
            close()
            if shown:
                parts.append((height, "".join(shown)))
                shown.clear()
            height = glyph.dy
        before = owed - glyph.dx
        if before:
            close()
            shown.append(str(before))
        digits.append(f"{glyph.gid:04X}")
        owed = face.width(glyph.gid) + glyph.dx - glyph.advance
        width += glyph.advance
    close()
    if owed:
        shown.append(str(owed))
    if shown:
        parts.append((height, "".join(shown)))
    return ShapedPiece(text, face, level, width, tuple(parts), spelled, language_of(text))
