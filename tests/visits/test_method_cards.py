"""Method cards, and their steps in a session of any length."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import COMPLETE_LANGUAGES as LANGUAGES
from desktop.i18n import set_language
from desktop.visits.method_cards import (
    Step,
    find_method_card,
    method_cards,
    read_steps,
    scale_steps,
    session_values_of_card,
    write_steps,
)
from desktop.vocabularies import load

CODES = [each.code for each in method_cards("en")]
WANTED = {"fishbowl", "world_cafe", "peer_assist", "field_walk", "open_space", "speed_sharing", "case_clinic", "role_play",
          "gallery_walk", "one_two_four_all"}  # fmt: skip


def test_there_are_at_least_sixteen_and_each_is_a_method() -> None:
    assert len(CODES) >= 16 and len(set(CODES)) == len(CODES) and set(CODES) >= WANTED
    assert all(code in load("methods") for code in CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_says_everything_in_every_language(language: str) -> None:
    for each in method_cards(language):
        texts = [each.purpose, each.room, each.online, *each.roles, *each.pitfalls, *(step.text for step in each.steps)]
        assert all(text == text.strip() != "" and "'" not in text for text in texts), each.code
        assert each.purpose.endswith(".") and each.room.endswith(".") and each.online.endswith(".")
        assert 0 < each.min_people < each.max_people and len(each.steps) >= 3 and each.roles and each.pitfalls
        assert each.label == load("methods").label(each.code, language)


def test_no_text_was_left_in_another_language() -> None:
    path = Path(__file__).resolve().parents[2] / "resources" / "methods" / "cards.json"
    for each in json.loads(path.read_text("utf-8")):
        for name in ("purpose", "room", "online", "steps"):
            assert len({json.dumps(each[language][name]) for language in LANGUAGES}) == 3, (each["code"], name)


@given(st.sampled_from(CODES), st.integers(0, 600))
def test_steps_fill_the_session_to_the_minute(code: str, minutes: int) -> None:
    found = find_method_card(code, "en")
    assert found is not None
    steps = scale_steps(found, minutes)
    assert sum(step.minutes for step in steps) == minutes
    assert all(step.minutes >= 1 for step in steps)
    assert len(steps) == min(len(found.steps), minutes)
    assert scale_steps(found, found.minutes) == list(found.steps)
    assert read_steps(write_steps(steps)) == steps
    assert write_steps([Step(0, "Walk"), Step(10, "Talk")]) == "Walk\n10 Talk"


def test_a_card_on_a_session_speaks_the_language_spoken() -> None:
    found = find_method_card("fishbowl")
    assert found is not None and session_values_of_card(found)["method"] == "fishbowl"
    assert str(session_values_of_card(found, 30)["steps"]).startswith("5 Explain the chairs")
    set_language("fr")
    french = find_method_card("fishbowl")
    assert (
        french is not None
        and "chaises" in str(session_values_of_card(french, 30)["steps"])
        and find_method_card("no_such") is None
    )


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("10 Welcome\n\n20 min: Talk", [Step(10, "Welcome"), Step(20, "Talk")]),
        ("5' Café\n15 – Débat", [Step(5, "Café"), Step(15, "Débat")]),
        ("1-2-4-all\nwords alone", [Step(0, "1-2-4-all"), Step(0, "words alone")]),
        ("10 minutos Bienvenida", [Step(10, "Bienvenida")]),
        ("", []),
    ],
)
def test_steps_that_a_person_wrote(text: str, steps: list[Step]) -> None:
    assert read_steps(text) == steps
