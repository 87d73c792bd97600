"""Importing a table: planned, applied, again, undone; what a person did meanwhile stays."""

from __future__ import annotations

import errno
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange import (
    ColumnMapping,
    ImportPlan,
    ImportReport,
    answer,
    apply_import,
    guess_mapping,
    initial_mapping,
    mapping_from_json,
    open_table,
    plan_import,
    preview,
    save_refused_rows,
)
from desktop.exchange.columns.source_name import REASON, name_of_refused
from desktop.exchange.spool import Spool
from desktop.workspace import Record, Workspace

DATA = Path(__file__).parents[1] / "data" / "tables"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield workspace
    workspace.close()


def _plan(desk: Workspace, path: Path, mapping: ColumnMapping | None = None) -> ImportPlan:
    table = open_table(path)
    return plan_import(desk, table, mapping or guess_mapping(table))


def _import(desk: Workspace, path: Path, mapping: ColumnMapping | None = None) -> ImportReport:
    return apply_import(desk, _plan(desk, path, mapping))


def _table(tmp_path: Path, text: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def _activities(desk: Workspace) -> dict[str, Record]:
    """Activities by title."""
    with desk.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY no")]
    return {record.title: record for record in desk.records("activity", ids)}


def _organisations(desk: Workspace, record: Record) -> set[tuple[str, str]]:
    """(role, name) of the organisations of an activity."""
    found: set[tuple[str, str]] = set()
    for key in record.members("organisations"):
        role, _, id = key.partition(":")
        organisation = desk.record(id)
        found.add((role, organisation.title if organisation else "?"))
    return found


def _figures(report: ImportReport | ImportPlan) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, len(report.refused)


# One file ---------------------------------------------------------------------------------------------------


def test_flat_table_of_iati(desk: Workspace) -> None:
    report = _import(desk, DATA / "aid.csv")
    assert _figures(report) == (4, 0, 0, 0)
    found = _activities(desk)
    walls = found["Flood walls for three towns"]
    assert walls.values["summary"] == "Walls, pumps\nand a warning bell."
    assert (walls.values["start"], walls.values["end"]) == (
        "2009-06-04",
        "2014-07-31",
    )  # actual before planned
    assert (walls.values["country"], walls.values["source_id"]) == ("SL", "XX-1-A1")
    assert walls.members("languages") == {"en": True}
    assert _organisations(desk, walls) == {
        ("lead", "Bank of Rivers"), ("funder", "Fund for Water"), ("partner", "Agency North"),
        ("implementer", "Ministry of Works"),
    }  # fmt: skip
    bells = found["Bells against floods"]
    assert (bells.values["start"], bells.values["end"]) == ("2011-07-01", "2014-08-31")
    assert bells.values["summary"] == "One bell for each street"
    assert {record.values["kind"] for record in found.values()} == {walls.values["kind"]}
    data = json.loads(str(walls.values["source_data"]))
    assert data["sector"] == ";;Water supply;" and data["total-Commitment"] == "4000000" and data["hierarchy"] == "1"
    assert next(iter(data)) == "iati-identifier"


def test_what_is_not_understood_costs_no_row_and_is_named(desk: Workspace) -> None:
    report = _import(desk, DATA / "aid.csv")
    said = {problem.line: problem.reason for problem in report.notes}
    assert "title" in said[7] and "XX-1-A3" in said[7]
    assert '"9"' in said[8]
    untitled = next(record for record in _activities(desk).values() if record.values["source_id"] == "XX-1-A3")
    assert "title" in untitled.missing and "summary" in untitled.missing
    assert untitled.values["country"] == "SL"  # of two countries the one the list is about


def test_one_organisation_for_each_name(desk: Workspace) -> None:
    report = _import(desk, DATA / "aid.csv")
    with desk.reading() as conn:
        names = [row[0] for row in conn.exec_driver_sql("SELECT name FROM organisation WHERE listed = 1")]
    folded = [name.casefold() for name in names]
    assert len(folded) == len(set(folded)) == report.organisations == 7
    assert "Mason’s Guild" in names


def test_again_changes_nothing(desk: Workspace) -> None:
    for name in ("aid.csv", "who-does-what.csv"):
        _import(desk, DATA / name)
        before = _activities(desk)
        again = _plan(desk, DATA / name)
        assert again.new == again.changed == 0 and again.unchanged > 0 and again.organisations == 0
        assert again.empty
        apply_import(desk, again)
        assert _activities(desk) == before


def test_undo_takes_the_whole_import_back(desk: Workspace) -> None:
    _import(desk, DATA / "aid.csv")
    desk.journal.undo()
    assert _activities(desk) == {}
    assert _figures(_import(desk, DATA / "aid.csv")) == (4, 0, 0, 0)
    assert len(_activities(desk)) == 4


def test_many_rows_of_one_activity(desk: Workspace) -> None:
    report = _import(desk, DATA / "who-does-what.csv")
    assert _figures(report) == (3, 0, 0, 0)
    assert (report.merged_rows, report.merged_activities) == (5, 2)
    assert any("5 rows were joined into 2 activities by" in sentence for sentence in report.said)
    found = _activities(desk)
    canteens = found["School canteens"]
    assert canteens.values["municipality"] == "Dakar; Kédougou"
    assert "participants_total" not in canteens.values
    data = json.loads(str(canteens.values["source_data"]))
    assert [data["Achieved"], data["Achieved [2]"], data["Achieved [3]"]] == ["10207", "15", "24.06"]
    water = found["Eau potable pour les écoles"]
    assert {name for _role, name in _organisations(desk, water)} == {"Wells Together", "Clear Streams"}


def test_numbers_that_differ_between_the_rows_of_one_activity_are_left_out(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "ID,Title,Participants,Women\n1,A,10,4\n1,A,20,4\n")
    report = _import(desk, path)
    record = _activities(desk)["A"]
    assert "participants_total" not in record.values and record.values["participants_women"] == 4
    assert any("different numbers" in problem.reason for problem in report.notes)


def test_workbook_with_merged_headings(desk: Workspace) -> None:
    report = _import(desk, DATA / "registro.xlsx")
    assert _figures(report) == (4, 0, 0, 0)
    schools = _activities(desk)["Escuelas seguras"]
    assert (schools.values["country"], schools.values["start"]) == ("CO", "2015-03-01")
    assert schools.values["municipality"] == "Cali"
    assert _organisations(desk, schools) == {("lead", "UNICEF")}
    assert "participants_men" not in schools.values  # targeted is not reached


# Questions --------------------------------------------------------------------------------------------------


def test_a_list_without_title_asks_for_it(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "What we did,Country\nFlood drill,KE\n")
    table = open_table(path)
    plan = _plan(desk, path)
    (question,) = plan.questions
    assert question.kind == "title" and question.choices[0] == ("What we did", "What we did")
    with pytest.raises(UserFacingError, match="--mapping"):
        apply_import(desk, plan)
    assert _activities(desk) == {}
    _import(desk, path, answer(guess_mapping(table), question, "What we did"))
    assert list(_activities(desk)) == ["Flood drill"]
    assert not _plan(desk, path, answer(guess_mapping(table), question, "")).questions


def test_dates_that_can_be_read_both_ways_are_asked_for(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Start\nA,01/02/2014\nB,03/04/2014\nC,5/5/2014\n")
    table = open_table(path)
    (question,) = _plan(desk, path).questions
    assert (question.kind, question.column) == ("date_order", "Start")
    assert "01/02/2014" in question.text and "date_order" in question.todo
    for order, date in (("mdy", "2014-01-02"), ("dmy", "2014-02-01")):
        mapping = answer(guess_mapping(table), question, order)
        assert preview(table, mapping)[0][1]["start"] == date
    example = question.todo[question.todo.index("{") : question.todo.rindex("}") + 1]
    mapping = mapping_from_json(example, headings=table.headings, base=guess_mapping(table))
    assert not _plan(desk, path, mapping).questions


@pytest.mark.parametrize(("last", "first_date"), [("31/12/2014", "2014-02-01"), ("12/31/2014", "2014-01-02")])
def test_one_date_tells_the_order_of_the_column(desk: Workspace, tmp_path: Path, last: str, first_date: str) -> None:
    path = _table(tmp_path, f"Title,Start\nA,01/02/2014\nB,{last}\n")
    _import(desk, path)
    found = _activities(desk)
    assert (found["A"].values["start"], found["B"].values["start"]) == (first_date, "2014-12-31")


def test_dates_that_contradict_each_other_are_asked_for(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Start\nA,01/02/2014\nB,31/12/2014\nC,12/31/2014\n")
    assert [question.kind for question in _plan(desk, path).questions] == ["date_order"]


def test_a_date_that_cannot_follow_the_order_of_its_column_is_said(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Start\nDrills,01/02/2014\nWalls,07/13/2024\nWells,31/12/2024\n")
    plan = plan_import(desk, open_table(path), answer(guess_mapping(open_table(path)), *_order(desk, path, "dmy")))
    assert [(each.line, "month first" in each.reason, "07/13/2024" in each.reason) for each in plan.problems] == [
        (3, True, True)
    ]
    apply_import(desk, plan)
    assert _activities(desk)["Walls"].values["start"] == "2024-07-13"


def _order(desk: Workspace, path: Path, order: str) -> tuple:
    """The question about the order of a column, and its answer."""
    (question,) = _plan(desk, path).questions
    return question, order


def test_a_decimal_comma_in_a_column_of_targets_is_said(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, 'Title;SDG targets\nDrills;"11,5"\nWalls;"11; 5"\n')
    plan = _plan(desk, path)
    assert [each.line for each in plan.problems] == [2] and "decimal" in plan.problems[0].reason
    apply_import(desk, plan)
    found = {title: set(record.members("targets")) for title, record in _activities(desk).items()}
    assert found == {"Drills": {"SDG:11.5"}, "Walls": {"SDG:11", "SDG:5"}}


def test_another_column_tells_the_order(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Start,End\nA,01/02/2014,28/02/2014\n")
    _import(desk, path)
    assert _activities(desk)["A"].values["start"] == "2014-02-01"


# The same list again, changed -------------------------------------------------------------------------------

FIRST = "ID,Title,Status,Country,Partner\n1,Flood drill,planned,KE,Red Cross\n2,Roof school,planned,UG,\n"


def test_what_changed_in_the_file_is_brought_in_field_by_field(desk: Workspace, tmp_path: Path) -> None:
    _import(desk, _table(tmp_path, FIRST))
    path = _table(
        tmp_path,
        FIRST.replace("drill,planned,KE,Red Cross", "drill,completed,KE,Crescent") + "3,New,planned,KE,\n",
    )
    plan = _plan(desk, path)
    assert _figures(plan) == (1, 1, 1, 0)
    (change,) = plan.changes
    assert (change.title, change.line) == ("Flood drill", 2)
    by_field = {each.field: (each.old, each.new) for each in change.fields}
    assert by_field["status"] == ("planned", "completed")
    assert "source_data" in by_field and len(by_field) == 4
    apply_import(desk, plan)
    drill = _activities(desk)["Flood drill"]
    assert drill.values["status"] == "completed"
    assert _organisations(desk, drill) == {("partner", "Crescent")}


def test_what_a_person_changed_stays_unless_the_file_changed_it_too(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, FIRST)
    _import(desk, path)
    drill = _activities(desk)["Flood drill"]
    desk.journal.edit(drill.id, {"title": "Flood drill with bells", "country": "TZ", "results": "All went home dry"})
    assert _figures(_import(desk, path)) == (0, 0, 2, 0)
    _import(desk, _table(tmp_path, FIRST.replace("drill,planned,KE", "drill,planned,UG")))
    drill = _activities(desk)["Flood drill with bells"]
    assert drill.values["country"] == "UG" and drill.values["results"] == "All went home dry"


def test_a_better_mapping_of_the_same_file_fills_what_was_missed(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "ID,Title,Who came\n1,Flood drill,40\n")
    _import(desk, path)
    table = open_table(path)
    text = '{"columns": {"Who came": "participants_total"}}'
    mapping = mapping_from_json(text, headings=table.headings, base=guess_mapping(table))
    assert _figures(_import(desk, path, mapping)) == (0, 1, 0, 0)
    assert _activities(desk)["Flood drill"].values["participants_total"] == 40


def test_a_record_in_the_bin_stays_there_and_is_named(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, FIRST)
    _import(desk, path)
    desk.journal.delete([_activities(desk)["Flood drill"].id])
    report = _import(desk, _table(tmp_path, FIRST.replace("planned,KE", "completed,KE")))
    assert _figures(report) == (0, 0, 2, 0)
    assert list(_activities(desk)) == ["Roof school"]
    assert any("Flood drill" in problem.reason and "bin" in problem.reason for problem in report.notes)


def test_renamed_file_finds_its_records(desk: Workspace, tmp_path: Path) -> None:
    _import(desk, _table(tmp_path, FIRST, "2023.csv"))
    assert _figures(_plan(desk, _table(tmp_path, FIRST, "2024.csv"))) == (0, 0, 2, 0)


def test_another_list_with_the_same_numbers_is_another_list(desk: Workspace, tmp_path: Path) -> None:
    _import(desk, _table(tmp_path, FIRST, "list.csv"))
    other = "Code,Nom,Pays,Bailleur,Remarque,Lieu\n1,Alerte précoce,SN,X,Y,Dakar\n"
    assert _figures(_import(desk, _table(tmp_path, other, "list.csv"))) == (1, 0, 0, 0)
    assert len(_activities(desk)) == 3


def test_without_identifiers_the_same_rows_are_the_same_records(desk: Workspace, tmp_path: Path) -> None:
    text = "Title,Country,Participants\nDrill,KE,4\nDrill,KE,9\nSchool,UG,\n"
    assert _figures(_import(desk, _table(tmp_path, text))) == (3, 0, 0, 0)
    assert _figures(_import(desk, _table(tmp_path, text, "other name.csv"))) == (0, 0, 3, 0)
    assert _figures(_plan(desk, _table(tmp_path, text.replace("UG,", "UG,7")))) == (0, 1, 2, 0)


def test_world_wide_identifiers_give_the_same_record_on_every_desk(desk: Workspace, tmp_path: Path) -> None:
    uuid = "0e8f7c5a-51a5-4f5e-9d1b-3f0a5a5b7c11"
    path = _table(tmp_path, f"ID,Title\n{uuid},A\nhttps://doi.org/10.1234/ABC,B\n")
    _import(desk, path)
    other = Workspace.create(tmp_path / "other.focal", home=tmp_path / "other home")
    _import(other, path)
    assert {each.id for each in _activities(desk).values()} == {each.id for each in _activities(other).values()}
    assert _activities(desk)["A"].id == uuid
    other.close()


def test_an_identifier_may_not_name_a_record_of_another_type(desk: Workspace, tmp_path: Path) -> None:
    organisation = desk.journal.create("organisation", {"name": "Red Cross"})
    _import(desk, _table(tmp_path, f"ID,Title\n{organisation},Taken over\n"))
    assert desk.record(organisation) is not None
    kept = desk.record(organisation)
    assert kept is not None and kept.values == {"name": "Red Cross"}
    assert _activities(desk)["Taken over"].id != organisation


def test_organisation_known_on_the_desk_is_found(desk: Workspace, tmp_path: Path) -> None:
    known = desk.journal.create("organisation", {"name": "Crüz Roja"})
    report = _import(desk, _table(tmp_path, "Title,Partners\nDrill,cruz  roja; Bomberos\n"))
    assert report.organisations == 1
    assert f"partner:{known}" in _activities(desk)["Drill"].members("organisations")


def test_private_notes_and_people_do_not_stand_in_the_shared_source_data(desk: Workspace, tmp_path: Path) -> None:
    text = "ID,Title,Private note,Contact,Country\n1,Drill,only for me,Amina Diallo,KE\n"
    report = _import(desk, _table(tmp_path, text))
    assert report.people == 1
    drill = _activities(desk)["Drill"]
    assert drill.values["private_note"] == "only for me"
    assert json.loads(str(drill.values["source_data"])) == {"ID": "1", "Title": "Drill", "Country": "KE"}
    desk.journal.edit(drill.id, {"private_note": "my own words"})
    _import(desk, _table(tmp_path, text.replace("KE", "UG")))
    drill = _activities(desk)["Drill"]
    assert (drill.values["private_note"], drill.values["country"]) == ("my own words", "UG")


def test_an_identifier_without_name_takes_the_name_that_another_row_gives(desk: Workspace, tmp_path: Path) -> None:
    text = "iati-identifier,title,reporting-org,reporting-org-ref\nX-1,A,,G-1\nX-2,B,Good Works,G-1\nX-3,C,,G-2\n"
    _import(desk, _table(tmp_path, text))
    names = {title: {name for _role, name in _organisations(desk, each)} for title, each in _activities(desk).items()}
    assert names == {"A": {"Good Works"}, "B": {"Good Works"}, "C": {"G-2"}}


# Hostile cells and interruptions ----------------------------------------------------------------------------


def test_hostile_cells(desk: Workspace, tmp_path: Path) -> None:
    path = _table(
        tmp_path,
        "Title,Start,Participants,Country\n"
        '"=cmd|"" /C calc""!A0",9999-12-31,-5,Nowhere\n'
        "invoice\u202egnp.exe,2014,12,KE\n",
    )
    report = _import(desk, path)
    found = _activities(desk)
    formula = found['=cmd|" /C calc"!A0']
    assert set(formula.values) == {"title", "source", "source_data"}
    assert len([problem for problem in report.notes if problem.line == 2]) == 3
    reverse = found["invoicegnp.exe"]
    assert "\u202e" in str(reverse.values["source_data"])


def test_rows_that_cannot_come_in_are_named_and_cost_nothing_else(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Country,Remark\nA,KE,\nB,UG,x,y,z\n,,only this\nC,SL\n")
    report = _import(desk, path)
    assert _figures(report) == (3, 0, 0, 1)
    assert [problem.line for problem in report.refused] == [4]
    assert any(problem.line == 3 and "5 cells" in problem.reason for problem in report.notes)
    assert any(problem.line == 5 and "2 cells" in problem.reason for problem in report.notes)
    assert sorted(_activities(desk)) == ["A", "B", "C"]


def test_cancelled_while_writing_leaves_nothing(desk: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"{number},Activity {number},KE\n" for number in range(1_500))
    plan = _plan(desk, _table(tmp_path, "ID,Title,Country\n" + rows))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1

    with pytest.raises(Cancelled):
        apply_import(desk, plan, cancelled=cancelled)
    assert _activities(desk) == {}
    with sqlite3.connect(tmp_path / "desk.focal") as conn:
        assert conn.execute("SELECT count(*) FROM change").fetchone() == (0,)


def test_cancelled_while_planning(desk: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"{number},Activity {number},KE\n" for number in range(1_500))
    table = open_table(_table(tmp_path, "ID,Title,Country\n" + rows))
    with pytest.raises(Cancelled):
        plan_import(desk, table, guess_mapping(table), cancelled=lambda: True)


def test_progress_is_told(desk: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"{number},Activity {number},KE\n" for number in range(1_200))
    table = open_table(_table(tmp_path, "ID,Title,Country\n" + rows))
    planned: list[int] = []
    written: list[int] = []
    plan = plan_import(desk, table, guess_mapping(table), progress=planned.append)
    apply_import(desk, plan, progress=written.append)
    assert planned[-1] == written[-1] == 1_200 and planned == sorted(planned)


def test_the_id_of_a_person_cannot_be_guessed_from_the_name_and_stays_the_same_here(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("identifier,title,contact\nA-1,Drills,Amina Otieno\n", "utf-8")
    ids: list[set[str]] = []
    for name in ("one", "two"):
        workspace = Workspace.create(tmp_path / f"{name}.focal", home=tmp_path / name)
        for _again in range(2):
            opened = open_table(table)
            apply_import(workspace, plan_import(workspace, opened, guess_mapping(opened)))
        with workspace.reading() as conn:
            ids.append({row[0] for row in conn.exec_driver_sql("SELECT id FROM person")})
        person = next(iter(ids[-1]))
        workspace.journal.edit(person, {"name": "Amina O."})
        opened = open_table(table)
        assert plan_import(workspace, opened, guess_mapping(opened)).unchanged == 1
        workspace.close()
    assert len(ids[0]) == len(ids[1]) == 1
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    ("text", "coordinates"),
    [
        ("Title,Latitude,Longitude\nA,8.46,-13.23\n", "8.46,-13.23"),
        ("Title,Lon,Lat\nA,13.23 W,8.46 N\n", "8.46,-13.23"),
        ('Title,Coordinates\nA,"8.46, -13.23"\n', "8.46,-13.23"),
        ('Title,Coordinates,Latitude,Longitude\nA,"1,2",8.46,-13.23\n', "1,2"),
        ("Title,Coordinates,Latitude,Longitude\nA,,8.46,-13.23\n", "8.46,-13.23"),
        ("Title,Coordinates,Latitude,Longitude\nA,here,8.46,-13.23\n", "8.46,-13.23"),
        ("Title,Latitude\nA,8.46\n", None),
        ("Title,Latitude,Longitude\nA,8.46,\n", None),
        ("Title,Latitude,Longitude\nA,91,13\n", None),
        ("Title,Latitude,Longitude\nA,90,180\n", "90,180"),
        ("Title,Latitude,Longitude\nA,13,181\n", None),
    ],
)
def test_where_an_activity_is_in_one_column_or_two(
    desk: Workspace, tmp_path: Path, text: str, coordinates: str | None
) -> None:
    plan = _plan(desk, _table(tmp_path, text))
    apply_import(desk, plan)
    assert _activities(desk)["A"].values.get("coordinates") == coordinates
    assert len(plan.notes) == ("here" in text)


def test_a_temporary_folder_that_takes_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the file cannot be made, once it cannot be written further."""

    class Full(io.BytesIO):
        def write(self, *_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop.exchange.spool.tempfile.TemporaryFile", lambda **_: Full())
    spool = Spool[str]()
    spool.add("a")
    with pytest.raises(UserFacingError, match="temporary files cannot be written: No space left") as caught:
        list(spool)
    assert caught.value.kept == "Nothing was imported."

    def refuse(**_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("desktop.exchange.spool.tempfile.TemporaryFile", refuse)
    with pytest.raises(UserFacingError, match="Permission denied"):
        Spool[str]()


def test_what_is_spooled_comes_out_in_order_as_often_as_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.exchange.spool._BATCH", 3)
    spool = Spool[str]()
    entries = [f"t{number}" for number in range(8)]
    for number, entry in enumerate(entries):
        spool.add(entry)
        assert list(spool) == list(spool) == entries[: number + 1]
    spool.close()


@pytest.mark.parametrize(
    ("again", "figures"),
    [
        ("ID,Title,A,B\n1,Walls,a,c\n", (0, 1, 0, 0)),
        ("ID,Title,A,B\n1,Roofs,a,c\n", (0, 1, 0, 0)),
        ("ID,Title,A,C\n1,Roofs,x,c\n", (0, 1, 0, 0)),
        ("ID,Title,C,D\n1,Roofs,x,c\n", (0, 1, 0, 0)),
        ("ID,Titre,C,D\n1,Roofs,x,c\n", (1, 0, 0, 0)),
    ],
)
def test_a_number_means_the_same_record_where_half_of_the_columns_are_the_same(
    desk: Workspace, tmp_path: Path, again: str, figures: tuple[int, int, int, int]
) -> None:
    assert _figures(_import(desk, _table(tmp_path, "ID,Title,A,B\n1,Walls,a,b\n"))) == (1, 0, 0, 0)
    assert _figures(_import(desk, _table(tmp_path, again))) == figures


def test_where_a_record_came_from_changes_only_where_the_table_says_so(desk: Workspace, tmp_path: Path) -> None:
    _import(desk, _table(tmp_path, "ID,Title,Source\n1,Walls,OECD\n", "one.csv"))
    _import(desk, _table(tmp_path, "ID,Title,Source\n1,Walls,OECD 2\n", "one.csv"))
    assert [each.values["source"] for each in _activities(desk).values()] == ["OECD 2"]
    _import(desk, _table(tmp_path, "ID,Title\n2,Roofs\n", "two.csv"))
    _import(desk, _table(tmp_path, "ID,Title\n2,Green roofs\n", "three.csv"))
    assert _figures(_import(desk, _table(tmp_path, "ID,Title\n2,Roofs\n", "renamed.csv"))) == (0, 0, 1, 0)
    assert {each.title: each.values["source"] for each in _activities(desk).values()} == {
        "Walls": "OECD 2", "Roofs": "two", "Green roofs": "three",
    }  # fmt: skip


def test_each_source_is_read_as_it_was_itself(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Country,Notes\nDrill,KE,x\n", "one.csv")
    guess = guess_mapping(open_table(path))
    _import(desk, path, guess.leaving_out("Country", True))
    headings = ("Title", "Country", "Notes")
    assert initial_mapping(desk, guess, headings).left_out == ("Country",)
    other = guess_mapping(open_table(_table(tmp_path, "Title,Country,Notes\nSchool,UG,y\n", "two.csv")))
    assert initial_mapping(desk, other, headings) == other


def test_words_of_a_set_that_the_desk_does_not_know_are_named(desk: Workspace, tmp_path: Path) -> None:
    report = _import(desk, _table(tmp_path, "Title,Hazards\nDrill,flood; dragons\nSchool,flood\n"))
    assert [(note.line, note.reason) for note in report.notes] == [
        (2, 'Hazards: "dragons" is not known here. The cell is kept in the source data.')
    ]
    hazards = [[name for name in each.values if name.startswith("hazards/")] for each in _activities(desk).values()]
    assert hazards[0] == hazards[1] and len(hazards[0]) == 1, "what is known beside it stays"


def test_of_several_codes_in_one_cell_the_one_that_the_table_has_most_is_taken(desk: Workspace, tmp_path: Path) -> None:
    for often, seldom in (("KE", "UG"), ("UG", "KE")):
        lines = f"A{often},{often}\nB{often},{often}\nC{often},{seldom}\nBoth{often},KE; UG\n"
        _import(desk, _table(tmp_path, f"Title,Country\n{lines}", f"{often}.csv"))
        assert _activities(desk)[f"Both{often}"].values["country"] == often


def test_a_plan_that_only_changes_something_is_not_empty(desk: Workspace, tmp_path: Path) -> None:
    _import(desk, _table(tmp_path, FIRST))
    assert _plan(desk, _table(tmp_path, FIRST)).empty
    plan = _plan(desk, _table(tmp_path, FIRST.replace("drill,planned", "drill,completed")))
    assert (plan.new, plan.changed, plan.empty) == (0, 1, False)


# What a person says of values, rows and duplicates ---------------------------------------------------------------


def test_what_a_value_is_read_as_is_said_once_for_all_rows_and_kept_for_the_source(
    desk: Workspace, tmp_path: Path
) -> None:
    text = (
        "Title,Status,Participants,Hazards\nA,Functional,about 30,flood; dragons\nB, functional ,40,n.k.\nC,planned,,\n"
    )
    path = _table(tmp_path, text)
    first = _plan(desk, path)
    cells = {(each.column, each.value, each.count) for each in first.notes if each.about_cell}
    assert cells == {
        ("Status", "Functional", 2), ("Participants", "about 30", 1),
        ("Hazards", "dragons", 1), ("Hazards", "n.k.", 1),
    }  # fmt: skip
    first.close()
    mapping = first.mapping.with_value("Status", "functional", "under way").with_value("Participants", "about 30", "30")
    mapping = mapping.with_value("Hazards", "dragons", "").with_value("Hazards", "n.k.", "flood")
    assert mapping_from_json(mapping.to_json(), headings=first.headings) == mapping
    report = _import(desk, path, mapping)
    assert report.notes == []
    found = _activities(desk)
    assert [found[title].values.get("status") for title in "ABC"] == ["under_way", "under_way", "planned"]
    assert found["A"].values["participants_total"] == 30
    assert [len(found[title].members("hazards")) for title in "ABC"] == [1, 1, 0]
    again = _table(tmp_path, "Title,Status,Participants,Hazards\nD,FUNCTIONAL,,\n")
    table = open_table(again)
    kept = initial_mapping(desk, guess_mapping(table), table.headings)
    assert kept.meanings("Status") == {"functional": "under way"}
    assert kept.with_value("Status", "Functional", None).meanings("Status") == {}


def test_rows_are_left_out_and_what_only_they_name_is_not_made(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Organisation\nA,One\nB,Two\nC,Three\n")
    table = open_table(path)
    plan = plan_import(desk, table, guess_mapping(table), without={3})
    assert (plan.new, plan.without_rows, plan.new_lines) == (2, (3,), [2, 4])
    left = next(id for _type, id, values in plan.new_records if values["title"] == "C")
    plan.leave_out([left])
    assert (plan.new_to_write, plan.left_out_by_hand) == (1, 2)
    plan.leave_out([left], False)
    assert plan.new_to_write == 2
    plan.leave_out([left])
    report = apply_import(desk, plan)
    assert (report.new, report.left_out_by_hand) == (1, 2)
    assert "2 rows were left out by you." in report.said
    assert list(_activities(desk)) == ["A"]
    with desk.reading() as conn:
        assert conn.exec_driver_sql("SELECT name FROM organisation").fetchall() == [("One",)]


def test_changes_are_left_out_too(desk: Workspace, tmp_path: Path) -> None:
    _import(desk, _table(tmp_path, "ID,Title,Status\n1,A,planned\n2,B,planned\n"))
    plan = _plan(desk, _table(tmp_path, "ID,Title,Status\n1,A,completed\n2,B,completed\n"))
    plan.leave_out([plan.changes[0].id])
    assert (plan.new_to_write, plan.changed_to_write) == (0, 1)
    assert _figures(apply_import(desk, plan)) == (0, 1, 0, 0)
    assert sorted(str(each.values["status"]) for each in _activities(desk).values()) == ["completed", "planned"]


def test_duplicates_in_the_list_and_on_the_desk_are_named(desk: Workspace, tmp_path: Path) -> None:
    head = "ID,Title,Start,Country,City\n"
    first = _plan(
        desk,
        _table(
            tmp_path, head + "1,Walls,2024-05-03,KE,Kisumu\n2, walls ,3 May 2024,Kenya,KISUMU\n3,Walls,2024-05-03,UG,\n"
        ),
    )
    assert [(each.line, each.other_line, each.other_id) for each in first.duplicates] == [(3, 2, "")]
    assert first.sentences()[-2:] == [
        "1 activity has the title, date and place of another one in this list.",
        "Such duplicates are imported unless you leave them out.",
    ]
    assert apply_import(desk, first).new == 3
    assert _plan(desk, tmp_path / "list.csv").duplicates == []  # known as themselves
    other = _table(tmp_path, "Title,Start,Country,City\nWalls,2024-05-03,UG,\nWalls,,UG,\n", "other.csv")
    plan = _plan(desk, other)
    assert [(each.line, each.other_line) for each in plan.duplicates] == [(2, 0)]
    record = desk.record(plan.duplicates[0].other_id)
    assert record is not None and record.values["country"] == "UG"
    plan.leave_out(each.id for each in plan.duplicates)
    assert "unless" not in " ".join(plan.sentences())
    report = apply_import(desk, plan)
    assert (report.new, report.duplicates, report.left_out_by_hand) == (1, 1, 1)


def test_refused_rows_are_saved_corrected_and_imported_as_of_the_same_list(desk: Workspace, tmp_path: Path) -> None:
    path = _table(tmp_path, "Title,Remark\nWalls,a\n,=1+1\n,left\n", "Courses.csv")
    plan = _plan(desk, path)
    assert list(plan.refused_rows) == [3, 4]
    target = tmp_path / name_of_refused(path)
    assert target.name == "Courses (refused rows).csv"
    assert save_refused_rows(open_table(path), plan.refused_rows, target) == 2
    apply_import(desk, plan)
    text = target.read_text("utf-8-sig")
    reason = "No cell of the row matches a field."
    assert text.splitlines() == [f"Title,Remark,{REASON}", f",'=1+1,{reason}", f",left,{reason}"]
    target.write_text(text.replace(",left", "Bells,left"), encoding="utf-8")
    table = open_table(target)
    mapping = initial_mapping(desk, guess_mapping(table), table.headings)
    assert (mapping.source, mapping.left_out) == ("Courses", (REASON,))
    again = apply_import(desk, plan_import(desk, table, mapping))
    assert (again.new, len(again.refused)) == (1, 1)
    bells = _activities(desk)["Bells"]
    assert (bells.values["source"], json.loads(str(bells.values["source_data"]))) == (
        "Courses", {"Title": "Bells"},
    )  # fmt: skip
