"""Reports by template: every block is tagged, periods count as everywhere, nothing of a newer version is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from desktop.catalogue.report_templates import (
    ReportTemplate,
    delete_report_template,
    find_report_template,
    list_report_templates,
    save_report_template,
)
from desktop.errors import UserFacingError
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.figures import Selection, read_figures, read_period
from desktop.reports.templates import BLOCKS, TemplateReportOptions, TemplateReportResult, write_template_report
from desktop.reports.templates.template_report import period_of
from desktop.workspace import Workspace
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf
from tests.reports.test_summary_report import add

DAY = date(2026, 3, 9)
EVERYTHING = ReportTemplate(key="", name="All of it", blocks=tuple(BLOCKS), period="last_year", group="module")


@pytest.fixture
def workspace(tmp_path: Path, own_home: Path) -> Iterator[Workspace]:
    """Two years of activities in two places, some with targets and a city."""
    made = Workspace.create(tmp_path / "Kisumu.focal", home=own_home)
    city = made.journal.create("organisation", {"name": "City of Kisumu"})
    for at in range(6):
        add(made, title=f"Drill {at}", country=("KE", "PE")[at % 2], kind="training", start=f"{2024 + at % 2}-0{at + 1}",
            coordinates=("-0.1,34.75", None)[at % 2], participants_total=10 * (at + 1),
            **{"targets__SDG:11.5": "principal", "targets__SFDRR:E": True, f"organisations__lead:{city}": True})  # fmt: skip
    made.journal.create("visit", {"title": "Drains that work", "start": "2025-06", "stage": "closed", "country": "KE"})
    yield made
    made.close()


def _report(
    workspace: Workspace, path: Path, template: ReportTemplate, **wanted: str
) -> tuple[str, TemplateReportResult]:
    made = write_template_report(workspace, path, TemplateReportOptions(template=template, day=DAY, **wanted))
    assert check_pdf(path.read_bytes()) == []
    with Pdf(path) as pdf:
        return " ".join(pdf.whole_text().split()), made


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_block_is_tagged_and_in_the_language_of_the_report(
    workspace: Workspace, tmp_path: Path, language: str
) -> None:
    said, made = _report(workspace, tmp_path / "all.pdf", EVERYTHING, language=language)
    assert (made.activities, made.unknown_blocks) == (3, ())
    for word in {"en": ("Figures", "Coverage", "Gaps", "Who took part", "Drains that work", "City of Kisumu", "Table of"),
                 "fr": ("Chiffres", "Couverture", "Lacunes"), "es": ("Cifras", "Cobertura")}[language]:  # fmt: skip
        assert word in said, word
    with pikepdf.open(tmp_path / "all.pdf") as file:
        figures = [
            str(each.Alt)
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    read = {"en": "Map of the world. Peru", "fr": "Carte du monde. Pérou", "es": "Mapa del mundo. Perú"}[language]
    assert any(each.startswith(read) for each in figures), "the map in words"
    assert any("11" in each and each.count(": 3") for each in figures), "goals in words"
    empty, _made = _report(workspace, tmp_path / "none.pdf", replace(EVERYTHING, query="country:FR"), language=language)
    assert "Drill" not in empty


def test_figures_stand_beside_those_of_the_period_before(workspace: Workspace, tmp_path: Path) -> None:
    said, _made = _report(workspace, tmp_path / "a.pdf", replace(EVERYTHING, blocks=("figures",)))
    now, before = (
        read_figures(workspace, Selection("", read_period(year)), ("participants",))["participants"].value
        for year in ("2025", "2024")
    )
    assert (now, before) == (120, 90)
    assert f"Participants {now} {before}" in said and "Compared with 2024" in said
    alone, _made = _report(workspace, tmp_path / "b.pdf", replace(EVERYTHING, blocks=("figures",), compare=False))
    assert f"Participants {now}" in alone and "2024" not in alone


def test_blocks_stand_in_the_order_of_the_template_and_the_rest_not_at_all(
    workspace: Workspace, tmp_path: Path
) -> None:
    said, _made = _report(workspace, tmp_path / "a.pdf", replace(EVERYTHING, blocks=("visits", "gaps", "figures")))
    assert said.index("Peer visits") < said.index("No gaps") < said.index("Figures")
    assert "Who took part" not in said and "Contents" not in said


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last_month", "2026-02", "2026-02"),
        ("this_year", "2026", "2026"),
        ("last_year", "2025", "2025"),
        ("2024..", "2024", ""),
    ],
)  # fmt: skip
def test_periods_move_with_the_calendar(text: str, first: str, last: str) -> None:
    assert (period_of(text, DAY).first, period_of(text, DAY).last) == (first, last)
    assert period_of("last_month", date(2026, 1, 31)).first == "2025-12"


def test_a_period_that_ends_before_it_begins_is_said_and_no_file_made(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="ends before it begins"):
        _report(workspace, tmp_path / "a.pdf", EVERYTHING, period="2026..2024")
    assert not (tmp_path / "a.pdf").exists()


def test_of_a_newer_version_the_rest_is_printed_and_nothing_is_lost(workspace: Workspace, tmp_path: Path) -> None:
    content = {"format": 7, "blocks": ["figures", "hologram"], "period": "2025", "smell": {"of": "rain"}}
    key = workspace.journal.create("report_template", {"name": "Newer", "content": json.dumps(content)})
    template = find_report_template(workspace, "newer")
    said, made = _report(workspace, tmp_path / "a.pdf", template)
    assert made.unknown_blocks == ("hologram",) and "hologram" in made.unknown_note
    assert "does not know: hologram" in said and "Participants 120" in said
    save_report_template(workspace, replace(template, blocks=("charts", *template.blocks)))
    kept = json.loads(str(workspace.records("report_template", [key])[0].values["content"]))
    assert (
        kept["blocks"] == ["charts", "figures", "hologram"] and kept["smell"] == {"of": "rain"} and kept["format"] == 7
    )


def test_an_own_template_travels_and_is_undone(workspace: Workspace, tmp_path: Path) -> None:
    key = save_report_template(workspace, replace(EVERYTHING, name="  Ours ", query="country:KE"))
    package = export_signed_package(workspace, tmp_path / "a.fdz").path
    other = Workspace.create(tmp_path / "other.focal", home=tmp_path / "home")
    try:
        import_package_file(other, package)
        assert find_report_template(other, "ours") == replace(EVERYTHING, key=key, name="Ours", query="country:KE")
    finally:
        other.close()
    delete_report_template(workspace, key)
    assert not any(each.own for each in list_report_templates(workspace))
    workspace.journal.undo()
    assert find_report_template(workspace, key[:8]).name == "Ours"
    workspace.journal.undo()
    assert not any(each.own for each in list_report_templates(workspace))


def test_what_is_no_template_is_said(workspace: Workspace, tmp_path: Path) -> None:
    for content in ("", "[]", "{}", '{"format": 1, "blocks": [3]}', '{"format": "1"}', "{" * 5000):
        key = workspace.journal.create("report_template", {"name": "Broken", "content": content})
        assert find_report_template(workspace, "annual").name == "Annual report", "the others are there"
        with pytest.raises(UserFacingError, match="damaged"):
            find_report_template(workspace, key)
    with pytest.raises(UserFacingError, match="no report template"):
        find_report_template(workspace, "hologram")
    for wrong in (
        replace(EVERYTHING, name=" "),
        replace(EVERYTHING, blocks=()),
        replace(EVERYTHING, query="start:x.."),
    ):
        with pytest.raises(UserFacingError):
            save_report_template(workspace, wrong)
