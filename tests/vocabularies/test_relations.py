"""What Sendai and the SDG measure together, both ways."""

from __future__ import annotations

import pytest

from desktop.vocabularies import load, related_indicators, related_sdg, related_sendai


@pytest.mark.parametrize(
    ("sendai", "sdg"),
    [
        ("A", "1.5 11.5 13.1"), ("B", "1.5 11.5 13.1"), ("C", "1.5 11.5"), ("D", "11.5"), ("E", "1.5 11.b 13.1"),
        ("F", ""), ("G", ""), ("P1", ""), ("A-1", "1.5 11.5 13.1"), ("A-2", ""), ("D-5", "11.5"), ("E-2", "1.5 11.b 13.1"),
    ],
)  # fmt: skip
def test_sendai_touches_these_sdg_targets(sendai: str, sdg: str) -> None:
    assert related_sdg(f"SFDRR:{sendai}") == tuple(f"SDG:{code}" for code in sdg.split())


@pytest.mark.parametrize(
    ("sdg", "sendai"),
    [
        ("11.5", "A B C D"), ("1.5", "A B C E"), ("13.1", "A B E"), ("11.b", "E"), ("11", "A B C D E"), ("11.5.2", "C"),
        ("1", "A B C E"), ("13.2", ""), ("4", ""),
    ],
)  # fmt: skip
def test_the_sdg_touch_these_sendai_targets(sdg: str, sendai: str) -> None:
    assert related_sendai(f"SDG:{sdg}") == tuple(f"SFDRR:{code}" for code in sendai.split())


def test_indicators_meet_both_ways() -> None:
    assert related_indicators("SFDRR:E-2") == ("SDG:1.5.4", "SDG:11.b.2", "SDG:13.1.3")
    assert related_indicators("SDG:11.5.2") == ("SFDRR:C-1",)
    assert related_indicators("SFDRR:D-1") == ("SDG:11.5",)  # 11.5.3 is not in our list, its target is
    for own in load("sendai"):
        for other in related_indicators(own.code):
            assert load("sdg")[other].level == "indicator" or own.code.startswith("SFDRR:D")
            back = related_indicators(other)
            assert own.code in back or any(code.startswith(f"{own.code}-") for code in back)


def test_targets_meet_both_ways() -> None:
    for target in load("sendai").children():
        for code in related_sdg(target.code):
            assert target.code in related_sendai(code)
    for target in load("sdg"):
        if target.level == "target":
            for code in related_sendai(target.code):
                assert target.code in related_sdg(code)


@pytest.mark.parametrize("code", ["", "KE", "SDG:99", "SFDRR:Z", "HIP:MH0600", "MCR:E04"])
def test_what_has_no_correspondence_gives_nothing(code: str) -> None:
    assert related_sdg(code) == related_sendai(code) == related_indicators(code) == ()


def test_each_system_gives_only_the_other() -> None:
    assert related_sdg("SDG:11.5") == () == related_sendai("SFDRR:E")
