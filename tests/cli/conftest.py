"""The command line as a person meets it: words in, exit code and what it printed out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main


@dataclass(frozen=True)
class Result:
    """What one command said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What `--json` printed."""
        return json.loads(self.out)


class Desk:
    """A workspace file of one test and the commands on it."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> Result:
        self._capsys.readouterr()
        code = main(["--workspace", str(self.path), *map(str, words)])
        out, err = self._capsys.readouterr()
        return Result(code, out, err)

    def done(self, *words: str | Path) -> str:
        """A command that works and says nothing on standard error; what it printed."""
        told = self(*words)
        assert (told.code, told.err) == (0, ""), told
        return told.out.rstrip("\n")

    def data(self, *words: str | Path) -> Any:
        """The same with --json."""
        return json.loads(self.done(*words, "--json"))

    def refused(self, *words: str | Path) -> str:
        """A command that cannot be done: 1, nothing on standard output, one sentence on standard error."""
        told = self(*words)
        assert (told.code, told.out, len(told.err.splitlines())) == (1, "", 1), told
        return told.err.rstrip("\n")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An empty workspace."""
    made = Desk(tmp_path / "desk.focal", capsys)
    made.done("init", "--author", "Amina")
    return made


@pytest.fixture
def no_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A path where no workspace is."""
    return Desk(tmp_path / "none.focal", capsys)


MakeFile = Callable[[str, str], Path]


@pytest.fixture
def file(tmp_path: Path) -> MakeFile:
    """Write a file of this name and text."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
