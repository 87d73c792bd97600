"""The page around the visits: new ones, the bin, links, a workspace that can only be read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.settings import Settings
from desktop.ui.visits import VisitsPage
from desktop.ui.visits.copy_dialog import CopyDialog
from desktop.ui.visits.new_dialog import EMPTY, NewVisitDialog
from desktop.ui.visits.view_switch import BOARD
from desktop.values.dates import format_period
from desktop.visits import read_visit
from desktop.workspace import Workspace, record_id_from

from . import example_visits
from .conftest import open_drains, record, settled

Key = Qt.Key


def test_a_new_visit_takes_along_what_its_template_has_and_is_one_undo(qtbot: QtBot, page: VisitsPage) -> None:
    page.make_new()
    dialog = page.findChild(NewVisitDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.list.count() == 7)
    QTest.keyClicks(dialog.title, "Reading slopes")
    QTest.keyClick(dialog.title, Key.Key_Down)  # from the title the arrows choose the template
    QTest.keyClick(dialog.title, Key.Key_Down)
    assert dialog.key == "peer_review"
    QTest.keyClicks(dialog.start, "May 2027")
    QTest.keyClick(dialog.start, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.opened))
    settled(qtbot, page)
    made = record(page, page.opened)
    assert (made.title, made.values["start"], made.values["approach"]) == ("Reading slopes", "2027-05", "peer_review")
    assert page.visit is not None and page.visit.stage.steps.stage == "idea"
    page._desk.workspace.journal.undo()
    settled(qtbot, page)
    assert not record(page, made.id).listed


def test_a_visit_that_is_soon_ends_with_its_programme_and_offers_what_to_do_with_tasks_of_before(
    qtbot: QtBot, page: VisitsPage
) -> None:
    page.make_new()
    dialog = page.findChild(NewVisitDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.list.count() == 7)
    QTest.keyClicks(dialog.title, "Reading slopes")
    QTest.keyClick(dialog.title, Key.Key_Down)  # the learning exchange: three days
    first = date.today() + timedelta(days=20)
    QTest.keyClicks(dialog.start, first.isoformat())
    last = first + timedelta(days=2)
    assert dialog.understood.text() == f"{format_period(first.isoformat(), last.isoformat())} · 3 days"
    dialog.accept()
    qtbot.waitUntil(lambda: bool(page.opened))
    settled(qtbot, page)
    assert page.visit is not None
    assert record(page, page.opened).values["end"] == last.isoformat()
    bar, workspace = page.visit.suggestions.bar("tasks"), page._desk.workspace
    assert bar is not None and bar.isVisible()
    assert re.fullmatch(r"\d+ tasks were due before this visit was made\.", bar.words.text())
    button(bar, "Count from today").click()
    settled(qtbot, page)
    assert page.visit.suggestions.bar("tasks") is None and page.visit.suggestions.isHidden()
    workspace.journal.undo()
    settled(qtbot, page)
    bar = page.visit.suggestions.bar("tasks")
    assert bar is not None
    visit = read_visit(workspace, page.opened)
    assert visit is not None
    button(bar, "Remove these tasks").click()
    settled(qtbot, page)
    left = read_visit(workspace, page.opened)
    assert left is not None and 0 < len(left.tasks) < len(visit.tasks)
    assert page.visit.suggestions.isHidden()


def button(bar: QWidget, words: str) -> QPushButton:
    return next(each for each in bar.findChildren(QPushButton) if each.text().replace("&", "") == words)


def test_a_start_that_is_no_date_makes_nothing(qtbot: QtBot, page: VisitsPage) -> None:
    dialog = NewVisitDialog(page._desk, page)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() == 7)
    assert dialog.key == EMPTY
    QTest.keyClicks(dialog.start, "soon")
    dialog.accept()
    assert dialog.isVisible() and "Not a valid date" in dialog.understood.text()


def test_a_visit_is_saved_as_a_template_of_ones_own(qtbot: QtBot, page: VisitsPage) -> None:
    open_drains(qtbot, page)
    page.save_template.trigger()
    asked = page.findChild(QInputDialog)
    assert asked is not None
    asked.setTextValue("Beside a crew")
    asked.accept()
    settled(qtbot, page)
    dialog = NewVisitDialog(page._desk, page)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 8)
    names = [dialog.list.item(row).text() for row in range(8)]
    assert "Beside a crew" in names


def test_a_copy_takes_along_what_is_ticked(qtbot: QtBot, page: VisitsPage) -> None:
    page.view.setFocus()
    names = [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]
    page.view.select_place(next(at for at, name in enumerate(names) if "keeps its drains open" in name))
    settled(qtbot, page)
    (id,) = page.selected_ids()
    page.jobs.duplicate.trigger()
    dialog = page.findChild(CopyDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.do.hasFocus)
    dialog.ticks["roles"].click()
    QTest.keyClick(dialog.do, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.opened) and page.opened != id)
    settled(qtbot, page)
    first, copy = read_visit(page._desk.workspace, id), read_visit(page._desk.workspace, page.opened)
    assert first is not None and copy is not None and copy.record.title == first.record.title
    assert (len(copy.sessions), len(copy.tasks)) == (len(first.sessions), len(first.tasks)) > (0, 0)
    assert first.hosts and not copy.hosts and copy.values["stage"] == "idea" and "start" not in copy.values
    page._desk.workspace.journal.undo()
    settled(qtbot, page)
    assert not record(page, copy.id).listed


def test_the_bin_of_visits(qtbot: QtBot, page: VisitsPage) -> None:
    page.view.setFocus()
    page.view.select_place(0)
    settled(qtbot, page)
    (id,) = page.selected_ids()
    page.delete_selected()
    settled(qtbot, page)
    assert not record(page, id).listed and page.model.rowCount() == 9
    page.show_bin(True)
    settled(qtbot, page)
    assert page.selected_ids() == [] and page.model.rowCount() == 1
    page.view.select_place(0)
    page.restore_selected()
    settled(qtbot, page)
    assert record(page, id).listed


def test_a_part_that_is_wanted_is_shown_in_its_visit(qtbot: QtBot, page: VisitsPage) -> None:
    page.show_record(example_visits.part("commitment 1"))
    qtbot.waitUntil(lambda: page.opened == example_visits.DRAINS)
    settled(qtbot, page)
    assert page.visit is not None and page.visit.editor.pages.shown == "Outcomes"


def test_an_activity_that_is_linked_is_for_another_page(qtbot: QtBot, page: VisitsPage) -> None:
    wanted: list[str] = []
    page._desk.record_wanted.connect(wanted.append)
    view = open_drains(qtbot, page)
    practice = next(name for name in record(page, example_visits.DRAINS).values if name.startswith("practices/"))
    view.record_requested.emit(practice.partition(":")[2])
    qtbot.waitUntil(lambda: len(wanted) == 1)
    assert page.opened == example_visits.DRAINS


def test_a_workspace_that_can_only_be_read(qtbot: QtBot, made: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(made, home=tmp_path / "home", read_only=True)
    desk = Desk(workspace, Background(), Writer(), Settings(tmp_path / "home"))
    page = VisitsPage(desk)
    page.show()
    settled(qtbot, page)
    view = open_drains(qtbot, page)
    for name in ("Questions", "Preparation", "Notes", "Outcomes"):
        view.turn_to(name)
        settled(qtbot, page)
    part = view.editor.part("Preparation")
    assert part.tasks.parts._buttons.isHidden()  # type: ignore[union-attr]
    QTest.keyClick(part.tasks.parts.table, Key.Key_Delete)  # type: ignore[union-attr]
    notes = view.editor.part("Notes")
    assert len(notes.cards) == 1  # type: ignore[union-attr]
    view.stage.steps.setFocus()
    QTest.keyClick(view.stage.steps, Key.Key_Right)
    QTest.keyClick(view.stage.steps, Key.Key_Return)
    page.show_way(BOARD)
    settled(qtbot, page)
    page.views[BOARD].move(record_id_from("visit 3"), "closed")  # type: ignore[attr-defined]
    settled(qtbot, page)
    assert record(page, example_visits.DRAINS).values["stage"] == "under_way"
    assert record(page, record_id_from("visit 3")).values["stage"] == "agreed"
    page.finish()
    page.close()
    page.deleteLater()
    desk.close()


def test_undoing_the_making_of_the_visit_that_is_open_leads_back_to_the_list(
    qtbot: QtBot, desk: Desk, page: VisitsPage
) -> None:
    id = desk.workspace.journal.create("visit", {"title": "To Durban"})
    page.open_visit(id)
    settled(qtbot, page)
    assert page.opened == id
    desk.workspace.journal.undo()
    qtbot.waitUntil(lambda: page.opened == "")
    settled(qtbot, page)
    assert page.layers.currentWidget() is page.parts
    page.open_visit(example_visits.DRAINS)
    settled(qtbot, page)
    assert page.opened == example_visits.DRAINS
