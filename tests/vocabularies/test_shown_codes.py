"""A code has one written form in a language, in the window as in a PDF."""

from __future__ import annotations

import pytest

from desktop.i18n import speaking
from desktop.ui.widgets.displayed_codes import term
from desktop.vocabularies import shown_code


@pytest.mark.parametrize(
    ("language", "goal", "target"),
    [("en", "SDG 11", "SDG 11.5"), ("fr", "ODD 11", "ODD 11.5"), ("es", "ODS 11", "ODS 11.5")],
)
def test_goals_have_the_name_of_their_language(language: str, goal: str, target: str) -> None:
    with speaking(language):
        assert [shown_code(code) for code in ("SDG:11", "SDG:11.5")] == [goal, target]
        assert term("targets", "SDG:11.5").shown_code == target  # what the form of a record shows
        assert [shown_code(code) for code in ("SFDRR:E", "MCR:E04", "KE")] == ["Sendai E", "E04", "KE"]
