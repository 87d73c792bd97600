"""The right side of the page: the partner that is selected, what arrived, what waits, and what others ask for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.widgets.number_text import counted


class IncomingPages(QWidget):
    """Pages under one heading, each with a button while there is something on it; where only one has anything, no choice."""

    def __init__(
        self, partner: QWidget, arrived: QWidget, waiting: QWidget, requests: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.heading = QLabel(_("Received"), self)
        self.heading.setObjectName("sideHeading")
        self.partner, self.arrived, self.waiting, self.requests = (QToolButton(self) for _each in range(4))
        self._buttons = (self.partner, self.arrived, self.waiting, self.requests)
        self.partner.setText(_("&Partner"))
        self.arrived.setText(_("&Received"))
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 12, 16, 8)
        row.setSpacing(6)
        row.addWidget(self.heading)
        for place, button in enumerate(self._buttons):
            button.setObjectName("sideSwitch")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.hide()
            self._group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        self.pages = QStackedWidget(self)
        for page in (partner, arrived, waiting, requests):
            self.pages.addWidget(page)
        self._group.idToggled.connect(self._toggle)
        self.arrived.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.pages, 1)

    def show_counts(self, *, partners: bool, waiting: int, requests: int, any_request: bool) -> None:
        """Are there partners? So many things wait, and so many requests do; `any_request`: some were answered before."""
        choice = partners or waiting > 0 or any_request
        self.heading.setVisible(not choice)
        self.arrived.setVisible(choice)
        self.partner.setVisible(partners)
        self.waiting.setVisible(waiting > 0)
        self.waiting.setText(_("&Waiting: {count}").format(count=counted(waiting)))
        self.requests.setVisible(any_request)
        self.requests.setText(_("Re&quests: {count}").format(count=counted(requests)) if requests else _("Re&quests"))
        shown = self._group.checkedButton()
        if shown is not None and not shown.isVisibleTo(self):
            self.arrived.setChecked(True)

    def _toggle(self, place: int, on: bool) -> None:
        """Tab leads to the one that is chosen, the arrow keys to the others."""
        self._buttons[place].setFocusPolicy(Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus)
        if on:
            self.pages.setCurrentIndex(place)

    def show_waiting(self) -> None:
        """Go to what waits."""
        self._go(self.waiting)

    def show_partner(self) -> None:
        """Go to the partner that is selected."""
        self._go(self.partner)

    def show_requests(self) -> None:
        """Go to what others ask for."""
        self._go(self.requests)

    def _go(self, button: QToolButton) -> None:
        if button.isVisibleTo(self):
            button.setChecked(True)
