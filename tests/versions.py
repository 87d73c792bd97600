"""The exact versions of all packages, direct and indirect, as `pyproject.toml` holds them.

python -m tests.versions pin                    pin what has no version yet, and drop the pins of what is not used any more
python -m tests.versions pin --upgrade          move every pin to the newest version within the bounds of the dependencies
python -m tests.versions pin --upgrade babel    move these alone
python -m tests.versions newest                 run the checks with the newest versions, elsewhere, and name what breaks
python -m tests.versions newest --beyond        the same without the upper bounds of the dependencies
python -m tests.versions size                   what a computer like this one downloads
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import sys_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
UV = os.environ.get("UV", "uv")
_SECTION = re.compile(r"^constraint-dependencies = \[\n(.*?)^\]\n", re.MULTILINE | re.DOTALL)
_UPPER_BOUND = re.compile(r"(>=[\w.]+),<[\w.]+")
_OF_THE_PINS = "tests/test_versions.py::test_what_runs_is_what_is_pinned"
"""The one test that other versions must break."""
CHECKS = ("ruff check .", "ruff format --check .", "pyright", "lint-imports")


class CannotResolve(Exception):
    """No set of versions fits; the message is uv's explanation."""


def pins(project: str) -> list[Requirement]:
    """The pins of a `pyproject.toml`."""
    return [Requirement(each) for each in tomllib.loads(project)["tool"]["uv"]["constraint-dependencies"]]


def with_pins(project: str, lines: Iterable[str]) -> str:
    """The text of a `pyproject.toml` with these pins in place of its own."""
    section = "".join(f'    "{line}",\n' for line in sorted(lines, key=lambda each: each.partition("==")))
    return _SECTION.sub(lambda _: f"constraint-dependencies = [\n{section}]\n", project)


def without_bounds(project: str) -> str:
    """The text without the upper bounds of its dependencies; that of Python stays."""
    return "\n".join(
        line if line.startswith("requires-python") else _UPPER_BOUND.sub(r"\1", line) for line in project.split("\n")
    )


def applying(requirements: Iterable[Requirement]) -> dict[str, str]:
    """The version of each package that is pinned for this Python and this system."""
    return {
        canonicalize_name(each.name): next(iter(each.specifier)).version
        for each in requirements
        if each.marker is None or each.marker.evaluate()
    }


def groups_of(project: str, *groups: str) -> list[str]:
    """What a project asks for itself, with these groups."""
    found = tomllib.loads(project)
    return [*found["project"]["dependencies"], *(each for name in groups for each in found["dependency-groups"][name])]


def installed(wanted: Iterable[str]) -> dict[str, str]:
    """The version of each package that these requirements bring into the running environment, whatever else is in it.

    Raises PackageNotFoundError where one of them is not installed.
    """
    found, seen, waiting = dict[str, str](), set[tuple[str, str]](), [(Requirement(each), "") for each in wanted]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for each in {"", *requirement.extras}:
            if (name, each) not in seen:
                seen.add((name, each))
                found[name] = distribution(name).version
                waiting += [(Requirement(line), each) for line in distribution(name).requires or []]
    return found


def download_size(lock: str, wanted: Iterable[str]) -> int:
    """The bytes of the wheels that this computer takes for these requirements, by the sizes in a `uv.lock`."""
    rank = {tag: number for number, tag in enumerate(sys_tags())}
    best = dict[tuple[str, str], tuple[int, int]]()
    for package in tomllib.loads(lock)["package"]:
        for wheel in package.get("wheels", []):
            tags = parse_wheel_filename(wheel["url"].rpartition("/")[2])[3]
            fit = min((rank[tag] for tag in tags if tag in rank), default=None)
            key = package["name"], package["version"]
            if fit is not None and (key not in best or fit < best[key][0]):
                best[key] = fit, wheel["size"]
    return sum(best[each][1] for each in installed(wanted).items())


