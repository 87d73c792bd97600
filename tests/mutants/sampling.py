"""Which faults are planted: evenly over the functions, the same for the same seed."""

from __future__ import annotations

import ast
import hashlib
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.changes import Change, changes, first_line, functions

ROOMS = ("values", "workspace", "catalogue", "exchange", "visits")
EXCEPT = (
    "desktop/workspace/migrations/versions/",  # tables, run once, compared with released files
    "desktop/workspace/records/tables.py", "desktop/workspace/records/record_types.py",
    "desktop/workspace/records/visit_record_types.py",
    # tables too, made while the program is imported, before a fork could plant anything
    "desktop/workspace/storage/lock.py", "desktop/workspace/storage/file_errors.py",
    "desktop/workspace/storage/home.py", "desktop/workspace/storage/sqlite.py",
    "desktop/workspace/storage/open_workspaces.py",  # what systems do, not rules; much of it runs on one system alone
    "desktop/exchange/consolidation/report_text.py", "desktop/exchange/packages/missing_changes_text.py",  # sentences
)  # fmt: skip
_EQUIVALENT = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault, named so that it is found again after the lines around it moved."""

    file: str
    function: str
    text: str  # the line of source, without its indentation
    change: str
    line: int = 0
    number: int = 0  # in `changes`

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What stays the same while the line itself does."""
        return self.file, self.function, self.text, self.change

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.function}: {self.change}"


@dataclass(frozen=True, slots=True)
class Place:
    """A function and its faults."""

    file: str
    function: str
    first_line: int
    module: ast.Module
    changes: list[Change]
    lines: list[str]

    def mutant(self, number: int) -> Mutant:
        """The fault of that number."""
        change = self.changes[number]
        return Mutant(self.file, self.function, self.lines[change.line - 1].strip(), str(change), change.line, number)


def places(root: Path) -> Iterator[Place]:
    """Every function of the rule files in which a fault can be planted."""
    for room in ROOMS:
        for path in sorted((root / "desktop" / room).rglob("*.py")):
            file = path.relative_to(root).as_posix()
            if file.startswith(EXCEPT):
                continue
            text = path.read_text("utf-8")
            module = ast.parse(text)
            for name, function in functions(module):
                if found := changes(function):
                    yield Place(file, name, first_line(function), module, found, text.splitlines())


def sample(all_places: list[Place], seed: int, count: int, at_once: str = "") -> list[Mutant]:
    """`count` faults: one of each function in an order of chance, then a second of each, and so on.

    Order and choice follow from the seed and the function's name alone: a change elsewhere leaves them as they were.
    """
    left: list[tuple[Place, list[int]]] = []
    for place in sorted(all_places, key=lambda each: _chance(seed, each.file, each.function)):
        if not place.file.startswith(at_once):
            continue
        rng = random.Random(f"{seed} {place.file} {place.function}")
        kinds: dict[str, list[int]] = {}
        for number, change in enumerate(place.changes):
            kinds.setdefault(change.kind, []).append(number)
        for numbers in kinds.values():
            rng.shuffle(numbers)
        order: list[int] = []
        while any(kinds.values()):  # each kind of fault in turn, so that plenty of one does not hide the others
            for kind in rng.sample(sorted(kinds), len(kinds)):
                if kinds[kind]:
                    order.append(kinds[kind].pop())
        left.append((place, order))
    chosen: list[Mutant] = []
    while left and len(chosen) < count:
        chosen += [place.mutant(order.pop(0)) for place, order in left[: count - len(chosen)]]
        left = [each for each in left if each[1]]
    return chosen


def _chance(seed: int, *words: str) -> str:
    return hashlib.sha256("\0".join([str(seed), *words]).encode()).hexdigest()


def equivalent(path: Path = _EQUIVALENT) -> dict[tuple[str, str, str, str], str]:
    """The faults that were looked at and change nothing that anybody could see, with the reason."""
    entries = tomllib.loads(path.read_text("utf-8")).get("equivalent", []) if path.exists() else []
    return {(each["file"], each["function"], each["line"], each["change"]): each["reason"] for each in entries}
