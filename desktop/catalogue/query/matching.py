"""Words of a text as the full-text index sees them: letters and digits, accents and case folded; and where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from desktop.vocabularies import fold


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """A sign folded; "" for a mark that belongs to the sign before it."""
    if unicodedata.category(sign) == "Mn":
        return ""
    return fold(sign)


@lru_cache(maxsize=4096)
def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign) in ("Mn", "Mc", "Co")


def words_at(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a text, folded, with the characters from and to which it stands."""
    start = -1
    for place, sign in enumerate(text):
        if _in_word(sign):
            if start < 0:
                start = place
        elif start >= 0:
            yield fold_word(text[start:place]), start, place
            start = -1
    if start >= 0:
        yield fold_word(text[start:]), start, len(text)


def fold_word(word: str) -> str:
    """A word as it is compared."""
    return word.lower() if word.isascii() else "".join(map(_folded, word))


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


def hits(text: str, wanted: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text, as (from, to) in characters: the part of each word that was typed."""
    found: list[tuple[int, int]] = []
    for word, start, end in words_at(text):
        size = max((len(each) for each in wanted if word.startswith(each)), default=0)
        if size:
            found.append((start, _typed_end(text, start, end, size)))
    return tuple(found)


def _typed_end(text: str, start: int, end: int, size: int) -> int:
    """Where the sign stands whose folding completes `size` folded characters, with the marks that follow it."""
    length = 0
    for place in range(start, end):
        grown = len(_folded(text[place]))
        if length >= size and grown:
            return place
        length += grown
    return end
