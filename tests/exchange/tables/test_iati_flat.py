"""Flat tables of IATI: the same activities as XML and in each flat form give the same cells."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from desktop.exchange import Table, guess_mapping, open_table, plan_import
from desktop.exchange.tables.iati_activity import ORDER
from desktop.workspace import Workspace

FILES = Path(__file__).parents[2] / "data" / "tables" / "iati"
EXAMPLE = Path(__file__).parents[4] / "shared" / "data" / "iati" / "activity-standard-example-annotated.xml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOT = "/iati-activities/iati-activity"


def cells(table: Table) -> list[dict[str, str]]:
    """The rows, each with what is filled."""
    return [
        {heading: cell for heading, cell in zip(table.headings, row.cells, strict=True) if cell}
        for row in table.rows()
        if not row.refused
    ]


def fields(table: Table) -> list[dict[str, str]]:
    """The same without what is only kept."""
    return [{heading: cell for heading, cell in row.items() if heading in ORDER} for row in cells(table)]


def written(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


# d-portal ---------------------------------------------------------------------------------------------------


def flattened(path: Path, out: Path) -> Path:
    """The CSV that d-portal's converter writes of a file: a row for each element of which there are several."""
    rows: list[dict[str, str]] = []

    def walk(element: ElementTree.Element, place: str, row: dict[str, str]) -> None:
        for name, value in element.attrib.items():
            row[f"{place}@{'xml:lang' if name == LANG else name}"] = value
        if text := " ".join((element.text or "").split()):
            row[place] = text
        for tag in dict.fromkeys(each.tag for each in element):
            several = element.findall(tag)
            for each in several:
                inner = f"{place}/{tag.rpartition('}')[2]}"
                if len(several) > 1:
                    new = {"index": str(len(rows) + 1), "parent": row["index"], ROOT: inner}
                    rows.append(new)
                    walk(each, inner, new)
                else:
                    walk(each, inner, row)

    for activity in ElementTree.parse(path).getroot():
        row = {"index": str(len(rows) + 1), "parent": "", ROOT: ""}
        rows.append(row)
        walk(activity, "", row)
    names = sorted({name for row in rows for name in row} - {"index", "parent", ROOT})
    head = ["index", "parent", ROOT, *names]
    return written(out, [head, *([row.get(name, "") for name in head] for row in rows)])


@pytest.mark.parametrize(
    "path",
    [
        FILES / "version_2.03.xml",
        pytest.param(EXAMPLE, marks=pytest.mark.skipif(not EXAMPLE.exists(), reason="the shared folder is not here")),
    ],
    ids=["own", "example"],
)
def test_the_flat_file_of_d_portal_says_what_the_xml_says(path: Path, tmp_path: Path) -> None:
    table = open_table(flattened(path, tmp_path / "flat.csv"))
    assert table.format == "IATI, CSV" and table.joined_rows[1] == 1
    assert fields(table) == fields(open_table(path))
    kept, expected = cells(table)[0], cells(open_table(path))[0]
    assert {each for each in kept if "/" in each} == {each for each in expected if "/" in each}


def test_the_short_list_of_d_portal(tmp_path: Path) -> None:
    head = [
        "aid",
        "reporting",
        "reporting_ref",
        "title",
        "slug",
        "status_code",
        "day_start",
        "day_end",
        "description",
        "commitment",
    ]
    row = ["XX-1-A", "City of Port", "XX-1", "Dykes", "list.xml", "2", "18276", "19357", "Three dykes", "5000"]
    (found,) = cells(open_table(written(tmp_path / "list.csv", [head, row])))
    assert (found["iati-identifier"], found["title"], found["activity-status"]) == ("XX-1-A", "Dykes", "2")
    assert (found["start-actual"], found["end-actual"]) == ("2020-01-15", "2022-12-31")
    assert (found["reporting-org"], found["reporting-org-ref"]) == ("City of Port", "XX-1")
    assert (found["commitment"], found["slug"]) == ("5000", "list.xml")


# Flattened files --------------------------------------------------------------------------------------------


