"""How well suggestions find what people judged, beside plain TF-IDF over the labels.

`python -m tests.suggestions.score` prints it. It names no text: who tunes the suggestions is not to see these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log, sqrt

from desktop.catalogue.suggestions import DEFAULT_CONFIDENCE, rank, suggest
from desktop.catalogue.suggestions.text_words import content_stems
from desktop.vocabularies import load
from tests.suggestions.stem_rule import DATA, read

LANGUAGES = ("en", "fr", "es")
_LEVELS = {"sdg": ("target",), "sendai": ("target", "priority"), "essentials": ("essential",)}


@dataclass(frozen=True)
class Found:
    """Of so many texts, for how many the right code stood first, among the first three, among the first five."""

    texts: int
    first: float
    three: float
    five: float


class PlainTfIdf:
    """Cosine of TF-IDF vectors of stems, over the labels alone: what there is without lists of concepts."""

    def __init__(self, vocabulary: str, language: str) -> None:
        self._language = language
        labels = {
            term.code: content_stems(term.label(language), language)
            for term in load(vocabulary)
            if term.level in _LEVELS[vocabulary]
        }
        counts = Counter(stem for stems in labels.values() for stem in set(stems))
        self._idf = {stem: log(len(labels) / count) + 1 for stem, count in counts.items()}
        self._vectors = {code: self._vector(stems) for code, stems in labels.items()}

    def _vector(self, stems: tuple[str, ...]) -> dict[str, float]:
        found = {stem: self._idf[stem] for stem in stems if stem in self._idf}
        length = sqrt(sum(each * each for each in found.values())) or 1.0
        return {stem: each / length for stem, each in found.items()}

    def rank(self, text: str) -> list[str]:
        """The codes, the likeliest first."""
        own = self._vector(content_stems(text, self._language))
        scores = {
            code: sum(weight * own.get(stem, 0.0) for stem, weight in vector.items())
            for code, vector in self._vectors.items()
        }
        return sorted((code for code, score in scores.items() if score > 0), key=lambda code: (-scores[code], code))


def paraphrases(vocabulary: str, *, plain: bool = False) -> dict[str, Found]:
    """The score for the paraphrases of one vocabulary, by language."""
    levels = {term.code for term in load(vocabulary) if term.level in _LEVELS[vocabulary]}
    places: dict[str, list[int]] = defaultdict(list)
    baseline = {language: PlainTfIdf(vocabulary, language) for language in LANGUAGES if plain}
    for path in sorted(DATA.glob("paraphrases*.csv")):
        for row in read(path):
            if row["target"] in levels:
                language = row["language"]
                ranked = baseline[language].rank(row["text"]) if plain else rank(vocabulary, row["text"])
                places[language].append(ranked.index(row["target"]) if row["target"] in ranked else len(levels))
    return {
        language: Found(len(those), *(sum(place < most for place in those) / len(those) for most in (1, 3, 5)))
        for language, those in places.items()
    }


def titles(above: int = DEFAULT_CONFIDENCE) -> tuple[float, float, int]:
    """Precision and recall over the targets of the judged titles at this confidence, and how many were suggested."""
    right = suggested = wanted = 0
    for row in read(DATA / "titles.csv"):
        codes = set(row["targets"].split())
        text = f"{row['title']}\n{row['summary']}"
        found = {each.code for each in suggest(text) if each.field == "targets" and each.confidence >= above}
        right += len(found & codes)
        suggested += len(found)
        wanted += len(codes)
    return right / max(1, suggested), right / max(1, wanted), suggested


def main() -> None:
    """Print all figures."""
    for vocabulary in _LEVELS:
        for plain in (True, False):
            for language, each in paraphrases(vocabulary, plain=plain).items():
                name = "TF-IDF of labels" if plain else "suggestions"
                print(
                    f"{vocabulary:10} {language} {name:16} {each.texts:4} texts: first {each.first:.0%},"
                    f" three {each.three:.0%}, five {each.five:.0%}"
                )
    for above in (25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90):
        precision, recall, count = titles(above)
        print(f"titles above {above} %: precision {precision:.0%}, recall {recall:.0%}, {count} suggested")


if __name__ == "__main__":
    main()
