"""An erasure that was cut short is finished by whatever opens the file next, and no older copy brings anything back."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from desktop.catalogue.saved_searches import SavedSearch, save_search, saved_searches
from desktop.cli import main as run_command
from desktop.workspace import Workspace, back_up, check, list_backups, restore
from desktop.workspace.erasing import erase_person, plan_erasure
from desktop.workspace.erasure.known_erasures import PENDING, is_unfinished
from desktop.workspace.maintenance import purging
from desktop.workspace.storage.home import folder_to_open
from tests.workspace.test_erasing import SECRET, left_in


class Killed(BaseException):
    """The program ends here."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOCAL_DESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def desk(tmp_path: Path, home: Path) -> Workspace:
    return Workspace.create(tmp_path / "desk.focal", home=home)


def with_person(desk: Workspace) -> str:
    """Somebody in the file, in two backups of either kind, and in the text of a fault."""
    person = desk.journal.create("person", {"name": SECRET, "email": "zqxaveria@example.org"})
    desk.journal.create("activity", {"title": "drills", f"people/contact:{person}": True})
    desk.back_up("asked")
    back_up(desk.path, "restore", home=desk.home)
    return person


def killed_at(monkeypatch: pytest.MonkeyPatch, desk: Workspace, person: str, step: str) -> None:
    """Erase a person, and end at the first call of a step of the purge."""

    def die(*_arguments: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(purging, step, die)
        with pytest.raises(Killed):
            erase_person(desk, plan_erasure(desk, person).records)
    desk.close()


STEPS = ("_sweep", "remember", "rewrite", "_delete_files", "_clean_copy", "_unclean")
COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list", "activities"),
    "backup": ("backup",),
    "export": ("export", "out.fdz"),
    "dump": ("dump",),
    "repair": ("check", "--repair"),
    "add": ("add", "title=more"),
}


def run(desk: Workspace, *arguments: str) -> int:
    with contextlib.chdir(desk.path.parent):
        return run_command(["--workspace", str(desk.path), *arguments])


@pytest.mark.parametrize(("step", "command"), list(zip(STEPS, COMMANDS, strict=True)))
def test_what_opens_the_file_next_finishes_it(
    desk: Workspace, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, command: str
) -> None:
    killed_at(monkeypatch, desk, with_person(desk), step)
    assert [each.kind for each in check(desk.path, home=home).problems] == ["erasing"]
    assert run(desk, "check") == 1
    assert run(desk, *COMMANDS[command]) == 0
    assert left_in(tmp_path, SECRET, "zqxaveria@example.org") == []
    assert check(desk.path, home=home).problems == () and not is_unfinished(desk.path, home)


def test_the_window_finishes_it(desk: Workspace, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_at(monkeypatch, desk, with_person(desk), "rewrite")
    again = Workspace.open(desk.path, home=home)
    again.keep_daily()
    again.close()
    assert left_in(tmp_path, SECRET) == []


@pytest.mark.parametrize("reason", ["asked", "restore"])
def test_a_backup_made_in_between_is_clean(
    desk: Workspace, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    person = with_person(desk)
    with monkeypatch.context() as patch:
        patch.setattr(purging, "_delete_files", lambda *_told: (len([back_up(desk.path, reason, home=home)]) - 1, []))
        erase_person(desk, [person])
    assert left_in(tmp_path, SECRET) == []
    for each in list_backups(desk.path, home=home):
        assert check(each.path, home=home).problems == ()
    desk.close()


def test_a_backup_that_a_killed_program_made_of_a_pending_file_is_clean_at_once(
    desk: Workspace, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(monkeypatch, desk, with_person(desk), "_sweep")
    made = back_up(desk.path, "restore", home=home)
    assert left_in(made.parent, SECRET) != [], "the older ones are not yet"
    moved = made.parent.parent / "elsewhere"
    moved.mkdir()
    made.rename(moved / made.name)
    assert left_in(moved, SECRET) == []


@pytest.mark.parametrize("whole", [False, True])
def test_an_old_copy_from_elsewhere_brings_nothing_back(
    desk: Workspace, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], whole: bool
) -> None:
    person = with_person(desk)
    stick = tmp_path / "stick" / "old.focal"
    stick.parent.mkdir()
    kept = next(each for each in list_backups(desk.path, home=home) if (each.reason == "restore") is whole)
    stick.write_bytes(kept.path.read_bytes())
    erase_person(desk, [person])
    desk.close()
    assert run(desk, "restore", str(stick)) == 0
    assert "stays erased" in capsys.readouterr().err
    stick.unlink()
    assert left_in(tmp_path, SECRET) == []
    again = Workspace.open(desk.path, home=home)
    assert again.record(person) is None or "name" not in again.record(person).values  # type: ignore[union-attr]
    assert again.meta(PENDING) == "" and check(desk.path, home=home).problems == ()
    again.close()


def test_an_old_copy_that_is_opened_as_it_is_hears_of_it(desk: Workspace, home: Path, tmp_path: Path) -> None:
    person = with_person(desk)
    desk.close()
    old = tmp_path / "old" / "desk.focal"
    old.parent.mkdir()
    old.write_bytes(desk.path.read_bytes())
    now = Workspace.open(desk.path, home=home)
    erase_person(now, [person])
    now.close()
    assert left_in(old.parent, SECRET)
    assert [each.kind for each in check(old, home=home).problems] == ["erasing"]
    assert run_command(["--workspace", str(old), "list", "activities"]) == 0
    assert left_in(tmp_path, SECRET) == []


def test_a_restore_while_an_erasure_is_pending_goes_on_with_it(
    desk: Workspace, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(monkeypatch, desk, with_person(desk), "_sweep")
    restore(desk.path, list_backups(desk.path, home=home)[-1].path, home=home)
    assert is_unfinished(desk.path, home)
    assert run(desk, "list", "activities") == 0
    assert left_in(tmp_path, SECRET) == []


def test_searches_reports_and_opened_copies_keep_nothing(desk: Workspace, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "zqxaveria.txt"
    file.write_text(SECRET)
    sha256 = desk.attachments.add(file)
    file.unlink()
    person = with_person(desk)
    for name, text in (
        ("mine", "kwopjimenez"),
        ("Zqxaveria", "title:x"),
        ("drills", "title:drills"),
        ("two", 'x "KWOPJIMENEZ"'),
    ):
        save_search(desk, SavedSearch(name, text))
    save_search(desk, SavedSearch("visits", "kwopjimenez"), "visit")
    opened = folder_to_open(sha256, home) / "a.txt"
    opened.write_text(SECRET)
    other = folder_to_open("0" * 64, home) / "b.txt"
    other.write_text("kept")
    (home / "reports").mkdir()
    (home / "reports" / "1.txt").write_text(f"ValueError: {SECRET}")
    activity = desk.journal.create("activity", {"title": "with file", f"attachments/{sha256}": "a.txt"})
    desk.journal.erase([person, activity], {})
    desk.finish_erasing()
    assert [each.name for each in saved_searches(desk)] == ["drills"] and saved_searches(desk, "visit") == []
    assert not opened.exists() and other.exists()
    desk.close()
    assert left_in(tmp_path, SECRET) == []


def test_another_workspace_is_left_alone(desk: Workspace, home: Path, tmp_path: Path) -> None:
    other = Workspace.create(tmp_path / "other.focal", home=home)
    person = with_person(other)
    erase_person(desk, [with_person(desk)])
    assert other.record(person).title == SECRET  # type: ignore[union-attr]
    other.close()
    assert not is_unfinished(other.path, home)
    desk.close()
