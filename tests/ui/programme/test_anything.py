"""Whatever is done in whatever order, by hand, keyboard, undo and from elsewhere: canvas and file agree in the end."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.workspace import Workspace
from tests.ui.programme.conftest import Room

Key = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
KEYS = (
    (Key.Key_Down, NONE), (Key.Key_Up, NONE), (Key.Key_Left, NONE), (Key.Key_Right, NONE), (Key.Key_Down, ALT),
    (Key.Key_Right, ALT), (Key.Key_Left, ALT), (Key.Key_Down, ALT | SHIFT), (Key.Key_Up, ALT | SHIFT),
    (Key.Key_Left, ALT | SHIFT), (Key.Key_D, CTRL), (Key.Key_D, CTRL | SHIFT), (Key.Key_Delete, NONE), (Key.Key_A, CTRL),
    (Key.Key_Down, CTRL | SHIFT), (Key.Key_C, CTRL), (Key.Key_V, CTRL), (Key.Key_Escape, NONE), (Key.Key_J, NONE),
)  # fmt: skip


def shown(room: Room) -> dict[str, tuple[str, int, str]]:
    return {
        each.id: (f"{each.day} {each.start // 60:02}:{each.start % 60:02}", each.minutes, each.title)
        for each in room.model.sessions.values()
    }


def in_file(room: Room, workspace: Workspace) -> dict[str, tuple[str, int, str]]:
    from desktop.catalogue import parts_of

    found: dict[str, tuple[str, int, str]] = {}
    for each in workspace.records("session", parts_of(workspace, "session", room.editor.visit)):
        minutes = each.values["minutes"]
        assert isinstance(minutes, int)
        found[each.id] = (str(each.values["at"]), minutes, str(each.values.get("title", "")))
    return found


@pytest.mark.parametrize("seed", ["rivers", "tides"])
def test_canvas_and_file_agree(room: Room, workspace: Workspace, seed: str) -> None:
    rng = random.Random(seed)
    journal = workspace.journal
    view = room.canvas.viewport()

    def mouse(kind: QEvent.Type, place: QPoint, held: Qt.KeyboardModifier) -> None:
        left = Qt.MouseButton.LeftButton
        buttons = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(kind, QPointF(place), QPointF(view.mapToGlobal(place)), left, buttons, held)
        QApplication.sendEvent(view, event)

    def somewhere() -> QPoint:
        return QPoint(rng.randrange(50, view.width() - 4), rng.randrange(60, view.height() - 4))

    for _step in range(40):
        what = rng.random()
        if what < 0.35:
            begin, end, held = somewhere(), somewhere(), rng.choice([NONE, NONE, CTRL, SHIFT])
            if room.model.sessions and rng.random() < 0.7:
                rects = room.canvas.rects_of([rng.choice(sorted(room.model.sessions))])
                begin = rects[0].center() if rects and view.rect().contains(rects[0].center()) else begin
            mouse(QEvent.Type.MouseButtonPress, begin, held)
            mouse(QEvent.Type.MouseMove, (begin + end) / 2, held)
            if rng.random() < 0.3 and room.model.sessions:  # somebody else, in the middle of it
                id = rng.choice(sorted(room.model.sessions))
                room.desk.writer.run(
                    lambda id=id: journal.edit(id, {"title": f"Theirs {rng.random():.3f}"}, type="session")
                )
            mouse(QEvent.Type.MouseMove, end, held)
            mouse(QEvent.Type.MouseButtonRelease, end, held)
            if room.canvas.title.isVisible():
                room.press(Key.Key_Escape)
        elif what < 0.9:
            room.canvas.setFocus()
            room.press(*rng.choice(KEYS))
        else:
            room.desk.writer.run(journal.undo if rng.random() < 0.7 else journal.redo)
        if len(room.model.sessions) > 60:
            room.model.delete(sorted(room.model.sessions)[:50])
        if rng.random() < 0.15:
            room.wait_until_idle()
    room.wait_until_idle()
    assert shown(room) == in_file(room, workspace)
    assert workspace.journal is journal and not room.faults
