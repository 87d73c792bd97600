"""A tree of sentences that break over the whole width, in which Enter opens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTreeWidget


class SentenceTree(QTreeWidget):
    """Activated by Enter on every system, not by a double click alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.itemActivated.emit(item, 0)
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences break elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
