"""One text, one value, wherever it is written: in the window, a table, a query, on the command line."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.catalogue import QueryError, parse
from desktop.catalogue.query.terms import Range
from desktop.cli.assignments import read_assignments
from desktop.cli.searches import read_period
from desktop.errors import UserFacingError
from desktop.exchange.columns import ColumnMapping, ColumnUse
from desktop.exchange.importing.row_reader import ColumnFacts, RowReader
from desktop.ui.widgets.line_edit import TypedLine
from desktop.ui.widgets.parsed_line import ReadLineField
from desktop.ui.widgets.partial_date import PartialDateField
from desktop.ui.widgets.widget_factory import widget_for
from desktop.workspace import ACTIVITY, Field, Value
from tests.ui.widgets.test_fields import FakeDesk
from tests.values.test_dates import date_cases

SERIAL = "45123"
CASES = [(text, None if text == SERIAL else value) for text, value in date_cases()]
"""A day number is one in the column of a table alone."""


@pytest.mark.parametrize(("text", "value"), CASES)
def test_in_the_window(qtbot: QtBot, text: str, value: str | None) -> None:
    field = PartialDateField(ACTIVITY.by_name["start"])
    qtbot.addWidget(field)
    field.show_values({})
    edits, unread = list[dict[str, Value]](), list[str]()
    field.edited.connect(edits.append)
    field.unread.connect(unread.append)
    field.take(text)
    assert (edits, unread) == (([], [text]) if value is None else ([{"start": value}], []))


@pytest.mark.parametrize(
    ("present", "typed", "edits"),
    [
        ({}, "3-5 May 2022", {"start": "2022-05-03", "end": "2022-05-05"}),
        ({"end": "2024"}, "3-5 May 2022", {"start": "2022-05-03"}),
        ({}, "3 May 2022", {"start": "2022-05-03"}),
        ({}, "2022/235", {}),
    ],
)
def test_the_end_of_a_period_goes_where_nothing_stands_yet(
    qtbot: QtBot, present: dict[str, Value], typed: str, edits: dict[str, Value]
) -> None:
    field = PartialDateField(ACTIVITY.by_name["start"])
    qtbot.addWidget(field)
    field.show_values(present)
    told, remarks = dict[str, Value](), list[str]()
    field.edited.connect(told.update)
    field.remark.connect(lambda words, _wrong: remarks.append(words))
    line = field.findChild(TypedLine)
    assert line is not None
    QTest.keyClicks(line, typed)
    if len(edits) == 2:
        assert remarks[-1] == "3 May 2022 – 5 May 2022"
    line.left.emit()
    assert {name: value for name, value in told.items() if value is not None} == edits


def test_an_end_is_the_end_of_a_period(qtbot: QtBot) -> None:
    field = PartialDateField(ACTIVITY.by_name["end"])
    qtbot.addWidget(field)
    assert field.read("3-5 May 2022") == "2022-05-05"


@pytest.mark.parametrize(("text", "value"), date_cases())
def test_in_a_table(text: str, value: str | None) -> None:
    reader = RowReader(["When"], ColumnMapping(uses=(ColumnUse(column="When", field="start"),)), ColumnFacts())
    draft = reader.read([text])
    assert draft.values.get("start") == value
    assert bool(draft.problems) == (value is None)


@pytest.mark.parametrize(("text", "value"), CASES)
def test_in_a_query(text: str, value: str | None) -> None:
    try:
        found = parse(f'start:"{text}"').terms[0].values[0]
    except QueryError:
        found = None
    assert (found.low if isinstance(found, Range) else None) == value


def test_columns_of_a_table_say_beginning_and_end() -> None:
    uses = (ColumnUse(column="From", field="start"), ColumnUse(column="To", field="end"))
    reader = RowReader(["From", "To"], ColumnMapping(uses=uses), ColumnFacts())
    assert reader.read(["2022/23", ""]).values == {"start": "2022", "end": "2023"}
    assert reader.read(["2022/23", "2024-05"]).values == {"start": "2022", "end": "2024-05"}
    assert reader.read(["2021", "2022/23"]).values == {"start": "2021", "end": "2023"}


@pytest.mark.parametrize(("text", "value"), CASES)
def test_on_the_command_line(text: str, value: str | None) -> None:
    try:
        found = read_assignments(ACTIVITY, [f"start={text}"]).get("start")
    except UserFacingError as error:
        assert text in error.what
        found = None
    assert found == value


def test_the_end_of_a_period_on_the_command_line() -> None:
    assert read_assignments(ACTIVITY, ["start=2022/23"]) == {"start": "2022", "end": "2023"}
    assert read_assignments(ACTIVITY, ["start=2022/23", "end=2025"]) == {"start": "2022", "end": "2025"}
    assert read_assignments(ACTIVITY, ["start=2022/23"], {"end": "2024"}) == {"start": "2022"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("", None), ("2021", ("2021", "2021")), ("2021..", ("2021", "")), ("..2022-06", ("", "2022-06")),
        ("May 2021..31/12/99", None), ("2021/22", ("2021", "2022")), ("3 mai 2021..5/6/2021", ("2021-05-03", "2021-06-05")),
    ],
)  # fmt: skip
def test_the_period_of_a_report(text: str, period: tuple[str, str] | None) -> None:
    if period is None and text:
        with pytest.raises(UserFacingError):
            read_period(text)
    else:
        assert read_period(text) == period


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("participants_total", "1,000", 1000), ("participants_total", "1 200", 1200), ("participants_total", "٣٠", 30),
        ("participants_total", "1.5", None), ("participants_total", "1e3", None), ("participants_total", "9" * 40, None),
        ("coordinates", "8,46; -13,23", "8.46,-13.23"), ("coordinates", "13.23 W, 8.46 N", "8.46,-13.23"),
        ("coordinates", "-0,-0", "0,0"), ("coordinates", "1e1,2", None), ("coordinates", "nan,0", None),
    ],
)  # fmt: skip
def test_numbers_and_places_mean_the_same_everywhere(qtbot: QtBot, name: str, text: str, value: Value) -> None:
    field = ACTIVITY.by_name[name]
    widget = widget_for(field, FakeDesk())
    qtbot.addWidget(widget)
    assert isinstance(widget, ReadLineField)
    reader = RowReader(["X"], ColumnMapping(uses=(ColumnUse(column="X", field=name),)), ColumnFacts())
    assert widget.read(text) == reader.read([text]).values.get(name) == _on_the_command_line(field, text) == value


def _on_the_command_line(field: Field, text: str) -> Value:
    try:
        return read_assignments(ACTIVITY, [f"{field.name}={text}"])[field.name]
    except UserFacingError:
        return None


def test_numbers_in_a_query() -> None:
    assert parse('participants:"1,000..2 000"').terms[0].values == (Range("1000", "2000"),)
