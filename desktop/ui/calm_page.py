"""A page that reads itself again after the desk has changed: when it has been quiet for a while, and only while seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.ui.page import Page

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class CalmPage(Page):
    """`topic`: of its reads. `calm_ms`: typing changes the desk at every pause; it waits for so long a quiet."""

    def __init__(self, desk: Desk, topic: str, calm_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._topic = topic
        self._stale = True
        self._later = QTimer(self, singleShot=True, interval=calm_ms)
        self._later.timeout.connect(self.read)
        desk.changed.connect(self._after_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was not seen."""
        super().showEvent(event)
        if self._stale:
            self.read()

    def _after_change(self) -> None:
        self._stale = True
        if self.isVisible():
            self._later.start()

    def read(self) -> None:
        """Read everything again, on a thread."""
        self._later.stop()
        self._stale = False
        self._desk.background.run(
            self.job(), lambda found: self.show_found(found) if isValid(self) else None, topic=self._topic
        )  # fmt: skip

    def job(self) -> Callable[[], Any]:
        """What is read on a thread."""
        raise NotImplementedError(type(self))  # each page has its own

    def show_found(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError(type(self))  # each page has its own
