"""Who is who, and what is held about one person: who agreed is named, and nobody else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue import list_of, parse
from desktop.errors import UserFacingError
from desktop.reports.network import DirectoryOptions, PersonReportOptions, write_directory, write_person_report
from desktop.visits.calendars import contact_lines
from desktop.workspace import Workspace
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("network")
    workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
    journal = workspace.journal
    journal.set_author("Amina Otieno")
    kisumu = journal.create("organisation", {"name": "Kisumu", "country": "KE", "membership": "member"})
    dakar = journal.create("organisation", {"name": "Dakar, with Omar Said", "name/fr": "Dakar", "country": "SN"})
    ids = {"Kisumu": kisumu, "Dakar": dakar}
    for name, values in {
        "Grace Achieng": {"organisation": kisumu, "consent": "public", "email": "grace@example.org", "role": "Engineer"},
        "Omar Said": {"organisation": kisumu, "consent": "none", "email": "omar@example.org",
                      "private_note": "prefers the telephone"},
        "=Loose End": {"consent": "network"},
    }.items():  # fmt: skip
        ids[name] = journal.create("person", {"name": name, **values})
    visit = journal.create("visit", {"title": "To Durban", "start": "2026-02-03", "lessons": "Omar Said asked first."})
    journal.create(
        "participant", {"parent": visit, "name": "Omar S.", "person": ids["Omar Said"], "dietary": "No fish",
                        "emergency_contact": "His brother, 0700"},
    )  # fmt: skip
    journal.create(
        "activity",
        {"title": "Drill by Omar Said and Zed Zero", "start": "2025", f"people/trainer:{ids['Omar Said']}": True},
    )
    journal.create("person", {"name": "Zed Zero", "consent": "none"})
    yield workspace, ids
    workspace.close()


def _everybody(workspace: Workspace, type: str) -> list[str]:
    listing = list_of(workspace, type)
    return listing.ids_of(listing.order(parse("", type)).ids)


def _text(path: Path) -> str:
    with Pdf(path) as pdf:
        return " ".join(pdf.whole_text().split())


def test_a_directory_names_who_agreed(desk: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    workspace, ids = desk
    made = write_directory(
        workspace, tmp_path / "who.pdf", DirectoryOptions(organisations=_everybody(workspace, "organisation"))
    )
    assert (made.organisations, made.people, made.not_agreed) == (2, 1, 1)
    said = _text(tmp_path / "who.pdf")
    assert "Grace Achieng" in said and "grace@example.org" in said and "Kenya" in said and "Member" in said
    assert "Omar" not in said and "omar@" not in said and "One person has not agreed" in said
    assert check_pdf((tmp_path / "who.pdf").read_bytes()) == []
    french = DirectoryOptions(people=_everybody(workspace, "person"), language="fr")
    made = write_directory(workspace, tmp_path / "qui.csv", french)
    assert (made.organisations, made.people, made.not_agreed) == (1, 2, 2)
    rows = list(csv.reader((tmp_path / "qui.csv").read_text("utf-8-sig").splitlines()))
    assert [row[5] for row in rows[1:]] == ["Grace Achieng", "'=Loose End"] and rows[1][:3] == ["Kisumu", "", "Kenya"]
    with pytest.raises(UserFacingError, match="Nobody here has agreed"):
        write_directory(workspace, tmp_path / "none.pdf", DirectoryOptions(people=[ids["Omar Said"]]))
    assert not (tmp_path / "none.pdf").exists()


def test_a_person_reads_all_that_is_held_and_nobody_elses_name(
    desk: tuple[Workspace, dict[str, str]], tmp_path: Path
) -> None:
    workspace, ids = desk
    made = write_person_report(workspace, ids["Omar Said"], tmp_path / "omar.pdf", PersonReportOptions())
    said = _text(tmp_path / "omar.pdf")
    assert made.name == "Omar Said" and check_pdf((tmp_path / "omar.pdf").read_bytes()) == []
    for words in (
        "What is held about Omar Said", "Nothing of this leaves the desk", "omar@example.org Not until they agree",
        "Held, not printed: 21 characters", "No, never", "No fish", "As a participant of “To Durban”", "Trainer",
        "Drill by Omar Said and …", "Visit: To Durban", "First noted", "Amina Otieno",
        "Something was added within the last 5 years",
    ):  # fmt: skip
        assert words in said, words
    assert "prefers the telephone" not in said and "0700" not in said and "Zed" not in said and "Grace" not in said
    write_person_report(
        workspace, ids["Grace Achieng"], tmp_path / "grace.pdf", PersonReportOptions(years=0, language="fr")
    )
    assert "grace@example.org Oui" in _text(tmp_path / "grace.pdf")
    with pytest.raises(UserFacingError, match="There is no person"):
        write_person_report(workspace, ids["Kisumu"], tmp_path / "city.pdf", PersonReportOptions())
    assert not (tmp_path / "city.pdf").exists()


def test_contacts_are_copied_of_who_agreed(desk: tuple[Workspace, dict[str, str]]) -> None:
    workspace, _ids = desk
    assert sorted(contact_lines(workspace, _everybody(workspace, "person"))) == [
        "=Loose End",
        "Grace Achieng <grace@example.org>",
    ]
