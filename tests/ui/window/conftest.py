"""A window, and desks to open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import sample
from desktop.ui.main_window import MainWindow
from desktop.ui.qt_translations import QtTranslations
from desktop.ui.settings import Settings
from desktop.ui.style.theme import Theme
from desktop.workspace import Workspace

Show = Callable[[Path | None], MainWindow]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the sample, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "sample.focal"
    workspace = Workspace.create(path, home=path.parent / "home")
    sample.load(workspace)
    workspace.close()
    return path


@pytest.fixture
def workspace_file(sample_file: Path, tmp_path: Path) -> Path:
    """A workspace of this test alone."""
    path = tmp_path / "Mombasa.focal"
    path.write_bytes(sample_file.read_bytes())
    return path


@pytest.fixture
def faults() -> list[BaseException]:
    """Bugs that the windows of this test told of; a test that expects one takes it out."""
    return []


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened with other programs."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    return opened


@pytest.fixture
def show(
    qtbot: QtBot, qapp: QApplication, faults: list[BaseException], outside: list[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Show]:  # fmt: skip
    """Makes windows, and closes them at the end."""
    monkeypatch.setenv("FOCAL_DESK_WORKSPACE", str(tmp_path / "Documents" / "Focal Desk.focal"))
    shown: list[MainWindow] = []

    def make(path: Path | None) -> MainWindow:
        window = MainWindow(Settings(), Theme(qapp, "light"), QtTranslations(qapp))
        window.broken.connect(faults.append)
        window.show()
        shown.append(window)
        window.begin(path)
        if path is not None:
            qtbot.waitUntil(lambda: window.desk is not None or window.welcome is not None)
        return window

    yield make
    for window in shown:
        window.close()
    qtbot.waitUntil(lambda: all(window.desk is None and not window.isVisible() for window in shown))
    for window in shown:
        window._qt_translations.set_language("en")  # names of keys are Qt's own words
        window.deleteLater()
    assert faults == []
