"""The pages of needs and of offers, each a list as that of the activities, below the switch of the Learning page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.listing.list_page import ListPage
from desktop.ui.needs.list_specs import NeedListSpec, OfferListSpec
from desktop.ui.page import NEEDS, OFFERS

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.listing.list_spec import ListSpec


class _BothPage(ListPage):
    """One of the two lists."""

    def __init__(self, desk: Desk, listed: ListSpec, shown: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, listed, parent)
        self.switch = LearningSwitch(shown, self)
        for button in self.switch.findChildren(QToolButton):  # five words have no room beside the button for a new one
            if not button.isChecked():
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
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


class NeedsPage(_BothPage):
    """Needs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NeedListSpec(desk), NEEDS, parent)


class OffersPage(_BothPage):
    """Offers."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, OfferListSpec(desk), OFFERS, parent)
