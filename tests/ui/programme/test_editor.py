"""The programme and the file: one action of a person is one change, whatever happens elsewhere meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.programme import programme_data, store
from desktop.ui.programme.accessible import item_words
from desktop.ui.programme.pointer import METHOD_MIME
from desktop.ui.programme.programme_text import tooltip_text
from desktop.ui.programme.template_dialog import TemplateDialog
from desktop.workspace import Workspace
from tests.ui.programme.conftest import VISIT, Room, key

Key = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


def mouse(room: Room, kind: QEvent.Type, place, modifier: Qt.KeyboardModifier = NONE) -> None:
    pressed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    view = room.canvas.viewport()
    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(
        view, QMouseEvent(kind, QPointF(place), QPointF(view.mapToGlobal(place)), left, pressed, modifier)
    )


def test_a_programme_is_read_with_its_night_and_its_zone(room: Room) -> None:
    assert [each.title for each in room.model.sessions.values()] == [
        "Welcome", "Walk along the Umgeni", "Night watch of the flood post",
    ]  # fmt: skip
    assert room.model.days == [1, 2, 3]
    night = [(piece.column, piece.start, piece.end) for piece in room.model.pieces_of(key("night"))]
    assert night == [(1, 1320, 1440), (2, 0, 120)]
    assert "Durban" in room.editor.zone.toolTip() and "UTC+2" in room.editor.zone.toolTip()
    assert room.model.cursor.session == key("welcome")
    rect = room.canvas.rects_of([key("welcome")])[0]
    assert room.canvas.viewport().rect().contains(rect)


def test_a_drag_is_one_change_and_one_undo(room: Room) -> None:
    before = room.of_file(key("welcome"))
    mouse(room, QEvent.Type.MouseButtonPress, room.canvas.rects_of([key("welcome")])[0].center())
    for minute in range(600, 700, 10):
        mouse(room, QEvent.Type.MouseMove, room.spot(3, minute))
    mouse(room, QEvent.Type.MouseButtonRelease, room.spot(3, 690))
    room.wait_until_idle()
    after = room.of_file(key("welcome"))
    assert after["at"] == "3 10:45" and {**after, "at": before["at"]} == before
    assert len(room.workspace.journal.history(key("welcome"))) == 2
    room.workspace.journal.undo()
    room.wait_until_idle()
    assert room.of_file(key("welcome")) == before
    assert room.model.sessions[key("welcome")].day == 1


def test_only_what_was_changed_is_written(room: Room, workspace: Workspace) -> None:
    """The title was changed elsewhere while the session was dragged: both hold."""
    mouse(room, QEvent.Type.MouseButtonPress, room.canvas.rects_of([key("walk")])[0].center())
    mouse(room, QEvent.Type.MouseMove, room.spot(2, 690))
    mouse(room, QEvent.Type.MouseMove, room.spot(2, 720))
    room.desk.writer.run(lambda: workspace.journal.edit(key("walk"), {"title": "Walk, with a guide"}))
    room.qtbot.waitUntil(lambda: room.model.sessions[key("walk")].title == "Walk, with a guide")
    assert room.canvas.pointer.busy
    mouse(room, QEvent.Type.MouseButtonRelease, room.spot(2, 720))
    room.wait_until_idle()
    values = room.of_file(key("walk"))
    assert (values["title"], values["at"], values["minutes"]) == ("Walk, with a guide", "2 11:00", 120)


def test_sessions_are_made_copied_stretched_and_deleted_by_keyboard(room: Room) -> None:
    room.press(Key.Key_Down)
    assert room.model.cursor.free
    room.press(Key.Key_N)
    room.type("Coffee")
    room.press(Key.Key_Return)
    room.press(Key.Key_Up, ALT | SHIFT)
    room.press(Key.Key_D, CTRL | SHIFT)
    room.wait_until_idle()
    assert ("1 10:30", 45, "Coffee") in room.sessions() and ("2 10:30", 45, "Coffee") in room.sessions()
    room.press(Key.Key_Delete)
    room.wait_until_idle()
    assert ("2 10:30", 45, "Coffee") not in room.sessions()
    assert "“Coffee” is in the bin." in room.said
    room.workspace.journal.undo()
    room.wait_until_idle()
    assert ("2 10:30", 45, "Coffee") in room.sessions()


def test_a_copy_holds_all_that_the_session_holds(room: Room, workspace: Workspace) -> None:
    workspace.journal.edit(
        key("welcome"), {"needs": "Microphones", "private_note": "The mayor is late", "steps": "10 Hi"}
    )
    room.wait_until_idle()
    room.press(Key.Key_D, CTRL)
    room.wait_until_idle()
    copy = next(iter(room.model.selected))
    values = room.of_file(copy)
    assert (values["needs"], values["private_note"], values["steps"], values["at"]) == (
        "Microphones", "The mayor is late", "10 Hi", "1 10:30",
    )  # fmt: skip


def test_lines_are_entered_one_after_the_other(room: Room) -> None:
    room.press(Key.Key_Q)
    room.type("tue 11:00-12:00 Talk @Room 1")
    assert room.canvas.previewed and "Tuesday 11:00–12:00" in room.editor.line.meaning.text()
    room.press(Key.Key_Return)
    room.type("45min Lunch")
    room.press(Key.Key_Return)
    assert not room.canvas.previewed
    room.press(Key.Key_Escape)
    assert room.canvas.hasFocus()
    room.wait_until_idle()
    assert {("1 11:00", 60, "Talk"), ("1 12:00", 45, "Lunch")} <= set(room.sessions())


def test_columns_are_pasted_as_one_action_and_what_is_left_out_is_said(room: Room) -> None:
    before = room.sessions()
    QApplication.clipboard().setText(
        "Start\tEnd\tSession\tBudget\n2:00 PM\t3:30 PM\tSite visit\t100\n15:30\t16:00\tTea\t\n"
    )
    room.press(Key.Key_Q)
    room.press(Key.Key_V, CTRL)
    room.wait_until_idle()
    assert room.editor.line.line.text() == ""
    assert {("1 14:00", 90, "Site visit"), ("1 15:30", 30, "Tea")} <= set(room.sessions())
    assert room.said[-1] == "One column has no place in the programme: left out (Budget)."
    room.workspace.journal.undo()
    assert room.sessions() == before
    QApplication.clipboard().setText("9:00 Welcome")
    room.press(Key.Key_V, CTRL)
    assert room.editor.line.line.text() == "9:00 Welcome", "one line is typed text"


def test_the_form_at_the_side_mends_what_the_canvas_shows(room: Room) -> None:
    room.press(Key.Key_Return, CTRL)
    room.qtbot.waitUntil(lambda: room.editor.side.form is not None and room.editor.side.form.form() is not None)
    room.wait_until_idle()
    form = room.editor.side.form
    assert form is not None
    room.qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget()))
    room.press(Key.Key_A, CTRL)
    room.type("A warm welcome")
    room.qtbot.waitUntil(lambda: room.model.sessions[key("welcome")].title == "A warm welcome")
    room.wait_until_idle()
    assert room.of_file(key("welcome"))["title"] == "A warm welcome"


def test_a_session_moved_on_two_desks_is_one_session_with_a_mark(room: Room, workspace: Workspace, tmp_path) -> None:
    from desktop import exchange  # noqa: F401 - the merge below is that of the journal alone
    from tests.ui.conflicts.diverged import Apart

    apart = Apart(workspace, tmp_path)
    apart.meet()
    apart.there.journal.edit(key("walk"), {"at": "3 09:00"})
    workspace.journal.edit(key("walk"), {"at": "2 15:00"})
    apart.meet()
    room.qtbot.waitUntil(lambda: room.model.sessions[key("walk")].contested)
    assert len(room.model.pieces_of(key("walk"))) == 1
    wanted: list[str] = []
    room.desk.conflicts_wanted.connect(wanted.append)
    room.model.go_to(key("walk"))
    room.press(Key.Key_K, CTRL | SHIFT)
    assert wanted == [key("walk")]
    rect = room.canvas.rects_of([key("walk")])[0]
    from PySide6.QtTest import QTest

    QTest.mouseClick(
        room.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, rect.topRight() + QPointF(-8, 8).toPoint()
    )
    assert len(wanted) == 2


def test_what_cannot_be_written_goes_back(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.errors import UserFacingError

    tooltip_text: list[BaseException] = []
    room.desk.failed.connect(tooltip_text.append)

    def refuse(*_arguments: object, **_more: object) -> None:
        raise UserFacingError("The disk is full.")

    monkeypatch.setattr(room.workspace.journal, "edit", refuse)
    room.press(Key.Key_Down, ALT)
    assert room.model.sessions[key("welcome")].start == 555
    room.wait_until_idle()
    assert room.model.sessions[key("welcome")].start == 540
    assert [str(each) for each in tooltip_text] == ["The disk is full."]


def test_an_empty_programme_says_how_to_begin(open_room: Callable[[str], Room], workspace: Workspace) -> None:
    id = workspace.journal.create("visit", {**VISIT, "start": None, "end": None})
    room = open_room(id)
    assert room.editor.empty.isVisible() and room.model.days == [1, 2, 3]
    room.press(Key.Key_N)
    room.type("First")
    room.press(Key.Key_Return)
    assert not room.editor.empty.isVisible()
    room.wait_until_idle()
    assert room.sessions() == [("1 09:00", 60, "First")]


def test_a_session_without_a_time_is_not_lost(room: Room, workspace: Workspace) -> None:
    id = workspace.journal.create("session", {"parent": room.editor.visit, "title": "Somewhen"})
    room.wait_until_idle()
    room.editor.side.show_tab(1)
    texts = [room.editor.side.warnings.list.item(row).text() for row in range(room.editor.side.warnings.list.count())]
    assert texts[0] == "“Somewhen” has no time yet."
    room.editor.side.warnings.list.setCurrentRow(0)
    room.editor.side.warnings.list.setFocus()
    offered = list[tuple[str, Callable[[], object]]]()
    room.desk.message.connect(lambda _words, action, then: offered.append((action, then)))
    room.press(Key.Key_Return)
    room.qtbot.waitUntil(lambda: room.editor.side.form is not None and room.editor.side.form.record_id == id)
    (words, put) = offered[0]
    assert words == "Place it at Tuesday 10:30"  # after the session on which the keyboard stands
    put()
    room.wait_until_idle()
    assert room.of_file(id)["at"] == "1 10:30" and id in room.model.sessions and not room.editor.store.unscheduled
    room.workspace.journal.undo()
    room.wait_until_idle()
    assert "at" not in room.of_file(id) and id not in room.model.sessions


def test_a_title_that_is_being_written_is_not_lost(room: Room) -> None:
    room.press(Key.Key_Return)
    room.press(Key.Key_A, CTRL)
    room.type("Karibu")
    room.editor.finish()
    room.wait_until_idle()
    assert room.of_file(key("welcome"))["title"] == "Karibu"


def test_f6_goes_round_the_parts_of_the_page(room: Room) -> None:
    room.wait_until_idle()
    seen: list[str] = []
    for _part in range(3):
        room.press(Key.Key_F6)
        here = QApplication.focusWidget()
        assert here is not None
        seen.append("line" if room.editor.line.isAncestorOf(here) else "side" if room.editor.side.isAncestorOf(here)
                    else "canvas" if here is room.canvas else "?")  # fmt: skip
    assert seen == ["line", "side", "canvas"]


def test_warnings_come_as_one_plans_and_lead_to_their_session(room: Room) -> None:
    warnings = room.editor.side.warnings

    def said() -> list[str]:
        return [warnings.list.item(row).text() for row in range(warnings.list.count())]

    before = said()
    room.press(Key.Key_Q)
    room.type("d1 9:30-10:30 Somewhere else @Harbour &Amina Otieno")
    room.press(Key.Key_Return)
    room.press(Key.Key_Escape)
    room.wait_until_idle()
    room.qtbot.waitUntil(lambda: len(said()) > len(before))
    marked = next(id for id in room.model.sessions if "Somewhere else" in room.model.sessions[id].title)
    assert room.model.notices_of(marked) and room.model.notices_of(key("welcome"))
    assert "warning" in item_words(room.canvas, marked)
    room.press(Key.Key_Home, CTRL)
    room.press(Key.Key_F8)
    assert room.model.cursor.session in (marked, key("welcome")) and room.editor.side.tabs.currentIndex() == 1
    row = next(row for row, words in enumerate(said()) if "Welcome" in words or "Somewhere" in words)
    warnings.list.setCurrentRow(row)
    warnings.list.setFocus()
    room.press(Key.Key_Return)
    assert room.canvas.hasFocus() and room.model.notices_of(room.model.cursor.session)
    room.workspace.journal.undo()
    room.wait_until_idle()
    room.qtbot.waitUntil(lambda: said() == before)


def test_a_title_says_more_and_the_way_there_is_seen(room: Room, workspace: Workspace) -> None:
    room.press(Key.Key_Down)
    room.press(Key.Key_N)
    room.type("Tea @Foyer #break")
    room.press(Key.Key_Return)
    room.wait_until_idle()
    values = room.of_file(room.model.cursor.session)
    assert (values["title"], values["place"], values["kind"]) == ("Tea", "Foyer", "break")
    room.editor.commands.kinds[3].trigger()
    room.wait_until_idle()
    assert room.of_file(room.model.cursor.session)["kind"] == "meal"
    place = room.canvas.rects_of([key("walk")])[0].topLeft() + QPointF(40, -8).toPoint()
    free = room.canvas.grab().toImage().pixelColor(place)
    workspace.journal.edit(key("walk"), {"travel_minutes": 25, "buffer_minutes": 10})
    room.wait_until_idle()
    assert room.model.sessions[key("walk")].travel == 25
    assert room.canvas.grab().toImage().pixelColor(place) != free
    assert "25 min travel" in tooltip_text(room.model.sessions[key("walk")], None, [])


def test_a_method_is_applied_by_keyboard_and_becomes_timed_steps(room: Room, workspace: Workspace) -> None:
    room.press(Key.Key_M)
    methods = room.editor.side.methods
    assert methods.search.hasFocus() and methods.list.count() >= 16
    room.type("fishb")
    assert methods.code() == "fishbowl" and "Fishbowl" in methods.card.toPlainText()
    room.press(Key.Key_Return)
    room.press(Key.Key_Return)
    assert room.canvas.hasFocus()
    room.wait_until_idle()
    values = room.of_file(key("welcome"))
    minutes = [int(line.split()[0]) for line in str(values["steps"]).splitlines()]
    assert values["method"] == "fishbowl" and sum(minutes) == 90
    assert room.model.sessions[key("welcome")].steps[0][0] == 540
    room.workspace.journal.undo()
    room.wait_until_idle()
    assert "steps" not in room.of_file(key("welcome")) and "method" not in room.of_file(key("welcome"))
    workspace.journal.edit(key("walk"), {"steps": "20 Our own way"})
    room.wait_until_idle()
    drop(room, "field_walk", room.canvas.rects_of([key("walk")])[0].center())
    room.wait_until_idle()
    values = room.of_file(key("walk"))
    assert (values["method"], values["steps"]) == ("field_walk", "20 Our own way")


def test_a_card_dropped_on_free_time_is_a_session(room: Room) -> None:
    drop(room, "world_cafe", room.spot(3, 14 * 60 + 2))
    room.wait_until_idle()
    made = room.of_file(room.model.cursor.session)
    assert made["at"] == "3 14:00" and made["method"] == "world_cafe" and made["title"] == "World café"
    assert sum(int(line.split()[0]) for line in str(made["steps"]).splitlines()) == made["minutes"]


def drop(room: Room, code: str, place) -> None:
    """Let a method card fall onto the canvas."""
    data = QMimeData()
    data.setData(METHOD_MIME, code.encode())
    more = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    view = room.canvas.viewport()
    entering = QDragEnterEvent(place, *more)
    QApplication.sendEvent(view, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(view, QDropEvent(QPointF(place), *more))


def test_an_empty_programme_begins_with_a_template(open_room: Callable[[str], Room], workspace: Workspace) -> None:
    room = open_room(workspace.journal.create("visit", {**VISIT, "approach": "peer_review"}))
    room.editor.empty.template.click()
    dialog = room.editor.dialog
    assert isinstance(dialog, TemplateDialog)
    room.qtbot.waitUntil(lambda: dialog.list.count() == 6)
    assert dialog.key == "peer_review"
    dialog.take.click()
    room.qtbot.waitUntil(lambda: len(room.model.sessions) > 5)
    room.wait_until_idle()
    assert not room.editor.empty.isVisible() and len(room.sessions()) == len(room.model.sessions)
    assert any(each.steps for each in room.model.sessions.values()) and any(
        each.questions for each in room.model.sessions.values()
    )
    assert room.said[-1].endswith("sessions added.")
    workspace.journal.undo()
    room.wait_until_idle()
    assert not room.model.sessions and room.editor.empty.isVisible()


def test_only_the_sessions_that_were_named_are_read_again(
    room: Room, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []
    monkeypatch.setattr(
        store, "read_sessions", lambda *about: (asked.append(set(about[2])), programme_data.read_sessions(*about))[1]
    )
    monkeypatch.setattr(store, "read_programme", lambda *_about: pytest.fail("all of it was read"))
    room.press(Key.Key_Down, ALT)
    room.wait_until_idle()
    assert set().union(*asked) == {key("welcome")}
    workspace.journal.edit(room.editor.visit, {"end": "2027-05-08", "title": "Five days"})
    room.qtbot.waitUntil(lambda: room.model.days == [1, 2, 3, 4, 5])
    assert room.editor.title.words == "Five days"
    workspace.journal.delete([room.editor.visit])
    with room.qtbot.waitSignal(room.editor.visit_gone):
        pass
