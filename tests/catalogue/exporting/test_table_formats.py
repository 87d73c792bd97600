"""Tables that leave and come back, each format as other programs have it; `python -m tests.soak exports` tries more."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import frictionless
import openpyxl
import pytest

from desktop.catalogue import export_table
from desktop.catalogue.exporting.table_formats import TABLE_FORMATS, format_of_name
from desktop.exchange import guess_mapping, open_table, plan_import
from desktop.i18n import set_language
from desktop.workspace import Workspace
from tests.catalogue.exporting.round_trips import try_round_trips

FORMATS = {each.name: each for each in TABLE_FORMATS}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield made
    made.close()


@pytest.mark.parametrize("seed", ["a", "b"])
def test_a_table_that_comes_back_brings_nothing_new_and_changes_nothing(tmp_path: Path, seed: str) -> None:
    try_round_trips(tmp_path, seed)


def test_two_with_one_identifier_in_their_source_come_back_as_two(desk: Workspace, tmp_path: Path) -> None:
    ids = [desk.journal.create("activity", {"title": title, "source_id": "7"}) for title in ("Walls", "Drains")]
    path = tmp_path / "out.csv"
    export_table(desk, ids, path)
    table = open_table(path)
    with closing(plan_import(desk, table, guess_mapping(table))) as plan:
        assert (plan.unchanged, plan.merged_rows, plan.new_to_write) == (2, 0, 0)


def test_what_is_added_against_formulas_is_taken_away_and_no_more_in_each_format(
    desk: Workspace, tmp_path: Path
) -> None:
    texts = ("=1+1", "'=SUM(A1)", "''=x", "'-3", "+33 1", "'quoted'", "＝full")
    ids = [desk.journal.create("activity", {"title": text, "summary": f"{text}\nmore"}) for text in texts]
    for name, format in FORMATS.items():
        if name == "iati":  # its records have identifiers of their own
            continue
        path = tmp_path / f"out-{name}{format.suffix}"
        export_table(desk, ids, path, format=format)
        table = open_table(path)
        with closing(plan_import(desk, table, guess_mapping(table))) as plan:
            assert (plan.unchanged, plan.new, plan.changed) == (len(texts), 0, 0), (name, plan.changes)


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.csv", "csv"), ("A.HXL.CSV", "hxl"), ("hxl.csv", "csv"), ("a.hxl.json", "hxl-json"), ("a.xlsx", "xlsx"),
     ("a.json", ""), ("a.pdf", ""), ("csv", "")],
)  # fmt: skip
def test_the_end_of_a_name_says_the_format(name: str, format: str) -> None:
    found = format_of_name(Path(name))
    assert (found.name if found else "") == format


def test_a_workbook_has_lists_to_choose_from_and_no_formula(desk: Workspace, tmp_path: Path) -> None:
    id = desk.journal.create(
        "activity", {"title": "=1+1", "kind": "training", "participants_total": 25, "results": "y" * 40_000}
    )
    rows = export_table(desk, [id], tmp_path / "out.xlsx", format=FORMATS["xlsx"])
    assert rows.shortened == 1
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Activities", "Codes"]
    sheet = book["Activities"]
    [headings, cells] = list(sheet.iter_rows())
    found = {heading.value: cell for heading, cell in zip(headings, cells, strict=True)}
    assert (found["Title"].value, found["Title"].data_type) == ("=1+1", "s")
    assert (found["Kind"].value, found["Participants"].value) == ("Training", 25)
    assert len(found["Results"].value) == 32_767
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    column = found["Kind"].column_letter
    span = lists[f"{column}2:{column}502"]
    codes = [row[0].value for row in book["Codes"][span.split("!")[1].replace("$", "")]]
    assert "Training" in codes and "Activities" not in codes


def test_a_data_package_is_valid_and_names_what_it_holds(desk: Workspace, tmp_path: Path) -> None:
    lead = desk.journal.create("organisation", {"name": "Ville de Dakar"})
    silent = desk.journal.create("person", {"name": "Nobody", "consent": "none"})
    id = desk.journal.create(
        "activity", {"title": "Drill", f"organisations/lead:{lead}": True, f"people/contact:{silent}": True}
    )
    export_table(desk, [id], tmp_path / "out.zip", format=FORMATS["zip"])
    report = frictionless.validate(tmp_path / "out.zip")
    assert report.valid, report.flatten(["message"])
    assert [each.name for each in report.tasks] == ["activity", "organisation"]


def test_geojson_has_a_point_where_a_record_has_a_place(desk: Workspace, tmp_path: Path) -> None:
    ids = [
        desk.journal.create(
            "activity", {"title": "Here", "coordinates": "8.4657,-13.2317", "targets/SDG:11.5": "principal"}
        ),
        desk.journal.create("activity", {"title": "Somewhere"}),
    ]
    export_table(desk, ids, tmp_path / "out.geojson", format=FORMATS["geojson"])
    first, second = json.loads((tmp_path / "out.geojson").read_text("utf-8"))["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [-13.2317, 8.4657]}
    assert (first["id"], first["properties"]["targets"]) == (ids[0], ["SDG:11.5"])
    assert (second["geometry"], second["properties"]["title"]) == (None, "Somewhere")


def test_excel_gets_the_separator_of_the_language(desk: Workspace, tmp_path: Path) -> None:
    id = desk.journal.create("activity", {"title": "Drill"})
    for language, separator in (("en", ","), ("fr", ";"), ("es", ";")):
        set_language(language)
        export_table(desk, [id], tmp_path / "out.csv", format=FORMATS["excel"])
        assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith(f"id{separator}title{separator}")


def test_hxl_names_each_role_apart(desk: Workspace, tmp_path: Path) -> None:
    names = {role: desk.journal.create("organisation", {"name": f"{role}, and more"}) for role in ("lead", "funder")}
    links = {f"organisations/{role}:{id}": True for role, id in names.items()}
    id = desk.journal.create("activity", {"title": "Drill", "coordinates": "-8.5,-13", **links})
    export_table(desk, [id], tmp_path / "out.hxl.csv", format=FORMATS["hxl"])
    with (tmp_path / "out.hxl.csv").open(encoding="utf-8-sig", newline="") as file:
        _headings, hashtags, cells = csv.reader(file)
    found = dict(zip(hashtags, cells, strict=True))
    assert (found["#org+lead"], found["#org+funder"]) == ("lead, and more", "funder, and more")
    assert (found["#geo+lat"], found["#geo+lon"]) == ("-8.5", "-13")
