"""Suggestions: what leads to a code, what does not, and that the lists are well made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.suggestions import Suggestion, accept, forget_learnt, read_learnt, suggest
from desktop.catalogue.suggestions.concept_lists import FOLDER, LANGUAGES, phrases
from desktop.vocabularies import load
from desktop.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield found
    found.close()


def codes(text: str) -> list[str]:
    return [each.code for each in suggest(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cash transfers for the poorest of the poor", "SDG:1.3"),
        ("Transferencias monetarias a familias indigentes", "SDG:1.3"),
        ("EXTREME PAUVRETE : aide aux familles indigentes", "SDG:1.1"),
        ("Earthquake drill", "HIP:GH0101"),
        ("Simulacro de terremoto", "HIP:GH0101"),
        ("Soccial protecttion for everybody", "SDG:1.3"),  # misspelt
    ],
)
def test_words_of_a_list_or_a_label_lead_to_its_code(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize("text", ["", "…", "Workshop of the city network, day 2", "2024-05-01 / 17", "会议"])
def test_a_text_that_says_nothing_of_them_gets_nothing(text: str) -> None:
    assert codes(text) == []


def test_a_suggestion_marks_the_words_that_led_to_it() -> None:
    text = "Our town starts cash transfers, at last"
    found: Suggestion = next(each for each in suggest(text) if each.code == "SDG:1.3")
    assert found.words == ("cash", "transfers")
    assert [text[start:end] for start, end in found.spans] == ["cash", "transfers"]
    assert suggest(text) == suggest(text)


def test_lists_name_codes_that_exist_and_every_one_has_phrases_in_three_languages() -> None:
    known = {term.code for name in ("targets", "hazards", "essentials") for term in load(name)}
    listed = {(phrase.code, phrase.language) for phrase in phrases() if phrase.weight > 0}
    assert {code for code, _language in listed} <= known
    assert {code for code, _language in listed if not {(code, each) for each in LANGUAGES} <= listed} == set()
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 5_000_000


def test_what_was_accepted_here_is_learnt_and_can_be_forgotten(workspace: Workspace) -> None:
    journal = workspace.journal
    text = "Zumbarda, zumbarda"
    assert codes(text) == []
    [social] = [each for each in suggest("social protection") if each.code == "SDG:1.3"]
    for number in range(3):
        accept(workspace, journal.create("activity", {"title": f"Zumbarda {number}"}), [social])
    learnt = read_learnt(workspace)
    assert learnt["SDG:1.3"]["zumbard"] == 3
    [found] = suggest(text, learnt, lowest=5)
    assert (found.code, found.learnt, found.words) == ("SDG:1.3", True, ("Zumbarda",))
    assert forget_learnt(workspace) == 1
    assert suggest(text, read_learnt(workspace), lowest=5) == []


def test_an_erasure_forgets_what_was_learnt(workspace: Workspace) -> None:
    [social] = [each for each in suggest("social protection") if each.code == "SDG:1.3"]
    id = workspace.journal.create("activity", {"title": "Zumbarda"})
    accept(workspace, id, [social])
    workspace.journal.erase([id], {})
    assert read_learnt(workspace) == {}
