"""Words of a text as the full-text index sees them: letters and digits, accents and case folded; and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from desktop.vocabularies import fold


@cache
def _word() -> re.Pattern[str]:
    """A word: letters and digits, with the marks that scripts write on or beside them."""
    marks = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks}])*")


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """A sign folded; "" for a mark that belongs to the sign before it."""
    return "" if unicodedata.combining(sign) else fold(sign)


def fold_word(word: str) -> str:
    """A word as it is compared."""
    return word.lower() if word.isascii() else "".join(map(_folded, word))


def words_at(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a text, folded, with the characters from and to which it stands."""
    for found in _word().finditer(text):
        yield fold_word(found[0]), found.start(), found.end()


def search_words(text: str) -> list[str]:
    """The folded words of what a person typed."""
    return [word for word, _start, _end in words_at(text) if word]


def has_words(text: str, wanted: Sequence[str], *, phrase: bool, open: bool) -> bool:
    """Does a text hold the words: each as the beginning of a word, or the phrase in order (`open`: its last may go on)?"""
    words = [word for word, _start, _end in words_at(text)]
    if not phrase:
        return all(any(word.startswith(each) for word in words) for each in wanted)
    size = len(wanted)
    for place in range(len(words) - size + 1):
        part = words[place : place + size]
        if part[:-1] == list(wanted[:-1]) and (part[-1] == wanted[-1] or (open and part[-1].startswith(wanted[-1]))):
            return True
    return False


def hits(text: str, wanted: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in a text, as (from, to) in characters: the part of each word that was typed."""
    plain = text.isascii()
    folded = text.lower() if plain else fold(text)
    if not any(word in folded for word in wanted):
        return ()
    if plain:
        return tuple([each.span() for each in _begins(wanted).finditer(folded)])
    found: list[tuple[int, int]] = []
    for each in _word().finditer(text):
        word = fold_word(each[0])
        if word.startswith(wanted):
            size = max(len(typed) for typed in wanted if word.startswith(typed))
            found.append((each.start(), _typed_end(text, each.start(), each.end(), size)))
    return tuple(found)


@lru_cache(maxsize=16)
def _begins(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words at the beginning of a word, the longest that is there."""
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, sorted(wanted, key=len, reverse=True))) + ")")


def _typed_end(text: str, start: int, end: int, size: int) -> int:
    """Where the sign stands whose folding completes `size` folded characters, with the marks that follow it."""
    length = 0
    for place in range(start, end):
        grown = len(_folded(text[place]))
        if length >= size and grown:
            return place
        length += grown
    return end
