"""Evidence and the annex of a local review, on paper and in tables: well tagged, without formulas, and nobody is named."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.catalogue.report_templates import ReportTemplate
from desktop.evidence.subject import PLACE, TARGET, find_subject
from desktop.figures import Period
from desktop.reports.evidence import AnnexOptions, EvidenceOptions, write_annex, write_evidence
from desktop.reports.templates import TemplateReportOptions, write_template_report
from desktop.workspace import Workspace
from tests.evidence.towns import write_towns
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("annex")
    workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
    yield workspace, write_towns(workspace)
    workspace.close()


def text_of(path: Path) -> str:
    with Pdf(path) as pdf:
        return " ".join(pdf.whole_text().split())


def test_the_pdf_says_what_the_page_says(desk: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    workspace, _ids = desk
    path = tmp_path / "11.5.pdf"
    for language, words in (("fr", "Ce qui manque, et ce qui est seulement affirmé"), ("es", "Lo que otros adoptaron"),
                            ("en", "Mama Ndiaye")):  # fmt: skip
        wanted = EvidenceOptions(subject=find_subject(workspace, TARGET, "11.5"), language=language)
        made = write_evidence(workspace, path, wanted, today=TODAY)
        assert check_pdf(path.read_bytes()) == []
        said = text_of(path)
        assert words in said and made.records == 4 and "Rosa" not in said and "Kofi" not in said
    text = tmp_path / "11.5.md"
    write_evidence(workspace, text, EvidenceOptions(subject=find_subject(workspace, TARGET, "11.5")), today=TODAY)
    assert "| Drains of Dara – … cleared nine drains. |" in text.read_text("utf-8")
    assert "> We pay by the metre." in text.read_text("utf-8") and "Rosa" not in text.read_text("utf-8")


def test_a_country_with_nothing_has_a_page(desk: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "nothing.pdf"
    made = write_evidence(desk[0], path, EvidenceOptions(subject=find_subject(desk[0], PLACE, "Gambia")), today=TODAY)
    assert check_pdf(path.read_bytes()) == []
    assert (made.records, made.pages) == (0, 1) and "Western Africa" in text_of(path)


def test_the_annex_lists_actions_by_goal_and_target(desk: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    workspace, ids = desk
    table = tmp_path / "annex.csv"
    made = write_annex(workspace, table, AnnexOptions(), today=TODAY)
    rows = list(csv.DictReader(table.open(encoding="utf-8-sig", newline="")))
    assert (made.actions, made.lines, len(rows)) == (5, 6, 6)
    assert [(row["goal"], row["target"], row["title"]) for row in rows] == [
        ("SDG:11", "SDG:11.5", "Drains of Dara"), ("SDG:11", "SDG:11.5", "'=Course"), ("SDG:11", "SDG:11.5", "Drains of Ebo"),
        ("SDG:11", "SDG:11.5", "Ebo in Dara"), ("SDG:13", "SDG:13.1", "'=Course"), ("", "", "Foza in Ebo"),
    ]  # fmt: skip
    first = rows[0]
    assert first["id"] == ids["drains"] and first["sendai_named"] == "SFDRR:B" and first["participants"] == "40"
    assert first["sendai_targets_of_target"] == "SFDRR:A; SFDRR:B; SFDRR:C; SFDRR:D"
    assert "Rosa" not in table.read_text("utf-8-sig")
    text, paper = tmp_path / "annex.md", tmp_path / "annex.pdf"
    wanted = AnnexOptions(period=Period("2023", "2024"), query="country:SN")
    assert write_annex(workspace, text, wanted, today=TODAY).actions == 3
    assert "### SDG 11.5 " in text.read_text("utf-8") and "See SDG 11.5" in text.read_text("utf-8")
    write_annex(workspace, paper, wanted, today=TODAY)
    assert check_pdf(paper.read_bytes()) == []
    assert "Of 1 action no result is written." in text_of(paper) and "Rosa" not in text_of(paper)


def test_reports_by_template_say_what_came_of_it(desk: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    blocks = ("changes", "taken_up", "chains", "quotes", "claims")
    said: list[str] = []
    for query in ("", "kind:training"):  # visits have no such kind: none of them counts then
        template = ReportTemplate(key="", name="What came of it", blocks=blocks, query=query)
        write_template_report(desk[0], path, TemplateReportOptions(template=template))
        assert check_pdf(path.read_bytes()) == []
        said.append(text_of(path))
    assert "Pay by the metre" in said[0] and "Mama Ndiaye" in said[0] and "Rosa" not in said[0]
    assert "Pay by the metre" not in said[1] and "Nothing is recorded of this in the period." in said[1]
