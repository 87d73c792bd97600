"""Tables as they come from the field, each after a public report of what another program made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange import ImportReport, apply_import, guess_mapping, open_table, plan_import
from desktop.workspace import Record, Workspace

TABLES = Path(__file__).parents[1] / "data" / "tables"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield workspace
    workspace.close()


def bring_in(desk: Workspace, path: Path) -> ImportReport:
    table = open_table(path)
    return apply_import(desk, plan_import(desk, table, guess_mapping(table)))


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def activities(desk: Workspace) -> list[Record]:
    with desk.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY no")]
    return list(desk.records("activity", ids))


def titles(desk: Workspace) -> list[str]:
    return sorted(str(each.values.get("title")) for each in activities(desk))


def told(report: ImportReport) -> dict[int, str]:
    return {each.line: each.reason for each in report.problems}


def refused(path: Path) -> str:
    with pytest.raises(UserFacingError) as failed:
        open_table(path)
    return str(failed.value)


# Where the headings stand -----------------------------------------------------------------------------------


def test_a_row_of_known_words_is_no_row_of_headings(desk: Workspace) -> None:
    assert bring_in(desk, TABLES / "data_row_like_headings.csv").new == 3
    assert titles(desk) == ["Flood fair", "Heat drill", "Storm drill"]


@pytest.mark.parametrize(
    ("text", "line", "skipped"),
    [
        ("Titre du machin,Coin,Niveau\nProject,Staff,Schools\nActivity,Public,Schools\n", 1, []),
        ("List of 2024\n\nTitle,Country,City\nDrill,PE,Lima\n", 3, [1]),
        ("Ministry,of,Water\nPrinted by,the,office\nTitle,Country,City\nDrill,PE,Lima\n", 3, [1, 2]),
        ("Title,Country,City,2023,2024\nDrill,PE,Lima,4,5\n", 1, []),
        ("What,,Where,\nTitle,Kind,Country,City\nDrill,training,PE,Lima\n", 2, []),
        ("Title,Country\nDrill,PE,Project,Staff,Women,Men\n", 1, []),
        ("Title,Country,City\nWomen,Men,Participants\nDrill,PE,Lima\n", 1, []),
    ],
)
def test_the_headings_are_the_first_row_that_looks_like_them(
    tmp_path: Path, text: str, line: int, skipped: list[int]
) -> None:
    table = open_table(written(tmp_path, text))
    assert (table.heading_line, [each for each, _words in table.skipped]) == (line, skipped)


def test_lines_above_the_headings_are_named(desk: Workspace, tmp_path: Path) -> None:
    report = bring_in(desk, written(tmp_path, "List of 2024\n\nTitle,Country,City\nDrill,PE,Lima\n"))
    assert "List of 2024" in told(report)[1]
    assert "above the headings" in told(report)[1]


# Formats ----------------------------------------------------------------------------------------------------


def test_json_is_read_as_json(desk: Workspace) -> None:
    assert bring_in(desk, TABLES / "rows_in_json.json").new == 2
    assert titles(desk) == ["Heat plan, phase 2", "Storm drains"]
    assert {each.values["source_id"] for each in activities(desk)} == {"1", "2"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", '[{"title": "Drill", "country": "PE"}, {"title": "Course", "extra": {"more": [1, 2]}}]'),
        ("a.json", '{"count": 2, "results": [{"title": "Drill", "country": "PE"}, {"title": "Course"}]}'),
        ("a.txt", '{"title": "Drill", "country": "PE"}\n\n{"title": "Course", "country": null}\n'),
        ("a.json", '[["#activity", "#country"], ["Drill", "PE"], ["Course", ""]]'),
        ("a.geojson", '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"title": "Drill"},'
         ' "geometry": {"type": "Point", "coordinates": [-77.0, -12.0]}}, {"type": "Feature",'
         ' "properties": {"title": "Course"}, "geometry": null}]}'),
    ],
)  # fmt: skip
def test_json_in_its_shapes(desk: Workspace, tmp_path: Path, name: str, text: str) -> None:
    bring_in(desk, written(tmp_path, text, name))
    assert titles(desk) == ["Course", "Drill"]


def test_text_that_begins_with_a_bracket_is_text(tmp_path: Path) -> None:
    assert open_table(written(tmp_path, "[Title],[Country]\nDrill,PE\n")).headings == ("[Title]", "[Country]")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", '[{"title": "Drill"', "JSON that cannot be read"),
        ("a.json", "[1, 2, 3]", "JSON without a list of rows"),
        ("a.json", "[" * 100_000, "JSON that cannot be read"),
        ("a.csv", '<?xml version="1.0"?><iati-activities version="2.03"/>', "IATI file in XML"),
        ("a.xls", "<html><body><table><tr><td>Title</td></tr></table></body></html>", "web page (HTML)"),
        ("a.xls", "<!DOCTYPE html>\n<html>", "web page (HTML)"),
        ("a.csv", '<?xml version="1.0"?><rows><row/></rows>', "is XML"),
        ("a.csv", "{\\rtf1 Title}", "RTF"),
        ("a.csv", "%PDF-1.7 ...", "PDF"),
        ("a.csv", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar"),
        ("a.csv", "BEGIN:VCARD\nEND:VCARD\n", "contacts"),
    ],
)
def test_what_is_not_read_is_named_by_its_content(tmp_path: Path, name: str, text: str, says: str) -> None:
    said = refused(written(tmp_path, text, name))
    assert says in said
    assert "Nothing was imported." in said


def test_a_spreadsheet_in_xml_is_named() -> None:
    assert "Excel 2003 XML spreadsheet" in refused(TABLES / "spreadsheetml.xls")


def test_a_hidden_sheet_is_not_read_where_another_is_seen(desk: Workspace) -> None:
    table = open_table(TABLES / "hidden_sheet.xlsx")
    assert (table.sheet, table.hidden_sheets) == ("List", ("Old 2019",))
    bring_in(desk, TABLES / "hidden_sheet.xlsx")
    assert titles(desk) == ["The visible one"]


# Rows -------------------------------------------------------------------------------------------------------


def test_a_cell_beyond_the_headings_is_kept(desk: Workspace) -> None:
    report = bring_in(desk, TABLES / "wide_row.csv")
    assert (report.new, len(report.refused)) == (2, 0)
    course = next(each for each in activities(desk) if each.values["title"] == "Course")
    assert json.loads(str(course.values["source_data"]))["Column 4"] == "1 March 2015"
    assert "4 cells" in told(report)[3]


def test_an_address_beyond_the_headings_stays_here(desk: Workspace, tmp_path: Path) -> None:
    bring_in(desk, written(tmp_path, "Title,Country\nDrill,PE,ana@example.org\n"))
    [drill] = activities(desk)
    assert "ana@" not in str(drill.values["source_data"])
    assert json.loads(str(drill.values["private_source_data"])) == {"Column 3": "ana@example.org"}
