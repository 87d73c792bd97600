"""Names of people who did not agree, in texts of other records, are listed before anything leaves, and stay by default."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue import export_csv
from desktop.cli import main as run_command
from desktop.exchange.packages import export_package, preview_export
from desktop.reports import SummaryOptions, write_summary
from desktop.reports.visits import DOCUMENTS, DocumentOptions, write_visit_document
from desktop.visits.calendars.calendar_writer import export_calendar
from desktop.workspace import Workspace
from desktop.workspace.erasing import erase_values, written_in
from desktop.workspace.privacy.mentions import UnagreedNames
from tests.exchange.privacy_trials import found_in

NAME = "Zoraida Quispe"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")


def visit_naming(desk: Workspace) -> str:
    """A visit in which a participant without consent is named in texts of five kinds."""
    journal = desk.journal
    visit = journal.create("visit", {"title": "Streams", "start": "2026-05-04", "lessons": f"As {NAME} said"})
    journal.create("participant", {"parent": visit, "name": NAME, "consent": "none"})
    journal.create(
        "session", {"parent": visit, "title": "Walk", "at": "1 09:00", "minutes": 60, "leads": "Quispe, Zoraida"}
    )
    journal.create("session", {"parent": visit, "title": f"Talk of {NAME}", "at": "1 11:00", "minutes": 60})
    journal.create("question", {"parent": visit, "question": "How?", "asked_by": NAME})
    journal.create("commitment", {"parent": visit, "what": "Begin", "who": NAME.upper(), "due": "2027-05-01"})
    journal.create("task", {"parent": visit, "title": "Call", "owner": NAME, "due": "2026-05-01"})
    return visit


def test_nobody_is_named_in_preview_export(desk: Workspace, tmp_path: Path) -> None:
    visit = visit_naming(desk)
    activity = desk.journal.create("activity", {"title": f"Drill with {NAME}", "summary": "x"})
    made = [
        tmp_path / "all.fdz",
        tmp_path / "visit.csv",
        tmp_path / "activity.csv",
        tmp_path / "a.ics",
        tmp_path / "all.pdf",
    ]
    export_package(desk, made[0])
    export_csv(desk, [visit], made[1], type="visit")
    export_csv(desk, [activity], made[2])
    export_calendar(desk, made[3], [visit])
    write_summary(desk, made[4], SummaryOptions())
    for document in set(DOCUMENTS) - {"badges", "certificates"}:
        made.append(tmp_path / f"{document}.pdf")
        write_visit_document(desk, visit, made[-1], DocumentOptions(document=document))
    assert {path.name: found for path in made if (found := found_in(path, {"zoraida", "quispe"})[0])} == {}
    assert "Drill with …" in made[2].read_text("utf-8-sig")


def test_what_stays_is_listed_and_can_be_let_go(desk: Workspace, tmp_path: Path) -> None:
    visit_naming(desk)
    desk.journal.create("activity", {"title": "Open"})
    told = preview_export(desk).mentions
    assert [each.title for each in told] == ["Begin", "Call", "How?", "Streams", "Talk of Zoraida Quispe", "Walk"]
    assert {each.names for each in told} == {("zoraida quispe",), ("quispe, zoraida",)}
    assert preview_export(desk).records == {"activity": 1}
    assert preview_export(desk, with_mentions=True).mentions == ()
    export_package(desk, tmp_path / "all.fdz", with_mentions=True)
    assert found_in(tmp_path / "all.fdz", {"zoraida"})[0] == {"zoraida"}


def test_with_consent_or_an_erasure_they_follow(desk: Workspace, tmp_path: Path) -> None:
    person = desk.journal.create("person", {"name": NAME})
    one = desk.journal.create("activity", {"title": f"Drill with {NAME}"})
    assert [each.id for each in preview_export(desk).mentions] == [one]
    desk.journal.edit(one, {"title": "Drill"})
    assert [each.id for each in preview_export(desk).mentions] == [one], "the name is in the history still"
    erase_values(desk, one, written_in(desk, one, ["title"], NAME))
    assert preview_export(desk).mentions == () and preview_export(desk).erasures == 1
    other = desk.journal.create("activity", {"title": f"More with {NAME}"})
    assert [each.id for each in preview_export(desk).mentions] == [other]
    desk.journal.edit(person, {"consent": "public"})
    assert preview_export(desk).mentions == ()


def test_the_command_line_says_what_stays(desk: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visit_naming(desk)
    desk.close()
    command = ["--workspace", str(desk.path), "export", str(tmp_path / "a.fdz")]
    assert run_command(command) == 0
    said = capsys.readouterr().err
    assert "  Walk: quispe, zoraida" in said and "--with-names" in said
    assert run_command([*command, "--with-names"]) == 0
    assert "zoraida" not in capsys.readouterr().err
    assert found_in(tmp_path / "a.fdz", {"zoraida"})[0] == {"zoraida"}


@pytest.mark.parametrize(
    ("names", "text", "left"),
    [
        ({"Ana Ruiz"}, "With Ana Ruiz.", "With …."), ({"Ana Ruiz"}, "ANA  RUIZ", "…"), ({"Ana Ruiz"}, "Ruiz, Ana", "…"),
        ({"Ana Ruiz"}, "Diana Ruiz", "Diana Ruiz"), ({"Ana Ruiz"}, "Ana", "Ana"), ({"Ana Ruiz"}, "Ana Ruizo", "Ana Ruizo"),
        ({"José Núñez"}, "jose nunez", "…"), ({"Jose Nunez"}, "con José Núñez y", "con … y"), ({"Ada"}, "Ada", "Ada"),
        ({"Xolani"}, "Xolani, Xolanis", "…, Xolanis"), ({"Ana (Lima) Ruiz"}, "Ana (Lima) Ruiz", "…"), (set(), "Ana", "Ana"),
        ({"Ana Ruiz", "Ana Ruiz Gómez"}, "Ana Ruiz Gómez", "…"),
    ],
)  # fmt: skip
def test_whole_names(names: set[str], text: str, left: str) -> None:
    assert UnagreedNames(frozenset(names)).without(text) == left
