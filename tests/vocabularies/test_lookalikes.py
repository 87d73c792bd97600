"""Names that would be taken for one another have one skeleton, those that would not have several."""

from __future__ import annotations

import pytest

from desktop.vocabularies.lookalikes import skeleton


@pytest.mark.parametrize(
    "other",
    [
        "Аnna Okello",  # Cyrillic A
        "Αnna Οkello",  # Greek A and O
        "ANNA OKELLO",
        "Anna\u200b Okello",
        "An\u00adna Okello",
        "Anna\u202e Okello\u202c",
        "Ａｎｎａ Okello",  # full width
        "Anna  Okel1o",
        "Anna 0kello",
        "Ànna Okéllo",
        "Anna Ok\u0435llo",
        "\U0001d5d4nna Okello",  # mathematical
    ],
)
def test_what_looks_alike_has_one_skeleton(other: str) -> None:
    assert other != "Anna Okello" and skeleton(other) == skeleton("Anna Okello")


@pytest.mark.parametrize("other", ["Anne Okello", "Anna", "Okello Anna", "Анна Окелло", "", "安娜"])
def test_what_does_not_has_another(other: str) -> None:
    assert skeleton(other) != skeleton("Anna Okello")


def test_what_shows_nothing_looks_like_nobody() -> None:
    assert skeleton("\u200b \u2060") == skeleton("") == ""


def test_two_letters_that_look_like_one() -> None:
    assert skeleton("Carnegie") == skeleton("Camegie") and skeleton("Evva") == skeleton("Ewa")
