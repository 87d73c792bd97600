"""The papers of a visit in the window: each document, with its data or without, over a file that is there only if said so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.errors import UserFacingError
from desktop.exchange.pdf.package_extraction import find_package
from desktop.reports.visits import DOCUMENTS, DOCUMENTS_WITH_DATA
from desktop.ui.dialogs.documents_dialog import DocumentsDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.qt_translations import QtTranslations
from desktop.ui.settings import Settings
from desktop.ui.style.theme import Theme
from desktop.workspace import Workspace
from tests.journeys.person import Person
from tests.ui.visits import example_visits

Key = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, outside: list[str]) -> Iterator[MainWindow]:
    """A window on a desk with ten visits, the one about drains opened."""
    path = tmp_path / "Kisumu.focal"
    workspace = Workspace.create(path)
    example_visits.write(workspace, date.today())
    workspace.close()
    faults: list[BaseException] = []
    made = MainWindow(Settings(), Theme(qapp, "light"), QtTranslations(qapp))
    made.broken.connect(faults.append)
    made.show()
    made.activateWindow()
    made.begin(path)
    qtbot.waitUntil(lambda: made.desk is not None, timeout=20_000)
    made.operations.person.set_name("Amina")
    assert made.view is not None
    made.view.open_page("visits")
    assert made.view.page("visits") is not None
    made.view.page("visits").open_visit(example_visits.DRAINS)
    qtbot.waitUntil(lambda: made.view.page("visits").export_actions.papers.isEnabled(), timeout=20_000)  # type: ignore[union-attr]
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.desk is None and not made.isVisible(), timeout=20_000)
    made.deleteLater()
    assert faults == []


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened with other programs."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    return opened


def dialog_of(person: Person) -> DocumentsDialog:
    found = person.dialog()
    assert isinstance(found, DocumentsDialog)
    return found


def carries(path: Path, folder: Path) -> bool:
    folder.mkdir()
    try:
        find_package(path, folder)
    except UserFacingError:
        return False
    return True


def test_every_paper_is_made_from_the_keyboard(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, outside: list[str]
) -> None:
    person = Person(qtbot, window)
    for number, document in enumerate(DOCUMENTS):
        person.key(Key.Key_P, CTRL_SHIFT)
        dialog = dialog_of(person)
        dialog.document.setCurrentIndex(dialog.document.findData(document))
        assert dialog.with_data.isVisible() == (document in DOCUMENTS_WITH_DATA)
        if document == "note":
            dialog.language.setCurrentIndex(dialog.language.findData("fr"))
            assert dialog.file.path.name.startswith("Note d’apprentissage entre pairs, ")  # as the words in it
            dialog.with_data.click()  # this one without
        target = dialog.file.path
        assert "How Kisumu keeps its drains open" in target.name and not target.exists()
        person.click(dialog.do)
        person.back_at_window()
        assert target.read_bytes().startswith(b"%PDF")
        assert window.message.words.startswith(f"{target.name} was created: ")
        assert carries(target, tmp_path / str(number)) == (document in DOCUMENTS_WITH_DATA and document != "note")
    person.press("Show in folder")
    assert outside == [str(tmp_path)]


def test_a_file_that_is_there_is_only_replaced_if_said_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(qtbot, window)
    assert (
        window.view is not None
        and window.view.page("visits") is not None
        and window.view.page("visits").visit is not None
    )
    person.press("Documents…")
    dialog = dialog_of(person)
    (target := tmp_path / "badges.pdf").write_bytes(b"mine")
    dialog.document.setCurrentIndex(dialog.document.findData("badges"))
    dialog.file.field.setText(str(target))
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_arguments: answers.pop(0))
    person.click(dialog.do)
    assert not dialog.running and target.read_bytes() == b"mine"
    person.click(dialog.do)
    person.back_at_window()
    assert answers == [] and target.read_bytes().startswith(b"%PDF")
