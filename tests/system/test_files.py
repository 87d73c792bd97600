"""Files written whole or not at all, on every system; and what killed programs left."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.system import files
from desktop.system.files import (
    copy_whole,
    delete_file,
    expand_wildcards,
    never_wait_on_this_thread,
    real_path,
    remove_left_overs,
    replace_file,
    replacing,
    temporary_beside,
    user_path,
    write_whole,
)

ROOT = Path(__file__).resolve().parents[2]


def windows_error(number: int) -> PermissionError:
    """As Windows raises it, where PermissionError stands for all sorts of things."""
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = number  # type: ignore[attr-defined] - exists on Windows alone
    return error


class Busy:
    """Another program that holds a file for some tries."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tries: int, number: int = 32) -> None:
        self.tries, self.slept = tries, list[float]()
        self._number, self._replace, self._unlink = number, Path.replace, Path.unlink
        self._now = 0.0
        monkeypatch.setattr(Path, "replace", lambda path, target: self.replace(path, target))
        monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: self.unlink(path, missing_ok))
        monkeypatch.setattr(files.time, "sleep", self.sleep)
        monkeypatch.setattr(files.time, "monotonic", lambda: self._now)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += seconds

    def refuse(self) -> None:
        if self.tries:
            self.tries -= 1
            raise windows_error(self._number)

    def replace(self, path: Path, target: Path) -> Path:
        self.refuse()
        return self._replace(path, target)

    def unlink(self, path: Path, missing_ok: bool = False) -> None:
        self.refuse()
        self._unlink(path, missing_ok)


