"""Run test files with the Windows Python, each in a process of its own, and sum up what came of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.windows.setting_up import PROJECT, environment, windows_command

LONGEST_S = 1800
"""How long one test file may take."""
_LAST_WORDS_S = 5
_NO_TESTS = 5  # pytest's exit code where the arguments choose none of a file
_PLUGINS = ("-p", "no:xdist", "-p", "no:cacheprovider", "-p", "tests.windows.patience")
_OPTIONS = ("-q", *_PLUGINS, "-o", "addopts=--import-mode=importlib", "--tb=short")


@dataclass
class Summary:
    """What came of some test files. `failed` and `crashed` say why."""

    passed: int = 0
    failed: dict[str, str] = field(default_factory=dict[str, str])
    skipped: Counter[str] = field(default_factory=Counter[str])
    crashed: dict[str, str] = field(default_factory=dict[str, str])

    def add_report(self, report: Path) -> None:
        """Count what pytest wrote down of one file."""
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            name = f"{case.get('classname')}::{case.get('name')}"
            wrong = [each for each in case if each.tag in ("failure", "error")]
            skip = case.find("skipped")
            if wrong:
                self.failed[name] = (wrong[0].get("message") or "").strip()
            elif skip is not None:
                self.skipped[skip.get("message") or ""] += 1
            else:
                self.passed += 1

    def text(self) -> str:
        """For people: how many, which failed and why, what was left out and why."""
        lines = [f"FAILED {name}\n    {_shortened(reason)}" for name, reason in sorted(self.failed.items())]
        lines += [f"CRASHED {name}\n    {reason}" for name, reason in sorted(self.crashed.items())]
        lines += [f"{number:5} skipped: {reason}" for reason, number in self.skipped.most_common()]
        lines += [
            f"{self.passed} passed, {len(self.failed)} failed, {self.skipped.total()} skipped,"
            f" {len(self.crashed)} files did not come to their end"
        ]
        return "\n".join(lines)


def _shortened(reason: str) -> str:
    return "\n    ".join(line[:200] for line in reason.splitlines()[:3])


def run_python(folder: Path, arguments: list[str]) -> int:
    """Run the Windows Python and print what it says; returns its exit code. Under Wine it starts with pipes alone."""
    line = windows_command(folder, arguments)
    with subprocess.Popen(
        line, env=environment(folder), cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:  # fmt: skip
        assert running.stdin is not None and running.stdout is not None
        running.stdin.close()
        for line in running.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    return running.returncode


def run_suite(folder: Path, arguments: list[str], *, jobs: int, resume: bool) -> int:
    """Run test files and print the summary; returns the exit code. Without paths in the arguments: all of them."""
    results = folder / "results"
    if not resume:
        shutil.rmtree(results, ignore_errors=True)
    results.mkdir(exist_ok=True)
    paths = [Path(each) for each in arguments if each.startswith("tests/") or (PROJECT / each).exists()]
    options = [each for each in arguments if Path(each) not in paths]
    summary, began, lock = Summary(), time.monotonic(), threading.Lock()
    targets = _targets(paths)

    def run(target: str) -> None:
        words = _run_file(folder, results, target, options)
        with lock:
            print(f"{time.monotonic() - began:6.0f} s  {target}: {words}", flush=True)

    with _wine_kept_up(folder), ThreadPoolExecutor(jobs) as pool:
        list(pool.map(run, targets))
    for target in targets:
        report, log = _report(results, target), _log(results, target)
        if report.exists():
            summary.add_report(report)
        elif not log.read_text("utf-8", "replace").endswith(f"\nexit {_NO_TESTS}\n"):
            summary.crashed[target] = _shortened("\n".join(log.read_text("utf-8", "replace").splitlines()[-3:]))
    print(summary.text())
    return 1 if summary.failed or summary.crashed else 0


def _targets(paths: list[Path]) -> list[str]:
    """The test files, those that take long first where all are run; a path may name one test in a file."""
    found: list[str] = []
    for path in paths or [Path("tests")]:
        inside = sorted((PROJECT / path).rglob("test_*.py")) if (PROJECT / path).is_dir() else []
        found += [each.relative_to(PROJECT).as_posix() for each in inside] or [path.as_posix()]
    return list(dict.fromkeys(found))


def _report(results: Path, target: str) -> Path:
    return results / f"{target.replace('/', '.').replace('::', '..')}.xml"


def _log(results: Path, target: str) -> Path:
    return _report(results, target).with_suffix(".log")


def _run_file(folder: Path, results: Path, target: str, options: list[str]) -> str:
    """Run one file unless its result is there; returns the last line of what pytest said."""
    report, log = _report(results, target), _log(results, target)
    if report.exists():
        return "as before"
    line = windows_command(folder, ["-m", "pytest", *_OPTIONS, f"--junitxml={_windows_path(report)}", *options, target])
    output, end = _output_of(line, environment(folder))
    log.write_bytes(output + f"\n{end}\n".encode())
    said = [each for each in log.read_text("utf-8", "replace").splitlines()[:-1] if each.strip()]
    return said[-1] if report.exists() and said else end


def _output_of(line: list[str], variables: dict[str, str]) -> tuple[bytes, str]:
    """What a program prints until it ends, and its exit code in words. Services of Wine that it started keep its output
    open: its end counts, not that of the output.
    """
    with subprocess.Popen(
        line, env=variables, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:  # fmt: skip
        assert running.stdin is not None and running.stdout is not None
        running.stdin.close()
        pieces, output = list[bytes](), running.stdout
        reader = threading.Thread(target=lambda: pieces.extend(iter(lambda: output.read1(1 << 16), b"")), daemon=True)
        reader.start()
        try:
            end = f"exit {running.wait(LONGEST_S)}"
        except subprocess.TimeoutExpired:
            running.kill()
            end = f"stopped after {LONGEST_S} s"
        reader.join(_LAST_WORDS_S)
        running.stdout = None  # closing it would wait for the reader
    return b"".join(pieces), end


def _windows_path(path: Path) -> str:
    """Wine shows the whole file system as drive Z."""
    return f"Z:{path}"


@contextmanager
def _wine_kept_up(folder: Path) -> Generator[None]:
    """Keep one program running: with the last one Wine ends its services, and needs seconds to start them again."""
    line = windows_command(folder, ["-c", "import sys; print('ready', flush=True); sys.stdin.read()"])
    with subprocess.Popen(
        line, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as kept:
        assert kept.stdin is not None and kept.stdout is not None
        kept.stdout.readline()  # the services hold the output of the program that started them: let it be this one
        try:
            yield
        finally:
            kept.stdin.close()
