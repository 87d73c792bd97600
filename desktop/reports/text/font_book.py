"""The fonts of one document: which font shows which letter, and every word shaped once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.reports.text.font_faces import FontFace
from desktop.reports.text.languages import language_of
from desktop.reports.text.shaping import GlyphUse, ShapedPiece, shape_piece
from desktop.reports.text.system_fonts import font_files, script_of

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "fonts"
REPLACEMENT = "\ufffd"
"""What is shown for a letter that no font has; the letter itself stands beside it, to be read aloud or copied."""

_OWN = {"": "NotoSans", "arabic": "NotoSansArabic", "devanagari": "NotoSansDevanagari", "ethiopic": "NotoSansEthiopic"}
_KEPT_PIECES = 60_000
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_FIRST_MARK = "\u0300"
"""Letters before it are composed, and have no marks on them."""
_MARKS_OF_DIRECTION = frozenset("\u200c\u200d\u200e\u200f\u061c")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILES = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
"""More than three marks on one letter: no language, and they would run over the lines above."""
_BREAKS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")


def clean(text: str) -> str:
    """The text without what is not seen and may turn a page round; line breaks are line feeds, letters composed."""
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK):
        return text
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
    # Halves of a letter, as broken files leave them, have no place in a PDF.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _PILES.sub(r"\1", unicodedata.normalize("NFC", text))


class FontBook:
    """Fonts, shaped pieces and used glyphs of one document. Not shared between threads."""

    def __init__(self) -> None:
        self.uses: dict[FontFace, GlyphUse] = {}
        self.missing: set[str] = set()
        """Letters that no font had; a replacement stands for each of them."""
        self.broken_texts: dict[tuple[object, ...], Any] = {}
        """Lines of labels, and of what has one line, by text, style and width: kept by those who break lines."""
        self.fitted_texts: dict[tuple[object, ...], Any] = {}
        self._own: dict[tuple[str, bool], FontFace] = {}
        self._system: dict[str, list[FontFace | None]] = {}
        self._chosen: dict[tuple[str, bool, str], FontFace | None] = {}
        self._pieces: dict[tuple[str, FontFace, int], ShapedPiece] = {}
        self.main_words: tuple[dict[str, ShapedPiece], dict[str, ShapedPiece]] = ({}, {})
        """Words of the main font, regular and bold, that run from left to right: most of all words."""
        self.main = (self._open("", False), self._open("", True))
        self.space = self.piece(" ", self.main[0], 0)

    def piece(self, text: str, face: FontFace, level: int) -> ShapedPiece:
        """The shaped letters; shaped once, however often they occur."""
        key = (text, face, level)
        found = self._pieces.get(key)
        if found is None:
            if len(self._pieces) >= _KEPT_PIECES:
                self._pieces.clear()
            use = self.uses.setdefault(face, GlyphUse())
            shown = self.shown(text)
            found = shape_piece(shown, face, level, use)
            if shown != text:
                found = replace(found, text=text, spelled=False, language=language_of(text))
            self._pieces[key] = found
        return found

    def main_word(self, word: str, bold: bool) -> ShapedPiece:
        """A word of the main font from left to right, kept in `main_words` from now on."""
        words = self.main_words[bold]
        if len(words) >= _KEPT_PIECES:
            words.clear()
        made = words[word] = self.piece(word, self.main[bold], 0)
        return made

    def shown(self, text: str) -> str:
        """The text as it is drawn: with replacements for letters that no font has."""
        if self.missing.isdisjoint(text):
            return text
        return "".join([REPLACEMENT if letter in self.missing else letter for letter in text])

    def main_has(self, text: str, bold: bool) -> bool:
        """Does the main font show all of it, from left to right, letter by letter?"""
        return self.main[bold].letters.issuperset(text)

    def runs(self, text: str, bold: bool, eastern: str = "han") -> Iterator[tuple[int, int, FontFace]]:
        """(start, end, font) of the stretches of one font each; letters that no font has are stretches of their own.

        `eastern` says in which hand Chinese characters are written: Chinese ("han"), Japanese ("kana"), Korean.
        """
        start, before, lacked = 0, None, False
        for at, letter in enumerate(text):
            found = self._face(letter, bold, before, eastern)
            if found is None:
                self.missing.add(letter)
            face = found or self.main[bold]
            if before is not None and (face is not before or lacked != (found is None)):
                yield start, at, before
                start = at
            before, lacked = face, found is None
        if before is not None:
            yield start, len(text), before

    def _face(self, letter: str, bold: bool, before: FontFace | None, eastern: str) -> FontFace | None:
        if letter in _MARKS_OF_DIRECTION or "\ufe00" <= letter <= "\ufe0f":
            return before or self.main[bold]
        if before is not None and not letter.isascii() and letter in before.letters and _goes_along(letter):
            return before
        key = (letter, bold, eastern)
        if key not in self._chosen:
            self._chosen[key] = self._search(letter, bold, eastern)
        return self._chosen[key]

    def _search(self, letter: str, bold: bool, eastern: str) -> FontFace | None:
        script = script_of(letter)
        for own in dict.fromkeys((script if script in _OWN else "", "")):
            face = self._open(own, bold)
            if letter in face.letters:
                return face
        # A font of one of these often has the letters of the others.
        scripts = {"han": (eastern, "han"), "kana": ("kana", "han"), "hangul": ("hangul", "han")}.get(script, (script,))
        for wanted in dict.fromkeys(scripts):
            for face in self._of_system(wanted):
                if face.draws(letter):
                    return face
        return None

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
