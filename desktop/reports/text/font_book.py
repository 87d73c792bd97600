"""The fonts of one document: which font shows which letter, and every word shaped once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from desktop.reports.text.font_faces import BUILT_IN, BuiltInFontFace, FontFace
from desktop.reports.text.shaping import AnyFontFace, GlyphUse, ShapedPiece, shape_built_in, shape_piece
from desktop.reports.text.system_fonts import font_files, script_of

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "fonts"
REPLACEMENT = "\ufffd"
"""What stands for a letter that no font has: seen, and known as such."""

_OWN = {"": "NotoSans", "arabic": "NotoSansArabic", "devanagari": "NotoSansDevanagari", "ethiopic": "NotoSansEthiopic"}
_OF_READER = {"kana": (1, 0), "hangul": (2, 1, 0), "han": (0, 1, 2)}
_KEPT_PIECES = 60_000
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_MARKS_OF_DIRECTION = frozenset("\u200c\u200d\u200e\u200f\u061c")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILES = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
"""More than three marks on one letter: no language, and they would run over the lines above."""
_BREAKS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")


def clean(text: str) -> str:
    """The text without what is not seen and may turn a page round; line breaks are line feeds, letters composed."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
    # Halves of a letter, as broken files leave them, have no place in a PDF.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _PILES.sub(r"\1", unicodedata.normalize("NFC", text))


class FontBook:
    """Fonts, shaped pieces and used glyphs of one document. Not shared between threads."""

    def __init__(self) -> None:
        self.uses: dict[AnyFontFace, GlyphUse] = {}
        self.missing: set[str] = set()
        """Letters that no font had; a replacement stands for each of them."""
        self.built_in_letters: set[str] = set()
        """Letters that only a font of the reader's own program can show."""
        self._own: dict[tuple[str, bool], FontFace] = {}
        self._system: dict[str, list[FontFace | None]] = {}
        self._chosen: dict[tuple[str, bool, str], AnyFontFace | None] = {}
        self._pieces: dict[tuple[str, AnyFontFace, int], ShapedPiece] = {}
        self.main = (self._open("", False), self._open("", True))
        self.space = self.piece(" ", self.main[0], 0)

    def piece(self, text: str, face: AnyFontFace, level: int) -> ShapedPiece:
        """The shaped letters; shaped once, however often they occur."""
        key = (text, face, level)
        found = self._pieces.get(key)
        if found is None:
            if len(self._pieces) >= _KEPT_PIECES:
                self._pieces.clear()
            use = self.uses.setdefault(face, GlyphUse())
            reader = isinstance(face, BuiltInFontFace)
            found = shape_built_in(text, face, level) if reader else shape_piece(text, face, level, use)
            self._pieces[key] = found
        return found

    def main_has(self, text: str, bold: bool) -> bool:
        """Does the main font show all of it, from left to right, letter by letter?"""
        return self.main[bold].letters.issuperset(text)

    def runs(self, text: str, bold: bool, eastern: str = "han") -> Iterator[tuple[int, int, AnyFontFace, str]]:
        """(start, end, font, the text to show) of the stretches of one font each.

        `eastern` says in which hand Chinese characters are written: Chinese ("han"), Japanese ("kana"), Korean.
        """
        start, face, shown = 0, None, ""
        for at, letter in enumerate(text):
            wanted = self._face(letter, bold, face, eastern)
            if wanted is None:
                self.missing.add(letter)
                wanted, letter = self.main[bold], REPLACEMENT
            if isinstance(wanted, BuiltInFontFace):
                self.built_in_letters.add(letter)
            if wanted is not face:
                if face is not None and shown:
                    yield start, at, face, shown
                start, face, shown = at, wanted, ""
            shown += letter
        if face is not None and shown:
            yield start, len(text), face, shown

    def _face(self, letter: str, bold: bool, before: AnyFontFace | None, eastern: str) -> AnyFontFace | None:
        if letter in _MARKS_OF_DIRECTION or "\ufe00" <= letter <= "\ufe0f":
            return before if isinstance(before, FontFace) else self.main[bold]
        if isinstance(before, FontFace) and not letter.isascii() and letter in before.letters and _goes_along(letter):
            return before
        key = (letter, bold, eastern)
        if key not in self._chosen:
            self._chosen[key] = self._search(letter, bold, eastern)
        return self._chosen[key]

    def _search(self, letter: str, bold: bool, eastern: str) -> AnyFontFace | None:
        script = script_of(letter)
        for own in dict.fromkeys((script if script in _OWN else "", "")):
            face = self._open(own, bold)
            if letter in face.letters:
                return face
        for wanted in dict.fromkeys((eastern, "han") if script == "han" else (script,)):
            for face in self._of_system(wanted):
                if face.draws(letter):
                    return face
        reader = _OF_READER.get(eastern if script == "han" else script, ())
        return next((BUILT_IN[at] for at in reader if BUILT_IN[at].has(letter)), None)

    def _open(self, script: str, bold: bool) -> FontFace:
        key = (script, bold)
        if key not in self._own:
            self._own[key] = FontFace(FOLDER / f"{_OWN[script]}-{'Bold' if bold else 'Regular'}.ttf", bold=bold)
        return self._own[key]

    def _of_system(self, script: str) -> Iterator[FontFace]:
        """The computer's fonts for a script, opened one after the other as far as they are asked for."""
        opened = self._system.setdefault(script, [])
        yield from (face for face in opened if face is not None)
        for path, index in font_files(script)[len(opened) :]:
            try:
                face = FontFace(path, index=index)
            except (OSError, ValueError):
                face = None
            opened.append(face)
            if face is not None:
                yield face


@lru_cache(maxsize=4096)
def _goes_along(letter: str) -> bool:
    """Marks and signs stay in the font of the letters before them."""
    return unicodedata.category(letter)[0] in "MPS"
