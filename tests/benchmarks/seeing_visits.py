"""Board, calendar and timeline of 2,000 visits in the window: what showing and painting them costs Qt's thread."""

from __future__ import annotations

import os
import time

from tests.benchmarks.table import Line, Setting
from tests.benchmarks.visits import make

MOST = 100.0
"""ms that the window may wait."""
TURNS = 4


def seeing(setting: Setting) -> list[Line]:
    """In a page that stands already; the reading goes on beside it, on a thread of its own."""
    visits = 100 if setting.small else 2_000
    workspace = make(setting.folder / "seen visits.focal", visits, setting.folder / "home")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from desktop.ui.background import Background, Writer
    from desktop.ui.desk import Desk
    from desktop.ui.settings import Settings
    from desktop.ui.visits import VisitsPage
    from desktop.ui.visits.view_switch import BOARD, CALENDAR, LIST, TIMELINE

    app = QApplication.instance() or QApplication([])
    desk = Desk(workspace, Background(), Writer(), Settings(setting.folder / "home"))
    page = VisitsPage(desk)
    page.resize(1184, 668)
    loop = QEventLoop()
    page.model.counted.connect(lambda _count: loop.quit())
    page.show()
    loop.exec()
    found: list[Line] = []
    for way in (BOARD, CALENDAR, TIMELINE):
        took: list[float] = []
        for _turn in range(TURNS):
            page.show_way(LIST)
            view = page._view_of(way)
            assert view is not None
            view._stale = True
            waiting = QEventLoop()
            view.shown.connect(waiting.quit)
            began = time.thread_time()
            page.show_way(way)
            waiting.exec()
            page.grab()
            took.append((time.thread_time() - began) * 1000)
            view.shown.disconnect(waiting.quit)
        found.append(Line(f"{visits:,} visits: {way}, shown and painted", min(took), most=MOST))
    page.finish()
    page.close()
    desk.close()
    del app
    return found
