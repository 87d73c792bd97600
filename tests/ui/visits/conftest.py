"""A desk with ten visits, and the page on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.settings import Settings
from desktop.ui.visits import VisitsPage
from desktop.ui.visits.record import VisitView
from desktop.workspace import Record, Workspace

from . import example_visits


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that each test of a module gets a copy of."""
    folder = tmp_path_factory.mktemp("made")
    workspace = Workspace.create(folder / "made.focal", home=folder / "home")
    example_visits.write(workspace, date.today())
    workspace.close()
    return folder / "made.focal"


@pytest.fixture
def desk(qtbot: QtBot, made: Path, tmp_path: Path) -> Iterator[Desk]:
    """An open desk; what goes wrong on its threads fails the test."""
    path = tmp_path / "desk.focal"
    shutil.copyfile(made, path)
    workspace = Workspace.open(path, home=tmp_path / "home")
    workspace.journal.set_author("Amina")
    found = Desk(workspace, Background(), Writer(), Settings(tmp_path / "home"))
    bugs: list[BaseException] = []
    found.broken.connect(bugs.append)
    yield found
    found.close()
    assert not bugs


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[VisitsPage]:
    """The page, shown, with its rows."""
    found = VisitsPage(desk)
    found.resize(1200, 680)
    with qtbot.waitExposed(found):
        found.show()
    found.activateWindow()
    settled(qtbot, found)
    yield found
    found.finish()
    found.hide()
    shiboken6.delete(found)


def quiet(page: VisitsPage) -> bool:
    """Has everything that was asked for been answered?"""
    desk = page._desk
    timers = [page.changed_records._wait, page.area.line._wait, page.side._wait, page._wait]
    if page.visit is not None:
        timers.append(page.visit.editor._soon)
        if not page.visit.editor.all_saved:
            return False
    return not (any(each.isActive() for each in timers) or desk.background._running or desk.writer.waiting)


def settled(qtbot: QtBot, page: VisitsPage) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: quiet(page), timeout=20_000)


def open_drains(qtbot: QtBot, page: VisitsPage) -> VisitView:
    """The visit with all its parts, over the page."""
    page.open_visit(example_visits.DRAINS)
    settled(qtbot, page)
    assert page.visit is not None
    return page.visit


def record(page: VisitsPage, id: str) -> Record:
    """A record as it is in the file."""
    found = page._desk.workspace.record(id)
    assert found is not None
    return found
