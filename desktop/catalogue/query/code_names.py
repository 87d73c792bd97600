"""Codes by their names, as people type them among other words: kinds, states, countries, hazards and targets, in English,
French and Spanish, in singular or plural.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.catalogue.query.code_trees import with_below
from desktop.catalogue.query.stop_words import is_stop_word
from desktop.catalogue.stemming import same_word
from desktop.vocabularies import Term, Vocabulary, load
from desktop.vocabularies.folding import key
from desktop.vocabularies.own_terms import versions
from desktop.workspace import RECORD_TYPES
from desktop.workspace.search_index.full_text import CODED_FIELDS
from desktop.workspace.search_index.index_words import fold_word

LONGEST = 6
"""Words of a name."""

_AS_LIVED = ("statuses", "visit_stages", "approaches")
"""Their names begin like many words of texts, and nearly all records have one of a few codes."""

_BEGINNING = 4
"""Letters that have to be typed of the only word of a name."""

_GENERAL = (
    "planning current active activa activo future implementation stage done closed report rapport informe practice policy"
    " program programme initiative study paper guide guia manuel estudio concept"
)
_TOO_GENERAL = frozenset(_GENERAL.split())
"""Other names of kinds and states that say something else in most texts: alone they name nothing."""

_CODE = re.compile(r"(?:[A-Z]{2,3}|\w*\d\w*)\Z")
"""Names that are codes of other systems. No word that is typed means them."""

_NUMBER = re.compile(r"\d{1,2}\.[\da-d]{1,2}(?:\.\d{1,2})?\Z")
_SYSTEMS = {"sdg": "SDG", "sdgs": "SDG", "odd": "SDG", "ods": "SDG", "sendai": "SFDRR", "sfdrr": "SFDRR"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a code, in folded words without those that say nothing."""

    words: tuple[str, ...]
    vocabulary: str
    code: str


def codes_named(kind: str, words: Sequence[str], *, open: bool = False) -> frozenset[str]:
    """The codes that folded words name together, with those below them; `open`: the last word may go on."""
    return _codes_named(kind, tuple(words), open, versions())


@lru_cache(maxsize=1024)
def _codes_named(kind: str, words: tuple[str, ...], open: bool, _versions: tuple[int, ...]) -> frozenset[str]:
    if not 0 < len(words) <= LONGEST or (len(words) == 1 and words[0] in _TOO_GENERAL):
        return frozenset()
    found = {name for name in _candidates(kind, words) if all(map(same_word, name.words, words))}
    if not found and open:
        found = set(_begun(kind, words))
    codes: set[str] = set()
    for name in found:
        codes.update(_with_below(name.vocabulary, name.code))
        if name.vocabulary in ("hazards", "kinds"):
            codes.update(_of_that_name(name.vocabulary, name.code))
    return frozenset(codes)


def codes_of_number(kind: str, text: str, system: str = "") -> str:
    """The target that a number such as 11.5 means, alone or behind SDG, ODD, ODS or Sendai; "" where none."""
    if "targets" not in RECORD_TYPES[kind].by_name:
        return ""
    folded = fold_word(text).rstrip(".")
    if not system and not _NUMBER.match(folded):
        return ""
    code = f"{_SYSTEMS[system] if system else 'SDG'}:{folded if not system or _SYSTEMS[system] == 'SDG' else folded.upper()}"
    return code if code in load("targets") else ""


def system_of(word: str) -> str:
    """The system of targets that a folded word names; "" where none."""
    return _SYSTEMS.get(word, "")


def _candidates(kind: str, words: tuple[str, ...]) -> Iterator[_Name]:
    for name in _by_beginning(kind, versions()).get(words[0][:3], ()):
        if len(name.words) == len(words):
            yield name


def _begun(kind: str, words: tuple[str, ...]) -> Iterator[_Name]:
    """Names whose last word goes on behind what was typed."""
    *before, last = words
    if len(last) < (1 if before else _BEGINNING):
        return
    for name in _by_beginning(kind, versions()).get(words[0][:3], ()):
        if (
            len(name.words) == len(words)
            and name.vocabulary not in _AS_LIVED
            and name.words[-1].startswith(last)
            and all(map(same_word, name.words[:-1], before))
        ):
            yield name


@lru_cache(maxsize=16)
def _by_beginning(kind: str, _versions: tuple[int, ...]) -> dict[str, list[_Name]]:
    found: dict[str, list[_Name]] = {}
    for name in _names(kind):
        found.setdefault(name.words[0][:3], []).append(name)
    return found


def _names(kind: str) -> Iterator[_Name]:
    fields = RECORD_TYPES[kind].by_name
    for field in (fields[name] for name in CODED_FIELDS if name in fields and fields[name].vocabulary):
        for vocabulary in (field.vocabulary, "regions") if field.vocabulary == "countries" else (field.vocabulary,):
            for term in load(vocabulary):
                for words in dict.fromkeys(_words_of(term, field.name)):
                    yield _Name(words, vocabulary, term.code)


def _words_of(term: Term, field: str) -> Iterator[tuple[str, ...]]:
    aliases = [alias for alias in term.aliases if not _CODE.match(alias)] if field != "kind" else term.aliases
    for name in (*term.labels.values(), *aliases):
        words = tuple(word for word in key(name).split() if not is_stop_word(word))
        if 0 < len(words) <= LONGEST:
            yield words


@lru_cache(maxsize=16)
def _by_word(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """The codes that have a word in one of their names."""
    found: dict[str, set[str]] = {}
    for term in vocabulary:
        for words in _words_of(term, vocabulary.name):
            for word in words:
                found.setdefault(word, set()).add(term.code)
    return found


def _of_that_name(vocabulary: str, code: str) -> set[str]:
    """The codes with a word in their names that is a whole name of this one: coastal flooding is a flooding."""
    words = load(vocabulary)
    alone = {each[0] for each in _words_of(words[code], vocabulary) if len(each) == 1}
    found = {each for word in alone for each in _by_word(words).get(word, ())}
    return {each for each in found if words[each].level == words[code].level}


def _with_below(vocabulary: str, code: str) -> list[str]:
    return with_below("countries" if vocabulary == "regions" else vocabulary, code)
