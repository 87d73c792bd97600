"""A list of a colleague, with odd headings and words, a row twice and one of nothing: by mouse, and by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop.ui.importing import ImportDialog
from desktop.ui.importing.dialog import COLUMNS, DONE, PLANNED
from desktop.ui.importing.result_lines import READ_AS
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.choice_popup import ChoicePopup
from tests.journeys.person import Person, plain

Key = Qt.Key
LIST = (
    "Réseau des villes;;;;;\nRef.;Sujet traité;Avancement;Quand;Pays;Point de vue\n"
    "A1;Plan de la côte;selon budget;03.05.2024;Togo;Revoir la digue\nA2;Exercice au port;terminé;14.06.2024;Bénin;\n"
    "A3;Plan de la côte;selon budget;03.05.2024;Togo;\nA4;Radio scolaire;Selon budget;2024;Togo;Trop tôt\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """As a spreadsheet saved it in French."""
    path = tmp_path / "Suivi 2024.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return path


def begin(person: Person, window: MainWindow, table: Path) -> ImportDialog:
    """An empty workspace, and the list dropped on it."""
    window.create(table.with_name("desk.focal"), False)
    person.until(lambda: window.desk is not None and person.listed == 0)
    person.drop(table)
    importing = person.dialog()
    assert isinstance(importing, ImportDialog)
    person.until(lambda: importing.step == COLUMNS and importing.columns.questions.isVisible())
    return importing


def row_of(view: QAbstractItemView, words: str, column: int = 0) -> int:
    """The row of a table in which a column begins so."""
    rows = range(view.model().rowCount())
    return next(row for row in rows if str(view.model().index(row, column).data()).startswith(words))


def came_in(window: MainWindow) -> list[tuple[object, ...]]:
    """What stands on the desk in the end."""
    assert window.desk is not None
    with window.desk.workspace.reading() as conn:
        sql = "SELECT title, status, start, lessons FROM activity WHERE listed = 1 ORDER BY title"
        return [tuple(row) for row in conn.exec_driver_sql(sql)]


EXPECTED = [
    ("Exercice au port", "completed", "2024-06-14", None),
    ("Plan de la côte", "planned", "2024-05-03", "Revoir la digue"),
]


def test_a_list_with_odd_headings_by_mouse(qtbot: QtBot, window: MainWindow, table: Path) -> None:
    person = Person(qtbot, window)
    importing = begin(person, window, table)
    person.press("Choose", importing)  # the likeliest column for the title is offered first
    person.until(importing.next.isEnabled)
    for heading, field in (("Quand", "Start"), ("Point de vue", "Lessons"), ("Avancement", "Status")):
        person.send_column(importing, heading, field)
    preview = importing.columns.preview
    person.until(lambda: preview.rowCount() == 4 and "2024" in str(preview.model().index(0, 3).data()))
    place = preview.visualRect(preview.model().index(3, 0))
    person.click(preview.viewport(), QPoint(place.left() + 10, place.center().y()))  # the box before line 6
    person.until(lambda: importing.without == {6})
    person.press("Preview the import", importing)
    person.until(lambda: importing.step == PLANNED)
    assert importing.outcome.chosen == "duplicates"
    person.press("Leave all out", importing)
    person.press("1 to check", importing)
    lines = importing.outcome.lines
    person.click_row(lines, row_of(lines, "selon budget", 2), READ_AS)
    person.until(lambda: isinstance(QApplication.activePopupWidget(), ChoicePopup))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    person.until(popup.list.isVisible)
    person.click_row(popup.list, row_of(popup.list, "Planned"))
    person.until(lambda: importing.next.isEnabled() and importing.outcome.figures["cells"].text().startswith("0"))
    person.press("Import the rest: 2 activities", importing)
    person.until(lambda: importing.step == DONE)
    assert came_in(window) == EXPECTED
    person.press("Show them", importing)
    person.until(lambda: person.listed == 2)


def test_the_same_list_with_the_keyboard_alone(qtbot: QtBot, window: MainWindow, table: Path) -> None:
    person = Person(qtbot, window)
    importing = begin(person, window, table)
    person.tab_to(lambda here: isinstance(here, QComboBox) and here.currentText() == "Sujet traité")
    person.tab_to(lambda here: plain(getattr(here, "text", str)()) == "Choose")
    person.key(Key.Key_Space)
    person.until(importing.next.isEnabled)
    view = importing.columns.view
    person.tab_to(lambda here: here is view)
    for heading, letters in (("Quand", "debut"), ("Point de vue", "lesson"), ("Avancement", "statut")):
        person.key(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _step in range(row_of(view, heading)):
            person.key(Key.Key_Down)
        person.key(Key.Key_Space)
        choose(person, letters)
    preview = importing.columns.preview
    person.until(lambda: preview.rowCount() == 4 and "2024" in str(preview.model().index(0, 3).data()))
    person.tab_to(lambda here: here is preview)
    for _step in range(3):
        person.key(Key.Key_Down)
    person.key(Key.Key_Space)
    person.until(lambda: importing.without == {6})
    person.key(Key.Key_Up)
    person.key(Key.Key_Return)  # what is not understood in this row
    choose(person, "plan")
    person.tab_to(lambda here: here is importing.next)
    person.key(Key.Key_Space)
    person.until(lambda: importing.step == PLANNED and importing.outcome.chosen == "duplicates")
    lines = importing.outcome.lines
    person.tab_to(lambda here: here is lines)
    person.key(Key.Key_Space)
    person.tab_to(lambda here: here is importing.next)
    assert plain(importing.next.text()) == "Import the rest: 2 activities"
    person.key(Key.Key_Space)
    person.until(lambda: importing.step == DONE)
    assert came_in(window) == EXPECTED
    person.key(Key.Key_Escape)
    person.back_at_window()


def choose(person: Person, letters: str) -> None:
    """Type into the list that has opened, and take what it finds."""
    person.until(lambda: isinstance(QApplication.activePopupWidget(), ChoicePopup))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    person.type(letters, popup.search)
    QTest.keyClick(popup.search, Key.Key_Return)
    person.until(lambda: QApplication.activePopupWidget() is None)
