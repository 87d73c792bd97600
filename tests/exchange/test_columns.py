"""Columns recognised: headings in three languages, hashtags, the desk's names, IATI's flat tables."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.columns import ColumnMapping, ColumnUse, guess_mapping, mapping_from_json
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.columns.recognition import Recognition, field_of_heading, recognised_by, recognition_of
from desktop.exchange.tables import open_table
from desktop.workspace.records.record_description import FieldKind
from desktop.workspace.records.record_types import ACTIVITY

DATA = Path(__file__).parents[1] / "data" / "tables"


def _guess(tmp_path: Path, *rows: str) -> dict[str, str]:
    path = tmp_path / "list.csv"
    path.write_text("\n".join((*rows, *[";".join("x" * (rows[0].count(";") + 1))])), encoding="utf-8")
    uses = guess_mapping(open_table(path)).uses
    return {use.column: "/".join(filter(None, (use.field, use.role, use.language, use.part))) for use in uses}


@pytest.mark.parametrize("text", ["ActivityId", "activity-id", "Activity ID", " activity_id ", "ACTIVITY  ID"])
def test_headings_fold(text: str) -> None:
    assert fold_heading(text) == "activity id"


@pytest.mark.parametrize(
    "field", [field for field in ACTIVITY.fields if field.kind not in (FieldKind.FILES, FieldKind.SOURCE)]
)
def test_every_field_is_known_by_its_own_name(tmp_path: Path, field: object) -> None:
    name = getattr(field, "name", "")
    assert _guess(tmp_path, f"{name};Unheard of")[name].split("/")[0] == name


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Título", "title"), ("Intitulé", "title"), ("Résumé", "summary"), ("Pays", "country"), ("País", "country"),
        ("Date de début", "start"), ("Fecha de fin", "end"), ("ODD", "targets"), ("Mujeres", "participants_women"),
        ("Total participants", "participants_total"), ("Bailleur", "organisations/funder"), ("Municipio", "municipality"),
        ("Implementing partner", "organisations/implementer"), ("organisations/host", "organisations/host"),
        ("Latitud", "coordinates/latitude"), ("Country (of the activity)", "country"), ("Estado", "status"),
    ],
)  # fmt: skip
def test_headings_of_three_languages(tmp_path: Path, heading: str, field: str) -> None:
    assert _guess(tmp_path, f"{heading};Unheard of") == {heading: field}


def test_titles_in_several_languages(tmp_path: Path) -> None:
    found = _guess(tmp_path, "Title;Title (fr);title/es;Summary")
    assert found == {"Title": "title", "Title (fr)": "title/fr", "title/es": "title/es", "Summary": "summary"}


def test_hashtags_tell_more_than_headings(tmp_path: Path) -> None:
    found = _guess(
        tmp_path,
        "What;Kind of thing;Number;Who pays;Hombres;Nombre",
        "#activity+name+es;#activity+type;#activity+code;#org+funder;#targeted+m;#adm3+name",
    )
    assert found == {
        "What": "title", "Kind of thing": "kind", "Number": "source_id", "Who pays": "organisations/funder",
        "Nombre": "municipality",
    }  # fmt: skip


def test_flat_table_of_iati() -> None:
    mapping = guess_mapping(open_table(DATA / "aid.csv"))
    assert [use.column for use in mapping.of_field("start")] == ["start-actual", "start-planned"]
    assert [use.column for use in mapping.of_field("country")] == [
        "recipient-country-code",
        "recipient-country",
    ]
    roles = {use.column: (use.role, use.part) for use in mapping.of_field("organisations")}
    assert roles == {
        "reporting-org": ("lead", ""), "reporting-org-ref": ("lead", "id"),
        "participating-org (Accountable)": ("accountable", ""), "participating-org-ref (Accountable)": ("accountable", "id"),
        "participating-org (Funding)": ("funder", ""), "participating-org-ref (Funding)": ("funder", "id"),
        "participating-org (Extending)": ("partner", ""), "participating-org-ref (Extending)": ("partner", "id"),
        "participating-org (Implementing)": ("implementer", ""), "participating-org-ref (Implementing)": ("implementer", "id"),
    }  # fmt: skip
    assert mapping.defaults == {"kind": "project"} and mapping.source == "aid"
    assert mapping.use_of("sector") is None


def test_who_does_what_where() -> None:
    mapping = guess_mapping(open_table(DATA / "who-does-what.csv"))
    assert {use.column: use.field for use in mapping.uses} == {
        "Activity": "title", "Country": "country", "Admin2": "municipality", "Admin1": "municipality",
        "Organization": "organisations", "ActivityId": "source_id",
    }  # fmt: skip


def test_mapping_goes_through_json_and_back() -> None:
    table = open_table(DATA / "aid.csv")
    mapping = guess_mapping(table).with_use(
        ColumnUse(column="start-actual", field="start", date_order="dmy", separator=";", year="2014")
    )
    assert mapping_from_json(mapping.to_json(), headings=table.headings) == mapping


def test_mapping_file_changes_only_what_it_names() -> None:
    table = open_table(DATA / "aid.csv")
    guess = guess_mapping(table)
    text = json.dumps(
        {
            "columns": {"sector": "audience", "title": None, "reporting-org": "organisations/host"},
            "defaults": {"kind": "campaign"},
        }
    )
    mapping = mapping_from_json(text, headings=table.headings, base=guess)
    assert mapping.use_of("sector") == ColumnUse(column="sector", field="audience")
    assert mapping.use_of("title") is None
    assert mapping.use_of("reporting-org") == ColumnUse(column="reporting-org", field="organisations", role="host")
    assert mapping.of_field("start") == guess.of_field("start")
    assert mapping.defaults["kind"] == "campaign"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "JSON"),
        ("[]", "object"),
        ('{"colums": {}}', "colums"),
        ('{"columns": {"No such": "title"}}', "No such"),
        ('{"columns": {"title": "no_field"}}', "no_field"),
        ('{"columns": {"title": {"field": "start", "date_order": "ymd"}}}', "date_order"),
        ('{"columns": {"title": "organisations/boss"}}', "boss"),
        ('{"columns": {"title": 3}}', "title"),
        ('{"defaults": {"nothing": "x"}}', "nothing"),
    ],
)
def test_mapping_that_cannot_be_used_says_why(text: str, says: str) -> None:
    with pytest.raises(UserFacingError, match=says):
        mapping_from_json(text, headings=("title",), base=ColumnMapping())


def test_a_column_left_out_is_remembered_in_the_mapping_file() -> None:
    mapping = ColumnMapping(uses=(ColumnUse(column="a", field="title"),)).leaving_out("b")
    again = mapping_from_json(mapping.to_json(), headings=("a", "b"))
    assert again == mapping and not again.untitled
    untitled = replace(mapping, untitled=True)
    assert mapping_from_json(untitled.to_json(), headings=("a", "b")) == untitled
    assert again.with_use(ColumnUse(column="b", field="results")).left_out == ()
    with pytest.raises(UserFacingError):
        mapping_from_json('{"left_out": ["c"]}', headings=("a", "b"))
    with pytest.raises(UserFacingError):
        mapping_from_json('{"left_out": "a"}', headings=("a", "b"))


@pytest.mark.parametrize(
    ("heading", "hashtag", "known"),
    [
        ("Title", "", "heading"), ("Zzz", "", ""), ("Zzz", "#activity+name", "hashtag"), ("", "", ""), ("Zzz", "#zzz", ""),
        ("Country", "#country+code", "heading"),
    ],
)  # fmt: skip
def test_by_what_a_column_is_known(heading: str, hashtag: str, known: str) -> None:
    assert recognised_by(heading, hashtag) == known


def test_a_column_sent_to_another_field_forgets_what_its_cells_meant() -> None:
    mapping = ColumnMapping(uses=(ColumnUse(column="A", field="status"),)).with_value("A", "Open", "planned")
    assert mapping.with_use(ColumnUse(column="A", field="status", separator=";")).values == mapping.values
    assert mapping.with_use(ColumnUse(column="A", field="kind")).values == {}


def test_a_column_is_read_left_out_or_kept_as_source_data() -> None:
    mapping = ColumnMapping(
        uses=(ColumnUse(column="A", field="title"), ColumnUse(column="B", field="summary")), left_out=("C",)
    )
    out = mapping.leaving_out("A")
    assert ([each.column for each in out.uses], out.left_out) == (["B"], ("C", "A"))
    assert out.leaving_out("A") == out and out.leaving_out("A", False).left_out == ("C",)
    assert mapping.leaving_out("C", False) == replace(mapping, left_out=())
    assert [each.column for each in mapping.without("A").uses] == ["B"] and mapping.without("Z") == mapping
    again = mapping.with_use(ColumnUse(column="A", field="source"))
    assert [(each.column, each.field) for each in again.uses] == [("A", "source"), ("B", "summary")]
    back = mapping.with_use(ColumnUse(column="C", field="source"))
    assert ([each.column for each in back.uses], back.left_out) == (["A", "B", "C"], ())


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Where it was", ("PE", "Chile", "KEN", "Moçambique"), "country"),
        ("Donor nation", ("PE", "Chile", "KEN", "FR"), ""),
        ("Commitments", ("SDG 11.5", "ODS11", "Goal 13", "11.b"), "targets"),
        ("Commitments", ("11.5", "13.1", "12.2", "9.1"), ""),  # may be any numbers
        ("Pin", ("-12.05, -77.04", "48.85, 2.35", "4.6, -74.1"), "coordinates"),
        ("Data", ("01/03/2021", "15/04/2021", "30/05/2021"), "start"),
        ("Report submitted", ("01/03/2021", "15/04/2021", "30/05/2021"), ""),
        ("Data", ("01/03/2021", "15/04/2021", "not yet"), ""),
    ],
)
def test_a_column_of_unknown_heading_is_known_by_its_cells(
    tmp_path: Path, heading: str, cells: tuple[str, ...], field: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join([f"Title;{heading}", *(f"Drill;{cell}" for cell in cells)]), encoding="utf-8")
    table = open_table(path)
    use = guess_mapping(table).use_of(heading)
    assert (use.field if use else "") == field
    if use:
        assert recognition_of(heading, "") == Recognition("cells", "guess")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Responsable", "people"), ("Persona responsable", "people"), ("Organización responsable", "organisations"),
        ("Observaciones", "private_note"), ("Remarks", "private_note"), ("Hombres", "participants_men"),
    ],
)  # fmt: skip
def test_headings_of_lists_that_people_keep(heading: str, field: str) -> None:
    """Remarks stay on this desk: whoever wrote them did not write for others."""
    assert field_of_heading(heading) == field
