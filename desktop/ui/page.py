"""What the window asks of each of its pages."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

ACTIVITIES = "activities"
VISITS = "visits"
ORGANISATIONS = "organisations"
PEOPLE = "people"
RELATIONS = "relations"
LEARNING = "learning"
MODULES = "modules"
TRAININGS = "trainings"
FORUM = "forum"
NEEDS = "needs"
OFFERS = "offers"
MATCHING = "matching"
CONFLICTS = "conflicts"
EXCHANGE = "exchange"
PROGRAMME = "programme"
EVIDENCE = "evidence"
GOALS = "goals"
INDICATORS = "indicators"
BIN = "bin"
"""Names of pages, as the list in `pages.py` has them."""


class Page(QWidget):
    """Made as `Page(desk, parent)` when it is first wanted, for one desk and one language. What it lacks, it leaves."""

    count_changed = Signal(str)
    """How many are listed, or selected, in words."""
    bin_shown = Signal(bool)

    def enter(self) -> None:
        """The person comes from the menu, the rail or by a key: as the page begins, with the keyboard in it."""

    def finish(self) -> None:
        """Hand what is being typed to the writer."""

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions by the menus they belong to: "edit", "view" and "record"."""
        return {}

    def menu_title(self) -> str:
        """The title of the menu with its actions of "record"."""
        return ""

    def count_words(self) -> str:
        """How many are listed, or selected; "" where the page lists none."""
        return ""

    def tab(self, window: QWidget, *, forward: bool) -> bool:
        """Move the keyboard as Tab does in a window with this page; False leaves it to Qt."""
        return False


class Counter(QObject):
    """Made as `Counter(desk, parent)` with the window: how many things of a page are to be looked at, without the page."""

    counted = Signal(int)
    count = 0

    def words(self) -> str:
        """The name of the page's button for a screen reader, with the number; "" for the page's title."""
        return ""
