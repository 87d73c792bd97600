"""The switch between lists that stand on pages of their own, under one button of the rail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.listing.switch import Switch


class PageSwitch(Switch):
    """Each page of a list has one of its own, on which its own list is always down.

    `lists`: (name of the page, English source of its words, icon); `shown`: the name of the page that it stands on.
    """

    other_list_wanted = Signal(str)  # the name of its page

    def __init__(self, lists: Sequence[tuple[str, str, str]], shown: str, parent: QWidget) -> None:
        super().__init__(lists, shown, parent, with_words=True)
        self._shown = shown
        self.chosen.connect(self._choose_list)

    def actions_for_menu(self) -> list[QAction]:
        """The lists."""
        return list(self.actions_by_name.values())

    def _choose_list(self, name: str) -> None:
        self.show_choice(self._shown)
        if name != self._shown:
            self.other_list_wanted.emit(name)
