"""The language that letters are most likely of, so that a program that reads aloud takes a voice for it.

Records do not say in which language they were written; their script does so as far as it can. Latin letters are taken
to be of the document's language, unless a text has enough of the small words of another one.
"""

from __future__ import annotations

import re
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


_SMALL_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to in is for with that from on by was are were their which who how this at have has what we be"
              " been they our as it not will can when than more into about",
        "fr": "le les des et une dans du est pour sur qui aux avec au ce cette ses sont par leur leurs nous être ont été"
              " elle ils pas plus comme la de en un que d l qu n s",
        "es": "el los las una y del con es su sus al se por más pero como fue son han lo la de en un que para no",
        # Not told, but near enough to the others to be taken for one of them.
        "pt": "os das dos uma não com e em ao são pelo pela mais seu sua um na no do da as o que de para por se foi",
        "it": "il gli della che di per è sono nel con delle dei una e la un al in le si non da alla i d l",
        "ca": "els i amb del la les una per que de és dels al en un no es a d l s",
        "de": "der die das und den von mit für ist zu dem im eine ein auf nicht des",
        "nl": "de het een en van in is op te dat voor met zijn aan",
    }.items()
}  # fmt: skip
"""Words that are in nearly every sentence of a language."""
LIKELY_LANGUAGES = ("en", "fr", "es")
"""What `likely_language` tells."""
_WORD = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 8
_MIN_SHARE = 0.28
"""Of all words of a text, the small ones that it must have of a language to be told."""
_LEAD, _LEAD_OF_OTHERS = 1.5, 1.2
"""How many more than of another language that is told, and of one that is only known to be near."""


def likely_language(text: str) -> str:
    """English, French or Spanish ("en", "fr", "es") where the small words of a text say so clearly; else ""."""
    words = _WORD.findall(text.lower())
    if len(words) < _MIN_WORDS:
        return ""
    counts = {language: sum(map(small.__contains__, words)) for language, small in _SMALL_WORDS.items()}
    first = max(LIKELY_LANGUAGES, key=counts.__getitem__)
    if counts[first] < _MIN_SHARE * len(words):
        return ""
    leads = ((_LEAD if each in LIKELY_LANGUAGES else _LEAD_OF_OTHERS, each) for each in counts if each != first)
    return first if all(counts[first] >= lead * counts[each] for lead, each in leads) else ""


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