def test_paths_as_headings(tmp_path: Path) -> None:
    head = ["iati-identifier", "@xml:lang", "title/narrative/0", "title/narrative/1", "title/narrative/1/@xml:lang",
            "description/0/@type", "description/0/narrative/0", "participating-org/0/@role", "participating-org/0/@ref",
            "participating-org/0/narrative/0", "participating-org/1/@role", "participating-org/1/narrative/0",
            "activity-status/@code", "activity-date/0/@type", "activity-date/0/@iso-date", "activity-date/1/@type",
            "activity-date/1/@iso-date", "recipient-country/0/@code", "recipient-country/0/@percentage",
            "recipient-country/1/@code", "recipient-country/1/@percentage", "our note"]  # fmt: skip
    row = ["XX-3", "en", "Drills", "Simulacros", "es", "1", "In schools", "1", "XM-1", "Bank of Towns", "4", "Works Office",
           "4", "2", "2021-01-15", "4", "2021-06-01", "PE", "30", "EC", "70", "keep me"]  # fmt: skip
    (found,) = cells(open_table(written(tmp_path / "flat.csv", [head, row])))
    assert (found["title"], found["title (es)"], found["description"]) == ("Drills", "Simulacros", "In schools")
    assert found["participating-org (Funding)"] == "Bank of Towns"
    assert found["participating-org (Implementing)"] == "Works Office"
    assert (found["start-actual"], found["end-actual"]) == ("2021-01-15", "2021-06-01")
    assert found["recipient-country-code"] == "EC\nPE" and found["recipient-country-percentage"] == "70\n30"
    assert found["our note"] == "keep me"


def test_a_path_without_end_is_a_name_like_others(tmp_path: Path) -> None:
    head = ["iati-identifier", "title/narrative", "title/narrative/@xml:lang", "/a" * 5_000]
    (found,) = cells(open_table(written(tmp_path / "flat.csv", [head, ["XX-3", "Drills", "en", "x"]])))
    assert found["title"] == "Drills" and "x" in found.values()


# IATI Publisher ---------------------------------------------------------------------------------------------


def test_the_csv_of_iati_publisher(tmp_path: Path) -> None:
    table = open_table(FILES / "publisher.csv")
    assert (table.format, table.joined_rows, table.heading_line) == ("IATI, CSV", (3, 1), 1)
    assert [row.line for row in table.rows()] == [2, 5]
    first, second = fields(table)
    assert first == {
        "iati-identifier": "XX-1-A", "title": "Dykes", "description": "Three dykes", "objectives": "Safer homes",
        "target groups": "Fishers", "activity-status": "2", "start-planned": "2020-01-01", "start-actual": "2020-01-15",
        "end-planned": "2022-12-31", "reporting-org": "City of Port", "reporting-org-ref": "XX-1",
        "participating-org (Funding)": "Bank of Towns", "participating-org-ref (Funding)": "XM-1",
        "participating-org (Accountable)": "River Council", "participating-org (Implementing)": "Works Office",
        "participating-org-ref (Implementing)": "XX-9", "recipient-country-code": "PE\nEC",
        "recipient-country-percentage": "60\n40", "sector-code": "43060\n13.1", "sector-vocabulary": "1\n8",
        "sector-percentage": "50\n50", "sdg targets": "11.5\n13.1", "contact person": "Ana Roca",
    }  # fmt: skip
    assert (second["title"], second["participating-org (Implementing)"]) == ("Drills", "Works Office")
    transactions = cells(table)[0]["iati-activity/transaction"].split("\n")
    assert [each for line in transactions for each in line.split("; ") if each.startswith("value: ")] == [
        "value: 1000", "value: 1000", "value: 250",
    ]  # fmt: skip
    assert "iati-activity/transaction" not in cells(table)[1]
    desk = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    plan = plan_import(desk, table, guess_mapping(table))
    assert (plan.new, plan.questions, plan.private) == (2, [], ["iati-activity/contact-info"])
    assert "3 rows were joined into 1 activity by iati-identifier." in plan.sentences()
    plan.close()
    desk.close()


def test_a_row_with_a_title_and_no_identifier_does_not_go_on_with_another(tmp_path: Path) -> None:
    rows = list(csv.reader((FILES / "publisher.csv").read_text("utf-8").splitlines()))
    rows[4][0] = ""
    titles = [row.get("title") for row in cells(open_table(written(tmp_path / "list.csv", rows)))]
    assert titles == ["Dykes", "Drills"]


