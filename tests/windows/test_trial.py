"""What people with Windows laptops do, step by step: `python -m tests.windows tests/windows/test_trial.py`."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.exchange.packages import export_package
from desktop.exchange.signed_packages import import_package_file
from desktop.system import session_end
from desktop.system.safe_names import safe_file_name
from desktop.workspace import Workspace, member
from desktop.workspace.storage.home import folder_to_open
from desktop.workspace.storage.lock import lock_path
from tests.cli.conftest import Desk, desk, no_desk  # noqa: F401 - fixtures

pytestmark = pytest.mark.skipif(os.name != "nt", reason="only Windows does so")

ROOT = Path(__file__).resolve().parents[2]
_EXCEL = (  # others may read, nobody may write, replace or delete
    "import ctypes, ctypes.wintypes as w; create = ctypes.windll.kernel32.CreateFileW; create.restype = w.HANDLE\n"
    "file = create(sys.argv[1], 0xC0000000, {share}, None, 3, 0, None); assert file != w.HANDLE(-1).value"
)
ALONE, READABLE = 0, 1
NAMES = (
    "aux.pdf",
    "con",
    "a?b.pdf",
    "report: final.pdf",
    "ends.",
    "nul.txt",
    "x" * 300 + ".pdf",
    "list.csv:stream",
    "..",
)


@contextmanager
def open_elsewhere(path: Path, share: int) -> Generator[None]:
    """Another program has a file open."""
    program = f"import sys\n{_EXCEL.format(share=share)}\nprint('done', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        assert running.stdout.readline().strip() == b"done"
        try:
            yield
        finally:
            running.stdin.close()


def test_a_list_that_is_open_in_another_program(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    table = tmp_path / "Liste des activités.csv"
    table.write_text("title,start\nDrill,2027-01-02\n", encoding="utf-8")
    with open_elsewhere(table, ALONE):
        said = desk.refused("import", table)
        assert "Liste des activités.csv" in said and "Close it in other programs" in said
    with open_elsewhere(table, READABLE):  # as Excel does
        assert desk.data("import", f'"{table}"')["new"] == 1
    assert desk.data("import", tmp_path / "List*.csv")["unchanged"] == 1  # no shell makes names of a pattern


def test_a_report_over_one_that_is_open(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    desk.done("add", "title=Walk")
    out = tmp_path / "Summary.pdf"
    desk.done("report", "summary", out)
    before = out.read_bytes()
    with open_elsewhere(out, READABLE):
        said = desk.refused("report", "summary", out)
        assert "Summary.pdf" in said and "open" in said
    assert out.read_bytes() == before and list(tmp_path.glob(".~*")) == []
    desk.done("report", "summary", out)


def test_a_damaged_workspace_is_restored(desk: Desk) -> None:  # noqa: F811
    id = desk.done("add", "title=Walk")
    desk.done("backup")
    with desk.path.open("r+b") as file:
        file.seek(5_000)
        file.write(b"\xff" * 20_000)
    assert desk("check").code == 1
    desk.done("restore", "latest")
    assert desk.data("show", id)["title"] == "Walk" and desk.data("check")["ok"]


def test_names_of_attachments_from_anywhere(tmp_path: Path) -> None:
    """Each name travels as it was given, and is opened and saved under one that Windows takes."""
    (tmp_path / "desks").mkdir()
    here = Workspace.create(tmp_path / "desks" / "here.focal", home=tmp_path / "one")
    there = Workspace.create(tmp_path / "desks" / "there.focal", home=tmp_path / "two")
    id, given = here.journal.create("activity", {"title": "Walk"}), dict[str, str]()
    for number, name in enumerate(NAMES):
        source = tmp_path / f"{number}.bin"
        source.write_bytes(name.encode())
        given[here.attachments.add(source)] = name
    here.journal.edit(id, {member("attachments", sha256): name for sha256, name in given.items()})
    export_package(here, tmp_path / "a.fdz")
    import_package_file(there, tmp_path / "a.fdz", unsigned=True)
    record = there.record(id)
    assert record is not None
    kept = record.members("attachments")
    assert set(kept) == set(given)
    for sha256, name in kept.items():
        target = folder_to_open(sha256, tmp_path / "two") / safe_file_name(str(name))
        target.write_bytes(there.attachments.path(sha256).read_bytes())
        assert [each.name for each in target.parent.iterdir()] == [target.name], name  # no device, no stream
        assert target.read_bytes() == given[sha256].encode()
    here.close()
    there.close()


def test_a_scanner_that_has_the_lock_for_a_moment_is_no_other_desk(desk: Desk) -> None:  # noqa: F811
    lock, opened = lock_path(desk.path), list[Workspace]()
    lock.touch()
    opening = threading.Thread(target=lambda: opened.append(Workspace.open(desk.path)))
    with open_elsewhere(lock, ALONE):
        opening.start()
    opening.join()
    assert not opened[0].read_only
    opened[0].close()


def test_a_folder_that_is_gone(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    desk.done("add", "title=Walk")
    assert "was not found" in desk.refused("export", tmp_path / "stick" / "a.csv")
    assert "There is no" in desk.refused("import", "Q:\\list.csv")
    desk.path.rename(tmp_path / "moved.focal")
    assert "There is no workspace" in desk.refused("list", "activities")


def test_a_share(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    r"""As \\server\share\desk.focal."""
    drive, rest = tmp_path.drive, tmp_path.relative_to(tmp_path.anchor)
    desk.path = Path(f"\\\\localhost\\{drive[0]}$") / rest / "on a share.focal"
    desk.done("init")
    desk.done("add", "title=Walk")
    desk.done("backup")
    desk.done("restore", "latest")
    assert len(desk.data("list", "activities")) == 1 and desk.data("check")["ok"]


def test_windows_in_spanish_of_mexico() -> None:
    """Where no variable says so: the program asks Windows. Its C library would say "Spanish_Mexico"."""
    program = (
        "import os; [os.environ.pop(each, None) for each in ('LC_ALL', 'LC_MESSAGES', 'LANG')]\n"
        "from desktop.cli import main; main(['--help'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, cwd=ROOT,
        env={**os.environ, "LC_ALL": "es_MX.UTF-8", "LANG": "es_MX.UTF-8"},
    )  # fmt: skip
    from desktop.system.language import preferred_languages

    if not any(each.startswith("es") for each in preferred_languages()):
        pytest.skip("this Windows speaks another language: under Wine, start it with LC_ALL=es_MX.UTF-8")
    assert "crear un espacio de trabajo" in done.stdout.decode("utf-8")


def test_a_closed_console_saves_first(monkeypatch: pytest.MonkeyPatch) -> None:
    saved, handlers = list[bool](), list[Callable[[int], int]]()
    end = session_end.heed_console_end(lambda: None)
    end()  # Windows takes it, and forgets it
    monkeypatch.setattr(session_end, "_handling", handlers.append)
    session_end.heed_console_end(lambda: saved.append(True))
    (handler,) = handlers
    assert handler(0) == 0 and saved == []  # Ctrl+C is Python's own
    for number, event in enumerate((2, 5, 6), start=1):
        assert handler(event) == 1 and len(saved) == number
