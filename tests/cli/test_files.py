"""Files that arrive and leave by command: tables, exports, reports, backups; and a desk that another holds."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from desktop.workspace import Workspace, backups_kept_here, list_backups
from desktop.workspace.maintenance.backup import all_copies
from tests.cli.conftest import Desk, MakeFile

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "tests" / "data" / "tables"
SHARED = ROOT.parent / "shared" / "data" / "hxl" / "iati-sierraleone.csv"


@pytest.mark.parametrize("name", ["aid.csv", "registro.xlsx", "who-does-what.csv", "iati/version_2.03.xml"])
def test_a_table_comes_in_once(name: str, desk: Desk) -> None:
    before = desk.data("import", TABLES / name, "--dry-run")
    assert before["new"] > 0 and desk.data("list", "activities") == []
    first = desk.data("import", TABLES / name)
    assert first == before
    assert len(desk.data("list", "activities")) == first["new"]
    again = desk.data("import", TABLES / name)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, first["new"])
    desk.done("undo")
    assert desk.data("list", "activities") == []
    assert desk.data("check")["ok"]


@pytest.mark.skipif(not SHARED.exists(), reason="the real file is not part of the project")
def test_the_real_table_comes_in_whole(desk: Desk) -> None:
    told = desk.data("import", SHARED)
    assert (told["new"], told["changed"], told["unchanged"], told["refused"]) == (515, 0, 0, 0)
    assert len([each for each in told["problems"] if "title" in each["reason"]]) == 1
    assert len(desk.data("list", "activities", "is:untitled")) == 1
    again = desk.data("import", SHARED)
    assert (again["new"], again["changed"], again["unchanged"], again["refused"]) == (0, 0, 515, 0)


def test_an_open_question_stops_the_import_and_says_how_to_answer(desk: Desk, file: MakeFile) -> None:
    table = file("dates.csv", "title,start date\nDrill,03/04/2021\nWalk,05/06/2021\n")
    assert "--mapping" in desk.refused("import", table)
    assert "--mapping" in desk.refused("import", table, "--dry-run")
    mapping = file("map.json", '{"columns": {"start date": {"field": "start", "date_order": "dmy"}}}')
    assert desk.data("import", table, "--mapping", mapping)["new"] == 2
    assert desk.data("import", table)["unchanged"] == 2  # the answer is remembered
    assert [each["title"] for each in desk.data("list", "activities", "start:2021-04")] == ["Drill"]
    assert "map.json" in desk.refused(
        "import", table, "--mapping", file("map.json", "\0").with_name("nomap.json")
    ).replace("nomap", "map")


def test_problems_have_a_line_and_a_reason(desk: Desk, file: MakeFile) -> None:
    table = file("list.csv", "title,participants\nDrill,12\n,7\nWalk,many\n")
    told = desk.data("import", table)
    assert set(told) == {
        "new", "changed", "unchanged", "refused", "private", "problems", "rows", "rows_joined", "rows_left_out",
        "activities_of_joined_rows", "rows_joined_by", "rows_equal", "read_as", "organisations", "organisations_like_others",
        "values_not_understood", "reading", "duplicates", "rows_left_out_by_you",
            "places",
    }  # fmt: skip
    assert {each["line"] for each in told["problems"]} >= {3, 4}
    assert all(each["reason"].strip() for each in told["problems"])


def test_export_is_a_table_that_comes_back_unchanged_and_never_a_formula(desk: Desk, tmp_path: Path) -> None:
    desk.done("add", "title==cmd|' /C calc'!A0", "kind=training", "status=planned")
    desk.done("add", "title=Walk", "kind=project")
    out = tmp_path / "out.csv"
    assert desk.data("export", out, "kind:training") == {
        "file": str(out), "activities": 1, "format": "csv", "shortened": 0, "left_out": 0,
    }  # fmt: skip
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 2 and not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "No activity matches" in desk.refused("export", tmp_path / "none.csv", "kind:mooc")
    assert not (tmp_path / "none.csv").exists()


def test_the_workspace_is_never_written_over(desk: Desk, tmp_path: Path) -> None:
    desk.done("add", "title=Walk")
    before = desk.path.read_bytes()
    assert "workspace itself" in desk.refused("export", desk.path)
    assert "workspace itself" in desk.refused("report", "summary", desk.path)
    assert "folder" in desk.refused("export", tmp_path)
    assert "not found" in desk.refused("export", tmp_path / "none" / "out.csv")
    assert "folder" in desk.refused("--workspace", tmp_path, "list", "activities")
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_summary_in_each_language(language: str, desk: Desk, tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    desk.done("add", "title=Flood drills", "kind=training", "start=2021-03", "summary=With the schools.")
    desk.done("add", "title=River walk", "kind=field_visit", "start=2023")
    out = tmp_path / "out.pdf"
    told = desk.data("report", "summary", out, "--language", language, "--period", "2021..2022", "--paper", "letter")
    assert told["activities"] == 1 and told["file"] == str(out)
    document = pdfium.PdfDocument(out)
    try:
        assert len(document) == told["pages"]
        assert document[0].get_size() == (612, 792)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    assert "Flood drills" in text and "River walk" not in text


def test_no_report_is_made_of_nothing(desk: Desk, tmp_path: Path) -> None:
    assert "No activity matches" in desk.refused("report", "summary", tmp_path / "out.pdf", "--query", "nowhere")
    assert not (tmp_path / "out.pdf").exists()


def test_searches_are_kept(desk: Desk) -> None:
    assert desk.data("searches") == []
    assert desk.data("searches", "--save", "Plans", "status:planned") == [{"name": "Plans", "query": "status:planned"}]
    assert desk.data("searches", "--rename", "Plans", "Next")[0]["name"] == "Next"
    desk.refused("searches", "--save", "Bad", "nosuch:x")
    assert desk.done("searches") == "Next\tstatus:planned"
    assert desk.data("searches", "--delete", "Next") == []


def test_a_backup_gives_back_what_was(desk: Desk) -> None:
    id = desk.done("add", "title=Before")
    made = Path(desk.data("backup")["backup"])
    assert made.exists()
    desk.done("edit", id, "title=After")
    assert json.loads(json.dumps(desk.data("restore", made)))["restored"] == str(made)
    assert desk.data("show", id)["title"] == "Before"
    desk.done("restore", "latest")
    assert desk.data("show", id)["title"] == "After"
    assert desk.data("check")["ok"]
    desk.refused("restore", made.with_name("none.focal"))


def test_backups_go_where_they_are_wanted(desk: Desk, own_home: Path) -> None:
    """Outside a folder that is synchronised: chosen once, it holds until another choice; all are found, and restored."""
    id = desk.done("add", "title=Before")
    desk.done("backup")
    here = Path(desk.data("backup", "--on-this-computer")["backup"])
    beside = desk.path.with_name(f"{desk.path.stem} backups")
    assert own_home in here.parents and Path(desk.data("backup")["backup"]).parent == here.parent
    assert len(list(beside.glob("*.focal"))) == 1 and len(list_backups(desk.path)) == 3
    assert set(all_copies(desk.path)) == {each.path for each in list_backups(desk.path)}
    other = desk.path.with_name("elsewhere")
    other.mkdir()
    assert set(all_copies(other / desk.path.name)) >= {here}  # erasures reach them when the file lies elsewhere
    assert not backups_kept_here(other / desk.path.name)
    desk.done("edit", id, "title=After")
    desk.done("restore", "latest")
    assert desk.data("show", id)["title"] == "Before"
    assert Path(desk.data("backup", "--beside")["backup"]).parent == beside
    assert not backups_kept_here(desk.path)


def test_a_path_with_quotation_marks_and_a_tilde(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is pasted, and where no shell has replaced it."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    desk.done("add", "title=Walk")
    out = tmp_path / "a list.csv"
    desk.done("export", f'"{out}"')
    assert desk.data("import", "~/a list.csv", "--dry-run")["rows"] == 1
    desk.path = Path("~") / desk.path.name
    assert len(desk.data("list", "activities")) == 1


def test_a_desk_that_another_holds_can_be_read_and_says_who(desk: Desk) -> None:
    id = desk.done("add", "title=Mine")
    holder = Workspace.open(desk.path)
    try:
        assert desk.data("show", id)["title"] == "Mine"
        assert len(desk.data("list", "activities")) == 1
        assert desk.data("check")["ok"]
        for words in (["add", "title=Yours"], ["edit", id, "title=Yours"], ["undo"], ["restore", "latest"]):
            assert "Amina" in desk.refused(*words) or words == ["restore", "latest"]
        desk.done("backup")
        assert "Amina" in desk.refused("restore", "latest")
    finally:
        holder.close()
    assert desk.data("show", id)["title"] == "Mine"
    desk.done("edit", id, "title=Yours")


def test_a_damaged_workspace_is_reported_and_repaired(desk: Desk) -> None:
    import sqlite3

    desk.done("add", "title=Walk")
    connection = sqlite3.connect(desk.path)
    connection.execute("UPDATE activity SET title = 'Wrong'")
    connection.commit()
    connection.close()
    told = desk("check", "--json")
    assert told.code == 1 and told.data["ok"] is False and told.data["problems"] and len(told.err.splitlines()) == 1
    assert desk.data("check", "--repair") == {"ok": True, "problems": []}
    assert desk.data("list", "activities")[0]["title"] == "Walk"


@pytest.mark.parametrize("size", [0, 1000, 5000])
def test_check_reports_a_truncated_workspace(size: int, desk: Desk) -> None:
    desk.done("add", "title=Walk")
    desk.path.write_bytes(desk.path.read_bytes()[:size])
    told = desk("check", "--json")
    assert (told.code, told.data["ok"], len(told.data["problems"]), len(told.err.splitlines())) == (1, False, 1, 1)
    assert len(desk.refused("list", "activities")) > 20


def test_an_import_tells_how_it_read_the_file(desk: Desk) -> None:
    told = desk.data("import", TABLES / "rows_of_one_activity.csv", "--dry-run")
    assert (told["rows"], told["new"], told["rows_joined"]) == (2, 1, 2)
    assert told["reading"]["joined_by"] == "ActivityId" and told["reading"]["heading_line"] == 1
    assert told["reading"]["columns"][1] == {
        "column": "Activity", "field": "title", "known_by": "heading", "certainty": "likely",
    }  # fmt: skip
    words = desk.done("import", TABLES / "rows_of_one_activity.csv")
    assert "2 rows were joined into 1 activity by ActivityId." in words
    assert "sheet Old 2019" in desk.done("import", TABLES / "hidden_sheet.xlsx", "--sheet", "Old 2019", "--dry-run")
    told = desk.data("import", TABLES / "dos_cp850.csv", "--encoding", "cp437", "--dry-run")
    assert (told["reading"]["encoding"], told["reading"]["encoding_guessed"]) == ("cp437", False)


def test_what_was_exported_as_a_table_comes_in_with_every_code(desk: Desk, tmp_path: Path) -> None:
    """The sample, to CSV and into an empty desk: written again, each row that came in says the same."""
    sample = Desk(tmp_path / "sample.focal", desk._capsys)
    sample("init", "--sample")
    sample.done("export", tmp_path / "first.csv")
    told = desk.data("import", tmp_path / "first.csv")
    assert (told["new"], told["refused"]) == (60, 0)
    desk.done("export", tmp_path / "second.csv")
    first, second = (_rows(tmp_path / name) for name in ("first.csv", "second.csv"))
    assert any(";" in row["targets"] for row in first.values())
    differs = {
        (title, field, row[field], second[title][field])
        for title, row in first.items()
        for field in row
        # who somebody is, a package says; in a table people are names, which stay on the desk that imports them
        if field not in ("id", "people") and sorted(row[field].split("; ")) != sorted(second[title][field].split("; "))
    }
    assert differs == set()


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {f"{row['title']} {row['start']} {row['municipality']}": row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", ["out.ods", "out.json", "out.focal"])
def test_a_table_is_what_its_name_says_and_no_other_name_hides_that(desk: Desk, tmp_path: Path, name: str) -> None:
    desk.done("add", "title=Drill")
    said = desk.refused("export", tmp_path / name)
    assert ".csv" in said and not (tmp_path / name).exists()
