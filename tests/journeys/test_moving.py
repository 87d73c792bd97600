"""A desk moves from one window to another, and is handed over, while a package of a partner is under way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.exchange.moving import encrypted_file
from desktop.ui import file_dialogs
from desktop.ui.dialogs.open_move_dialog import OpenMoveDialog
from desktop.ui.dialogs.prepare_move_dialog import PrepareMoveDialog
from desktop.ui.main_window import MainWindow
from desktop.workspace.storage.home import ENVIRONMENT
from tests.access_keys import clashes
from tests.exchange.trust.attackers import Desk
from tests.journeys.person import Person

PASSPHRASE = "four words at least"


def _prepare(person: Person, file: Path, successor: str = "") -> None:
    window = person.window
    window.operations.moving.prepare(bool(successor))
    dialog = window.findChild(PrepareMoveDialog)
    assert dialog is not None
    assert not clashes(dialog)
    dialog.file.field.setText(str(file))
    dialog.passphrase.setText(PASSPHRASE)
    dialog.again.setText("another")
    dialog.successor.setText(successor)
    dialog.do.click()
    assert "not the same" in dialog.said
    dialog.again.setText(PASSPHRASE)
    dialog.do.click()
    person.until(lambda: window.desk is not None and not window.desk.writable)
    assert window.view is not None
    notice = window.view.notice("read only")
    assert notice is not None
    assert ("Dora works" if successor else "moved to another computer") in notice.words.text()


def _open(person: Person, file: Path, target: Path) -> None:
    window = person.window
    window.operations.moving.ask_move_here()
    dialog = window.findChild(OpenMoveDialog)
    assert dialog is not None
    assert not clashes(dialog)
    dialog.source.setText(str(file))
    dialog.target.field.setText(str(target))
    dialog.passphrase.setText("wrong words here")
    dialog.do.click()
    person.until(lambda: "does not fit" in dialog.said)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.do.click()
    person.until(lambda: window.desk is not None and window.desk.writable and window.desk.workspace.path == target)


def test_a_move_and_a_hand_over_with_a_package_under_way(
    qtbot: QtBot, window: MainWindow, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encrypted_file, "LOG_N", 12)
    person, bruno = Person(qtbot, window), Desk(tmp_path, "Bruno")
    old = documents / "Focal Desk.focal"
    window.create(old, False)
    person.until(lambda: window.desk is not None)
    assert window.desk is not None
    old_home = window.desk.workspace.home
    window.desk.workspace.journal.set_author("Anna")
    mine = window.desk.workspace.journal.create("activity", {"title": "Of Anna"})
    theirs = bruno.journal.create("activity", {"title": "Of Bruno, under way"})
    package = bruno.send()

    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(file_dialogs, "ask_folder", lambda *_told, **_named: stick)
    person.until(lambda: window.status._copy.text() == "No copy on another disk")
    window.status.copy_wanted.emit()
    person.until(lambda: "same disk" in window.message.words)
    assert (stick / "Focal Desk copy" / "Focal Desk.focal").is_file()

    _prepare(person, tmp_path / "move.fdm")
    window.close_workspace()
    person.until(lambda: window.welcome is not None)
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "home of the new laptop"))
    new = tmp_path / "new" / "Moved.focal"
    _open(person, tmp_path / "move.fdm", new)
    desk = window.desk
    assert desk is not None
    assert desk.workspace.author == "Anna"
    from desktop.exchange.signed_packages import import_package_file

    import_package_file(desk.workspace, package, accept_new=True)
    assert {str(desk.workspace.record(id).values["title"]) for id in (mine, theirs)} == {  # pyright: ignore[reportOptionalMemberAccess]
        "Of Anna",
        "Of Bruno, under way",
    }

    _prepare(person, tmp_path / "handover.fdm", "Dora")
    assert "Dora" in (tmp_path / "handover" / "Bruno.txt").read_text("utf-8")
    window.close_workspace()
    person.until(lambda: window.welcome is not None)
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "home of Dora"))
    _open(person, tmp_path / "handover.fdm", tmp_path / "Dora.focal")
    assert window.desk is not None
    assert window.desk.workspace.author == "Dora"

    # The first laptop takes its desk back.
    window.close_workspace()
    person.until(lambda: window.welcome is not None)
    monkeypatch.setenv(ENVIRONMENT, str(old_home))
    window.open(old)
    person.until(lambda: window.desk is not None and window.desk.workspace.path == old)
    assert window.view is not None
    notice = window.view.notice("read only")
    assert notice is not None
    notice.findChildren(QPushButton)[0].click()
    person.until(lambda: window.desk is not None and window.desk.writable)
    bruno.close()
