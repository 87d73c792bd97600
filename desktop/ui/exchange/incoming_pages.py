"""The right side of the page: what arrived or, where anything does, what waits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.widgets.number_text import counted


class IncomingPages(QWidget):
    """Two lists under one heading; where nothing waits, only the first and no choice."""

    def __init__(self, arrived: QWidget, waiting: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(_("What arrived"), self)
        self.heading.setObjectName("sideHeading")
        self.arrived, self.waiting = QToolButton(self), QToolButton(self)
        self.arrived.setText(_("What a&rrived"))
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 12, 16, 8)
        row.setSpacing(6)
        row.addWidget(self.heading)
        for button in (self.arrived, self.waiting):
            button.setObjectName("sideSwitch")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.hide()
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(arrived)
        self.pages.addWidget(waiting)
        self.arrived.setChecked(True)
        self.arrived.toggled.connect(lambda on: self.pages.setCurrentIndex(0 if on else 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.pages, 1)

    def show_count(self, count: int) -> None:
        """So many things wait."""
        self.heading.setVisible(not count)
        self.arrived.setVisible(count > 0)
        self.waiting.setVisible(count > 0)
        self.waiting.setText(_("&Waiting: {count}").format(count=counted(count)))
        if not count:
            self.arrived.setChecked(True)

    def show_waiting(self) -> None:
        """Go to what waits."""
        if self.waiting.isVisibleTo(self):
            self.waiting.setChecked(True)
