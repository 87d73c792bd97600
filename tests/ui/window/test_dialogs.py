"""The dialogs of the window, each over a desk with the sample."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue import parse
from desktop.errors import UserFacingError
from desktop.ui.background import READERS
from desktop.ui.dialogs.activity_scope import ALL, CHOSEN, LISTED
from desktop.ui.dialogs.backups import BackupsDialog
from desktop.ui.dialogs.check import CheckDialog
from desktop.ui.dialogs.export_dialog import ExportDialog
from desktop.ui.dialogs.keyboard import KeyboardDialog
from desktop.ui.dialogs.publisher_dialog import PublisherDialog
from desktop.ui.dialogs.summary_dialog import SummaryDialog
from desktop.ui.main_window import MainWindow
from desktop.workspace import list_backups

Show = Callable[[Path | None], MainWindow]


@pytest.fixture
def window(qtbot: QtBot, show: Show, workspace_file: Path) -> MainWindow:
    made = show(workspace_file)
    qtbot.waitUntil(lambda: made.view.activities.model.rowCount() == 60)
    return made


def test_export_of_what_is_listed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = ExportDialog(window.desk, parse("status:completed"), [], window)
    qtbot.addWidget(dialog)
    target = tmp_path / "out.csv"
    dialog.file.field.setText(str(target.with_suffix("")))
    assert dialog.which.choice == LISTED
    with qtbot.waitSignal(dialog.made) as made:
        dialog.do.click()
    assert made.args == [target]
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 40


def test_an_export_as_iati_asks_once_who_publishes(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def inform(_parent: QWidget, _title: str, words: str) -> None:
        said.append(words)

    monkeypatch.setattr(QMessageBox, "information", inform)
    dialog = ExportDialog(window.desk, parse(""), [], window)
    qtbot.addWidget(dialog)
    dialog.show()
    target = tmp_path / "out.xml"
    dialog.format.setCurrentIndex(
        next(at for at in range(dialog.format.count()) if dialog.format.itemData(at).name == "iati")
    )
    dialog.file.field.setText(str(target))
    assert dialog.publisher.isVisible()
    dialog.do.click()
    asking = dialog.findChild(PublisherDialog)
    assert asking is not None
    asking.identifier.setText("XM DAC")
    asking.buttons.accepted.emit()
    assert "is no identifier for IATI" in asking.trouble.text() and asking.isVisible() and not target.exists()
    asking.identifier.setText("XM-DAC-7")
    with qtbot.waitSignal(dialog.made):
        asking.buttons.accepted.emit()
    assert 'ref="XM-DAC-7"' in target.read_text("utf-8") and "2 activities have no title or no start" in said[0]


def test_closed_before_the_figures_come(qtbot: QtBot, window: MainWindow) -> None:
    """A dialog that goes while its activities are counted asks nobody to show the figures."""
    desk, held = window.desk, threading.Event()
    blocked = [desk.background.run(held.wait) for _each in range(READERS)]
    dialog = ExportDialog(desk, parse("status:completed"), [], window)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    held.set()
    qtbot.waitUntil(lambda: not set(blocked) & desk.background._running and not desk.background._running)


def test_summary_says_what_is_wrong_and_stays(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = SummaryDialog(window.desk, parse("nothing has these words"), [], window)
    qtbot.addWidget(dialog)
    dialog.show()
    target = tmp_path / "empty.pdf"
    dialog.file.field.setText(str(target))
    dialog.period_from.setText("last year")
    dialog.do.click()
    assert "2026-05" in dialog.said
    dialog.period_from.setText("2021")
    dialog.do.click()
    qtbot.waitUntil(lambda: not dialog.running and bool(dialog.said))
    assert dialog.isVisible() and not target.exists() and dialog.do.isEnabled()


def test_summary_cancelled_leaves_nothing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = SummaryDialog(window.desk, parse(""), [], window)
    qtbot.addWidget(dialog)
    dialog.show()
    target = tmp_path / "half.pdf"
    dialog.file.field.setText(str(target))
    dialog.do.click()
    assert dialog.running
    dialog.reject()
    assert dialog.isVisible() and dialog.said and not dialog.running
    window.desk.background.close()
    assert not target.exists() and list(tmp_path.glob("*.pdf*")) == []
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize("carry", [True, False])
def test_summary_carries_its_data_where_wished(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, carry: bool
) -> None:
    from desktop.exchange.signed_packages import inspect_package
    from desktop.reports.text import font_book

    monkeypatch.setattr(font_book, "font_files", lambda script: [])
    journal = window.desk.workspace.journal
    window.desk.writer.submit(lambda: journal.create("activity", {"title": "北京", "country": "KE"}))
    window.desk.writer.flush()

    dialog = SummaryDialog(window.desk, parse("country:KE"), [], window)
    qtbot.addWidget(dialog)
    dialog.show()
    target = tmp_path / "kenya.pdf"
    dialog.file.field.setText(str(target))
    dialog.with_data.setChecked(carry)
    dialog.layout_choice.setCurrentIndex(dialog.layout_choice.findData("compact" if carry else "full"))
    with qtbot.waitSignal(dialog.made, timeout=20_000) as told:
        dialog.do.click()
    assert ("on 2 pages" in told.args[1]) == carry  # a table and the figures
    assert "No font on this computer has these characters: 京北" in told.args[1]
    if carry:
        with inspect_package(None, target) as found:
            assert found.package.manifest.author == window.desk.workspace.journal.author
    else:
        with pytest.raises(UserFacingError), inspect_package(None, target):
            pass


def test_which_activities(qtbot: QtBot, window: MainWindow) -> None:
    dialog = SummaryDialog(window.desk, parse("status:completed"), ["a", "b"], window)
    qtbot.addWidget(dialog)
    which = dialog.which
    qtbot.waitUntil(lambda: "60" in which._group.button(ALL).text())
    assert which.choice == CHOSEN and which.ids == ["a", "b"]
    which.choose(ALL)
    assert which.ids is None and which.query.empty
    which.choose(LISTED)
    assert which.ids is None and which.query.text == "status:completed"


def test_backup_put_back(
    qtbot: QtBot, window: MainWindow, workspace_file: Path, outside: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window.operations.backups.back_up()
    qtbot.waitUntil(lambda: "Backed up" in window.message.words)
    journal = window.desk.workspace.journal
    window.desk.writer.submit(lambda: journal.create("activity", {"title": "After the backup"}))
    qtbot.waitUntil(lambda: window.view.activities.model.rowCount() == 61)
    dialog = BackupsDialog(window.desk, window)
    qtbot.addWidget(dialog)
    dialog.restore_wanted.connect(window.operations.backups.restore)
    dialog.folder_wanted.connect(window.open_outside)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    assert dialog.list.topLevelItem(0).text(1) == "Manual"
    dialog.folder.click()
    assert outside == [str(list_backups(workspace_file)[0].path.parent)]
    monkeypatch.setattr(QMessageBox, "exec", lambda box: 0)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[0])
    before = window.desk
    dialog.restore.click()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not before)
    qtbot.waitUntil(lambda: window.view.activities.model.rowCount() == 60)
    assert "was restored" in window.message.words
    assert [each.reason for each in list_backups(workspace_file)] == ["restore", "asked"]


def test_check_finds_and_repairs(qtbot: QtBot, window: MainWindow, workspace_file: Path) -> None:
    import sqlite3

    dialog = CheckDialog(window.desk, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.verdict.startswith("No problems found"))
    assert dialog.problems.isHidden() and dialog.repair.isHidden()
    with sqlite3.connect(workspace_file) as conn:
        conn.execute("UPDATE activity SET title = 'not what was written' WHERE no = (SELECT min(no) FROM activity)")
    conn.close()
    dialog.do.click()
    qtbot.waitUntil(lambda: dialog.repair.isVisible())
    assert dialog.problems.count() >= 1
    dialog.repair.click()
    qtbot.waitUntil(lambda: "No problems" in dialog.verdict and dialog.problems.isHidden())


def test_keyboard_overview_names_what_the_menus_have(qtbot: QtBot, window: MainWindow) -> None:
    dialog = KeyboardDialog(window.menus.all_actions(), window)
    qtbot.addWidget(dialog)
    keys = {
        dialog.list.topLevelItem(top).child(row).text(1): dialog.list.topLevelItem(top).child(row).text(0)
        for top in range(dialog.list.topLevelItemCount())
        for row in range(dialog.list.topLevelItem(top).childCount())
    }
    assert keys["Ctrl+I"] == "Import a table" and keys["Ctrl+Z"].startswith("Undo") and "Ctrl+N" in keys


def test_no_key_is_given_twice(window: MainWindow) -> None:
    seen: dict[str, str] = {}
    for _menu, actions in window.menus.all_actions():
        for action in actions:
            for key in action.shortcuts():
                assert seen.setdefault(key.toString(), action.text()) == action.text()
