"""Which codes a title and a summary speak of, how sure that is, and which of their words say so.

Nothing is set here, nothing is sent anywhere, and the same text gives the same answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from desktop.catalogue.suggestions.code_index import CodeIndex, Evidence
from desktop.catalogue.suggestions.concept_lists import LANGUAGES, common_words, phrases
from desktop.catalogue.suggestions.learnt import Counts
from desktop.catalogue.suggestions.text_words import Word, likely_languages, read_words, says_nothing, stem
from desktop.vocabularies import Term, load

DEFAULT_CONFIDENCE = 60
"""In percent: what *Accept all above* begins with."""
LOWEST_CONFIDENCE = 35
"""In percent: what is less likely is not suggested."""
FIELDS = ("targets", "hazards", "essentials")
"""The fields of an activity for which there are suggestions."""
TEXT_FIELDS = ("title", "summary")
"""The fields whose words lead to them."""
_LONGEST_TEXT = 4000
_LEARNT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Source:
    """One vocabulary of which codes are suggested, and how its evidence becomes a confidence."""

    name: str
    field: str
    levels: Collection[str]
    most: int
    half: float
    """Evidence at which the confidence is some 63 %."""
    whole: bool = False
    """Is a code suggested only where a whole phrase of it stands in the text?"""


SOURCES = (
    Source("sdg", "targets", ("target",), 5, 16.0),
    Source("sendai", "targets", ("target", "priority"), 3, 9.0),
    Source("hazards", "hazards", ("hazard", "cluster"), 4, 3.5, whole=True),
    Source("essentials", "essentials", ("essential",), 3, 8.0),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a field."""

    field: str
    code: str
    confidence: int
    """In percent."""
    spans: tuple[tuple[int, int], ...]
    """Where the words that led there stand in the text: beginning and end, in its order."""
    words: tuple[str, ...]
    """These words as they are written there, each once."""
    learnt: bool = False
    """Did what was accepted before count?"""


def text_of(values: Mapping[str, object]) -> str:
    """Title and summary of a record's values, in all their languages."""
    parts = (str(value) for name, value in values.items() if name.partition("/")[0] in TEXT_FIELDS and value)
    return "\n".join(parts)


def suggest(text: str, learnt: Counts | None = None, *, lowest: int = LOWEST_CONFIDENCE) -> list[Suggestion]:
    """Codes for a text, the likeliest of each vocabulary first; none below `lowest` percent."""
    words = read_words(text[:_LONGEST_TEXT])
    return [each for source in SOURCES for each in _of_source(source, text, words, learnt or {}, lowest)]


def rank(source_name: str, text: str) -> list[str]:
    """All codes of a vocabulary of which the text speaks, the likeliest first, however unlikely."""
    source = next(each for each in SOURCES if each.name == source_name)
    found = _evidence(source, read_words(text), {})
    return sorted(found, key=lambda code: (-found[code].score, code))


def learnable_stems(text: str) -> tuple[str, ...]:
    """The stems of a text by which it is remembered."""
    words = read_words(text[:_LONGEST_TEXT])
    language = likely_languages(words)[0]
    found = (stem(word.folded, language) for word in words if not says_nothing(word.folded, language))
    return tuple(dict.fromkeys(found))


def load_suggestions() -> None:
    """Read lists and labels now, which takes a moment, so that the first suggestion does not wait for it."""
    for source in SOURCES:
        for language in LANGUAGES:
            _index(source.name, language)


def _of_source(
    source: Source, text: str, words: Sequence[Word], learnt: Counts, lowest: int
) -> list[Suggestion]:  # fmt: skip
    found = _evidence(source, words, learnt)
    ranked = sorted(
        ((each.score, code) for code, each in found.items() if each.score > 0 and (each.whole or not source.whole)),
        key=lambda each: (-each[0], each[1]),
    )
    if source.whole:
        ranked = _most_precise(source, ranked, found)
    best = max(
        (score - found[code].learnt for score, code in ranked), default=0.0
    )  # what was learnt hides no other one
    made: list[Suggestion] = []
    for score, code in ranked[: source.most]:
        confidence = _confidence(source, score, best)
        if confidence < lowest:
            break
        made.append(_suggestion(source, code, confidence, text, words, found[code]))
    return made


