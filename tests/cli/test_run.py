"""The command line's door: exit codes, help, order of words, output that nobody reads, and no window behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import desktop
from desktop.cli import main
from desktop.cli.parser import make_parser, option_values, options_last
from desktop.vocabularies.edition import EDITION
from desktop.workspace import Journal
from tests.cli.conftest import Desk

ROOT = Path(__file__).resolve().parents[2]


def outside(*words: str | Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    """The program as it is started by a person, in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)], capture_output=True, check=False, **more
    )  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["list"],
        ["list", "planets"],
        ["list", "activities", "--limit", "many"],
        ["edit", "1"],
        ["--json"],
        ["report"],
        ["report", "novel", "out.pdf"],
        ["report", "summary", "out.pdf", "--language", "de"],
        ["list", "activities", "--no-such-option"],
        ["backup", "--js"],
    ],
)
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "usage" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in ("init", "import", "export", "list", "show", "add", "edit", "delete", "restore-record", "history",
                    "undo", "redo", "report", "searches", "backup", "restore", "check", "vocabulary"):  # fmt: skip
        assert command in shown


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        (["--json", "list", "activities"], ["list", "activities", "--json"]),
        (["list", "activities", "--limit", "3", "flood"], ["list", "activities", "flood", "--limit", "3"]),
        (["list", "activities", "-status:idea"], ["list", "activities", " -status:idea"]),
        (["report", "summary", "--query", "-x y", "o.pdf"], ["report", "summary", "o.pdf", "--query", " -x y"]),
        (["searches", "--save", "a", "b", "--json"], ["searches", "--save", "a", "b", "--json"]),
        (["--workspace=a", "list"], ["list", "--workspace=a"]),
        (["edit", "1", "--", "--json"], ["edit", "1", "--", "--json"]),
        (["list", "-h"], ["list", "-h"]),
    ],
)
def test_options_may_stand_anywhere(words: list[str], ordered: list[str]) -> None:
    assert options_last(words, option_values(make_parser())) == ordered


def test_each_command_is_asked_how_many_words_its_options_take() -> None:
    values = option_values(make_parser())
    assert (values["--limit"], values["--save"], values["--rename"], values["--json"]) == (1, 2, 2, 0)


def test_the_version_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"Focal Desk {desktop.VERSION} (vocabularies of {EDITION})\n"


@pytest.mark.parametrize("words", [["list", "activities"], ["check"], ["undo"], ["backup"], ["show", "1"]])
def test_a_workspace_that_is_not_there_is_one_sentence(words: list[str], no_desk: Desk) -> None:
    assert "init" in no_desk.refused(*words)
    assert not no_desk.path.exists()


def test_a_file_that_is_no_workspace_is_one_sentence(no_desk: Desk) -> None:
    no_desk.path.write_bytes(b"%PDF-1.7\n" * 100)
    for words in (["list", "activities"], ["add", "title=x"], ["check"], ["init"], ["backup"]):
        no_desk.refused(*words)
    assert no_desk.path.read_bytes() == b"%PDF-1.7\n" * 100


def test_no_qt_is_loaded(desk: Desk) -> None:
    desk.done("init", "--workspace", str(desk.path.with_name("sample.focal")), "--sample")
    code = (
        "import sys; from desktop.cli import main\n"
        "codes = [main(['--workspace', sys.argv[1], *words.split()]) for words in sys.argv[2:]]\n"
        "sys.exit(any(codes) or any(name.startswith('PySide6') for name in sys.modules))"
    )
    pdf = desk.path.with_name("out.pdf")
    words = ["list activities drills", "check", "vocabulary sdg", f"report summary {pdf} --query drills"]
    done = subprocess.run(
        [sys.executable, "-c", code, str(desk.path.with_name("sample.focal")), *words],
        cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_reader_that_has_enough_is_no_error(desk: Desk) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "vocabulary", "sdg", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), error) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_output_on_a_full_disk_is_one_sentence(desk: Desk) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "vocabulary", "blocks"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1


def test_a_narrow_console_gets_utf_8_and_the_system_language(desk: Desk) -> None:
    """A console that says it knows ASCII only, as old Windows ones do."""
    desk.done("add", "title=የጎርፍ ካርታ")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = outside("--workspace", desk.path, "--json", "list", "activities", env=environment)
    assert json.loads(done.stdout.decode("utf-8"))[0]["title"] == "የጎርፍ ካርታ"


def test_stopped_by_the_person_nothing_is_left_half_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C in the middle of an import: one sentence, and the desk as it was."""

    def stopped(*_words: object, **_more: object) -> None:
        raise KeyboardInterrupt

    table = ROOT / "tests" / "data" / "tables" / "aid.csv"
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "bulk", stopped)
        assert "undone" in desk.refused("import", table)
    assert desk.data("list", "activities") == []
    assert desk.data("check")["ok"]
    assert desk.data("import", table)["new"] > 0
