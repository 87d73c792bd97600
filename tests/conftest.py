"""What every test stands on: no screen, a home of its own, the same random numbers each time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

if os.environ.get("FOCAL_DESK_TEST_SQLITE") == "newer":  # before anything imports the other one
    _folder = str(Path(__file__).resolve().parent / "newer_sqlite")
    sys.path.insert(0, _folder)
    if _folder not in os.environ.get("PYTHONPATH", ""):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (_folder, os.environ.get("PYTHONPATH", ""))))
    from newer_sqlite import put_in_place

    put_in_place()

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from tests.workspace import live_files

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.open_files"]

for _waits in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed):
    assert _waits.__kwdefaults__["timeout"] <= 5000  # ms; a busy machine is slower, and not wrong
    _waits.__kwdefaults__["timeout"] = 30_000

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Tests run in the program's own application, for pytest-qt."""
    from desktop.ui.application import Application

    return Application


@pytest.fixture(autouse=True, scope="session")
def no_test_waits_for_the_disk() -> Iterator[None]:
    """No test cuts the power: what the program hands to the system is there. To wait for the disk took half of the time."""
    from desktop.workspace.storage import connections

    assert connections.SYNCHRONOUS == "EXTRA"  # what people get
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connections, "SYNCHRONOUS", "OFF")
        patched.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and replica tokens go to a folder of this test alone, never to the person's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("FOCAL_DESK_HOME", str(home))
    monkeypatch.delenv("FOCAL_DESK_WORKSPACE", raising=False)
    return home


@pytest.fixture(autouse=True)
def no_lock_is_dropped() -> Iterator[None]:
    """No test has the program open a workspace file that SQLite has open: to close it again would drop SQLite's locks."""
    live_files.watch()
    live_files.seen.clear()
    yield
    assert live_files.seen == []


@pytest.fixture(autouse=True)
def no_terms_of_a_network() -> Iterator[None]:
    """What a workspace that a test left open adds to the vocabularies is gone with the test."""
    from desktop.vocabularies import own_terms

    yield
    for owner in list(own_terms._by_owner):
        own_terms.set_own_terms(owner, {})


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test starts in English, whatever the one before it spoke and the computer speaks."""
    from desktop.i18n import set_language

    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(autouse=True)
def new_desks_are_accepted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests begin where desks know each other. In those that are marked `new_desks_wait` a person has to accept them."""
    if request.node.get_closest_marker("new_desks_wait") is None:
        from desktop.exchange.partners import Verdict

        monkeypatch.setattr(Verdict, "needs_acceptance", False)


@pytest.fixture(autouse=True)
def nobody_answers_dialogs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that waits for an answer would wait for ever here: it is a failure, unless the test answers it."""
    if request.node.get_closest_marker("answers_dialogs"):
        return
    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("A dialog waits for an answer that no test gives.")

    for kind in (QDialog, QMessageBox, QFileDialog, QMenu):
        monkeypatch.setattr(kind, "exec", refuse)
    for kind, names in (
        (QMessageBox, ("about", "critical", "information", "question", "warning")),
        (QFileDialog, ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName")),
        (QInputDialog, ("getInt", "getItem", "getText")),
    ):
        for name in names:
            monkeypatch.setattr(kind, name, refuse)
