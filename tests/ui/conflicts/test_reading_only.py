"""Where the file can only be read, conflicts can be looked at and nothing more."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, Writer
from desktop.ui.conflicts.page import ConflictsPage
from desktop.ui.desk import Desk
from desktop.ui.settings import Settings
from desktop.workspace import Workspace
from tests.ui.conflicts.diverged import Apart


def test_nothing_to_press(qtbot: QtBot, tmp_path: Path) -> None:
    here = Workspace.create(tmp_path / "here.focal", home=tmp_path / "home")
    apart = Apart(here, tmp_path)
    ids = [here.journal.create("activity", {"title": f"Drill {number}"}) for number in range(2)]
    apart.meet()
    here.journal.edit_many(ids, {"summary": "Bells"})
    apart.there.journal.edit_many(ids, {"summary": "Horns"})
    apart.meet()
    apart.there.close()
    here.close()
    desk = Desk(Workspace.open(here.path, home=tmp_path / "home", read_only=True), Background(), Writer(), Settings())
    page = ConflictsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.detail.listed is not None)
    detail = page.detail
    assert len(detail.takes) == 2 and all(take.isHidden() for take in detail.takes)
    assert detail.both.isHidden() and detail.another.isHidden() and detail.same.isHidden()
    assert not detail.record.isHidden()
    page.list.selectAll()
    assert page.several.buttons == {}
    desk.close()
