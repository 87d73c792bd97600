"""Names that Windows, macOS and Linux all take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.system.safe_names import LONGEST, is_reserved, safe_file_name, safe_name


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("report: final.pdf", "report final.pdf"), ("a?b.pdf", "a b.pdf"), ("aux.pdf", "_aux.pdf"), ("con", "_con"),
        ("COM1.txt", "_COM1.txt"), ("lpt¹", "_lpt¹"), ("ends.", "ends"), ("ends. . .", "ends"), ("  a  ", "a"),
        ("a/b\\c", "a b c"), ("..", "file"), ("", "file"), ("???", "file"), ("a\nb\tc.txt", "a b c.txt"),
        ("a\x1b[31m\u202egpj.exe", "a[31mgpj.exe"), ("\ud800x", "x"), ("e\u0301té", "été"), (".hidden", "hidden"),
        ("console.pdf", "console.pdf"), ("Réunion – Montréal.pdf", "Réunion – Montréal.pdf"), ("aux .pdf", "_aux.pdf"),
        ("C:\\x", "C x"), ("a.b.c", "a.b.c"), ("می‌خواهم", "می‌خواهم"),
    ],
)  # fmt: skip
def test_names_from_outside(given: str, made: str) -> None:
    assert safe_file_name(given) == made


def test_the_ending_stays_when_a_name_is_cut() -> None:
    made = safe_name("ü" * 300, ".pdf")
    assert made.endswith("ü.pdf") and LONGEST - 2 < len(made.encode()) <= LONGEST
    assert safe_file_name("ü" * 300 + ".fdz").endswith("ü.fdz")


@given(st.text(max_size=200))
def test_whatever_comes_is_a_name_everywhere(text: str) -> None:
    made = safe_file_name(text)
    assert made == safe_file_name(made), "made twice it is the same"
    assert (
        made and not is_reserved(made) and not set(made) & set('\\/:*?"<>|') and made.isprintable() | ("\u200c" in made)
    )
    assert made[0] != " " and made[-1] not in ". " and len(made.encode("utf-8")) <= LONGEST + 1


def test_reserved_names() -> None:
    assert all(map(is_reserved, ("aux", "AUX.pdf", "con", "nul.tar.gz", "com9", "prn .txt", "CONIN$")))
    assert not any(map(is_reserved, ("auxiliary", "com", "com10", "xcon", "a.con")))
