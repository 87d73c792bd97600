"""The Sustainable Development Goals: every official code once, in order, with words in three languages."""

from __future__ import annotations

import csv
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.i18n import COMPLETE_LANGUAGES as LANGUAGES
from desktop.vocabularies import Term, load
from desktop.vocabularies.folding import key

SHARED = Path(__file__).parents[3] / "shared" / "data" / "vocabularies" / "sdg_codes.csv"
TARGETS_BY_GOAL = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)
INDICATORS_BY_GOAL = (14, 14, 28, 12, 14, 11, 6, 17, 12, 14, 15, 13, 9, 10, 14, 24, 25)
COLOURS = [
    "#E5243B",
    "#DDA63A",
    "#4C9F38",
    "#C5192D",
    "#FF3A21",
    "#26BDE2",
    "#FCC30B",
    "#A21942",
    "#FD6925",
    "#DD1367",
    "#FD9D24",
    "#BF8B2E",
    "#3F7E44",
    "#0A97D9",
    "#56C02B",
    "#00689D",
    "#19486A",
]
CODES = "8d4254d16a0cb5fceae1273be11119e617b9d29c3a8a0b1c6d5c23af1a5019f2"
"""The sha256 of all codes, sorted, one a line."""
SAME_INDICATOR = (
    ("1.5.1", "11.5.1", "13.1.1"),
    ("1.5.2", "11.5.2"),
    ("1.5.3", "11.b.1", "13.1.2"),
    ("1.5.4", "11.b.2", "13.1.3"),
    ("4.7.1", "12.8.1", "13.3.1"),
    ("7.b.1", "12.a.1"),
    ("8.4.1", "12.2.1"),
    ("8.4.2", "12.2.2"),
    ("10.3.1", "16.b.1"),
    ("10.6.1", "16.8.1"),
    ("15.7.1", "15.c.1"),
    ("15.a.1", "15.b.1"),
)
"""Indicators that the global framework lists under several targets (A/RES/71/313, annex, with its refinements)."""
LONGEST = {"goal": 65, "target": 75, "indicator": 90}


def terms(level: str) -> list[Term]:
    return [term for term in load("sdg") if term.level == level]


def test_counts_in_all_and_by_goal() -> None:
    counts = Counter(term.level for term in load("sdg"))
    assert counts == {"goal": 17, "target": 169, "indicator": 252}
    sdg = load("sdg")
    goals = sdg.children()
    assert [goal.code for goal in goals] == [f"SDG:{number}" for number in range(1, 18)]
    assert tuple(len(sdg.children(goal.code)) for goal in goals) == TARGETS_BY_GOAL
    below = [sum(len(sdg.children(target.code)) for target in sdg.children(goal.code)) for goal in goals]
    assert tuple(below) == INDICATORS_BY_GOAL


def test_the_codes_are_these_and_no_others() -> None:
    codes = "\n".join(sorted(term.code for term in load("sdg")))
    assert sha256(codes.encode()).hexdigest() == CODES


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not here")
def test_the_codes_are_those_of_the_shared_list() -> None:
    with SHARED.open(encoding="utf-8", newline="") as file:
        wanted = {
            (
                row["level"],
                f"SDG:{row['code']}",
                f"SDG:{row['parent']}" if row["parent"] else "",
                f"#{row['colour']}" if row["colour"] else "",
            )
            for row in csv.DictReader(file)
        }
    assert {(term.level, term.code, term.parent, term.colour) for term in load("sdg")} == wanted


def test_each_goal_has_its_official_colour_and_nothing_else_has_one() -> None:
    assert [goal.colour for goal in terms("goal")] == COLOURS
    assert {term.colour for term in load("sdg") if term.level != "goal"} == {""}


def test_the_file_goes_down_the_tree_in_official_order() -> None:
    def place(code: str) -> list[tuple[bool, int, str]]:
        parts = code.removeprefix("SDG:").split(".")
        return [(part.isalpha(), int(part) if part.isdigit() else 0, part) for part in parts]

    codes = [term.code for term in load("sdg")]
    assert codes == sorted(codes, key=place)
    assert all(term.parent == term.code.rpartition(".")[0] for term in load("sdg"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short_phrases(language: str) -> None:
    for term in load("sdg"):
        label = term.label(language)
        assert 0 < len(label) <= LONGEST[term.level], (term.code, label)
        assert label == label.strip() and "  " not in label, (term.code, label)
        assert label[0].isupper() and not label.endswith((".", ",", ";", ":")), (term.code, label)
        assert "'" not in label and '"' not in label, (term.code, label)
        assert label.count("(") == label.count(")"), (term.code, label)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_have_one_label(language: str) -> None:
    meant = {code: group for group in SAME_INDICATOR for code in group}
    found: dict[str, list[str]] = {}
    for term in load("sdg"):
        found.setdefault(key(term.label(language)), []).append(term.code.removeprefix("SDG:"))
    for codes in found.values():
        assert len(codes) == 1 or tuple(codes) == meant[codes[0]], codes


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_indicator_under_several_targets_has_one_label(language: str) -> None:
    sdg = load("sdg")
    for group in SAME_INDICATOR:
        assert len({sdg.label(f"SDG:{code}", language) for code in group}) == 1, group


def test_no_label_was_left_untranslated() -> None:
    for term in load("sdg"):
        labels = [term.label(language) for language in LANGUAGES]
        assert len(set(labels)) == 3, (term.code, labels)


def test_french_signs_keep_to_their_words() -> None:
    """No line breaks before a colon or a percent sign, inside French quotation marks, or within a number."""
    loose = re.compile(r" [:;!?%»]|« |\d \d")
    for term in load("sdg"):
        assert not loose.search(term.label("fr")), (term.code, term.label("fr"))
        assert " %" not in term.label("es"), (term.code, term.label("es"))


def test_figures_are_the_same_in_every_language() -> None:
    """A year, an age or a rate lost or changed in translation would mislead."""
    for term in load("sdg"):
        figures = {
            tuple(sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[,.\u00a0](?=\d{3})", "", term.label(language)))))
            for language in LANGUAGES
        }
        if term.code == "SDG:13.a.1":  # 100 billion is "100.000 millones" in Spanish
            continue
        assert len(figures) == 1, (term.code, figures)


def test_a_term_is_found_by_its_code_its_label_and_its_other_names() -> None:
    sdg = load("sdg")
    meant = {code: group[0] for group in SAME_INDICATOR for code in group}
    for term in sdg:
        number = term.code.removeprefix("SDG:")
        assert sdg.find(term.code) is sdg.find(number) is term
        for words in (f"SDG {number}", f"ODD {number}", f"ODS {number}"):
            assert sdg.find(words) is term, words
        first = sdg[f"SDG:{meant.get(number, number)}"]
        for language in LANGUAGES:
            assert sdg.find(term.label(language).upper(), language) is first
        for alias in term.aliases:
            assert sdg.find(alias) is term, alias


def test_other_names_stand_once() -> None:
    sdg = load("sdg")
    names = [key(alias) for term in sdg for alias in term.aliases]
    labels = {key(term.label(language)) for term in sdg for language in LANGUAGES}
    assert len(names) == len(set(names))
    assert not labels & set(names)
