"""The switch between the lists of the Learning page. A list more is a line here, its name in `page.py`, and a page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import N_
from desktop.ui.listing.switch import Switch
from desktop.ui.page import LEARNING, MATCHING, MODULES, NEEDS, OFFERS, TRAININGS

_LISTS = (
    (LEARNING, N_("Courses"), "learning"),
    (MODULES, N_("Modules"), "board"),
    (TRAININGS, N_("Trainings"), "person"),
    (NEEDS, N_("Needs"), "needs"),
    (OFFERS, N_("Offers"), "offers"),
    (MATCHING, N_("Matching"), "matching"),
)


class LearningSwitch(Switch):
    """Each page of a list has one of its own, on which its own list is always down."""

    other_list_wanted = Signal(str)  # the name of its page

    def __init__(self, shown: str, parent: QWidget) -> None:
        """`shown`: the name of the page."""
        super().__init__(_LISTS, shown, parent, with_words=True)
        self._shown = shown
        self.chosen.connect(self._choose_list)

    def actions_for_menu(self) -> list[QAction]:
        """The lists."""
        return list(self.actions_by_name.values())

    def _choose_list(self, name: str) -> None:
        self.show_choice(self._shown)
        if name != self._shown:
            self.other_list_wanted.emit(name)
