"""Which members of ours in Kenya have not been reached yet? From the question to the table, with the mouse and by keyboard."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from tests.journeys.person import Person, plain

WANTED = ["County Government of Mombasa", "County Government of Nakuru"]


def _names(path: Path) -> list[str]:
    return [row["name"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())]


def test_who_was_not_reached_yet(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(qtbot, window)
    targets = [tmp_path / "by mouse.csv", tmp_path / "by keyboard.csv", tmp_path / "people.csv"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(targets[0]), ""))
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60)

    # With the mouse: the page, three facets, the list as a table.
    person.press("Network")
    person.list = "organisations"
    person.until(lambda: window.view is not None and window.view.is_shown("organisations") and person.listed == 47)
    for facet in ("Member", "Kenya", "Not reached yet"):
        person.click_facet(facet)
        person.until(
            lambda facet=facet: any(facet in words for words in person.page.query().describe()) or facet[0] == "N"
        )
    person.until(lambda: person.titles() == WANTED)
    assert person.page.query().text == "membership:member country:Kenya reached:no"
    person.press("Export the list")
    person.until(lambda: "2 organisations written to by mouse.csv." in window.message.words)
    assert _names(targets.pop(0)) == WANTED

    # A search that is there from the first day says what it means.
    person.choose("View", "Saved searches", "Members not reached yet")
    person.until(lambda: person.page.query().text == "membership:member reached:no" and person.listed == 2)
    person.until(lambda: "no activity, visit or course" in person.page.area.note.text())
    assert person.page.area.star.accessibleName() == "Saved search: Members not reached yet"

    # By keyboard: the page by its key, the search, and the table.
    person.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: window.view is not None and window.view.is_shown("activities"))
    person.key(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: window.view is not None and window.view.is_shown("organisations"))
    person.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    person.replace_text(person.page.area.line, "membership:member country:KE reached:no")
    person.until(lambda: person.titles() == WANTED)
    person.tab_to(lambda each: isinstance(each, QAbstractButton) and plain(each.text()).startswith("Export the list"))
    person.key(Qt.Key.Key_Space)
    person.until(lambda: "written to by keyboard.csv." in window.message.words)
    assert _names(targets.pop(0)) == WANTED

    # Their people: who has not agreed is left out, and that is said.
    person.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    person.list = "people"
    person.until(lambda: window.view is not None and window.view.is_shown("people") and person.listed == 22)
    person.until(lambda: person.page.area.line.hasFocus())
    person.type("country:KE reached:no")
    person.until(lambda: person.titles() == ["Daniel Cheruiyot", "Zainab Mwakio"])
    person.press("Export the list")
    person.until(lambda: "1 person has not agreed" in window.message.words)
    assert _names(targets.pop(0)) == ["Zainab Mwakio"]
