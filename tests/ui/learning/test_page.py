"""The page of courses: what a person sees of a run, and a list on its way from the question to what the file holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.learning.learner_import import CLOSED
from desktop.ui.desk import Desk
from desktop.ui.learning import LearningPage
from desktop.ui.learning.import_dialog import ImportLearnersDialog
from tests.learning.populations import SHAPES, people, write_shape
from tests.ui.empty_desk import desk

__all__ = ["desk"]


def _texts(page: LearningPage | ImportLearnersDialog) -> list[list[str]]:
    table = page.run_view.counts if isinstance(page, LearningPage) else page.table
    items = [[table.item(row, column) for column in range(5)] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in items]


@pytest.mark.answers_dialogs
def test_a_list_is_chosen_counted_seen_and_the_run_closed(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = LearningPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.empty.isVisible() and page.empty.words == "No courses yet")

    journal = desk.workspace.journal
    course = journal.create("activity", {"title": "Cities that learn", "kind": "mooc"})
    qtbot.waitUntil(lambda: page.list.rowCount() == 1 and page.list.isVisible())
    assert page.state.text().startswith("Add a run") and not page.import_list.isEnabled()
    run = journal.create("run", {"parent": course, "name": "2026", "enrolled": 12})
    qtbot.waitUntil(lambda: page.import_list.isEnabled())
    assert _texts(page) == [["All learners", "12", "", "", ""]]

    page.ask_list()
    dialog = next(each for each in page.findChildren(ImportLearnersDialog) or _dialogs())
    profiles = next(each for each in SHAPES if each.name == "openedx-profiles")
    dialog.read_list(write_shape(profiles, tmp_path, people(42)))
    qtbot.waitUntil(dialog.do.isEnabled)
    seen = _texts(dialog)
    assert seen[:2] == [["Up to now", "12", "", "", ""], ["All learners, with this list", "42", "0", "0", "0"]]
    assert ["Kenya", "18", "0", "0", "0"] in seen
    QTest.keyClick(dialog.do, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: page.state.text() == "1 list was counted.")
    assert ["All learners", "42", "0", "0", "0"] in _texts(page)
    spoken = page.run_view.counts.item(0, 1)
    assert spoken is not None
    assert spoken.data(Qt.ItemDataRole.AccessibleTextRole) == "All learners, Enrolled: 42"
    found = desk.workspace.record(run, "run")
    assert found is not None and found.values["enrolled"] == 42

    wanted: list[str] = []
    desk.record_wanted.connect(wanted.append)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    page.run_view.counts.setCurrentCell(0, 1)
    QTest.keyClick(page.run_view.counts, Qt.Key.Key_Return)
    assert wanted == [course, course]

    monkeypatch.setattr(QMessageBox, "question", _agree)
    page.close_it.trigger()
    qtbot.waitUntil(lambda: page.state.text().startswith("Closed"))
    assert not page.import_list.isEnabled()
    closed = desk.workspace.record(run, "run")
    assert closed is not None and closed.values["learner_lists"] == CLOSED


def _agree(*_all: object) -> QMessageBox.StandardButton:
    return QMessageBox.StandardButton.Yes


def _dialogs() -> list[ImportLearnersDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, ImportLearnersDialog)]
