"""For the measure of memory: opens the window on a workspace, searches, sorts, scrolls, and says what memory it holds; then
edits one, takes that back, and says it again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import run
from desktop.ui.main_window import MainWindow
from desktop.workspace import Workspace
from tests.benchmarks.opening import rss_mb

_PATIENCE = 600  # looks of 100 ms


class _Person:
    """Does one thing after another, each when the one before is done."""

    def __init__(self) -> None:
        self._steps = self._use()
        self._done: Callable[[], bool] = lambda: True
        self._looks = 0
        self._timer = QTimer()
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        if self._looks > _PATIENCE:
            raise SystemExit("the window did not get ready")
        if self._done():
            self._done = next(self._steps)

    def _use(self) -> Iterator[Callable[[], bool]]:
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        yield lambda: window.view is not None
        assert window.view is not None and window.desk is not None
        page, background = window.view.activities, window.desk.background

        def idle() -> bool:
            return not background._running  # pyright: ignore[reportPrivateUsage]

        yield lambda: idle() and page.model.rowCount() > 0
        for text, sort in (("wat", None), ("kind:training", None), ("", (("title", False),)), ("", (("start", True),))):
            page.show_query(text, sort)
            yield lambda: False if self._wait() else idle()
        for share in (2, 3, 5, 7, 1):
            page.view.scrollTo(page.model.index((page.model.rowCount() - 1) // share, 0))
            yield lambda: False if self._wait() else idle()
        print(f"memory {rss_mb():.1f}", flush=True)
        id, desk = page.model.loaded()[0].id, window.desk
        page.show_record(id)
        yield lambda: False if self._wait() else idle()
        workspace = desk.workspace
        for title in ("A title for a moment", None):  # and back
            desk.writer.submit(lambda title=title: _retitle(workspace, id, title))
            yield lambda: desk.writer.waiting == 0 and (False if self._wait() else idle())
        print(f"edited {rss_mb():.1f}", flush=True)
        window.close()
        self._timer.stop()
        yield lambda: False

    def _wait(self) -> bool:
        """Not at the first look: what was asked for has to begin."""
        self._waited = not getattr(self, "_waited", False)
        return self._waited


def _retitle(workspace: Workspace, id: str, title: str | None) -> None:
    if title is None:
        workspace.journal.undo()
    else:
        workspace.journal.edit(id, {"title": title})


def _exec(app: QApplication) -> int:
    person = _Person()
    code = _qt_exec()
    del person
    return code


_qt_exec = QApplication.exec

if __name__ == "__main__":
    QApplication.exec = _exec  # type: ignore[method-assign]
    sys.exit(run(sys.argv[1:]))
