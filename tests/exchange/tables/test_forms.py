"""Exports of forms by Kobo and ODK: groups, points, answers with a column each, repeats on sheets of their own."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from desktop.exchange.columns.recognition import recognise_question
from desktop.workspace import Record, Workspace
from tests.exchange.tables.imports import activities, imported

TABLES = Path(__file__).parents[2] / "data" / "tables"


def organisations(desk: Workspace, record: Record) -> set[tuple[str, str]]:
    named = [(key.partition(":")[0], key.partition(":")[2]) for key in record.members("organisations")]
    return {(role, desk.records("organisation", [id])[0].title) for role, id in named}


def book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_form_with_groups(desk: Workspace) -> None:
    report = imported(desk, TABLES / "kobo_groups.csv")
    assert (report.new, report.notes) == (2, [])
    assert report.private == ("username", "_submitted_by")
    drill = activities(desk)["Evacuation drill"]
    assert {name: drill.values[name] for name in ("country", "start", "participants_total", "source_id")} == {
        "country": "PE", "start": "2022-03-01", "participants_total": 34, "source_id": "aa-bb",
    }  # fmt: skip
    assert drill.values["coordinates"] == "-12.05,-77.04" and "municipality" not in drill.values
    assert set(drill.members("hazards")) == {"HIP:MH0600", "HIP:EN0205"}
    assert organisations(desk, drill) == {("partner", "City of Lima")}
    fair = activities(desk)["Flood fair"]
    assert set(fair.members("hazards")) == {"HIP:MH0600"}
    assert organisations(desk, fair) == {("partner", "Red Cross")}
    kept = json.loads(str(drill.values["source_data"]))
    assert (kept["general/Hazards"], kept["start"]) == ("flood wildfire", "2023-09-10T11:02:33.123+03:00")


def test_the_same_form_again_changes_nothing(desk: Workspace) -> None:
    imported(desk, TABLES / "kobo_groups.csv")
    again = imported(desk, TABLES / "kobo_groups.csv")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_a_point_in_one_cell(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text("SubmissionDate,KEY,info-title,info-location\n2024-01-01,uuid:1,Drill,-12.05 -77.04 0.0 4.5\n")
    imported(desk, path)
    assert activities(desk)["Drill"].values["coordinates"] == "-12.05,-77.04"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("group/Title", "title"), ("a/b/Start date", "start"), ("a:country", "country"), ("grp-end_date", "end"),
        ("grp::Results", "results"), ("Title", "title"), ("group/whatever", None),
    ],
)  # fmt: skip
def test_a_question_is_known_without_its_groups(heading: str, field: str | None) -> None:
    found = recognise_question(heading)
    assert (found.field if found else None) == field


def test_headings_with_a_slash_in_other_lists_are_not_cut(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Title,Country,Department/Start date\nDrill,PE,2024\n")
    imported(desk, path)
    assert "start" not in activities(desk)["Drill"].values


def test_repeats_of_kobo_are_read_with_their_submission(desk: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "form.xlsx",
        {
            "Drills": [
                ["start", "Title", "Country", "_id", "_uuid", "_index"], ["2024-01-01T10:00", "Drill", "Peru", 1, "aa", 1],
                ["2024-01-02T10:00", "Fair", "Kenya", 2, "bb", 2],
            ],
            "partners": [
                ["Partner name", "E-mail", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
                ["City of Lima", "ana@example.org", 1, "Drills", 1, "aa"], ["Red Cross", "", 2, "Drills", 1, "aa"],
                ["City of Port", "", 3, "Drills", 2, "bb"],
            ],
            "visits": [
                ["Remark", "_index", "_parent_table_name", "_parent_index"], ["two rooms", 1, "partners", 3],
            ],
        },
    )  # fmt: skip
    report = imported(desk, path)
    assert (report.new, report.merged_rows, report.merged_activities) == (2, 6, 2)
    assert "sheets Drills, partners, visits" in " ".join(report.said)
    assert "6 rows were joined into 2 activities by _parent_index." in report.said
    drill, fair = activities(desk)["Drill"], activities(desk)["Fair"]
    assert organisations(desk, drill) == {("partner", "City of Lima"), ("partner", "Red Cross")}
    assert organisations(desk, fair) == {("partner", "City of Port")}
    kept = json.loads(str(fair.values["source_data"]))
    assert (kept["partners/Partner name"], kept["visits/Remark"]) == ("City of Port", "two rooms")
    assert "partners/E-mail" in report.private


def test_repeats_of_odk_go_by_their_key(desk: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "form.xlsx",
        {
            "form": [
                ["SubmissionDate", "info-title", "KEY"], ["2024-01-01", "Drill", "uuid:1"], ["2024-01-02", "Fair", "uuid:2"],
            ],
            "form-partners": [
                ["partner", "PARENT_KEY", "KEY"], ["City of Lima", "uuid:2", "uuid:2/partners[1]"],
                ["Red Cross", "uuid:2", "uuid:2/partners[2]"],
            ],
            "form-rooms": [["room", "PARENT_KEY", "KEY"], ["A", "uuid:2/partners[2]", "uuid:2/partners[2]/rooms[1]"]],
        },
    )  # fmt: skip
    assert imported(desk, path).new == 2
    fair = activities(desk)["Fair"]
    assert organisations(desk, fair) == {("partner", "City of Lima"), ("partner", "Red Cross")}
    assert json.loads(str(fair.values["source_data"]))["form-rooms/room"] == "A"
    assert organisations(desk, activities(desk)["Drill"]) == set()


def test_names_of_participants_stay_on_this_desk(desk: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "form.xlsx",
        {
            "Drills": [["start", "Title", "_id", "_uuid", "_index"], ["2024-01-01", "Drill", 1, "aa", 1]],
            "participants": [["name", "_index", "_parent_table_name", "_parent_index"], ["Ana Roca", 1, "Drills", 1]],
        },
    )  # fmt: skip
    assert imported(desk, path).private == ("participants/name",)
    assert activities(desk)["Drill"].title == "Drill"
