"""How many records are in conflict, and the page's button in the rail, which is there only while there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from shiboken6 import isValid

from desktop.ui.badge import Badge
from desktop.words import _, ngettext

if TYPE_CHECKING:
    from desktop.ui.conflicts.page import ConflictsPage
    from desktop.ui.desk import Desk
    from desktop.ui.desk_view import DeskView
    from desktop.workspace import Changed, Workspace

AFTER_ROWS_MS, AFTER_CHANGE_MS = 300, 120


class ConflictWatch(QObject):
    """Counts in the background; makes the page when it is first wanted."""

    counted = Signal(int)

    def __init__(self, desk: Desk, view: DeskView, action: QAction, button: QToolButton) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._action = action
        self._button = button
        self._page: ConflictsPage | None = None
        self._ids: set[tuple[str, str]] = set()
        self._touched: dict[str, set[str]] | None = None  # None: all is to be read
        self._reading = False
        self._badge = Badge(button)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._soon.timeout.connect(self._read)
        action.triggered.connect(self.open)
        desk.changed.connect(self._changed)
        desk.conflicts_wanted.connect(self.open_record)
        view.pages.currentChanged.connect(self._show)
        self._show()
        QTimer.singleShot(AFTER_ROWS_MS, self, self._read)

    @property
    def count(self) -> int:
        """Records in conflict."""
        return len(self._ids)

    def open_record(self, id: str) -> None:
        """Bring the page forward with what is in conflict in this record."""
        self.open()
        if self._page is not None:
            self._page.select_record(id)

    def open(self) -> None:
        """Bring the page forward."""
        if self._page is None:
            from desktop.ui.conflicts.page import ConflictsPage

            self._page = page = ConflictsPage(self._desk, self._view)
            page.activities_wanted.connect(self._leave)
        self._view.show_page(self._page, self._action)
        self._page.enter()

    def _leave(self) -> None:
        for action in self._action.actionGroup().actions():
            action.trigger()  # the first page there is
            return

    @property
    def page(self) -> ConflictsPage | None:
        """The page, if it has been opened."""
        return self._page

    def _changed(self, changed: Changed) -> None:
        for type, ids in changed.ids.items():
            if not ids:
                self._touched = None
            elif self._touched is not None:
                self._touched.setdefault(type, set()).update(ids)
        self._soon.start()

    def _read(self) -> None:
        if self._reading:
            self._soon.start()  # one after the other: each goes on from what the one before found
            return
        self._reading = True
        workspace, touched, before = self._desk.workspace, self._touched, set(self._ids)
        self._touched = {}

        def failed(error: BaseException) -> None:
            if not isValid(self):
                return
            self._touched, self._reading = None, False
            self._desk.tell(error)

        self._desk.background.run(
            lambda: in_conflict(workspace, touched, before), self._found, failed
        )  # fmt: skip

    def _found(self, ids: set[tuple[str, str]]) -> None:
        if not isValid(self):
            return  # the language changed while this was read
        self._ids, self._reading = ids, False
        self._show()
        self.counted.emit(len(ids))

    def _show(self) -> None:
        here = self._page is not None and self._view.pages.currentWidget() is self._page
        count = len(self._ids)
        for each in (self._action, self._button):
            each.setVisible(count > 0 or here)
        self._badge.show_count(count)
        words = ngettext("Conflicts: {number} record", "Conflicts: {number} records", count).format(number=count)
        self._button.setAccessibleName(words if count else _("Conflicts"))


def in_conflict(
    workspace: Workspace, touched: dict[str, set[str]] | None, before: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """(type, id) of every record in conflict; only those `touched` are looked at again, None looks at all."""
    if touched is None:
        return workspace.in_conflict()
    again = {(type, id) for type, ids in touched.items() for id in ids}
    return (before - again) | workspace.in_conflict(touched)
