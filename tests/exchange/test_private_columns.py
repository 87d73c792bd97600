"""Columns that say how people are reached, or that they are internal, stay on this desk unless a person decides otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.exchange import (
    apply_import,
    guess_mapping,
    initial_mapping,
    mapping_from_json,
    open_table,
    plan_import,
)
from desktop.exchange.columns.private_columns import CellsSeen, private_heading
from desktop.exchange.packages import export_package
from desktop.exchange.signed_packages import package_for_pdf
from desktop.reports import SummaryOptions, write_summary
from desktop.workspace import Workspace
from desktop.workspace.merge.dump import dump
from tests.exchange.privacy_trials import found_in

CONTACTS = Path(__file__).parents[1] / "data" / "tables" / "contact_columns.csv"
HIDDEN = {"prueba", "999111222", "ana@example", "pays late"}


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")


def bring_in(desk: Workspace, path: Path, more: str = "{}") -> list[str]:
    """Import a list; returns what is said of it."""
    table = open_table(path)
    base = initial_mapping(desk, guess_mapping(table), table.headings)
    report = apply_import(desk, plan_import(desk, table, mapping_from_json(more, headings=table.headings, base=base)))
    return list(report.said)


def left(desk: Workspace, folder: Path) -> set[str]:
    """Which of the hidden words stand in anything that can leave."""
    export_package(desk, folder / "all.fdz")
    options = SummaryOptions(package=package_for_pdf(desk, folder, "data.fdz"))
    write_summary(desk, folder / "all.pdf", options)
    with desk.reading() as conn:
        (folder / "dump.txt").write_text("\n".join(dump(conn)))
    return {word for name in ("all.fdz", "all.pdf", "dump.txt") for word in found_in(folder / name, HIDDEN)[0]}


def test_contacts_and_internal_remarks_of_a_list_stay_here(desk: Workspace, tmp_path: Path) -> None:
    said = bring_in(desk, CONTACTS)
    assert said[1] == "Stay on this desk: columns Contact phone, Email, Remarks (internal)."
    (id,) = [row[0] for row in desk.reading_directly().__enter__().execute("SELECT id FROM activity")]
    (record,) = desk.records("activity", [id])
    assert json.loads(str(record.values["source_data"])) == {
        "Title": "Drill",
        "Country": "PE",
        "Start date": "2024-05-01",
    }
    assert json.loads(str(record.values["private_source_data"])) == {
        "Contact phone": "999111222", "Email": "ana@example.org", "Remarks (internal)": "pays late",
    }  # fmt: skip
    (person,) = desk.records(
        "person", [name.rpartition(":")[2] for name in record.values if name.startswith("people/")]
    )
    assert person.title == "Ana Prueba" and "consent" not in person.values
    assert left(desk, tmp_path) == set()


def test_the_same_list_again_changes_nothing_and_a_new_number_comes_in(desk: Workspace, tmp_path: Path) -> None:
    bring_in(desk, CONTACTS)
    assert bring_in(desk, CONTACTS)[0].startswith("0 new, 0 changed, 1 unchanged")
    again = tmp_path / CONTACTS.name
    again.write_text(CONTACTS.read_text().replace("pays late", "pays in time"))
    assert bring_in(desk, again)[0].startswith("0 new, 1 changed")
    assert left(desk, tmp_path) == set()


def test_a_person_may_share_a_column_or_keep_another_here(desk: Workspace, tmp_path: Path) -> None:
    said = bring_in(desk, CONTACTS, '{"shared": ["Remarks (internal)"], "private": ["Country"]}')
    assert said[1] == "Stay on this desk: columns Country, Contact phone, Email."
    assert left(desk, tmp_path) == {"pays late"}
    assert bring_in(desk, CONTACTS)[1] == said[1], "as the last time"


def test_what_was_read_before_there_was_this_guess_stays_here_the_next_time(desk: Workspace) -> None:
    table = open_table(CONTACTS)
    desk.set_meta("import mapping:contact_columns", '{"columns": {"Title": "title"}, "source": "contact_columns"}')
    assert initial_mapping(desk, guess_mapping(table), table.headings).private == (
        "Contact phone", "Email", "Remarks (internal)",
    )  # fmt: skip


def test_an_address_far_down_in_a_list_is_seen(desk: Workspace, tmp_path: Path) -> None:
    rows = [f"Drill {number},nothing" for number in range(400)] + ["Last,Write to ana@example.org"]
    path = tmp_path / "long.csv"
    path.write_text("\n".join(["Title,More", *rows]))
    assert guess_mapping(open_table(path)).private == ()
    assert bring_in(desk, path)[1] == "Stays on this desk: column More."
    assert left(desk, tmp_path) == set()


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Contact phone", "contact"), ("E-mail", "contact"), ("email", "contact"), ("Tel.", "contact"),
        ("Adresse électronique / courriel", "contact"), ("N° de téléphone", "contact"), ("Correo electrónico", "contact"),
        ("Teléfono móvil", "contact"), ("ContactEmail", "contact"), ("Point focal", "contact"), ("Date of birth", "contact"),
        ("Personne responsable", "contact"), ("WhatsApp", "contact"), ("Remarks (internal)", "internal"),
        ("INTERNAL NOTES", "internal"), ("Confidentiel", "internal"), ("Notas internas", "internal"),
        ("Ne pas diffuser", "internal"), ("Uso interno", "internal"), ("Do not share", "internal"),
        ("Contact hours", ""), ("Private sector partners", ""), ("Secteur privé", ""), ("Sector privado", ""),
        ("Internally displaced people", ""), ("Internal displacement", ""), ("Mobile app", ""), ("Title", ""),
        ("Hours of contact", "contact"), ("Telemetry", ""), ("Mailing", ""), ("International partner", ""),
    ],
)  # fmt: skip
def test_headings_in_three_languages(heading: str, kind: str) -> None:
    assert private_heading(heading) == kind


def test_a_hashtag_of_contacts(tmp_path: Path) -> None:
    assert private_heading("Who", "#contact+email") == "contact" and private_heading("Where", "#contact+url") == ""


@pytest.mark.parametrize(
    ("cells", "contacts"),
    [
        (["a@city.org", "", "b"], True), (["call +51 999 111 222"], True), (["0033 6 12 34 56 78"], True),
        (["999-111-222", "998 222 3334", ""], True), (["(01) 456 78 90", "(01) 456 78 91", "none"], True),
        (["2014-05-03", "2015-06-07"], False), (["1 200 000", "2.500.000"], False), (["12000000"], False),
        (["2014-2015"], False), (["SDG 11.5"], False), (["-12.0464, -77.0428"], False), (["@home"], False),
        (["12.5.2014 - 14.5.2014"], False), ([], False), (["10:30"], False), (["100 200 300 400"], False),
    ],
)  # fmt: skip
def test_cells_that_hold_contacts(cells: list[str], contacts: bool) -> None:
    seen = CellsSeen()
    for cell in cells:
        seen.see(cell)
    assert seen.hold_contacts is contacts


def test_a_name_beside_a_contact(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Title,Nombre,Teléfono,Cargo,Audience,Name of site\nDrill,Ana,1,Chief,All,Port")
    assert guess_mapping(open_table(path)).private == ("Nombre", "Teléfono", "Cargo")
