"""The view on a list of a million: nothing asks every row, nothing freezes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.activities import ActivityListSpec
from desktop.ui.background import Background
from desktop.ui.listing.columns import columns
from desktop.ui.listing.list_view import ListView
from desktop.ui.listing.table_model import RecordTableModel

MANY = 1_000_000


@dataclass
class Row:
    no: int
    id: str
    values: dict[str, Any]
    hits: dict[str, Any] = field(default_factory=dict)


@dataclass
class Order:
    ids: array


@dataclass
class Source:
    """A million activities that nobody wrote."""

    read: int = 0
    reverse: bool = False

    def nos(self) -> array:
        return array("q", range(MANY, 0, -1) if self.reverse else range(1, MANY + 1))

    def first(self, query: Any, sort: Any, limit: int = 100) -> list[int]:
        return list(self.nos()[:limit])

    def order(self, query: Any, sort: Any) -> Order:
        return Order(self.nos())

    def rows(self, nos: Any, names: Any, query: Any) -> list[Row]:
        self.read += len(nos)
        return [
            Row(no, f"id-{no}", {"title": f"Activity {no}", "status": "planned", "targets": ("SDG:11.5",)})
            for no in nos
        ]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def view(qtbot: QtBot, source: Source) -> Iterator[ListView]:
    background = Background()
    known = columns(ActivityListSpec())
    model = RecordTableModel(source, background, [known["title"], known["status"], known["targets"]])
    found = ListView(model)
    found.resize(700, 500)
    with qtbot.waitExposed(found):
        found.show()
    with qtbot.waitSignal(model.counted):
        model.show("everything")
    yield found
    found.close()
    background.close()


def counting(model: RecordTableModel) -> Callable[[], int]:
    """How often the length of the list was asked for since: Qt does for each row that it visits."""
    asked = 0
    count = type(model).rowCount

    def counted(*where: Any) -> int:
        nonlocal asked
        asked += 1
        return count(model, *where)

    model.rowCount = counted  # type: ignore[method-assign]
    return lambda: asked


def test_all_are_selected_as_one_range(qtbot: QtBot, view: ListView, source: Source) -> None:
    before = source.read
    view.selectAll()
    assert view.selected_count() == MANY
    assert len(view.ranges()) == 1
    asked = counting(view.rows)
    view.grab()
    assert asked() < 10_000  # nor one asked whether it is selected
    nos = view.selected_nos()
    assert len(nos) == MANY and (nos[0], nos[-1]) == (1, MANY)
    assert source.read == before  # no row was read for it


def test_the_end_is_shown_with_a_page_or_two(qtbot: QtBot, view: ListView, source: Source) -> None:
    before = source.read
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == MANY - 1
    last = view.rows.index(MANY - 1, 0)
    qtbot.waitUntil(lambda: last.data() == f"Activity {MANY}")
    assert source.read - before <= 200
    view.grab()


def test_letters_do_not_search_row_by_row(qtbot: QtBot, view: ListView, source: Source) -> None:
    before = source.read
    with qtbot.waitSignal(view.typed) as typed:
        qtbot.keyClick(view, Qt.Key.Key_Z)
    assert typed.args == ["z"] and source.read == before


def test_a_double_click_on_a_border_measures_only_what_is_seen(qtbot: QtBot, view: ListView, source: Source) -> None:
    before = source.read
    view.resizeColumnToContents(0)
    assert source.read == before and view.columnWidth(0) > 60


def test_the_selection_is_found_far_down_another_order(qtbot: QtBot, view: ListView, source: Source) -> None:
    view.select_places([10, 11, 12])
    source.reverse = True
    with qtbot.waitSignal(view.rows.counted):
        view.rows.show("everything", (("title", True),))
    assert list(view.selected_nos()) == [13, 12, 11]
    assert view.ranges()[0].top() == MANY - 13
    top = view.rowAt(0)
    assert MANY - 60 < top <= MANY - 13  # the same order of another sort: the eye follows the selection


def test_all_stay_selected_in_another_order_and_not_in_another_search(qtbot: QtBot, view: ListView) -> None:
    view.selectAll()
    with qtbot.waitSignal(view.rows.counted):
        view.rows.show("everything", (("title", True),))
    assert view.selected_count() == MANY
    with qtbot.waitSignal(view.rows.counted):
        view.rows.show("something else")
    assert view.selected_count() == 0


def test_another_query_begins_at_the_top(qtbot: QtBot, view: ListView) -> None:
    view.verticalScrollBar().setValue(500_000)
    with qtbot.waitSignal(view.rows.counted):
        view.rows.show("something else")
    assert view.rowAt(0) == 0