def causes(
    failing: set[str], moved: Iterable[str], failing_without: Callable[[str], set[str] | None]
) -> dict[str, set[str]]:
    """For each package that, left at its pin alone, lets some of `failing` pass: these tests. `failing_without` runs the
    tests with one package left there, and returns None where nothing fits it.
    """
    found, open_yet = dict[str, set[str]](), set(failing)
    for name in moved:
        if not open_yet:
            break
        still = failing_without(name)
        cured = open_yet - still if still is not None else set[str]()
        if cured:
            found[name] = cured
            open_yet -= cured
    return found


def _uv(folder: Path, *words: str) -> str:
    """Run uv on the project in a folder, with an environment of that folder's own; returns what it prints."""
    outside = ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "UV_FROZEN", "UV_LOCKED", "UV_NO_SYNC")
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    done = subprocess.run(
        [UV, "--quiet", "--project", str(folder), *words], cwd=folder, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise CannotResolve(done.stderr.strip())
    return done.stdout


def _resolved(project: str) -> list[str]:
    """A pin for each package that a project's text resolves to; with a marker where systems or Pythons take another."""
    with tempfile.TemporaryDirectory(prefix="focal-versions-") as folder:
        Path(folder, "pyproject.toml").write_text(project, "utf-8")
        _uv(Path(folder), "lock")
        plain = ("--no-hashes", "--no-annotate", "--no-header", "--no-emit-project")
        lines = _uv(Path(folder), "export", "--frozen", "--all-groups", *plain).splitlines()
    names = [line.partition("==")[0] for line in lines]
    return [line if names.count(name) > 1 else line.partition(" ;")[0] for name, line in zip(names, lines, strict=True)]


def pin(upgrade: list[str] | None, path: Path = ROOT / "pyproject.toml") -> None:
    """Write the pins: `upgrade` names the packages to move, none of them all; None moves nothing."""
    project = path.read_text("utf-8")
    moving = {canonicalize_name(each) for each in upgrade or []}
    kept = [] if upgrade == [] else [each for each in pins(project) if canonicalize_name(each.name) not in moving]
    old = applying(pins(project))
    uv = next((str(each) for each in kept if each.name == "uv"), None) or f"uv=={_uv_version()}"
    found = [*_resolved(with_pins(project, map(pin_line, kept))), uv]
    path.write_text(with_pins(project, found), "utf-8")
    print("\n".join(_moves(old, applying(map(Requirement, found)))) or "Every pin is as it was.")


def pin_line(requirement: Requirement) -> str:
    """How a pin is written."""
    marker = f" ; {requirement.marker}" if requirement.marker else ""
    return f"{requirement.name}{requirement.specifier}{marker}".replace('"', "'")


def _uv_version() -> str:
    return subprocess.run([UV, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]


def _moves(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """What differs between two sets of versions, a line for each package."""
    return [
        f"{name} {old.get(name, '(none)')} -> {new.get(name, '(none)')}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


class _Trial:
    """A folder outside of the project with an environment of its own, in which the project's checks run."""

    def __init__(self, folder: Path, python: str) -> None:
        self.folder, self.python = folder, python
        self.bin = folder / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")
        folder.mkdir()

    def install(self, project: str) -> dict[str, str]:
        """Make the environment that a project's text asks for; returns its versions."""
        (self.folder / "pyproject.toml").write_text(project, "utf-8")
        (self.folder / "uv.lock").unlink(missing_ok=True)
        _uv(self.folder, "sync", "--all-groups", "--python", self.python)
        listed = json.loads(_uv(self.folder, "pip", "list", "--format", "json"))
        return {canonicalize_name(each["name"]): each["version"] for each in listed}

    def run(self, words: list[str], *, shown: bool) -> int:
        """Run a command of the environment in the project; returns its exit code."""
        path = f"{self.bin}{os.pathsep}{os.environ.get('PATH', '')}"
        environment = {**os.environ, "VIRTUAL_ENV": str(self.bin.parent), "PATH": path}
        command = [str(shutil.which(words[0], path=str(self.bin)) or words[0]), *words[1:]]
        output = None if shown else subprocess.DEVNULL
        return subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=output).returncode

    def failing(self, among: set[str] | None = None) -> set[str]:
        """The tests, of all or of `among`, and the checks that fail here; `pytest` where the tests do not even start."""
        checks = {each for each in CHECKS if among is None or each in among}
        found = {each for each in checks if self.run(each.split(), shown=among is None)}
        cache = self.folder / "cache"
        tests = ["python", "-m", "pytest", "-q", "-o", f"cache_dir={cache}", "--deselect", _OF_THE_PINS]
        if among is not None and not among - set(CHECKS):
            return found
        if among is not None and "pytest" not in among:
            (cache / "v" / "cache").mkdir(parents=True, exist_ok=True)
            (cache / "v" / "cache" / "lastfailed").write_text(json.dumps(dict.fromkeys(among - set(CHECKS), True)))
            tests += ["--last-failed", "-n", "0"]
        elif among is not None:
            tests.append("--collect-only")
        code = self.run(tests, shown=among is None)
        last = cache / "v" / "cache" / "lastfailed"
        failed = set(json.loads(last.read_text("utf-8"))) if last.exists() else set[str]()
        return found | (failed or {"pytest"} if code else set())


def newest(python: str, beyond: bool) -> int:
    """Run the checks with the newest versions; returns 1 where one fails, after saying which package does it."""
    pinned = (ROOT / "pyproject.toml").read_text("utf-8")
    free = with_pins(without_bounds(pinned) if beyond else pinned, [])
    with tempfile.TemporaryDirectory(prefix="focal-versions-") as folder:
        before = _Trial(Path(folder, "pinned"), python)
        old = before.install(pinned)
        after = _Trial(Path(folder, "newest"), python)
        new = after.install(free)
        moved = [name for name in sorted(new) if old.get(name) != new[name]]
        print(
            "\n".join(["With the newest versions:", *_moves(old, new)]) if moved else "Every pin is the newest.",
            flush=True,
        )
        failing = after.failing()
        if not failing:
            print("All checks pass.")
            return 0
        always = before.failing(failing)
        held = {
            name: [pin_line(each) for each in pins(pinned) if canonicalize_name(each.name) == name] for name in moved
        }
        other = _Trial(Path(folder, "held"), python)

        def failing_without(name: str) -> set[str] | None:
            try:
                other.install(with_pins(free, held[name]))
            except CannotResolve:
                return None
            return other.failing(failing - always)

        found = causes(failing - always, [name for name in moved if held[name]], failing_without)
    for name, tests in found.items():
        print("\n".join([f"{name} {old[name]} -> {new[name]} breaks:", *(f"  {each}" for each in sorted(tests))]))
    rest = failing - always - {each for tests in found.values() for each in tests}
    for title, tests in (("No package alone breaks:", rest), ("Fails with the pinned versions too:", always)):
        if tests:
            print("\n".join([title, *(f"  {each}" for each in sorted(tests))]))
    return 1


def size() -> None:
    """Print what is downloaded for the program, the tests and the linters."""
    project, lock = (Path(ROOT, name).read_text("utf-8") for name in ("pyproject.toml", "uv.lock"))
    for title, groups in (("program", ()), ("with the tests", ("test",)), ("and the linters", ("test", "lint"))):
        try:
            print(f"{title}: {download_size(lock, groups_of(project, *groups)) / 1e6:.1f} MB")
        except PackageNotFoundError as error:
            print(f"{title}: {error.name} is not installed")


def main(words: list[str]) -> int:
    """0 done, 1 something breaks or no versions fit, 2 wrong usage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    pinning = commands.add_parser("pin")
    pinning.add_argument("--upgrade", nargs="*", metavar="PACKAGE", help="move these, or all, to the newest versions")
    trying = commands.add_parser("newest")
    trying.add_argument("--python", default=sys.executable, help="the Python to try, such as 3.13")
    trying.add_argument("--beyond", action="store_true", help="without the upper bounds of the dependencies")
    commands.add_parser("size")
    asked = parser.parse_args(words)
    try:
        if asked.command == "newest":
            return newest(asked.python, asked.beyond)
        pin(asked.upgrade) if asked.command == "pin" else size()
    except CannotResolve as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
