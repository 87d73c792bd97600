"""The bar says what happened and offers the way back."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.errors import UserFacingError
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
