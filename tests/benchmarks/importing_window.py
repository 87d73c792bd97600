"""A list that is imported in the window: what each step of it costs Qt's thread, event by event."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from tests.benchmarks.importing import write_list
from tests.benchmarks.table import Line, Setting

MOST = 100.0
"""ms that the window may wait."""
_PATIENCE = 1_800.0  # seconds


def importing_in_window(setting: Setting) -> list[Line]:
    """20,000 rows into an empty workspace, shown in the list behind, then undone. For each step the event that took Qt's thread
    longest, by the processor's clock: other programs do not count, nor do the threads that read and write beside it.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Watching(QApplication):
        """Takes the time of each event, with all that it brings about."""

        depth, longest = 0, 0.0

        def notify(self, receiver: QObject, event: QEvent) -> bool:
            if self.depth:
                return super().notify(receiver, event)
            self.depth, began = 1, time.thread_time()
            try:
                return super().notify(receiver, event)
            finally:
                self.depth, self.longest = 0, max(self.longest, time.thread_time() - began)

        def until(self, reached: Callable[[], object]) -> float:
            """Milliseconds of the longest event until then."""
            self.longest, patience = 0.0, time.monotonic() + _PATIENCE
            while not reached():
                self.processEvents()
                time.sleep(0.002)
                if time.monotonic() > patience:
                    raise RuntimeError("the window never came so far")
            return self.longest * 1_000

    app = Watching([])
    from desktop.ui.importing import ImportDialog, dialog
    from desktop.ui.main_window import MainWindow
    from desktop.ui.qt_translations import QtTranslations
    from desktop.ui.settings import Settings
    from desktop.ui.style.theme import Theme

    count = min(setting.count, 20_000)
    path = setting.folder / "activities.csv"
    write_list(path, count)
    window = MainWindow(Settings(setting.folder / "settings"), Theme(app, "light"), QtTranslations(app))
    window.show()
    window.begin(None)
    window.create(setting.folder / "desk.focal", False)
    app.until(lambda: window.desk is not None and window.view is not None)
    desk, view = window.desk, window.view
    assert desk is not None and view is not None
    page = view.page("activities")
    importing = ImportDialog(desk, path, window)
    found = dict[str, float]()
    importing.show()
    found["opened and previewed"] = app.until(lambda: importing.step == dialog.COLUMNS and importing.next.isEnabled())
    importing.go_on()
    found["compared"] = app.until(lambda: importing.step == dialog.PLANNED)
    importing.go_on()
    found["written, and listed behind"] = app.until(
        lambda: importing.step == dialog.DONE and page.model.rowCount() == count and not desk.writer.waiting
    )
    importing.undo.click()
    found["undone"] = app.until(lambda: importing.report is None and page.model.rowCount() == 0)
    importing.close()
    window.close()
    app.until(lambda: window.desk is None)
    return [Line(f"window, {count:,} rows: {step}", longest, most=MOST) for step, longest in found.items()]
