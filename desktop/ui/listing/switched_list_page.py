"""A list on a page of its own, with the switch to the other lists under the same button of the rail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.listing.list_page import ListPage

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.listing.list_spec import ListSpec
    from desktop.ui.listing.page_switch import PageSwitch


class SwitchedListPage(ListPage):
    """`make_switch` makes the switch with this page as its parent."""

    def __init__(
        self, desk: Desk, listed: ListSpec, make_switch: Callable[[QWidget], PageSwitch], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, listed, parent)
        self.switch = make_switch(self)
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
