"""The window of own terms: added, refused, edited, retired, merged and undone where the person is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.catalogue import own_terms
from desktop.ui.desk import Desk
from desktop.ui.terms import OwnTermsDialog
from desktop.ui.terms.merge_dialog import MergeTermDialog
from desktop.ui.terms.term_dialog import TermDialog
from desktop.ui.widgets.choice import ChoiceBox
from tests.ui.activities.conftest import desk, made

__all__ = ["desk", "made"]


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, tmp_path: Path) -> OwnTermsDialog:
    shown = OwnTermsDialog(desk)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.tree.topLevelItemCount() > 0)
    return shown


def labels(dialog: OwnTermsDialog) -> list[str]:
    groups = (dialog.tree.topLevelItem(place) for place in range(dialog.tree.topLevelItemCount()))
    return [group.child(place).text(0) for group in groups if group for place in range(group.childCount())]


def test_a_term_is_added_used_retired_merged_and_each_step_undone(
    qtbot: QtBot, desk: Desk, dialog: OwnTermsDialog
) -> None:
    kinds = ChoiceBox("kinds")
    qtbot.addWidget(kinds)
    assert "No term was added yet" in dialog.status.text() and not dialog.edit.isEnabled()
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)  # on the first list: Enter adds
    form = dialog.findChild(TermDialog)
    assert form is not None
    QTest.keyClicks(form.name, "Training")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "already" in form.problem.text())
    form.name.selectAll()
    QTest.keyClicks(form.name, "Hill camp")
    QTest.keyClicks(form.translations["fr"], "Camp de colline")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: labels(dialog) == ["Hill camp"])
    term = dialog.term
    assert term is not None and term.translations == {"fr": "Camp de colline"}
    assert dialog.status.text() == "“Hill camp” was added."
    kinds.follow_terms()
    assert kinds.findText("Hill camp") > 0
    id = desk.workspace.journal.create("activity", {"title": "Week", "kind": term.code})
    kinds.show_code(term.code)
    dialog.retire.click()
    qtbot.waitUntil(lambda: dialog.term is not None and dialog.term.retired)
    kinds.follow_terms()
    assert kinds.currentText() == "Hill camp"  # what has it keeps it
    other = ChoiceBox("kinds")
    qtbot.addWidget(other)
    assert other.findText("Hill camp") < 0
    dialog.merge.click()
    merging = dialog.findChild(MergeTermDialog)
    assert merging is not None and not merging.merge.isEnabled()
    merging.box.show_code("workshop")
    merging.merge.click()
    qtbot.waitUntil(lambda: "was merged" in dialog.status.text())
    record = desk.workspace.record(id)
    assert record is not None and record.values["kind"] == "workshop"
    dialog.undo.click()
    qtbot.waitUntil(lambda: own_terms.list_terms(desk.workspace)[0].used == 1)
    record = desk.workspace.record(id)
    assert record is not None and record.values["kind"] == term.code
