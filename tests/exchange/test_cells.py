"""Cells read into values: tables of cases, and properties that hold for every value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.cells.codes import find_code
from desktop.exchange.cells.lists import read_links, split_codes, split_list
from desktop.exchange.cells.texts import one_line, paragraphs, says_nothing


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_of_links(text: str) -> None:
    assert all("://" in link for link in read_links(text))


def test_one_line_has_no_controls_and_no_reversed_direction() -> None:
    assert one_line("  A\u202egnp.exe\u202c\n  B\x00\x07\u200b \t C ;") == "Agnp.exe B C"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"  # the joiner belongs to the word
    assert len(one_line("x" * 5_000)) == 1_000


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs(";first\r\nsecond\u202e\n\n third;") == "first\nsecond\n\n third"


@pytest.mark.parametrize("text", ["", " ", "\r\n   ", "-", "0", "n/a", "N/A", ";;;", "…"[:0], "null"])
def test_cells_that_say_nothing(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing(f"{text} flood")


def _find(text: str) -> str | None:
    return {"kenya": "KE", "uganda": "UG", "korea, south": "KR", "congo": "CG"}.get(text.casefold())


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("Kenya", ["KE"], []),
        ("Kenya;Uganda;Kenya", ["KE", "UG"], []),
        ("Kenya | Uganda\nCongo", ["KE", "UG", "CG"], []),
        ("Kenya, Uganda", ["KE", "UG"], []),
        ("Kenya and Uganda", ["KE", "UG"], []),
        ("Korea, South", ["KR"], []),
        ("Korea, South; Kenya", ["KR", "KE"], []),
        ("Kenya, Atlantis", [], ["Kenya, Atlantis"]),
        ("Kenya; Atlantis", ["KE"], ["Atlantis"]),
    ],
)
def test_lists_of_codes(text: str, codes: list[str], unknown: list[str]) -> None:
    found = split_codes(text, _find)
    assert (found.codes, found.unknown, found.decimals) == (codes, unknown, [])


@pytest.mark.parametrize(
    ("text", "codes", "decimals"),
    [
        ("11,5", ["SDG:11.5"], ["11,5"]),
        ("SDG 11,5", ["SDG:11.5"], []),
        ("11,5; 13,1", ["SDG:11.5", "SDG:13.1"], ["11,5", "13,1"]),
        ("11,5, 13,1", ["SDG:11.5", "SDG:13.1"], ["11,5", "13,1"]),
        ("11,5 y 13,1", ["SDG:11.5", "SDG:13.1"], ["11,5", "13,1"]),
        ("11,b", ["SDG:11.b"], ["11,b"]),
        ("11, 5", ["SDG:11", "SDG:5"], []),
        ("11; 5", ["SDG:11", "SDG:5"], []),
        ("4,11,13", ["SDG:4", "SDG:11", "SDG:13"], []),
        ("11,16", ["SDG:11", "SDG:16"], []),  # there is no target 11.16
        ("11.5,13.1", ["SDG:11.5", "SDG:13.1"], []),
    ],
)
def test_a_decimal_comma_is_a_target_and_no_two_goals(text: str, codes: list[str], decimals: list[str]) -> None:
    found = split_codes(text, lambda part: find_code("targets", part))
    assert (found.codes, found.unknown, found.decimals) == (codes, [], decimals)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("SDG:11.5; SDG:13.1", ["SDG:11.5", "SDG:13.1"]),  # as our own tables write it
        ("SDG:11.5;SDG:13.1;SFDRR:E", ["SDG:11.5", "SDG:13.1", "SFDRR:E"]),
        ("SFDRR:E; SDG:13.1", ["SFDRR:E", "SDG:13.1"]),
        ("SDG:11.5, SDG:13.1", ["SDG:11.5", "SDG:13.1"]),
        ("SDG:11.5|SDG:13.1", ["SDG:11.5", "SDG:13.1"]),
        ("SDG:11.5\nSDG:13.1", ["SDG:11.5", "SDG:13.1"]),
        ("SDG 11.5 / SDG 13.1", ["SDG:11.5", "SDG:13.1"]),
        ("SDG:11.5 SDG:13.1", ["SDG:11.5", "SDG:13.1"]),
        ("SDG:11.5 13.1", ["SDG:11.5", "SDG:13.1"]),
        ("SDG 11.5, 13.1 and 1.5", ["SDG:11.5", "SDG:13.1", "SDG:1.5"]),
        ('["SDG:11.5", "SDG:13.1"]', ["SDG:11.5", "SDG:13.1"]),
        ("Target 11.5: fewer deaths; Target 13.1: resilience", ["SDG:11.5", "SDG:13.1"]),
        ("Sendai target E; Sendai target B", ["SFDRR:E", "SFDRR:B"]),
        ("SDG 11.5: by 2030, significantly reduce the number of deaths", ["SDG:11.5"]),
        ("Goal 11 Sustainable cities", ["SDG:11"]),
    ],
)
def test_no_code_of_a_list_is_lost(text: str, codes: list[str]) -> None:
    found = split_codes(text, lambda part: find_code("targets", part))
    assert (found.codes, found.unknown) == (codes, [])


def test_lists() -> None:
    assert split_list("A; B |C\n\nA ;") == ["A", "B", "C"]
    assert split_list("A; B, C", ",") == ["A; B", "C"]
    assert read_links("see https://a.org/x. and www.b.org; mailto:x") == [
        "https://a.org/x",
        "https://www.b.org",
    ]
    assert read_links("https:///x http://?a https://[::1 http://a") == ["http://a"], "an address names a computer"


@pytest.mark.parametrize(
    ("vocabulary", "text", "code"),
    [
        ("countries", "PE - Peru", "PE"),
        ("countries", "Peru (PE)", "PE"),
        ("countries", "Congo (Kinshasa)", "CD"),
        ("countries", "01 - Peru", "PE"),
        ("countries", "Peru - Chile", None),
        ("countries", "PE - Peru, Chile", None),
        ("countries", "Moçambique", "MZ"),
        ("countries", "KOS", "XK"),
        ("statuses", "2 - Implementation", "under_way"),
        ("statuses", "3 - Implementation", None),
        ("statuses", "Em andamento", "under_way"),
        ("statuses", "Functional", None),
        ("kinds", "Oficina", "workshop"),
    ],
)
def test_a_code_beside_its_label_and_words_in_portuguese(vocabulary: str, text: str, code: str | None) -> None:
    assert find_code(vocabulary, text) == code
