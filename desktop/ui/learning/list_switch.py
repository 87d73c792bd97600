"""The switch between the lists of the Learning page. A list more is a line here, its name in `page.py`, and a page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import N_
from desktop.ui.listing.page_switch import PageSwitch
from desktop.ui.page import LEARNING, MATCHING, MODULES, NEEDS, OFFERS, TRAININGS

_LISTS = (
    (LEARNING, N_("Courses"), "learning"),
    (MODULES, N_("Modules"), "board"),
    (TRAININGS, N_("Trainings"), "person"),
    (NEEDS, N_("Needs"), "needs"),
    (OFFERS, N_("Offers"), "offers"),
    (MATCHING, N_("Matching"), "matching"),
)


class LearningSwitch(PageSwitch):
    """Courses, modules, trainings, needs, offers and their matching."""

    def __init__(self, shown: str, parent: QWidget) -> None:
        """`shown`: the name of the page."""
        super().__init__(_LISTS, shown, parent)
