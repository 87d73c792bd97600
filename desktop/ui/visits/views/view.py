"""What the views of visits have in common: they are asked a query, read in the background, and open what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.catalogue import Query, stoppable

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class VisitsView(QWidget):
    """One way to see the visits that a query finds; reads only while it is seen."""

    opened = Signal(str, str, str)  # visit, and the part of it: type and id, "" for none
    left = Signal()  # Esc
    typed = Signal(str)  # letters typed here: they are a search
    shown = Signal()  # what was asked for is here

    key = ""
    """Begins the topic of its reads."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query: Query | None = None
        self._stale = True

    def ask(self, query: Query) -> None:
        """Show what this query finds."""
        if query != self.query:
            self.query = query
            self.refresh()

    def refresh(self) -> None:
        """Records have changed: read again; later, where it is not seen."""
        self._stale = True
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read what the query finds."""
        if self.query is None:
            return
        self._stale = False
        job = self.job(self.query)

        def done(found: Any) -> None:
            self.show_found(found)
            self.shown.emit()

        self.desk.background.run_task(
            lambda task: stoppable(task.interrupt_with, job), done, topic=f"visits: {self.key}"
        )  # fmt: skip

    def showEvent(self, event) -> None:
        """Seen again: what changed meanwhile is read."""
        super().showEvent(event)
        if self._stale:
            self.read()

    def job(self, query: Query) -> Callable[[], Any]:
        """What is read on a thread."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError
