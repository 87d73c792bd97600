"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "desktop").rglob("*.py"))


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "manager"])
def test_no_file_has_a_name_that_says_nothing(word: str) -> None:
    assert [path for path in SOURCES if path.stem == word] == []


def test_no_file_of_the_program_passes_400_lines() -> None:
    long = {path.name: len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_words_for_people_are_put_together_before_translation() -> None:
    """An f-string inside `_()` is a sentence that no catalogue can hold."""
    slips: list[str] = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in ("_", "N_", "ngettext", "pgettext"):
                continue
            if any(isinstance(argument, ast.JoinedStr) for argument in node.args):
                slips.append(f"{path.name}:{node.lineno}")
    assert slips == []


def test_every_dependency_is_bounded_on_both_sides() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["test"], *groups["lint"]]
    assert [each for each in wanted if ">=" not in each or "<" not in each] == []


def test_the_window_is_not_asked_to_process_its_events() -> None:
    assert [path.name for path in SOURCES if "processEvents" in path.read_text("utf-8")] == []
