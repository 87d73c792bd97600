"""What the world and other people's files do to the command line: a true sentence each time, never a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system.safe_names import shown_name
from tests.cli.conftest import Desk

ROOT = Path(__file__).resolve().parents[2]
LONG = "x" * 300
FULL = Path("/dev/full")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="no full device here")


def outside(desk: Desk, words: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, through a shell that does something with its output."""
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(desk.path), *words.split()]
    return subprocess.run(
        ["sh", "-c", f'"$0" "$@" {shell}', *command],
        check=False,
        capture_output=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("name", ["gone.csv", "gone.fdz", "gone.ics", "gone.vcf", "gone.pdf", "gone"])
def test_what_is_not_there_is_said_so_and_nothing_else(desk: Desk, name: str) -> None:
    said = desk.refused("import", name)
    assert f"There is no file {name}" in said and "edit" not in said


@pytest.mark.parametrize(
    "words", ["export {}.csv", "export {}.fdz", "export-calendar {}.ics", "export-contacts {}.vcf"]
)
def test_a_name_that_is_too_long(desk: Desk, words: str) -> None:
    desk.done("add", "visit", "title=A", "start=2027-03-02")
    desk.done("add", "person", "name=B", "consent=public")
    desk.done("add", "title=C")
    name, out = words.split()
    said = desk.refused(name, desk.path.with_name(out.format(LONG)))
    assert "too long" in said and len(said) < 400


def test_a_workspace_or_a_table_whose_name_is_too_long(desk: Desk) -> None:
    assert "too long" in desk.refused("import", f"{LONG}.csv")
    desk.path = desk.path.with_name(f"{LONG}.focal")
    for words in (["init"], ["list", "activities"], ["check"], ["restore", "latest"]):
        desk.refused(*words)


def test_the_root_of_the_disk_is_no_workspace(desk: Desk) -> None:
    desk.path = Path(desk.path.anchor)
    for words in (["init"], ["list", "activities"], ["check"], ["backup"], ["restore", "latest"], ["export", "a.fdz"]):
        assert f"{desk.path} is a folder" in desk.refused(*words)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_in_a_circle(desk: Desk) -> None:
    desk.done("add", "title=C")
    loop = desk.path.with_name("loop")
    loop.symlink_to(loop.name)
    assert "leads back to itself" in desk.refused("export", loop)
    assert "leads back to itself" in desk.refused("import", loop)
    desk.path = loop
    desk.refused("init")
    assert loop.is_symlink()


@pytest.mark.parametrize(
    "words",
    ["export {}.csv", "export {}.fdz", "export-calendar {}.ics", "export-contacts {}.vcf", "report summary {}.pdf"],
)
def test_a_folder_that_may_only_be_read(desk: Desk, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as somebody who may write everywhere: the system's answer is put in its place."""
    desk.done("add", "visit", "title=A", "start=2027-03-02")
    desk.done("add", "person", "name=B", "consent=public")
    desk.done("add", "title=C")
    folder = desk.path.with_name("closed")
    folder.mkdir()
    was, unlink = Path.open, Path.unlink

    def opened(path: Path, mode: str = "r", *more: object, **those: object) -> object:
        if path.parent == folder and mode[0] in "wxa":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return was(path, mode, *more, **those)  # type: ignore[call-overload] - passed on as it came

    def unlinked(path: Path, missing_ok: bool = False) -> None:
        if path.parent == folder:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(Path, "unlink", unlinked)
    *command, out = words.split()
    said = desk.refused(*command, folder / out.format("a"))
    assert f"{shown_name(folder, whole=True)} is read-only" in said and "edit" not in said


@on_linux
def test_a_full_device_is_to_blame_and_not_the_workspace(desk: Desk) -> None:
    for number in range(20):
        desk.done("add", f"title=Activity {number}", f"summary={'long ' * 200}")
    for words, shell in (("dump", ">/dev/full"), ("list activities", ">/dev/full"), ("export /dev/full", "")):
        done = outside(desk, words, shell)
        said = done.stderr.decode()
        assert done.returncode == 1 and len(said.splitlines()) == 1
        assert desk.path.name not in said and "edit" not in said and "full" in said
    assert desk.data("check")["ok"]


@pytest.mark.skipif(os.name == "nt", reason="no such shell")
def test_a_closed_output_does_not_change_what_was_done(desk: Desk) -> None:
    done = outside(desk, "add title=Done", ">&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert outside(desk, "undo", ">&- 2>&-").returncode == 0
    assert outside(desk, "undo", "2>&-").returncode == 1
    assert desk.data("list", "activities") == []


def test_foreign_text_does_not_reach_the_terminal_raw(desk: Desk) -> None:
    bad = "\x1b[2J\x9b31m\u202egnp.exe\u2066"
    id = desk.data("add", f"title=A{bad}B", f"summary=one\r\ntwo{bad}\nthree")["id"]
    shown = desk.done("list", "activities") + desk.done("show", id) + desk.done("history", id)
    assert not set(shown) & set("\x1b\x9b\u202e\u2066\r") and "A\\x1b[2J\\x9b31mgnp.exeB" in shown
    assert desk.data("show", id)["fields"]["title"] == f"A{bad}B"
    assert "\x1b" not in desk.refused("import", "gone\x1b[2J.zip")


@pytest.mark.skipif(os.name == "nt", reason="TZ is POSIX's")
@pytest.mark.parametrize("zone", ["XXX-25", "<+99>-99:99:99", "garbage", ":/nonexistent"])
def test_a_time_zone_that_cannot_be(desk: Desk, zone: str) -> None:
    id = desk.data("add", "title=A")["id"]
    done = outside(desk, f"history {id}", TZ=zone)
    assert (done.returncode, done.stderr) == (0, b"") and b"A" in done.stdout
