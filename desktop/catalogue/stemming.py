"""Inflections: which words are forms of one word in English, French or Spanish (Snowball's rules)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

LANGUAGES = ("english", "french", "spanish")
SHORTEST = 3
"""Letters that forms of one word have in common, at least."""

_ENDINGS = 7
"""Letters behind those, at most."""


@cache
def _stemmers() -> tuple[Callable[[str], str], ...]:
    import snowballstemmer  # when the first word is searched for

    package: Any = snowballstemmer  # it comes without types
    return tuple(package.stemmer(language).stemWord for language in LANGUAGES)


@lru_cache(maxsize=8192)
def stems(word: str) -> tuple[str, ...]:
    """The stem of a folded word in each language."""
    return tuple(stem(word) for stem in _stemmers())


def stem_in(word: str, language: str) -> str:
    """The stem of a folded word in one of `LANGUAGES`."""
    return _stemmers()[LANGUAGES.index(language)](word)


def same_word(one: str, other: str) -> bool:
    """Are two folded words forms of one word in any of the languages?"""
    if one == other:
        return True
    common = _common(one, other)
    if common < min(SHORTEST, len(one), len(other)) or max(len(one), len(other)) - common > _ENDINGS:
        return False
    endings = {one[common:], other[common:]}
    if endings in _PLURALS or (endings in _FEMININE and common >= _LONG):
        return True
    return common > SHORTEST and any(a == b for a, b in zip(stems(one), stems(other), strict=True))


_FEMININE = ({"", "e"}, {"", "es"}, {"s", "es"})
"""Endings that Snowball's French rules know with accents alone, which folded words have lost."""

_LONG = 6
_ENDINGS_OF_NUMBER = (
    ("ies", "y"), ("y", "ies"), ("aux", "al"), ("al", "aux"), ("ces", "z"), ("z", "ces"), ("s", ""), ("es", ""), ("x", ""),
)  # fmt: skip
_PLURALS = ({"", "s"}, {"", "es"}, {"", "x"}, {"y", "ies"}, {"l", "ux"}, {"z", "ces"})


def plain_forms(word: str) -> list[str]:
    """Singular and plural of a folded word, as far as their endings alone tell."""
    if len(word) <= SHORTEST or not word.isalpha() or not word.isascii():
        return []
    return [word[: -len(ending)] + other for ending, other in _ENDINGS_OF_NUMBER if word.endswith(ending)]


def shared_beginning(word: str) -> str:
    """What other forms of a folded word begin with; "" where that is too short to look for."""
    if len(word) <= SHORTEST or not word.isalpha() or not word.isascii():
        return ""
    shortest = min(_common(word, stem) for stem in stems(word))
    return word[:shortest] if SHORTEST < shortest < len(word) else ""


def _common(one: str, other: str) -> int:
    """How many letters two words have in common at the beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
