"""The command line's door: exit codes, help, and no window behind it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("words", [["nonsense"], ["list"], ["list", "planets"], ["edit", "1"], ["--json"]])
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "usage" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in ("init", "import", "list", "show", "add", "edit", "delete", "history", "undo", "redo",
                    "backup", "restore", "check", "vocabulary"):  # fmt: skip
        assert command in shown


def test_no_qt_is_loaded() -> None:
    code = "import sys, desktop.cli.front; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_workspace_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--workspace", str(tmp_path / "none.focal"), "list", "activities"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("before", [True, False])
def test_options_may_stand_before_or_after_the_command(
    before: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--json", "--workspace", str(tmp_path / "one.focal")]
    assert main([*where, "init"] if before else ["init", *where]) == 0
    assert (tmp_path / "one.focal").exists()
    assert capsys.readouterr().out.startswith("{")
