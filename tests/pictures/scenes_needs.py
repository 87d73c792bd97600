"""Needs, offers, who fits one of them, and the whole matching."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.desk import Desk
from desktop.ui.needs import MatchingPage, NeedsPage, OffersPage
from desktop.ui.needs.list_specs import MATCHES
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm, list_page


def needs(desk: Desk) -> QWidget:
    return list_page(desk, NeedsPage, row=1)


def offers(desk: Desk) -> QWidget:
    return list_page(desk, OffersPage, "theme:drainage", 0)


def no_needs(desk: Desk) -> QWidget:
    return list_page(own_desk(desk), NeedsPage)


def matches(desk: Desk) -> QWidget:
    made = list_page(desk, NeedsPage, "drains", 0)
    assert isinstance(made, NeedsPage)
    made.side.editor.pages.turn_to(MATCHES)
    calm(desk)
    return made


def matching(desk: Desk) -> QWidget:
    made = MatchingPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    if (first := made.tree.topLevelItem(0)) is not None:
        first.setExpanded(True)
    made.enter()
    QApplication.setActiveWindow(made)
    return made


def nothing_to_match(desk: Desk) -> QWidget:
    return matching(own_desk(desk))


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "needs-list": needs,
    "needs-offers": offers,
    "needs-empty": no_needs,
    "needs-matches": matches,
    "needs-matching": matching,
    "needs-nothing-to-match": nothing_to_match,
}
