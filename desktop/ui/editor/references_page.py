"""What points to this record; a click or Enter goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.editor.record_data import Mention
from desktop.ui.tooltips import plain_tip

MOST = 1_000
"""Records listed; those beyond are counted."""


class RefersPage(QWidget):
    """A list of records with their type and role."""

    record_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Records that refer to this one"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self._empty = QLabel(_("Nothing refers to this record yet."), self)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(14, 14, 14, 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)

    def show_mentions(self, mentions: Sequence[Mention]) -> None:
        """Show them."""
        self.list.clear()
        for each in mentions[:MOST]:
            item = QListWidgetItem(f"{each.title}\n{each.how}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setToolTip(plain_tip(each.title))
        if len(mentions) > MOST:
            more = QListWidgetItem(_("{number} more").format(number=len(mentions) - MOST), self.list)
            more.setFlags(Qt.ItemFlag.NoItemFlags)
        self._empty.setVisible(not mentions)
        self.list.setVisible(bool(mentions))

    def _go(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole):
            self.record_requested.emit(item.data(Qt.ItemDataRole.UserRole))
