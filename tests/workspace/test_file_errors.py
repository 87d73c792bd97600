"""What the world does to a workspace: a lock held elsewhere, a full disk, a folder that may only be read, a file gone."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from desktop.errors import Cancelled, UserFacingError
from desktop.system.files import copy_whole, write_whole
from desktop.workspace import Workspace, check
from desktop.workspace.attachments import Attachments
from desktop.workspace.maintenance.backup import back_up
from desktop.workspace.storage.connections import connect
from desktop.workspace.storage.file_errors import world_error
from desktop.workspace.storage.lock import FRESH_S, HeldElsewhere, WorkspaceLock, lock_path, owner_path
from tests.workspace.desks import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path / "city.focal", tmp_path / "home")


class TestLock:
    def test_the_second_hears_who_holds_it(self, tmp_path: Path) -> None:
        path = tmp_path / "city.focal"
        first = WorkspaceLock().acquire(path, "Amina")
        with pytest.raises(HeldElsewhere) as held:
            WorkspaceLock().acquire(path, "Bruno")
        assert "Amina" in held.value.holder
        first.release()
        WorkspaceLock().acquire(path, "Bruno").release()
        assert not owner_path(path).exists()

    def test_a_killed_program_holds_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "city.focal"
        program = (
            "import sys; from pathlib import Path; from desktop.workspace.storage.lock import WorkspaceLock\n"
            "lock = WorkspaceLock().acquire(Path(sys.argv[1]), 'Amina'); print('held', flush=True); sys.stdin.read()"
        )
        root = Path(__file__).resolve().parents[2]
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
        ) as other:
            assert other.stdout is not None and other.stdout.readline().strip() == b"held"
            with pytest.raises(HeldElsewhere, match="Amina"):
                WorkspaceLock().acquire(path, "Bruno")
            other.kill()
            other.wait()
        WorkspaceLock().acquire(path, "Bruno").release()

    @pytest.mark.parametrize(("age", "held"), [(60, True), (FRESH_S + 60, False), (-10 * 86_400, False)])
    def test_the_note_of_another_computer_counts_while_it_is_fresh(
        self, tmp_path: Path, age: float, held: bool
    ) -> None:
        path = tmp_path / "city.focal"
        then = time.time() - age
        note = {
            "who": "Amina",
            "computer": "elsewhere",
            "since": then,
            "renewed": then,
            "process": 1,
            "mark": "m",
        }
        owner_path(path).write_text(json.dumps(note))
        if held:
            with pytest.raises(HeldElsewhere, match="Amina on elsewhere"):
                WorkspaceLock().acquire(path, "Bruno")
        else:
            WorkspaceLock().acquire(path, "Bruno").release()

    def test_a_note_that_says_nothing_is_passed_over(self, tmp_path: Path) -> None:
        path = tmp_path / "city.focal"
        owner_path(path).write_text('{"who": [')
        WorkspaceLock().acquire(path, "Bruno").release()

    def test_a_folder_that_cannot_be_written_gets_a_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "city.focal"
        lock_path(path).mkdir()
        with pytest.raises(UserFacingError):
            WorkspaceLock().acquire(path, "Bruno")


class TestWords:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (errno.ENOSPC, "full"),
            (errno.EDQUOT, "full"),
            (errno.EROFS, "only be read"),
            (errno.EACCES, "read-only"),
            (errno.ENOENT, "was not found"),
            (errno.EIO, "could not read or write"),
        ],
    )
    def test_what_the_system_says(self, tmp_path: Path, number: int, words: str) -> None:
        found = world_error(OSError(number, os.strerror(number)), tmp_path / "city.focal")
        assert found is not None and words in found.what and "city.focal" in found.what

    def test_a_bug_stays_a_bug(self, tmp_path: Path) -> None:
        assert world_error(ValueError("x"), tmp_path) is None
        with pytest.raises(sqlite3.OperationalError) as wrong:
            sqlite3.connect(":memory:").execute("SELECT nonsense")
        assert world_error(wrong.value, tmp_path) is None

    def test_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "x.focal"
        path.write_bytes(b"rubbish" * 1000)
        with pytest.raises(sqlite3.DatabaseError) as wrong:
            connect(path, read_only=False).execute("SELECT * FROM meta").fetchall()
        found = world_error(wrong.value, path)
        assert found is not None and "not a Focal Desk workspace" in found.what

    def test_read_only(self, desk: Desk) -> None:
        with pytest.raises(sqlite3.OperationalError) as wrong:
            connect(desk.path, read_only=True).execute("DELETE FROM meta")
        found = world_error(wrong.value, desk.path)
        assert found is not None and "read-only" in found.what

    def test_busy(self, desk: Desk) -> None:
        other = connect(desk.path, read_only=False)
        other.execute("BEGIN IMMEDIATE")
        late = connect(desk.path, read_only=False)
        late.execute("PRAGMA busy_timeout=0")
        with pytest.raises(sqlite3.OperationalError) as wrong:
            late.execute("BEGIN IMMEDIATE")
        found = world_error(wrong.value, desk.path)
        assert found is not None and "is using" in found.what


class TestFullDisk:
    def test_an_edit_that_does_not_fit_is_a_sentence_and_costs_nothing(self, desk: Desk) -> None:
        desk.journal.create("activity", {"title": "kept"})
        with desk.engine.connect() as conn:
            pages = int(conn.exec_driver_sql("PRAGMA page_count").scalar_one())
            conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises((DBAPIError, sqlite3.Error)) as wrong:
            desk.journal.create("activity", {"title": "too much", "summary": "x" * 1_000_000})
        found = world_error(wrong.value, desk.path)
        assert found is not None and "full" in found.what
        desk.crash()
        assert check(desk.path, home=desk.home).ok
        assert Desk.open(desk.path, desk.home).titles() == ["kept"]

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a limit on file size")
    @pytest.mark.skipif("sqlcipher3" in sqlite3.Error.__module__, reason="its wrapper gives no code of a failed backup")
    def test_a_backup_that_does_not_fit_leaves_nothing(self, desk: Desk) -> None:
        desk.journal.create("activity", {"title": "kept", "summary": "x" * 300_000})
        program = (
            "import resource, signal, sys; from pathlib import Path\n"
            "from desktop.workspace.maintenance.backup import back_up; from desktop.errors import UserFacingError\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
            "try: back_up(Path(sys.argv[1]), 'asked', home=Path(sys.argv[2]))\n"
            "except UserFacingError as error: print(error)"
        )
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            [sys.executable, "-c", program, str(desk.path), str(desk.home)],
            cwd=root,
            capture_output=True,
            text=True,
        )
        assert len(done.stdout.splitlines()) == 1, done.stderr
        assert list(desk.path.with_name("city backups").iterdir()) == []
        assert check(desk.path, home=desk.home).ok


@pytest.mark.moves_open_files
class TestTakenAway:
    def test_moved_while_open_nothing_confirmed_is_lost(self, desk: Desk, tmp_path: Path) -> None:
        desk.journal.create("activity", {"title": "kept"})
        moved = tmp_path / "moved.focal"
        desk.path.rename(moved)
        with pytest.raises((DBAPIError, sqlite3.Error)) as wrong:
            desk.journal.create("activity", {"title": "after"})
        found = world_error(wrong.value, desk.path)
        assert found is not None and "was not found" in found.what
        desk.close()
        assert check(moved, home=desk.home).ok
        assert Desk.open(moved, desk.home).titles() == ["kept"]

    def test_a_backup_of_what_is_gone_is_a_sentence(self, desk: Desk) -> None:
        desk.path.unlink()
        with pytest.raises(UserFacingError, match="was not found"):
            back_up(desk.path, "asked", home=desk.home)


class TestFiles:
    def test_a_small_file_is_the_old_or_the_new(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "note.json"
        write_whole(path, b"old")

        def fail(_handle: int) -> None:
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(OSError):
            write_whole(path, b"new")
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]

    def test_a_cancelled_copy_leaves_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"x")
        with pytest.raises(Cancelled):
            copy_whole(tmp_path / "a", tmp_path / "b", lambda: True)
        assert [each.name for each in tmp_path.iterdir()] == ["a"]


class TestAttachments:
    def test_the_same_content_is_kept_once(self, tmp_path: Path) -> None:
        attachments = Attachments(tmp_path / "files")
        (tmp_path / "a.pdf").write_bytes(b"content")
        (tmp_path / "b.pdf").write_bytes(b"content")
        sha256 = attachments.add(tmp_path / "a.pdf")
        assert attachments.add(tmp_path / "b.pdf") == sha256
        assert attachments.verify(sha256)
        assert [each for each in (tmp_path / "files").rglob("*") if each.is_file()] == [attachments.path(sha256)]

    def test_a_damaged_one_is_noticed_and_mended_by_attaching_again(self, tmp_path: Path) -> None:
        attachments = Attachments(tmp_path / "files")
        (tmp_path / "a.pdf").write_bytes(b"content")
        sha256 = attachments.add(tmp_path / "a.pdf")
        attachments.path(sha256).write_bytes(b"other")
        assert not attachments.verify(sha256)
        attachments.add(tmp_path / "a.pdf")
        assert attachments.verify(sha256)

    def test_too_large_missing_and_folders_get_a_sentence(self, tmp_path: Path) -> None:
        attachments = Attachments(tmp_path / "files", limit=3)
        (tmp_path / "a.pdf").write_bytes(b"content")
        for path in (tmp_path / "a.pdf", tmp_path / "none.pdf", tmp_path):
            with pytest.raises(UserFacingError):
                attachments.add(path)

    def test_what_a_killed_program_left_goes_once_it_is_old(self, tmp_path: Path) -> None:
        attachments = Attachments(tmp_path / "files")
        attachments.sweep()
        (tmp_path / "a.pdf").write_bytes(b"content")
        sha256 = attachments.add(tmp_path / "a.pdf")
        young, old = (tmp_path / "files" / name for name in (".~0123456789ab.tmp", ".~ba9876543210.tmp"))
        for each, age in ((young, 80_000), (old, 90_000)):
            each.write_bytes(b"half")
            os.utime(each, (time.time() - age,) * 2)
        attachments.sweep()
        assert young.exists() and not old.exists() and attachments.verify(sha256)

    def test_dropped_it_is_gone_and_dropping_it_again_says_nothing(self, tmp_path: Path) -> None:
        attachments = Attachments(tmp_path / "files")
        (tmp_path / "a.pdf").write_bytes(b"content")
        sha256 = attachments.add(tmp_path / "a.pdf")
        attachments.drop(sha256)
        attachments.drop(sha256)
        assert not attachments.exists(sha256) and not attachments.verify(sha256)

    @pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", ""])
    def test_a_name_from_outside_is_no_path(self, tmp_path: Path, name: str) -> None:
        attachments = Attachments(tmp_path / "files")
        assert not attachments.exists(name)
        with pytest.raises(ValueError):
            attachments.path(name)


class TestDamagedText:
    """A file whose pages are in order, though what stands in them cannot be read."""

    @pytest.mark.parametrize("bad", ["X'6bff6c'", "X'c3'"])
    def test_text_that_is_no_utf_8_is_a_sentence(self, desk: Desk, bad: str) -> None:
        id = desk.journal.create("activity", {"title": "kept"})
        desk.close()
        connection = connect(desk.path, read_only=False)
        connection.execute(f"UPDATE activity SET title = CAST({bad} AS TEXT)")
        connection.close()
        workspace = Workspace.open(desk.path, home=desk.home, read_only=True)
        for read in (lambda: workspace.record(id), lambda: list(workspace.records("activity", [id]))):
            with pytest.raises(UserFacingError, match="is damaged"):
                read()
        workspace.close()
        assert not check(desk.path, home=desk.home).ok

    @pytest.mark.parametrize("bad", ["X'01ff'", "X''", "X'7f'", "'{'", "'[]'", "X'6bff'"])
    def test_a_change_that_cannot_be_read_is_a_sentence(self, desk: Desk, bad: str) -> None:
        id = desk.journal.create("activity", {"title": "kept"})
        desk.close()
        connection = connect(desk.path, read_only=False)
        connection.execute(f"UPDATE stored_change SET data = {bad}")
        connection.close()
        workspace = Workspace.open(desk.path, home=desk.home, read_only=True)
        with pytest.raises(UserFacingError, match="is damaged"):
            workspace.journal.history(id)
        workspace.close()

    @pytest.mark.parametrize("sql", ["UPDATE member_code SET field = 'x'", "UPDATE activity SET extra = '{'"])
    def test_a_record_that_cannot_be_read_is_a_sentence(self, desk: Desk, sql: str) -> None:
        id = desk.journal.create("activity", {"title": "kept", "targets/SDG:11.5": "principal"})
        desk.close()
        connection = connect(desk.path, read_only=False)
        connection.execute(sql)
        connection.close()
        workspace = Workspace.open(desk.path, home=desk.home, read_only=True)
        with pytest.raises(UserFacingError, match="is damaged"):
            workspace.record(id)
        workspace.close()

    def test_an_error_whose_words_are_no_text(self, tmp_path: Path) -> None:
        """SQLite quotes a damaged schema in its errors, and Python cannot read that."""
        found = world_error(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), tmp_path / "city.focal")
        assert found is not None and "is damaged" in found.what
