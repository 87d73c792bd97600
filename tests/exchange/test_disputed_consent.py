"""A consent that is disputed counts as none, whatever way something leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.catalogue import export_csv
from desktop.errors import UserFacingError
from desktop.exchange.packages import export_package
from desktop.reports.visits import DOCUMENTS, DocumentOptions, write_visit_document
from desktop.visits.calendars.contacts import export_contacts
from desktop.workspace import Value, Workspace
from desktop.workspace.privacy.consent import has_agreed
from tests.exchange.privacy_trials import found_in
from tests.workspace.disputes import dispute

Send = Callable[[Workspace, str, Path], object]
FOR_THEMSELVES = {"badges", "certificates"}


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")


def visit_with_people(desk: Workspace, answer: Value) -> str:
    """A visit that names a person and a participant who agreed on this desk, and answered so on another."""
    person = desk.journal.create(
        "person", {"name": "MARIAMAPERSON", "email": "MARIAMAMAIL@city.org", "consent": "network"}
    )
    visit = desk.journal.create(
        "visit", {"title": "Flood walls", "start": "2026-05-04", f"people/rapporteur:{person}": True}
    )
    session = {"parent": visit, "title": "Walk", "at": "1 09:00", "minutes": 60, f"people/leads:{person}": True}
    desk.journal.create("session", session)
    taking_part = desk.journal.create(
        "participant",
        {"parent": visit, "name": "FATMATAPART", "telephone": "FATMATAPHONE", "side": "visitor", "consent": "public"},
    )
    if answer != "agrees":
        dispute(desk, "person", person, {"consent": answer})
        dispute(desk, "participant", taking_part, {"consent": answer})
    return visit


def ways_out(desk: Workspace, visit: str, folder: Path) -> list[Path]:
    made = [folder / "all.fdz", folder / "visits.csv"]
    export_package(desk, made[0])
    export_csv(desk, [visit], made[1], type="visit")
    for document in DOCUMENTS:
        if document not in FOR_THEMSELVES:
            made.append(folder / f"{document}.pdf")
            write_visit_document(desk, visit, made[-1], DocumentOptions(document=document))
    for of in ("", visit):
        try:
            export_contacts(desk, folder / f"{bool(of)}.vcf", visit=of)
            made.append(folder / f"{bool(of)}.vcf")
        except UserFacingError:  # nobody agreed
            continue
    return made


WORDS = {"mariamaperson", "mariamamail", "fatmatapart", "fatmataphone"}


@pytest.mark.parametrize("answer", ["none", None])
def test_a_disputed_consent_names_nobody(desk: Workspace, tmp_path: Path, answer: Value) -> None:
    visit = visit_with_people(desk, answer)
    leaks = {path.name: found for path in ways_out(desk, visit, tmp_path) if (found := found_in(path, WORDS)[0])}
    assert leaks == {}


@pytest.mark.parametrize("answer", ["agrees", "public", "network"])
def test_who_agreed_on_every_desk_is_named(desk: Workspace, tmp_path: Path, answer: Value) -> None:
    visit = visit_with_people(desk, answer)
    found = {path.name: found_in(path, WORDS)[0] for path in ways_out(desk, visit, tmp_path)}
    assert found["all.fdz"] == WORDS
    assert "mariamaperson" in found["visits.csv"] and "fatmatapart" in found["participants.pdf"]
    assert "mariamaperson" in found["False.vcf"] and "fatmatapart" in found["True.vcf"]


def test_an_answer_that_is_disputed_is_not_passed_over_for_the_persons(desk: Workspace) -> None:
    person = desk.journal.create("person", {"name": "Maria", "consent": "public"})
    taking_part = desk.journal.create("participant", {"name": "Maria", "person": person, "consent": "network"})
    dispute(desk, "participant", taking_part, {"consent": None})
    assert has_agreed(desk.record(person)) and not has_agreed(desk.record(taking_part))
