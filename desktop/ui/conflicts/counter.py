"""How many records are in conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop.i18n import ngettext
from desktop.ui.page import Counter

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed, Workspace

AFTER_ROWS_MS, AFTER_CHANGE_MS = 300, 120


class ConflictCounter(Counter):
    """Counts in the background; after a change only what was touched."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ids: set[tuple[str, str]] = set()
        self._touched: dict[str, set[str]] | None = None  # None: all is to be read
        self._reading = False
        self._soon = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._soon.timeout.connect(self._read)
        desk.changed.connect(self._changed)
        QTimer.singleShot(AFTER_ROWS_MS, self, self._read)

    def words(self) -> str:
        """So many records."""
        words = ngettext("Conflicts: {number} record", "Conflicts: {number} records", self.count)
        return words.format(number=self.count) if self.count else ""

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
            self._desk.show_error(error)

        self._desk.background.run(
            lambda: in_conflict(workspace, touched, before), self._found, failed
        )  # fmt: skip

    def _found(self, ids: set[tuple[str, str]]) -> None:
        if not isValid(self):
            return  # the language changed while this was read
        self._ids, self._reading, self.count = ids, False, len(ids)
        self.counted.emit(len(ids))


def in_conflict(
    workspace: Workspace, touched: dict[str, set[str]] | None, before: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """(type, id) of every record in conflict; only those `touched` are looked at again, None looks at all."""
    if touched is None:
        return workspace.in_conflict()
    again = {(type, id) for type, ids in touched.items() for id in ids}
    return (before - again) | workspace.in_conflict(touched)
