"""The page of trainings: what is seen of who trained whom, searched, narrowed and opened by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.learning import TrainingsPage
from desktop.ui.widgets.tree_items import tree_lines
from tests.ui.empty_desk import desk

__all__ = ["desk"]


def test_the_tree_is_seen_searched_narrowed_and_opened(qtbot: QtBot, desk: Desk) -> None:
    page = TrainingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.empty.isVisible)
    create = desk.workspace.journal.create
    amina, lea, omar = (create("person", {"name": name}) for name in ("Amina", "Léa", "Omar"))
    first = {"kind": "training_of_trainers", "start": "2023-05", "modules/UCLG:SDG-1": True, "participants_total": 20}
    create("activity", {"title": "Lomé", **first, f"people/trainer:{amina}": True, f"people/participant:{lea}": True})
    second = {"kind": "training", "start": "2024", "participants_total": 35, "local_governments": 7}
    town = create(
        "activity", {"title": "Kara", **second, f"people/trainer:{lea}": True, f"people/participant:{omar}": True}
    )
    qtbot.waitUntil(lambda: len(tree_lines(page.tree)) == 4)
    assert tree_lines(page.tree) == ["Amina", "  Lomé", "    Léa", "      Kara"]
    assert page.total.text() == "1 trainer trained · 2 trainings given · 7 local governments · 55 people"

    page.search.setText("kara")
    assert len(tree_lines(page.tree)) == 4
    page.search.setText("omar")  # a participant of a training is no trainer
    assert tree_lines(page.tree) == []
    page.search.clear()
    years = page.filters["year"]
    years.setCurrentIndex(years.findData("2024"))
    assert tree_lines(page.tree) == ["Léa", "  Kara"]
    assert page.total.text().startswith("0 trainers trained · 1 training given")

    wanted: list[str] = []
    desk.record_wanted.connect(wanted.append)
    page.enter()
    QTest.keyClick(page.tree, Qt.Key.Key_Home)
    QTest.keyClick(page.tree, Qt.Key.Key_Down)
    assert page.title.text() == "Kara"
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    assert wanted == [town]
