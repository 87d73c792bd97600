"""Two desks with windows of their own, and files that travel between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.exchange.package_import_dialog import PackageImportDialog
from desktop.ui.exchange.page import ExchangePage
from desktop.ui.exchange.send_dialog import SendDialog
from desktop.ui.main_window import MainWindow
from desktop.workspace import Record, Workspace
from desktop.workspace.merge.dump import dump
from tests.exchange.open_desks import open_desks
from tests.exchange.trust.attackers import Desk, MakeDesk
from tests.ui.window.conftest import faults, outside, show  # noqa: F401 - fixtures

PATIENCE_MS = 20_000


class Person:
    """Somebody at a window."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        self.qtbot, self.window, self.folder = qtbot, window, folder

    @property
    def workspace(self) -> Workspace:
        assert self.window.desk is not None
        return self.window.desk.workspace

    def until(self, reached: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(reached()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        desk = self.window.desk
        assert desk is not None
        self.until(lambda: not desk.background._running and not desk.writer.waiting)

    def page(self) -> ExchangePage:
        """The page of exchange, as it is read now."""
        self.window.menus.pages["exchange"].trigger()
        assert self.window.view is not None
        page = self.window.view.page("exchange")
        assert page is not None and page.isVisible()
        page.read()
        self.rest()
        return page

    def sending(self) -> SendDialog:
        """The dialog that is open, when it has counted."""
        dialog = self.window.findChild(SendDialog)
        assert dialog is not None
        self.until(lambda: dialog._leaving is not None)
        return dialog

    def sent(self, dialog: SendDialog, name: str) -> Path:
        path = self.folder / name
        dialog.file.field.setText(str(path))
        with self.qtbot.waitSignal(dialog.made, timeout=PATIENCE_MS):
            dialog.do.click()
        self.qtbot.waitUntil(lambda: self.window.findChild(SendDialog) is None)
        assert name in self.window.message.words
        return path

    def send_everything(self, name: str) -> Path:
        self.window.operations.packages.send_everything()
        return self.sent(self.sending(), name)

    def taking(self, path: Path) -> PackageImportDialog:
        """The dialog after it has looked at what was dropped."""
        self.window.take(path)
        dialog = self.window.findChild(PackageImportDialog)
        assert dialog is not None
        self.until(lambda: not dialog.work.running)
        return dialog

    def press(self, dialog: PackageImportDialog) -> None:
        dialog.next.click()
        self.until(lambda: not dialog.work.running)

    def import_package(self, path: Path) -> None:
        dialog = self.taking(path)
        self.press(dialog)
        self.close(dialog)

    def close(self, dialog: PackageImportDialog) -> None:
        dialog.accept()
        self.qtbot.waitUntil(lambda: self.window.findChild(PackageImportDialog) is None)
        self.rest()

    def dump(self) -> list[str]:
        with self.workspace.reading() as conn:
            return list(dump(conn))

    def record(self, id: str) -> Record:
        found = self.workspace.record(id)
        assert found is not None
        return found


MakePerson = Callable[[str], Person]


@pytest.fixture
def person(qtbot: QtBot, show: Callable[[Path | None], MainWindow], tmp_path: Path) -> MakePerson:  # noqa: F811
    """Makes people by name, each at an empty desk."""

    def make(name: str) -> Person:
        path = tmp_path / f"{name}.focal"
        workspace = Workspace.create(path)
        workspace.journal.set_author(name)
        workspace.close()
        window = show(path)
        qtbot.waitUntil(lambda: window.view is not None)
        journal = window.desk.workspace.journal
        found = Person(qtbot, window, tmp_path)
        found.rest()
        journal.set_author(name)
        return found

    return make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Desks without a window."""
    with open_desks(Desk, tmp_path) as make:
        yield make
