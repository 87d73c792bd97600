"""The page of relations: the picture and the table say the same, by mouse and by keyboard, and each organisation opens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.network.relations_page import RelationsPage
from desktop.visits.network_record import PARTNER_OF, VISITED
from tests.ui.empty_desk import desk

__all__ = ["desk"]


def _rows(page: RelationsPage) -> list[str]:
    table = page.table
    return [str(table.data(table.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)) for row in range(table.rowCount())]


def test_relations_are_seen_narrowed_and_opened(qtbot: QtBot, desk: Desk) -> None:
    page = RelationsPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    qtbot.waitUntil(lambda: page.empty.isVisible() and page.empty.words == "No relations yet")

    journal = desk.workspace.journal
    ids = {name: journal.create("organisation", {"name": name}) for name in ("Accra", "Bern", "Cork", "Deva")}
    journal.create("visit", {"title": "To Accra", "start": "2025", f"organisations/host:{ids['Accra']}": True,
                             f"organisations/visitor:{ids['Bern']}": True})  # fmt: skip
    journal.create("activity", {"title": "Project", "kind": "project", f"organisations/lead:{ids['Accra']}": True,
                                f"organisations/partner:{ids['Cork']}": True})  # fmt: skip
    qtbot.waitUntil(lambda: page.graph.isVisible() and not page.graph.refining)
    assert _rows(page) == ["Bern Visited Accra", "Accra Partner of Cork"]
    assert page.count_words() == "2 relations" and page.said.text() == "3 organisations have relations with others."

    wanted: list[str] = []
    desk.record_wanted.connect(wanted.append)
    page.enter()
    keys = Qt.Key
    QTest.keyClick(page.graph, keys.Key_Down)
    assert page.said.text() == "Relations of Accra" and len(_rows(page)) == 2, "the one with the most relations first"
    seen = {page.graph.node}
    for key in (keys.Key_Left, keys.Key_Right, keys.Key_Right, keys.Key_Up, keys.Key_Down):
        QTest.keyClick(page.graph, key)
        seen.add(page.graph.node)
    assert seen == {0, 1, 2}, "arrows reach each of them"
    page.graph.choose(1)
    assert "Bern: related to 1 other organisation." in page.graph.accessibleDescription()
    QTest.keyClick(page.graph, keys.Key_Return)
    assert wanted == [ids["Bern"]] and _rows(page) == ["Bern Visited Accra"]
    before = page.graph.zoomed
    QTest.keyClick(page.graph, keys.Key_Plus)
    assert page.graph.zoomed > before
    QTest.keyClick(page.graph, keys.Key_Escape)
    assert page.graph.node == -1 and len(_rows(page)) == 2

    place = page.graph.place_of(2).toPoint()
    QTest.mouseDClick(page.graph, Qt.MouseButton.LeftButton, pos=place)
    assert wanted[-1] == ids["Cork"] and page.graph.node == 2
    page.show_all.trigger()
    page.kinds[VISITED].click()
    assert _rows(page) == ["Accra Partner of Cork"]
    page.kinds[VISITED].click()
    page.kinds[PARTNER_OF].click()
    QTest.keyClicks(page.search, "bern")
    assert _rows(page) == ["Bern Visited Accra"]
    page.rows.setCurrentIndex(page.table.index(0, 2))
    QTest.keyClick(page.rows, keys.Key_Return)
    assert wanted[-1] == ids["Accra"], "the cell of the second one opens the second one"
    positions = [page.graph.place_of(node) for node in range(3)]
    journal.edit(ids["Deva"], {"name": "Deva, unrelated"})
    with qtbot.waitSignal(page.count_changed):
        page.read()
    assert [page.graph.place_of(node) for node in range(3)] == positions, "nothing moves where nothing of it changed"
