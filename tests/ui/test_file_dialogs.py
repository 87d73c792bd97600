"""Dialogs for files begin in the documents, then where the last file of that kind was."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import catalogue, set_language
from desktop.ui.file_dialogs import PACKAGES, TABLES, ask_file, ask_folder, ask_target, start_folder
from desktop.ui.qt_translations import MISSING, QtTranslations
from desktop.ui.settings import Settings


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "Documents"
    found.mkdir()
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: found)
    return found


def test_each_kind_of_file_has_its_own_folder(
    qtbot: QtBot, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    (stick := tmp_path / "stick").mkdir()
    answer = str(stick / "activities.xlsx")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda _parent, _title, folder, _words: (asked.append(folder), (answer, ""))[1]
    )
    parent, settings = QWidget(), Settings()
    qtbot.addWidget(parent)
    assert ask_file(parent, settings, TABLES, "Import", "*.csv") == Path(answer)
    ask_file(parent, Settings(), TABLES, "Import", "*.csv")  # at the next start
    ask_file(parent, Settings(), PACKAGES, "Import", "*.fdz")
    assert asked == [str(documents), str(stick), str(documents)]


def test_what_is_saved_is_proposed_beside_what_was_saved_before(
    qtbot: QtBot, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    (mail := tmp_path / "mail").mkdir()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (asked.append(given[2]), (str(mail / "a.csv"), ""))[1]
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: (asked.append(given[2]), "")[1])
    parent, settings = QWidget(), Settings()
    qtbot.addWidget(parent)
    for _time in range(2):
        ask_target(parent, settings, TABLES, "Save", "a.csv", "*.csv")
    assert ask_folder(parent, settings, TABLES, "Folder") is None
    assert asked == [str(documents / "a.csv"), str(mail / "a.csv"), str(mail)]


def test_a_folder_that_is_away_is_not_begun_in(documents: Path, tmp_path: Path) -> None:
    settings = Settings()
    settings.keep_folder(TABLES, tmp_path / "stick")
    assert start_folder(settings, TABLES) == documents
    assert start_folder(settings, TABLES, tmp_path) == tmp_path


@pytest.mark.parametrize("language", ["fr", "es"])
def test_qts_own_dialogs_speak_the_language(qapp: QApplication, language: str) -> None:
    translations = QtTranslations(qapp)
    set_language(language)
    translations.set_language(language)
    try:
        for context, words in MISSING.items():
            for each in words:
                said = QCoreApplication.translate(context, each)
                assert said != each or catalogue(language).gettext(each) == each
        assert QCoreApplication.translate("QFileDialog", "&Look in:") != "&Look in:"
    finally:
        set_language("en")
        translations.set_language("en")
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"
