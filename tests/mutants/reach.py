"""Which tests reach which function, and how long each takes: found once, kept until a test or a function's name changes.

Also a plugin of pytest (`-p tests.mutants.reach`), which is what looks on while the tests run.
"""

from __future__ import annotations

import ast
import functools
import gc
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

TESTS = ("values", "workspace", "catalogue", "exchange", "visits", "cli")
_FOLDER = "MUTANTS_REACH_FOLDER"
_OWN = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of one test."""

    seconds: float
    functions: frozenset[str]  # file::qualified name


def collect(root: Path, kept: Path, processes: int, fresh: bool = False) -> dict[str, Reach]:
    """By the name of each test that passes: how long it takes and what it reaches."""
    known: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.exists() and not fresh else {}
    keys = dict(_keys(root))
    missing = sorted(file for file, key in keys.items() if known.get(file, {}).get("key") != key)
    if missing:
        print(f"looking which functions the tests of {len(missing)} files reach", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutants.reach", "-p", "no:cacheprovider",
                 "-o", "addopts=--import-mode=importlib", "-n", str(processes), *missing],
                cwd=root, env={**os.environ, _FOLDER: folder, "PYTHONPATH": str(_OWN)}, stdout=subprocess.DEVNULL, check=False,
            )  # fmt: skip
            found: dict[str, Any] = {}
            for path in Path(folder).iterdir():
                found |= json.loads(path.read_text("utf-8"))
        for file in missing:
            those = {test: each for test, each in found.items() if test.split("::")[0] == file}
            known[file] = {"key": keys[file], "tests": those}
        known = {file: known[file] for file in sorted(keys)}
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(known), encoding="utf-8")
    return {
        test: Reach(each["seconds"], frozenset(each["functions"]))
        for file in known.values()
        for test, each in file["tests"].items()
        if each["passed"]
    }


def _keys(root: Path) -> Iterator[tuple[str, str]]:
    """By test file: what must stay the same for its tests to be known still.

    Of the program only the names of its functions: what a body does now may reach a little more or less, which costs a
    test too many or too few, and not the minutes of looking again.
    """
    names = hashlib.sha256()
    for path in sorted((root / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.update(f"{path.relative_to(root)} {node.name}\n".encode())
    files = [path for room in TESTS for path in sorted((root / "tests" / room).rglob("*.py"))]
    for path in files:
        if not path.name.startswith("test_"):
            names.update(path.read_bytes())
    for path in files:
        if path.name.startswith("test_"):
            yield path.relative_to(root).as_posix(), hashlib.sha256(names.digest() + path.read_bytes()).hexdigest()


class _Watcher:
    """Notes each function of the program that runs during a test."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, root
        self._found: dict[str, dict[str, Any]] = {}
        self._failed = False
        self._modules = 0
        self._caches: list[Any] = []

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None]:
        self._forget_results()
        seen: set[CodeType] = set()

        def note(frame: FrameType, event: str, argument: object) -> None:
            seen.add(frame.f_code)

        self._failed = False
        threading.settrace(note)
        sys.settrace(note)
        began = sum(os.times()[:4])  # of the processor, for itself and what it starts: what else runs does not count
        try:
            yield
        finally:
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type] # None is what ends it
        inside = str(self._root / "desktop")
        reached = {
            f"{Path(code.co_filename).relative_to(self._root).as_posix()}::{code.co_qualname.split('.<locals>')[0]}"
            for code in seen
            if code.co_filename.startswith(inside)
        }
        self._found[item.nodeid] = {
            "seconds": round(sum(os.times()[:4]) - began, 3),
            "passed": not self._failed,
            "functions": sorted(reached),
        }

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or report.failed

    def pytest_sessionfinish(self) -> None:
        name = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        (self._folder / f"{name}.json").write_text(json.dumps(self._found), encoding="utf-8")

    def _forget_results(self) -> None:
        """A result that an earlier test left in a cache would hide that this test needs the function too."""
        if self._modules != len(sys.modules):
            self._modules = len(sys.modules)
            kind = type(functools.lru_cache(len))
            self._caches = [
                each for each in gc.get_objects() if isinstance(each, kind) and each.__module__.startswith("desktop.")
            ]
        for each in self._caches:
            each.cache_clear()


def pytest_configure(config: pytest.Config) -> None:
    """Pytest's own name for the start. The process that only hands tests to others sees none of them."""
    if folder := os.environ.get(_FOLDER):
        config.pluginmanager.register(_Watcher(Path(folder), config.rootpath), "reach-watcher")
