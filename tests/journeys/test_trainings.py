"""A focal point of the learning modules: who became a trainer and what came of it, whose certificate runs out, what the forms
say; with the mouse, and certificates by keyboard alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QListWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.trainings import read_certificates
from desktop.ui.learning.certificates_dialog import CertificatesDialog
from desktop.ui.learning.counts_table import CountsTable
from desktop.ui.learning.sheet_dialogs import SheetDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.tree_items import tree_items, tree_lines
from tests.journeys.person import Person, plain
from tests.reports.read_pdf import Pdf

OF_TRAINERS = "Training of trainers: localising the 2030 Agenda"
ILOILO = "Training of trainers: resilience, module I"


def test_trainers_of_the_modules(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(qtbot, window)
    forms, signed, report = tmp_path / "forms.csv", tmp_path / "signed.csv", tmp_path / "trainers.pdf"
    forms.write_text("Knowledge before,Knowledge after,Remark\n" + "2,5,warm\n" * 6, "utf-8")
    signed.write_text("Name,Sex,Municipality\n" + "".join(f"Ana {n},F,Town {n % 3}\n" for n in range(9)), "utf-8")
    chosen = {"getOpenFileName": str(forms), "getOpenFileNames": [str(signed)], "getSaveFileName": str(report)}
    for name, paths in chosen.items():

        def answer(*_asked: object, paths: str | list[str] = paths) -> tuple[str | list[str], str]:
            return paths, ""

        monkeypatch.setattr(QFileDialog, name, answer)
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60)

    # Who was trained there, and what did they do with it?
    person.press("Learning")
    person.press("Trainings")
    person.list = "trainings"
    person.until(lambda: window.view is not None and window.view.is_shown("trainings"))
    page = person.page
    person.until(lambda: page.tree.topLevelItemCount() > 0)
    lines = tree_lines(page.tree)
    at = lines.index(f"  {OF_TRAINERS}")
    assert lines[at - 1] == "Johanna Bauer"
    assert lines[at + 1 : at + 3] == ["    Abena Mensah", "      Cholera and flooded latrines: a week in Blantyre"]
    assert "          Calor húmedo: cuándo parar la obra" in lines  # of the third generation
    _click(person, OF_TRAINERS)
    assert page.title.text() == OF_TRAINERS and _row(page.reach, 0) == ["Together", "11", "6", "45", "253"]
    assert ["SDG module 2: territorial planning", "2", "1", "12", "33"] in [
        _row(page.reach, row) for row in range(page.reach.rowCount())
    ]

    # Whose certificates have run out, and whom to ask again?
    page.tabs.setCurrentWidget(page.certificates)
    assert page.certificates.words.text().startswith("11 certificates · ")
    assert page.certificates.table.item(0, 0).text() == "Rania Haddad"
    assert page.certificates.table.item(0, 2).text() == "Ran out"
    page.certificates.searches.linkActivated.emit("certificate:<-1d")
    person.list = "people"
    person.until(
        lambda: window.view is not None and window.view.is_shown("people") and person.titles()[:1] == ["Dana Omarova"]
    )
    assert "not valid any more" in person.page.area.note.text()

    # The forms and the lists of Iloilo come back.
    person.press("Learning")
    person.press("Trainings")
    person.list = "trainings"
    person.until(lambda: window.view is not None and window.view.is_shown("trainings"))
    _click(person, ILOILO)
    person.choose("Training", "Import an evaluation")
    dialog = person.dialog()
    assert isinstance(dialog, SheetDialog)
    person.press("Choose…", dialog)
    person.until(dialog.do.isEnabled)
    assert "not read: Remark." in dialog.remarks.text() and _row(dialog.table, 0) == ["Forms", "6"]
    person.press("Count", dialog)
    person.back_at_window()
    page.tabs.setCurrentWidget(page.evaluation)
    person.until(lambda: "6 forms" in page.evaluation.words.text() and "23 forms" in page.evaluation.words.text())
    assert _row(page.evaluation.table, 0) == ["Forms", "29"]
    person.choose("Training", "Import sign-in sheets")
    dialog = person.dialog()
    assert isinstance(dialog, SheetDialog)
    person.press("Choose…", dialog)
    person.until(dialog.do.isEnabled)
    person.press("Count", dialog)
    person.back_at_window()
    person.until(lambda: "9 people are counted" in window.message.words)
    desk = window.desk
    assert desk is not None
    listed = [record for record in desk.workspace.records("activity", [page.tree.selected_record()])]
    assert (listed[0].values["participants_total"], listed[0].values["local_governments"]) == (9, 3)

    # What is taken away names who agreed.
    person.choose("Training", "Trainers as PDF")
    person.until(lambda: "has not agreed" in window.message.words)
    with Pdf(report) as pdf:
        text = pdf.whole_text()
    assert "Mariana Pereyra" in text and "Generation 3" in text and "Omarova" not in text

    person.back_at_window()

    # By keyboard alone: a training, a certificate more, and back.
    before = len(read_certificates(desk.workspace))
    person.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: window.view is not None and window.view.is_shown("activities"))
    person.key(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: window.view is not None and window.view.is_shown("learning"))
    person.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    person.until(lambda: page.isVisible() and page.tree.hasFocus())
    person.key(Qt.Key.Key_Home)
    for _step in range(200):
        if page.tree.selected_training() is not None and page.title.text() == OF_TRAINERS:
            break
        person.key(Qt.Key.Key_Down)
    person.tab_to(lambda each: isinstance(each, QAbstractButton) and plain(each.text()).startswith("Give certificates"))
    person.key(Qt.Key.Key_Space)
    dialog = person.dialog()
    assert isinstance(dialog, CertificatesDialog) and not dialog.do.isEnabled()  # all have one
    person.until(lambda: isinstance(dialog.focusWidget(), QListWidget))
    person.key(Qt.Key.Key_Space)
    assert dialog.do.isEnabled()
    person.key(Qt.Key.Key_Return)
    person.back_at_window()
    person.until(lambda: "1 certificate is given." in window.message.words and person.saved())
    assert len(read_certificates(desk.workspace)) == before + 1
    person.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: len(read_certificates(desk.workspace)) == before)


def _click(person: Person, title: str) -> None:
    tree = person.page.tree
    item = next(each for each in tree_items(tree) if each.text(0) == title)
    tree.scrollToItem(item)
    person.click(tree.viewport(), tree.visualItemRect(item).center())
    person.until(lambda: person.page.title.text() == title)


def _row(table: CountsTable, row: int) -> list[str]:
    items = [table.item(row, column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]
