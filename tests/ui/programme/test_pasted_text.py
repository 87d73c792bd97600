"""Programmes as people paste them: columns of spreadsheets and of documents, lines of mails; what was left out is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.i18n import set_language
from desktop.ui.programme.pasted_text import read_pasted

FIRST = date(2026, 6, 15)  # a Monday
FILES = Path(__file__).parents[2] / "data" / "programmes"


def read(text: str) -> list[str]:
    """Each session as the files of cases write it: day, start, minutes, title and what else is known."""
    pasted = read_pasted(text, day=1, minute=480, first=FIRST)
    found = list[str]()
    for each in pasted.sessions:
        more = {"@": each.place, "#": each.kind, "%": each.method, "/": each.track, "&": each.leads}
        words = "".join(f" {sign}{value}" for sign, value in more.items() if value)
        found.append(f"{each.day} {each.start // 60:02}:{each.start % 60:02} {each.minutes} {each.title}{words}")
    left_out = pasted.left_out()
    return [*found, f"! {left_out}"] if left_out else found


@pytest.mark.parametrize("path", sorted(FILES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_pasted_programme(path: Path) -> None:
    """A file holds what was pasted, a line of ======, and what it means."""
    text, _line, wanted = path.read_bytes().decode("utf-8").partition("======\n")
    assert read(text) == wanted.splitlines()


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_of_all_systems(ends: str) -> None:
    assert read(ends.join(["Start\tMinutes\tSession", '9:00\t30\t"Welcome', 'of ""all"""', "9:30\t45\tWalk", ""])) == [
        '1 09:00 30 Welcome of "all"', "1 09:30 45 Walk",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_headings_are_known_in_all_languages_whatever_is_spoken(language: str) -> None:
    set_language(language)
    for headings in ("Début\tFin\tActivité\tLieu", "Inicio\tFin\tActividad\tLugar", "From\tTo\tActivity\tVenue"):
        assert read(f"{headings}\n9:00\t9:45\tVisite\tHall")[0] == "1 09:00 45 Visite @Hall"


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n\t", '"', '"a\tb', "\x00", "Start\tEnd\tTitle"])
def test_what_is_no_programme(text: str) -> None:
    pasted = read_pasted(text, day=1, minute=480, first=FIRST)
    assert len(pasted.sessions) <= 2


def test_very_much_text_is_read_as_far_as_a_programme_goes() -> None:
    pasted = read_pasted("9:00\tWalk\n" * 3_000, day=1, minute=480, first=FIRST)
    assert (len(pasted.sessions), len(pasted.lines)) == (2_000, 1_000)
    assert "1000 lines are no sessions" in pasted.left_out()
