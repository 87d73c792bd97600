"""Files that are no workspace, or a damaged or an old one: each command says in one sentence what it found, and a backup
can be put in the place of any of them.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.workspace import Workspace, check
from desktop.workspace.storage.connections import APPLICATION_ID
from desktop.workspace.storage.file_format import VERSION
from tests.cli.conftest import Desk

RELEASED = Path(__file__).resolve().parents[1] / "data" / "released"
_PAGE = 4096


def _foreign(path: Path, _whole: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


def _foreign_in_wal(path: Path, _whole: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (x)")


def _without_tables(path: Path, _whole: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("CREATE TABLE t (x)")


_FILES: dict[str, tuple[Callable[[Path, bytes], object], str]] = {
    "empty": (lambda path, _whole: path.touch(), "is empty: 0 bytes"),
    "foreign": (_foreign, "is not a Focal Desk workspace"),
    "foreign in WAL": (_foreign_in_wal, "is not a Focal Desk workspace"),
    "text": (lambda path, _whole: path.write_text("title,status\n", "utf-8"), "is not a Focal Desk workspace"),
    "cut off": (lambda path, whole: path.write_bytes(whole[:5000]), "is cut off"),
    "without tables": (_without_tables, "is damaged: a part"),
    "pages overwritten": (
        lambda path, whole: path.write_bytes(whole[: 3 * _PAGE] + b"\xff" * 5 * _PAGE + whole[8 * _PAGE :]),
        "is damaged: a part",
    ),
    "schema overwritten": (
        lambda path, whole: path.write_bytes(whole[:100] + b"\xff" * (_PAGE - 100) + whole[_PAGE:]),
        "is damaged: a part",
    ),
}


@pytest.mark.parametrize("name", _FILES)
def test_each_command_says_it_in_one_sentence(name: str, desk: Desk, tmp_path: Path) -> None:
    make, words = _FILES[name]
    odd = Desk(tmp_path / "odd.focal", desk._capsys)
    make(odd.path, desk.path.read_bytes())
    before = odd.path.read_bytes()
    assert words in odd.refused("backup")
    assert words in desk.refused("restore", odd.path)
    told = odd("check")
    assert told.code == 1 and ("damaged" in told.out or words in told.err), told
    if name != "text":
        assert "Nothing was imported" in desk.refused("import", odd.path)
    assert odd.path.read_bytes() == before
    with pytest.raises(UserFacingError, match=words):
        if {problem.kind for problem in check(odd.path).problems} == {"file"}:
            raise UserFacingError(words)
    if name != "pages overwritten":
        with pytest.raises(UserFacingError, match=words):
            Workspace.open(odd.path)


@pytest.mark.parametrize("name", _FILES)
def test_a_backup_takes_its_place(name: str, desk: Desk, tmp_path: Path) -> None:
    desk.done("add", "title=Kept")
    saved = desk.done("backup")
    odd = Desk(tmp_path / "odd.focal", desk._capsys)
    _FILES[name][0](odd.path, desk.path.read_bytes())
    before = odd.path.read_bytes()
    odd.done("restore", saved)
    assert "Kept" in odd.done("list", "activities")
    assert odd.done("check").startswith("No problems found")
    kept = [each.read_bytes() for each in odd.path.with_name("odd backups").glob("*.focal")]
    assert kept == [before]


@pytest.mark.parametrize("name", ["0001", "0003", "0005"])
def test_a_file_of_an_older_version_has_to_be_opened_before_it_is_checked(
    name: str, desk: Desk, tmp_path: Path
) -> None:
    old = Desk(tmp_path / "old.focal", desk._capsys)
    shutil.copy(RELEASED / f"{name}.focal", old.path)
    before = old.path.read_bytes()
    assert "was created by an older Focal Desk" in old.refused("check")
    assert "was created by an older Focal Desk" in old.refused("check", "--repair")
    old.done("backup")
    assert old.path.read_bytes() == before
    old.path.write_bytes(before[: 3 * _PAGE] + b"\xff" * 4 * _PAGE + before[7 * _PAGE :])
    assert "restore a backup" in old("check").err


def test_a_folder_is_named_as_one(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "folder.focal").mkdir()
    folder = Desk(tmp_path / "folder.focal", desk._capsys)
    assert "is a folder" in desk.refused("restore", folder.path)
    assert "is a folder" in folder.refused("restore", desk.path)
