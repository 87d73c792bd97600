"""Lists in the shapes that issue threads of other programs tell of; each comes in without a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.exchange import ImportPlan, open_table, plan_import
from desktop.workspace import Value, Workspace
from tests.exchange.tables.imports import as_the_file_says

THREADS = Path(__file__).parents[2] / "data" / "tables" / "threads"
_NOT_COMPARED = ("source", "source_data", "private_source_data")
_LIMA, _CUSCO, _ARICA = ("organisations/partner:City of " + name for name in ("Lima", "Cusco", "Arica"))

Row = dict[str, object]


def _row(title: str, country: str = "", start: str = "", *members: str, **more: object) -> Row:
    """Values of one activity; `members` are those of its sets."""
    plain = {"title": title, "country": country, "start": start} | more
    return {name: value for name, value in plain.items() if value != ""} | dict.fromkeys(members, True)


_FORM = {"source_id": "8d1f0b3e-6d3e-4a52-9d0c-1f2e3a4b5c6d"}
_FORM_2 = {"source_id": "9d1f0b3e-6d3e-4a52-9d0c-1f2e3a4b5c6d"}

CASES: dict[tuple[str, str], list[Row]] = {
    ("first_cell_empty.csv", "OpenRefine#484"): [
        _row("Flood fair", "PE", "2021-03-01"), _row("Heat drill", "CL", "2021-04-01"), _row("Storm map", "EC", "2021-05-01"),
    ],
    ("title_lines.csv", "OpenRefine#229"): [
        _row("Flood fair", "PE", "2021-03-01", "organisations/funder:City Bank"),
        _row("Heat drill", "CL", "2021-04-01", "organisations/funder:World Fund"),
    ],
    ("pipes_and_quotes.txt", "OpenRefine#402"): [
        _row("Quotes with words after", "PE", source_id="02134"), _row("Quotes on each side", "CL", source_id="06789"),
    ],
    ("lines_in_cells.csv", "OpenRefine#19"): [
        _row("Fair, spring", start="2019", summary='Said "come" to all\nand they came, in rows'),
        _row("Drill", start="2020", summary="One\n\nTwo"),
    ],
    ("single_quote.csv", "OpenRefine#690"): [
        _row("Bassin", "FR", summary='Une haie enclose "verte'),
        _row("Maison", "FR", summary='aussi, deux chèvres ensemble".'),
        _row("Jardin", "CH", summary="Rien"),
    ],
    ("quote_never_closed.csv", "OpenRefine#1978"): [
        _row("Flood fair", "PE", "2019"), _row('"Heat drill', "CL", "2020"), _row("Storm map", "EC", "2021"),
        _row("Roof garden", "BO", "2022"),
    ],
    ("header_in_line_four.csv", "OpenRefine#2199"): [
        _row("Plan de calor", "PE", "2021-03", status="under_way"), _row("Simulacro", "CL", "2022", status="completed"),
    ],
    ("one_accent.csv", "OpenRefine#172"): [_row("Città verde", "IT")],
    ("records_below.csv", "OpenRefine#742"): [
        _row("River watch", "PE", "", _LIMA, _CUSCO, "targets/SDG:11.5", "targets/SDG:13.1", "targets/SDG:11.b",
             source_id="P-1"),
        _row("Heat plan", "CL", "", _ARICA, "targets/SDG:11", source_id="P-2"),
    ],
    ("excel_dates.xlsx", "OpenRefine#1908 and #491"): [
        _row("Flood fair", "PE", "2018-12-11"), _row("Heat drill", "CL", "2019-01-05"),
    ],
    ("code_lists.xlsx", "OpenRefine#1792"): [
        _row("Flood fair", "PE", "2023-01-05", "organisations/lead:City of Lima", status="under_way"),
    ],
    ("totals_and_notes.csv", ""): [
        _row("Flood fair", "PE", "2019", participants_women=10, participants_men=12),
        _row("Heat drill", "PE", "2020", participants_women=5, participants_men=6),
        _row("Storm map", "CL", "2021", participants_women=4, participants_men=3),
    ],
    ("half_hashtags.csv", "libhxl-python#17"): [
        _row("Flood fair", "PE", municipality="Lima"), _row("Heat drill", "CL", municipality="Arica"),
    ],
    ("empty_row_first.csv", "libhxl-python#276"): [
        _row("Flood fair", "PE", "", "organisations/lead:Red Team", status="completed"),
        _row("Heat drill", "CL", "", "organisations/lead:Blue Team", status="under_way"),
    ],
    ("empty_row_before_hashtags.csv", "libhxl-python#141"): [_row("Flood fair", "PE", municipality="Lima")],
    ("spaces_in_hashtags.csv", "libhxl-python#222"): [
        _row("Flood fair", municipality="Rimac", coordinates="-12.05,-77.04"),
    ],
    ("malformed_hashtags.csv", "libhxl-python#269"): [_row("Camp drainage", "BI", "2014-02-01", municipality="Ruyigi")],
    ("merged_down.xlsx", "libhxl-python#90"): [
        _row("Flood fair", "PE", "2019", _LIMA), _row("Heat drill", "PE", "2020", _CUSCO),
        _row("Storm map", "CL", "2021", _ARICA),
    ],
    ("hxl_on_second_sheet.xlsx", "libhxl-python#290"): [_row("Flood fair", "PE", municipality="Rimac")],
    ("hxl_of_a_form.csv", "kpi#1507"): [_row("River watch", "PE", municipality="Rimac", **_FORM)],
    ("answers_in_columns.csv", "formpack#234"): [
        _row("River watch", "PE", "", "hazards/HIP:MH0600", "hazards/HIP:MH0401", **_FORM),
        _row("Heat plan", "CL", "", "hazards/HIP:MH0501", **_FORM_2),
    ],
    ("groups_in_headings.csv", "kobocat#85"): [_row("River watch", "PE", "2022-05-01", participants_women=14, **_FORM)],
    ("two_repeats.xlsx", "kpi#2337"): [
        _row("River watch", "PE", "", _LIMA, _CUSCO, **_FORM),
        _row("Heat plan", "CL", "", _ARICA, "organisations/funder:Bank of Cities", **_FORM_2),
    ],
    ("same_question_twice.xlsx", "formpack#206"): [_row("River watch", "PE", "", _LIMA, _CUSCO, **_FORM)],
    ("odk_parent_key", "briefcase#646"): [
        _row("River watch", "PE", "", _LIMA, _CUSCO, source_id="uuid:519284a9-4fd5-46c1-bbfc-56e1bf0ac4ba"),
        _row("Heat plan", "CL", source_id="uuid:619284a9-4fd5-46c1-bbfc-56e1bf0ac4ba"),
    ],
    ("reference_columns.csv", "activityinfo-R#129"): [
        _row("River watch", "PE", "", _LIMA, municipality="Lima", participants_women=10, participants_men=12),
        _row("Heat plan", "CL", "", _ARICA, municipality="Arica", participants_women=7, participants_men=5),
    ],
    ("aidstream_simple.csv", "aidstream#1"): [
        _row("Safe schools", "NP", "2016-02-01", "organisations/funder:Donor A", "organisations/funder:Donor B",
             "organisations/implementer:Builders", end="2017-12-31", status="under_way", summary="Strong roofs",
             source_id="NP-1"),
    ],
    ("several_in_cells.csv", "aidstream#17"): [
        _row("Safe schools", "NP", "", "organisations/funder:Donor A", "organisations/funder:Donor B", status="under_way"),
        _row("Roofs", "NP", "", "organisations/funder:Donor B", status="planned"),
    ],
    ("capitals.csv", "iatipublisher#709"): [
        _row("Safe schools", "NP", "2016-02-01", end="2016-12-31", status="completed", source_id="NP-1"),
    ],
    ("blanks_for_empty.csv", "iatipublisher#1462"): [
        _row("Safe schools", "", "2016-02-01", source_id="NP-1"), _row("Roofs", "NP", participants_women=12, source_id="NP-2"),
    ],
    ("row_for_each_sector.csv", "IATI.cloud#1665"): [
        _row("Clean water", "KE", source_id="GB-1-102580-106"), _row("Wells", "UG", source_id="GB-1-102581-102"),
    ],
    ("no_iso_date.xml", "AidData public_datasets#11"): [
        _row("Coast road", "SN", "2005-07-02", status="under_way", kind="project", source_id="SN-1-7"),
    ],
    ("dportal_activities.csv", "D-Portal#230"): [
        _row("Flood early warning", "", "2012-04-01", "organisations/lead:UK DFID", end="2016-03-31", status="under_way",
             kind="project", summary="Gauges and sirens", source_id="GB-1-201935-105"),
    ],
    ("dates_of_1904.xlsx", "sheetjs#1821"): [_row("Flood fair", "PE", "2019-01-01")],
    ("million_empty_rows.ods", "odftoolkit#64"): [_row("Flood fair", "PE", "2019")],
    ("repeated_rows.ods", "readODS#81"): [
        _row("Flood fair", "PE", "2019"), _row("Flood fair", "PE", "2019"), _row("Heat drill", "CL", "2020"),
    ],
    ("sep_line.csv", "ng-csv#28"): [_row("Flood fair", "PE", "2019")],
    ("utf16_sep.csv", "contao#1870"): [_row("Fête de la crue", "FR", "2019")],
    ("decimal_commas.csv", "opendidac#681"): [
        _row("Journée de la crue", "FR", "", "targets/SDG:11.5", coordinates="48.8566,2.3522", participants_women=1204),
    ],
    ("commas_within.csv", "dokuly#149"): [
        _row("Fair, drill, walk", "PE", "", "organisations/partner:Town, Office of Works"),
        _row("Plan, part two, of three", "CL", "", "organisations/partner:River, Lake and Sea"),
    ],
    ("sections_of_years.csv", ""): [
        _row("Flood fair", "", "2019-03", _LIMA, municipality="Lima"),
        _row("Heat drill", "", "2019-05-12", _CUSCO, municipality="Cusco"),
        _row("Storm map", "", "2020-06-01", _ARICA, municipality="Arica"),
    ],
    ("two_languages.csv", ""): [_row("Flood fair", "PE", "2019-03-01", "organisations/lead:City of Lima")],
    ("three_heading_rows.csv", "libhxl-python#92"): [_row("Flood fair", "PE", "", _LIMA), _row("Heat drill", "CL", "", _ARICA)],
}  # fmt: skip
"""(file, the thread that tells of such a table; "" for none) -> the activities in it."""


def planned(desk: Workspace, path: Path, encoding: str | None = None) -> tuple[ImportPlan, list[Row]]:
    """The plan of an import, and the activities in it, with the names of organisations for their ids."""
    table = open_table(path, encoding=encoding)
    plan = plan_import(desk, table, as_the_file_says(table))
    names = {id: str(values["name"]) for _type, id, values in plan.linked}
    rows = [_comparable(values, names) for _type, _id, values in plan.new_records]
    plan.close()
    return plan, rows


def _comparable(values: dict[str, Value], names: dict[str, str]) -> Row:
    found: Row = {}
    for name, value in values.items():
        head, _colon, id = name.partition(":")
        if id in names:
            found[f"{head}:{names[id]}"] = True
        elif name not in _NOT_COMPARED:
            found[name] = True if "/" in name else value
    return found


@pytest.mark.parametrize(("file", "thread"), CASES)
def test_a_list_as_a_thread_tells_of_it(empty_desk: Workspace, file: str, thread: str) -> None:
    plan, rows = planned(empty_desk, THREADS / file)
    assert (rows, plan.questions, plan.refused) == (CASES[file, thread], [], [])


def test_every_file_has_its_thread() -> None:
    assert {each.name for each in THREADS.iterdir()} == {file for file, _thread in CASES} | {
        "accents_far_down.tsv", "windows_1250.csv", "portuguese.csv", "misspelt.csv", "partners_together.csv",
    }  # fmt: skip
    assert sum(1 for _file, thread in CASES if thread) >= 30


def test_letters_far_down_and_letters_of_the_east(empty_desk: Workspace) -> None:
    """OpenRefine#164: the first accent stands in line 61. fairchive#2163: semicolons, windows-1250, which one has to say."""
    assert planned(empty_desk, THREADS / "accents_far_down.tsv")[1][-1] == _row(
        "Journée de la crue", "FR", municipality="Nîmes"
    )
    assert open_table(THREADS / "windows_1250.csv").encoding_guessed
    rows = planned(empty_desk, THREADS / "windows_1250.csv", "cp1250")[1]
    assert rows[0] == _row(
        "Dzień wody", "PL", "", "organisations/lead:Urząd Miasta Łódź", municipality="Łódź"
    )  # fmt: skip


