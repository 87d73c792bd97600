"""Several programs that want to write at once are let in one after the other; who stays is named at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.catalogue import ActivityList, Query
from desktop.workspace import HeldElsewhere, Workspace, WorkspaceLock
from desktop.workspace.storage import write_turn as turn
from desktop.workspace.storage.write_turn import PATIENCE_S, acquire_in_turn
from tests.workspace.together import run_together

ROOT = Path(__file__).resolve().parents[2]


def test_all_who_come_at_once_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "city.focal"
    Workspace.create(path).close()

    def add(number: int) -> bool:
        workspace = Workspace.open(path, patience=PATIENCE_S)
        try:
            workspace.journal.create("activity", {"title": f"Drill {number}"})
            return not workspace.read_only
        finally:
            workspace.close()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(add, range(8)))
    workspace = Workspace.open(path)
    assert len(ActivityList(workspace).order(Query(), ()).ids) == 8
    workspace.close()


def test_commands_at_once_are_all_done(tmp_path: Path) -> None:
    path = tmp_path / "city.focal"
    Workspace.create(path).close()
    words = [sys.executable, str(ROOT / "main.py"), "--workspace", str(path), "add", "title=Drill"]
    started = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _each in range(3)]
    assert [(each.communicate()[1], each.returncode) for each in started] == [(b"", 0)] * 3
    workspace = Workspace.open(path)
    assert len(ActivityList(workspace).order(Query(), ()).ids) == 3
    workspace.close()


def test_whoever_stays_is_named_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window is open for hours: no command waits for it."""
    path = tmp_path / "city.focal"
    first = WorkspaceLock().acquire(path, "Amina")
    slept: list[float] = []
    monkeypatch.setattr(turn.time, "sleep", slept.append)
    monkeypatch.setattr(turn, "TURN_S", -1.0)
    with pytest.raises(HeldElsewhere, match="Amina"):
        acquire_in_turn(path, "Bruno")
    assert slept == []
    first.release()


def test_a_window_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "city.focal"
    first = Workspace.create(path)
    slept: list[float] = []
    monkeypatch.setattr(turn.time, "sleep", slept.append)
    second = Workspace.open(path)
    assert second.read_only and slept == []
    second.close()
    first.close()


def test_a_window_and_commands_work_together(tmp_path: Path) -> None:
    """The short form of `python -m tests.soak together`."""
    outcome = run_together(tmp_path, "1", commands=3)
    assert outcome.faults == []
    assert outcome.done["window counts"] and sum(outcome.done.values()) > 3
