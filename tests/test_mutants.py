"""The planted faults themselves: which there are, that they come alike for a seed, and that tests are asked about them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.changes import changes, functions
from tests.mutants.sampling import places, sample

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("source", "planted"),
    [
        ("if a < b:\n  f()", ["(left out)", "a <= b", "a >= b", "pass"]),
        ("x = a and not b", ["a or not b", "not b", "a", "b"]),
        ("x = words[1:]", ["words[:]", "2", "0"]),
        ("x = sorted(words)", ["sorted(words, reverse=True)", "list(words)"]),
        ("x = [w for w in a if w]", ["for w in a"]),
        ("x = min(a, b) + a", ["min(a, b) - a", "max(a, b)"]),
        ("return a == b", ["return True", "return False", "a != b"]),
        ("a = a.strip()", ["pass", "a"]),
        ("'''Words.'''", []),
        ("_log.info('%s', a + 1)", []),
        ("x = _('Words').format(n=1)", ["2", "0"]),
        ("raise UserFacingError(_('Words'), kept=a < b)", ["pass"]),
        ("x: Literal[1] = a", []),
    ],
)
def test_what_is_planted(source: str, planted: list[str]) -> None:
    text = f"def rule(a: int, b: int) -> bool:\n  0\n  {source}".replace("\n  f()", "\n    f()")
    ((_, function),) = functions(ast.parse(text))
    found = [str(each).split(" → ")[1].strip("[]") for each in changes(function)]
    assert sorted(found) == sorted(each.removeprefix("words[").strip("[]") for each in planted)


def test_a_planted_fault_is_taken_out_again() -> None:
    text = "def rule(a, b):\n  if a < b and b:\n    print(a[1:])\n  return 1"
    module = ast.parse(text)
    ((_, function),) = functions(module)
    for change in changes(function):
        with change.planted():
            assert ast.unparse(module) != ast.unparse(ast.parse(text))
            compile(module, "rule.py", "exec")
        assert ast.unparse(module) == ast.unparse(ast.parse(text))


def test_a_seed_names_the_same_faults_whatever_else_is_in_the_files(tmp_path: Path) -> None:
    rules = tmp_path / "desktop" / "visits" / "rules.py"
    rules.parent.mkdir(parents=True)
    rules.write_text("".join(f"def f{n}(a):\n    return a < {n} or a > 9\n\n" for n in range(9)), "utf-8")
    before = [each.name for each in sample(list(places(tmp_path)), 1, 9)]
    assert len({function for _, function, *_ in before}) == 9, "one of each function first"
    assert [each.name for each in sample(list(places(tmp_path)), 1, 9)] == before
    assert [each.name for each in sample(list(places(tmp_path)), 2, 9)] != before
    rules.write_text("def new(a):\n    return not a\n\n" + rules.read_text("utf-8"), "utf-8")
    assert [each.name for each in sample(list(places(tmp_path)), 1, 10) if each.function != "new"] == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are tried in forks")
def test_mutants_are_tried_with_the_tests_that_reach_them(tmp_path: Path) -> None:
    """On a program of three rules: one well tested, one not, one that never ends when its step is left out."""
    sources = {
        "desktop/__init__.py": "",
        "desktop/visits/rules.py": (
            "def old(age: int):\n    return age >= 65\n\n"
            "def unseen(age: int):\n    return age >= 18\n\n"
            "def counted(number: int):\n    done = 0\n    while done < number:\n        done += 1\n    return done\n"
        ),
        "tests/visits/test_rules.py": (
            "from desktop.visits.rules import counted, old\n\n"
            "def test_old():\n    assert [old(64), old(65), old(66)] == [False, True, True]\n\n"
            "def test_counted():\n    assert [counted(0), counted(3)] == [0, 3]\n"
        ),
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--root", str(tmp_path), "--processes", "0", "--patience", "0.1",
         "--count", "9"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    survivors = [line for line in lines if line.startswith("desktop/")]
    assert {line.split()[1] for line in survivors} == {"unseen:"}, done.stdout
    assert all("[unreached]" in line for line in survivors)
    assert any("does not end" in line and "done += 1" in line for line in lines)
    assert lines[-1].endswith(f"0 equivalent, {len(survivors)} survived")
