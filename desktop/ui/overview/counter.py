"""How many things are overdue: counted at the start, without the overview being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop.i18n import ngettext
from desktop.ui.page import Counter

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed

AFTER_ROWS_MS, AFTER_CHANGE_MS, LOOK_MS = 600, 300, 600_000
_COUNTED = frozenset(("task", "follow_up", "commitment", "visit"))
"""Types of records whose changes may change the number."""


class OverdueCounter(Counter):
    """Counts in the background, after a change and when another day may have begun."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._soon = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._soon.timeout.connect(self._read)
        self._day = QTimer(self, interval=LOOK_MS)
        self._day.timeout.connect(self._read)
        self._day.start()
        desk.changed.connect(self._changed)
        QTimer.singleShot(AFTER_ROWS_MS, self, self._read)

    def words(self) -> str:
        """So many are overdue."""
        words = ngettext("Overview: {count} item is overdue", "Overview: {count} items are overdue", self.count)
        return words.format(count=self.count) if self.count else ""

    def _changed(self, changed: Changed) -> None:
        if not _COUNTED.isdisjoint(changed.ids):
            self._soon.start()

    def _read(self) -> None:
        workspace = self._desk.workspace

        def job() -> int:
            from desktop.ui.current_time import today
            from desktop.visits.visit_queries import read_due_items

            return len(read_due_items(workspace, today(), within=-1))

        self._desk.background.run(
            job,
            lambda count: self._show(count) if isValid(self) else None,
            topic="overview: watch",
        )

    def _show(self, count: int) -> None:
        self.count = count
        self.counted.emit(count)
