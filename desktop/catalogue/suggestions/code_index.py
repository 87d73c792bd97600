"""The codes of one vocabulary, found by the words of a text: phrases of lists, labels, and words that are nearly theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from desktop.catalogue.suggestions.concept_lists import Phrase
from desktop.catalogue.suggestions.text_words import content_stems

_LABEL_WEIGHT = 2.0
_SATURATION = 1.2
_LENGTH_SHARE = 0.25
_PHRASE_SHARE = 1.4
_MOST_PHRASES = 3
_COMMON_SHARE = 0.2
_NEAR = 0.62
_NEAR_SHARE = 0.7
_SHORTEST_NEAR = 5
_ELSEWHERE_SHARE = 0.25
_SAME_BEGINNING = 3


@dataclass(slots=True)
class Evidence:
    """How much of a text speaks of a code, and which stems do."""

    score: float = 0.0
    stems: dict[str, float] = field(default_factory=dict[str, float])
    phrases: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    learnt: float = 0.0
    """How much of the score comes from what was accepted before."""
    whole: bool = False
    """Stands a whole phrase of the code in the text?"""


class CodeIndex:
    """Phrases and labels of one language, weighed by how few codes have a word (TF-IDF). Never changes."""

    def __init__(
        self, language: str, phrases: Iterable[Phrase], labels: Mapping[str, Sequence[str]], common: Iterable[str]
    ) -> None:
        """`labels`: for each code its label, then other names of it."""
        self.codes = tuple(labels)
        self._phrases: list[tuple[str, tuple[str, ...], float]] = []
        for code, texts in labels.items():
            for text in texts:
                self._add(code, content_stems(text, language), _LABEL_WEIGHT)
        for phrase in phrases:
            if phrase.language == language and phrase.code in labels:
                self._add(phrase.code, content_stems(phrase.text, language), float(phrase.weight))
        self._common = {stem for word in common for stem in content_stems(word, language)}
        self._idf: dict[str, float] = {}
        self._weights: dict[str, list[tuple[str, float]]] = {}
        self._weigh()
        self._places: dict[str, list[int]] = defaultdict(list)
        self._mass: list[float] = []
        for place, (_code, stems, _weight) in enumerate(self._phrases):
            self._mass.append(sum(self._idf[stem] for stem in stems))
            for stem in stems:
                self._places[stem].append(place)
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for stem in self._idf:
            if len(stem) >= _SHORTEST_NEAR:
                for trigram in _trigrams(stem):
                    self._by_trigram[trigram].append(stem)
        self._nearest = lru_cache(maxsize=8192)(self._find_near)

    def _add(self, code: str, stems: tuple[str, ...], weight: float) -> None:
        if stems:
            self._phrases.append((code, stems, weight))

    def _weigh(self) -> None:
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        lengths: Counter[str] = Counter()
        for code, stems, weight in self._phrases:
            for stem in stems:
                counts[stem][code] += max(weight, 0.0) / (1 + 0.15 * (len(stems) - 1))
            lengths[code] += len(stems)
        usual = max(1.0, sum(lengths.values()) / max(1, len(lengths)))
        for stem, codes in counts.items():
            idf = log(1 + len(self.codes) / (0.5 + len(codes)))
            self._idf[stem] = idf * (_COMMON_SHARE if stem in self._common else 1.0)
            self._weights[stem] = [
                (code, self._idf[stem] * tf * (1 + _SATURATION)
                 / (tf + _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths[code] / usual)))
                for code, tf in codes.items() if tf > 0
            ]  # fmt: skip

    def weight_of(self, stem: str) -> float:
        """How much a stem says: the more, the fewer codes have it; 0 where none has it."""
        return self._idf.get(stem, 0.0)

    def knows(self, stem: str) -> bool:
        """Has any code this stem?"""
        return stem in self._idf

    def evidence(self, stems: Iterable[str]) -> dict[str, Evidence]:
        """What the stems of a text say for each code that any of them speaks of."""
        found: dict[str, Evidence] = {}
        hits: dict[int, float] = {}
        excluded: set[str] = set()
        for own in dict.fromkeys(stems):
            known, share = self._nearest(own)
            if not known:
                continue
            idf = self._idf[known] * share
            for code, weight in self._weights[known]:
                each = found.get(code)
                if each is None:
                    each = found[code] = Evidence()
                each.score += weight * share
                each.stems[own] = max(each.stems.get(own, 0.0), weight * share)
            for place in self._places[known]:
                hits[place] = hits.get(place, 0.0) + idf
        for place, mass in hits.items():
            code, parts, weight = self._phrases[place]
            ratio = min(1.0, mass / self._mass[place]) if self._mass[place] else 0.0
            whole = ratio > 0.97
            if weight < 0:
                if whole:
                    excluded.add(code)
                continue
            if (len(parts) > 1 and ratio > 0.5) or whole:
                found[code].phrases.append((weight * mass * ratio * ratio * (1.0 if len(parts) > 1 else 0.6), place))
                found[code].whole = found[code].whole or whole
        for each in found.values():
            each.phrases.sort(reverse=True)
            best = each.phrases[:_MOST_PHRASES]
            each.score += _PHRASE_SHARE * sum(score / (2**rank) for rank, (score, _place) in enumerate(best)) / 2
        for code in excluded & found.keys():
            found[code].score *= _ELSEWHERE_SHARE
        return found

    def _find_near(self, stem: str) -> tuple[str, float]:
        """The stem itself where a code has it; or the nearest one by its trigrams, and how near it is."""
        if stem in self._idf:
            return stem, 1.0
        if len(stem) < _SHORTEST_NEAR:
            return "", 0.0
        own = _trigrams(stem)
        shared: Counter[str] = Counter()
        for trigram in own:
            shared.update(self._by_trigram.get(trigram, ()))
        best, likeness = "", 0.0
        for other, count in shared.items():
            if other[:_SAME_BEGINNING] != stem[:_SAME_BEGINNING]:  # a newsletter is no letter
                continue
            found = 2 * count / (len(own) + len(_trigrams(other)))
            if (found, other) > (likeness, best):
                best, likeness = other, found
        return (best, _NEAR_SHARE * likeness) if likeness >= _NEAR else ("", 0.0)


@lru_cache(maxsize=32768)
def _trigrams(stem: str) -> frozenset[str]:
    padded = f"^{stem}"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