class TestPatience:
    @pytest.mark.parametrize("number", [5, 32, 33])
    def test_a_scanner_that_holds_a_file_for_a_moment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        (tmp_path / "new").write_bytes(b"new")
        (tmp_path / "a").write_bytes(b"old")
        busy = Busy(monkeypatch, 5, number)
        replace_file(tmp_path / "new", tmp_path / "a")
        assert (tmp_path / "a").read_bytes() == b"new" and len(busy.slept) == 5
        busy.tries = 5
        delete_file(tmp_path / "a")
        assert list(tmp_path.iterdir()) == []

    def test_it_ends(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a").write_bytes(b"old")
        busy = Busy(monkeypatch, 10_000)
        with pytest.raises(PermissionError):
            write_whole(tmp_path / "a", b"new")
        busy.tries = 0
        assert files.PATIENCE_S / 2 < sum(busy.slept) <= 2 * files.PATIENCE_S  # to replace, and to clear away
        assert (tmp_path / "a").read_bytes() == b"old"

    def test_the_thread_of_the_window_does_not_wait(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        busy = Busy(monkeypatch, 10_000)
        found: list[BaseException] = []

        def window() -> None:
            never_wait_on_this_thread()
            try:
                delete_file(tmp_path / "a")
            except PermissionError as error:
                found.append(error)
            finally:
                files._impatient.clear()

        thread = threading.Thread(target=window)
        thread.start()
        thread.join()
        assert len(found) == 1 and busy.slept == []

    def test_other_refusals_are_told_at_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        busy = Busy(monkeypatch, 1, 19)
        with pytest.raises(PermissionError):
            delete_file(tmp_path / "a")
        assert busy.slept == []


class TestReplacing:
    def test_a_failure_leaves_the_old_one_and_nothing_else(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        with pytest.raises(ZeroDivisionError), replacing(tmp_path / "a") as temporary:
            temporary.write_bytes(b"half")
            raise ZeroDivisionError
        assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a", b"old")]

    def test_nothing_written_is_a_failure(self, tmp_path: Path) -> None:
        with pytest.raises(OSError), replacing(tmp_path / "a"):
            pass
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_a_link_stays_and_what_it_leads_to_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "far").mkdir()
        (tmp_path / "far" / "file").write_bytes(b"old")
        (tmp_path / "link").symlink_to(Path("far") / "file")
        write_whole(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink()
        assert [(each.name, each.read_bytes()) for each in (tmp_path / "far").iterdir()] == [("file", b"new")]

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_a_link_to_what_is_not_there_yet(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("file")
        write_whole(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_bytes() == b"new"

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_links_in_a_circle(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("b")
        (tmp_path / "b").symlink_to("a")
        with pytest.raises(OSError) as wrong:
            write_whole(tmp_path / "a", b"new")
        assert wrong.value.errno == errno.ELOOP
        assert real_path(tmp_path / "a").parent == real_path(tmp_path)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_named_pipe_is_written_into(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        read: list[bytes] = []
        thread = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
        thread.start()
        write_whole(pipe, b"x" * 300_000)
        thread.join()
        assert read == [b"x" * 300_000] and stat.S_ISFIFO(pipe.stat().st_mode)
        assert list(tmp_path.iterdir()) == [pipe]

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    def test_a_device_is_written_into(self) -> None:
        write_whole(Path("/dev/null"), b"x")
        with pytest.raises(OSError) as wrong:
            write_whole(Path("/dev/full"), b"x")
        assert wrong.value.errno == errno.ENOSPC
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode) and stat.S_ISCHR(Path("/dev/full").stat().st_mode)

    @pytest.mark.skipif(os.name == "nt" or not Path("/dev/stdout").exists(), reason="no name for standard output here")
    @pytest.mark.parametrize("through_a_pipe", [True, False])
    def test_standard_output_comes_in_its_order(self, tmp_path: Path, through_a_pipe: bool) -> None:
        code = (
            "from pathlib import Path; from desktop.system.files import write_whole\n"
            "print('before'); write_whole(Path('/dev/stdout'), b'data\\n'); print('after')"
        )
        with (tmp_path / "out").open("wb") as out:
            done = subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.PIPE if through_a_pipe else out
            )
        assert (done.stdout or (tmp_path / "out").read_bytes()).split() == [b"before", b"data", b"after"]

    def test_a_folder_is_not_replaced(self, tmp_path: Path) -> None:
        with pytest.raises(IsADirectoryError):
            write_whole(tmp_path, b"x")

    @pytest.mark.skipif(os.name == "nt", reason="no modes there")
    def test_what_is_private_is_so_from_the_first_byte(self, tmp_path: Path) -> None:
        with replacing(tmp_path / "key", private=True) as temporary:
            assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_copy_of_what_cannot_be_read_blames_the_source(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="There is no file gone"):
        copy_whole(tmp_path / "gone", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


class TestLeftOvers:
    @staticmethod
    def make(folder: Path, name: str, age_s: float) -> Path:
        path = folder / name
        path.write_bytes(b"half")
        then = time.time() - age_s
        os.utime(path, (then, then))
        return path

    def test_only_old_ones_of_ours_go(self, tmp_path: Path) -> None:
        self.make(tmp_path, temporary_beside(tmp_path / "x").name, 2 * 86_400)
        self.make(tmp_path, f"{temporary_beside(tmp_path / 'x').name}-journal", 2 * 86_400)
        kept = [
            self.make(tmp_path, temporary_beside(tmp_path / "x").name, 3_600),
            self.make(tmp_path, ".~lock.table.ods#", 2 * 86_400),
            self.make(tmp_path, ".~mine.tmp", 2 * 86_400),
            self.make(tmp_path, "~0123456789ab.tmp", 2 * 86_400),
        ]
        (folder := tmp_path / ".~0123456789ab.tmp").mkdir()
        os.utime(folder, (0, 0))
        remove_left_overs(tmp_path)
        assert sorted(tmp_path.iterdir()) == sorted([*kept, folder])

    def test_the_next_export_clears_away_what_a_killed_one_left(self, tmp_path: Path) -> None:
        self.make(tmp_path, temporary_beside(tmp_path / "x").name, 2 * 86_400)
        write_whole(tmp_path / "out.csv", b"x")
        assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]

    def test_a_folder_that_is_gone_or_closed_is_passed_over(self, tmp_path: Path) -> None:
        remove_left_overs(tmp_path / "gone")
        remove_left_overs(Path("/proc/1/fd"))


def test_a_drive_that_cannot_say_where_a_name_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> str:
        raise OSError(errno.EINVAL, "no such request")

    monkeypatch.setattr(os.path, "realpath", refuse)
    assert real_path(tmp_path / "a" / ".." / "b") == tmp_path / "b"


def test_a_tilde_that_stands_for_nobody() -> None:
    if os.name != "nt":  # Windows takes the folder beside one's own for it
        assert user_path(Path("~nobody-of-this-name/x")) == Path("~nobody-of-this-name/x")
    assert user_path(Path("~/x")) == Path.home() / "x"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"{}"', "{}"),
        ("'{}'", "{}"),
        (' "{}" ', "{}"),
        ("  {}", "{}"),
        ("{}", "{}"),
        ('"', '"' if os.name != "nt" else ""),
    ],
)
def test_a_path_as_it_is_pasted(written: str, meant: str, tmp_path: Path) -> None:
    """Windows' *Copy as path* puts it between quotation marks."""
    path = str(tmp_path / "Städte & Co" / "list 1.csv")
    assert user_path(written.format(path)) == Path(meant.format(path))


def test_marks_and_spaces_that_belong_to_a_name_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("no name on Windows has them")
    monkeypatch.chdir(tmp_path)
    for name in ("'quoted'", " spaced "):
        Path(name).touch()
        assert user_path(name) == Path(name) and user_path(Path(name)) == Path(name)


def test_patterns_are_files_where_no_shell_makes_them_so(tmp_path: Path) -> None:
    for name in ("b.fdz", "A.fdz", "c.txt", "d"):
        (tmp_path / name).touch()
    pattern, one = tmp_path / "*.fdz", tmp_path / "?"
    assert expand_wildcards([pattern], shell_does=True) == [pattern]  # this one is meant as it stands
    found = expand_wildcards([tmp_path / "c.txt", pattern, one], shell_does=False)
    assert [each.name for each in found] == ["c.txt", "A.fdz", "b.fdz", "d"]
    assert expand_wildcards([tmp_path / "*.csv"], shell_does=False) == [tmp_path / "*.csv"]
