"""The real files of the shared folder, read in place (skipped where it is absent)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange import apply_import, guess_mapping, mapping_from_json, open_table, plan_import
from desktop.workspace import Record, Workspace

SHARED = Path(__file__).parents[3] / "shared" / "data"
SIERRA_LEONE = SHARED / "hxl" / "iati-sierraleone.csv"
STATUS = {"1": "planned", "2": "under", "3": "completed", "4": "completed", "": None}
_LAST_CONTACT = 7
"""A column of the list of health centres that stays on this desk."""
ROLES = {
    "Accountable": "accountable",
    "Funding": "funder",
    "Extending": "partner",
    "Implementing": "implementer",
}

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not here")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield workspace
    workspace.close()


def _records(desk: Workspace) -> dict[str, Record]:
    with desk.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1")]
    return {str(record.values["source_id"]): record for record in desk.records("activity", ids)}


def _date(text: str) -> str | None:
    day, month, year = text.split("/") if text else ("", "", "")
    return f"{year}-{month}-{day}" if year else None


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())


def test_every_row_of_the_aid_activities_of_sierra_leone(desk: Workspace) -> None:
    table = open_table(SIERRA_LEONE)
    report = apply_import(desk, plan_import(desk, table, guess_mapping(table)))
    assert (report.new, report.changed, report.unchanged, len(report.refused)) == (515, 0, 0, 0)
    (untitled,) = [problem for problem in report.notes if "no title" in problem.reason]
    assert "GB-GHC-207544-47SLE" in untitled.reason
    records = _records(desk)
    assert len(records) == 515
    with desk.reading() as conn:
        names = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT id, name FROM organisation")}
    with SIERRA_LEONE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[1:]
    for row in rows:
        record = records[row["iati-identifier"].strip()]
        values = record.values
        assert (values.get("title") or "") == " ".join(row["title"].replace("\x96", "–").split()).strip(" ;")
        status = values.get("status")
        assert status is None if STATUS[row["activity-status-code"]] is None else str(status).startswith(
            str(STATUS[row["activity-status-code"]])
        )  # fmt: skip
        assert values.get("start") == _date(row["start-actual"] or row["start-planned"])
        assert values.get("end") == _date(row["end-actual"] or row["end-planned"])
        assert values.get("country") == "SL"
        assert values.get("kind") == "project"
        if row["description"].strip() not in ("", "0"):
            assert _letters(str(values["summary"])) == _letters(row["description"])
        expected = {("lead", " ".join(row["reporting-org"].split()))} | {
            (role, " ".join(row[f"participating-org ({word})"].split())) for word, role in ROLES.items()
        }
        found = {(role, names[id]) for role, _, id in (key.partition(":") for key in record.members("organisations"))}
        assert {(role, name.casefold()) for role, name in found} >= {
            (role, name.casefold()) for role, name in expected if name not in ("", "0")
        }
        kept = json.loads(str(values["source_data"]))
        assert kept == {heading: cell for heading, cell in row.items() if cell}


def test_sierra_leone_again_and_back(desk: Workspace) -> None:
    table = open_table(SIERRA_LEONE)
    apply_import(desk, plan_import(desk, table, guess_mapping(table)))
    again = plan_import(desk, table, guess_mapping(table))
    assert (again.new, again.changed, again.unchanged, len(again.refused)) == (0, 0, 515, 0)
    desk.journal.undo()
    assert _records(desk) == {}


def test_who_does_what_in_west_africa(desk: Workspace) -> None:
    table = open_table(SHARED / "hxl" / "rowca-3w-hxl.csv")
    report = apply_import(desk, plan_import(desk, table, guess_mapping(table)))
    with (SHARED / "hxl" / "rowca-3w-hxl.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[1:]
    assert report.new == len({row["ActivityId"] for row in rows})
    records = _records(desk)
    for row in rows:
        record = records[row["ActivityId"]]
        assert str(record.values["title"])[:20] == " ".join(row["Activity"].split())[:20]
        assert record.values["country"] == {"Mali": "ML", "Senegal": "SN"}[row["Country"]]
        kept = json.loads(str(record.values["source_data"]))
        assert any(
            cell == row["ReportDetailId"] for heading, cell in kept.items() if heading.startswith("ReportDetailId")
        )
    again = plan_import(desk, table, guess_mapping(table))
    assert (again.new, again.changed, again.unchanged) == (0, 0, report.new)


def test_every_health_centre_of_three_countries(desk: Workspace) -> None:
    path = SHARED / "hxl" / "sbtf-mli-nga-sen-health.csv"
    table = open_table(path)
    report = apply_import(desk, plan_import(desk, table, guess_mapping(table)))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    headings, rows = rows[6], [row for row in rows[8:] if sum(map(bool, row)) > 2]
    places = [number for number in range(len(headings)) if number != _LAST_CONTACT]
    assert (len(rows), report.new, report.merged_rows) == (118, 117, 2)  # one identifier stands in two rows
    with desk.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY no")]
    found = {
        tuple(json.loads(str(each.values["source_data"])).values()): each for each in desk.records("activity", ids)
    }
    by_identifier = {str(each.values.get("source_id")): each for each in found.values()}
    for row in rows:
        record = found.get(tuple(row[number] for number in places if row[number])) or by_identifier[row[1]]
        if row[1] == "NigSap":
            continue
        values = record.values
        assert values.get("source_id", "") == row[1]
        assert values.get("country") == {"Mali": "ML", "Nigeria": "NG", "Senegal": "SN", "Togo": "TG"}.get(
            row[8], values.get("country")
        )
        assert str(values["municipality"]).startswith(" ".join(row[2].split())[:20])
        if row[10].count(".") == row[11].count(".") == 1 and "°" not in row[10]:
            point = [float(each) for each in str(values["coordinates"]).split(",")]
            assert point == [pytest.approx(float(row[at]), abs=1e-5) for at in (10, 11)]
        assert (values.get("title") or "") == " ".join(row[6].split())


@pytest.mark.parametrize(
    "name",
    ["input-fuzzy.csv", "input-multiline.csv", "input-multiple-headers.csv", "input-quality.xls", "input-valid.json"],
)
def test_every_cell_of_lists_without_a_title_is_kept(desk: Workspace, name: str) -> None:
    path = SHARED / "tables" / name
    table = open_table(path)
    mapping = mapping_from_json('{"untitled": true}', headings=table.headings, base=guess_mapping(table))
    report = apply_import(desk, plan_import(desk, table, mapping))
    with desk.reading() as conn:
        texts = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1")]
    kept = [set(json.loads(str(each.values["source_data"])).values()) for each in desk.records("activity", texts)]
    rows = [{cell for cell in row if cell} for row in _cells(path)]
    first = next(number for number, row in enumerate(rows) if any(cell.startswith("#") for cell in row)) + 1
    assert len(rows) - first == report.new == len(kept) > 0
    assert sorted(map(sorted, kept)) == sorted(map(sorted, rows[first:]))


def _cells(path: Path) -> list[list[str]]:
    """The cells of a file as text, by a reader that knows nothing of headings."""
    if path.suffix == ".json":
        return [[str(cell) for cell in row] for row in json.loads(path.read_text("utf-8"))]
    if path.suffix == ".xls":
        from python_calamine import load_workbook  # pyright: ignore

        sheet = load_workbook(str(path)).get_sheet_by_index(1)  # the one with hashtags
        return [[f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in sheet.iter_rows()]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_workbook_with_merged_headings_says_what_to_do(desk: Workspace) -> None:
    table = open_table(SHARED / "tables" / "merged-headers.xlsx")
    plan = plan_import(desk, table, guess_mapping(table))
    with pytest.raises(UserFacingError, match="Which column holds the title"):
        apply_import(desk, plan)
    text = '{"columns": {"Subsector": "title", "¿Cuándo?": "start", "Registro": "source_id"}}'
    mapping = mapping_from_json(text, headings=table.headings, base=guess_mapping(table))
    report = apply_import(desk, plan_import(desk, table, mapping))
    assert (report.new, len(report.refused)) == (4, 0)
    records = _records(desk)
    assert records["002"].values["title"] == "Vacunación"
    assert {record.values["start"] for record in records.values()} == {"2015-03-01"}
