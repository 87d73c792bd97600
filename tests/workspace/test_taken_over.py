"""Another computer, or a file that was brought back: who may go on writing, and under which id."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.system import file_identity as identities
from desktop.workspace import Workspace
from desktop.workspace.storage import lock as locks
from desktop.workspace.storage.lock import (
    FRESH_S,
    LOOK_S,
    RENEW_S,
    RENEW_SYNCED_S,
    HeldElsewhere,
    WorkspaceLock,
    owner_path,
)


def taken_over(path: Path) -> None:
    """Another computer wrote its note."""
    note = json.loads(owner_path(path).read_text("utf-8"))
    owner_path(path).write_text(json.dumps({**note, "host": "another", "mark": "theirs"}), "utf-8")


@pytest.mark.parametrize("clock", ["time", "monotonic"])
def test_after_a_sleep_the_first_write_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    """Which of the two clocks stands still in a sleep depends on the system."""
    desk = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    desk.journal.create("activity", {"title": "before"})
    taken_over(desk.path)
    desk.journal.create("activity", {"title": "at once"})  # the note was read a moment ago
    was = getattr(time, clock)
    with monkeypatch.context() as patched:
        patched.setattr(locks.time, clock, lambda: was() + LOOK_S + 1)
        with pytest.raises(UserFacingError, match=r"opened desk\.focal while"):
            desk.journal.create("activity", {"title": "after"})
    assert desk.taken_over
    desk.close()


def test_a_note_of_its_own_is_none_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    was = time.monotonic
    with monkeypatch.context() as patched:
        patched.setattr(locks.time, "monotonic", lambda: was() + LOOK_S + 1)
        desk.journal.create("activity", {"title": "after"})
    assert not desk.taken_over
    desk.close()


def test_two_computers_of_one_name_are_two(tmp_path: Path) -> None:
    path = tmp_path / "desk.focal"
    first = WorkspaceLock().acquire(path, "Amina", home=tmp_path / "one")
    note = json.loads(owner_path(path).read_text("utf-8"))
    first.release()
    owner_path(path).write_text(json.dumps(note), "utf-8")
    with pytest.raises(HeldElsewhere, match="Amina"):
        WorkspaceLock().acquire(path, "Bruno", home=tmp_path / "two")
    WorkspaceLock().acquire(path, "Amina", home=tmp_path / "one").release()


def test_where_a_disk_tells_no_changes_the_home_folder_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT on Windows: the file brought back in its place looks the same, and so does the note; the seal does not."""
    path, home = tmp_path / "desk.focal", tmp_path / "home"
    was = identities.change_time
    monkeypatch.setattr(identities, "change_time", lambda each: 0 if each.suffix == ".focal" else was(each))
    Workspace.create(path, home=home).close()
    first = Workspace.open(path, home=home)
    replica = first.meta("replica")
    first.close()
    again = Workspace.open(path, home=home)
    assert again.meta("replica") == replica
    again.close()
    (seal,) = home.glob("replicas/*.seal")
    seal.write_bytes(b"")  # as a copy that is put back over it
    brought_back = Workspace.open(path, home=home)
    assert brought_back.meta("replica") != replica
    brought_back.close()


@pytest.mark.parametrize(("folder", "seconds"), [("Documents", RENEW_S), ("OneDrive - City", RENEW_SYNCED_S)])
def test_a_synchronised_folder_gets_a_note_seldom(tmp_path: Path, folder: str, seconds: int) -> None:
    """Each renewal is sent to every computer there; and it comes in time for the others to believe it."""
    (tmp_path / folder).mkdir()
    lock = WorkspaceLock().acquire(tmp_path / folder / "desk.focal", "Amina", home=tmp_path / "home")
    try:
        assert lock.renew_after_s == seconds < FRESH_S - 240
    finally:
        lock.release()
