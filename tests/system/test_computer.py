"""Which computer this is, and which file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desktop.system import computer
from desktop.system.computer import computer_name, host_id, system_version
from desktop.system.file_identity import file_identity


@pytest.fixture(autouse=True)
def fresh() -> None:
    host_id.cache_clear()


def test_it_is_the_same_at_each_start(tmp_path: Path) -> None:
    first = host_id(tmp_path)
    host_id.cache_clear()
    assert host_id(tmp_path) == first and len(first) == 32


def test_two_computers_of_one_name_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "computer_name", lambda: "LAPTOP")
    monkeypatch.setattr(computer, "system_id", lambda: "")
    for each in "ab":
        (tmp_path / each).mkdir()
    assert host_id(tmp_path / "a") != host_id(tmp_path / "b")
    host_id.cache_clear()
    one = host_id(tmp_path / "a")
    host_id.cache_clear()
    monkeypatch.setattr(computer, "system_id", lambda: "another")
    assert host_id(tmp_path / "a") != one, "a home folder that was copied to another computer"


def test_where_nothing_can_be_kept_the_rest_has_to_do() -> None:
    nowhere = Path(os.devnull) / "none"
    first = host_id(nowhere)
    host_id.cache_clear()
    assert host_id(nowhere) == first


def test_a_damaged_number_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "computer").write_bytes(b"\xff\xfe half")
    first = host_id(tmp_path)
    host_id.cache_clear()
    assert host_id(tmp_path) == first


def test_name_and_version_are_there() -> None:
    assert computer_name() and system_version()


@pytest.mark.skipif(os.name == "nt", reason="an old file keeps its place there more often")
def test_a_file_brought_back_in_place_is_another(tmp_path: Path) -> None:
    path, copy = tmp_path / "a", tmp_path / "copy"
    path.write_bytes(b"x")
    before = file_identity(path)
    assert file_identity(path) == before and before.certain
    shutil.copy2(path, copy)
    with path.open("r+b") as file:  # as a copy program does it, which leaves the inode
        file.write(copy.read_bytes())
    shutil.copystat(copy, path)
    assert path.stat().st_mtime_ns == copy.stat().st_mtime_ns and file_identity(path) != before
