"""A window on a desk that José wrote apart from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.conflicts.page import ConflictsPage
from desktop.ui.main_window import MainWindow
from desktop.ui.qt_translations import QtTranslations
from desktop.ui.settings import Settings
from desktop.ui.style.theme import Theme
from desktop.workspace import Workspace
from tests.ui.conflicts.diverged import Apart


class Room:
    """The window, its conflicts page, and both desks."""

    def __init__(self, qtbot: QtBot, window: MainWindow, apart: Apart) -> None:
        self.qtbot = qtbot
        self.window = window
        self.apart = apart
        assert window.desk is not None and window.view is not None
        self.desk, self.view = window.desk, window.view
        self.here, self.there = apart.here.journal, apart.there.journal

    def wait_until_idle(self) -> None:
        """Wait until nothing is under way."""
        page, counter = self.view.page("conflicts"), self.view.counters["conflicts"]

        def quiet() -> bool:
            waiting = counter._soon.isActive() or bool(page and (page._soon.isActive() or page._searching.isActive()))
            return not (waiting or self.desk.background._running or self.desk.writer.waiting)

        self.qtbot.waitUntil(quiet)

    def open(self) -> ConflictsPage:
        """The page, read."""
        self.wait_until_idle()
        self.qtbot.waitUntil(lambda: self.view.counters["conflicts"].count > 0)
        self.window.menus.pages["conflicts"].trigger()
        self.wait_until_idle()
        assert self.view.page("conflicts") is not None
        return self.view.page("conflicts")

    def meet_again(self) -> None:
        """After the next exchange nothing is left, and both desks are the same."""
        self.wait_until_idle()
        self.apart.meet()
        here, there = self.apart.dumps()
        assert here == there
        assert not any('"conflicts": ["' in line or '"conflicts":["' in line for line in here)


@pytest.fixture
def room(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Room]]:
    """Opens the window when the desks have been prepared."""
    path = tmp_path / "Mombasa.focal"
    Workspace.create(path).close()
    window = MainWindow(Settings(), Theme(qapp, "light"), QtTranslations(qapp))
    window.settings.call("Amina Otieno")
    faults: list[BaseException] = []
    window.broken.connect(faults.append)
    window.resize(1280, 720)
    window.show()
    window.begin(path)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None
    apart = Apart(window.desk.workspace, tmp_path)
    found = Room(qtbot, window, apart)
    found.wait_until_idle()
    yield lambda: found
    apart.there.close()
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible())
    window.deleteLater()
    assert faults == []
