"""Headings with a slip in a word ("Contry", "Project titel"), compared with the words of headings that are known."""

from __future__ import annotations

from collections.abc import Collection

_SHORTEST, _LONG = 5, 10
"""Letters of a word in which one slip is looked for, and two."""
_OTHER_WORDS = frozenset(
    [
        "county",
        "contract",
        "contrat",
        "contrato",
        "contenu",
        "course",
        "cause",
        "custom",
        "debit",
        "donnee",
        "duree",
        "evident",
        "female",
        "fundo",
        "gender",
        "genero",
        "genre",
        "moment",
        "object",
        "people",
        "person",
        "place",
        "plan",
        "product",
        "produit",
        "producto",
        "region",
        "section",
        "sector",
        "secteur",
        "source",
        "stage",
        "statement",
        "theme",
        "tiers",
        "title",
        "types",
        "value",
        "village",
        "women",
    ]
)
"""Words that are no slip of the one that they are like."""


def corrected_words(words: tuple[str, ...], known: Collection[str]) -> tuple[str, ...] | None:
    """The same words with those that are unknown replaced by the one known word that differs in a letter or two; None where
    nothing was replaced, or a word has no such neighbour or several.
    """
    found = [word if word in known else _neighbour(word, known) for word in words]
    if not all(found) or tuple(found) == words:
        return None
    return tuple(sorted(word for word in found if word))


def _neighbour(word: str, known: Collection[str]) -> str | None:
    if len(word) < _SHORTEST or word in _OTHER_WORDS or not word.isalpha():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 2 if len(word) >= _LONG else 1
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
    near = [(each, distance) for each, distance, _at in near if each[0] == word[0] and len(each) >= _SHORTEST - 1]
    if not near:
        return None
    least = min(distance for _each, distance in near)
    nearest = {each for each, distance in near if distance == least}
    if len(nearest) > 1:  # letters in another order, or one for another, are the likelier slip
        nearest = {each for each in nearest if len(each) == len(word)}
    return nearest.pop() if len(nearest) == 1 else None
