"""Tables of reports: what is heard where little is seen, words of headings that stay whole, which table goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.reports import styles
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Flow, Metadata, Table
from desktop.reports.tagged_pdf.reading import read_structure, structure_lines
from desktop.reports.text import wrap
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf

FRENCH = "Conseil\u00a0: le cahier reste chez la personne qui habite le plus près de l’eau, pas chez le président."
SPANISH = "Empezar por lugares donde la gente ya va, con un convenio de una página con cada uno."


@pytest.fixture
def flow() -> Flow:
    return Flow(Document(PAGE_SIZES["A4"], Metadata("Title", "", "", "en")), "")


def _no_foot(*_drawn: object) -> None:
    pass


def saved(flow: Flow, path: Path) -> list[str]:
    """The file written; what is read of it."""
    path.write_bytes(flow.document.build_pdf(flow.close(), [], _no_foot))
    assert check_pdf(path.read_bytes()) == []
    return [line.strip() for line in structure_lines(read_structure(path))]


def test_what_is_left_to_fill_in_is_read_in_words_and_an_empty_cell_as_a_dash(flow: Flow, tmp_path: Path) -> None:
    Table(flow, [Column("City", 1, names_row=True), Column("People", 1)]).row("Durban", "")
    form = Table(flow, [Column("No.", 1, names_row=True), Column("Name", 3)], ruled=True)
    form.row("1", Cell("Yes", box=True))
    form.row("2", Cell("", blank=True))
    form.row("3", "")
    form.blank_rows([[str(at), ""] for at in range(4, 60)], "56 empty rows")
    lines = saved(flow, tmp_path / "out.pdf")
    start = lines.index("TH: Name")
    assert lines[start - 6 : start - 3] == ["TR", "TH: Durban", "TD: –"]
    read = [line for line in lines[start + 1 :] if line != "TR"]
    assert read == ["TH: 1", "TD: box to tick: Yes", "TH: 2", "TD: room to write", "TH: 3", "TD", "TD: 56 empty rows"]


def test_a_narrow_column_is_wide_enough_for_each_word_of_its_heading(flow: Flow, tmp_path: Path) -> None:
    narrow = [Column("Gouvernements locaux", 0.5, right=True), Column("Formations", 0.3)]
    Table(flow, [Column("Nom", 9, names_row=True), *narrow]).row("Cotonou", "1", "2")
    assert {"TH: Gouvernements locaux", "TH: Formations"} <= set(saved(flow, tmp_path / "out.pdf"))
    with Pdf(tmp_path / "out.pdf") as pdf:
        assert {"Gouvernements", "locaux", "Formations"} <= set(pdf.text(0).split())


def test_a_further_page_says_which_table_goes_on_but_only_to_the_eye(flow: Flow, tmp_path: Path) -> None:
    table = Table(flow, [Column("Time", 1, names_row=True)], title="Day 2")
    for at in range(60):
        table.row(f"row {at}")
    lines = saved(flow, tmp_path / "out.pdf")
    with Pdf(tmp_path / "out.pdf") as pdf:
        assert ["Day 2 (continued)" in pdf.text(page) for page in range(len(pdf))] == [False, True]
    assert not any("continued" in line for line in lines)


def test_text_in_another_language_is_marked_with_it(flow: Flow, tmp_path: Path) -> None:
    english = "The notebook stays with the person who lives next to the water, not with the chair."
    names = "Learning Network of Cities, Ayuntamiento de Quito, Commune de Saint-Louis, Nantes"
    for words in (english, FRENCH, f"{english}\n{SPANISH}", names):
        flow.draw_lines(wrap(flow.document.fonts, words, styles.BODY, 300), 60, 300)
    Table(flow, [Column("What", 1, names_row=True), Column("How", 1)]).row(FRENCH, english)
    lines = [
        line for line in saved(flow, tmp_path / "out.pdf") if line.partition(" ")[0] in ("P", "P:", "TH", "TD", "TD:")
    ]
    assert lines == [
        f"P: {english}", f"P [fr]: {FRENCH}", f"P: {english}", f"P [es]: {SPANISH}", f"P: {names}",
        f"TH [fr]: {FRENCH}", f"TD: {english}",
    ]  # fmt: skip
