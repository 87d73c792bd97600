"""How many things are overdue, in the corner of the overview's button: seen at the start, without the page being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from shiboken6 import isValid

from desktop.ui.badge import Badge
from desktop.words import _, ngettext

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.desk_view import DeskView
    from desktop.ui.overview.page import OverviewPage
    from desktop.workspace import Changed

AFTER_ROWS_MS, AFTER_CHANGE_MS, LOOK_MS = 600, 300, 600_000
_COUNTED = frozenset(("task", "follow_up", "commitment", "visit"))
"""Types of records whose changes may change the number."""


class OverviewWatch(QObject):
    """Counts in the background; makes the page when it is first wanted."""

    counted = Signal(int)

    def __init__(self, desk: Desk, view: DeskView, action: QAction, button: QToolButton) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._action = action
        self._button = button
        self._badge = Badge(button)
        self.count = 0
        self.page: OverviewPage | None = None
        self._soon = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._soon.timeout.connect(self._read)
        self._day = QTimer(self, interval=LOOK_MS)
        self._day.timeout.connect(self._read)
        self._day.start()
        desk.changed.connect(self._changed)
        action.triggered.connect(self.open)
        QTimer.singleShot(AFTER_ROWS_MS, self, self._read)

    def open(self) -> None:
        """Bring the page forward."""
        if self.page is None:
            from desktop.ui.overview.page import OverviewPage

            self.page = OverviewPage(self._desk, self._view)
            self.page.exchange_wanted.connect(self._view.show_exchange)
            self.page.waiting_wanted.connect(self._view.show_waiting)
            self.page.visit_wanted.connect(self._view.new_visit)
            self.page.take_in_wanted.connect(self._view.ask_take_in)
        self._view.show_page(self.page, self._action)
        self.page.begin()

    def _changed(self, changed: Changed) -> None:
        if not _COUNTED.isdisjoint(changed.ids):
            self._soon.start()

    def _read(self) -> None:
        workspace = self._desk.workspace

        def job() -> int:
            from desktop.ui.visits.days import today
            from desktop.visits.views import due_items

            return len(due_items(workspace, today(), within=-1))

        self._desk.background.run(
            job,
            lambda count: self._show(count) if isValid(self) else None,
            topic="overview: watch",
        )

    def _show(self, count: int) -> None:
        self.count = count
        self._badge.show_count(count)
        words = ngettext("Overview: {count} thing is overdue", "Overview: {count} things are overdue", count)
        self._button.setAccessibleName(words.format(count=count) if count else _("Overview"))
        self.counted.emit(count)
