"""The same day with the keyboard alone: not one click."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.ui.dialogs.summary_dialog import SummaryDialog
from desktop.ui.importing import ImportDialog
from desktop.ui.importing.columns_table import GOES_TO
from desktop.ui.listing.facet_panel import FacetPanel
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.choice_popup import ChoicePopup
from tests.journeys.person import Person, plain

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TABLE = Path(__file__).parent.parent / "data" / "tables" / "aid.csv"


def named(words: str):
    """Is it the button with these words?"""
    return lambda here: isinstance(here, QAbstractButton) and plain(here.text()).startswith(words)


def choose_file(path: Path) -> None:
    """Write a path into the file dialog that is about to open, and press Enter: once more where it was only offered
    a completion.
    """

    def write() -> None:
        dialog = QApplication.activeModalWidget()
        line = dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None
        if line is None:
            QTimer.singleShot(20, write)
            return
        QApplication.clipboard().setText(str(path))  # typed, each letter would open a list of completions
        line.selectAll()
        line.paste()
        enter(line)

    def enter(line: QLineEdit) -> None:
        if isValid(line) and line.isVisible():
            person_presses(line, Key.Key_Return)
            QTimer.singleShot(100, lambda: enter(line))

    QTimer.singleShot(20, write)


def person_types(field: QWidget, words: str) -> None:
    """Letters into a field."""
    from PySide6.QtTest import QTest

    QTest.keyClicks(field, words)


def person_presses(field: QWidget, key: Qt.Key) -> None:
    """One key into a field."""
    from PySide6.QtTest import QTest

    QTest.keyClick(field, key)


@pytest.mark.answers_dialogs
def test_first_day_by_keyboard(qtbot: QtBot, window: MainWindow, documents: Path, outside: list[str]) -> None:
    person = Person(qtbot, window)

    # The first start: one Tab back from the button is the city, two are the name.
    person.until(lambda: window.welcome.sample.hasFocus())
    person.key(Key.Key_Backtab, Shift)
    assert window.welcome.place_field.hasFocus()
    person.key(Key.Key_Backtab, Shift)
    assert window.welcome.name_field.hasFocus()
    person.type("Amina Otieno")
    person.key(Key.Key_Tab)
    person.key(Key.Key_Tab)
    person.key(Key.Key_Space)
    person.until(lambda: person.listed == 60)

    # Search; into the list; to the facets and back.
    person.until(lambda: person.page.area.line.hasFocus())
    person.type("plan")
    person.until(lambda: 0 < person.listed < 60)
    found = person.listed
    person.key(Key.Key_Return)
    person.until(lambda: person.page.view.hasFocus())
    facets = person.tab_to(lambda here: isinstance(here, FacetPanel))
    person.until(lambda: not person.page.facets.stale and person.page.facets.entries("status"))
    for _step in range(60):
        if facets.currentIndex().data() == "Completed" or "Completed" in str(
            facets.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        ):
            break
        person.key(Key.Key_Down)
    person.key(Key.Key_Space)
    person.until(lambda: 0 < person.listed < found)
    assert person.page.query().has("status", "completed")
    person.key(Key.Key_F, Ctrl | Shift)
    person.until(lambda: person.listed == 60)

    # Into the form with Enter; write; away with F6; take it back with Ctrl+Z.
    person.key(Key.Key_F, Ctrl)
    person.key(Key.Key_Return)
    person.until(lambda: person.page.view.hasFocus())
    person.key(Key.Key_Down)
    person.key(Key.Key_Return)
    person.until(lambda: person.title_field().hasFocus())
    person.key(Key.Key_End)
    person.type(" (second edition)")
    person.until(lambda: person.saved() and any("(second edition)" in each for each in person.titles()))
    person.key(Key.Key_F, Ctrl)
    person.until(lambda: window.menus.undo.isEnabled() and "edit" in window.menus.undo.text())
    person.key(Key.Key_Z, Ctrl)
    person.until(lambda: not any("second edition" in each for each in person.titles()))
    assert "Undone" in window.message.words

    # Import by Ctrl+I, a column sent elsewhere with Space and letters, and the import taken back.
    choose_file(TABLE)
    person.key(Key.Key_I, Ctrl)
    importing = person.dialog()
    assert isinstance(importing, ImportDialog)
    view = importing.columns.view
    person.until(lambda: view.isVisible() and view.hasFocus() and importing.next.isEnabled())
    model = view.model()
    for _step in range(model.rowCount()):
        if str(model.index(view.currentIndex().row(), 0).data()).startswith("sector"):
            break
        person.key(Key.Key_Down)
    row = view.currentIndex().row()
    assert str(model.index(row, 0).data()).startswith("sector")
    person.key(Key.Key_Space)
    person.until(lambda: isinstance(QApplication.activePopupWidget(), ChoicePopup))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    person_types(popup.search, "publico")
    assert popup.labels()[0] == "Audience (Público)"  # by its name in another language
    person_presses(popup.search, Key.Key_Return)
    person.until(lambda: str(model.index(row, GOES_TO).data()) == "Audience")
    person.tab_to(named("Preview the import"))
    person.until(lambda: importing.next.isEnabled())
    person.key(Key.Key_Space)
    person.until(lambda: importing.next.isVisible() and importing.next.text().startswith("Import "))
    person.until(importing.next.hasFocus)
    person.key(Key.Key_Space)
    person.until(lambda: importing.report is not None and importing.undo.isVisible())
    assert importing.report.new == 4
    person.until(lambda: person.listed == 64)
    person.tab_to(named("Undo the import"))
    person.key(Key.Key_Space)
    person.until(lambda: person.listed == 60)
    person.key(Key.Key_Escape)
    person.back_at_window()

    # The PDF by Ctrl+Shift+R, and opened from the line below.
    person.key(Key.Key_R, Ctrl | Shift)
    dialog = person.dialog()
    assert isinstance(dialog, SummaryDialog)
    target = documents / "by hand.pdf"
    field = person.tab_to(lambda here: here is dialog.file.field)
    person.replace_text(field, str(target))
    person.key(Key.Key_Return)
    person.until(target.exists)
    person.until(lambda: "by hand.pdf" in window.message.words)
    person.back_at_window()
    person.key(Key.Key_F8)
    person.until(lambda: outside == [str(target)])

    # And home.
    person.key(Key.Key_Q, Ctrl)
    person.until(lambda: window.desk is None and not window.isVisible())
