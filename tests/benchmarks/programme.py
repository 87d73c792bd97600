"""A programme of 14 days and 200 sessions while one of them is dragged, beside a bare widget that paints the same boxes
and words.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date

from tests.benchmarks.table import Line, Setting, most_of

DAYS, SESSIONS = 14, 200
FRAMES, FEW = 200, 20
MOST_MS, LIMIT = 16.0, 3.0
SIZE = (1184, 620)
"""Points: the page in a window of 1280 × 720."""
_KINDS = ("session", "site_visit", "travel", "meal", "break", "ceremony")


def _spent(job: Callable[[], object]) -> float:
    """Milliseconds of this thread alone: what else runs on the machine is not in them."""
    began = time.thread_time()
    job()
    return (time.thread_time() - began) * 1000


def sessions(count: int = SESSIONS, days: int = DAYS):
    """Full days, every third hour with two tracks."""
    from desktop.ui.programme.session import Session

    found: list[Session] = []
    for number in range(count):
        day, place = number % days + 1, number // days
        start = 8 * 60 + place * 50
        track = "B" if place % 3 == 2 else "A"
        start -= 45 if track == "B" else 0
        title = f"Session {number} about what two cities do with the same river"
        found.append(
            Session(f"s{number}", day, start, start + 45, title, _KINDS[number % 6], track, "Town hall", "Amina Otieno")
        )
    return found


def dragging(setting: Setting) -> list[Line]:
    """Frames of the whole view and of what a drag repaints, at the 95th of a hundred."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
    from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.programme.canvas import Canvas
    from desktop.ui.programme.model import ProgrammeModel
    from desktop.ui.programme.session import Notice

    app = QApplication.instance() or QApplication([])
    model = ProgrammeModel()
    canvas = Canvas(model)
    canvas.first = date(2027, 5, 3)
    canvas.resize(*SIZE)
    model.show(DAYS, sessions())
    model.show_notices([Notice("No break for three hours", (f"s{number}",)) for number in range(0, SESSIONS, 9)])
    canvas.show()
    canvas.fit()
    app.processEvents()
    rects = [(canvas.geometry_now().rect(piece), piece.session) for piece in model.pieces]
    seen = [(rect, session) for rect, session in rects if rect.intersects(canvas.viewport().rect())]

    class Bare(QWidget):
        """The same boxes, each with its title and its time."""

        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
            painter = QPainter(self)
            painter.fillRect(self.rect(), Qt.GlobalColor.white)
            font = QFont(self.font())
            for rect, session in seen:
                painter.fillRect(rect, Qt.GlobalColor.lightGray)
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
                painter.setFont(font)
                painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, session.title)
                painter.drawText(rect.adjusted(0, 14, 0, 0), Qt.AlignmentFlag.AlignLeft, session.place)
            painter.end()

    bare = Bare()
    bare.resize(canvas.viewport().size())
    bare.show()
    app.processEvents()
    frames = FEW if setting.small else FRAMES
    view, held = canvas.viewport(), seen[len(seen) // 2][0].center()

    none = Qt.KeyboardModifier.NoModifier

    def move(kind: QEvent.Type, place) -> None:
        buttons = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, QPointF(place), QPointF(view.mapToGlobal(place)), buttons, buttons, none)
        QApplication.sendEvent(view, event)

    move(QEvent.Type.MouseButtonPress, held)
    whole: list[float] = []
    part: list[float] = []
    beside: list[float] = []
    for number in range(frames):
        place = held + QPoint(number * 3 % 400, number * 7 % 300)
        view.repaint()
        whole.append(_spent(lambda place=place: (move(QEvent.Type.MouseMove, place), view.repaint())))
        beside.append(_spent(bare.repaint))
        part.append(
            _spent(lambda place=place: (move(QEvent.Type.MouseMove, place + QPoint(9, 5)), app.processEvents()))
        )
    canvas.pointer.cancel()
    what = f"programme of {DAYS} days, {SESSIONS} sessions, dragging"
    return [
        Line(f"{what}: whole view", most_of(whole), most_of(beside), most=MOST_MS),
        Line(f"{what}: what moves", most_of(part), most_of(beside), most=MOST_MS),
    ]
