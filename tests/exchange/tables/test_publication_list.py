"""BibTeX and RIS: lists of publications."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange import ImportReport, apply_import, guess_mapping, open_table, plan_import
from desktop.exchange.tables.limits import MAX_CELL
from desktop.workspace import Workspace
from tests.exchange.tables.imports import activities

BIBTEX = r"""% our publications
@string{uclg = "United Cities"}
@article{roca2021,
  author = {Roca, Ana and de la Cruz, Jos{\'e}},
  title  = "{\'E}cole d'{\'e}t{\'e}: Gar\c{c}ons {\&} {\"U}bungen",
  year   = 2021, month = may,
  abstract = {What {towns} learn, with a brace \{ inside.},
  doi = {https://doi.org/10.1000/xyz.123},
  url = {https://example.org/paper},
  publisher = uclg # " and Local Governments",
  location = {Lima},
}
@comment{not an entry}
@techreport(heat, title = {Heat plans}, year = "2019")
@book{broken, title = {Never closed,
  year = 2020
@misc{last, title={Last one}, date = {2022-03-04/2022-03-06}}
"""
RIS = """TY  - RPRT
AU  - Roca, Ana
AU  - Cruz, José
TI  - Storm drains
 of the port
PY  - 2020/05/12/
DO  - 10.1000/abc
UR  - https://example.org/a
AB  - What was built.
LA  - en
KW  - flood
ER  -
TY  - BOOK
T1  - Heat
Y1  - 2018///
ID  - 77
ER  -
"""


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def imported(desk: Workspace, path: Path) -> ImportReport:
    table = open_table(path)
    plan = plan_import(desk, table, guess_mapping(table))
    assert plan.questions == []
    return apply_import(desk, plan)


def test_bibtex(desk: Workspace, tmp_path: Path) -> None:
    report = imported(desk, written(tmp_path, BIBTEX, "list.bib"))
    assert (report.new, report.reading.format) == (3, "BibTeX")
    assert [(each.line, "never closed" in each.reason) for each in report.refused] == [(15, True)]
    found = activities(desk)
    school = found["École d'été: Garçons & Übungen"]
    assert {name: school.values[name] for name in ("kind", "start", "source_id", "summary")} == {
        "kind": "publication", "start": "2021-05", "source_id": "10.1000/xyz.123",
        "summary": "What towns learn, with a brace { inside.",
    }  # fmt: skip
    assert set(school.members("links")) == {"https://example.org/paper", "https://doi.org/10.1000/xyz.123"}
    kept = json.loads(str(school.values["source_data"]))
    assert kept["entry/author"] == "Roca, Ana\nde la Cruz, José"
    assert (kept["entry/publisher"], kept["entry/location"]) == ("United Cities and Local Governments", "Lima")
    assert "municipality" not in school.values
    assert (found["Heat plans"].values["start"], found["Last one"].values["start"]) == ("2019", "2022-03-04")


def test_ris(desk: Workspace, tmp_path: Path) -> None:
    report = imported(desk, written(tmp_path, RIS, "list.ris"))
    assert (report.new, report.reading.format, report.problems) == (2, "RIS", [])
    found = activities(desk)
    drains, heat = found["Storm drains of the port"], found["Heat"]
    assert {name: drains.values[name] for name in ("kind", "start", "source_id", "summary")} == {
        "kind": "publication", "start": "2020-05-12", "source_id": "10.1000/abc", "summary": "What was built.",
    }  # fmt: skip
    assert (heat.values["start"], heat.values["source_id"]) == ("2018", "77")
    assert json.loads(str(drains.values["source_data"]))["entry/AU"] == "Roca, Ana\nCruz, José"


@pytest.mark.parametrize(("text", "name"), [(BIBTEX, "list.csv"), (RIS, "list.txt")])
def test_again_changes_nothing_whatever_the_file_is_called(
    desk: Workspace, tmp_path: Path, text: str, name: str
) -> None:
    first = imported(desk, written(tmp_path, text, name))
    again = imported(desk, tmp_path / name)
    assert (again.new, again.changed, again.unchanged) == (0, 0, first.new)


@pytest.mark.parametrize("text", ["@name,Title\nana,Drill\n", "Title,@handle\nDrill,@ana\n", "TY,Title\nx,Drill\n"])
def test_lists_that_only_begin_alike_are_text(tmp_path: Path, text: str) -> None:
    assert open_table(written(tmp_path, text, "list.csv")).format == "CSV"


@pytest.mark.parametrize(
    "inside", ["{" * 500_000, "{" + "a" * (MAX_CELL + 10) + "}", '"' + "{}" * 600_000, "{\\" * 1000]
)
def test_an_entry_without_end_is_refused_alone(tmp_path: Path, inside: str) -> None:
    text = f"@book{{a, title = {{First}}}}\n@book{{b, title = {inside}\n@book{{c, title = {{Third}}}}\n"
    rows = list(open_table(written(tmp_path, text, "list.bib")).rows())
    assert [bool(row.refused) for row in rows] == [False, True, False]


def test_a_file_of_damaged_entries_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="no entry that can be read"):
        open_table(written(tmp_path, "@book{a, title = {Never closed\n", "list.bib"))
