"""The window of duplicates: a pair is compared, joined with a value of the other, undone, and kept apart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.duplicates import DuplicatesDialog
from tests.ui.activities.conftest import desk, made

__all__ = ["desk", "made"]


def test_a_pair_is_compared_joined_undone_and_kept_apart(qtbot: QtBot, desk: Desk) -> None:
    journal = desk.workspace.journal
    kept = journal.create("organisation", {"name": "Ville de Dakar", "country": "SN", "population": 3})
    other = journal.create("organisation", {"name": "Dakar City Council", "country": "SN", "municipality": "Dakar"})
    activity = journal.create("activity", {"title": "Drill", f"organisations/lead:{other}": True})
    dialog = DuplicatesDialog(desk, "organisation")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.fields.topLevelItemCount() > 0)
    assert dialog.pair is not None and (dialog.pair.kept, dialog.pair.other) == (kept, other)
    rows = {item.text(0): item for at in range(3) if (item := dialog.fields.topLevelItem(at)) is not None}
    assert set(rows) == {"Name", "Municipality or place", "Population"}
    assert rows["Name"].text(1) == "Ville de Dakar" and rows["Name"].text(2) == "Dakar City Council"
    assert (
        rows["Population"].data(2, Qt.ItemDataRole.CheckStateRole) is None
    )  # one says nothing: nothing is to be chosen
    rows["Name"].setCheckState(2, Qt.CheckState.Checked)
    dialog.join.click()
    qtbot.waitUntil(lambda: "No duplicates were found." in dialog.status.text())
    [record] = desk.workspace.records("organisation", [kept])
    assert [record.values[name] for name in ("name", "population", "municipality")] == [
        "Dakar City Council",
        3,
        "Dakar",
    ]
    assert desk.workspace.record(other, "organisation").survivor == kept
    assert desk.workspace.record(activity, "activity").listed
    dialog.undo.click()
    qtbot.waitUntil(lambda: dialog.pair is not None)
    assert desk.workspace.record(kept, "organisation").title == "Ville de Dakar"
    dialog.swap.click()
    assert dialog.pair is not None and dialog.pair.kept == other
    dialog.apart.click()
    qtbot.waitUntil(lambda: dialog.pair is None and "not the same" in dialog.status.text())
    assert desk.workspace.record(other, "organisation").listed
    dialog.undo.click()
    qtbot.waitUntil(lambda: dialog.pair is not None)
