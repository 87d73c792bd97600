"""The language that letters are most likely of, so that a program that reads aloud takes a voice for it.

Records do not say in which language they were written; their script does so as far as it can. Latin letters are taken
to be of the document's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.reports.text.system_fonts import script_of

LATIN = "*"
"""Letters of the document's own language, as far as can be known."""

_LANGUAGES = {
    "armenian": "hy", "hebrew": "he", "arabic": "ar", "syriac": "syr", "thaana": "dv", "nko": "nqo", "devanagari": "hi",
    "bengali": "bn", "gurmukhi": "pa", "gujarati": "gu", "oriya": "or", "tamil": "ta", "telugu": "te", "kannada": "kn",
    "malayalam": "ml", "sinhala": "si", "thai": "th", "lao": "lo", "tibetan": "bo", "myanmar": "my", "georgian": "ka",
    "ethiopic": "am", "cherokee": "chr", "canadian": "iu", "khmer": "km", "mongolian": "mn", "tifinagh": "zgh",
    "vai": "vai", "hangul": "ko", "kana": "ja", "han": "zh",
}  # fmt: skip
"""The language with the most readers of each script (BCP 47)."""
_GREEK, _CYRILLIC, _CYRILLIC_END = "\u0370", "\u0400", "\u0530"


@lru_cache(maxsize=8192)
def _language_of_letter(letter: str) -> str:
    if not letter.isalpha():
        return ""
    if script := script_of(letter):
        return _LANGUAGES.get(script, "")
    if _GREEK <= letter < _CYRILLIC or "\u1f00" <= letter < "\u2000":
        return "el"
    return "ru" if _CYRILLIC <= letter < _CYRILLIC_END else LATIN


def language_of(text: str) -> str:
    """The language of the first letters that are not Latin; `LATIN` for those that are, "" where there is no letter."""
    if text.isascii() or max(text) < _GREEK:
        return LATIN if any(map(str.isalpha, text)) else ""
    found = {_language_of_letter(letter): None for letter in dict.fromkeys(text)}
    return next((each for each in found if each not in ("", LATIN)), LATIN if LATIN in found else "")


@dataclass(frozen=True)
class Run:
    """Pieces of a line that follow one another in one language and direction; `places` as they are read."""

    places: Sequence[int]
    language: str
    turned: bool
    """Does it run from right to left?"""
    text: str


def run_languages(given: Sequence[tuple[str, int]], own: str) -> list[str]:
    """The language of each piece of a line, given as (`language_of`, level): Latin letters are of `own`.

    What has no letters is of the language before it, or else after it, unless it lies outside of that one's direction.
    """
    # Chinese characters are Japanese or Korean where the letters of these stand beside them.
    eastern = next((each for each in ("ja", "ko") if any(language == each for language, _level in given)), "zh")
    found = [own if each == LATIN else eastern if each == "zh" else each for each, _level in given]
    for at, (_language, level) in enumerate(given):
        if not found[at] and at and given[at - 1][1] <= level:
            found[at] = found[at - 1]
    for at in range(len(given) - 1, -1, -1):
        if not found[at]:
            found[at] = found[at + 1] if at + 1 < len(given) and given[at + 1][1] <= given[at][1] else own
    return found
