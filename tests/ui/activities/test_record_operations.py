"""Many at once: bulk edit, bin, copies, export; each one action that can be taken back, each cancelled whole."""

from __future__ import annotations

import csv
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.activities import ActivityListSpec
from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.desk import Desk
from desktop.ui.listing import record_operations
from desktop.ui.listing.bulk_dialog import ADD, EMPTY, REMOVE, SET, BulkDialog, bulk_fields
from desktop.ui.listing.progress_box import ProgressBox
from desktop.ui.widgets.line_edit import TypedLine

from .conftest import COUNT, Said, activity, settled, titles


def select(qtbot: QtBot, page: ActivitiesPage, places: list[int]) -> list[str]:
    page.view.setFocus()
    page.view.select_places(places)
    settled(qtbot, page)
    return page.selected_ids()


def opened(page: ActivitiesPage) -> BulkDialog:
    page.bulk_edit()
    found = page.findChildren(BulkDialog)[-1]
    assert isinstance(found, BulkDialog)
    return found


def undo(said: Said) -> None:
    assert said.then is not None
    said.then()


def test_several_selected_show_how_many_and_what_can_be_done(qtbot: QtBot, page: ActivitiesPage) -> None:
    select(qtbot, page, [1, 2, 3])
    assert page.side.currentWidget() is page.side.panel
    assert page.side.panel.words == "3 activities selected"
    page.show_query("nothing like this")
    settled(qtbot, page)
    assert page.side.currentWidget() is page.side.nothing and not page.jobs.delete.isEnabled()
    page.show_query("")
    settled(qtbot, page)
    assert page.side.panel.words == "3 activities selected" and page.side.currentWidget() is page.side.panel
    select(qtbot, page, [1])
    assert page.side.currentWidget() is page.side.editor and page.side.editor.record_id == page.selected_ids()[0]


def test_one_field_of_many_is_set_and_one_undo_takes_it_back(
    qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said
) -> None:
    ids = select(qtbot, page, list(range(12)))
    before = {record.id: record.values["status"] for record in desk.workspace.records("activity", ids)}
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    dialog = page.findChild(BulkDialog)
    assert dialog is not None and dialog.windowTitle() == "Change 12 activities"
    assert not dialog.change_button.isEnabled()
    dialog.widget.edited.emit({"status": "idea"})
    assert dialog.way == SET and dialog.change_button.isEnabled()
    dialog.change_button.click()
    qtbot.waitUntil(lambda: said.words[-1:] == ["“Status” changed in 12 activities."])
    assert {record.values["status"] for record in desk.workspace.records("activity", ids)} == {"idea"}
    settled(qtbot, page)
    undo(said)
    settled(qtbot, page)
    assert {record.id: record.values["status"] for record in desk.workspace.records("activity", ids)} == before


def test_members_are_added_and_taken_out(qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said) -> None:
    ids = select(qtbot, page, [0, 1, 2, 3])
    dialog = opened(page)
    dialog.show_field("targets")
    assert dialog.way == ADD and dialog.ways[SET].isHidden()
    dialog.widget.add("SDG:4.7")  # type: ignore[attr-defined]
    dialog.accept()
    qtbot.waitUntil(lambda: len(said.words) == 1)
    records = desk.workspace.records("activity", ids)
    assert all(record.members("targets")["SDG:4.7"] == "principal" for record in records)
    assert all(len(record.members("targets")) == 2 for record in records)
    settled(qtbot, page)
    dialog = opened(page)
    dialog.show_field("targets")
    dialog.ways[REMOVE].setChecked(True)
    dialog.widget.add("SDG:4.7")  # type: ignore[attr-defined]
    assert dialog.values == {"targets/SDG:4.7": None}
    dialog.accept()
    qtbot.waitUntil(lambda: len(said.words) == 2)
    assert all("SDG:4.7" not in record.members("targets") for record in desk.workspace.records("activity", ids))


def test_a_field_is_emptied(qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said) -> None:
    ids = select(qtbot, page, [4, 5])
    dialog = opened(page)
    dialog.show_field("municipality")
    dialog.ways[EMPTY].setChecked(True)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(said.words))
    assert all("municipality" not in record.values for record in desk.workspace.records("activity", ids))


def test_an_organisation_that_is_not_there_yet_is_made_in_the_same_action(
    qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said
) -> None:
    ids = select(qtbot, page, [0, 1])
    dialog = opened(page)
    dialog.show_field("organisations")
    dialog.widget._make("City of Iloilo")  # type: ignore[attr-defined]
    assert list(dialog.to_make.values()) == [("organisation", "City of Iloilo")]
    dialog.accept()
    qtbot.waitUntil(lambda: bool(said.words))
    (made,) = {key.partition(":")[2] for record in desk.workspace.records("activity", ids)
               for key in record.members("organisations")} - set(_section(desk))  # fmt: skip
    record = desk.workspace.record(made)
    assert record is not None and record.title == "City of Iloilo"
    settled(qtbot, page)
    undo(said)
    settled(qtbot, page)
    gone = desk.workspace.record(made)
    assert gone is None or not gone.listed


def _section(desk: Desk) -> list[str]:
    first = desk.workspace.record(activity(1))
    assert first is not None
    return [key.partition(":")[2] for key in first.members("organisations") if key.startswith("lead:")][:1]


def test_every_field_that_may_be_shared_has_its_widget(qtbot: QtBot, desk: Desk, page: ActivitiesPage) -> None:
    dialog = BulkDialog(desk, ActivityListSpec(), 2, page)
    for field in bulk_fields(ActivityListSpec()):
        dialog.show_field(field.name)
        assert dialog.field is field and dialog.values == {}