def publisher_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {
        "Instructions": [["Read this first"]],
        "Settings": [
            ["Activity Identifier", "Default Currency", "Default Language", "Hierarchy", "Humanitarian"],
            ["XX-1-A", "USD", "en - English", 1, "0"], ["XX-1-B", "EUR", "fr - French", 1, "0"],
        ],
        "Element with single field": [
            ["Activity Identifier", "Activity Status", "Activity Scope"], ["XX-1-A", "2 - Implementation", "4 - National"],
            ["XX-1-B", "Closed", ""],
        ],
        "Title": [
            ["Activity Identifier", "Narrative", "Language"], ["XX-1-A", "Dykes", "en - English"],
            ["", "Digues", "fr - French"], ["XX-1-B", "Exercices", ""],
        ],
        "Description": [
            ["Activity Identifier", "Description Type", "Narrative", "Language"],
            ["XX-1-A", "1 - General", "Three dykes", ""], ["", "", "Trois digues", "fr"], ["", "2", "Safer homes", ""],
        ],
        "Activity Date": [
            ["Activity Identifier", "Activity Date Type", "Date"], ["XX-1-A", "2 - Actual start", "2020-01-15"],
            ["", "Planned end", "2022-12-31"],
        ],
        "Recipient Country": [
            ["Activity Identifier", "Country Code", "Percentage"], ["XX-1-A", "PE - Peru", 60], ["", "EC", 40],
        ],
        "Sector": [
            ["Activity Identifier", "Sector Vocabulary", "Sector Code", "Percentage"],
            ["XX-1-A", "8 - UN SDG Target", "13.1", 100],
        ],
        "Participating Org": [
            ["Activity Identifier", "Organisation Role", "Ref", "Organisation Type", "Narrative", "Language"],
            ["XX-1-A", "1 - Funding", "XM-1", "40", "Bank of Towns", ""], ["", "", "", "", "Banque des villes", "fr"],
            ["XX-1-B", "Implementing", "XX-9", "80", "Works Office", ""],
        ],
        "Options": [["Country"], ["PE - Peru"], ["EC - Ecuador"]],
    }.items():  # fmt: skip
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_the_workbook_of_iati_publisher_has_a_sheet_for_each_element(tmp_path: Path) -> None:
    table = open_table(publisher_workbook(tmp_path / "activities.xlsx"))
    assert table.format == "IATI, XLSX" and len(table.sheets_read) == 8
    first, second = fields(table)
    assert first == {
        "iati-identifier": "XX-1-A", "title": "Dykes", "title (fr)": "Digues", "description": "Three dykes",
        "description (fr)": "Trois digues", "objectives": "Safer homes", "activity-status": "2",
        "start-actual": "2020-01-15", "end-planned": "2022-12-31", "participating-org (Funding)": "Bank of Towns",
        "participating-org-ref (Funding)": "XM-1", "recipient-country-code": "PE\nEC",
        "recipient-country-percentage": "60\n40", "sector-code": "13.1", "sector-vocabulary": "8",
        "sector-percentage": "100", "sdg targets": "13.1",
    }  # fmt: skip
    assert second == {
        "iati-identifier": "XX-1-B", "title": "Exercices", "activity-status": "Closed",
        "participating-org (Implementing)": "Works Office", "participating-org-ref (Implementing)": "XX-9",
    }  # fmt: skip
    assert "Banque des villes" in cells(table)[0]["iati-activity/participating-org"]
    desk = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    plan = plan_import(desk, table, guess_mapping(table))
    said = " ".join(plan.sentences())
    assert "sheets Settings, Element with single field, Title" in said
    assert "Sheets not read: Instructions, Options." in said
    plan.close()
    desk.close()


def test_one_sheet_of_it_can_be_read_alone(tmp_path: Path) -> None:
    table = open_table(publisher_workbook(tmp_path / "activities.xlsx"), sheet="Title")
    assert table.headings == ("Activity Identifier", "Narrative", "Language") and table.sheets_read == ()


@pytest.mark.parametrize("name", ["aid.csv", "who-does-what.csv", "rows_of_one_activity.csv", "registro.xlsx"])
def test_other_tables_stay_what_they_are(name: str) -> None:
    assert "IATI" not in open_table(FILES.parent / name).format
