"""The map on the overview: by keyboard from mark to mark, closer, and into the list; the countries beside it say the same."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.catalogue import list_of, parse
from desktop.ui.desk import Desk
from desktop.ui.overview.page import OverviewPage
from tests.ui.overview.test_overview import desk, page, read

__all__ = ["desk", "page"]
Key = Qt.Key


def test_marks_and_countries_open_what_they_count(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    create = desk.workspace.journal.create
    for title, coordinates in (("A", "-1.29,36.82"), ("B", "-1.1,37.01"), ("C", "")):
        values = {"title": title, "country": "KE", **({"coordinates": coordinates} if coordinates else {})}
        create("activity", dict(values))
    create("activity", {"title": "D", "coordinates": "-16.8,179.99"})
    create("activity", {"title": "E"})
    read(qtbot, page)
    view, wanted = page.map.map, list[str]()

    def note(_type: str, query: str) -> None:
        wanted.append(query)

    page.list_wanted.connect(note)
    qtbot.waitUntil(lambda: bool(view.marks))
    listing = list_of(desk.workspace, "activity")
    assert sorted((mark.count, mark.square) for mark in view.marks) == [(1, False), (1, True), (2, False)]
    view.setFocus()
    for _mark in view.marks:
        QTest.keyClick(view, Key.Key_Return)
        assert listing.count(parse(wanted.pop())) == view.marks[view.current].count
        QTest.keyClick(view, Key.Key_Right)
    for _step in range(12):  # as close as it goes: two places that were one are two
        QTest.keyClick(view, Key.Key_Plus)
    assert sorted(mark.count for mark in view.marks) == [1, 1, 1, 1]
    QTest.keyClick(view, Key.Key_Home)
    assert view.view.zoom == 1 and len(view.marks) == 3

    lines = page.map.countries.lines()
    assert [(line.title, line.right) for line in lines] == [("Kenya", "3"), ("No country given", "2")]
    assert [listing.count(parse(line.id)) for line in lines] == [3, 2]
    assert "1 has neither place nor country." in page.map.about.text()

    page.map.region.setCurrentIndex(page.map.region.findData("014"))
    page.map.region.activated.emit(page.map.region.currentIndex())
    assert view.view.zoom > 1.5 and view.view.x > 0
