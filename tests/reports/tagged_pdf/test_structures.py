"""Documents read aloud: what a program that reads to the blind has of them, as it stood when somebody last read it through.

`FOCAL_DESK_WRITE_STRUCTURES=1 pytest FILE` writes the files of `tests/data/structures` anew; read what changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from desktop.reports import SummaryOptions, styles, write_summary
from desktop.reports.layout import PAGE_SIZES, Column, Document, Flow, Metadata, Table
from desktop.reports.tagged_pdf.reading import StructureNode, read_structure, structure_lines
from desktop.reports.text import wrap
from desktop.reports.visits import DOCUMENTS, DocumentOptions, write_visit_document
from desktop.values.dates import format_date
from desktop.workspace import Workspace
from tests.pdf_checker import check_pdf
from tests.reports.tagged_pdf.drawn_words import odd_desk, summary_faults
from tests.reports.test_summary_report import everything
from tests.reports.visits import sample_visits

STRUCTURES = Path(__file__).resolve().parents[2] / "data" / "structures"
ARABIC = "بلدية بيروت: خطة للحد من المخاطر"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with closing(Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")) as workspace:
        workspace.set_meta("author", "Amina Otieno")
        yield workspace


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, str]]:
    """A visit with something of everything; only read."""
    folder = tmp_path_factory.mktemp("visit")
    with closing(Workspace.create(folder / "desk.focal", home=folder / "home")) as workspace:
        workspace.set_meta("author", "Amina Otieno")
        yield workspace, sample_visits.full(workspace, folder)


def compare(path: Path, name: str) -> None:
    """What is read of a file is what its file in `tests/data/structures` has; and it breaks no rule of both standards."""
    assert check_pdf(path.read_bytes()) == []
    said = "\n".join(structure_lines(read_structure(path))) + "\n"
    said = said.replace(format_date(date.today().isoformat()), "(today)")
    kept = STRUCTURES / f"{name}.txt"
    if os.environ.get("FOCAL_DESK_WRITE_STRUCTURES"):
        kept.write_text(said, "utf-8", newline="\n")
    assert said.splitlines() == kept.read_text("utf-8").splitlines()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_of_a_visit_read_aloud(visited: tuple[Workspace, str], tmp_path: Path, document: str) -> None:
    path = tmp_path / "out.pdf"
    write_visit_document(*visited, path, DocumentOptions(document=document))
    compare(path, document)


def test_the_summary_read_aloud(desk: Workspace, tmp_path: Path) -> None:
    everything(desk)
    write_summary(desk, tmp_path / "out.pdf", SummaryOptions())
    compare(tmp_path / "out.pdf", "summary")


def test_documents_with_too_much_in_them_break_no_rule(desk: Workspace, tmp_path: Path) -> None:
    visit = sample_visits.too_much(desk)
    for document in ("participants", "programme"):
        path = tmp_path / "out.pdf"
        write_visit_document(
            desk, visit, path, DocumentOptions(document=document, language="es", page_size="Letter")
        )  # fmt: skip
        assert check_pdf(path.read_bytes()) == [], document


def elements(whole: StructureNode, *roles: str) -> list[StructureNode]:
    return [each for each in whole.walk() if each.role in roles]


def test_text_that_runs_from_right_to_left_is_read_in_its_own_order_and_language(
    desk: Workspace, tmp_path: Path
) -> None:
    long = f"{ARABIC} " * 12
    desk.journal.create("activity", {"title": ARABIC, "summary": long})
    desk.journal.create("activity", {"title": f"Plan of {ARABIC} in 3 years", "lessons": "Ἀθῆναι та Київ"})
    write_summary(desk, tmp_path / "out.pdf", SummaryOptions(language="fr"))
    assert check_pdf((tmp_path / "out.pdf").read_bytes()) == []
    whole = read_structure(tmp_path / "out.pdf")
    titles = {each.text: each for each in elements(whole, "H3")}
    assert titles[ARABIC].language == "ar"
    mixed = titles[f"Plan of {ARABIC} in 3 years"]
    assert [(part.language, part.text) for part in mixed.parts if isinstance(part, StructureNode)] == [("ar", ARABIC)]
    [paragraph] = [each for each in elements(whole, "P") if each.text == long.strip()]
    assert paragraph.language == "ar" and len(paragraph.parts) > 1
    assert {each.language for each in elements(whole, "Span") if each.language} == {"ar", "el", "ru"}
    with pikepdf.open(tmp_path / "out.pdf") as document:
        assert document.Root.Lang == "fr"


def test_odd_words_are_read_as_they_were_drawn(tmp_path: Path) -> None:
    with closing(odd_desk(tmp_path)) as workspace:
        assert summary_faults(workspace, tmp_path / "out.pdf", SummaryOptions(language="fr")) == []


def test_a_paragraph_over_two_pages_is_one_and_a_table_over_three_has_one_head(desk: Workspace, tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(1_500))
    desk.journal.create("activity", {"title": "Long", "summary": words, "results": f"{words}\n{words}"})
    write_summary(desk, tmp_path / "out.pdf", SummaryOptions())
    whole = read_structure(tmp_path / "out.pdf")
    assert [each.text == words for each in elements(whole, "P") if each.text.startswith("word0")] == [True] * 3
    visit = sample_visits.too_much(desk)
    write_visit_document(desk, visit, tmp_path / "out.pdf", DocumentOptions(document="briefing"))
    assert check_pdf((tmp_path / "out.pdf").read_bytes()) == []
    whole = read_structure(tmp_path / "out.pdf")
    with pikepdf.open(tmp_path / "out.pdf") as document:
        assert len(document.pages) > 3 * len(elements(whole, "Table"))
    for table in elements(whole, "Table"):
        rows = [[cell.role for cell in row.parts if isinstance(cell, StructureNode)] for row in elements(table, "TR")]
        assert set(rows[0]) == {"TH"} and {"TD"} == {role for row in rows[1:] for role in row[1:]}
        assert {len(row) for row in rows} == {len(rows[0])}


def test_a_table_that_begins_with_an_empty_cell_is_read_at_its_place(tmp_path: Path) -> None:
    document = Document(PAGE_SIZES["A4"], Metadata("Title", "", "", "en"))
    flow = Flow(document, "")
    for words in ("First", "Second"):
        flow.draw_lines(wrap(document.fonts, words, styles.BODY, 400), 60, 400)
        flow.new_page()
    Table(flow, [Column("", 1), Column("Name", 3)]).row("1", "Anna")
    (tmp_path / "out.pdf").write_bytes(document.build_pdf(flow.close(), [], lambda *drawn: None))
    lines = [line.strip() for line in structure_lines(read_structure(tmp_path / "out.pdf"))]
    assert lines.index("P: Second") < lines.index("Table")


def test_every_figure_and_link_is_described(desk: Workspace, tmp_path: Path) -> None:
    everything(desk)
    write_summary(desk, tmp_path / "out.pdf", SummaryOptions(language="es"))
    whole = read_structure(tmp_path / "out.pdf")
    figures, links = elements(whole, "Figure"), elements(whole, "Link")
    assert len(figures) >= 5 and all(figure.alternative for figure in figures)
    assert len(links) >= 3 and all(link.link for link in links)
    [address] = [link for link in links if link.text == "Course page"]
    assert address.link == "Course page"
