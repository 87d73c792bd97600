"""SQLite's own check of a file: said in its words, with words of progress, and given up when asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import Cancelled
from desktop.workspace import Workspace
from desktop.workspace.maintenance import sqlite_integrity
from desktop.workspace.maintenance.sqlite_integrity import quick_check
from desktop.workspace.storage.connections import connect


def test_a_check_tells_how_it_goes_and_can_be_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_integrity, "_STEPS", 10)
    Workspace.create(tmp_path / "city.focal", home=tmp_path / "home").close()
    conn = connect(tmp_path / "city.focal", read_only=True)
    heard: list[tuple[int, int]] = []
    assert quick_check(conn) == quick_check(conn, lambda *said: heard.append(said), lambda: False) == "ok"
    assert heard and set(heard) == {(1, 1)}
    with pytest.raises(Cancelled):
        quick_check(conn, cancelled=lambda: True)
    assert conn.execute("SELECT 1").fetchone() == (1,), "nothing of it is left in the connection"
    conn.close()
