"""The texts that suggestions are measured with: their shape, and that a paraphrase is no copy of a label."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.suggestions.stem_rule import DATA, VOCABULARIES, breaches, read, shared_words

_LANGUAGES = ("en", "fr", "es")
_PARAPHRASES = {"paraphrases.csv": ["sdg.csv"], "paraphrases-sendai.csv": ["sendai.csv", "essentials.csv"]}


def _codes(vocabulary: str) -> list[str]:
    return [
        row["code"] for row in read(VOCABULARIES / vocabulary) if row["level"] in ("target", "priority", "essential")
    ]


@pytest.mark.parametrize("name", _PARAPHRASES)
def test_every_target_is_paraphrased_once_in_every_language(name: str) -> None:
    rows = read(DATA / name)
    wanted = [(language, code) for each in _PARAPHRASES[name] for code in _codes(each) for language in _LANGUAGES]
    assert Counter((row["language"], row["target"]) for row in rows) == Counter(wanted)
    assert len({row["text"] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", _PARAPHRASES)
def test_a_paraphrase_has_other_words_than_the_label_of_its_target(name: str) -> None:
    assert list(breaches(DATA / name)) == []


@pytest.mark.parametrize(
    ("language", "label", "text", "shared"),
    [
        ("en", "Safe and affordable drinking water", "Drink waters, safely", ["safe", "drinking", "water"]),
        ("fr", "Égalité d’accès à la terre", "L’accès égal aux terres", ["egalite", "acces", "terre"]),
        ("es", "Pequeños productores de alimentos", "Una productora y el alimento", ["productores", "alimentos"]),
        ("en", "End of hunger", "The bend of the road", []),
    ],
)
def test_forms_of_a_word_count_as_the_word(language: str, label: str, text: str, shared: list[str]) -> None:
    assert shared_words(language, label, text) == shared


def test_titles_are_judged_by_codes_that_exist() -> None:
    rows = read(DATA / "titles.csv")
    known = {*_codes("sdg.csv"), *_codes("sendai.csv")}
    assert len(rows) >= 120 and len({row["title"] for row in rows}) == len(rows)
    assert {row["language"] for row in rows} == set(_LANGUAGES)
    for row in rows:
        codes = row["targets"].split()
        assert set(codes) <= known and len(set(codes)) == len(codes), row["title"]
    assert 10 <= sum(not row["targets"] for row in rows) < len(rows) / 4