def test_a_portuguese_list_comes_in_whole(empty_desk: Workspace) -> None:
    plan, rows = planned(empty_desk, THREADS / "portuguese.csv")
    assert plan.reading.not_read == () and plan.problems == []
    assert rows == [
        _row("Plano de calor", "MZ", "2021-03-01", "targets/SDG:11", "organisations/funder:Banco das Cidades",
             "organisations/implementer:Prefeitura da Beira", end="2021-12-15", status="under_way", municipality="Beira",
             participants_women=120, participants_men=98, source_id="7"),
        _row("Simulado de cheias", "BR", "2022-02", "targets/SDG:11.5", "organisations/funder:Banco das Cidades",
             "organisations/implementer:Defesa Civil", status="completed", municipality="Recife",
             participants_women=30, participants_men=41, source_id="8"),
    ]  # fmt: skip


def test_headings_with_a_slip_are_a_guess_that_is_said(empty_desk: Workspace) -> None:
    plan, rows = planned(empty_desk, THREADS / "misspelt.csv")
    assert rows == [_row("Flood fair", "PE", "2019-03-01", "organisations/lead:City of Lima", participants_total=22)]
    assert {(each["known_by"], each["certainty"]) for each in plan.reading.columns} == {("misspelt", "guess")}
    assert any("Guessed columns" in sentence for sentence in plan.sentences())


def test_organisations_in_one_cell(empty_desk: Workspace) -> None:
    """Cut between acronyms, and where each piece stands alone elsewhere; the commonest spelling; "A / B" is named."""
    plan, rows = planned(empty_desk, THREADS / "partners_together.csv")
    partners = [sorted(name.partition(":")[2] for name in row if name.startswith("organisations/")) for row in rows]
    assert partners == [
        ["AHA", "GOL"], ["AHA", "GOL"], ["City of Jacmel", "Red Cross"], ["Red Cross"], ["City of Jacmel"], ["City of Jacmel"],
        ["Ministry of Health, Population and Water"], ["North / South Fund"],
    ]  # fmt: skip
    assert plan.organisations == 6
    [note] = plan.problems
    assert note.line == 9 and "North / South Fund" in note.reason and "semicolon" in note.reason
