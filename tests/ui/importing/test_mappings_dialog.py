"""The window of saved mappings: renamed, deleted, exported and imported where the person is, each step undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.exchange import apply_import, guess_mapping, open_table, plan_import, saved_mapping, saved_mappings
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.importing import MappingsDialog
from desktop.ui.settings import Settings
from desktop.workspace import Workspace
from tests.access_keys import clashes

Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    table = tmp_path / "Courses 2024.csv"
    table.write_text("Title,State,Phone\nWalls,planned,+51 1 555 0101\n", "utf-8")
    opened = open_table(table)
    apply_import(workspace, plan_import(workspace, opened, guess_mapping(opened)))
    made = Desk(workspace, Background(), Writer(), Settings())
    yield made
    made.close()


def sources(desk: Desk) -> list[str]:
    return [each.source for each in saved_mappings(desk.workspace)]


def test_mappings_are_renamed_deleted_exported_and_imported(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = MappingsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1)
    item = dialog.tree.topLevelItem(0)
    assert item is not None and [item.text(0), item.text(2)] == ["Courses 2024", "Courses 2024.csv"]
    assert "20" in item.text(3)
    children = [item.child(place) for place in range(item.childCount())]
    assert [(each.text(0), each.text(1)) for each in children if each] == [
        ("Title", "Title"),
        ("State", "Status"),
        ("Phone", "Keep on this desk only"),
    ]
    assert clashes(dialog) == []

    def rename(name: str) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog.tree, Key.Key_F2)
        qtbot.waitUntil(lambda: dialog.findChild(QInputDialog) is not None)
        asking = dialog.findChild(QInputDialog)
        assert asking is not None
        field = asking.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.findChild(QInputDialog) is None)

    rename(" ")
    qtbot.waitUntil(lambda: "The name is empty." in dialog.status.text())
    rename("Training")
    qtbot.waitUntil(lambda: dialog.saved is not None and dialog.saved.source == "Training")
    assert sources(desk) == ["Training"]

    out = tmp_path / "out.json"

    def chosen(*_asked: object) -> tuple[str, str]:
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    dialog.export.click()
    qtbot.waitUntil(lambda: "out.json" in dialog.status.text())
    assert json.loads(out.read_text("utf-8"))["source"] == "Training"

    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.tree, Key.Key_Delete)
    qtbot.waitUntil(lambda: sources(desk) == [])
    qtbot.waitUntil(dialog.undo.isEnabled)
    dialog.undo.click()
    qtbot.waitUntil(lambda: sources(desk) == ["Training"] and dialog.tree.topLevelItemCount() == 1)
    restored = saved_mapping(desk.workspace, "Training")
    assert restored is not None and restored.file == "Courses 2024.csv"

    whole = json.loads(out.read_text("utf-8")) | {"source": "From Kisumu"}
    out.write_text(json.dumps(whole), "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    dialog.import_file.click()
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 2)
    qtbot.waitUntil(lambda: dialog.saved is not None and dialog.saved.source == "From Kisumu" and not dialog.saved.file)
    out.write_text("no mapping", "utf-8")
    dialog.import_file.click()
    qtbot.waitUntil(lambda: "cannot be used" in dialog.status.text() or "does not say" in dialog.status.text())
    assert sources(desk) == ["From Kisumu", "Training"]


def test_without_any_it_says_how_they_come(qtbot: QtBot, desk: Desk) -> None:
    dialog = MappingsDialog(desk)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1)
    dialog.delete.click()
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 0)
    assert not dialog.rename.isEnabled() and dialog.import_file.isEnabled()
