"""Each kind of conflict is shown as what it is, settled by a press, and gone on the other desk after the next exchange."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.conflicts.conflict_data import ConflictRow
from desktop.ui.conflicts.page import ConflictsPage
from desktop.workspace import Workspace
from tests.ui.conflicts.conftest import Room
from tests.ui.conflicts.diverged import Apart

Prepare = Callable[[Room], None]


def new(room: Room, title: str) -> str:
    return room.here.create("activity", {"title": title, "status": "planned"})


def value(workspace: Workspace, id: str, field: str) -> object:
    record = workspace.record(id)
    assert record is not None
    return record.values.get(field)


def press(room: Room, page: ConflictsPage, words: str) -> None:
    """Press the side whose button says this."""
    button = next(each for each in page.detail.takes if each.text().replace("&", "") == words)
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.wait_until_idle()


def only(page: ConflictsPage) -> ConflictRow:
    assert len(page.listed) == 1
    return page.listed[0]


def test_texts_side_by_side_with_what_both_started_from(room: Callable[[], Room]) -> None:
    found = room()
    id = new(found, "Flood drill")
    found.here.edit(id, {"summary": "Two days in the hall."})
    found.apart.meet()
    found.here.edit(id, {"summary": "Three days in the hall."})
    found.there.edit(id, {"summary": "Two days in the street."})
    found.apart.meet()
    page = found.open()
    listed = only(page)
    assert (listed.title, listed.field, listed.kind) == ("Flood drill", "Summary", "Written differently")
    assert listed.from_whom == "José Benítez"
    mine, theirs = page.detail.sides
    assert (mine.words, theirs.words) == ("Three days in the hall.", "Two days in the street.")
    assert [run.text for run in mine.runs if run.differs] == ["Three", "hall"]
    assert [run.text for run in theirs.runs if run.differs] == ["Two", "street"]
    assert listed.disputed.base == "Two days in the hall."
    found.qtbot.mouseClick(page.detail.both, Qt.MouseButton.LeftButton)
    found.wait_until_idle()
    assert sorted(str(value(found.apart.here, id, "summary")).split("\n\n")) == sorted((mine.words, theirs.words))
    assert page.stack.currentWidget() is page.empty
    found.meet_again()
    assert value(found.apart.there, id, "summary") == value(found.apart.here, id, "summary")


def test_a_third_value_is_written_with_the_fields_own_widget(room: Callable[[], Room]) -> None:
    found = room()
    id = new(found, "Flood drill")
    found.apart.meet()
    found.here.edit(id, {"summary/fr": "Un"})
    found.there.edit(id, {"summary/fr": "Deux"})
    found.apart.meet()
    page = found.open()
    assert only(page).field == "Summary (fr)"
    found.qtbot.mouseClick(page.detail.another, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    assert dialog is not None
    entry = dialog.widget.entry()
    assert isinstance(entry, QPlainTextEdit)
    entry.selectAll()
    found.qtbot.keyClicks(entry, "Trois")
    found.qtbot.mouseClick(dialog.resolve, Qt.MouseButton.LeftButton)
    found.wait_until_idle()
    assert value(found.apart.here, id, "summary/fr") == "Trois"
    found.meet_again()
    texts = [change.new for entry in found.here.history(id) for change in entry.fields if change.name == "summary/fr"]
    assert texts == ["Un", "Deux", "Trois"] or texts == ["Deux", "Un", "Trois"]  # nothing written is lost


def edited_and_deleted(room: Room) -> None:
    id = new(room, "Bells")
    room.apart.meet()
    room.there.delete([id])
    room.here.edit(id, {"summary": "One for each street"})
    room.apart.meet()


def part_lives(room: Room) -> None:
    id = new(room, "Walk")
    run = room.here.create("run", {"parent": id, "name": "First"})
    room.apart.meet()
    room.here.delete([id])
    room.there.edit(run, {"enrolled": 60})
    room.apart.meet()


def member(room: Room) -> None:
    id = new(room, "Map")
    room.here.edit(id, {"hazards/GH0101": True})
    room.apart.meet()
    room.here.edit(id, {"targets/SDG:11.5": "principal"})
    room.apart.meet()
    room.here.edit(id, {"targets/SDG:11.5": "significant"})
    room.there.edit(id, {"targets/SDG:11.5": None})
    room.apart.meet()


def moved(room: Room) -> None:
    first, second, third = new(room, "First place"), new(room, "Second place"), new(room, "Third place")
    run = room.here.create("run", {"parent": first, "name": "Evening course"})
    room.apart.meet()
    room.here.edit(run, {"parent": second})
    room.there.edit(run, {"parent": third})
    room.apart.meet()


def merged_twice(room: Room) -> None:
    one, two, three = new(room, "One"), new(room, "Two"), new(room, "Three")
    room.apart.meet()
    room.here.merge_into(one, two)
    room.there.merge_into(one, three)
    room.apart.meet()


def merged_unseen(room: Room) -> None:
    one, two = new(room, "One"), new(room, "Two")
    room.apart.meet()
    room.here.merge_into(one, two)
    room.there.edit(one, {"summary": "Gutter to the tank"})
    room.apart.meet()


def circle(room: Room) -> None:
    one, two = new(room, "One"), new(room, "Two")
    room.apart.meet()
    room.here.merge_into(one, two)
    room.there.merge_into(two, one)
    room.apart.meet()


def deleted_and_given_back(room: Room) -> None:
    id = new(room, "Bells")
    room.here.delete([id])
    room.apart.meet()
    room.here.restore([id])
    room.there.restore([id])
    room.there.delete([id])
    room.apart.meet()


@pytest.mark.parametrize(
    ("prepare", "kind", "button"),
    [
        (edited_and_deleted, "Edited on one desk, deleted on another", "Keep it"),
        (edited_and_deleted, "Edited on one desk, deleted on another", "Delete anyway"),
        (part_lives, "Deleted on one desk, a part of it edited on another", "Keep it"),
        (part_lives, "Deleted on one desk, a part of it edited on another", "Delete anyway"),
        (member, "Kept on one desk, removed on another", "Keep it"),
        (member, "Kept on one desk, removed on another", "Remove it"),
        (moved, "Moved to different places", "Keep theirs"),
        (merged_twice, "Merged into different records", "Merge into this (1)"),
        (merged_unseen, "Edited on one desk, merged on another", "Keep as a separate record"),
        (merged_unseen, "Edited on one desk, merged on another", "Merge anyway"),
        (circle, "Two records merged in opposite directions", "Keep this one (1)"),
        (circle, "Two records merged in opposite directions", "Keep that one (2)"),
        (circle, "Two records merged in opposite directions", "Keep both as separate records"),
        (deleted_and_given_back, "Deleted on one desk, restored on another", "Keep it"),
    ],
)
def test_each_kind_is_shown_and_settled(room: Callable[[], Room], prepare: Prepare, kind: str, button: str) -> None:
    found = room()
    prepare(found)
    page = found.open()
    shown = {listed.kind for listed in page.listed}
    assert kind in shown
    while page.listed:
        listed = next((each for each in page.listed if each.kind == kind), page.listed[0])
        page.list.select({listed.key})
        found.wait_until_idle()
        assert page.detail.listed == listed
        words = [each.text().replace("&", "") for each in page.detail.takes]
        press(found, page, button if button in words else words[0])
    assert found.view.counters["conflicts"].count == 0
    found.meet_again()


def test_a_deletion_settled_can_be_taken_back(room: Callable[[], Room]) -> None:
    found = room()
    edited_and_deleted(found)
    page = found.open()
    id = only(page).disputed.id
    press(found, page, "Delete anyway")
    record = found.apart.here.record(id)
    assert record is not None and record.binned
    found.window.message._act.click()
    found.wait_until_idle()
    record = found.apart.here.record(id)
    assert record is not None and record.listed and record.values["summary"] == "One for each street"


def forty(found: Room) -> list[str]:
    ids = [new(found, f"Drill {number}") for number in range(40)]
    found.apart.meet()
    found.here.edit_many(ids, {"status": "under_way"})
    found.there.edit_many(ids, {"status": "completed"})
    found.apart.meet()
    return ids


def test_forty_at_once_by_rule_and_one_undo(room: Callable[[], Room]) -> None:
    found = room()
    ids = forty(found)
    before = [value(found.apart.here, id, "status") for id in ids]
    page = found.open()
    assert page.count.text() == "40 conflicts in 40 records"
    page.list.setFocus()
    found.qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    found.wait_until_idle()
    assert page.side.currentWidget() is page.several
    found.qtbot.mouseClick(page.several.buttons["mine"], Qt.MouseButton.LeftButton)
    found.wait_until_idle()
    assert {value(found.apart.here, id, "status") for id in ids} == {"under_way"}
    assert "40 conflicts resolved" in found.window.message.words
    assert not found.window.menus.pages["conflicts"].isVisible() or page.stack.currentWidget() is page.empty
    found.window.message._act.click()
    found.wait_until_idle()
    assert [value(found.apart.here, id, "status") for id in ids] == before
    found.meet_again()


def test_the_same_for_all_of_a_field(room: Callable[[], Room]) -> None:
    found = room()
    ids = forty(found)
    page = found.open()
    assert "40" in page.detail.same.text()
    page.detail.same_menu.aboutToShow.emit()
    theirs = next(each for each in page.detail.same_menu.actions() if each.data() == "theirs")
    theirs.trigger()
    found.wait_until_idle()
    assert {value(found.apart.here, id, "status") for id in ids} == {"completed"}
    found.meet_again()


def test_of_two_others_one_is_taken_by_name(room: Callable[[], Room], tmp_path: Path) -> None:
    found = room()
    ids = [new(found, f"Drill {number}") for number in range(3)]
    found.apart.meet()
    awa = Apart(found.apart.here, tmp_path / "awa")
    awa.there.journal.set_author("Awa Diop")
    awa.meet()
    found.there.edit_many(ids, {"status": "completed"})
    awa.there.journal.edit_many(ids, {"status": "cancelled"})
    found.apart.meet()
    awa.meet()
    page = found.open()
    assert [side.heading for side in page.detail.sides] == ["José Benítez", "Awa Diop"]
    page.list.selectAll()
    found.wait_until_idle()
    assert set(page.several.buttons) == {"newest", "from:José Benítez", "from:Awa Diop"}
    found.qtbot.mouseClick(page.several.buttons["from:José Benítez"], Qt.MouseButton.LeftButton)
    found.wait_until_idle()
    assert {value(found.apart.here, id, "status") for id in ids} == {"completed"}
    found.meet_again()
    awa.there.close()


def test_what_changed_meanwhile_is_left(room: Callable[[], Room]) -> None:
    found = room()
    ids = forty(found)
    page = found.open()
    decisions = [side.decision for side in page.detail.sides]
    found.here.edit(page.listed[0].disputed.id, {"status": "cancelled"})
    page.apply_decisions(decisions[:1])
    found.wait_until_idle()
    assert found.window.message.words.startswith("Nothing was changed.")
    assert value(found.apart.here, decisions[0].disputed.id, "status") == "cancelled"
    assert len(page.listed) == len(ids) - 1


def test_searched_grouped_and_by_keyboard(room: Callable[[], Room]) -> None:
    found = room()
    edited_and_deleted(found)
    member(found)
    page = found.open()
    assert len(page.listed) == 2
    page.by_field.setChecked(True)
    found.wait_until_idle()
    assert page.list.topLevelItemCount() == 2
    found.qtbot.keyClicks(page.search, "bel")
    found.wait_until_idle()
    assert [each.title for each in page.listed] == ["Bells"]
    page.list.setFocus()
    found.qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.detail.takes[0].hasFocus()
    found.window.focusNextPrevChild(True)
    assert page.detail.takes[1].hasFocus()
    found.qtbot.keyClick(page.detail.takes[1], Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    wanted: list[str] = []
    found.desk.record_wanted.connect(wanted.append)
    found.qtbot.mouseClick(page.detail.record, Qt.MouseButton.LeftButton)
    found.wait_until_idle()
    assert wanted == [page.listed[0].disputed.id]
    assert found.view.pages.currentWidget() is found.view.activities


def test_the_page_is_there_only_while_there_are_conflicts(room: Callable[[], Room]) -> None:
    found = room()
    assert not found.window.menus.pages["conflicts"].isVisible()
    id = new(found, "Bells")
    found.apart.meet()
    found.here.edit(id, {"status": "completed"})
    found.there.edit(id, {"status": "cancelled"})
    found.apart.meet()
    page = found.open()
    assert found.window.menus.pages["conflicts"].isVisible()
    press(found, page, "Keep theirs")
    assert page.stack.currentWidget() is page.empty
    found.qtbot.mouseClick(page.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert found.view.pages.currentWidget() is found.view.activities
    assert not found.window.menus.pages["conflicts"].isVisible()


def test_the_editor_leads_to_the_record_s_conflicts(room: Callable[[], Room]) -> None:
    found = room()
    ids = forty(found)
    found.wait_until_idle()
    found.view.activities.show_record(ids[7])
    found.wait_until_idle()
    editor = found.view.activities.side.editor
    found.qtbot.waitUntil(lambda: "Two desks wrote different things here." in editor.notices.words)
    editor.notices.wanted.emit("side by side")
    found.wait_until_idle()
    page = found.view.page("conflicts")
    assert page is not None and found.view.pages.currentWidget() is page
    assert page.detail.listed is not None and page.detail.listed.disputed.id == ids[7]


def test_another_language_while_the_page_is_open(room: Callable[[], Room]) -> None:
    found = room()
    edited_and_deleted(found)
    found.open()
    found.window.set_language("es")
    try:
        assert found.window.view is not None
        found.view = found.window.view
        page = found.open()
        assert only(page).title == "Bells"
    finally:
        found.window.set_language("en")
        assert found.window.view is not None
        found.view = found.window.view
        found.wait_until_idle()
