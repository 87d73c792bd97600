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
