"""How many answers others wait for: requests to erase, and changes whose author nobody can prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop.i18n import ngettext
from desktop.ui.page import Counter

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

AFTER_ROWS_MS, AFTER_CHANGE_MS = 900, 500


class RequestCounter(Counter):
    """Counts in the background at the start, and when the desk may have got or answered a request."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._soon = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._soon.timeout.connect(self._read)
        desk.changed.connect(self._soon.start)
        desk.exchange_changed.connect(self._read)
        QTimer.singleShot(AFTER_ROWS_MS, self, self._read)

    def words(self) -> str:
        """So many wait."""
        words = ngettext("Exchange: {count} request waits", "Exchange: {count} requests wait", self.count)
        return words.format(count=self.count) if self.count else ""

    def _read(self) -> None:
        workspace = self._desk.workspace

        def job() -> int:
            from desktop.workspace.changes.erasure_decisions import waits_for_answer
            from desktop.workspace.storage.connections import Direct

            with workspace.reading_directly() as conn:
                if not waits_for_answer(Direct(conn)):
                    return 0  # as on most desks: what counts them takes half a second to load
            from desktop.exchange.pending_requests import count_requests

            return count_requests(workspace)

        self._desk.background.run(
            job, lambda count: self._show(count) if isValid(self) else None, topic="exchange: counter"
        )

    def _show(self, count: int) -> None:
        self.count = count
        self.counted.emit(count)
