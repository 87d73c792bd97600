"""The dialog of reports by template: its preview follows what is ticked, templates are saved and undone, faults are said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.catalogue.report_templates import find_report_template, list_report_templates
from desktop.ui.desk import Desk
from desktop.ui.dialogs.report_template_dialog import ReportTemplateDialog
from tests.reports.read_pdf import Pdf
from tests.ui.empty_desk import desk

__all__ = ["desk"]


def _untick(dialog: ReportTemplateDialog, *kept: str) -> None:
    lines = dialog.blocks.list
    for row in range(lines.count()):
        wanted = lines.item(row).data(Qt.ItemDataRole.UserRole) in kept
        lines.item(row).setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)


def test_a_report_is_put_together_seen_kept_and_made(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title, start in (("Drill", "2025-03"), ("Older drill", "2021")):
        desk.workspace.journal.create("activity", {"title": title, "start": start, "kind": "training"})
    dialog = ReportTemplateDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.templates.count() == 7 and dialog.blocks.list.count() > 0)
    _untick(dialog, "activity_table")
    dialog.period.setEditText("2026..2024")
    qtbot.waitUntil(lambda: "ends before it begins" in dialog.pages_said.text())
    dialog.file.field.setText(str(tmp_path / "a.pdf"))
    dialog.do.click()
    assert "ends before it begins" in dialog.said and not (tmp_path / "a.pdf").exists()
    dialog.period.setEditText("2025")
    qtbot.waitUntil(lambda: dialog.pages_said.text() == "1 activity")
    names = [each.accessibleName() for each in dialog.pages.widget().findChildren(QLabel)]
    assert names == ["Page 1"]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_words: ("Ours", True))
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.templates.currentText() == "Ours" and dialog.delete_button.isEnabled())
    kept = find_report_template(desk.workspace, "Ours")
    assert (kept.blocks, kept.period) == (("activity_table",), "2025")
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: dialog.templates.count() == 7 and dialog.templates.currentText() == "Monthly report")
    desk.workspace.journal.undo()
    assert list_report_templates(desk.workspace)[-1] == kept
    qtbot.waitUntil(lambda: not dialog.delete_button.isEnabled() and dialog.blocks.chosen[0] == "figures")
    _untick(dialog, "activity_table")
    dialog.period.setEditText("2025")
    dialog.file.field.setText(str(tmp_path / "a.pdf"))
    with qtbot.waitSignal(dialog.made, timeout=15_000):
        dialog.do.click()
    with Pdf(tmp_path / "a.pdf") as pdf:
        said = pdf.whole_text()
    assert "Drill" in said and "Older drill" not in said
