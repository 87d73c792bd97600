"""For the benchmark: says when the first rows of the list stand on the screen, and ends the program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from desktop.ui.listing.table_model import RecordTableModel, Role

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


def say_when_painted(window: MainWindow, since: str) -> None:
    """`since`: a moment of `time.time()`, or "1" for when Python began to run `main.py`.

    Prints the seconds since then, with three decimals, as soon as rows with words have been painted.
    """
    import __main__

    _Watch(window, getattr(__main__, "BEGAN", time.time()) if since == "1" else float(since))


class _Watch(QObject):
    def __init__(self, window: MainWindow, began: float) -> None:
        super().__init__(window)
        self._window = window
        self._began = began
        self._lists: list[QAbstractItemView] = []
        window.desk_shown.connect(self._look)

    def _look(self) -> None:
        if self._window.view is not None:
            self._lists = self._window.view.page.findChildren(QAbstractItemView)
            for each in self._lists:
                each.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A painting of rows with words ends the wait."""
        if event.type() is QEvent.Type.Paint:
            for each in self._lists:
                model = each.model()
                if each.viewport() is watched and isinstance(model, RecordTableModel) and model.rowCount():
                    if model.index(0, 0).data(Role.LOADED):
                        self._lists = []
                        QTimer.singleShot(0, self, self._tell)  # after this painting
                    break
        return False

    def _tell(self) -> None:
        print(f"{time.time() - self._began:.3f}", flush=True)
        self._window.close()
