"""A list among those of the Learning page: its rows, and the switch to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.listing.switched_list_page import SwitchedListPage

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.listing.list_spec import ListSpec


class LearningListPage(SwitchedListPage):
    """`shown`: the name of the page."""

    def __init__(self, desk: Desk, listed: ListSpec, shown: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, listed, lambda page: LearningSwitch(shown, page), parent)