def test_a_change_cancelled_on_the_way_leaves_nothing(
    qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_operations, "PART", 5)
    select(qtbot, page, list(range(COUNT)))
    reached, go_on = threading.Event(), threading.Event()
    edit_many = desk.workspace.journal.edit_many

    def slow(ids, *rest, **named):  # type: ignore[no-untyped-def]
        done = edit_many(ids, *rest, **named)
        reached.set()
        go_on.wait(10)
        return done

    monkeypatch.setattr(desk.workspace.journal, "edit_many", slow)
    dialog = opened(page)
    dialog.widget.edited.emit({"status": "idea"})
    dialog.accept()
    assert reached.wait(10)
    box = page.findChild(ProgressBox)
    assert box is not None
    box.reject()
    go_on.set()
    settled(qtbot, page)
    assert not said.words
    page.show_query("status:idea")
    settled(qtbot, page)
    assert page.model.rowCount() == 0


def test_deleted_ones_go_to_the_bin_and_come_back(qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said) -> None:
    before = titles(page)
    ids = select(qtbot, page, [2, 3, 4])
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: said.words[-1:] == ["3 activities are in the bin."])
    settled(qtbot, page)
    assert titles(page) == before[:2] + before[5:]
    assert page.view.currentIndex().row() == 2 and len(page.selected_ids()) == 1  # the one after them
    with qtbot.waitSignal(page.bin_shown) as shown:
        page.show_bin(True)
    assert shown.args == [True]
    settled(qtbot, page)
    assert titles(page) == before[2:5]
    assert page.jobs.restore.isVisible() and not page.jobs.delete.isVisible()
    page.view.selectAll()
    settled(qtbot, page)
    page.jobs.restore.trigger()
    qtbot.waitUntil(lambda: said.words[-1:] == ["3 activities are back in the list."])
    settled(qtbot, page)
    assert page.area.is_empty and page.area.empty.words == "The bin is empty"
    page.show_bin(False)
    settled(qtbot, page)
    assert titles(page) == before
    assert all(not record.binned for record in desk.workspace.records("activity", ids))


def test_undo_of_a_deletion_from_the_message(qtbot: QtBot, page: ActivitiesPage, said: Said) -> None:
    select(qtbot, page, [0])
    page.delete_selected()
    qtbot.waitUntil(lambda: said.words[-1:] == ["“Flood drill 39” is in the bin."])
    settled(qtbot, page)
    undo(said)
    qtbot.waitUntil(lambda: page.model.rowCount() == COUNT)


def test_a_copy_is_shown_at_once(qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said) -> None:
    (old,) = select(qtbot, page, [7])
    title = titles(page)[7]
    qtbot.keyClick(page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: said.words[-1:] == [f"“{title}” was copied."])
    qtbot.waitUntil(lambda: page.selected_ids() not in ([], [old]))
    settled(qtbot, page)
    (new,) = page.selected_ids()
    first, second = desk.workspace.records("activity", [old, new])
    assert first.title == second.title and page.side.editor.record_id == new


def test_the_selection_or_the_whole_list_is_exported(
    qtbot: QtBot, page: ActivitiesPage, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = iter([tmp_path / "some", tmp_path / "all.csv"])
    monkeypatch.setattr(record_operations, "ask_target", lambda *_asked: next(targets))
    ids = select(qtbot, page, [3, 1])
    page.export_selected()
    qtbot.waitUntil(lambda: said.words[-1:] == ["2 activities written to some.csv."])
    with (tmp_path / "some.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ids
    page.show_query("country:KE")
    settled(qtbot, page)
    page.view.select_none()
    page.export_selected()
    qtbot.waitUntil(lambda: said.words[-1:] == ["10 activities written to all.csv."])


def test_nothing_can_be_written_where_the_file_is_only_read(qtbot: QtBot, desk: Desk, page: ActivitiesPage) -> None:
    page.jobs._writable = False
    select(qtbot, page, [0, 1])
    jobs = page.jobs
    assert not any(each.isEnabled() for each in (jobs.new, jobs.change, jobs.duplicate, jobs.delete, jobs.restore))
    assert jobs.export.isEnabled() and jobs.summary.isEnabled()


def test_an_empty_workspace_says_how_to_begin(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.view.selectAll()
    page.delete_selected()
    qtbot.waitUntil(lambda: page.area.is_empty)
    settled(qtbot, page)
    assert page.area.empty.words == "No activities yet"
    bring_in, new, sample = page.area.empty.buttons
    with qtbot.waitSignal(page.import_wanted):
        bring_in.click()
    with qtbot.waitSignal(page.sample_wanted):
        sample.click()
    new.click()
    assert page.side.editor.record_id and page.side.isAncestorOf(page.focusWidget())
    assert isinstance(new, QPushButton)


def test_a_period_for_many_changes_the_field_that_was_chosen_alone(qtbot: QtBot, page: ActivitiesPage) -> None:
    select(qtbot, page, [1, 2])
    dialog = opened(page)
    dialog.show_field("start")
    line = dialog.widget.findChild(TypedLine)
    assert line is not None
    qtbot.keyClicks(line, "2022/23")
    line.left.emit()
    assert dialog.values == {"start": "2022"}
    dialog.show_field("end")
    line = dialog.widget.findChild(TypedLine)
    assert line is not None
    qtbot.keyClicks(line, "2022/23")
    assert dialog.values == {"end": "2023"}


def test_the_bin_opens_with_nothing_of_the_list_beside_it(qtbot: QtBot, page: ActivitiesPage) -> None:
    (shown,) = select(qtbot, page, [0])
    assert page.side.editor.record_id == shown
    page.show_bin(True)
    settled(qtbot, page)
    assert page.side.editor.record_id == ""
    page.show_bin(False)
    settled(qtbot, page)
    assert page.side.editor.record_id in ("", *page.selected_ids())