def _confidence(source: Source, score: float, best: float) -> int:
    sure = 1 - exp(-score / source.half)
    return round(100 * sure * (min(1.0, score / best) if best > 0 and not source.whole else 1.0))


def _most_precise(
    source: Source, ranked: Sequence[tuple[float, str]], found: Mapping[str, Evidence]
) -> list[tuple[float, str]]:
    """Without codes above a code that was found too, and without those whose words all lead to a better one."""
    vocabulary, kept = load(source.name), list[tuple[float, str]]()
    above = {vocabulary[code].parent for _score, code in ranked}
    for score, code in ranked:
        stems = found[code].stems.keys()
        if code not in above and not any(stems <= found[other].stems.keys() for _score, other in kept):
            kept.append((score, code))
    return kept


def _evidence(source: Source, words: Sequence[Word], learnt: Counts) -> dict[str, Evidence]:
    """The evidence of the languages that the text may be in: of each code the strongest."""
    merged: dict[str, Evidence] = {}
    for language in likely_languages(words):
        stems = [stem(word.folded, language) for word in words if not says_nothing(word.folded, language)]
        index = _index(source.name, language)
        found = index.evidence(stems)
        if learnt:
            _add_learnt(index, found, stems, learnt)
        for code, each in found.items():
            if code not in merged or each.score > merged[code].score:
                merged[code] = each
    return merged


def _add_learnt(index: CodeIndex, found: dict[str, Evidence], stems: Sequence[str], learnt: Counts) -> None:
    """What was accepted here before: a stem counts by how often it led to the code, and how seldom to others."""
    codes = set(index.codes)
    for own in dict.fromkeys(stems):
        counts = {code: known[own] for code, known in learnt.items() if own in known and code in codes}
        total = sum(counts.values())
        for code, count in counts.items():
            gain = _LEARNT_SHARE * (4.0 if not index.knows(own) else index.weight_of(own))
            gain *= count / (count + 1) * count / total
            each = found.setdefault(code, Evidence())
            each.score += gain
            each.learnt += gain
            each.stems[own] = each.stems.get(own, 0.0) + gain


def _suggestion(
    source: Source, code: str, confidence: int, text: str, words: Sequence[Word], evidence: Evidence
) -> Suggestion:
    strongest = max(evidence.stems.values(), default=0.0)
    wanted = {each for each, weight in evidence.stems.items() if weight >= 0.25 * strongest}
    spans = tuple(
        (word.start, word.end)
        for word in words
        if any(
            stem(word.folded, language) in wanted and not says_nothing(word.folded, language) for language in LANGUAGES
        )
    )
    written = {text[start:end].casefold(): text[start:end] for start, end in reversed(spans)}
    return Suggestion(
        source.field, code, confidence, spans, tuple(reversed(written.values())), evidence.learnt > 0.1 * evidence.score
    )


@cache
def _index(name: str, language: str) -> CodeIndex:
    """The index of a vocabulary in one language: of its shipped terms alone."""
    source = next(each for each in SOURCES if each.name == name)
    vocabulary = load(name)
    labels = {term.code: _names_of(term, language) for term in vocabulary if term.level in source.levels}
    return CodeIndex(language, phrases(), labels, common_words())


def _names_of(term: Term, language: str) -> list[str]:
    """Its label; and its aliases, whose language is not known, where they are words."""
    return [term.label(language), *(alias for alias in term.aliases if _is_name(alias))]


def _is_name(alias: str) -> bool:
    """Is this other name one in words, and neither a code nor a number (*MERS*, *Essential Three*)?"""
    return len(alias) > 3 and not alias.isupper() and not any(map(str.isdecimal, alias)) and "ssential" not in alias
