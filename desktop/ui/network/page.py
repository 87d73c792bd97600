"""The pages of organisations and of people, each a list as that of the activities, and a switch between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import N_
from desktop.ui.listing.list_page import ListPage
from desktop.ui.listing.switch import Switch
from desktop.ui.network.list_specs import OrganisationListSpec, PersonListSpec
from desktop.ui.page import ORGANISATIONS, PEOPLE

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.listing.list_spec import ListSpec


_LISTS = ((ORGANISATIONS, N_("Organisations"), "network"), (PEOPLE, N_("People"), "person"))


class NetworkPage(ListPage):
    """One of the two lists."""

    other_list_wanted = Signal(str)  # the name of its page

    def __init__(self, desk: Desk, listed: ListSpec, shown: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, listed, parent)
        self.switch = Switch(_LISTS, shown, self, with_words=True)
        self.switch.chosen.connect(self._choose_list)
        self._shown = shown
        self.area.put_above(self.switch)

    def enter(self) -> None:
        """The keyboard goes into the search: letters find at once, and it does not stay with the other list."""
        super().enter()
        self.setFocus()

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions, and the way to the other list."""
        found = super().actions_for_menu()
        line = QAction(self)
        line.setSeparator(True)
        found["view"] = [*self.switch.actions_by_name.values(), line, *found["view"]]
        return found

    def _choose_list(self, name: str) -> None:
        self.switch.show_choice(self._shown)  # the other page has a switch of its own
        if name != self._shown:
            self.other_list_wanted.emit(name)


class OrganisationsPage(NetworkPage):
    """Organisations."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, OrganisationListSpec(), ORGANISATIONS, parent)


class PeoplePage(NetworkPage):
    """People."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PersonListSpec(), PEOPLE, parent)
