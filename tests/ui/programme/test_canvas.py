"""The canvas by hand and by keyboard, on a programme that is in no file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from desktop.ui.programme.accessible import item_words, listen_for_readers
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.canvas import Canvas
from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.session import Change, Notice, Session
from desktop.ui.programme.session_operations import SessionOperations

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
FIRST = date(2027, 5, 4)


class Hands:
    """A canvas in a window, and what was asked of the file."""

    def __init__(self, qtbot: QtBot, *, writable: bool = True) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.model = ProgrammeModel()
        self.model.writable = writable
        self.canvas = Canvas(self.model, self.window)
        self.canvas.first = FIRST
        self.operations = SessionOperations(self.canvas, lambda _words: None)
        self.actions = Actions(self.window, self.canvas, self.operations, self, writable=writable)  # type: ignore[arg-type]
        self.window.setCentralWidget(self.canvas)
        self.window.resize(900, 700)
        self.changes: list[Change] = []
        self.model.change_wanted.connect(self.changes.append)
        self.model.show(3, [
            Session("welcome", 1, 540, 630, "Welcome", "ceremony", place="Town hall"),
            Session("coffee", 1, 630, 650, "Coffee", "break"),
            Session("talk", 1, 660, 720, "Talk"),
            Session("walk", 2, 600, 720, "Walk", "site_visit"),
        ])  # fmt: skip
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.canvas.setFocus()
        self.canvas.show_beginning()
        self.model.go_to("welcome")

    def __getattr__(self, _name: str):
        return lambda *_arguments: None  # the jobs of the editor around it

    def spot(self, day: int, minute: float) -> QPoint:
        geometry = self.canvas.geometry_now()
        return QPoint(geometry.x(day - 1) + geometry.column // 2, geometry.y(minute))

    def middle(self, id: str) -> QPoint:
        return self.canvas.rects_of([id])[0].center()

    def mouse(self, kind: QEvent.Type, place: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
        pressed = Left if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
        view = self.canvas.viewport()
        event = QMouseEvent(kind, QPointF(place), QPointF(view.mapToGlobal(place)), Left, pressed, modifier)
        QApplication.sendEvent(view, event)

    def drag(self, begin: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE, *, let_go: bool = True) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, begin, modifier)
        self.mouse(QEvent.Type.MouseMove, begin + (end - begin) / 2, modifier)
        self.mouse(QEvent.Type.MouseMove, end, modifier)
        if let_go:
            self.mouse(QEvent.Type.MouseButtonRelease, end, modifier)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.canvas, key, modifier)

    def times(self, id: str) -> tuple[int, int, int]:
        session = self.model.sessions[id]
        return session.day, session.start, session.end


@pytest.fixture
def hands(qtbot: QtBot) -> Iterator[Hands]:
    yield Hands(qtbot)


def test_a_session_is_drawn_and_named(hands: Hands) -> None:
    hands.drag(hands.spot(3, 540), hands.spot(3, 615))
    assert len(hands.changes) == 1 and hands.changes[0].operation == "create"
    new = hands.changes[0].made[0]
    assert (new.day, new.start, new.end) == (3, 540, 615)
    assert hands.canvas.title.hasFocus()
    QTest.keyClicks(hands.canvas.title, "Closing")
    hands.press(Key.Key_Return)
    assert hands.model.sessions[new.id].title == "Closing"
    assert hands.canvas.hasFocus() and hands.model.selected == {new.id}


def test_moving_and_stretching_by_hand_are_one_change_each(hands: Hands) -> None:
    hands.drag(hands.middle("talk"), hands.middle("talk") + hands.spot(2, 870) - hands.spot(1, 690))
    assert hands.times("talk") == (2, 840, 900)
    rect = hands.canvas.rects_of(["talk"])[0]
    hands.drag(QPoint(rect.center().x(), rect.top() + 1), hands.spot(2, 810) + QPoint(0, 1))
    assert hands.times("talk") == (2, 810, 900)
    rect = hands.canvas.rects_of(["talk"])[0]
    hands.drag(QPoint(rect.center().x(), rect.bottom() - 1), hands.spot(2, 960) + QPoint(0, -2))
    assert hands.times("talk") == (2, 810, 960)
    assert [change.operation for change in hands.changes] == ["edit"] * 3


def test_escape_gives_a_drag_up(hands: Hands) -> None:
    hands.drag(hands.middle("talk"), hands.spot(2, 870), let_go=False)
    assert hands.canvas.pointer.ghosts()
    hands.press(Key.Key_Escape)
    hands.mouse(QEvent.Type.MouseButtonRelease, hands.spot(2, 870))
    assert hands.changes == [] and hands.times("talk") == (1, 660, 720)


def test_ctrl_drag_copies_and_a_click_is_no_drag(hands: Hands) -> None:
    hands.drag(hands.middle("talk"), hands.middle("talk") + QPoint(1, 1))
    assert hands.changes == [] and hands.model.selected == {"talk"}
    hands.model.go_to("welcome")  # what is selected elsewhere is not copied along
    hands.drag(hands.middle("talk"), hands.spot(3, 690), CTRL)
    assert hands.changes[0].operation == "duplicate" and hands.changes[0].copies[0][1] == "talk"
    assert hands.times("talk") == (1, 660, 720)
    copy = hands.changes[0].copies[0][0]
    assert (copy.day, copy.start, copy.title) == (3, 660, "Talk") and hands.model.selected == {copy.id}


def test_several_are_selected_and_moved_together(hands: Hands) -> None:
    click = QTest.mouseClick
    click(hands.canvas.viewport(), Left, NONE, hands.middle("welcome"))
    click(hands.canvas.viewport(), Left, CTRL, hands.middle("walk"))
    assert hands.model.selected == {"welcome", "walk"}
    hands.drag(hands.middle("walk"), hands.middle("walk") + hands.spot(2, 660) - hands.spot(2, 600))
    assert hands.times("welcome") == (1, 600, 690) and hands.times("walk") == (2, 660, 780)
    assert len(hands.changes) == 1
    click(hands.canvas.viewport(), Left, CTRL, hands.middle("walk"))
    assert hands.model.selected == {"welcome"}
    geometry = hands.canvas.geometry_now()
    hands.drag(QPoint(geometry.x(0) + 1, hands.spot(1, 510).y()), hands.spot(1, 730), SHIFT)
    assert hands.model.selected == {"welcome", "coffee", "talk"}
    click(hands.canvas.viewport(), Left, SHIFT, hands.middle("walk"))
    assert hands.model.selected == {"welcome", "coffee", "talk", "walk"}


def test_a_change_from_elsewhere_in_the_middle_of_a_drag_loses_neither(hands: Hands) -> None:
    hands.drag(hands.middle("talk"), hands.middle("talk") + hands.spot(1, 720) - hands.spot(1, 660), let_go=False)
    elsewhere = [Session("talk", 1, 660, 720, "Talk in French"), Session("new", 3, 600, 660, "Theirs")]
    hands.model.refresh({"talk", "new", "walk"}, elsewhere)
    assert hands.canvas.pointer.busy
    hands.mouse(QEvent.Type.MouseButtonRelease, hands.middle("talk") + hands.spot(1, 720) - hands.spot(1, 660))
    assert hands.times("talk") == (1, 720, 780)
    assert hands.model.sessions["talk"].title == "Talk in French"
    assert "new" in hands.model.sessions and "walk" not in hands.model.sessions


def test_a_reading_older_than_a_change_does_not_take_it_back(hands: Hands) -> None:
    old = list(hands.model.sessions.values())
    hands.operations.shift(15)
    hands.model.refresh({"welcome"}, old)
    hands.model.show(3, old)
    assert hands.times("welcome") == (1, 555, 645)
    hands.model.confirm(hands.changes[0])
    hands.model.refresh({"welcome"}, old)
    assert hands.times("welcome") == (1, 540, 630)


@pytest.mark.parametrize(
    ("key", "modifier", "becomes"),
    [
        (Key.Key_Down, ALT, (1, 555, 645)), (Key.Key_Up, ALT, (1, 525, 615)), (Key.Key_Right, ALT, (2, 540, 630)),
        (Key.Key_Greater, NONE, (1, 540, 635)), (Key.Key_Less, NONE, (1, 540, 625)),
        (Key.Key_Left, ALT, (1, 540, 630)),  # there is no day before
        (Key.Key_Down, ALT | SHIFT, (1, 540, 645)), (Key.Key_Up, ALT | SHIFT, (1, 540, 615)),
        (Key.Key_Left, ALT | SHIFT, (1, 525, 630)), (Key.Key_Right, ALT | SHIFT, (1, 555, 630)),
        (Key.Key_Period, NONE, (1, 545, 635)),
        (Key.Key_Comma, NONE, (1, 535, 625)),
    ],
)  # fmt: skip
def test_every_drag_has_its_key(
    hands: Hands, key: Qt.Key, modifier: Qt.KeyboardModifier, becomes: tuple[int, int, int]
) -> None:
    hands.press(key, modifier)
    assert hands.times("welcome") == becomes
    assert len(hands.changes) == (becomes != (1, 540, 630))


def test_a_programme_is_gone_through_and_written_by_keyboard(hands: Hands) -> None:
    said = [item_words(hands.canvas, hands.model.cursor.session)]
    for _step in range(3):
        hands.press(Key.Key_Down)
        said.append(item_words(hands.canvas, hands.model.cursor.session))
    assert said == [
        "Tuesday 9:00 to 10:30, Welcome, Town hall, Ceremony",
        "Tuesday 10:30 to 10:50, Coffee, Break",
        "Tuesday 10:50 to 11:00, free",
        "Tuesday 11:00 to 12:00, Talk",
    ]
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_N)
    QTest.keyClicks(hands.canvas.title, "Lunch together")
    hands.press(Key.Key_Return)
    made = hands.changes[0].made[0]
    assert (made.day, made.start, made.end) == (1, 720, 795)
    assert hands.model.sessions[made.id].title == "Lunch together"
    hands.press(Key.Key_Return)
    assert hands.canvas.title.text() == "Lunch together"
    QTest.keyClicks(hands.canvas.title, "No")
    hands.press(Key.Key_Escape)
    assert hands.model.sessions[made.id].title == "Lunch together"
    hands.press(Key.Key_D, CTRL)
    copy = hands.changes[-1].copies[0][0]
    assert (copy.day, copy.start) == (1, 795)
    hands.press(Key.Key_Delete)


def test_copies_travel_by_clipboard_and_lines_become_sessions(hands: Hands) -> None:
    hands.press(Key.Key_A, CTRL | SHIFT)
    hands.press(Key.Key_C, CTRL)
    text = QApplication.clipboard().text()
    assert text.splitlines()[0] == "d1 9:00-10:30 Welcome @Town hall #ceremony"
    hands.press(Key.Key_Home, CTRL)
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Right)
    assert hands.model.cursor.free
    hands.operations.paste()
    assert [(each.day, each.start, source) for each, source in hands.changes[0].copies] == [
        (3, 540, "welcome"), (3, 630, "coffee"), (3, 660, "talk"),
    ]  # fmt: skip
    QApplication.clipboard().setText("d2 14:00-15:00 Visit of the archive\n15min Walk back")
    hands.operations.paste()
    assert [(each.day, each.start, each.title) for each in hands.changes[1].made] == [
        (2, 840, "Visit of the archive"), (2, 900, "Walk back"),
    ]  # fmt: skip


def test_nothing_can_be_written_where_it_can_only_be_read(qtbot: QtBot) -> None:
    hands = Hands(qtbot, writable=False)
    hands.drag(hands.middle("talk"), hands.spot(2, 870))
    hands.drag(hands.spot(3, 540), hands.spot(3, 615))
    for key, modifier in ((Key.Key_Down, ALT), (Key.Key_Delete, NONE), (Key.Key_N, NONE), (Key.Key_D, CTRL)):
        hands.press(key, modifier)
    QTest.mouseDClick(hands.canvas.viewport(), Left, NONE, hands.middle("talk"))
    assert hands.changes == [] and not hands.canvas.title.isVisible()
    hands.press(Key.Key_Down)
    assert (hands.model.cursor.session, hands.model.cursor.minute) == ("", 720)


def test_a_screen_reader_hears_each_session(hands: Hands) -> None:
    listen_for_readers()
    hands.model.show_notices([Notice("Two places at once", ("welcome",))])
    heard = QAccessible.queryAccessibleInterface(hands.canvas)
    assert heard.childCount() == 5
    names = [heard.child(number).text(QAccessible.Text.Name) for number in range(5)]
    assert names[1] == "Tuesday 9:00 to 10:30, Welcome, Town hall, Ceremony, 1 warning"
    assert names[4] == "Wednesday 10:00 to 12:00, Walk, Site visit"
    assert heard.focusChild().text(QAccessible.Text.Name) == names[1]
    rect = heard.child(1).rect()
    assert hands.canvas.viewport().mapFromGlobal(rect.center()) == hands.middle("welcome")


def test_zoom_keeps_the_minute_under_the_pointer(hands: Hands) -> None:
    place = hands.spot(1, 660).y()
    for step in (6, 8, 3, 5):
        hands.canvas.zoom(step, place)
        assert abs(hands.canvas.geometry_now().minute_at(place) - 660) < 8
    hands.canvas.fit()
    assert hands.canvas.horizontalScrollBar().maximum() == 0
