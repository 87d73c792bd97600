"""Tables as they come from the field, each after a public report of what another program made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue import export_csv
from desktop.errors import UserFacingError
from desktop.exchange import (
    ColumnMapping,
    ImportReport,
    answer,
    apply_import,
    guess_mapping,
    mapping_from_json,
    open_table,
    plan_import,
)
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


def test_half_a_letter_in_json_is_shown_as_a_replaced_one(desk: Workspace, tmp_path: Path) -> None:
    text = r'[{"title": "Drill \ud83c\udf0a", "no\ud800tes": "half \udc00"}, {"title": "Course"}]'
    report = bring_in(desk, written(tmp_path, text, "a.json"))
    assert titles(desk) == ["Course", "Drill \U0001f30a"] and report.new == 2
    kept = [json.loads(str(each.values["source_data"])) for each in activities(desk)]
    assert {"title": "Drill \U0001f30a", "no\ufffdtes": "half \ufffd"} in kept


def test_an_area_of_geojson_is_kept(tmp_path: Path) -> None:
    text = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": 7, "properties": {"title": "Drill"},'
        ' "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}'
    )
    table = open_table(written(tmp_path, text, "a.geojson"))
    [row] = table.rows()
    kept = dict(zip(table.headings, row.cells, strict=True))
    assert kept["id"] == "7" and json.loads(kept["geometry"])["type"] == "Polygon"


def test_text_that_begins_with_a_bracket_is_text(tmp_path: Path) -> None:
    assert open_table(written(tmp_path, "[Title],[Country]\nDrill,PE\n")).headings == ("[Title]", "[Country]")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", '[{"title": "Drill"', "JSON that cannot be read"),
        ("a.json", "[1, 2, 3]", "JSON without a list of rows"),
        ("a.json", "[" * 100_000, "JSON that cannot be read"),
        ("a.csv", '<?xml version="1.0"?><iati-activities version="2.03"/>', "IATI file without activities"),
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


def test_sections_and_totals_are_no_activities(desk: Workspace) -> None:
    report = bring_in(desk, TABLES / "sections_and_totals.csv")
    assert titles(desk) == ["Drill"]
    assert "section" in told(report)[2] and '"Peru"' in told(report)[2]
    assert "total" in told(report)[4]
    assert report.organisations == 1


@pytest.mark.parametrize(
    ("rows", "left_out"),
    [
        (["2024,,,", "Drill,PE,Lima,x", "2025:,,,"], [2, 4]),
        (["Drill,PE,Lima,x", "Sous-total,,,12", "Course,PE,,y", "TOTAL GÉNÉRAL,,3,12", "Total:,,,1 200"], [3, 5, 6]),
        (["North region,,,", "Drill,PE,Lima,x", "Course,PE,Lima,x", "South region,,,", "Fair,PE,Lima,x"], [2, 5]),
        (["Drill,PE,Lima,x", "Title,Country,City,Notes", "Course,PE,Lima,x"], [3]),
        (["Drill,,,", "Course,PE,,", "Fair,PE,Lima,x"], []),
        (["Total war on fire,PE,Lima,x", "Total,PE,Lima,y"], []),
        (["Drill,PE,Lima,x", "Source: the ministry,,,"], [3]),
    ],
)
def test_rows_left_out(desk: Workspace, tmp_path: Path, rows: list[str], left_out: list[int]) -> None:
    report = bring_in(desk, written(tmp_path, "\n".join(["Title,Country,City,Notes", *rows])))
    assert report.new == len(rows) - len(left_out)
    assert [each.line for each in report.problems if "left out" in each.reason] == left_out


def organisations(desk: Workspace, record: Record) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for key in record.members("organisations"):
        role, _colon, id = key.partition(":")
        other = desk.record(id)
        assert other is not None
        found.add((role, other.title))
    return found


def with_days_first(path: Path) -> ColumnMapping:
    table = open_table(path)
    return mapping_from_json(
        '{"columns": {"Actual Start Date": {"field": "start", "date_order": "dmy"}}}',
        headings=table.headings,
        base=guess_mapping(table),
    )


def test_rows_that_go_on_with_the_one_above(desk: Workspace) -> None:
    path = TABLES / "continuation_rows.csv"
    plan = plan_import(desk, open_table(path), guess_mapping(open_table(path)))
    assert [each.kind for each in plan.questions] == ["date_order"]
    apply_import(desk, plan_import(desk, open_table(path), with_days_first(path)))
    first, second = sorted(activities(desk), key=lambda each: str(each.values["source_id"]))
    assert (first.values["source_id"], second.values["source_id"]) == ("A-1", "A-2")
    assert organisations(desk, first) == {("funder", "Bank of Towns"), ("implementer", "City of Port")}
    assert (first.values["start"], first.values["status"], second.values["status"]) == (
        "2022-12-07", "under_way", "completed",
    )  # fmt: skip


def test_a_column_of_roles_says_nothing_of_who_reports(desk: Workspace, tmp_path: Path) -> None:
    text = (
        "Activity Identifier,Activity Title,Reporting Org Narrative,Participating Organisation Role,"
        "Participating Organisation Name\nA-1,Storm drains,City of Port,1,Bank of Towns\n,,,4,Works Office\n"
    )
    bring_in(desk, written(tmp_path, text))
    [drains] = activities(desk)
    assert organisations(desk, drains) == {
        ("lead", "City of Port"), ("funder", "Bank of Towns"), ("implementer", "Works Office"),
    }  # fmt: skip


def test_everyday_headings(desk: Workspace) -> None:
    bring_in(desk, TABLES / "everyday_headings.csv")
    [drill] = activities(desk)
    assert {name: drill.values[name] for name in ("title", "country", "start", "end", "participants_total")} == {
        "title": "Storm drill", "country": "PE", "start": "2024-05-01", "end": "2024-05-03", "participants_total": 40,
    }  # fmt: skip
    assert organisations(desk, drill) == {("lead", "City of Lima")}


def test_a_date_of_reporting_is_no_start_and_an_empty_column_no_title(desk: Workspace) -> None:
    table = open_table(TABLES / "report_date.csv")
    guess = guess_mapping(table)
    [question] = plan_import(desk, table, guess).questions
    assert (question.kind, question.column) == ("title", "Activity")
    assert "almost empty" in question.text and "Center" in question.todo
    apply_import(desk, plan_import(desk, table, answer(guess, question, "Center")))
    [clinic] = activities(desk)
    assert (clinic.title, clinic.values["start"], clinic.values["end"]) == ("North Clinic", "2014-06-24", "2014-09-30")
    for value in ("", "Activity"):
        assert not plan_import(desk, table, answer(guess, question, value)).questions


def test_the_times_of_a_form_are_no_dates_of_the_activity(desk: Workspace) -> None:
    bring_in(desk, TABLES / "kobo_submission.csv")
    [drill] = activities(desk)
    assert (drill.values["start"], drill.values["end"]) == ("2022-03-01", "2022-03-02")
    kept = json.loads(str(drill.values["source_data"]))
    assert kept["start"] == "2023-09-10T11:02:33.123+03:00" and kept["today"] == "2023-09-10"


def test_an_encoding_of_dos_is_guessed(desk: Workspace) -> None:
    table = open_table(TABLES / "dos_cp850.csv")
    assert (table.encoding, table.encoding_guessed) == ("cp850", True)
    bring_in(desk, TABLES / "dos_cp850.csv")
    assert titles(desk) == ["Journée", "École d'été à Nîmes"]


def test_an_own_export_finds_its_records(desk: Workspace, tmp_path: Path) -> None:
    id = desk.journal.create("activity", {"title": "Flood drill", "kind": "training", "start": "2024", "country": "KE"})
    text = (TABLES / "own_export_with_source_id.csv").read_text("utf-8")
    path = written(tmp_path, text.replace("0bf65acd-d1ea-4b8d-a607-4df19181e092", id))
    report = bring_in(desk, path)
    assert (report.new, report.changed, report.reading.not_read) == (0, 1, ())
    [record] = activities(desk)
    assert (record.id, record.title) == (id, "Flood drill again")
    assert (bring_in(desk, path).unchanged, record.values.get("source_data")) == (1, None)


def test_an_own_export_of_an_unknown_id_goes_by_the_identifier_of_its_source(desk: Workspace, tmp_path: Path) -> None:
    bring_in(desk, written(tmp_path, "title,source_id,source\nDrill,7,towns\n", "towns.csv"))
    other = "0bf65acd-d1ea-4b8d-a607-4df19181e092"
    report = bring_in(desk, written(tmp_path, f"id,title,source_id,source\n{other},Drill,7,towns\n", "towns.csv"))
    assert (report.new, len(activities(desk))) == (0, 1)
    report = bring_in(desk, written(tmp_path, f"id,title,source_id\n{other},Another,\n", "new.csv"))
    assert report.new == 1 and other in {each.id for each in activities(desk)}


def test_the_example_of_a_mapping_is_json_and_names_the_likeliest_column(desk: Workspace, tmp_path: Path) -> None:
    for path, title in (
        (TABLES / "quoted_heading.csv", 'Name of "our" thing'),
        (written(tmp_path, "Nr,Country,What we did\n1,PE,Drill with the town\n2,PE,Course\n"), "What we did"),
    ):
        table = open_table(path)
        [question] = plan_import(desk, table, guess_mapping(table)).questions
        example = question.todo[question.todo.index("{") : question.todo.rindex("}}") + 2]
        assert json.loads(example) == {"columns": {title: "title"}}


@pytest.mark.parametrize("title", ["+961 drill", "=1+1", "-5 degrees", "'=quoted", "'plain", "@home"])
def test_what_an_export_adds_against_formulas_is_taken_away_again(desk: Workspace, tmp_path: Path, title: str) -> None:
    desk.journal.create("activity", {"title": title, "kind": "training"})
    path = tmp_path / "out.csv"
    with desk.reading() as conn:
        nos = [row[0] for row in conn.exec_driver_sql("SELECT no FROM activity")]
    export_csv(desk, nos, path)
    other = Workspace.create(tmp_path / "other.focal", home=tmp_path / "other home")
    bring_in(other, path)
    assert titles(other) == [title]
    other.close()


def test_how_a_table_was_read_is_told(desk: Workspace) -> None:
    report = bring_in(desk, TABLES / "rows_of_one_activity.csv")
    assert (report.new, report.rows, report.merged_rows, report.merged_activities) == (1, 2, 2, 1)
    assert report.said[-3:-1] == (
        "Read as CSV, headings in line 1.",
        "2 rows were joined into 1 activity by ActivityId.",
    )
    assert [each["column"] for each in report.reading.columns] == ["ActivityId", "Activity", "Organization", "Country"]


def test_the_sheet_and_a_guess_are_told(desk: Workspace, tmp_path: Path) -> None:
    said = " ".join(bring_in(desk, TABLES / "hidden_sheet.xlsx").said)
    assert "sheet List" in said and "Sheet not read: Old 2019 (hidden)." in said
    said = " ".join(bring_in(desk, TABLES / "dos_cp850.csv").said)
    assert "a guess: CP850" in said
    said = " ".join(bring_in(desk, TABLES / "kobo_submission.csv").said)
    assert "Columns kept as source data only: start, end, today," in said


def test_a_full_row_without_identifier_and_title_is_an_activity_of_its_own(desk: Workspace, tmp_path: Path) -> None:
    """As in a list of health centres where a title and an identifier were left empty in many rows."""
    text = (
        "ID,Title,Country,City,Start date,Organisation\nK-1,Drill,Kenya,Kisumu,2024-01-02,Red Cross\n"
        ",,,,,City of Kisumu\n,,Uganda,Gulu,2024-02-03,Works Office\nTotals,,,,,\n,,,,,after the total\n"
    )
    report = bring_in(desk, written(tmp_path, text))
    found = {str(each.values.get("municipality")): each for each in activities(desk)}
    assert (report.new, set(found)) == (3, {"Kisumu", "Gulu", "None"})
    assert organisations(desk, found["Kisumu"]) == {("lead", "Red Cross"), ("lead", "City of Kisumu")}
    assert organisations(desk, found["Gulu"]) == {("lead", "Works Office")}


def test_a_row_without_title_goes_on_with_the_one_above(desk: Workspace, tmp_path: Path) -> None:
    report = bring_in(
        desk, written(tmp_path, "Title,Country,Organisation\nDrill,PE,Lima\n,,Cusco\nFair,PE,Lima\n,KE,Port\n")
    )
    assert (report.new, report.merged_rows) == (3, 2)
    drill = next(each for each in activities(desk) if each.title == "Drill")
    assert organisations(desk, drill) == {("lead", "Lima"), ("lead", "Cusco")}
    assert any("goes on with the one above" in sentence for sentence in report.said)


def test_the_country_of_a_section_is_that_of_its_rows(desk: Workspace, tmp_path: Path) -> None:
    text = "Title,Country,Start date,Notes\nPeru,,,\nDrill,,2024,x\nKenya,,,\nFair,,2024,x\nWalk,UG,2024,x\n"
    bring_in(desk, written(tmp_path, text))
    assert {each.title: each.values["country"] for each in activities(desk)} == {
        "Drill": "PE",
        "Fair": "KE",
        "Walk": "UG",
    }


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Nom du projet,Pays d'intervention,Date de début,Date de fin,Partenaire de mise en œuvre,Nombre de participants",
         ["title", "country", "start", "end", "organisations", "participants_total"]),
        ("Nombre de la actividad,Países,Fecha inicio,Fecha de término,Organización responsable,Número de participantes",
         ["title", "country", "start", "end", "organisations", "participants_total"]),
        ("Título da atividade,País,Data de início,Data de fim,Instituição,Número de participantes",
         ["title", "country", "start", "end", "organisations", "participants_total"]),
        ("Activity titles,Countries,Start dates,End dates,Names of organisations,Participants number",
         ["title", "country", "start", "end", "organisations", "participants_total"]),
        ("Title,Date of birth,Level,First name,Total", ["title", "", "", "", ""]),
    ],
)  # fmt: skip
def test_headings_as_people_write_them(tmp_path: Path, headings: str, fields: list[str]) -> None:
    table = open_table(written(tmp_path, f"{headings}\n"))
    mapping = guess_mapping(table)
    assert [use.field if (use := mapping.use_of(each)) else "" for each in table.headings] == fields
