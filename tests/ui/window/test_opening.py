"""What the window opens, and how it lets go of it."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.errors import UserFacingError
from desktop.ui import main_window
from desktop.ui.interrupts import Interrupts
from desktop.ui.main_window import MainWindow
from desktop.ui.notice_bar import NoticeBar
from desktop.workspace import Workspace

Show = Callable[[Path | None], MainWindow]


def button(window: MainWindow, key: str, place: int = 0) -> QPushButton:
    """A button of a line over the page."""
    assert window.view is not None
    notice = window.view.notice(key)
    assert notice is not None
    return notice.findChildren(QPushButton)[place]


def ids(window: MainWindow) -> int:
    assert window.view is not None
    return window.view.activities.model.rowCount()


def test_first_start_makes_a_file_where_it_said(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    window = show(None)
    assert window.welcome is not None
    window.welcome.empty.click()
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk.workspace.path == tmp_path / "Documents" / "Focal Desk.focal"
    assert window.windowTitle() == "Focal Desk – Focal Desk"
    assert window.settings.recent == [window.desk.workspace.path]
    assert window.view.notice("name") is not None  # nobody was named, and nobody had been asked
    button(window, "name", 1).click()
    assert window.view.notice("name") is None
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.welcome is not None)
    assert [each.text() for each in window.welcome.recent] == ["Focal Desk"]
    window.welcome.recent[0].click()
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.view.notice("name") is None  # asked once is enough


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_what_is_no_workspace_is_said_and_the_welcome_page_is_back(
    qtbot: QtBot, show: Show, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "broken.focal"
    if content is not None:
        path.write_bytes(content)
    window = show(path)
    qtbot.waitUntil(lambda: window.welcome is not None)
    assert window.desk is None and window.message.words


def test_name_known_on_this_computer_goes_into_the_file(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    window.operations.person.set_name("José")
    qtbot.waitUntil(lambda: window.desk.workspace.journal.author == "José")
    assert window.settings.name == "José"


def test_held_by_another_program_until_it_lets_go(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    holder = Workspace.open(workspace_file)
    try:
        window = show(workspace_file)
        qtbot.waitUntil(lambda: ids(window) == 60)
        assert not window.desk.writable
        assert window.status.state == "Read only"
        assert not window.menus.import_table.isEnabled() and window.menus.summary.isEnabled()
        window.operations.import_file(Path("a.csv"))
        assert "read-only" in window.message.words
    finally:
        holder.close()
    button(window, "read only").click()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.writable)
    assert window.view.notice("read only") is None and window.menus.import_table.isEnabled()


def test_closing_writes_what_is_on_its_way(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    go, written = threading.Event(), []
    window.desk.writer.submit(lambda: (go.wait(10), written.append(1)))
    window.close()
    qtbot.waitUntil(lambda: window.status.state == "Saving…")
    assert window.isVisible() and not written
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert written and window.desk is None


def test_what_cannot_be_saved_is_asked_about(
    qtbot: QtBot, show: Show, workspace_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(workspace_file)

    def fail() -> None:
        raise UserFacingError("The disk is full.", kept="Everything before is kept.")

    answers = [False, True]
    asked: list[bool] = []
    monkeypatch.setattr(main_window, "give_up_unsaved", lambda _parent: asked.append(True) or answers.pop(0))
    window.desk.writer.submit(fail)
    qtbot.waitUntil(lambda: "disk is full" in window.message.words)
    assert window.status.state == "1 change not saved"
    window.close()
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert window.desk is not None and window.isVisible()
    window.close()
    qtbot.waitUntil(lambda: window.desk is None)


@pytest.mark.moves_open_files  # as when a stick is pulled out
def test_file_taken_away_and_put_back(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    away = workspace_file.with_name("elsewhere.focal")
    shutil.move(workspace_file, away)
    window.view._look()
    qtbot.waitUntil(lambda: window.view.notice("away") is not None)
    shutil.move(away, workspace_file)
    button(window, "away").click()
    qtbot.waitUntil(lambda: window.view.notice("away") is None)


def test_taken_over_by_another_computer(
    qtbot: QtBot, show: Show, workspace_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "give_up_unsaved", lambda _parent: True)
    window = show(workspace_file)
    before = window.desk
    before.workspace._lock.lost = True
    window.view._look()
    qtbot.waitUntil(lambda: window.view.notice("taken over") is not None)
    journal = before.workspace.journal
    before.writer.submit(lambda: journal.create("activity", {"title": "Lost?"}))
    qtbot.waitUntil(lambda: "Another computer opened" in window.message.words)
    button(window, "taken over").click()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not before and window.desk.writable)
    assert window.view.notice("taken over") is None


def test_dropped_files(qtbot: QtBot, show: Show, workspace_file: Path, tmp_path: Path) -> None:
    window = show(None)
    table = tmp_path / "list.csv"
    table.write_text("Title,Country\nA flood drill,KE\n", encoding="utf-8")
    window.take(table)
    assert "list.csv" in window.message.words  # nothing is open to import it into: a button makes one
    window.take(workspace_file)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk.workspace.path == workspace_file


def test_language_at_once_with_search_and_record_kept(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    qtbot.waitUntil(lambda: ids(window) == 60)
    window.view.activities.show_query("status:completed")
    qtbot.waitUntil(lambda: 0 < ids(window) < 60)
    found = ids(window)
    window.set_language("fr")
    qtbot.waitUntil(lambda: ids(window) == found)
    assert window.view.activities.query().text == "status:completed"
    assert window.settings.language == "fr"
    assert window.menuBar().actions()[0].text() == "&Fichier"
    window.set_language("en")
    qtbot.waitUntil(lambda: ids(window) == found)
    window.desk.show_message("Once")
    assert window.message.words == "Once"


def test_bin_and_back(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    qtbot.waitUntil(lambda: ids(window) == 60)
    window.menus.pages["bin"].trigger()
    qtbot.waitUntil(lambda: ids(window) == 0)
    assert window.menus.pages["bin"].isChecked()
    window.view.activities.show_query("")
    qtbot.waitUntil(lambda: ids(window) == 60)
    assert window.menus.pages["activities"].isChecked()


def test_a_line_that_comes_or_goes_moves_nothing_above_it(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    qtbot.waitUntil(lambda: window.view.notice("sample") is not None and ids(window) == 60)
    search = window.view.activities.area.line
    place = search.mapTo(window, QPoint())
    window.view.put_notice("more", NoticeBar("info", "One line more"))
    window.show_message("A record was changed.")
    window.view.layout().activate()
    assert search.mapTo(window, QPoint()) == place
    window.view.put_notice("sample", None)
    window.view.layout().activate()
    assert search.mapTo(window, QPoint()) == place


def test_sample_thrown_away_and_taken_back(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    qtbot.waitUntil(lambda: window.view.notice("sample") is not None and ids(window) == 60)
    button(window, "sample").click()
    qtbot.waitUntil(lambda: ids(window) == 0 and window.view.notice("sample") is None)
    qtbot.waitUntil(window.menus.undo.isEnabled)
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: ids(window) == 60 and window.view.notice("sample") is not None)
    assert window.message.words.startswith("Undone")
    window.view.notice("sample").findChild(QToolButton).click()
    window.set_language("es")
    qtbot.waitUntil(lambda: window.view.activities.model.rowCount() == 60)
    window.view._look_for_sample()
    qtbot.waitUntil(lambda: not window.desk.background._running)
    assert window.view.notice("sample") is None  # it was read and closed


def test_a_message_names_its_thing_and_goes_with_the_next_edit(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    qtbot.waitUntil(lambda: ids(window) == 60)
    page = window.view.activities
    page.view.select_place(0)
    qtbot.waitUntil(lambda: bool(page.selected_ids()))
    title = window.desk.workspace.record(page.selected_ids()[0]).title
    page.delete_selected()
    qtbot.waitUntil(lambda: window.message.words == f"“{title}” is in the bin.")
    qtbot.waitUntil(lambda: not window.desk.writer.waiting)
    assert window.message.words
    qtbot.waitUntil(lambda: title[:30] in window.menus.undo.text())  # what Undo would undo
    window.view.layout().activate()
    assert window.view.rail.height() == window.view.height()  # the bar stands beside the rail, not under it
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: window.message.words == f"Undone in “{title}”: deletion of a record.")
    qtbot.waitUntil(lambda: not window.desk.writer.waiting)
    window.desk.writer.submit(lambda: window.desk.workspace.journal.create("activity", {"title": "Another"}))
    qtbot.waitUntil(lambda: window.message.words == "")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signals here")
def test_ctrl_c_in_the_terminal_closes_as_the_cross_does(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    interrupts = Interrupts(window)
    try:
        os.kill(os.getpid(), signal.SIGINT)
        qtbot.waitUntil(lambda: not window.isVisible())
        assert window.desk is None
    finally:
        interrupts.end()
