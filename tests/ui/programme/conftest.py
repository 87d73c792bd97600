"""A visit in a workspace, and its programme in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.programme import ProgrammeEditor
from desktop.ui.settings import Settings
from desktop.workspace import Value, Workspace

VISIT: dict[str, Value] = {
    "title": "How Durban lives with its rivers", "start": "2027-05-04", "end": "2027-05-06", "stage": "preparing",
    "approach": "study_visit", "time_zone": "Africa/Johannesburg", "municipality": "Durban",
}  # fmt: skip


class Room:
    """The editor on a desk, and what is in the file."""

    def __init__(self, qtbot: QtBot, workspace: Workspace) -> None:
        self.qtbot = qtbot
        self.workspace = workspace
        self.desk = Desk(workspace, Background(), Writer(), Settings())
        self.faults: list[BaseException] = []
        self.said: list[str] = []
        self.desk.broken.connect(self.faults.append)
        self.desk.message.connect(lambda words, _action, _then: self.said.append(words))
        self.window = QMainWindow()
        self.editor = ProgrammeEditor(self.desk, self.window)
        self.window.setCentralWidget(self.editor)
        self.window.resize(1184, 680)
        self.model, self.canvas = self.editor.model, self.editor.canvas

    def open(self, visit: str) -> None:
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.editor.show_visit(visit)
        self.wait_until_idle()
        self.editor.enter()

    def wait_until_idle(self) -> None:
        """Wait until nothing is under way."""
        store = self.editor.store

        def quiet() -> bool:
            saver = self.editor.side.form.saver if self.editor.side.form is not None else None
            waiting = (
                store._soon.isActive() or store._notices_timer.isActive() or not (saver is None or saver.all_saved)
            )
            return not (waiting or self.desk.background._running or self.desk.writer.waiting)

        self.qtbot.waitUntil(lambda: quiet() and store.programme is not None)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.canvas, key, modifier)

    def type(self, words: str) -> None:
        found = QApplication.focusWidget()
        assert found is not None
        QTest.keyClicks(found, words)

    def spot(self, day: int, minute: float) -> QPoint:
        geometry = self.canvas.geometry_now()
        column = self.model.days.index(day)
        return QPoint(geometry.x(column) + geometry.column // 2, geometry.y(minute))

    def of_file(self, id: str) -> dict[str, Value]:
        record = self.workspace.record(id)
        assert record is not None
        return {**record.values}

    def sessions(self) -> list[tuple[Value, Value, Value]]:
        """Moment, minutes and title of what is alive in the file."""
        from desktop.catalogue import parts_of

        records = self.workspace.records("session", parts_of(self.workspace, "session", self.editor.visit))
        return sorted(
            ((each.values.get("at"), each.values.get("minutes"), each.values.get("title")) for each in records), key=str
        )

    def close(self) -> None:
        self.editor.finish()
        self.desk.writer.flush()
        self.window.close()
        self.window.deleteLater()
        self.desk.close()
        assert self.faults == []


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path / "Durban.focal")
    made.journal.set_author("Amina Otieno")
    return made


@pytest.fixture
def visit(workspace: Workspace) -> str:
    """Three days with three sessions."""
    journal = workspace.journal
    id = journal.create("visit", VISIT)
    for key, values in {
        "welcome": {"at": "1 09:00", "minutes": 90, "title": "Welcome", "kind": "ceremony", "place": "Town hall"},
        "walk": {"at": "2 10:00", "minutes": 120, "title": "Walk along the Umgeni", "kind": "site_visit"},
        "night": {"at": "2 22:00", "minutes": 240, "title": "Night watch of the flood post"},
    }.items():
        journal.create("session", {"parent": id, **values}, id=f"00000000-0000-4000-8000-{key:x>12}")
    return id


def key(name: str) -> str:
    """The id of one of the three sessions."""
    return f"00000000-0000-4000-8000-{name:x>12}"


@pytest.fixture
def open_room(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[[str], Room]]:
    rooms: list[Room] = []

    def open(visit: str) -> Room:
        rooms.append(Room(qtbot, workspace))
        rooms[0].open(visit)
        return rooms[0]

    yield open
    for room in rooms:
        room.close()


@pytest.fixture
def room(open_room: Callable[[str], Room], visit: str) -> Room:
    return open_room(visit)
