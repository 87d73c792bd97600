"""What only Windows does, tried on it, or under Wine with `python -m tests.windows tests/system`."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.system.computer import computer_name, host_id, system_id, system_version
from desktop.system.errors import Fault, fault_of, reading_error, writing_error
from desktop.system.file_identity import file_identity
from desktop.system.files import delete_file, replace_file, temporary_beside, write_whole
from desktop.system.kernel_lock import KernelLock
from desktop.workspace import Workspace, check

pytestmark = pytest.mark.skipif(os.name != "nt", reason="only Windows does so")

ROOT = Path(__file__).resolve().parents[2]
_OPEN = "file = open(sys.argv[1], 'rb')"
_OPEN_ALONE = (
    "import ctypes, ctypes.wintypes as w; create = ctypes.windll.kernel32.CreateFileW; create.restype = w.HANDLE\n"
    "file = create(sys.argv[1], 0xC0000000, 0, None, 3, 0, None); assert file != w.HANDLE(-1).value"
)
_LOCK = (
    "from pathlib import Path; from desktop.system.kernel_lock import KernelLock\n"
    "lock = KernelLock(Path(sys.argv[1])); assert lock.acquire()"
)


@contextmanager
def other_program(does: str, path: Path) -> Generator[subprocess.Popen[bytes]]:
    """Another program that does this with a file, until its input ends or it is killed."""
    program = f"import sys\n{does}\nprint('done', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        assert running.stdout.readline().strip() == b"done"
        try:
            yield running
        finally:
            running.stdin.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_bytes(b"old")
    return tmp_path / "list.csv"


@pytest.mark.parametrize("does", [_OPEN, _OPEN_ALONE], ids=["open", "open for itself"])
def test_what_another_program_has_open_is_not_replaced(path: Path, does: str) -> None:
    new = temporary_beside(path)
    new.write_bytes(b"new")
    with other_program(does, path):
        with pytest.raises(OSError) as refused:
            replace_file(new, path, patience=0)
        assert fault_of(refused.value) in (Fault.IN_USE, Fault.DENIED)
        assert "open" in writing_error(refused.value, path).what
        with pytest.raises(OSError) as refused:
            delete_file(path, patience=0)
        assert fault_of(refused.value) is Fault.IN_USE
    assert path.read_bytes() == b"old"


def test_a_file_that_another_program_closes_in_time_is_replaced(path: Path) -> None:
    with other_program(_OPEN, path) as running:
        writing = threading.Thread(target=lambda: write_whole(path, b"new"))
        writing.start()
        assert running.stdin is not None
        running.stdin.close()
        writing.join()
    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_another_program_keeps_for_itself_is_not_read(path: Path) -> None:
    with other_program(_OPEN_ALONE, path), pytest.raises(OSError) as refused:
        path.read_bytes()
    assert fault_of(refused.value) is Fault.DENIED  # `open` does not say more
    assert "Close it in other programs" in str(reading_error(refused.value, path))


def test_an_old_copy_in_place_of_a_file_is_another_file(path: Path) -> None:
    """All times that a program can set are those of before."""
    before, times = file_identity(path), path.stat()
    content = path.read_bytes()
    path.write_bytes(b"meanwhile")
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = file_identity(path)
    assert before.certain and path.stat().st_mtime_ns == times.st_mtime_ns and after != before
    assert file_identity(path) == after


def test_the_computer_is_known_without_asking_wmi(tmp_path: Path) -> None:
    assert computer_name() and system_id() and system_version().startswith("Windows ")
    assert len(host_id(tmp_path)) == 32


def test_a_lock_ends_with_its_program(tmp_path: Path) -> None:
    lock = KernelLock(tmp_path / "lock")
    with other_program(_LOCK, tmp_path / "lock") as running:
        assert not lock.acquire()
        running.kill()
        running.wait()
    assert lock.acquire()
    lock.release()
    assert list(tmp_path.iterdir()) == []


def _long(folder: Path) -> Path:
    """A folder whose path is longer than 260 letters."""
    return Path(f"\\\\?\\{folder}").joinpath(*["n" * 60] * 5)


def _share(folder: Path) -> Path:
    """The same folder by way of a share, as which Windows offers each of its drives."""
    drive, rest = folder.drive, folder.relative_to(folder.anchor)
    return Path(f"\\\\localhost\\{drive[0]}$") / rest


@pytest.mark.parametrize("place", [_long, _share])
def test_a_workspace_lies_anywhere(tmp_path: Path, place: Callable[[Path], Path]) -> None:
    folder = place(tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    desk = Workspace.create(folder / "städte #1.focal", home=tmp_path / "home")
    assert not desk.read_only, desk.holder
    id = desk.journal.create("activity", {"title": "Kept"})
    saved = desk.back_up("asked")
    desk.close()
    assert saved.is_file()
    again = Workspace.open(folder / "städte #1.focal", home=tmp_path / "home")
    assert not again.read_only and again.record(id) is not None
    again.close()
    assert check(folder / "städte #1.focal", home=tmp_path / "home").ok
