"""The page of learning modules: a list as that of the activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.learning.module_list import ModuleListSpec
from desktop.ui.listing.list_page import ListPage
from desktop.ui.page import MODULES

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ModulesPage(ListPage):
    """Modules, and the switch to the other lists of learning."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, ModuleListSpec(), parent)
        self.switch = LearningSwitch(MODULES, self)
        self.area.put_above(self.switch)

    def enter(self) -> None:
        """The keyboard goes into the search."""
        super().enter()
        self.setFocus()

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions, and the ways to the other lists."""
        found = super().actions_for_menu()
        line = QAction(self)
        line.setSeparator(True)
        found["view"] = [*self.switch.actions_for_menu(), line, *found["view"]]
        return found
