"""Words of a query as an expression of the full-text index.

Each word has to be found: as the beginning of a word, as another form of it (`stemming`), or as the name of a code that the
record has (`code_names`). Quotation marks ask for the words as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from desktop.catalogue.query.code_names import LONGEST, codes_named, codes_of_number, system_of
from desktop.catalogue.query.stop_words import is_stop_word
from desktop.catalogue.query.terms import Text
from desktop.workspace.search_index.index_words import AskedWord, asked_words, code_word, is_plain

Forms = Callable[[str], Iterable[str]]
"""Gives the other forms of a word that are in the index."""

_ELIDED = re.compile(r"(?:\b(?:[cdjlmnstCDJLMNST]|[Qq]u|[Dd]ell?|[Aa]ll|[Nn]ell)['’ʼ])+(?=\w)")
"""The article or preposition before a vowel: l'eau, d'ivoire, qu'elle, dell'acqua."""


_MOST_WAYS = 40
"""Ways to leave words out that are asked for one by one."""


_BEGUN = re.compile(r"[a-z]{1,2}\Z")
"""One or two small letters: as the last of several words nobody means all words that begin so, but UN or EU."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands between two blanks: its words, and the expression that finds them as words."""

    text: str
    words: tuple[str, ...]
    found: str

    @property
    def is_stop_word(self) -> bool:
        return all(map(is_stop_word, self.words))


def no_forms(_word: str) -> Iterable[str]:
    """Only what was typed."""
    return ()


def match_words(text: Text, forms: Forms = no_forms) -> str:
    """The words of a value, for one column or for all; "" where there are none."""
    if text.phrase:
        return _as_it_stands(text)
    units = _without_stop_words([unit for word in text.text.split() if (unit := _unit(word, forms)) is not None])
    return _joined([unit.found for unit in units], " AND ")


def match_free(kind: str, texts: Sequence[Text], forms: Forms = no_forms, *, missing: int = 0) -> str:
    """Words that stand one after the other in a query, to be found anywhere: all of them, or all but so many."""
    parts: list[str] = []
    run: list[_Unit] = []
    for text in texts:
        if text.phrase:
            parts += _with_codes(kind, run, open=False)
            run = []
            parts.append(_as_it_stands(text))
        else:
            run += [unit for word in text.text.split() if (unit := _unit(word, forms)) is not None]
    parts += _with_codes(kind, run, open=not texts[-1].phrase)
    return _all_but([part for part in parts if part], missing)


def _all_but(parts: Sequence[str], missing: int) -> str:
    needed = max(1, len(parts) - missing)
    if comb(len(parts), needed) > _MOST_WAYS:
        return _joined(parts, " OR " if missing else " AND ")
    return _joined([_joined(those, " AND ") for those in combinations(parts, needed)], " OR ")


def _unit(text: str, forms: Forms) -> _Unit | None:
    words = asked_words(_ELIDED.sub("", text) or text)
    if not words:
        return None
    if len(words) == 1 or any(word.unspaced for word in words):
        found = _joined([_word(word, forms) for word in words], " AND ")
    else:
        found = _phrase(words, True)
    return _Unit(text, tuple(word.text for word in words), found)


def _word(word: AskedWord, forms: Forms) -> str:
    if word.unspaced:
        return _quoted(word.tokens, word.open)
    also = [_quoted([each], False) for each in forms(word.text)]
    return _joined([_quoted(word.tokens, True), *also], " OR ")


def _as_it_stands(text: Text) -> str:
    """A phrase. Folded words that SQLite's tokenizer folds in another way stand apart from their text in the index."""
    folded = _phrase(asked_words(_ELIDED.sub("", text.text) or text.text), text.open)
    if not folded or (is_plain(text.text) and not _ELIDED.search(text.text)):
        return folded
    raw = text.text.replace('"', " ").replace("\x00", " ")
    return _joined([folded, f'"{raw}"{" *" if text.open else ""}'], " OR ")


def _phrase(words: Sequence[AskedWord], open: bool) -> str:
    """All words one after the other; the last may go on where it is `open`."""
    tokens = [token for word in words for token in word.tokens]
    return _quoted(tokens, open and words[-1].open)


def _quoted(tokens: Sequence[str], open: bool) -> str:
    """Quotation marks make a string of anything, so that nothing in it is an operator; the tokens have none."""
    return f'"{" ".join(tokens)}"{" *" if open else ""}'


def _joined(parts: Sequence[str], by: str) -> str:
    return parts[0] if len(parts) == 1 else f"({by.join(parts)})" if parts else ""


def _without_stop_words(units: list[_Unit]) -> list[_Unit]:
    """Without the words that say nothing, where there are others."""
    return [unit for unit in units if not unit.is_stop_word] or units


def _with_codes(kind: str, units: list[_Unit], *, open: bool) -> list[str]:
    """An expression for each unit, or for several that name a code together."""
    units = _without_stop_words(units)
    if open and len(units) > 1 and _BEGUN.match(units[-1].text):
        units = units[:-1]  # hardly begun: it would look through half of all words
        open = False
    found: list[str] = []
    place = 0
    while place < len(units):
        size, codes = _longest(kind, units, place, open)
        words = [_alone(kind, unit, open and unit is units[-1]) for unit in units[place : place + size]]
        own = _joined(words, " AND ")
        found.append(_joined([own, codes], " OR ") if codes and size > 1 else own)
        place += size
    return found


def _alone(kind: str, unit: _Unit, open: bool) -> str:
    code = codes_of_number(kind, unit.text)
    codes = [code] if code else codes_named(kind, unit.words, open=open)
    if unit.text.isdecimal() and len(unit.text) == 4:
        codes = [*codes, unit.text]
    return _joined([unit.found, *_code_words(codes)], " OR ")


def _longest(kind: str, units: list[_Unit], place: int, open: bool) -> tuple[int, str]:
    """How many units from a place on name a code together, and the expression for it; 1 and "" where there are none."""
    if place + 1 < len(units) and len(units[place].words) == 1 and (system := system_of(units[place].words[0])):
        name = units[place].words[0]
        code = codes_of_number(kind, units[place + 1].text, name) if system else ""
        if code:
            return 2, _joined(_code_words([code]), " OR ")
    for size in range(min(len(units) - place, LONGEST), 1, -1):
        those = units[place : place + size]
        words = [word for unit in those for word in unit.words]
        codes = codes_named(kind, words, open=open and those[-1] is units[-1])
        if codes:
            return size, _joined(_code_words(codes), " OR ")
    return 1, ""


def _code_words(codes: Iterable[str]) -> list[str]:
    """The words of codes; one word finds those of the codes below it that begin with it."""
    found: list[str] = []
    for word in sorted(map(code_word, codes)):
        if found and word.startswith(found[-1].strip('"* ')):
            continue
        found.append(f'"{word}" *')
    return found
