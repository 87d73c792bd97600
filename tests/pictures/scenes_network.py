"""The pages of the network: organisations and people, their searches, empty states and one record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.ui.desk import Desk
from desktop.ui.network import OrganisationsPage, PeoplePage
from desktop.ui.network.list_specs import OVERVIEW
from desktop.ui.network.relations_page import RelationsPage
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm, list_page, still


def organisations(desk: Desk) -> QWidget:
    return list_page(desk, OrganisationsPage, row=8)


def people(desk: Desk) -> QWidget:
    return list_page(desk, PeoplePage, row=2)


def overview(desk: Desk) -> QWidget:
    made = list_page(desk, OrganisationsPage, "kisumu", 0)
    made.side.editor.pages.turn_to(OVERVIEW)
    calm(desk)
    made.side.editor.part(OVERVIEW).tree.expandAll()  # type: ignore[attr-defined, union-attr]
    return made


def not_reached(desk: Desk) -> QWidget:
    return list_page(desk, OrganisationsPage, "membership:member country:KE reached:no")


def silent(desk: Desk) -> QWidget:
    return list_page(desk, OrganisationsPage, "membership:member silent:1y", 0)


def searches(desk: Desk) -> QWidget:
    made = list_page(desk, OrganisationsPage)
    menu = QMenu()
    made.searches.fill(menu, "membership:member reached:no", ())
    return menu


def empty(desk: Desk) -> QWidget:
    made = list_page(desk, PeoplePage)
    made.view.selectAll()
    made.delete_selected()
    calm(desk)
    picture = made.grab()
    desk.workspace.journal.undo()
    return still(made, picture)  # type: ignore[arg-type]


def _relations(desk: Desk, name: str = "") -> RelationsPage:
    made = RelationsPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    deadline = QDeadlineTimer(20_000)
    while made.graph.refining and not deadline.hasExpired():
        QApplication.processEvents()
    if name:
        made.search.setText(name)
        QTest.keyClick(made.search, Qt.Key.Key_Return)
    made.enter()
    QApplication.setActiveWindow(made)
    return made


def relations(desk: Desk) -> QWidget:
    return _relations(desk)


def relations_of_one(desk: Desk) -> QWidget:
    return _relations(desk, "quito")


def no_relations(desk: Desk) -> QWidget:
    return _relations(own_desk(desk))


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "network-organisations": organisations,
    "network-people": people,
    "network-overview": overview,
    "network-not-reached": not_reached,
    "network-silent": silent,
    "network-searches": searches,
    "network-empty": empty,
    "network-relations": relations,
    "network-relations-of-one": relations_of_one,
    "network-no-relations": no_relations,
}
