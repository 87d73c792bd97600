"""Papers of a visit by command, and the PDF that takes the visit to another desk."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.parser import DOCUMENTS
from desktop.workspace import Workspace
from tests.cli.conftest import Desk
from tests.reports.visits import sample_visits


def a_visit(desk: Desk, folder: Path) -> str:
    workspace = Workspace.open(desk.path)
    try:
        return sample_visits.full(workspace, folder)
    finally:
        workspace.close()


def test_every_paper_of_a_visit_is_written(desk: Desk, tmp_path: Path) -> None:
    visit = a_visit(desk, tmp_path)
    for document in DOCUMENTS:
        out = tmp_path / f"{document}.pdf"
        told = desk.data("report", "visit", visit[:9], "--document", document, out, "--language", "es")
        assert told["pages"] > 0 and out.read_bytes().startswith(b"%PDF")
        assert bool(told["not_agreed"]) == (document in ("badges", "certificates"))
        assert told["data"] == (document in ("programme", "briefing", "budget", "note", "review", "follow-up"))


def test_the_note_takes_its_visit_to_another_desk(desk: Desk, tmp_path: Path) -> None:
    visit = a_visit(desk, tmp_path)
    note = tmp_path / "note.pdf"
    desk.done("report", "visit", visit, "--document", "note", note)
    other = Desk(tmp_path / "other.focal", desk._capsys)
    other.done("init")
    assert other.data("import", note)["new"]["note"] == 3
    shown = other.data("show", visit)
    assert shown["fields"]["title"] == "Streams that do not flood: Manizales looks at Durban"
    assert "private_note" not in shown["fields"]
    bare = tmp_path / "bare.pdf"
    assert not desk.data("report", "visit", visit, "--document", "note", bare, "--without-data")["data"]
    assert bare.stat().st_size < note.stat().st_size


def test_what_is_no_visit_has_no_papers(desk: Desk, tmp_path: Path) -> None:
    activity = desk.data("add", "title=Drill")["id"]
    out = tmp_path / "note.pdf"
    assert "No record" in desk.refused("report", "visit", activity, "--document", "note", out)
    assert not out.exists()
    assert desk("report", "visit", activity, out).code == 2


def test_who_is_who_and_what_is_held_about_a_person(desk: Desk, tmp_path: Path) -> None:
    city = desk.done("add", "organisation", "name=Kisumu", "country=KE").strip()
    person = desk.done("add", "person", "name=Grace Achieng", f"organisation={city}", "consent=public").strip()
    desk.done("add", "person", "name=Omar Said", "consent=none")
    told = desk.data("report", "directory", tmp_path / "who.pdf", "--query", "country:KE")
    assert (told["organisations"], told["people"], told["not_agreed"]) == (1, 1, 0)
    told = desk.data("report", "directory", tmp_path / "who.csv", "--people")
    assert (told["people"], told["not_agreed"], told["pages"]) == (1, 1, 0)
    assert "Grace Achieng" in (tmp_path / "who.csv").read_text("utf-8-sig")
    assert desk.data("report", "person", person, tmp_path / "grace.pdf", "--language", "fr")["pages"] == 1
    told = desk.data("list", "people", "--csv", tmp_path / "people.csv")
    assert (told["records"], told["not_agreed"]) == (1, 1)
    assert any(each["query"] == "silent:1y" for each in desk.data("searches", "--list", "people"))


def test_a_compact_summary_carries_its_data_like_the_full_one(desk: Desk, tmp_path: Path) -> None:
    for number in range(12):
        desk.done("add", f"title=Drill {number}", "kind=training", "summary=" + "What was done. " * 40)
    pages = {}
    for layout in ("", "--compact"):
        out = tmp_path / f"summary{layout}.pdf"
        told = desk.data("report", "summary", out, *filter(None, [layout]))
        pages[layout] = told["pages"]
        assert told["data_of"] == 12
    assert pages["--compact"] == 2 < pages[""]
    other = Desk(tmp_path / "other.focal", desk._capsys)
    other.done("init")
    assert other.data("import", tmp_path / "summary--compact.pdf")["new"]["activity"] == 12


def test_reports_by_template_are_listed_and_written_in_a_language(desk: Desk, tmp_path: Path) -> None:
    desk.done("add", "title=Drill", "start=2025-03")
    desk.done("add", "title=Other", "start=2024-03")
    assert "annual" in [each["key"] for each in desk.data("list", "report-templates")]
    out = tmp_path / "out.pdf"
    told = desk.data("report", "annual", out, "--period", "2025", "--language", "fr")
    assert (told["activities"], told["unknown"]) == (1, [])
    told = desk.data("report", "summary", out, "--template", "monthly", "--period", "2024..2025", "--without-data")
    assert (told["activities"], told["data_of"]) == (2, 0)
    bare = tmp_path / "bare.pdf"
    assert "ends before it begins" in desk.refused("report", "annual", bare, "--period", "2025..2024")
    assert "no report template" in desk.refused("report", "summary", bare, "--template", "hologram")
    assert "says itself" in desk.refused("report", "summary", bare, "--template", "annual", "--query", "x")
    assert not bare.exists()
