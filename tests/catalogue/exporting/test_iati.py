"""Activities as IATI 2.03: valid by the schema and by the standard's own rules, and back without a change."""

from __future__ import annotations

import json
import pkgutil
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue import export_table
from desktop.catalogue.exporting.iati.details import element_of_line
from desktop.catalogue.exporting.iati.publisher import Publisher, keep_publisher
from desktop.catalogue.exporting.table_formats import TABLE_FORMATS
from desktop.cli import main
from desktop.errors import UserFacingError
from desktop.exchange import apply_import, guess_mapping, open_table, plan_import
from desktop.sample import load
from desktop.workspace import Value, Workspace
from tests.catalogue.desks import desk
from tests.catalogue.exporting.iati_rules import broken_rules

etree: Any = pkgutil.resolve_name("lxml.etree")
IATI = next(each for each in TABLE_FORMATS if each.name == "iati")
STANDARD = Path(__file__).parents[4] / "shared" / "data" / "iati"
KEPT_HERE = {
    "contact-info": "contacts stay on this desk",
    "department": "a part of contacts", "organisation": "a part of contacts", "person-name": "a part of contacts",
    "job-title": "a part of contacts", "telephone": "a part of contacts", "email": "a part of contacts",
    "website": "a part of contacts", "mailing-address": "a part of contacts",
}  # fmt: skip
"""Elements of the standard's example that do not leave again, and why."""

standard = pytest.mark.skipif(not STANDARD.exists(), reason="the standard's files are not here")


def _ids(workspace: Workspace) -> list[str]:
    with workspace.reading() as conn:
        return [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY no")]


def _written(workspace: Workspace, path: Path) -> Any:
    keep_publisher(workspace, Publisher("XM-DAC-1"))
    export_table(workspace, _ids(workspace), path, format=IATI)
    return etree.parse(str(path))


def _faults(document: Any) -> list[str]:
    schema = etree.XMLSchema(etree.parse(str(STANDARD / "schema-2.03" / "iati-activities-schema.xsd")))
    schema.validate(document)
    rules = json.loads((STANDARD / "rulesets" / "standard.json").read_text("utf-8"))
    return [*map(str, schema.error_log), *broken_rules(document, rules)]


@standard
def test_the_sample_is_valid_and_comes_back_unchanged(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        load(workspace)
        document = _written(workspace, tmp_path / "out.xml")
        assert _faults(document) == []
        table = open_table(tmp_path / "out.xml")
        with closing(plan_import(workspace, table, guess_mapping(table))) as plan:
            assert (plan.questions, plan.new_to_write, plan.changed_to_write) == ([], 0, 0)
            assert plan.unchanged == len(document.getroot())


@standard
def test_the_example_of_the_standard_leaves_again(tmp_path: Path) -> None:
    example = STANDARD / "activity-standard-example-annotated.xml"
    with desk(tmp_path) as workspace:
        table = open_table(example)
        apply_import(workspace, plan_import(workspace, table, guess_mapping(table)))
        document = _written(workspace, tmp_path / "out.xml")
    before, after = _elements(etree.parse(str(example))), _elements(document)
    lost = before - after
    assert {tag for _around, tag in lost} - {"narrative"} <= KEPT_HERE.keys()
    assert lost.total() <= before.total() * 0.1
    known = set(broken_rules(etree.parse(str(example)), json.loads((STANDARD / "rulesets/standard.json").read_text())))
    assert set(_faults(document)) <= known  # the example breaks some rules itself


def _elements(document: Any) -> Counter[tuple[str, str]]:
    return Counter(
        (each.getparent().tag, each.tag) for each in document.getroot().iterdescendants("*") if each.tag[0] != "{"
    )


def _rules_found(workspace: Workspace, tmp_path: Path, **values: Value) -> Any:
    workspace.journal.create("activity", {"title": "Drains", **values})
    return _written(workspace, tmp_path / "out.xml").getroot()[0]


@pytest.mark.parametrize(
    ("values", "dates"),
    [
        ({"start": "2024", "end": "2024-02", "status": "completed"}, {"2": "2024-01-01", "4": "2024-02-29"}),
        ({"start": "2031-05", "status": "planned"}, {"1": "2031-05-01"}),
    ],
)
def test_parts_of_dates_become_days(tmp_path: Path, values: dict[str, Value], dates: dict[str, str]) -> None:
    with desk(tmp_path) as workspace:
        activity = _rules_found(workspace, tmp_path, **values)
        assert {each.get("type"): each.get("iso-date") for each in activity.findall("activity-date")} == dates


def test_an_edited_field_wins_over_what_the_import_kept(tmp_path: Path) -> None:
    kept = {
        "iati-identifier": "XM-1", "title": "Old", "start-actual": "2020-01-01", "recipient-country-code": "PE\nCL",
        "recipient-country-percentage": "60\n40", "iati-activity/budget": "type: 1; value/currency: EUR; value: 7",
    }  # fmt: skip
    with desk(tmp_path) as workspace:
        activity = _rules_found(
            workspace, tmp_path, start="2021-02-03", country="KE", source_id="XM-1", source_data=json.dumps(kept)
        )
        assert activity.findtext("iati-identifier") == "XM-1"
        assert activity.findtext("title/narrative") == "Drains"
        assert [each.get("iso-date") for each in activity.findall("activity-date")] == ["2021-02-03"]
        assert [each.get("code") for each in activity.findall("recipient-country")] == ["KE"]
        assert activity.findtext("budget/value") == "7" and activity.find("budget/value").get("currency") == "EUR"


def test_what_iati_asks_is_asked_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with desk(tmp_path) as workspace:
        workspace.journal.create("activity", {"title": "Drains", "start": "2024"})
        workspace.journal.create("activity", {"title": "No date"})
        path = workspace.path
    command = ["--workspace", str(path), "export", str(tmp_path / "out.xml")]
    assert main(command) == 1
    assert (
        "asks for the identifier of the organisation" in capsys.readouterr().err and not (tmp_path / "out.xml").exists()
    )
    assert main([*command, "--publisher", "XM DAC"]) == 1
    assert "is no identifier for IATI" in capsys.readouterr().err
    assert main([*command, "--publisher", "XM-DAC-7"]) == 0
    assert "1 activity has no title or no start" in capsys.readouterr().out
    assert main(command) == 0
    assert 'ref="XM-DAC-7"' in (tmp_path / "out.xml").read_text("utf-8")


def test_characters_that_xml_cannot_have_do_not_break_the_file(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        activity = _rules_found(workspace, tmp_path, start="2024", summary="a\x0bb <&> ]]>")
        assert activity.findtext("description/narrative") == "a\ufffdb <&> ]]>"


def test_none_with_a_start_is_a_sentence(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        workspace.journal.create("activity", {"title": "Drains"})
        with pytest.raises(UserFacingError, match="None of these activities has a title and a start"):
            _written(workspace, tmp_path / "out.xml")
    assert not (tmp_path / "out.xml").exists()


def test_a_text_with_semicolons_and_colons_stays_one_text() -> None:
    line = "type: 1; description: First; second: and more; value/currency: EUR; value: 5"
    element = element_of_line("transaction", line)
    assert element.findtext("description/narrative") == "First; second: and more"
    assert (element.get("type"), element.findtext("value")) == ("1", "5")
    assert len(element_of_line("result", "; ".join(["indicator/" * 400 + "title: x"] * 3))) == 1
