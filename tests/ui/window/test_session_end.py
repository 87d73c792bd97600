"""The system ends the program, or has a file for it: what was typed is saved, no log-out is cancelled."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QCloseEvent, QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.system.session_end import ENDING_SIGNALS, heed_console_end
from desktop.ui.application import Application
from desktop.ui.interrupts import Interrupts
from desktop.ui.main_window import MainWindow
from desktop.workspace import Workspace

Show = Callable[[Path | None], MainWindow]


class FakeWindow:
    """Takes note of where it was asked to save."""

    def __init__(self) -> None:
        self.saved_on: list[threading.Thread] = []

    def write_now(self) -> None:
        self.saved_on.append(threading.current_thread())

    def close(self) -> bool:
        return True


class StubbornWindow(QWidget):
    """Stays, so that a request to quit ends nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


def test_a_console_that_is_closed_waits_until_all_is_saved_on_the_windows_thread(qtbot: QtBot) -> None:
    """Windows calls on a thread of its own, and ends the program when that call returns."""
    window, saved_at_return = FakeWindow(), list[int]()
    interrupts = Interrupts(window)

    def ended() -> None:
        interrupts.save_before_end()
        saved_at_return.append(len(window.saved_on))

    try:
        caller = threading.Thread(target=ended)
        caller.start()
        qtbot.waitUntil(lambda: bool(saved_at_return))
        caller.join()
    finally:
        interrupts.end()
    assert saved_at_return == [1] and window.saved_on == [threading.main_thread()]


def test_a_closed_terminal_and_the_systems_word_are_heeded() -> None:
    names = {signal.Signals(each).name for each in ENDING_SIGNALS}
    assert names == {"SIGINT", "SIGTERM", "SIGBREAK" if os.name == "nt" else "SIGHUP"}
    heed_console_end(lambda: None)()


def test_macos_gives_a_double_clicked_file_to_the_program_that_runs(qapp: Application, tmp_path: Path) -> None:
    heard: list[Path] = []
    qapp.file_wanted.connect(heard.append)
    QApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "Städte #1.focal"))))
    qapp.file_wanted.disconnect(heard.append)
    assert heard == [tmp_path / "Städte #1.focal"]


def test_a_request_to_quit_is_heard_before_windows_are_closed(qtbot: QtBot, qapp: Application) -> None:
    stubborn, heard = StubbornWindow(), list[bool]()
    stubborn.show()
    qapp.quit_wanted.connect(lambda: heard.append(stubborn.isVisible()))
    try:
        QApplication.sendEvent(qapp, QEvent(QEvent.Type.Quit))
        assert heard == [True] and stubborn.isVisible()
    finally:
        qapp.quit_wanted.disconnect()
        stubborn.deleteLater()


def test_a_log_out_closes_the_window_at_once_and_saves(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    assert window.desk is not None
    window.desk.writer.submit(lambda: window.desk.workspace.journal.create("activity", {"title": "Typed last"}))  # type: ignore[union-attr]
    window.close_at_once()
    assert window.close() and window.desk is None
    workspace = Workspace.open(workspace_file, read_only=True)
    with workspace.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM activity WHERE title = 'Typed last'").scalar() == 1
    workspace.close()


def test_a_double_click_on_a_workspace_opens_it_where_none_is(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(None)
    window.open_double_clicked(workspace_file)
    qtbot.waitUntil(lambda: window.desk is not None)
