"""Which way the visits are seen: a list, a board, a calendar, a timeline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.i18n import N_, _
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip

LIST, BOARD, CALENDAR, TIMELINE = "list", "board", "calendar", "timeline"
_WAYS = (
    (LIST, N_("&List"), "activities"),
    (BOARD, N_("Boar&d"), "board"),
    (CALENDAR, N_("&Calendar"), "calendar"),
    (TIMELINE, N_("&Timeline"), "timeline"),
)


class ViewSwitch(QWidget):
    """A row of buttons, each the action that the menu has too: Alt+1 to Alt+4."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("viewSwitch")
        self.actions_by_way: dict[str, QAction] = {}
        group = QActionGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for place, (way, words, picture) in enumerate(_WAYS, 1):
            action = QAction(icon(picture), _(words), group)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(f"Alt+{place}"))
            action.triggered.connect(self._choose(way))
            self.actions_by_way[way] = action
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setAccessibleName(_(words).replace("&", ""))
            button.setToolTip(plain_tip(f"{_(words).replace('&', '')} (Alt+{place})"))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(button)
        self.show_way(LIST)

    def show_way(self, way: str) -> None:
        """Mark the way that is shown."""
        self.actions_by_way.get(way, self.actions_by_way[LIST]).setChecked(True)

    def _choose(self, way: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(way)
