"""The list pages through its source, whatever its length."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background
from desktop.ui.listing import Column, RecordTableModel, Role

COLUMNS = (Column("title", "Title"), Column("participants_total", "Participants", number=True))


@dataclass
class Row:
    no: int
    id: str
    values: dict[str, Any]


@dataclass
class Order:
    ids: array[int]


@dataclass
class Source:
    """So many activities, in memory."""

    length: int
    read: list[int] = field(default_factory=list)
    mended: str = ""

    def first(self, query: Any, sort: Any, limit: int = 100) -> list[int]:
        return list(range(1, min(limit, self.length) + 1))

    def order(self, query: Any, sort: Any) -> Order:
        return Order(array("q", range(1, self.length + 1)))

    def rows(self, nos: Sequence[int], columns: Sequence[str], query: Any) -> list[Row]:
        self.read.append(len(nos))
        return [Row(no, f"id-{no}", {"title": f"Activity {no}{self.mended}", "participants_total": no}) for no in nos]


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def shown(qtbot: QtBot, source: Source, background: Background) -> RecordTableModel:
    model = RecordTableModel(source, background, COLUMNS)
    with qtbot.waitSignal(model.counted):
        model.show("")
    return model


def words(model: RecordTableModel, row: int) -> str:
    return model.data(model.index(row, 0))


def test_a_million_rows_are_read_where_they_are_looked_at(qtbot: QtBot, background: Background) -> None:
    source = Source(1_000_000)
    model = shown(qtbot, source, background)
    assert model.rowCount() == 1_000_000 and source.read == [100]
    assert words(model, 0) == "Activity 1"
    assert words(model, 654_321) == "…"
    assert model.data(model.index(654_321, 0), Role.LOADED) is False
    qtbot.waitUntil(lambda: words(model, 654_321) == "Activity 654322")
    assert source.read == [100, 100]
    assert model.place_of(654_322) == 654_321 and model.place_of(0) == -1


def test_an_edit_reads_only_the_pages_that_show_it(qtbot: QtBot, background: Background) -> None:
    source = Source(250)
    model = shown(qtbot, source, background)
    assert words(model, 150) == "…"
    qtbot.waitUntil(lambda: words(model, 150) == "Activity 151")
    source.mended, source.read = " (mended)", []
    with qtbot.waitSignals([model.dataChanged, model.counted]):
        model.refresh(frozenset({"id-151"}))
    assert words(model, 150) == "Activity 151 (mended)"
    assert words(model, 0) == "Activity 1"
    assert source.read == [100]


def test_nothing_found_is_an_empty_list(qtbot: QtBot, background: Background) -> None:
    model = shown(qtbot, Source(0), background)
    assert model.rowCount() == 0 and model.columnCount() == 2


def test_numbers_stand_right_and_a_screen_reader_hears_the_column(qtbot: QtBot, background: Background) -> None:
    model = shown(qtbot, Source(3), background)
    cell = model.index(1, 1)
    assert model.data(cell, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Participants: 2"
    assert model.data(cell, Role.RAW) == 2


def test_a_list_that_grows_shows_its_new_rows(qtbot: QtBot, background: Background) -> None:
    source = Source(3)
    model = shown(qtbot, source, background)
    source.length = 5
    with qtbot.waitSignals([model.rowsInserted, model.counted]):
        model.refresh(frozenset({"id-5"}))
    qtbot.waitUntil(lambda: words(model, 4) == "Activity 5")
    assert words(model, 0) == "Activity 1"
