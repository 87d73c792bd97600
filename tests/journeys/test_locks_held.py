"""A day's use of the window while a transaction is under way: whatever it shows, SQLite's locks on the file are held."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.workspace.storage import connections
from tests.journeys.person import Person
from tests.workspace.test_locks import locks_on


def test_a_transaction_keeps_its_lock_whatever_the_window_shows(
    qtbot: QtBot, window: MainWindow, documents: Path, outside: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(qtbot, window)
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60 and person.saved())
    assert window.desk is not None
    workspace = window.desk.workspace
    path = workspace.path
    monkeypatch.setattr(connections, "BUSY_MS", 1)  # what has to write is refused, and does not wait

    with workspace.journal.group("edit"):
        workspace.journal.create("activity", {"title": "Under way"})
        if not (before := locks_on(path)):
            pytest.skip("the system does not show its locks")

        person.page.area.line.setFocus()
        person.type("plan")
        person.until(lambda: 0 < person.listed < 60)
        assert locks_on(path) == before
        person.click_facet("Completed")
        person.until(lambda: person.page.query().has("status", "completed"))
        assert locks_on(path) == before
        person.choose("Edit", "Clear the search")
        person.until(lambda: person.listed == 60)
        person.click_row(person.page.view, 2)
        person.until(lambda: person.editor.form() is not None)
        assert locks_on(path) == before

        window.menus.pages["visits"].trigger()
        window.menus.pages["exchange"].trigger()
        window.operations.backups.back_up()
        person.until(lambda: "Another program is using" in window.message.words)
        assert locks_on(path) == before
        window.menus.pages["activities"].trigger()
    person.until(person.saved)
    assert workspace.in_conflict() == set()
