"""IATI activities as XML: the standard's own example read beside an independent reading, each version, and hostile files."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange import (
    ImportReport,
    apply_import,
    guess_mapping,
    initial_mapping,
    open_table,
    plan_import,
)
from desktop.exchange.tables.iati_activity import ORDER
from desktop.exchange.tables.xml_stream import MAX_ELEMENT
from desktop.workspace import Record, Workspace

FILES = Path(__file__).parents[2] / "data" / "tables" / "iati"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "iati"
EXAMPLE = SHARED / "activity-standard-example-annotated.xml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not here")


def imported(desk: Workspace, path: Path) -> ImportReport:
    table = open_table(path)
    plan = plan_import(desk, table, initial_mapping(desk, guess_mapping(table), table.headings))
    assert plan.questions == []
    return apply_import(desk, plan)


def activities(desk: Workspace) -> dict[str, Record]:
    with desk.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY no")]
    return {str(each.values.get("source_id")): each for each in desk.records("activity", ids)}


def organisations(desk: Workspace, record: Record) -> set[tuple[str, str, str]]:
    """(role, name, identifier)."""
    found: set[tuple[str, str, str]] = set()
    for key in record.members("organisations"):
        role, _, id = key.partition(":")
        values = desk.records("organisation", [id])[0].values
        found.add((role, str(values["name"]), str(values.get("source_id") or "")))
    return found


def kept(record: Record, field: str = "source_data") -> dict[str, str]:
    found: dict[str, str] = json.loads(str(record.values[field]))
    return found


def joined(text: str | None) -> str:
    return " ".join((text or "").split())


def narratives(element: ElementTree.Element | None, language: str) -> dict[str, str]:
    if element is None:
        return {}
    return {each.get(LANG, language): joined(each.text) for each in element.findall("narrative")}


# The example of the standard --------------------------------------------------------------------------------


@needs_shared
def test_every_field_of_the_example_of_the_standard(desk: Workspace) -> None:
    report = imported(desk, EXAMPLE)
    assert (report.new, report.refused, report.reading.format) == (1, [], "IATI 2.03")
    activity = ElementTree.parse(EXAMPLE).getroot()[0]
    identifier = joined(activity.findtext("iati-identifier"))
    record = activities(desk)[identifier]
    values = record.values

    titles = narratives(activity.find("title"), "en")
    assert len(titles) == 3
    assert {"en": values["title"], "fr": values["title/fr"], "es": values["title/es"]} == titles
    descriptions = narratives(activity.find("description[@type='1']"), "en")
    assert {"en": values["summary"], "fr": values["summary/fr"]} == descriptions
    assert values["audience"] == narratives(activity.find("description[@type='3']"), "en")["en"]

    roles = {"1": "funder", "2": "accountable", "3": "partner", "4": "implementer"}
    expected = {
        (roles[each.attrib["role"]], narratives(each, "en")["en"], each.attrib["ref"])
        for each in activity.findall("participating-org")
    }
    reporting = activity.find("reporting-org")
    assert reporting is not None
    expected.add(("lead", narratives(reporting, "en")["en"], reporting.attrib["ref"]))
    assert organisations(desk, record) == expected

    dates = {each.attrib["type"]: each.attrib["iso-date"] for each in activity.findall("activity-date")}
    assert (values["start"], values["end"]) == (dates["2"], dates["3"])
    assert [kept(record)[each] for each in ("start-planned", "start-actual", "end-planned")] == [
        dates[each] for each in ("1", "2", "3")
    ]
    assert values["status"] == "under_way" and values["kind"] == "project"

    countries = activity.findall("recipient-country")
    assert values["country"] == countries[0].attrib["code"]
    assert kept(record)["recipient-country-code"].split("\n") == [each.attrib["code"] for each in countries]
    assert kept(record)["recipient-country-percentage"].split("\n") == ["25", "25"]
    regions = activity.findall("recipient-region")
    assert kept(record)["recipient-region-code"].split("\n") == [each.attrib["code"] for each in regions]
    assert kept(record)["recipient-region-percentage"].split("\n") == ["25", "25"]

    places = [joined(each.findtext("name/narrative")) for each in activity.findall("location")]
    assert values["municipality"] == "; ".join(places)
    points = [joined(each.text).split() for each in activity.findall("location/point/pos")]
    assert values["coordinates"] == ",".join(points[0])
    assert kept(record)["coordinates"].split("\n") == [", ".join(each) for each in points]

    sectors = activity.findall("sector")
    assert kept(record)["sector-code"].split("\n") == [each.attrib["code"] for each in sectors]
    assert kept(record)["sector-vocabulary"].split("\n") == [each.attrib["vocabulary"] for each in sectors]
    assert kept(record)["sector-percentage"].split("\n") == [each.attrib["percentage"] for each in sectors]
    assert set(record.members("hazards")) == {"HIP:GH0101"}  # EQ-2015-000048-NPL: an earthquake

    result = activity.find("result")
    assert result is not None
    lines = str(values["results"]).split("\n")
    assert lines[0] == ": ".join(joined(result.findtext(f"{each}/narrative")) for each in ("title", "description"))
    period = result.find("indicator/period")
    assert period is not None
    (actual, target) = (period.find(each) for each in ("actual", "target"))
    assert actual is not None and target is not None
    people = "[sex: female, age: adult]"
    assert lines[1] == (
        f"Indicator title: {actual.attrib['value']} {people} / {target.attrib['value']} {people} (2013-01-01 – 2013-03-31)"
    )


@needs_shared
def test_nothing_of_the_example_is_lost(desk: Workspace) -> None:
    """Each value of each attribute and each text stands somewhere, contacts only in what stays on this desk."""
    imported(desk, EXAMPLE)
    (record,) = activities(desk).values()
    whole = "\n".join([*kept(record).values(), *kept(record, "private_source_data").values()])
    activity = ElementTree.parse(EXAMPLE).getroot()[0]
    in_contacts = {id(each) for contact in activity.iterfind("contact-info") for each in contact.iter()}
    for element in activity.iter():
        for text in (joined(element.text), *element.attrib.values()):
            assert text in whole, (element.tag, text)
    shared = "\n".join(kept(record).values())
    for element in activity.iter():
        if id(element) in in_contacts and element.tag in ("telephone", "email"):
            assert joined(element.text) not in shared
    assert set(kept(record, "private_source_data")) == {"iati-activity/contact-info"}
    numbers = Counter(
        part for line in kept(record)["iati-activity/transaction"].split("\n") for part in line.split("; ")
    )
    assert numbers["value: 1000"] == 1


@needs_shared
def test_the_example_again_changes_nothing(desk: Workspace) -> None:
    imported(desk, EXAMPLE)
    again = imported(desk, EXAMPLE)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)


@needs_shared
def test_the_first_version_of_the_standard(desk: Workspace) -> None:
    imported(desk, SHARED / "worked-example-1.0.xml")
    record = activities(desk)["http://www.example.org/activities/12345.xml"]
    assert record.values["title"] == "Worked example of an activity report"
    assert record.values["title/fr"] == "Exemple artificiel d'un rapport d'activité"
    assert (record.values["start"], record.values["end"], record.values["country"]) == (
        "2010-04-01",
        "2011-03-31",
        "HT",
    )
    assert kept(record)["iati-activity/budget-planned"].count("\n") == 1


# Versions ---------------------------------------------------------------------------------------------------


def test_a_file_of_version_1(desk: Workspace) -> None:
    report = imported(desk, FILES / "version_1.03.xml")
    assert [(each.line, each.reason) for each in report.refused] == [
        (28, "The activity has neither an identifier nor a title.")
    ]
    record = activities(desk)["XX-1-DIGUES"]
    values = record.values
    assert (values["title"], values["title/en"]) == ("Digues de la lagune", "Dykes of the lagoon")
    assert (values["summary"], values["summary/en"]) == ("Trois digues & un canal.", "Three dykes and a canal.")
    assert (values["status"], values["start"], values["end"]) == ("completed", "2010-03-01", "2012-06-30")
    assert organisations(desk, record) == {
        ("lead", "Ville de Port", "XX-1"), ("funder", "Banque des villes", "XM-1"), ("funder", "Fondation; du littoral", ""),
        ("implementer", "Travaux publics", "XX-1-TP"),
    }  # fmt: skip
    assert values["country"] == "MR"  # the greater share
    assert kept(record)["recipient-country-percentage"] == "70\n30"
    assert (values["municipality"], values["coordinates"]) == ("Rosso", "16.51,-15.8")
    assert set(record.members("links")) == {"https://example.org/digues"}
    assert "value: 5000000" in kept(record)["iati-activity/budget"]


def test_a_file_of_version_2(desk: Workspace) -> None:
    report = imported(desk, FILES / "version_2.03.xml")
    record = activities(desk)["XX-2-HEAT"]
    values = record.values
    assert values["title"] == "Cool roofs" and kept(record)["title (pt)"] == "Telhados frescos"
    assert values["summary"] == "Cooler homes."
    assert (values["status"], values["start"], values["end"]) == ("cancelled", "2024-01-15", "2025-12-31")
    assert organisations(desk, record) == {
        ("lead", "University of Heat", "XX-2"), ("funder", "Fund without a code", ""), ("funder", "Bank of Towns", "XM-2"),
        ("implementer", "XX-9", "XX-9"),
    }  # fmt: skip
    assert set(record.members("targets")) == {"SDG:11.5", "SDG:13", "SDG:11.b"}
    assert set(record.members("hazards")) == {"HIP:MH0501"}
    assert values["country"] == "IN"
    assert str(values["results"]).split("\n") == [
        "Roofs painted",
        "Roofs: 80 / 100 (2024-01-01 – 2024-12-31); – / 200 (2025-01-01 – 2025-12-31)",
        "Homes below 30 degrees: 55 %",
    ]
    assert kept(record)["iati-activity/code"] == "R-7"
    assert "sector-vocabulary" in report.reading.not_read and "iati-activity/transaction" in report.reading.not_read


def test_what_a_later_version_of_the_file_adds_is_read_too(desk: Workspace, tmp_path: Path) -> None:
    text = (FILES / "version_2.03.xml").read_text("utf-8")
    end = '    <activity-date type="4" iso-date="2025-12-31"/>\n'
    path = tmp_path / "list.xml"
    path.write_text(text.replace(end, ""), "utf-8")
    imported(desk, path)
    assert "end" not in activities(desk)["XX-2-HEAT"].values
    path.write_text(text, "utf-8")
    assert imported(desk, path).changed == 1
    assert activities(desk)["XX-2-HEAT"].values["end"] == "2025-12-31"


def test_the_columns_are_those_that_are_filled() -> None:
    headings = open_table(FILES / "version_1.03.xml").headings
    assert [each for each in headings if each in ORDER] == [each for each in ORDER if each in headings]
    assert "hazards" not in headings and "start-planned" in headings


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
def test_the_encoding_that_the_file_declares(tmp_path: Path, encoding: str) -> None:
    text = (FILES / "version_1.03.xml").read_text("utf-8").replace("UTF-8", encoding)
    path = tmp_path / "list.csv"  # whatever it is called
    path.write_bytes(text.encode(encoding))
    table = open_table(path)
    assert next(table.rows()).cells[table.headings.index("title")] == "Digues de la lagune"


def test_an_activity_too_long_for_a_package_keeps_its_fields_and_says_so(desk: Workspace, tmp_path: Path) -> None:
    one = '<transaction ref="%d"><value currency="EUR">1000</value></transaction>'
    path = tmp_path / "long.xml"
    path.write_text(
        "<iati-activities><iati-activity><iati-identifier>A-1</iati-identifier><title>Long</title>"
        '<budget type="1"><value>7</value></budget>'
        + "".join(one % number for number in range(60_000))
        + "</iati-activity></iati-activities>"
    )
    report = imported(desk, path)
    assert "not all of its details are kept: transaction" in report.problems[0].reason
    record = activities(desk)["A-1"]
    assert 900_000 < len(kept(record)["iati-activity/transaction"]) <= 1_000_000
    assert kept(record)["iati-activity/budget"] == "type: 1; value: 7"


# Hostile files ----------------------------------------------------------------------------------------------

_ACTIVITY = "<iati-activity><iati-identifier>A</iati-identifier><title>%s</title></iati-activity>"
_LAUGHS = "".join(
    f'<!ENTITY {chr(98 + each)} "{f"&{chr(97 + each)};" * 10}">' for each in range(9)
)  # fmt: skip


def _refused(tmp_path: Path, text: str) -> str:
    path = tmp_path / "list.xml"
    path.write_text(text, "utf-8")
    with pytest.raises(UserFacingError) as caught:
        open_table(path)
    assert caught.value.kept == "Nothing was imported." and caught.value.todo
    return caught.value.what


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;',
        f'<!ENTITY a "lollollol">{_LAUGHS}', f"<!-- {'x' * 10_000} --><!ENTITY a 'b'>",
    ],
)  # fmt: skip
def test_entities_are_refused(tmp_path: Path, declared: str) -> None:
    text = f"<!DOCTYPE iati-activities [{declared}]><iati-activities>{_ACTIVITY % '&a;'}</iati-activities>"
    assert "entities" in _refused(tmp_path, text)


def test_a_document_type_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text(
        '<!DOCTYPE iati-activities SYSTEM "http://127.0.0.1:9/a.dtd"><iati-activities>'
        + _ACTIVITY % "Drill"
        + "</iati-activities>"
    )
    assert [row.cells for row in open_table(path).rows()] == [["A", "Drill"]]


@pytest.mark.parametrize(
    "inside",
    [
        _ACTIVITY % "Drill" + "<iati-activity><title>cut", _ACTIVITY % ("<a>" * 10_000), _ACTIVITY % "a & b",
        _ACTIVITY % ("x" * (MAX_ELEMENT + 1_000_000)), _ACTIVITY % "Drill" + "</iati-activities><more/>",
    ],
    ids=["cut", "deep", "not XML", "a text without end", "two roots"],
)  # fmt: skip
def test_damaged_files_are_refused_whole(tmp_path: Path, inside: str) -> None:
    assert "damaged, cut off or nested too deep" in _refused(tmp_path, f"<iati-activities>{inside}</iati-activities>")


def test_a_part_without_end_is_given_up(tmp_path: Path) -> None:
    inside = "<a b='c'/>" * (MAX_ELEMENT // 10 + 100_000)
    assert "10 MB without an end" in _refused(tmp_path, f"<iati-activities>{_ACTIVITY % 'Drill'}{inside}")


def test_files_without_activities_are_named(tmp_path: Path) -> None:
    assert "without activities" in _refused(tmp_path, "<iati-activities version='2.03'/>")
    assert "IATI file of organisations" in _refused(tmp_path, "<iati-organisations version='2.03'/>")
