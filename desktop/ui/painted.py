"""For the benchmark: says when the first rows of the list stand on the screen, and ends the program."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.ui.listing.table_model import RecordTableModel, Role


def say_when_painted(window: QWidget, desk_shown: SignalInstance, since: str) -> None:
    """`since`: a moment of `time.time()`, or "1" for when Python began to run `main.py`; `desk_shown` says when to look.

    Prints the seconds since then, with three decimals, as soon as rows with words have been painted.
    """
    import __main__

    _Watch(window, desk_shown, getattr(__main__, "BEGAN", time.time()) if since == "1" else float(since))


class _Watch(QObject):
    def __init__(self, window: QWidget, desk_shown: SignalInstance, began: float) -> None:
        super().__init__(window)
        self._window = window
        self._began = began
        self._lists: list[QAbstractItemView] = []
        desk_shown.connect(self._look)

    def _look(self) -> None:
        self._lists = self._window.findChildren(QAbstractItemView)
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
