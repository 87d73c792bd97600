"""A first day with the mouse: from the welcome page to a PDF for the secretariat."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.summary_dialog import SummaryDialog
from desktop.ui.importing import ImportDialog
from desktop.ui.main_window import MainWindow
from tests.journeys.person import Person

SMALL = Path(__file__).parent.parent / "data" / "tables" / "aid.csv"
REAL = Path(__file__).parent.parent.parent.parent / "shared" / "data" / "hxl" / "iati-sierraleone.csv"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(SMALL, 4, id="small"),
        pytest.param(REAL, 515, id="real", marks=pytest.mark.skipif(not REAL.exists(), reason="not here")),
    ],
)
def test_first_day_by_mouse(
    qtbot: QtBot, window: MainWindow, documents: Path, outside: list[str], table: Path, rows: int
) -> None:
    person = Person(qtbot, window)

    # The first start: a name, and the sample.
    person.click(window.welcome.name_field)
    person.type("Amina Otieno")
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60)
    assert (documents / "Focal Desk.focal").exists()
    person.until(lambda: window.desk.workspace.journal.author == "Amina Otieno")

    # Search, and narrow by a facet.
    person.click(person.page.area.line)
    person.type("plan")
    person.until(lambda: 0 < person.listed < 60)
    found = person.listed
    person.click_facet("Completed")
    person.until(lambda: 0 < person.listed < found)
    assert person.page.query().has("status", "completed")
    person.choose("Edit", "Clear the search")
    person.until(lambda: person.listed == 60)

    # Mend a title; take it back.
    person.click_row(person.page.view, 2)
    person.until(lambda: person.editor.form() is not None)
    before = person.titles()[2]
    field = person.title_field()
    person.click(field)
    person.key(Qt.Key.Key_End)
    person.type(" (second edition)", field)
    person.until(lambda: person.saved() and any("(second edition)" in each for each in person.titles()))
    person.click_row(person.page.view, 5)
    person.until(lambda: window.menus.undo.isEnabled() and "edit" in window.menus.undo.text())
    person.choose("Edit", "Undo")
    person.until(lambda: before in person.titles() and not any("second edition" in each for each in person.titles()))
    assert "Undone" in window.message.words

    # A list from elsewhere falls into the window; one of its columns is sent where it belongs; it comes in, and goes.
    person.drop(table)
    importing = person.dialog()
    assert isinstance(importing, ImportDialog)
    person.until(lambda: importing.next.isVisible() and importing.next.isEnabled())
    person.send_column(importing, "sector", "Audience")
    person.press("Preview the import", importing)
    person.until(lambda: importing.next.isVisible() and importing.next.text().startswith("Import "))
    person.click(importing.next)
    person.until(lambda: importing.report is not None and importing.undo.isVisible())
    come = importing.report.new
    assert come == rows
    person.until(lambda: person.listed == 60 + come)
    person.press("Undo the import", importing)
    person.until(lambda: person.listed == 60)
    person.press("Close", importing)
    person.until(lambda: not isinstance(QApplication.activeModalWidget(), ImportDialog))

    # The PDF.
    person.press("Summary")
    dialog = person.dialog()
    assert isinstance(dialog, SummaryDialog)
    target = documents / "for the secretariat.pdf"
    dialog.file.field.setText(str(target))
    person.press("Create the PDF", dialog)
    person.until(target.exists)
    person.until(lambda: "for the secretariat.pdf" in window.message.words)
    assert target.read_bytes().startswith(b"%PDF")
    person.press("Open")
    assert outside == [str(target)]
