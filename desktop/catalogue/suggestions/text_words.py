"""A text as words: each with its stem and its place; and which languages the text may be in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from desktop.catalogue.query.stop_words import is_stop_word
from desktop.catalogue.stemming import stem_in
from desktop.catalogue.suggestions.concept_lists import LANGUAGES
from desktop.vocabularies.folding import key

_WORD = re.compile(r"\w+")
_VOWELS = "aeios"
_SNOWBALL = {"en": "english", "fr": "french", "es": "spanish"}
_SHORTEST = 3

_FUNCTION_WORDS = {
    "en": "the of and to in for on with by from at as is are be that this their its who which through into all our your we"
    " it an or not more they them those these have has will can under over between after before where when what how so than"
    " up out each every no nobody everyone while without against about people get let new across"
    " one two three four five six seven eight nine ten first second third what step own say says whether"
    " other others some any many would could was were been its if than make made just still only very much too do does",
    "fr": "le la les des du de et en un une pour par sur dans avec au aux que qui ce cette ces leur leurs son sa ses est sont"
    " nos notre votre nous vous il elle ils elles ou plus sans sous entre apres avant chez vers dont afin se ne pas tout tous"
    " toute toutes chaque meme lors contre personne comme faire ont ete peuvent"
    " un deux trois quatre cinq six sept huit neuf dix premier premiere etape autre"
    " autres quel quelle aussi bien fait etait encore tres peu plusieurs si leur on y cela ca",
    "es": "el la los las de del y en un una unos unas para por sobre con al que quien este esta estos estas su sus es son"
    " nuestro nuestra nos ellos ellas o mas sin bajo entre despues antes hacia desde cuyo se no todo todos toda todas cada"
    " mismo contra nadie como han sido pueden lo le les cuando donde hasta ni"
    " uno dos tres cuatro cinco seis siete ocho nueve diez primer primero primera paso otro otra"
    " otros otras cual tambien bien hace era aun muy poco varios varias si donde ya asi eso",
}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text that says something: folded, and where it stands."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; a vowel at its end, which gender and number change, is left out."""
    found = stem_in(word, _SNOWBALL[language])
    while len(found) > _SHORTEST and found[-1] in _VOWELS:
        found = found[:-1]
    return found


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    return key(word).replace(" ", "")


def read_words(text: str) -> list[Word]:
    """The words of a text in their order, those that only join others included."""
    return [Word(_folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def says_nothing(word: str, language: str) -> bool:
    """Is this folded word a number, or does it only join others in this language?"""
    return len(word) < 2 or word.isdecimal() or word in _function_words()[language] or is_stop_word(word)


def content_stems(text: str, language: str) -> tuple[str, ...]:
    """The stems of the words that say something, each once, in their order."""
    words = (word.folded for word in read_words(text))
    return tuple(dict.fromkeys(stem(word, language) for word in words if not says_nothing(word, language)))


def likely_languages(words: Iterable[Word]) -> tuple[str, ...]:
    """The languages in which the text may be written, by the words that join others; all where these do not tell."""
    counts: Counter[str] = Counter()
    for word in words:
        inside = [language for language, known in _function_words().items() if word.folded in known]
        for language in inside:
            counts[language] += 6 // len(inside)
    most = max(counts.values(), default=0)
    if not most:
        return LANGUAGES
    return tuple(language for language in LANGUAGES if counts[language] >= 0.75 * most)
