"""A list among those of the Learning page: its rows, and the switch to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.listing.list_page import ListPage

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.listing.list_spec import ListSpec


class LearningListPage(ListPage):
    """`shown`: the name of the page."""

    def __init__(self, desk: Desk, listed: ListSpec, shown: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, listed, parent)
        self.switch = LearningSwitch(shown, self)
        self.area.put_above(self.switch)

    def enter(self) -> None:
        """The keyboard goes into the search: it does not stay with the other list."""
        super().enter()
        self.setFocus()

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions, and the ways to the other lists."""
        found = super().actions_for_menu()
        line = QAction(self)
        line.setSeparator(True)
        found["view"] = [*self.switch.actions_for_menu(), line, *found["view"]]
        return found
