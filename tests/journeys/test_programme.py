"""A programme of three days built in the window, every action of the hand counted; then taken apart by undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import catalogue
from desktop.ui.main_window import MainWindow
from desktop.ui.programme import ProgrammeEditor
from desktop.ui.programme.canvas import Canvas
from desktop.ui.visits import VisitsPage
from desktop.ui.visits.new_dialog import NewVisitDialog
from desktop.ui.visits.record.programme import ProgrammePart
from tests.journeys.person import Person

Key = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
MOST = 120


class Counting(Person):
    """Counts: a click, a drag, a key with what is held down, a text typed are one action each."""

    count = 0

    def click(self, target, place: QPoint | None = None) -> None:
        self.count += 1
        super().click(target, place)

    def type(self, words: str, target=None) -> None:
        self.count += 1
        super().type(words, target)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.count += 1
        super().key(key, modifier)

    @property
    def visits(self) -> VisitsPage:
        assert self.window.view is not None and self.window.view.page("visits") is not None
        return self.window.view.page("visits")

    @property
    def programme(self) -> ProgrammeEditor:
        assert self.window.view is not None and self.window.view.page("programme") is not None
        return self.window.view.page("programme")

    @property
    def canvas(self) -> Canvas:
        return self.programme.canvas

    def click_tab(self, words: str) -> None:
        assert self.visits.visit is not None
        tabs = self.visits.visit.editor.tabs
        place = next(number for number in range(tabs.count()) if tabs.tabText(number) == words)
        self.click(tabs, tabs.tabRect(place).center())

    def spot(self, day: int, hour: int, minute: int = 0) -> QPoint:
        geometry = self.canvas.geometry_now()
        place = QPoint(geometry.x(day - 1) + geometry.column // 2, geometry.y(hour * 60 + minute))
        assert self.canvas.viewport().rect().contains(place)
        return place

    def drag(self, begin: QPoint, end: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        self.count += 1
        view, left = self.canvas.viewport(), Qt.MouseButton.LeftButton
        for kind, place, buttons in (
            (QEvent.Type.MouseButtonPress, begin, left), (QEvent.Type.MouseMove, begin + (end - begin) / 3, left),
            (QEvent.Type.MouseMove, end, left), (QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton),
        ):  # fmt: skip
            event = QMouseEvent(kind, QPointF(place), QPointF(view.mapToGlobal(place)), left, buttons, held)
            QApplication.sendEvent(view, event)

    def draw(self, day: int, begin: tuple[int, int], end: tuple[int, int], title: str) -> None:
        """Draw a session and write its title."""
        self.drag(self.spot(day, *begin), self.spot(day, *end))
        self.type(title)
        self.key(Key.Key_Return)

    def seen(self) -> list[tuple[int, int, int, str]]:
        """Day, start, end and title of what the canvas shows."""
        model = self.canvas.model
        found = [(each.day, each.start, each.end, each.title) for each in model.sessions.values()]
        return sorted(found)

    def in_file(self) -> list[tuple[int, int, int, str]]:
        assert self.window.desk is not None
        workspace, found = self.window.desk.workspace, list[tuple[int, int, int, str]]()
        ids = catalogue.parts_of(workspace, "session", self.programme.visit)
        for each in workspace.records("session", ids):
            day, clock = str(each.values["at"]).split()
            start = int(clock[:2]) * 60 + int(clock[3:])
            minutes = each.values["minutes"]
            assert isinstance(minutes, int)
            found.append((int(day), start, start + minutes, str(each.values.get("title", ""))))
        return sorted(found)


LINES = (
    "9:00-9:45 Welcome @Town hall #ceremony", "75min How the city maps its floods @Room 1", "20min Coffee",
    "1h30 Early warning by neighbours @Room 1", "60min Lunch @Canteen", "30min Bus to the river #travel",
    "2h Walk along the river #site visit", "45min What we saw today",
)  # fmt: skip


def test_three_days_of_24_sessions(qtbot: QtBot, window: MainWindow, documents: Path) -> None:
    person = Counting(qtbot, window)
    window.resize(1280, 720)
    person.press("Start with an empty file")
    person.until(lambda: window.view is not None and window.desk is not None)
    person.count = 0
    person.press("Visits")
    person.until(
        lambda: window.view is not None and window.view.page("visits") is not None and person.visits.isVisible()
    )
    person.key(Key.Key_N, CTRL)
    dialog = person.dialog()
    assert isinstance(dialog, NewVisitDialog)
    person.type("How Durban lives with its rivers", dialog.title)
    person.press("Create the visit", dialog)
    person.back_at_window()
    person.until(lambda: bool(person.visits.opened))
    person.click_tab("Programme")
    person.press("Full screen")
    person.until(lambda: person.canvas.hasFocus() and person.programme.empty.isVisible())

    # The first day as lines, one after the other.
    person.key(Key.Key_Q)
    for line in LINES:
        person.type(line)
        person.key(Key.Key_Return)
    person.key(Key.Key_Escape)
    assert person.seen()[0] == (1, 540, 585, "Welcome") and person.seen()[-1][1:3] == (980, 1025)

    # The second like the first, with another beginning and a longer walk.
    person.key(Key.Key_A, CTRL | SHIFT)
    person.key(Key.Key_D, CTRL | SHIFT)
    person.key(Key.Key_Home)
    person.key(Key.Key_Return)
    person.type("What we heard yesterday")
    person.key(Key.Key_Return)
    person.click(person.canvas.viewport(), person.spot(2, 16, 40))
    person.key(Key.Key_Down, ALT)
    person.key(Key.Key_Up, CTRL)
    person.key(Key.Key_Down, ALT | SHIFT)

    # The third is drawn, but for what is copied there.
    person.draw(3, (9, 0), (10, 30), "Fishbowl: what we take home")
    person.draw(3, (11, 0), (12, 0), "First commitments")
    person.drag(person.spot(2, 13), person.spot(3, 13), CTRL)  # lunch
    for begin, end, title in (
        ((14, 0), (14, 45), "Letters to the councils"), ((15, 0), (15, 30), "Evaluation"),
        ((15, 30), (15, 45), "Group picture"), ((16, 0), (16, 30), "Thanks"), ((16, 45), (17, 15), "Farewell"),
    ):  # fmt: skip
        person.draw(3, begin, end, title)
    person.until(person.saved)

    assert len(person.seen()) == 24 and person.seen() == person.in_file()
    assert next(title for day, *_times, title in person.seen() if day == 2) == "What we heard yesterday"
    assert (2, 860, 995, "Walk along the river") in person.seen()
    assert (3, 770, 830, "Lunch") in person.seen()
    assert person.count < MOST, person.count
    print(f"{person.count} actions")

    # Every drag has its undo.
    person.key(Key.Key_0, CTRL)
    every = person.seen()
    lunch = person.spot(3, 13, 10)
    for begin, end, held in (
        (lunch, person.spot(3, 13, 20), NONE),  # moved
        (lunch, person.spot(1, 17, 20), NONE),  # to another day
        (person.spot(3, 13, 49), person.spot(3, 14, 10), NONE),  # its end
        (person.spot(3, 12, 52), person.spot(3, 12, 30), NONE),  # its beginning
        (lunch, person.spot(3, 10, 45), CTRL),  # a copy
        (person.spot(1, 17, 5), person.spot(1, 17, 35), NONE),  # a new one
    ):  # fmt: skip
        person.drag(begin, end, held)
        assert person.seen() != every
        if person.canvas.title.isVisible():
            person.key(Key.Key_Escape)
        person.until(person.saved)
        assert person.in_file() == person.seen()
        QTest.keyClick(person.canvas, Key.Key_Z, CTRL)
        person.until(lambda: person.seen() == every)
        person.until(person.saved)
        assert person.in_file() == every

    # Back to the visit, and to a session from there.
    person.press("‹ Visit")
    person.until(lambda: person.visits.isVisible() and person.visits.opened == person.programme.visit)
    assert person.visits.visit is not None
    part = person.visits.visit.editor.part("Programme")
    assert isinstance(part, ProgrammePart)
    person.until(lambda: len(part.editor.model.sessions) == 24)
    lunch_id = next(id for id, each in part.editor.model.sessions.items() if (each.day, each.title) == (3, "Lunch"))
    assert window.desk is not None
    window.desk.record_wanted.emit(lunch_id)
    person.until(lambda: part.isVisible() and part.editor.model.cursor.session == lunch_id)
