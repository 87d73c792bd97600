"""All keys of the window in one list, taken from the menus themselves; and those that only the hand knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.i18n import _


class KeyboardDialog(QDialog):
    """Read only; at most so many keys of each action."""

    def __init__(
        self, menus: Sequence[tuple[str, Sequence[QAction]]], parent: QWidget | None = None, most: int = 1
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setModal(True)
        self.resize(560 if most == 1 else 720, 560)
        self.list = QTreeWidget(self)
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(16)
        self.list.setStyleSheet("QTreeWidget::item { padding: 3px 12px 3px 0; }")
        self.list.setItemsExpandable(False)
        self.list.setAccessibleName(_("Keyboard shortcuts"))
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        for heading, actions in menus:
            self._add(
                _plain(heading),
                [
                    (_plain(action.text()), " / ".join(_native(key) for key in action.shortcuts()[:most]))
                    for action in actions
                    if action.shortcuts() and action.isVisible()
                ],
            )
        self._add(
            _("Anywhere"),
            [
                (_("From one field or list to the next"), _native("Tab")),
                (_("Previous field or list"), _native("Shift+Tab")),
                (_("Move between the parts of the page"), _native("F6")),
                (_("To the next section of a form"), _native("Ctrl+PgDown")),
                (_("To the section before"), _native("Ctrl+PgUp")),
                (_("Open the menus"), _native("Alt")),
                (_("Close a message or a dialog"), _native("Esc")),
            ],
        )
        close = QPushButton(_("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.list, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.list.expandAll()

    def _add(self, heading: str, keys: Sequence[tuple[str, str]]) -> None:
        if not keys:
            return
        top = QTreeWidgetItem([heading])
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        top.setFont(0, font)
        self.list.addTopLevelItem(top)
        for words, key in keys:
            top.addChild(QTreeWidgetItem([words, key]))


def _plain(words: str) -> str:
    """Words of a menu without the mark of their letter."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def _native(key: QKeySequence | str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
