"""SQLite's locks on the file are held from the begin of a transaction to its end, whatever else this program does with it.

POSIX takes all locks of a process on a file away when it closes any handle of it. Another program would then roll a
transaction back that is under way. `/proc/locks` shows what is held.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.catalogue import ActivityList, Query, export_csv, facets
from desktop.cli import main
from desktop.errors import UserFacingError
from desktop.workspace import Workspace, WorkspaceLock, back_up, check, restore
from desktop.workspace.maintenance import copying
from desktop.workspace.storage import connections
from desktop.workspace.storage import write_turn as turn
from desktop.workspace.storage.file_format import read_format

_LOCKS = Path("/proc/locks")
TABLE = Path(__file__).resolve().parents[1] / "data" / "tables" / "aid.csv"


def locks_on(path: Path) -> list[str]:
    """What this process holds of SQLite's locks on a file, as the kernel lists it."""
    inode, process = path.stat().st_ino, str(os.getpid())
    lines = [line.split() for line in _LOCKS.read_text("ascii").splitlines()]
    return sorted(
        " ".join(words[1:4] + words[6:])
        for words in lines
        if words[1] == "POSIX" and words[4] == process and words[5].endswith(f":{inode}")
    )


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace with a transaction under way, in the middle of which other things are done with the file."""
    made = Workspace.create(tmp_path / "city.focal")
    for number in range(3):
        made.journal.create("activity", {"title": f"Flood drill {number}", "kind": "training", "start": "2024"})
    back_up(made.path, "asked")
    made.journal.create("visit", {"title": "To Durban"})
    monkeypatch.setattr(connections, "BUSY_MS", 1)
    monkeypatch.setattr(turn, "TURN_S", -1.0)
    try:
        with made.journal.group("edit"):
            made.journal.create("activity", {"title": "Under way"})
            if not _LOCKS.exists() or not any("WRITE" in each for each in locks_on(made.path)):
                pytest.skip("the system does not show its locks")
            yield made
    finally:
        made.close()


def _counted_elsewhere(workspace: Workspace) -> None:
    other = Workspace.open(workspace.path, read_only=True)
    assert [each.count for each in facets(other, Query())["kind"]] == [3]
    other.close()


def _whole_backup(workspace: Workspace) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "may_write", lambda path: False)  # else it waits for the transaction to end
        assert check(back_up(workspace.path, "asked")).ok


def _refused(job: Callable[[], object]) -> None:
    with pytest.raises(UserFacingError):
        job()


def _command(workspace: Workspace, *words: object) -> None:
    main(["--workspace", str(workspace.path), *map(str, words)])


_DONE: dict[str, Callable[[Workspace], object]] = {
    "facets": lambda its: facets(its, Query()),
    "facets of a second opening": _counted_elsewhere,
    "list": lambda its: list(ActivityList(its).order(Query(), ()).ids),
    "second opening": lambda its: Workspace.open(its.path).close(),
    "format": lambda its: read_format(its.path),
    "backup that waits": lambda its: _refused(lambda: back_up(its.path, "asked")),
    "backup": _whole_backup,
    "check": lambda its: _refused(lambda: check(its.path)),
    "daily": lambda its: its.keep_daily(),
    "create again": lambda its: _refused(lambda: Workspace.create(its.path)),
    "lock again": lambda its: _refused(lambda: WorkspaceLock().acquire(its.path, "Bruno")),
    "restore from itself": lambda its: _refused(lambda: restore(its.path, its.path)),
    "export": lambda its: export_csv(its, list(ActivityList(its).order(Query(), ()).ids), its.path.with_suffix(".csv")),
    "attach itself": lambda its: _refused(lambda: its.attachments.add(its.path)),
    **{
        f"command {' '.join(map(str, words))}": lambda its, words=words: _command(its, *words)
        for words in (
            ("list", "activities", "flood"),
            ("list", "visits"),
            ("show", "0"),
            ("due",),
            ("history", "0"),
            ("searches",),
            ("partners",),
            ("waiting",),
            ("conflicts",),
            ("dump",),
            ("check",),
            ("check", "--repair"),
            ("backup",),
            ("restore", "latest"),
            ("add", "title=Late"),
            ("undo",),
            ("import", TABLE, "--dry-run"),
            ("consolidate",),
        )
    },
}


@pytest.mark.parametrize("name", _DONE)
def test_the_lock_of_a_transaction_outlives(name: str, workspace: Workspace) -> None:
    before = locks_on(workspace.path)
    _DONE[name](workspace)
    assert locks_on(workspace.path) == before


_OF_FILES: dict[str, tuple[str, ...]] = {
    "import": ("import", "city.focal"),
    "import as table": ("import", "city.focal", "--dry-run"),
    "inspect": ("inspect", "city.focal"),
    "consolidate": ("consolidate", "."),
    "export over it": ("export", "city.focal"),
    "report over it": ("report", "summary", "city.focal"),
    "link": ("import", "link.csv"),
}


@pytest.mark.parametrize("name", _OF_FILES)
def test_the_workspace_named_as_another_file_keeps_its_lock(
    name: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a person who chose the wrong one."""
    monkeypatch.chdir(workspace.path.parent)
    Path("link.csv").symlink_to("city.focal")
    before = locks_on(workspace.path)
    _command(workspace, *_OF_FILES[name])
    assert locks_on(workspace.path) == before
