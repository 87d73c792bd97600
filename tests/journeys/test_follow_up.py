"""A year later somebody asks what came of a visit: overview, the follow-up that is overdue, answered, gone."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.ui.visits.record.outcomes import HarvestPart
from desktop.ui.visits.record.pages import HARVEST
from tests.journeys.person import Person

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_what_came_of_it_after_twelve_months_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(qtbot, window)
    person.press("Start with an empty file")
    person.until(lambda: window.view is not None)
    assert window.desk is not None and window.view is not None
    journal = window.desk.workspace.journal
    ended = (date.today() - timedelta(days=375)).isoformat()
    visit = journal.create("visit", {"title": "Drains", "stage": "following_up", "start": ended, "end": ended})
    follow_up = journal.create("follow_up", {"parent": visit, "after_months": 12, "side": "both"})

    # The number on the button says that something is overdue; the overview says what.
    pages = window.view
    counter = pages.counters["overview"]
    person.until(lambda: counter.count == 1)
    person.button("Overview: 1 item is overdue")
    person.key(Key.Key_1, CTRL)
    person.until(lambda: pages.page("overview") is not None and pages.page("overview").due.list.hasFocus())
    assert [line.title for line in pages.page("overview").due.list.lines()] == ["Follow-up after 12 months"]

    # Enter opens it where it is answered.
    person.key(Key.Key_Return)
    person.until(
        lambda: window.view is not None and window.view.page("visits") is not None and window.view.page("visits").opened
    )
    assert window.view.page("visits") is not None and window.view.page("visits").visit is not None
    view = window.view.page("visits").visit
    person.until(lambda: view.editor.pages.shown == HARVEST and isinstance(view.editor.part(HARVEST), HarvestPart))
    part = view.editor.part(HARVEST)
    assert isinstance(part, HarvestPart)
    person.until(lambda: part.follow_ups.isVisible() and part.follow_ups.parts.current == follow_up)
    changed = part.follow_ups.form.rows["changed"].widget
    person.tab_to(lambda each: each is changed.entry())
    person.type("Two blocks have a crew")
    table = part.follow_ups.parts.table
    person.tab_to(lambda each: each is table)
    person.key(Key.Key_Space)  # it is done
    person.until(person.saved)

    # Gone from the overview, there in the file.
    person.until(lambda: counter.count == 0)
    person.key(Key.Key_1, CTRL)
    page = window.view.page("overview")
    person.until(lambda: page.isVisible() and page.due.list.count() == 0)
    assert page.due.nothing.isVisible()
    record = window.desk.workspace.record(follow_up)
    assert record is not None
    assert record.values["changed"] == "Two blocks have a crew"
    assert record.values["done"] == date.today().isoformat()
