"""Which records changed since the list was read: gathered for a moment, so that typing reads the list once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.listing.list_spec import ListSpec

if TYPE_CHECKING:
    from desktop.workspace import Changed

COLLECT_MS = 60


class ChangedRecords(QObject):
    """Tells `refresh` with the ids of the records whose rows may have changed; an empty set means many."""

    refresh = Signal(object)

    def __init__(self, listed: ListSpec, parent: QObject) -> None:
        super().__init__(parent)
        self._listed = listed
        self._ids: frozenset[str] | None = None
        self._wait = QTimer(self, singleShot=True, interval=COLLECT_MS)
        self._wait.timeout.connect(self._emit_change)

    def take(self, changed: Changed) -> None:
        """A transaction touched these records."""
        ids = changed.ids.get(self._listed.type)
        if ids is None:
            if changed.ids.keys().isdisjoint(self._listed.named):
                return
            ids = frozenset[str]()  # a name may stand in any row
        if self._ids is None:
            self._ids = ids
        else:
            self._ids = self._ids | ids if self._ids and ids else frozenset()
        self._wait.start()

    def _emit_change(self) -> None:
        ids, self._ids = self._ids, None
        if ids is not None:
            self.refresh.emit(ids)
