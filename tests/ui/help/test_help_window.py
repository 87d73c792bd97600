"""F1 opens the topic of where one stands; the window of the help finds, goes back and follows links."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.help_texts import TOPICS, help_text, help_title, pictures
from desktop.ui import pages
from desktop.ui.dialogs.manual_dialog import ManualDialog
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.help.topics import TOPIC_OF_CLASS
from desktop.ui.help.window import HelpWindow
from desktop.ui.main_window import MainWindow
from desktop.ui.settings import Settings
from tests.ui.window.conftest import *  # noqa: F403 - a window to press keys in

FRAMES = {"StepDialog", "JobDialog", "NewRecordDialog"}
"""What dialogs are made of; nobody sees them as they are."""


def _classes() -> dict[str, list[str]]:
    """Every class of the window with the names of those it is made of."""
    return {
        node.name: [ast.unparse(base).rpartition(".")[2] for base in node.bases]
        for path in Path(desktop.ui.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }


def test_every_page_and_dialog_has_a_topic() -> None:
    assert [entry.name for entry in pages.PAGES if (entry.topic or entry.name) not in TOPICS] == []
    classes = _classes()

    def chain(name: str) -> list[str]:
        return [name, *(more for base in classes.get(name, []) for more in chain(base))]

    dialogs = [name for name in classes if {"QDialog", "QMessageBox"} & set(chain(name))]
    assert len(dialogs) > 35
    assert [name for name in dialogs if name not in FRAMES and not set(chain(name)) & set(TOPIC_OF_CLASS)] == []
    assert set(TOPIC_OF_CLASS) <= set(classes) and set(TOPIC_OF_CLASS.values()) <= set(TOPICS)


def _topic(window: MainWindow) -> str:
    assert window.help.window is not None and window.help.window.isVisible()
    return window.help.window.topic


def test_f1_opens_the_topic_of_page_part_and_dialog(qtbot: QtBot, show: object, workspace_file: Path) -> None:
    window: MainWindow = show(workspace_file)  # type: ignore[operator]
    assert window.view is not None and window.help.window is None
    window.view.open_page("exchange")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    assert _topic(window) == "exchange"
    window.view.page("exchange").empty.help.click()
    assert _topic(window) == "exchange"
    for name, topic in (("bin", "bin"), ("people", "network")):
        window.view.open_page(name)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
        assert _topic(window) == topic
    window.set_language("fr")
    assert window.help.window is not None and window.help.window.windowTitle().startswith("Aide")
    assert _topic(window) == "network"
    dialog = NameDialog("", window)
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None and dialog.focusWidget().hasFocus())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F1)
    assert _topic(window) == "start"
    helping = window.help.window
    helping.search.setFocus()
    QTest.keyClick(helping.windowHandle(), Qt.Key.Key_X)  # the dialog lets nothing else be used, but the help
    assert helping.search.text() == "x"
    dialog.reject()
    assert helping.isVisible() and helping.windowHandle().transientParent() is None


def test_the_window_finds_marks_follows_and_goes_back(qtbot: QtBot) -> None:
    window = HelpWindow(Settings())
    qtbot.addWidget(window)
    window.show_topic("nowhere")
    assert window.topic == TOPICS[0] and window.contents.count() == len(TOPICS)
    window.search.setText("verification code")
    found = [window.contents.item(row).data(Qt.ItemDataRole.UserRole) for row in range(window.contents.count())]
    assert window.topic in found and {"exchange", "glossary"} <= set(found) < set(TOPICS)
    text = window.text.document().toPlainText().lower()
    marked = [text[start : start + length] for start, length in window._hits]
    assert "verification" in marked and all(each.startswith(("verification", "code")) for each in marked)
    assert len(window.text.extraSelections()) == len(marked)
    first = window.text.textCursor().position()
    window._next_hit()
    assert window.text.textCursor().position() > first
    window.search.setText("xylophone")
    assert not window.nothing.isHidden() and window.text.extraSelections() == []
    window._escape()
    assert window.search.text() == "" and window.nothing.isHidden()
    before = window.topic
    window._follow(QUrl("backups"))
    assert window.topic == "backups" and help_title("backups", "en") in window.text.toPlainText()
    window.back.click()
    assert window.topic == before and window.forward.isEnabled()
    window.forward.click()
    assert window.topic == "backups" and not window.forward.isEnabled()
    window.show_topic("activities")
    [(words, _name, below)] = pictures(help_text("activities", "en"))
    assert below in window.text.toPlainText() and window.text.accessibleDescription() == words
    for width in (900, 700):
        window.resize(width, 500)
        window.grab()
        shown = window.text.document().resource(2, QUrl("pictures/activities.png"))
        assert 0 < window.text.viewport().width() - shown.deviceIndependentSize().width() < 60
        assert not window.text.horizontalScrollBar().isVisible()
    window.close()
    again = HelpWindow(Settings())
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 500) and not isinstance(again, QDialog)


def test_the_manual_is_saved_from_the_help_s_window(qtbot: QtBot, show: object, tmp_path: Path) -> None:
    window: MainWindow = show(None)  # type: ignore[operator]
    window.help.open("start")
    assert window.help.window is not None
    window.help.window.manual.click()
    dialog = window.findChild(ManualDialog)
    assert dialog is not None and dialog.file.path.name == "The manual of Focal Desk.pdf"
    dialog.language.setCurrentIndex(dialog.language.findData("fr"))
    assert dialog.file.path.name == "Manuel de Focal Desk.pdf"
    dialog.file.field.setText(str(target := tmp_path / "m.pdf"))
    dialog.do.click()
    qtbot.waitUntil(lambda: window.message.words.startswith("m.pdf was created: "), timeout=30_000)
    assert target.read_bytes().startswith(b"%PDF")
