"""The bar says what happened and offers the way back."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import UserFacingError
from desktop.ui import made_file
from desktop.ui.made_file import FileHandle
from desktop.ui.message_bar import MessageBar


def button(bar: MessageBar, words: str) -> QPushButton:
    return next(each for each in bar.findChildren(QPushButton) if each.text() == words)


def test_undo_is_done_once_by_mouse(qtbot: QtBot) -> None:
    bar, undone = MessageBar(), []
    qtbot.addWidget(bar)
    assert bar.words == ""
    bar.show_message("12 activities deleted", "Undo", lambda: undone.append(True))
    assert bar.words == "12 activities deleted"
    qtbot.mouseClick(button(bar, "Undo"), Qt.MouseButton.LeftButton)
    assert undone == [True] and bar.isHidden()


def test_undo_by_keyboard(qtbot: QtBot) -> None:
    bar, undone = MessageBar(), []
    qtbot.addWidget(bar)
    bar.show_message("12 activities deleted", "Undo", lambda: undone.append(True))
    qtbot.keyClick(button(bar, "Undo"), Qt.Key.Key_Space)
    assert undone == [True] and bar.isHidden()


def test_fault_says_what_was_kept_and_what_to_do_without_markup(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_error(UserFacingError("<b>Full</b>.", kept="All is kept.", todo="Make room."))
    assert bar.words == "<b>Full</b>. All is kept. Make room."
    assert not any(each.isVisible() and each.text() == "" for each in bar.findChildren(QPushButton))
    qtbot.mouseClick(button(bar, "Close"), Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_the_next_edit_takes_a_message_away_and_leaves_what_went_wrong(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("“Flood drills” is in the bin.", "Undo", lambda: None, written=False)
    bar.edited()  # that it is in the bin
    assert bar.words
    bar.note_saved()
    bar.edited()  # something else
    assert not bar.words
    bar.show_error(UserFacingError("The disk is full."))
    bar.edited()
    assert bar.words


def buttons(bar: MessageBar) -> list[str]:
    """From left to right."""
    row = bar.layout()
    widgets = [row.itemAt(place).widget() for place in range(row.count())]
    return [each.text() for each in widgets if isinstance(each, QPushButton) and not each.isHidden()]


def test_a_file_that_was_made_is_opened_shown_and_copied(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    monkeypatch.setattr(made_file, "_ask_file_manager", lambda _path: False)
    monkeypatch.setattr(made_file, "select_in_folder", lambda _path: False)
    bar, path = MessageBar(), tmp_path / "Résumé & notes.pdf"
    qtbot.addWidget(bar)
    bar.show_file(path, "Résumé & notes.pdf is made.")
    assert buttons(bar) == ["Open", "Show in folder", "Copy the file", "Close"]
    for words in ("Open", "Show in folder", "Copy the file"):
        qtbot.mouseClick(button(bar, words), Qt.MouseButton.LeftButton)
        assert bar.words  # something else may be wanted of it
    assert opened == [str(path), str(tmp_path)]
    assert [url.toLocalFile() for url in QGuiApplication.clipboard().mimeData().urls()] == [str(path)]
    bar.show_message("12 activities deleted", "Undo", lambda: None)
    assert buttons(bar) == ["Undo", "Close"] and bar.findChildren(FileHandle)[0].isHidden()


def test_a_file_that_nothing_opens_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    path = tmp_path / "list.ods"
    with pytest.raises(UserFacingError, match=r"list\.ods was not found"):
        made_file.open_file(path)
    path.touch()
    with pytest.raises(UserFacingError, match=r"no program that opens list\.ods"):
        made_file.open_file(path)


def test_a_package_is_dragged_out_of_the_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dragged: list[str] = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, _action: dragged.extend(u.toLocalFile() for u in drag.mimeData().urls())
    )
    bar, path = MessageBar(), tmp_path / "Mombasa, for Kisumu.fdz"
    qtbot.addWidget(bar)
    bar.show_file(path, "Ready to be sent.", opens=False)
    assert buttons(bar) == ["Show in folder", "Copy the file", "Close"]
    (handle,) = bar.findChildren(FileHandle)
    assert handle.accessibleName() == "Drag Mombasa, for Kisumu.fdz into a mail or a folder"
    middle = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    send_move(handle, middle + QPoint(2, 0))
    assert dragged == []
    send_move(handle, middle + QPoint(40, 0))
    assert dragged == [str(path)]


def send_move(widget: QWidget, place: QPoint) -> None:
    """The pointer moves with its button held."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = QPointF(place)
    event = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(widget.mapToGlobal(place)), left, left, none)
    QApplication.sendEvent(widget, event)
