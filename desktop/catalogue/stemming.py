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
_PLURALS = ({"", "s"}, {"", "es"}, {"", "x"}, {"y", "ies"}, {"l", "ux"}, {"z", "ces"})


def shared_beginning(word: str) -> str:
    """What all forms of a folded word begin with; "" where it is too short to have others."""
    if len(word) <= SHORTEST or not word.isalpha() or not word.isascii():
        return ""
    shortest = min(_common(word, stem) for stem in stems(word))
    for ending in ("s", "es", "x", "y", "ies", "l", "ux", "z", "ces"):
        if word.endswith(ending):
            shortest = min(shortest, len(word) - len(ending))
    return word[: max(shortest, SHORTEST)]


def _common(one: str, other: str) -> int:
    """How many letters two words have in common at the beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
