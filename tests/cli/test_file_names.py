"""File names that are no text: bytes of an old disk that are not UTF-8. They are named readably, and end nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Desk


def _odd(folder: Path, name: bytes) -> Path:
    try:
        path = folder / os.fsdecode(name)
        path.write_bytes(b"")
    except (OSError, UnicodeError):
        pytest.skip("this disk takes no such name")
    return path


def test_a_table_is_imported(desk: Desk, tmp_path: Path) -> None:
    table = _odd(tmp_path, b"caf\xe9.csv")
    table.write_text("title,start\nDrill,2024\n", "utf-8")
    assert "New: 1" in desk.done("import", table)
    assert r"caf\udce9.csv" in desk.done("undo")


def test_a_package_is_imported_and_one_that_is_none_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.done("add", "title=Drill")
    desk.done("export", tmp_path / "all.fdz", "--full")
    monkeypatch.setenv("FOCAL_DESK_HOME", str(tmp_path / "other"))
    other = Desk(tmp_path / "other.focal", desk._capsys)
    other.done("init", "--author", "Bruno")
    folder = tmp_path / "come"
    folder.mkdir()
    good, broken, note = (_odd(folder, name) for name in (b"\xe9t\xe9.fdz", b"br\xffken.fdz", b"n\xffte.txt"))
    shutil.copy(tmp_path / "all.fdz", good)
    broken.write_text("x", "utf-8")
    note.write_text("x", "utf-8")
    assert r"br\udcffken.fdz is not a package" in other.refused("import", broken)
    told = other("consolidate", folder)
    assert r"\udce9t\udce9.fdz: imported" in told.out and r"br\udcffken.fdz: refused" in told.out
    assert r"n\udcffte.txt: no package" in told.out
    assert other("consolidate").out == told.out
    assert "New changes: 0" in other.done("import", good)
