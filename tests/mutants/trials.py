"""Tries mutants one after the other: pytest and the program are imported once, each mutant is tried in a fork of that.

In the fork the function's code is replaced by the mutated one, and the tests that reach it run, the fastest first, until
one fails. The fork may write in its own temporary folder alone: a mutant that deletes the wrong file must not find one.
"""

from __future__ import annotations

import gc
import importlib
import os
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutants.reach import Reach
from tests.mutants.sampling import Mutant, Place

LONGER = 5.0
"""A test may take this many times as long as without a mutant, and some seconds more of the processor."""
WAITING = 12
"""A test that waits for what does not come is ended after so many times its allowance, by the clock on the wall."""
MEMORY = 8 << 30
_WRITES = {"os.remove", "os.rmdir", "os.rename", "os.truncate", "os.mkdir", "os.link", "os.symlink", "os.chmod"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: the test that noticed it, or "" for none of those that reach it."""

    noticed_by: str
    how: str  # "fails", "does not end"; "survived", "unreached", "cannot be planted"
    tests: int
    seconds: float


Judge = Callable[[Mutant], Outcome]


class Trials:
    """A pytest session that runs no test itself but forks for each mutant that it is asked about."""

    def __init__(
        self, root: Path, places: Sequence[Place], reach: dict[str, Reach], most_seconds: float, patience: float
    ) -> None:
        self._root, self._reach, self._most_seconds, self._patience = root, reach, most_seconds, patience
        self._places = {(each.file, each.function): each for each in places}
        self._items: dict[str, pytest.Item] = {}
        self._functions: dict[tuple[str, str, int], list[FunctionType]] = {}
        self._reliable: dict[str, bool] = {}

    def run(self, work: Callable[[Judge], None]) -> None:
        """Have `work` ask about mutants."""
        temp = tempfile.TemporaryDirectory(prefix="mutants-")
        self._temp = Path(temp.name)
        inside = self._temp / "temp"
        inside.mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(inside)
        sys.dont_write_bytecode = True
        self._work = work
        files = sorted({test.split("::")[0] for test in self._reach})
        try:
            # Without its own output: what is shown is what `work` prints.
            code = pytest.main(
                ["-p", "no:terminal", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:faulthandler",
                 "-o", "addopts=--import-mode=importlib", f"--rootdir={self._root}",
                 f"--basetemp={self._temp / 'tests'}", *files],
                plugins=[self],
            )  # fmt: skip
        finally:
            temp.cleanup()
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            raise SystemExit(f"the tests could not be collected: pytest ended with {code}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running the tests."""
        self._items = {item.nodeid: item for item in session.items}
        for file, _function in self._places:  # also what the program itself loads late
            importlib.import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(self._root)):
                code = each.__code__
                key = (code.co_filename, code.co_qualname, code.co_firstlineno)
                self._functions.setdefault(key, []).append(each)
        gc.collect()
        gc.freeze()
        capture = session.config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            self._work(self.judge)
        return True

    def judge(self, mutant: Mutant) -> Outcome:
        """Whether a test notices."""
        began = time.monotonic()
        tests = [
            test
            for test, each in sorted(self._reach.items(), key=lambda entry: entry[1].seconds)
            if f"{mutant.file}::{mutant.function}" in each.functions and test in self._items
        ]
        while True:
            tests = [test for test in tests if self._reliable.get(test, True)]
            chosen, left = [], self._most_seconds
            for test in tests:
                left -= self._reach[test].seconds
                if left > 0 or not chosen:
                    chosen.append(test)
            noticed_by, how = self._fork(mutant, chosen) if chosen else ("", "unreached")
            if noticed_by and noticed_by not in self._reliable:
                self._reliable[noticed_by] = not self._fork(None, [noticed_by])[0]
                if not self._reliable[noticed_by]:
                    continue  # it fails without the mutant too
            return Outcome(noticed_by, how, len(chosen), round(time.monotonic() - began, 2))

    def _fork(self, mutant: Mutant | None, tests: list[str]) -> tuple[str, str]:
        """Run tests in a fork; the one that fails, and how."""
        replaced = self._code(mutant) if mutant else []
        if mutant and not replaced:
            return "", "cannot be planted"
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.close(reading)
                os.setpgid(0, 0)
                self._try(replaced, [self._items[each] for each in tests], writing)
            finally:
                os._exit(3)
        os.close(writing)
        try:
            return self._watch(child, reading)
        finally:
            os.close(reading)
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)  # whatever it started

    def _watch(self, child: int, reading: int) -> tuple[str, str]:
        """Follow what the fork says: each test as it starts, and the one that failed."""
        running, said = "", b""
        while True:
            allowed = WAITING * (self._patience + LONGER * self._reach[running].seconds) if running else 300
            if not select.select([reading], [], [], allowed)[0]:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return running or "(start)", "does not end"
            piece = os.read(reading, 65536)
            said += piece
            *lines, said = said.split(b"\n")
            for line in lines:
                what, _, test = line.decode().partition(" ")
                running = test
                if what == "failed":
                    os.waitpid(child, 0)
                    return test, "fails"
            if not piece:
                status = os.waitpid(child, 0)[1]
                if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
                    return "", "survived"
                if not running:
                    raise RuntimeError(f"a fork ended before its first test, with status {status}")
                ended = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
                return running, "does not end" if ended else "fails"

    def _try(self, replaced: list[tuple[FunctionType, CodeType]], items: list[pytest.Item], writing: int) -> None:
        """In the fork: plant the mutant, run the tests, end."""
        say = os.fdopen(writing, "w", buffering=1, encoding="utf-8")
        quiet = os.open(os.devnull, os.O_RDWR)
        for each in (0, 1, 2):
            os.dup2(quiet, each)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        sys.addaudithook(self._keep_inside)
        for function, code in replaced:
            function.__code__ = code

        class Failed:
            """Ends the fork at the first failure."""

            def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
                if report.failed:
                    print("failed", report.nodeid, file=say)
                    os._exit(1)

        items[0].config.pluginmanager.register(Failed())
        for item, following in zip(items, [*items[1:], None], strict=True):
            print("runs", item.nodeid, file=say)
            allowed = self._patience + LONGER * self._reach[item.nodeid].seconds
            signal.setitimer(signal.ITIMER_PROF, allowed)  # what the processor does; its signal ends the fork
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        os._exit(0)

    def _keep_inside(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Refuse what would change a file outside the temporary folder."""
        if event in _WRITES or event == "shutil.rmtree":
            paths = arguments[:2] if event == "os.rename" else arguments[:1]
        elif event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            paths = arguments[:1]
        else:
            return
        for path in paths:
            if isinstance(path, str | bytes | os.PathLike):
                whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - a Path would cost more than the tests' own work
                outside = not whole.startswith((str(self._temp), "/dev/", str(self._root / ".hypothesis")))
                if outside and (os.path.isabs(os.fsdecode(path)) or event == "open"):  # noqa: PTH117
                    raise PermissionError(f"a mutant wanted to change {whole}")

    def _code(self, mutant: Mutant) -> list[tuple[FunctionType, CodeType]]:
        """The functions whose code the mutant replaces, and the code."""
        place = self._places[mutant.file, mutant.function]
        file = str(self._root / mutant.file)
        with place.changes[mutant.number].planted():
            module = compile(place.module, file, "exec", dont_inherit=True)
        wanted = (file, mutant.function, place.first_line)
        for code in _codes(module):
            if (code.co_filename, code.co_qualname, code.co_firstlineno) == wanted:
                return [
                    (each, code)
                    for each in self._functions.get(wanted, ())
                    if each.__code__.co_freevars == code.co_freevars
                ]
        return []


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)
