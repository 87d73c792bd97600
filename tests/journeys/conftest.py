"""A window as a person finds it at the first start, on a home of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.ui.qt_translations import QtTranslations
from desktop.ui.settings import Settings
from desktop.ui.style.theme import Theme

PATIENCE_MS = 20_000


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the first workspace goes."""
    folder = tmp_path / "Documents"
    monkeypatch.setenv("FOCAL_DESK_WORKSPACE", str(folder / "Focal Desk.focal"))
    return folder


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened with other programs."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    return opened


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, documents: Path, outside: list[str]) -> Iterator[MainWindow]:
    """The window, shown and waiting on its welcome page."""
    faults: list[BaseException] = []
    settings = Settings()
    made = MainWindow(settings, Theme(qapp, "light"), QtTranslations(qapp))
    made.broken.connect(faults.append)
    made.show()
    made.activateWindow()
    made.begin(None)
    qtbot.waitExposed(made)
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.desk is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not made.isVisible(), timeout=PATIENCE_MS)
    made.deleteLater()
    assert faults == []
