"""Suggestions find what people judged, in each language, and far more of it than the labels alone do."""

from __future__ import annotations

import pytest

from desktop.catalogue.suggestions import DEFAULT_CONFIDENCE
from tests.suggestions.score import LANGUAGES, paraphrases, titles
from tests.suggestions.stem_rule import DATA

pytestmark = pytest.mark.skipif(not (DATA / "titles.csv").exists(), reason="the judged texts are not here")


def test_paraphrases_of_every_target_find_it_first_or_among_the_first_three() -> None:
    found, plain = paraphrases("sdg"), paraphrases("sdg", plain=True)
    assert set(found) == set(LANGUAGES)
    for language, each in found.items():
        assert each.texts == 169
        assert each.first >= 0.70 and each.three >= 0.85, (language, each)
        assert each.first > plain[language].first + 0.5, (language, plain[language])


@pytest.mark.parametrize("vocabulary", ["sendai", "essentials"])
def test_paraphrases_of_sendai_and_the_essentials_find_theirs(vocabulary: str) -> None:
    for language, each in paraphrases(vocabulary).items():
        assert each.first >= 0.70 and each.three >= 0.85, (language, each)


def test_what_is_ticked_for_judged_titles_is_right() -> None:
    precision, recall, suggested = titles(DEFAULT_CONFIDENCE)
    assert precision >= 0.80 and suggested >= 50, (precision, recall, suggested)
