"""The overview: what stands in it, what each line opens, and that it follows the desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.exchange.packages import export_package, import_package
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.overview.page import OverviewPage
from desktop.ui.overview.section import Section
from desktop.ui.settings import Settings
from desktop.workspace import Workspace
from desktop.workspace.changes.deferred import MergeSelection

TODAY = date.today()
Key = Qt.Key


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """An open desk with nothing in it."""
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    workspace.journal.set_author("Amina")
    found = Desk(workspace, Background(), Writer(), Settings(tmp_path / "home"))
    bugs: list[BaseException] = []
    found.broken.connect(bugs.append)
    yield found
    found.close()
    assert not bugs


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[OverviewPage]:
    """The page, shown; a test fills the desk first."""
    found = OverviewPage(desk)
    found.resize(1184, 640)
    yield found
    found.hide()
    shiboken6.delete(found)


def read(qtbot: QtBot, page: OverviewPage) -> None:
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(
        lambda: page.overview is not None and not page._later.isActive() and not page._desk.background._running
    )


def seen(section: Section) -> list[tuple[str, str, str]]:
    return [(line.title, line.more, line.right.partition(", ")[2]) for line in section.list.lines()]


def visit(workspace: Workspace) -> str:
    journal = workspace.journal
    id = journal.create("visit", {"title": "Drains", "stage": "following_up", "start": ago(370), "end": ago(368)})
    journal.create("follow_up", {"parent": id, "after_months": 12, "side": "both", "answered_by": "José"})
    journal.create("commitment", {"parent": id, "what": "A crew", "due": ago(-10), "state": "open"})
    journal.create("task", {"parent": id, "title": "Far away", "due": ago(-31), "state": "open"})
    journal.create("task", {"parent": id, "title": "Done", "due": ago(20), "state": "done"})
    return id


def test_nothing_to_look_after_says_what_will_stand_here(qtbot: QtBot, page: OverviewPage) -> None:
    read(qtbot, page)
    assert page.empty.isVisible() and page.empty.words == "Nothing to do yet"
    page.enter()
    with qtbot.waitSignal(page.visit_wanted):
        QTest.keyClick(page.empty.buttons[0], Key.Key_Space)


def test_what_is_overdue_stands_first_and_opens(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    visit(desk.workspace)
    read(qtbot, page)
    late = (TODAY - date.fromisoformat(page.overview.due[0].due.isoformat())).days  # type: ignore[union-attr]
    assert seen(page.due) == [
        ("Follow-up after 12 months", "Follow-up · Drains · José", f"{late} day{'s' if late > 1 else ''} late"),
        ("A crew", "Commitment · Drains", "in 10 days"),
    ]
    assert page.due.about.text() == "1 overdue, 1 within 30 days"
    assert [line.grave for line in page.due.list.lines()] == [True, False]
    page.enter()
    assert page.due.list.hasFocus() and page.due.list.currentRow() == 0
    assert page.due.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole).startswith("Follow-up after 12 months")
    QTest.keyClick(page.due.list, Key.Key_Down)
    with qtbot.waitSignal(desk.record_wanted) as wanted:
        QTest.keyClick(page.due.list, Key.Key_Return)
    record = desk.workspace.record(wanted.args[0])
    assert record is not None and record.type == "commitment"


def test_it_follows_the_desk_and_keeps_its_place(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    visit(desk.workspace)
    read(qtbot, page)
    page.enter()
    QTest.keyClick(page.due.list, Key.Key_Down)
    follow_up = page.due.list.lines()[0].id
    desk.workspace.journal.edit(follow_up, {"done": TODAY.isoformat()})
    qtbot.waitUntil(lambda: page.due.list.count() == 1)
    assert seen(page.due)[0][0] == "A crew" and page.due.list.currentRow() == 0
    assert page.due.about.text() == "1 within 30 days"


def test_what_clashes_what_waits_and_what_was_not_sent(
    qtbot: QtBot, page: OverviewPage, desk: Desk, tmp_path: Path
) -> None:
    here = desk.workspace
    shared = here.journal.create("activity", {"title": "Drills"})
    there = Workspace.create(tmp_path / "there.focal", home=tmp_path / "home there")
    there.journal.set_author("José")
    export_package(here, tmp_path / "1.fdz")
    import_package(there, tmp_path / "1.fdz")
    here.journal.edit(shared, {"title": "Flood drills"})
    there.journal.edit(shared, {"title": "Fire drills"})
    aside = there.journal.create("activity", {"title": "Radio"})
    export_signed_package(there, tmp_path / "2.fdz", full=True)
    there.close()
    import_package_file(
        here, tmp_path / "2.fdz", selection=MergeSelection(without=frozenset([aside]))
    )  # who signed it becomes a partner
    read(qtbot, page)
    assert page.clashes.heading.text() == "In conflict (1)"
    with qtbot.waitSignal(desk.conflicts_wanted) as wanted:
        page.clashes.list.opened.emit(page.clashes.list.lines()[0])
    assert wanted.args == [shared]
    assert [(line.title, line.more) for line in page.waiting.list.lines()] == [("Radio", "Activity · set aside · José")]
    with qtbot.waitSignal(page.waiting_wanted):
        page.waiting.list.opened.emit(page.waiting.list.lines()[0])
    assert [(line.more, line.right) for line in page.unsent.list.lines()] == [("Nothing was sent yet", "1 edit")]
    with qtbot.waitSignal(page.exchange_wanted):
        page.unsent.list.opened.emit(page.unsent.list.lines()[0])
    assert page.edited.list.lines()[0].more.startswith("Activity")


def test_what_was_edited_last_is_one_line_a_record_and_what_is_gone_is_not_there(
    qtbot: QtBot, page: OverviewPage, desk: Desk
) -> None:
    id = visit(desk.workspace)
    gone = desk.workspace.journal.create("activity", {"title": "Gone"})
    desk.workspace.journal.create("activity", {"title": "Drills"})
    desk.workspace.journal.delete([gone])
    read(qtbot, page)
    assert [(line.title, line.more) for line in page.edited.list.lines()] == [
        ("Drills", "Activity · Amina"), ("Drains", "Visit · Task · Amina"),
    ]  # fmt: skip
    desk.workspace.journal.edit(id, {"title": "Open drains"})
    qtbot.waitUntil(lambda: page.edited.list.lines()[0].title == "Open drains")


def test_tab_goes_down_the_left_side_then_down_the_right_one(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    visit(desk.workspace)
    read(qtbot, page)
    page.enter()
    assert page.tab(page.window(), forward=True)
    assert isinstance(page.focusWidget(), QWidget) and page.edited.list.hasFocus()
    assert page.tab(page.window(), forward=False) and page.due.list.hasFocus()
