"""A page that was light and became dark looks as one that was made dark: each icon, link, edge and button of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import sample
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.editor import RecordEditor
from desktop.ui.editor.record_editor import HISTORY
from desktop.ui.exchange.page import ExchangePage
from desktop.ui.overview.page import OverviewPage
from desktop.ui.settings import Settings
from desktop.ui.style.theme import palette
from desktop.ui.visits.record import VisitView
from desktop.workspace import Workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    workspace = Workspace.create(folder / "made.focal", home=folder / "home")
    workspace.journal.set_author("Amina")
    sample.load(workspace)
    workspace.close()
    return folder / "made.focal"


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, made: Path, tmp_path: Path) -> Iterator[Desk]:
    workspace = Workspace.open(made, home=tmp_path / "home")
    found = Desk(workspace, Background(), Writer(), Settings(tmp_path / "home"))
    before, blink = qapp.palette(), qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield found
    found.close()
    qapp.setPalette(before)
    qapp.setCursorFlashTime(blink)


def activity(desk: Desk) -> RecordEditor:
    """One with codes, links, people and a field that stays here."""
    return editor(desk, "activity", lambda values: any(name.startswith("people/") for name in values))


def history(desk: Desk) -> RecordEditor:
    found = activity(desk)
    found.pages.turn_to(HISTORY)
    return found


def unfinished(desk: Desk) -> RecordEditor:
    return editor(desk, "activity", lambda values: not values.get("country"))


def editor(desk: Desk, type: str, wanted: Callable[[dict], bool]) -> RecordEditor:
    found = RecordEditor()
    found.set_workspace(desk.workspace, desk.writer, desk.background)
    found.resize(520, 2600)
    with desk.workspace.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql(f"SELECT id FROM {type} ORDER BY no")]
    found.show_record(next(each.id for each in desk.workspace.records(type, ids) if wanted(dict(each.values))))
    return found


def visit(desk: Desk) -> VisitView:
    found = VisitView(desk)
    found.resize(1200, 700)
    with desk.workspace.reading() as conn:
        found.show_visit(conn.exec_driver_sql("SELECT id FROM visit ORDER BY no").scalars().first())
    return found


def exchange(desk: Desk) -> ExchangePage:
    found = ExchangePage(desk)
    found.resize(1200, 700)
    return found


def overview(desk: Desk) -> OverviewPage:
    found = OverviewPage(desk)
    found.resize(1200, 700)
    return found


@pytest.mark.parametrize(
    "make", [activity, history, unfinished, visit, exchange, overview], ids=lambda each: each.__name__
)
def test_dark_from_now_on_is_dark_from_the_start(
    qtbot: QtBot, qapp: QApplication, desk: Desk, make: Callable[[Desk], QWidget]
) -> None:
    qapp.setPalette(palette(dark=False))
    switched = shown(qtbot, desk, make)
    qapp.setPalette(palette(dark=True))
    QApplication.processEvents()
    fresh = shown(qtbot, desk, make)
    try:
        qtbot.waitUntil(lambda: picture(switched) == picture(fresh))
    except (TimeoutError, AssertionError, qtbot.TimeoutError):
        pytest.fail(different(picture(switched), picture(fresh)))


def shown(qtbot: QtBot, desk: Desk, make: Callable[[Desk], QWidget]) -> QWidget:
    found = make(desk)
    qtbot.addWidget(found)
    found.show()
    calm = [0]

    def still() -> bool:
        calm[0] = 0 if desk.background._running or desk.writer.waiting else calm[0] + 1
        return calm[0] > 4

    qtbot.waitUntil(still)
    return found


def picture(widget: QWidget) -> QImage:
    widget.setFocus()  # the keyboard is nowhere that could be seen
    return widget.grab().toImage()


def different(first: QImage, second: QImage) -> str:
    """Where, in words."""
    assert first.size() == second.size()
    places = [
        (x, y) for y in range(first.height()) for x in range(first.width()) if first.pixel(x, y) != second.pixel(x, y)
    ]
    left, top = min(x for x, _y in places), min(y for _x, y in places)
    right, bottom = max(x for x, _y in places), max(y for _x, y in places)
    return f"{len(places)} pixels from {left},{top} to {right},{bottom}; first at {places[:3]}"
