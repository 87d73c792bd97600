"""A desk with forty activities, and the page on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.settings import Settings
from desktop.workspace import Workspace, record_id_from

KINDS = ("training", "webinar", "project", "field_visit")
STATUSES = ("planned", "completed", "completed", "under_way", "cancelled")
COUNTRIES = ("KE", "PH", "EC", "SN")
TARGETS = ("SDG:11.5", "SDG:13.1", "SFDRR:E")
COUNT = 40


def values(number: int) -> dict[str, object]:
    """One activity; the seventh of each ten lacks its summary."""
    found: dict[str, object] = {
        "title": f"Flood drill {number:02}" if number % 2 else f"Water accounts {number:02}",
        "kind": KINDS[number % len(KINDS)],
        "status": STATUSES[number % len(STATUSES)],
        "country": COUNTRIES[number % len(COUNTRIES)],
        "start": f"{2014 + number % 10}-0{1 + number % 9}",
        "municipality": "Kisumu" if number % 3 else "Iloilo",
        "participants_total": number * 111,
        f"targets/{TARGETS[number % len(TARGETS)]}": "principal",
        f"organisations/lead:{record_id_from('section')}": True,
    }
    if number % 10 != 7:
        found["summary"] = "Neighbours draw the line of the last flood on the wall."
    return found


def activity(number: int) -> str:
    """The id of an activity."""
    return record_id_from(f"activity {number}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that each test of a module gets a copy of."""
    folder = tmp_path_factory.mktemp("made")
    workspace = Workspace.create(folder / "made.focal", home=folder / "home")
    with workspace.journal.group("import") as group:
        records = [("organisation", record_id_from("section"), {"name": "Africa Section"})]
        records += [("activity", activity(number), values(number)) for number in range(1, COUNT + 1)]
        workspace.journal.bulk(group, records)
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
    for page in found.findChildren(Pages):
        page.close_all()
    found.close()
    assert not bugs


class Pages(QObject):
    """The pages opened on a desk, which go before it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.open: list[ActivitiesPage] = []

    def close_all(self) -> None:
        for page in self.open:
            page.finish()
            page.hide()
            shiboken6.delete(page)


class Said:
    """What the desk told the person."""

    def __init__(self, desk: Desk) -> None:
        self.words: list[str] = []
        self.then = None
        desk.message.connect(self._take)
        desk.file_made.connect(lambda _path, words: self.words.append(words))

    def _take(self, words: str, _action: str, then: object) -> None:
        self.words.append(words)
        self.then = then


@pytest.fixture
def said(desk: Desk) -> Said:
    return Said(desk)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ActivitiesPage:
    """The page, shown, with its rows and facets."""
    return open_page(qtbot, desk)


def open_page(qtbot: QtBot, desk: Desk) -> ActivitiesPage:
    """Another page on the same desk."""
    found = ActivitiesPage(desk)
    Pages(desk).open.append(found)
    found.resize(1200, 680)
    with qtbot.waitExposed(found):
        found.show()
    found.activateWindow()
    qtbot.waitUntil(lambda: quiet(found))
    return found


def quiet(page: ActivitiesPage) -> bool:
    """Has everything that was asked for been answered?"""
    desk = page._desk
    waiting = page.changed_records._wait.isActive() or page.area.line._wait.isActive() or page.side._wait.isActive()
    return not (waiting or desk.background._running or desk.writer.waiting)


def settled(qtbot: QtBot, page: ActivitiesPage) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: quiet(page))


def titles(page: ActivitiesPage) -> list[str]:
    """The titles of the list, from its top."""
    place = [column.name for column in page.model.columns].index("title")
    return [str(page.model.index(row, place).data(Qt.ItemDataRole.DisplayRole)) for row in range(page.model.rowCount())]


def search(qtbot: QtBot, page: ActivitiesPage, text: str) -> None:
    """Type a search and wait for its answer."""
    page.area.line.setFocus()
    page.area.line.selectAll()
    qtbot.keyClicks(page.area.line, text)
    page.area.line.popup.hide()
    settled(qtbot, page)
