"""The IATI file of a donor and the export of a Kobo form, from the menu and from the keyboard alone: seen, imported, undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.importing import ImportDialog
from desktop.ui.importing.columns_table import GOES_TO
from desktop.ui.importing.dialog import COLUMNS, DONE, PLANNED
from desktop.ui.main_window import MainWindow
from tests.journeys.person import Person, plain

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TABLES = Path(__file__).parents[1] / "data" / "tables"
DONOR, FORM = TABLES / "iati" / "version_2.03.xml", TABLES / "kobo_groups.csv"
COOL_ROOFS: dict[str, object] = {
    "source_id": "XX-2-HEAT", "title": "Cool roofs", "status": "cancelled", "summary": "Cooler homes.", "start": "2024-01-15",
    "end": "2025-12-31", "organisations": "funder: Bank of Towns, funder: Fund without a code, implementer: XX-9,"
    " lead: University of Heat", "targets": "SDG:11.5, SDG:11.b, SDG:13",
}  # fmt: skip
DRILL: dict[str, object] = {
    "source_id": "aa-bb", "title": "Evacuation drill", "country": "PE", "start": "2022-03-01", "participants_total": 34,
    "coordinates": "-12.05,-77.04", "hazards": "HIP:EN0205, HIP:MH0600", "organisations": "partner: City of Lima",
}  # fmt: skip
FAIR: dict[str, object] = {
    "source_id": "cc-dd", "title": "Flood fair", "country": "KE", "start": "2022-04-01", "participants_total": 50,
    "coordinates": "-1.28,36.82", "hazards": "HIP:MH0600", "organisations": "partner: Red Cross",
}  # fmt: skip


@pytest.fixture
def person(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Person:
    """At an empty workspace."""
    made = Person(qtbot, window)
    window.create(tmp_path / "desk.focal", False)
    made.until(lambda: window.desk is not None and made.listed == 0)
    return made


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """In the system's dialog for files, which no test can see."""

    def chosen(*_asked: object) -> tuple[str, str]:
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)


def opened(person: Person) -> ImportDialog:
    """The window of the import, with every column recognised and nothing asked."""
    importing = person.dialog()
    assert isinstance(importing, ImportDialog)
    person.until(
        lambda: importing.step == COLUMNS and importing.next.isEnabled() and importing.columns.preview.rowCount()
    )
    assert not importing.columns.questions.isVisible()
    return importing


def goes_to(importing: ImportDialog, heading: str) -> str:
    """Where the window says that a column goes."""
    model = importing.columns.view.model()
    rows = [row for row in range(model.rowCount()) if str(model.index(row, 0).data()).startswith(heading)]
    return str(model.index(rows[0], GOES_TO).data())


def on_the_desk(person: Person) -> list[dict[str, object]]:
    """What the file of the workspace holds of each activity, without what is kept of the source."""
    assert person.window.desk is not None
    workspace = person.window.desk.workspace
    with workspace.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY source_id")]
    found: list[dict[str, object]] = []
    for record in workspace.records("activity", ids):
        names = list[str]()
        for member in record.members("organisations"):
            role, _, id = member.partition(":")
            names.append(f"{role}: {workspace.records('organisation', [id])[0].title}")
        values: dict[str, object] = {name: value for name, value in record.values.items() if "/" not in name}
        assert json.loads(str(values.pop("source_data")))
        sets = {"organisations": names, **{each: record.members(each) for each in ("targets", "hazards")}}
        found.append(values | {name: ", ".join(sorted(each)) for name, each in sets.items() if each})
    return found


def holds(person: Person, *wanted: dict[str, object]) -> bool:
    """Are there these activities, with at least these values, and no others?"""
    found = on_the_desk(person)
    shared = [{name: each.get(name) for name in want} for each, want in zip(found, wanted, strict=True)]
    assert shared == list(wanted)
    return True


def test_by_mouse(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    choosing(monkeypatch, DONOR)
    person.choose("File", "Import a table")
    importing = opened(person)
    assert any("IATI 2.03" in each.text() for each in importing.file_line.findChildren(QLabel))
    person.press("Preview the import", importing)
    person.until(lambda: importing.step == PLANNED)
    person.press("Import 1 activity", importing)
    person.until(lambda: importing.step == DONE)
    assert holds(person, COOL_ROOFS)
    person.press("Close", importing)
    person.back_at_window()
    choosing(monkeypatch, FORM)
    person.choose("File", "Import a table")
    importing = opened(person)
    assert (goes_to(importing, "general/Country"), goes_to(importing, "username")) == (
        "Country",
        "Keep on this desk only",
    )
    assert "2 stay on this desk" in importing.words.text()
    person.press("Preview the import", importing)
    person.until(lambda: importing.step == PLANNED)
    person.press("Import 2 activities", importing)
    person.until(lambda: importing.step == DONE)
    assert holds(person, COOL_ROOFS, DRILL, FAIR)
    person.press("Undo the import", importing)
    person.until(lambda: len(on_the_desk(person)) == 1)
    person.press("Close", importing)
    person.until(lambda: person.listed == 1)


def test_with_the_keyboard_alone(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(importing: ImportDialog, words: str, reached: int) -> None:
        person.tab_to(lambda here: here is importing.next)
        assert plain(importing.next.text()) == words
        person.key(Key.Key_Space)
        person.until(lambda: importing.step == reached)

    for path, words in ((DONOR, "Import 1 activity"), (FORM, "Import 2 activities")):
        choosing(monkeypatch, path)
        person.key(Key.Key_I, Modifier.ControlModifier)
        importing = opened(person)
        step(importing, "Preview the import", PLANNED)
        step(importing, words, DONE)
        person.key(Key.Key_Escape)
        person.back_at_window()
    assert holds(person, COOL_ROOFS, DRILL, FAIR)
    person.until(lambda: person.listed == 3)
    person.key(Key.Key_Z, Modifier.ControlModifier)  # the whole import is one action
    person.until(lambda: person.listed == 1)
    assert holds(person, COOL_ROOFS)
