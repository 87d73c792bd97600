"""The next edition of a list in the window: shown at once, edits of this desk chosen one by one, the rest marked, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.exchange import apply_import, guess_mapping, open_table, plan_import
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.importing import ImportDialog
from desktop.ui.importing.dialog import COLUMNS, DONE, PLANNED
from desktop.ui.importing.plan_view import GONE, OWN
from desktop.ui.settings import Settings
from desktop.workspace import Workspace
from tests.access_keys import clashes

HEAD = "Code,Title,Country,Start,Status,Participants\n"
FIRST = HEAD + (
    "A1,Flood drill,Kenya,2025-01-02,planned,10\nA2,Roof repair,Peru,2025-02-03,planned,20\n"
    "A3,Drain works,Chile,2025-03-04,planned,30\n"
)
SECOND = HEAD + (
    "A1,Flood drill,Kenya,2025-01-02,completed,12\nA2,Roof repair,Peru,2025-02-03,planned,20\n"
    "A4,New wall,Togo,2025-05-05,planned,50\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    path = tmp_path / "Aid 2025-04.csv"
    path.write_text(FIRST, "utf-8")
    table = open_table(path)
    apply_import(workspace, plan_import(workspace, table, guess_mapping(table)))
    with workspace.reading() as conn:
        drill = str(conn.exec_driver_sql("SELECT id FROM activity WHERE title = 'Flood drill'").scalar_one())
    workspace.journal.edit(drill, {"status": "cancelled", "participants_total": 11})
    made = Desk(workspace, Background(), Writer(), Settings())
    yield made
    made.close()


def rows(desk: Desk) -> dict[str, tuple[object, ...]]:
    with desk.workspace.reading() as conn:
        found = conn.exec_driver_sql(
            "SELECT title, status, participants_total, left_source IS NOT NULL FROM activity WHERE listed = 1"
        )
        return {row[0]: tuple(row[1:]) for row in found}


def opened(qtbot: QtBot, desk: Desk, path: Path, step: int) -> ImportDialog:
    dialog = ImportDialog(desk, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.step == step, timeout=10_000)
    return dialog


def test_a_next_edition_is_one_click_and_edits_are_chosen(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Aid 2025-05.csv"
    path.write_text(SECOND, "utf-8")
    before = rows(desk)
    dialog = opened(qtbot, desk, path, PLANNED)
    outcome, lines = dialog.outcome, dialog.outcome.lines
    assert clashes(dialog) == []
    assert outcome.chosen == OWN and lines.rowCount() == 2
    assert [lines.item(0, column).text() for column in range(1, 6)] == [  # type: ignore[union-attr]
        "Flood drill", "Status", "Planned", "Cancelled", "Completed",
    ]  # fmt: skip
    lines.setFocus()
    lines.setCurrentCell(0, 0)
    QTest.keyClick(lines, Qt.Key.Key_Space)
    assert "1 field that was edited here stays as it is." in outcome._said.text()
    outcome.figures[GONE].click()
    assert lines.item(0, 1).text() == "Drain works"  # type: ignore[union-attr]
    assert dialog.next.text() == "Import 2 activities"
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.step == DONE)
    assert rows(desk) == {
        "Drain works": ("planned", 30, 1), "Flood drill": ("completed", 11, 0), "New wall": ("planned", 50, 0),
        "Roof repair": ("planned", 20, 0),
    }  # fmt: skip
    dialog.undo.click()
    qtbot.waitUntil(lambda: rows(desk) == before)


def test_a_list_can_be_one_of_its_own_and_half_of_it_is_asked_about(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Aid 2025-05.csv"
    path.write_text("".join(FIRST.splitlines(keepends=True)[:2]), "utf-8")
    dialog = opened(qtbot, desk, path, COLUMNS)  # a question
    line, questions = dialog.columns.edition, dialog.columns.questions
    qtbot.waitUntil(lambda: bool(questions.buttons()))
    assert "2 of the 3 activities" in questions.open[0].text and not dialog.next.isEnabled()
    qtbot.waitUntil(lambda: not desk.background._running)
    assert line.box.isChecked() and questions.open
    line.box.click()
    qtbot.waitUntil(lambda: not questions.open and dialog.next.isEnabled())
    assert dialog.mapping.source == "Aid 2025-05"
    line.box.click()
    assert dialog.mapping.source == "Aid 2025-04"
    qtbot.waitUntil(lambda: not desk.background._running)
    dialog.next.click()
    qtbot.waitUntil(lambda: bool(questions.buttons()))
    questions.buttons()[0].click()
    qtbot.waitUntil(lambda: dialog.step == PLANNED)
    assert dialog.next.text() == "Mark 2 activities"
