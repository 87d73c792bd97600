"""200 activities without targets: suggestions read, accepted above a confidence, undone at once, accepted again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.catalogue import list_of, parse
from desktop.catalogue.suggestions import read_learnt
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.settings import Settings
from desktop.ui.suggestions import SuggestionsDialog
from desktop.workspace import Workspace, record_id_from

COUNT = 200
TITLES = (
    "Cash transfers and social protection for indigent families, round {}",
    "Simulacro de terremoto número {} en las escuelas",
    "Seuil national de pauvreté : enquête multidimensionnelle {}",
    "Newsletter {}",
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    with workspace.journal.group("import") as group:
        records = [
            ("activity", record_id_from(f"activity {number}"), {"title": TITLES[number % 4].format(number)})
            for number in range(COUNT)
        ]
        workspace.journal.bulk(group, records)
    found = Desk(workspace, Background(), Writer(), Settings(tmp_path / "home"))
    bugs: list[BaseException] = []
    found.broken.connect(bugs.append)
    yield found
    found.close()
    assert not bugs


def test_the_targets_of_200_activities_are_accepted_and_undone_as_one(qtbot: QtBot, desk: Desk) -> None:
    workspace = desk.workspace
    listing = list_of(workspace, "activity")
    nos = listing.order(parse(""), ()).ids
    dialog = SuggestionsDialog(desk, lambda: listing.ids_of(nos), len(nos))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.progress.isHidden())

    def coded() -> dict[str, int]:
        records = workspace.records("activity", listing.ids_of(listing.order(parse(""), ()).ids))
        names = [name for record in records for name in record.values if "/" in name]
        return {name: names.count(name) for name in names}

    assert coded() == {}  # nothing is set without a click
    lines = dialog.model.lines
    assert not any("Newsletter" in line.title for line in lines)
    ticked = {line.suggestion.code for line in dialog.model.ticked}
    assert {"SDG:1.3", "SDG:1.2", "HIP:GH0101"} <= ticked
    assert {"Cash", "transfers", "social", "protection"} <= {
        word for line in lines if line.suggestion.code == "SDG:1.3" for word in line.suggestion.words
    }
    before = len(dialog.model.ticked)
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert abs(len(dialog.model.ticked) - before) == 1
    dialog.above.setValue(99)
    assert len(dialog.model.ticked) < before
    dialog.above.setValue(60)
    assert len(dialog.model.ticked) == before
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: f"{before} suggestions were accepted." in dialog.status.text(), timeout=20_000)
    qtbot.waitUntil(lambda: dialog.progress.isHidden())
    done = coded()
    assert sum(done.values()) == before and done["targets/SDG:1.3"] == COUNT // 4
    assert read_learnt(workspace)["SDG:1.3"]["cash"] == COUNT // 4
    assert not {line.suggestion.code for line in dialog.model.lines} & {"SDG:1.3"}  # what is there is not suggested
    dialog.undo.click()
    qtbot.waitUntil(lambda: coded() == {}, timeout=20_000)
    qtbot.waitUntil(lambda: dialog.progress.isHidden())
    dialog.forget.click()
    qtbot.waitUntil(lambda: read_learnt(workspace) == {})
    qtbot.waitUntil(lambda: dialog.progress.isHidden())
