"""Each kind of field on each surface: form, list, bulk edit, tables in and out, query, facet, PDF, package, history,
conflict, and migration of every released file. Activities have one field more of each kind here, as if its line stood in
the record type, so that what follows from a line is seen to follow.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.catalogue import ActivityList, export_csv, facets, parse
from desktop.errors import UserFacingError
from desktop.exchange import ImportReport, apply_import, guess_mapping, open_table, plan_import
from desktop.exchange.importing.row_reader import CELL_READERS
from desktop.reports.field_rows import BLOCKS
from desktop.reports.summary_report import SummaryOptions, write_summary
from desktop.ui.activities.list_spec import ActivityListSpec
from desktop.ui.conflicts import conflict_text
from desktop.ui.listing.bulk_dialog import BulkDialog
from desktop.ui.listing.columns import CELLS, Column, columns
from desktop.ui.widgets.parsed_line import ReadLineField
from desktop.ui.widgets.widget_factory import EDITORS, widget_for
from desktop.workspace import ACTIVITY, Field, FieldKind, Record, Value, Words, Workspace, check, record_id_from
from desktop.workspace.conflicts.resolving import read_disputed, resolve
from desktop.workspace.editing.history import record_names
from desktop.workspace.records.kinds import for_every_kind
from desktop.workspace.records.kinds.field import RULES, Search, Storage
from tests.contract.more_fields import described, keep_in_extra, migrated_by
from tests.exchange.packages.desks import Desk
from tests.reports.read_pdf import Pdf
from tests.ui.widgets.test_fields import FakeDesk
from tests.workspace.test_migrate import RELEASED

K = FieldKind
CITY, PERSON = record_id_from("contract city"), record_id_from("contract person")
NAMES = {CITY: "Quito", PERSON: "Amina Kamara"}
SHA = "ab" * 32


@dataclass(frozen=True)
class Case:
    """A field of a kind, a value of it, and how that is said on each surface."""

    field: Field
    value: Value
    key: str = ""  # of a member
    other: Value = None  # another value, or of a set whether it is there
    shown: str = ""  # in the form
    cell: str | None = ""  # in a list; None: no column
    table: str | None = ""  # in a CSV file; None: no column
    typed: object = None  # in a spreadsheet, where that is not the same
    finds: tuple[str, ...] = ()  # queries that find it
    misses: tuple[str, ...] = ()  # queries of its kind that do not
    printed: str = ""  # in the PDF; "": not at all
    said: str = ""  # in a sentence of the history
    chosen: str = ""  # as one side of a conflict

    @property
    def name(self) -> str:
        return f"{self.field.name}/{self.key}" if self.key else self.field.name


def _field(kind: FieldKind, **more: Any) -> Field:
    column = 0 if RULES[kind].storage is Storage.JOURNAL else 12
    return Field(name=f"more_{kind}", kind=kind, label=f"More {kind}", section="results", column=column, **more)


CASES = for_every_kind(
    {
        each.field.kind: each
        for each in (
            Case(_field(K.TEXT, words=Words.TEXT, sortable=True), "Émeraude", other="Rubis", shown="Émeraude",
                 cell="Émeraude", table="Émeraude", finds=("emeraude", "more_text:émer"), misses=("more_text:rubis",),
                 printed="Émeraude", said="“Émeraude”", chosen="Émeraude"),
            Case(_field(K.LONG_TEXT, words=Words.TEXT), "Learning by\n\ntiptoeing", other="Else", shown="tiptoeing",
                 cell="Learning by\n\ntiptoeing", table="Learning by\n\ntiptoeing",
                 finds=("tiptoeing", "more_long_text:learn"), misses=("more_long_text:else",), printed="tiptoeing",
                 said="“Learning by tiptoeing”", chosen="Learning by\n\ntiptoeing"),
            Case(_field(K.CHOICE, facet=11, vocabulary="statuses", sortable=True), "completed", other="planned",
                 shown="Completed", cell="Completed", table="completed", typed="Terminé",
                 finds=("more_choice:completed", "more_choice:terminé"),
                 misses=("more_choice:planned",), printed="Completed", said="Completed", chosen="Completed"),
            Case(_field(K.DATE, sortable=True), "2031-05", other="2032", shown="May 2031", cell="2031-05", table="2031-05",
                 typed="mai 2031", finds=("more_date:2031", "more_date:2031-05..2032"), misses=("more_date:2030",),
                 printed="May 2031", said="“May 2031”", chosen="May 2031"),
            Case(_field(K.INTEGER, unit="m²", sortable=True), 4711, other=12, shown="4,711", cell="4,711", table="4711",
                 typed="4.711", finds=("more_integer:4711", "more_integer:4000..5000"), misses=("more_integer:4712..",),
                 printed="4,711 m²", said="“4,711 m²”", chosen="4,711\u00a0m²"),
            Case(_field(K.OFFSET, unit="days", sortable=True), -14, other=30, shown="-14", cell="−14", table="-14",
                 finds=("more_offset:-14", "more_offset:-20..0"), misses=("more_offset:0..",), printed="−14 days",
                 said="“−14 days”", chosen="−14\u00a0days"),
            Case(_field(K.DECIMAL, unit="EUR", sortable=True), "12345.50", other="-0.5", shown="12345.50",
                 cell="12,345.50", table="12345.50", typed="12 345,50",
                 finds=("more_decimal:12345.5", "more_decimal:9000..20000"),
                 misses=("more_decimal:..9000",), printed="12,345.50 EUR", said="“12,345.50 EUR”",
                 chosen="12,345.50\u00a0EUR"),
            Case(_field(K.MOMENT, sortable=True), "2 14:30", other="3", shown="Day 2, 14:30", cell="Day 2, 14:30",
                 table="2 14:30", typed="day 2, 2:30 PM", finds=("more_moment:2", "more_moment:1..3"),
                 misses=("more_moment:3..",), printed="Day 2, 14:30", said="“Day 2, 14:30”", chosen="Day 2, 14:30"),
            Case(_field(K.DATETIME, sortable=True), "2031-05-03T18:30", other="2031-06-01", shown="2031-05-03 18:30",
                 cell="2031-05-03 18:30", table="2031-05-03T18:30", typed="3/5/2031, 6:30 PM",
                 finds=("more_datetime:2031-05-03", "more_datetime:2031"), misses=("more_datetime:2031-05-04..",),
                 printed="3 May 2031 18:30", said="“3 May 2031 18:30”", chosen="3 May 2031 18:30"),
            Case(_field(K.COORDINATES), "8.4657,-13.2317", other="1,2", shown="8.4657, -13.2317", cell="8.4657, -13.2317",
                 table="8.4657,-13.2317", typed="8.4657 N 13.2317 W", finds=("has:more_coordinates",),
                 misses=("more_coordinates:none",), printed="8.4657° N, 13.2317° W", said="“8.4657° N, 13.2317° W”",
                 chosen="8.4657° N, 13.2317° W"),
            Case(_field(K.REFERENCE, target="organisation"), CITY, other=PERSON, shown="Quito", cell="Quito", table=CITY,
                 finds=("more_reference:quito", f"more_reference:{CITY}"), misses=("more_reference:lima",),
                 printed="Quito", said="Quito", chosen="Quito"),
            Case(_field(K.CODES, facet=12, vocabulary="targets", weights="target_weights"), "principal", "SDG:11.5",
                 other="significant", shown="11.5", cell="SDG 11.5", table="SDG:11.5", typed="11.5",
                 finds=("more_codes:SDG:11.5", "more_codes:SDG:11.5=principal", "more_codes:SDG:11"),
                 misses=("more_codes:SDG:13", "more_codes:SDG:11.5=significant"), printed="Fewer deaths",
                 said="SDG:11.5", chosen="Principal"),
            Case(_field(K.LINKED, facet=13, target="organisation", vocabulary="organisation_roles"), True, f"partner:{CITY}",
                 shown="Quito", cell="Quito", table="Partner: Quito", finds=("more_linked:quito", f"more_linked:{CITY}"),
                 misses=("more_linked:lima",), printed="Quito (Partner)", said="Quito (Partner)", chosen="Quito"),
            Case(_field(K.LINKS), "The atlas", "https://example.org/atlas", other="A map", shown="The atlas",
                 cell="https://example.org/atlas", table="https://example.org/atlas", finds=("more_links:atlas",),
                 misses=("more_links:lima",), printed="The atlas", said="https://example.org/atlas", chosen="The atlas"),
            Case(_field(K.FILES), "plan.pdf", SHA, other="map.pdf", shown="plan.pdf", cell="plan.pdf", table=None,
                 finds=("more_files:plan",), misses=("more_files:lima",), printed="plan.pdf", said="abababab",
                 chosen="plan.pdf"),
            Case(_field(K.BALLOT), '{"x":2,"y":1}', other='{"z":1}', shown="2 topics", cell="2 topics", table=None,
                 said="2 topics", chosen="2 topics"),
            Case(_field(K.SOURCE), '{"Heading":"cell"}', other='{"Heading":"else"}', shown="1 cell kept", cell=None, table=None,
                 said='“{"Heading":"cell"}”',
                 chosen='{"Heading":"cell"}'),
        )
    },
    "cases of the contract",
)  # fmt: skip
FIELDS = tuple(case.field for case in CASES.values())
VALUES: dict[str, Value] = {case.name: case.value for case in CASES.values()}
TITLE = "All kinds"
ID = record_id_from("contract activity")
BASE: dict[str, Value] = {"title": TITLE, "start": "2020", "kind": "training", "status": "planned"}

each_kind = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
in_tables = pytest.mark.parametrize(
    "case", [each for each in CASES.values() if each.table is not None], ids=lambda case: str(case.field.kind)
)


@pytest.fixture(scope="module", autouse=True)
def more_fields() -> Iterator[None]:
    with described(*FIELDS):
        yield


def _fill(workspace: Workspace) -> None:
    journal = workspace.journal
    with journal.group("import") as group:
        journal.bulk(
            group,
            [
                ("organisation", CITY, {"name": NAMES[CITY]}),
                ("activity", ID, {**BASE, **VALUES}),
                ("activity", record_id_from("contract empty"), {**BASE, "title": "Nothing more"}),
            ],
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contract")


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Workspace]:
    with closing(Workspace.create(folder / "desk.focal", home=folder / "home")) as workspace:
        workspace.journal.set_author("Amina")
        _fill(workspace)
        yield workspace
    assert check(folder / "desk.focal", home=folder / "home").problems == ()


def _record(workspace: Workspace, id: str = ID) -> Record:
    found = workspace.record(id)
    assert found is not None
    return found


# Window ---------------------------------------------------------------------------------------------------------------


def _words_of(widget: QWidget) -> str:
    """All that is written in a widget and what is inside it."""
    found: list[str] = []
    for each in (widget, *widget.findChildren(QWidget)):
        if isinstance(each, QLineEdit | QLabel | QAbstractButton):
            found.append(each.text())
        elif isinstance(each, QPlainTextEdit | QTextEdit):
            found.append(each.toPlainText())
        elif isinstance(each, QComboBox):
            found.append(each.currentText())
        elif isinstance(each, QTableWidget):
            items = (each.item(row, column) for row in range(each.rowCount()) for column in range(each.columnCount()))
            found += [item.text() for item in items if item is not None]
        found.append(each.accessibleName())
    return "\n".join(found)


class _Desk(FakeDesk):
    def names(self, type: str, ids: Any, done: Callable[[Mapping[str, str]], None]) -> None:
        done({id: NAMES[id] for id in ids if id in NAMES})


@each_kind
def test_form(case: Case, qtbot: QtBot) -> None:
    widget = widget_for(case.field, _Desk())
    qtbot.addWidget(widget)
    assert case.shown not in _words_of(widget)
    widget.show_values(VALUES)
    assert case.shown in _words_of(widget)
    assert case.field.unit in widget.accessibleName()
    if isinstance(widget, ReadLineField):
        told: list[dict[str, Value]] = []
        widget.edited.connect(told.append)
        for text, value in ((case.field.rules.edit_text(case.field, case.other), case.other), ("???", None)):
            widget.entry().setText(text)
            widget.entry().textEdited.emit(text)
            assert told.pop() == {case.name: case.value if value is None else value}
        assert widget.entry().property("wrong") and widget.how_to_write()


@each_kind
def test_list_column(case: Case, desk: Workspace) -> None:
    found: dict[str, Column] = columns(ActivityListSpec())
    if case.cell is None:
        assert case.field.name not in found
        return
    column, listing = found[case.field.name], ActivityList(desk)
    rows = listing.rows(listing.first(parse("")), [case.field.name])
    said = [column.words(row.values[case.field.name]) for row in rows if row.values[case.field.name]]
    assert said == [case.cell]
    assert column.number == case.field.rules.is_number == (case.field.kind in (K.INTEGER, K.OFFSET, K.DECIMAL))
    assert column.heading == (f"More {case.field.kind} ({case.field.unit})" if case.field.unit else column.label)


@pytest.mark.parametrize("case", [each for each in CASES.values() if each.field.sortable], ids=lambda case: case.name)
def test_list_order(case: Case, desk: Workspace) -> None:
    listing = ActivityList(desk)
    for descending in (False, True):
        assert listing.ids_of(listing.first(parse(""), ((case.field.name, descending),)))[0] == ID, "empty comes last"


_LATER: dict[FieldKind, Value] = {
    K.TEXT: "fuchsia", K.DATE: "2031-06", K.INTEGER: 10_000, K.OFFSET: 7, K.DECIMAL: "100000", K.MOMENT: "10 09:00",
    K.DATETIME: "2031-05-03T18:31",
}  # fmt: skip
"""What comes after the value of the case."""


@pytest.mark.parametrize("kind", _LATER)
def test_values_are_compared_as_what_they_mean(kind: FieldKind, desk: Workspace) -> None:
    name, listing = CASES[kind].field.name, ActivityList(desk)
    id = desk.journal.create("activity", {"title": "another", name: _LATER[kind]})
    try:
        for descending, order in ((False, [ID, id]), (True, [id, ID])):
            assert listing.ids_of(listing.first(parse(""), ((name, descending),)))[:2] == order
    finally:
        desk.journal.undo()


@each_kind
def test_bulk_edit(case: Case, qtbot: QtBot) -> None:
    dialog = BulkDialog(_Desk(), ActivityListSpec(), 2)  # type: ignore[arg-type] - it is asked for nothing here
    qtbot.addWidget(dialog)
    offered = [dialog.field_box.itemData(at) for at in range(dialog.field_box.count())]
    assert (case.field.name in offered) == (case.table is not None)
    if case.table is not None:
        dialog.show_field(case.field.name)
        dialog.widget.edited.emit({case.name: case.value})
        assert dialog.values == {case.name: case.value} and dialog.change_button.isEnabled()


# Tables ---------------------------------------------------------------------------------------------------------------


def _imported(folder: Path, table: Path) -> tuple[dict[str, Value], ImportReport]:
    """The values of the one activity in a table, on another desk; organisations by their names."""
    path = folder / f"{table.stem} {table.suffix[1:]}.focal"
    with closing(Workspace.create(path, home=folder / "home of another")) as workspace:
        read = open_table(table)
        report = apply_import(workspace, plan_import(workspace, read, guess_mapping(read)))
        found = ActivityList(workspace)
        ids = found.ids_of(found.first(parse(TITLE)))
        values = dict(_record(workspace, ids[0]).values)
        with workspace.reading() as conn:
            names = record_names(conn, {key.rpartition(":")[2] for key in values if ":" in key})
        named = {
            f"{name.rpartition(':')[0]}:{CITY}" if names.get(name.rpartition(":")[2]) == NAMES[CITY] else name: value
            for name, value in values.items()
        }
        return named, report


@pytest.fixture(scope="module")
def exported(desk: Workspace, folder: Path) -> Path:
    path = folder / "list.csv"
    export_csv(desk, [ID], path)
    return path


@pytest.fixture(scope="module")
def from_csv(exported: Path, folder: Path) -> tuple[dict[str, Value], ImportReport]:
    return _imported(folder, exported)


@pytest.fixture(scope="module")
def from_xlsx(folder: Path) -> tuple[dict[str, Value], ImportReport]:
    book, those = openpyxl.Workbook(), [each for each in CASES.values() if each.table is not None]
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["title", *(f"{each.field.name}/partner" if each.field.kind is K.LINKED else each.field.name for each in those)]
    )
    sheet.append([TITLE, *(NAMES[CITY] if each.field.kind is K.LINKED else each.typed or each.table for each in those)])
    book.save(folder / "book.xlsx")
    return _imported(folder, folder / "book.xlsx")


@each_kind
def test_csv_out(case: Case, exported: Path) -> None:
    with exported.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row.get(case.field.name) == case.table


def _as_imported(case: Case) -> Value:
    return case.key if case.field.kind is K.LINKS else case.value


@in_tables
def test_csv_in(case: Case, from_csv: tuple[dict[str, Value], ImportReport]) -> None:
    assert from_csv[0].get(case.name) == _as_imported(case)


@in_tables
def test_xlsx_in(case: Case, from_xlsx: tuple[dict[str, Value], ImportReport]) -> None:
    assert from_xlsx[0].get(case.name) == _as_imported(case)
    assert not from_xlsx[1].refused


@in_tables
def test_a_cell_that_is_no_value_is_told(case: Case, tmp_path: Path) -> None:
    if case.field.rules.search in (Search.WORDS, Search.RECORDS):
        return  # any text is one
    path = tmp_path / "bad.csv"
    path.write_text(f"title,{case.field.name}\n{TITLE},???x\n", "utf-8")
    read = open_table(path)
    with closing(Workspace.create(tmp_path / "x.focal", home=tmp_path / "home")) as workspace:
        problems = plan_import(workspace, read, guess_mapping(read)).problems
    assert [each.reason for each in problems if case.field.name in each.reason and "???x" in each.reason]


# Queries --------------------------------------------------------------------------------------------------------------


@each_kind
def test_query(case: Case, desk: Workspace) -> None:
    listing = ActivityList(desk)
    if case.field.rules.search is Search.NOT:
        with pytest.raises(UserFacingError, match="no field"):
            parse(f"has:{case.field.name}")
        return
    for query in (*case.finds, f"has:{case.field.name}"):
        assert listing.ids_of(listing.first(parse(query))) == [ID], query
    for query in case.misses:
        assert ID not in listing.ids_of(listing.first(parse(query))), query


def test_facets_are_of_kinds_with_codes(desk: Workspace) -> None:
    desk.journal.edit(ID, {"targets/SDG:13": "principal", "hazards/HIP:MH0600": True, "country": "EC",
                           f"organisations/lead:{CITY}": True})  # fmt: skip
    found = facets(desk, parse(""))
    assert {"kind", "status", "year", "country", "targets", "hazards", "organisation"} <= set(found)
    for name in found:
        if (field := ACTIVITY.by_name.get(name)) is not None:
            assert field.rules.search in (Search.CODE, Search.CODES, Search.RECORDS)
            assert any(each.count for each in found[name]) or name == "modules", name
    assert [(each.label_hint, each.count) for each in found["organisation"]] == [("Quito", 1)]
    assert {name: [(each.label_hint, each.count) for each in found[name]] for name in list(found)[-4:-1]} == {
        "more_choice": [("Completed", 1), ("Not given", 1)],
        "more_codes": [
            ("11 Sustainable cities and communities", 1),
            ("11.5 Fewer deaths and losses from disasters", 1),
        ],
        "more_linked": [("Quito", 1)],
    }
    assert number_found(desk, "more_codes", "SDG:11") == number_found(desk, "more_linked", CITY) == 1


def number_found(desk: Workspace, facet: str, code: str) -> int:
    """How many records a click on one count of a facet finds."""
    return len(ActivityList(desk).order(parse("").toggled(facet, code), ()).ids)


# Others ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf(desk: Workspace, folder: Path) -> str:
    path = folder / "summary.pdf"
    write_summary(desk, path, SummaryOptions(ids=[ID]))
    with Pdf(path) as read:
        return read.whole_text().replace("\u00a0", " ")


@each_kind
def test_pdf(case: Case, pdf: str) -> None:
    if case.printed:
        assert f"More {case.field.kind} " in pdf and case.printed in pdf
    else:
        assert f"More {case.field.kind} " not in pdf


@dataclass
class Two:
    """Two desks that edited the same fields, and the record in which that is seen."""

    here: Desk
    there: Desk
    package: Path
    names: dict[str, str] = field(default_factory=lambda: dict(NAMES))


@pytest.fixture(scope="module")
def two(more_fields: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("two")
    here, there = Desk(folder, "here"), Desk(folder, "there")
    _fill(here.workspace)
    package = here.send()
    there.take(package)
    yield Two(here, there, package)
    for each in (here, there):
        each.close()


@each_kind
def test_package(case: Case, two: Two) -> None:
    assert two.there.record(ID).values.get(case.name) == case.value
    assert two.there.dump() == two.here.dump()


@each_kind
def test_history(case: Case, two: Two) -> None:
    journal = two.here.journal
    id = journal.create("activity", {"title": f"history of {case.field.kind}"})
    journal.edit(id, {case.name: case.value})
    (sentence,) = journal.history(id)[-1].sentences()
    assert f"*More {case.field.kind}*" in sentence and case.said in sentence.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def disputed(two: Two) -> dict[str, Any]:
    mine = {case.name: case.value for case in CASES.values()}
    two.here.journal.edit(ID, dict.fromkeys(mine))  # to write the same again would be no edit
    two.here.journal.edit(ID, mine)
    two.there.journal.edit(ID, {case.name: case.other for case in CASES.values()})
    two.here.take(two.there.send())
    with two.here.workspace.reading() as conn:
        return {each.field: each for each in read_disputed(conn) if each.id == ID}


@each_kind
def test_conflict(case: Case, two: Two, disputed: dict[str, Any]) -> None:
    about = disputed[case.name]
    said = [conflict_text.value_words(about, choice.value, NAMES) for choice in about.choices]
    assert any(case.chosen in words for words in said), said
    assert len(set(said)) == 2
    resolve(two.here.journal, about, case.value)
    assert case.name not in {each.field for each in two.here.record(ID).conflicts}
    assert two.here.record(ID).values[case.name] == case.value


# Migration ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.focal")), ids=lambda path: path.stem)
@pytest.mark.parametrize("kept", [True, False], ids=["kept", "without"])
def test_migration(released: Path, kept: bool, tmp_path: Path) -> None:
    path, home = tmp_path / "old.focal", tmp_path / "home"
    shutil.copyfile(released, path)
    values = {name: value for name, value in VALUES.items() if name != CASES[K.REFERENCE].name} if kept else {}
    with migrated_by(tmp_path, FIELDS):
        id = keep_in_extra(path, values) if kept else ""
        with closing(Workspace.open(path, home=home)) as workspace:
            listing = ActivityList(workspace)
            for case in CASES.values() if kept else ():
                if case.name not in values:
                    continue
                assert _record(workspace, id).values[case.name] == case.value
                if case.finds and case.field.kind is not K.LINKED:  # of an organisation that is not there
                    assert listing.ids_of(listing.first(parse(case.finds[0]))) == [id], case.finds[0]
            workspace.journal.edit(id or _first(workspace), {"more_decimal": "7.25", "more_codes/SDG:13": "principal"})
            assert len(listing.first(parse("more_decimal:7.25 more_codes:SDG:13"))) == 1
            with workspace.reading() as conn:
                assert not conn.exec_driver_sql("SELECT count(*) FROM activity WHERE extra IS NOT NULL").scalar()
        assert check(path, home=home).problems == ()


def _first(workspace: Workspace) -> str:
    listing = ActivityList(workspace)
    return listing.ids_of(listing.first(parse("")))[0]


# What is missing is seen at once --------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [RULES, EDITORS, CELLS, CELL_READERS, BLOCKS], ids=lambda parts: type(parts).__name__)
@each_kind
def test_a_kind_without_its_part_is_an_error_that_names_it(case: Case, parts: Mapping[FieldKind, object]) -> None:
    rest = {kind: part for kind, part in parts.items() if kind is not case.field.kind}
    with pytest.raises(RuntimeError, match=f"parts: nothing for {case.field.kind.name}$"):
        for_every_kind(rest, "parts")
