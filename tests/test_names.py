"""Plain names: no home-made words in what files, classes, functions and values are called. Rooms follow one by one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

DESKTOP = Path(__file__).resolve().parent.parent / "desktop"
DONE = ("catalogue", "cli", "exchange", "reports", "system", "ui", "values", "visits", "vocabularies", "workspace")
TO_DO = ()
"""A room moves up when its test passes."""
HOME_MADE = frozenset((
    "aside", "calm", "deed", "deeds", "dress", "gather", "gathered", "gathering", "loose", "mend", "mended", "mending",
    "minded", "minding", "pointing", "settle", "settled", "settling", "speak", "spoken", "stay", "stays", "tell", "tells",
    "told", "voice", "wear", "wholeness",
))  # fmt: skip
"""Parts of names; any style guide of the platforms has the plain ones."""
HOME_MADE_PAIRS = re.compile(r"(?:^|_)(bring_in|give_back|going_back|take_back|take_in)(?:_|$)")


@pytest.mark.parametrize(
    "room", [*DONE, *(pytest.param(room, marks=pytest.mark.xfail(reason="to do", strict=True)) for room in TO_DO)]
)
def test_names_are_plain(room: str) -> None:
    found: list[str] = []
    for path in sorted((DESKTOP / room).rglob("*.py")):
        place = path.relative_to(DESKTOP).as_posix()
        if path.parent.name != "versions" and _home_made(path.stem):  # a migration keeps the name of its table
            found.append(place)
        tree = ast.parse(path.read_text("utf-8"))
        found += [f"{place}:{line}: {name}" for name, line in _given(tree) if _home_made(name)]
    assert found == []


def _home_made(name: str) -> bool:
    words = "_".join(re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)).lower()
    if HOME_MADE.isdisjoint(words.split("_")) and not HOME_MADE_PAIRS.search(words):
        return False
    return name not in _names_of_qt()


def _given(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Names that a file gives to something, with their lines; those that it only uses are not its own."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.alias(asname=str(name)):
                yield name, node.lineno
            case ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case _:
                pass


@cache
def _names_of_qt() -> frozenset[str]:
    """What Qt calls its own: a method that we write anew keeps its name."""
    from PySide6 import QtCore, QtGui, QtWidgets

    classes = [
        each for module in (QtCore, QtGui, QtWidgets) for each in vars(module).values() if isinstance(each, type)
    ]
    return frozenset(name for each in classes for name in dir(each))


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def told(x): pass", ["told"]), ("class TakeInDialog: pass", ["TakeInDialog"]),
        ("self._loose_ends = 1", ["_loose_ends"]), ("import a as deeds", ["deeds"]), ("lambda stay: 0", ["stay"]),
        ("def leaveEvent(self, event): pass", []), ("journal.edit_session(told)", []), ("setting, retold = 1, 2", []),
    ],
)  # fmt: skip
def test_what_is_home_made(code: str, names: list[str]) -> None:
    assert [name for name, _line in _given(ast.parse(code)) if _home_made(name)] == names
