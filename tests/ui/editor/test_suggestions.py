"""Suggestions below the fields of codes: from what is typed, accepted by key and click, dismissed, undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.editor.suggestion_line import SuggestionLine
from tests.ui.editor.conftest import Editing


def line(editing: Editing, name: str) -> SuggestionLine:
    return next(each for each in editing.form.rows[name].findChildren(SuggestionLine) if each.field.name == name)


def shown(editing: Editing, name: str) -> list[str]:
    return [chip.suggestion.code for chip in line(editing, name).chips]


def test_a_title_suggests_codes_which_are_set_by_a_click_alone(qtbot: QtBot, editing: Editing) -> None:
    id = editing.workspace.journal.create("activity", {"title": "Cash transfers to the poorest of the poor"})
    editing.show(id)
    qtbot.waitUntil(lambda: {"SDG:1.1", "SDG:1.3"} <= set(shown(editing, "targets")))
    assert not [name for name in editing.record(id).values if "/" in name]
    chip = next(each for each in line(editing, "targets").chips if each.suggestion.code == "SDG:1.3")
    assert "<b>Cash</b> <b>transfers</b>" in chip.toolTip() and "“Cash”" in chip.accessibleDescription()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editing.record(id).values.get("targets/SDG:1.3") == "principal")
    qtbot.waitUntil(lambda: "SDG:1.3" not in shown(editing, "targets") and bool(shown(editing, "targets")))
    editing.rest()
    other = line(editing, "targets").chips[0]
    dismissed = other.suggestion.code
    QTest.keyClick(other, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: dismissed not in shown(editing, "targets"))
    editing.rest()
    editing.journal.undo()
    editing.rest()
    assert not [name for name in editing.record(id).values if "/" in name]
    editing.type("title", "After an earthquake: ")
    qtbot.waitUntil(lambda: shown(editing, "hazards") == ["HIP:GH0101"])
    qtbot.waitUntil(lambda: "SDG:1.3" in shown(editing, "targets"))
    assert dismissed not in shown(editing, "targets")
    editing.leave()
