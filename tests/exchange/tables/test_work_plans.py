"""Work plans with a column for each month, legends below, and what stands above a table for all its rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.exchange import guess_mapping, open_table, plan_import
from desktop.workspace import Value, Workspace

_MONTHS = "Jan,Feb,Mar,Apr,May,Jun"


def _read(desk: Workspace, folder: Path, name: str, text: str) -> tuple[list[dict[str, Value]], str]:
    """What a list says, and all that is said of it."""
    path = folder / name
    path.write_text(text, "utf-8")
    table = open_table(path)
    plan = plan_import(desk, table, guess_mapping(table))
    records = [dict(values) for _type, _id, values in plan.new_records]
    said = "\n".join([*plan.sentences(), *(each.reason for each in plan.problems)])
    plan.close()
    return records, said


def test_marks_under_months_are_start_and_end(empty_desk: Workspace, tmp_path: Path) -> None:
    text = f"Plan 2025,,,,,,,\nActivity,Country,{_MONTHS}\nDrill,Kenya,,x,x,,,\nCourse,Peru,,,,,,x\nIdea,Chad,,,,,,\n"
    records, said = _read(empty_desk, tmp_path, "plan.csv", text)
    assert [(each.get("start"), each.get("end")) for each in records] == [
        ("2025-02", "2025-03"),
        ("2025-06", "2025-06"),
        (None, None),
    ]
    assert "“Jan” to “Jun”" in said


@pytest.mark.parametrize(
    ("headings", "cells", "dates"),
    [
        ("Q1 2025,Q2 2025,Q3 2025,Q4 2025", ",x,x,", ("2025-04", "2025-09")),
        ("2025 T3,2025 T4,2026 T1,2026 T2", ",1,1,", ("2025-10", "2026-03")),
        ("nov 2025,dic 2025,ene 2026,feb 2026", "x,,,x", ("2025-11", "2026-02")),
        (_MONTHS, ",x,x,,,", (None, None)),  # no year is known
        ("Jan 2025,Feb 2025,Mar 2025,Apr 2025", "120,80,,40", (None, None)),  # amounts and no marks
    ],
)
def test_months_and_quarters(
    empty_desk: Workspace, tmp_path: Path, headings: str, cells: str, dates: tuple[str | None, str | None]
) -> None:
    records, _said = _read(empty_desk, tmp_path, "list.csv", f"Activity,Country,{headings}\nDrill,Kenya,{cells}\n")
    assert (records[0].get("start"), records[0].get("end")) == dates


def test_a_country_above_the_table_is_that_of_its_rows(empty_desk: Workspace, tmp_path: Path) -> None:
    text = "Country:,Kenya,\n,,\nActivity,Start,City\nDrill,2025-03,Kisumu\nCourse,2025-04,Nakuru\n"
    records, said = _read(empty_desk, tmp_path, "list.csv", text)
    assert [each["country"] for each in records] == ["KE", "KE"]
    assert '"Country: Kenya" is above the headings: it is used as Country' in said
    records, _said = _read(empty_desk, tmp_path, "other.csv", text.replace("City", "Country").replace("Kisumu", "Chad"))
    assert records[0]["country"] == "TD"


def test_what_explains_a_mark_is_no_activity(empty_desk: Workspace, tmp_path: Path) -> None:
    text = "Ref,Activity,Country\n1,Drill,Kenya\n2,Course,Peru\nx = month of the activity,,\n"
    records, said = _read(empty_desk, tmp_path, "list.csv", text)
    assert len(records) == 2
    assert "explains a mark" in said


def test_lists_of_different_length_are_not_paired(empty_desk: Workspace, tmp_path: Path) -> None:
    activity = {
        "iati_identifier": "XM-1",
        "title_narrative": ["Drainage"],
        "activity_date_type": ["1", "3"],
        "activity_date_iso_date": ["2025-01-01T00:00:00Z"],
        "participating_org_role": ["1"],
        "participating_org_narrative": ["CAF"],
    }
    records, said = _read(empty_desk, tmp_path, "found.json", json.dumps({"response": {"docs": [activity]}}))
    assert (records[0]["title"], records[0].get("start")) == ("Drainage", None)
    assert "2025-01-01" in str(records[0]["source_data"])
    assert "The lists of activity-date have different lengths" in said


@pytest.mark.parametrize(
    ("heading", "field", "role", "part"),
    [
        ("Participants (mulheres)", "participants_women", "", ""),
        ("Participants (youth)", "", "", ""),
        ("Participants (number)", "participants_total", "", ""),
        ("dont hommes", "participants_men", "", ""),
        ("Date de début de l’activité", "start", "", ""),
        ("Cibles ODD visées", "targets", "", ""),
        ("Structure d’accueil", "organisations", "host", ""),
        ("Entidad líder", "organisations", "lead", ""),
        ("Lead agency and donor", "", "", ""),
    ],
)
def test_headings_of_the_field(tmp_path: Path, heading: str, field: str, role: str, part: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Title,{heading}\nDrill,\n", "utf-8")
    use = guess_mapping(open_table(path)).use_of(heading)
    assert (use.field, use.role, use.part) == (field, role, part) if field else use is None


def test_a_role_beside_each_organisation(empty_desk: Workspace, tmp_path: Path) -> None:
    text = "Title,Organisation,Role,Organisation,Role\nDrill,Lima,Host,Quito,Partner\n"
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    table = open_table(path)
    plan = plan_import(empty_desk, table, guess_mapping(table))
    names = {id: values["name"] for _type, id, values in plan.linked}
    (values,) = (dict(values) for _type, _id, values in plan.new_records)
    plan.close()
    linked = {
        (role, names[id]) for name in values if name.startswith("organisations/") for role, id in [name[14:].split(":")]
    }
    assert linked == {("host", "Lima"), ("partner", "Quito")}
