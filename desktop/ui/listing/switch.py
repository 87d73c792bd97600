"""A row of buttons over a list of which one is down: ways to see it, or the lists of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip

_AROUND_ICON = 5
"""Pixels of a button at each side of its picture."""


class Switch(QWidget):
    """Each button is an action that the menu has too, with the keys Alt+1, Alt+2 and so on."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str, str]], shown: str, parent: QWidget, *, with_words: bool = False
    ) -> None:
        """`choices`: (name, English source of its words, icon); `shown`: the name of the one that is down."""
        super().__init__(parent)
        self.setObjectName("viewSwitch")
        self.actions_by_name: dict[str, QAction] = {}
        self._worded: list[QToolButton] = []
        group = QActionGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for place, (name, words, picture) in enumerate(choices, 1):
            action = QAction(icon(picture), _(words), group)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(f"Alt+{place}"))
            action.triggered.connect(self._choose(name))
            self.actions_by_name[name] = action
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            if with_words:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                self._worded.append(button)
            button.setAccessibleName(_(words).replace("&", ""))
            button.setToolTip(plain_tip(f"{_(words).replace('&', '')} (Alt+{place})"))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(button)
        if with_words:
            line.addStretch(1)
        self.show_choice(shown)
        self._full = super().sizeHint()

    def sizeHint(self) -> QSize:
        """With all its words."""
        return self._full

    def minimumSizeHint(self) -> QSize:
        """Where there is no room for all words, those of the one that is down stay: no window grows for them."""
        if not self._worded:
            return self._full
        spared = sum(
            button.sizeHint().width() - button.iconSize().width() - 2 * _AROUND_ICON
            for button in self._worded
            if button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon and not button.isChecked()
        )
        return QSize(super().sizeHint().width() - spared, self._full.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words where there is room for them."""
        super().resizeEvent(event)
        roomy = self.width() >= self._full.width()
        for button in self._worded:
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            button.setToolButtonStyle(style if roomy or button.isChecked() else Qt.ToolButtonStyle.ToolButtonIconOnly)

    def show_choice(self, name: str) -> None:
        """Mark the one that is shown."""
        self.actions_by_name.get(name, next(iter(self.actions_by_name.values()))).setChecked(True)

    def _choose(self, name: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(name)
