"""How tables are read, by command: explained, corrected, kept, and carried to another desk."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Desk, MakeFile

LIST = (
    "Water projects;;;;\nProject titel;Land;Notes;Phone;Participants\nDrain;Peru;x;+51 1 555 0101;12\nWall;Atlantis;y;"
    "+51 1 555 0102;many\nRoof;Avalon;y;+51 1 555 0103;few\n"
)
CORRECTION = '{"columns": {"Land": "country", "Notes": "summary"}, "defaults": {"status": "planned"}}'


def test_an_import_says_why_each_column_is_read_so(desk: Desk, file: MakeFile) -> None:
    table = file("list.csv", LIST)
    explained = desk.done("import", table, "--dry-run", "--explain", "--mapping", file("m.json", CORRECTION))
    for line in (
        "Format: CSV",
        "Between the cells: semicolon",
        "Encoding: UTF-8",
        "Headings: line 2",
        "Line 1 is above the headings and not read: “Water projects”",
        "Project titel → Title: by a similar heading, a guess",
        "Land → Country: as chosen, or as at the last import, certain",
        "Participants → Participants: by its heading, certain",
        "Stays on this desk: Phone",
        "Not understood in Land: “Atlantis” (1), “Avalon” (1)",
        "Not understood in Participants: “many” (1), “few” (1)",
        'Use --mapping FILE to say what cells mean, for instance {"values": {"Land": {"Atlantis": "…"}}}.',
    ):
        assert line in explained.splitlines(), line
    assert sum("is no whole number" in line for line in explained.splitlines()) == 2


def test_without_being_asked_it_has_one_line_for_a_kind_of_note(desk: Desk, file: MakeFile) -> None:
    told = desk.done("import", file("list.csv", LIST), "--mapping", file("m.json", CORRECTION)).splitlines()
    [line] = [each for each in told if "whole number" in each]
    assert line.startswith('Line 4: Participants: "many"') and line.endswith("And 1 more like it: “few”")
    assert told[-1].startswith("“--explain”")


def test_json_tells_the_same(desk: Desk, file: MakeFile) -> None:
    told = desk.data("import", file("list.csv", LIST), "--mapping", file("m.json", CORRECTION), "--explain")
    reading = told["reading"]
    assert (reading["delimiter"], reading["heading_line"], reading["columns_private"]) == (";", 2, ["Phone"])
    assert {each["column"]: (each["known_by"], each["certainty"]) for each in reading["columns"]} == {
        "Project titel": ("misspelt", "guess"),
        "Land": ("mapping", "certain"),
        "Notes": ("mapping", "certain"),
        "Participants": ("heading", "certain"),
    }
    assert told["values_not_understood"][0] == {"column": "Land", "value": "Atlantis", "rows": 1}


def test_a_question_is_explained_too(desk: Desk, file: MakeFile) -> None:
    told = desk("import", file("dates.csv", "title,start date\nDrill,03/04/2021\n"), "--explain")
    assert told.code == 1 and "is the day first or the month" in told.err
    assert "start date → Start: by its heading, likely" in told.out.splitlines()


def test_a_correction_is_kept_for_the_next_list_of_the_source(desk: Desk, file: MakeFile, tmp_path: Path) -> None:
    assert "No mapping is saved yet" in desk.done("mapping", "list")
    desk.done("mapping", "save", file("list 2024.csv", LIST), "--mapping", file("m.json", CORRECTION))
    assert desk.data("list", "activities") == []
    told = desk.done("import", file("list 2025.csv", LIST))
    assert "The columns are read as those of “list 2024” were." in told.splitlines()
    assert {each["fields"]["summary"] for each in desk.data("list", "activities")} == {"x", "y"}
    assert [each["source"] for each in desk.data("mapping", "list")] == ["list 2024", "list 2025"]
    desk.done("mapping", "delete", "list 2024")
    [line] = desk.done("mapping", "list").splitlines()
    assert line.startswith("list 2025: 4 columns are read, last used for list 2025.csv on ")
    assert "list 2024" in desk.refused("mapping", "delete", "list 2024")


def test_a_mapping_gets_another_name_for_lists_of_that_name(desk: Desk, file: MakeFile) -> None:
    desk.done("import", file("list 2024.csv", LIST), "--mapping", file("m.json", CORRECTION))
    desk.done("mapping", "save", file("other.csv", "Title\nDrain\n"))
    for name, words in (("other", "There is already a mapping for “other”."), (" ", "The name is empty.")):
        assert words in desk.refused("mapping", "rename", "list 2024", name)
    assert "No mapping is kept for “nothing”." in desk.refused("mapping", "rename", "nothing", "more")
    desk.done("mapping", "rename", "list 2024", "aktivitäten")
    [renamed, other] = desk.data("mapping", "list")
    assert (renamed["source"], renamed["columns"]["Notes"]) == ("aktivitäten", "summary")
    assert (renamed["last_file"], other["last_file"]) == ("list 2024.csv", None)
    table = file("Aktivitäten 2026.csv", "Project titel;Notes\nDrain;x\n")
    assert (
        "The columns are read as those of “aktivitäten” were." in desk.done("import", table, "--dry-run").splitlines()
    )


def test_a_mapping_travels_as_a_file(desk: Desk, no_desk: Desk, file: MakeFile, tmp_path: Path) -> None:
    desk.done("import", file("list.csv", LIST), "--mapping", file("m.json", CORRECTION))
    out = tmp_path / "out.json"
    desk.done("mapping", "export", "list", out)
    assert json.loads(out.read_text("utf-8"))["columns"]["Notes"] == "summary"
    assert "no list" in desk.refused("mapping", "export", "no list", tmp_path / "no.json")
    no_desk.done("init")
    no_desk.done("mapping", "import", out, "--source", "water")
    fewer = file(
        "other.csv", "Project titel;Notes\nDrain;x\n"
    )  # columns of the mapping that a list lacks are passed over
    no_desk.done("import", fewer, "--mapping", "water")
    [drain] = no_desk.data("list", "activities")
    assert (drain["fields"]["summary"], drain["fields"]["status"]) == ("x", "planned")
    assert "no mapping is kept under that name" in no_desk.refused("import", fewer, "--mapping", "fire")


def test_a_saved_correction_changes_what_was_imported_before(desk: Desk, file: MakeFile) -> None:
    table = file("list.csv", LIST)
    desk.done("import", table)
    desk.done("mapping", "save", table, "--mapping", file("m.json", '{"columns": {"Notes": "summary"}}'))
    assert desk.data("import", table)["changed"] == 3
    assert desk.data("import", table)["unchanged"] == 3


def test_several_tables_are_imported_one_after_the_other(desk: Desk, file: MakeFile) -> None:
    one, bad, two = file("a.csv", "title\nDrain\n"), file("b.csv", ""), file("c.csv", "title\nWall\n")
    told = desk("import", one, bad, two, "--json")
    assert told.code == 1
    assert [each.get("new") for each in told.data] == [1, None, 1]
    assert len(desk.data("list", "activities")) == 2


def test_rows_with_the_same_title_and_dates_are_one_activity_where_one_says_so(desk: Desk, file: MakeFile) -> None:
    table = file(
        "list.csv",
        "Title,Start,Partner,Women\nDrain,2021,Lima,10\nWall,2021,Lima,4\nDrain,2021,Cusco,10\nDrain,2022,Cusco,7\n",
    )
    told = desk.done("import", table, "--dry-run")
    assert "1 row has the title and dates of another: it is an activity of its own." in told.splitlines()
    joined = desk.data("import", table, "--join-rows")
    assert (joined["new"], joined["rows_joined"], joined["rows_joined_by"]) == (3, 2, "title and dates")
    drain = next(each for each in desk.data("list", "activities", "start:2021") if each["title"] == "Drain")
    assert drain["fields"]["participants_women"] == 10, "numbers that repeat are not added"
    assert sum(name.startswith("organisations/partner:") for name in drain["fields"]) == 2
    assert desk.data("import", table)["unchanged"] == 3, "the answer is remembered"


def test_duplicates_lines_and_refused_rows_are_left_out_and_kept(desk: Desk, file: MakeFile, tmp_path: Path) -> None:
    table = file(
        "list.csv",
        "Title,Start,Country,Weather,More\nWalls,2024-05-03,KE,,\nWalls,2024-05-03,KE,,\nBells,2024,KE,,\n,,,left,over\n",
    )
    target = tmp_path / "refused.csv"
    told = desk.data("import", table, "--dry-run", "--refused", target)
    assert [(each["line"], each["like_line"], each["like_id"]) for each in told["duplicates"]] == [(3, 2, None)]
    assert (told["new"], told["refused"], told["rows_left_out_by_you"]) == (3, 1, 0)
    assert target.read_text("utf-8-sig").splitlines()[1].startswith(",,,left,over,")
    said = desk.done("import", table, "--dry-run")
    assert "“--without-duplicates” leaves them out." in said.splitlines()
    told = desk.data("import", table, "--without-duplicates", "--without-line", "4")
    assert (told["new"], told["rows_left_out_by_you"]) == (1, 2)
