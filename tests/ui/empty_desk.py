"""An open desk with nothing in it, for the tests of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.settings import Settings
from desktop.workspace import Workspace


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """What goes wrong on its threads fails the test."""
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    found = Desk(workspace, Background(), Writer(), Settings(tmp_path / "home"))
    bugs: list[BaseException] = []
    found.broken.connect(bugs.append)
    yield found
    found.close()
    assert not bugs
