"""The guard of open files itself: it refuses what Windows refuses, and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

ACTIONS: dict[str, Callable[[Path], object]] = {
    "unlink": lambda path: path.unlink(),
    "remove": lambda path: os.remove(path),  # noqa: PTH107 - libraries call it
    "rename": lambda path: path.rename(path.with_name("other")),
    "replace": lambda path: path.replace(path.with_name("other")),
    "written over": lambda path: _written(path.with_name("new")).replace(path),
    "rename the folder": lambda path: path.parent.rename(path.parent.with_name("elsewhere")),
    "delete the folder": lambda path: shutil.rmtree(path.parent),
}


def _written(path: Path) -> Path:
    path.write_bytes(b"x")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return _written(tmp_path / "folder" / "file")


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_an_open_file_is_neither_moved_nor_deleted(
    path: Path, action: Callable[[Path], object], open_files_stay: list[str]
) -> None:
    with path.open("rb"), pytest.raises(PermissionError):
        action(path)
    assert path.read_bytes() == b"x"
    open_files_stay.clear()
    action(path)
    assert not path.exists() or path.read_bytes() == b"x"


def test_a_database_holds_its_file(path: Path, open_files_stay: list[str]) -> None:
    with closing(sqlite3.connect(path.with_name("data"))) as connection:
        connection.execute("CREATE TABLE a (b)")
        with pytest.raises(PermissionError):
            path.with_name("data").unlink()
    open_files_stay.clear()
    path.with_name("data").unlink()


def test_a_name_that_is_taken_is_not_given_by_rename(path: Path, open_files_stay: list[str]) -> None:
    with pytest.raises(FileExistsError):
        path.rename(_written(path.with_name("other")))
    open_files_stay.clear()
    path.rename(path.with_name("free"))
    path.with_name("free").rename(path.with_name("free"))


def test_what_is_open_in_one_test_may_not_be_swallowed(path: Path, open_files_stay: list[str]) -> None:
    with path.open("rb"):
        shutil.rmtree(path.parent, ignore_errors=True)
    assert len(open_files_stay) == 1 and "test_open_files.py" in open_files_stay[0]
    open_files_stay.clear()


@pytest.mark.moves_open_files
def test_a_test_that_says_so_may(path: Path) -> None:
    with path.open("rb"):
        path.unlink()
    assert not path.exists()


def test_temporary_files_come_and_go() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _written(Path(folder) / "a")
    with tempfile.NamedTemporaryFile() as named:
        named.write(b"x")
    with tempfile.TemporaryFile() as nameless:
        nameless.write(b"x")
    with tempfile.SpooledTemporaryFile(max_size=1) as spooled:
        spooled.write(b"more")
    assert not Path(folder).exists() and not Path(named.name).exists()
