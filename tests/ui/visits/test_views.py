"""Board, calendar, timeline: the same search, cards that move, what is clicked opens."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.visits import VisitsPage
from desktop.ui.visits.view_switch import BOARD, CALENDAR, LIST, TIMELINE
from desktop.ui.visits.views.board import BoardView
from desktop.ui.visits.views.board_column import MIME, BoardColumn
from desktop.ui.visits.views.calendar import CalendarView
from desktop.ui.visits.views.month import place
from desktop.ui.visits.views.timeline import TimelineView
from desktop.visits.visit_queries import CalendarEntry
from desktop.workspace import record_id_from

from . import example_visits
from .conftest import record, settled

Key, Modifier = Qt.Key, Qt.KeyboardModifier
AGREED = record_id_from("visit 3")


def board(qtbot: QtBot, page: VisitsPage) -> BoardView:
    page.show_way(BOARD)
    settled(qtbot, page)
    found = page.views[BOARD]
    assert isinstance(found, BoardView)
    return found


def drop(column: BoardColumn, id: str) -> None:
    """Let a card fall into a column."""
    data = QMimeData()
    data.setData(MIME, id.encode("ascii"))
    spot = column.viewport().rect().center()
    arguments = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    entering = QDragEnterEvent(spot, *arguments)
    QApplication.sendEvent(column.viewport(), entering)
    assert entering.isAccepted()
    QApplication.sendEvent(column.viewport(), QDropEvent(QPointF(spot), *arguments))


def test_a_card_dropped_in_another_column_is_one_change_and_one_undo(qtbot: QtBot, page: VisitsPage) -> None:
    seen = board(qtbot, page)
    said: list[tuple[str, object]] = []
    page._desk.message.connect(lambda words, _action, then: said.append((words, then)))
    before = len(list(page._desk.workspace.journal.history(AGREED)))
    drop(seen.columns["preparing"], AGREED)
    settled(qtbot, page)
    assert record(page, AGREED).values["stage"] == "preparing"
    assert seen.stage_of(AGREED) == "preparing"
    assert len(list(page._desk.workspace.journal.history(AGREED))) == before + 1
    words, then = said[-1]
    assert "Preparing" in words and "The time zone of the host is not chosen." in words  # said, not forbidden
    assert callable(then)
    then()
    settled(qtbot, page)
    assert record(page, AGREED).values["stage"] == "agreed"
    assert seen.stage_of(AGREED) == "agreed"


def test_a_card_is_taken_along_by_keyboard(qtbot: QtBot, page: VisitsPage) -> None:
    seen = board(qtbot, page)
    column = seen.columns["agreed"]
    column.setFocus()
    assert column.current_id == AGREED
    QTest.keyClick(column, Key.Key_Right, Modifier.AltModifier)
    settled(qtbot, page)
    arrived = seen.columns["preparing"]
    assert record(page, AGREED).values["stage"] == "preparing"
    assert arrived.hasFocus() and arrived.current_id == AGREED  # the keyboard goes with the card
    QTest.keyClick(arrived, Key.Key_Left, Modifier.AltModifier)
    settled(qtbot, page)
    assert record(page, AGREED).values["stage"] == "agreed"
    QTest.keyClick(seen.columns["agreed"], Key.Key_Return)
    settled(qtbot, page)
    assert page.opened == AGREED
    page.close_visit()
    assert page.way == BOARD


def test_every_way_shows_what_the_search_finds(qtbot: QtBot, page: VisitsPage) -> None:
    page.show_query("stage:agreed,preparing")
    seen = board(qtbot, page)
    assert {stage for stage, column in seen.columns.items() if column.count} == {"agreed", "preparing"}
    page.show_way(TIMELINE)
    settled(qtbot, page)
    bars = page.views[TIMELINE]
    assert isinstance(bars, TimelineView)
    assert len(bars.bars.spans) == 2
    page.show_query("")
    settled(qtbot, page)
    assert len(bars.bars.spans) == 9  # one has no date
    page.show_query("nothing like it")
    settled(qtbot, page)
    assert page.area.is_empty
    page.show_query("")
    settled(qtbot, page)
    assert not page.area.is_empty and page.area.stack.currentWidget() is bars


def test_the_way_is_remembered(qtbot: QtBot, page: VisitsPage) -> None:
    page.show_way(CALENDAR)
    settled(qtbot, page)
    again = VisitsPage(page._desk)
    qtbot.addWidget(again)
    assert again.way == CALENDAR
    again.show_way(LIST)
    settled(qtbot, page)


def calendar(qtbot: QtBot, page: VisitsPage) -> CalendarView:
    page.show_way(CALENDAR)
    settled(qtbot, page)
    found = page.views[CALENDAR]
    assert isinstance(found, CalendarView)
    return found


def test_a_day_of_the_calendar_opens_what_is_on_it(qtbot: QtBot, page: VisitsPage) -> None:
    seen = calendar(qtbot, page)
    seen.month.setFocus()
    assert "How Kisumu keeps its drains open" in seen.month.accessibleDescription()
    QTest.keyClick(seen.month, Key.Key_Return)
    settled(qtbot, page)
    assert page.opened == example_visits.DRAINS


def test_what_is_due_opens_at_its_place(qtbot: QtBot, page: VisitsPage) -> None:
    seen = calendar(qtbot, page)
    due = example_visits.there(date.today()) - timedelta(days=8)  # seven days before the start, which was yesterday
    seen.go_to(due)
    settled(qtbot, page)
    (task,) = [each for each in seen.month.on_day(due) if each.type == "task"]
    assert task.overdue
    seen.month.opened.emit(task)
    settled(qtbot, page)
    assert page.visit is not None and page.visit.editor.pages.shown == "Preparation"
    part = page.visit.editor.part("Preparation")
    assert part.tasks.parts.current == example_visits.part("task 3")  # type: ignore[union-attr]


def test_months_and_years_turn_by_keyboard(qtbot: QtBot, page: VisitsPage) -> None:
    seen = calendar(qtbot, page)
    here = seen.month.month
    QTest.keyClick(seen.month, Key.Key_PageDown)
    settled(qtbot, page)
    assert seen.month.month == date(here.year + here.month // 12, here.month % 12 + 1, 1)
    seen.show_year(here)
    settled(qtbot, page)
    assert seen.year.visits_in(date.today().month) >= 1
    QTest.keyClick(seen.year, Key.Key_Return)
    assert seen.by_month and seen.month.month == here


def entry(number: int, first: date, days: int, type: str = "visit") -> CalendarEntry:
    title = f"Visit {number}"
    return CalendarEntry(
        type, str(number), str(number), title, title, first, first + timedelta(days=days - 1), "agreed"
    )


def test_bars_of_one_week_never_cover_each_other() -> None:
    monday = date(2026, 3, 2)
    entries = [entry(number, monday + timedelta(days=number % 9), 1 + number % 12) for number in range(40)]
    placed = place(entries, monday)
    assert {each.entry.id for each in placed} == {each.id for each in entries}
    for one in placed:
        for other in placed:
            if one is not other and (one.week, one.lane) == (other.week, other.lane):
                assert one.last < other.first or other.last < one.first


def test_the_timeline_is_drawn_apart_about_a_day(qtbot: QtBot, page: VisitsPage) -> None:
    page.show_way(TIMELINE)
    settled(qtbot, page)
    bars = page.views[TIMELINE].bars  # type: ignore[attr-defined]
    bars.setFocus()
    drains = [each.card.id for each in bars.spans].index(example_visits.DRAINS)
    assert bars.current == drains  # what is now, or comes next
    before = bars.bar(drains).width()
    QTest.keyClick(bars, Key.Key_Plus)
    assert bars.bar(drains).width() > before or before == 6.0
    QTest.mouseClick(
        bars.viewport(), Qt.MouseButton.LeftButton, Modifier.NoModifier, bars.bar(drains).center().toPoint()
    )
    settled(qtbot, page)
    assert page.opened == example_visits.DRAINS
