"""Which template an empty programme begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.i18n import _
from desktop.ui.buttons import primary
from desktop.ui.programme.session_style import editor_sheet

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.visits.templates import TemplateInfo

_KEY = Qt.ItemDataRole.UserRole


class TemplateDialog(QDialog):
    """The six approaches and a person's own templates; `key` is the one chosen."""

    def __init__(self, desk: Desk, approach: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Programme from a template"))
        self.setModal(True)
        self.resize(520, 460)
        self._approach = approach
        words = QLabel(
            _("Adds its sessions to this programme, day by day from day 1. You can edit each one; one "
              "Undo removes them all."), self,
        )  # fmt: skip
        words.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setObjectName("programmeList")
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_("Templates"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.setStyleSheet(editor_sheet(self.palette(), self.font()))
        self.take = primary(QPushButton(_("&Add its sessions"), self))
        self.take.setEnabled(False)
        self.take.clicked.connect(self.accept)
        cancel = QPushButton(_("Cancel"), self)
        cancel.clicked.connect(self.reject)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(cancel)
        across.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(across)
        workspace = desk.workspace

        def read() -> Sequence[TemplateInfo]:
            from desktop.visits.templates import list_templates

            return list_templates(workspace)

        desk.background.run(read, self._show)

    @property
    def key(self) -> str:
        """The template that is chosen, "" for none."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _show(self, found: Sequence[TemplateInfo]) -> None:
        if not isValid(self):
            return
        for each in found:
            item = QListWidgetItem(f"{each.name}\n{each.summary}" if each.summary else each.name)
            item.setData(_KEY, each.key)
            self.list.addItem(item)
            if self.list.currentItem() is None or each.key == self._approach:
                self.list.setCurrentItem(item)
        self.take.setEnabled(bool(found))
        self.list.setFocus()
