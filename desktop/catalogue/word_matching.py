"""Words of a text compared with those that were searched for, as the full-text index compares them; and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from desktop.catalogue.stemming import plain_forms, same_word, shared_beginning
from desktop.workspace.search_index.index_words import (
    asked_words,
    fold_word,
    index_text,
    is_plain,
    is_unspaced,
    without_article,
    word_pattern,
)

_LETTERS = re.compile(r"[^\W_]+")


def search_words(text: str) -> list[str]:
    """The folded words of what a person typed."""
    return [word.text for word in asked_words(text)]


def has_words(text: str, wanted: Sequence[str], *, phrase: bool, open: bool) -> bool:
    """Does a text hold the words: each as the beginning or a form of a word, or the phrase in order (`open`: its last may
    go on)?
    """
    words = word_pattern().findall(index_text(text))
    if phrase:
        tokens = [token for word in wanted for token in _tokens(word)]
        return _holds(words, tokens, open=open)
    return all(
        _holds(words, _tokens(each), open=not is_unspaced(each) or len(each) == 1)
        or any(same_word(each, word) for word in words)
        for each in wanted
    )


def _tokens(word: str) -> tuple[str, ...]:
    return tuple(token for asked in asked_words(word) for token in asked.tokens)


def _holds(words: Sequence[str], tokens: Sequence[str], *, open: bool) -> bool:
    """Do the tokens follow each other among the words?"""
    size = len(tokens)
    for place in range(len(words) - size + 1 if size else 0):
        part = words[place : place + size]
        if part[:-1] == list(tokens[:-1]) and (part[-1] == tokens[-1] or (open and part[-1].startswith(tokens[-1]))):
            return True
    return False


def hits(text: str, wanted: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in a text, as (from, to) in characters: the part of each word that was typed, or the
    whole word where it is another form of what was typed.
    """
    folded = fold_word(text)
    if not any(beginning in folded for beginning in _beginnings(wanted)):
        return ()
    return tuple(_hits_in_folded(folded, wanted) if is_plain(text) else _hits(text, wanted))


@lru_cache(maxsize=64)
def _beginnings(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """What a word has to begin with to be one of those wanted, the longest first."""
    found = {each for word in wanted for each in (word, shared_beginning(word), *plain_forms(word)) if each}
    return tuple(sorted(found, key=len, reverse=True))


def _hits_in_folded(folded: str, wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for start in sorted({start for each in _beginnings(wanted) for start in _word_starts(folded, each)}):
        word = _LETTERS.match(folded, start)
        if word is not None and (size := _size(word[0], wanted)):
            yield start, start + size


def _word_starts(folded: str, beginning: str) -> Iterator[int]:
    """Where words begin so. By hand: to compile a pattern for each letter that is typed takes longer than all else here."""
    start = folded.find(beginning)
    while start >= 0:
        if not start or not folded[start - 1].isalnum():
            yield start
        start = folded.find(beginning, start + 1)


def _hits(text: str, wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    runs = [word for word in wanted if is_unspaced(word)]
    for found in word_pattern().finditer(text):
        word = fold_word(found[0])
        bare = without_article(word)
        if (size := _size(word, wanted) or _size(bare, wanted)) != 0:
            before = 0 if _size(word, wanted) else len(word) - len(bare)
            ends = _ends(text, found.start(), found.end())
            yield found.start() if not before else ends[before - 1], ends[min(before + size, len(ends)) - 1]
        elif runs and any(run in word for run in runs):
            ends = _ends(text, found.start(), found.end())
            for start, end in _places(word, runs):
                yield found.start() if not start else ends[start - 1], ends[end - 1]


@lru_cache(maxsize=2_000)
def _size(word: str, wanted: tuple[str, ...]) -> int:
    """How many letters of a folded word to mark; 0 where it is none of those wanted."""
    size = max((len(typed) for typed in wanted if word.startswith(typed)), default=0)
    return size or (len(word) if any(same_word(typed, word) for typed in wanted) else 0)


def _places(word: str, runs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where runs of a script without blanks stand in a word, from left to right."""
    for found in re.finditer("|".join(map(re.escape, sorted(runs, key=len, reverse=True))), word):
        yield found.span()


def _ends(text: str, start: int, end: int) -> list[int]:
    """For each folded character of a word where the sign ends that it comes from, with the marks behind it."""
    ends: list[int] = []
    for place in range(start, end):
        grown = len(fold_word(text[place]))
        if not grown and ends:
            last = ends[-1]
            ends = [place + 1 if each == last else each for each in ends]
        ends += [place + 1] * grown
    return ends
