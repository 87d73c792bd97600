"""Every place in the program that writes a file or fills the clipboard, found in its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_FUNCTIONS = {"replacing", "write_whole", "copy_whole", "replace_file", "save", "copyfileobj"}
"""Functions that write a file, by the name that they are called by."""
_METHODS = {
    "write_bytes", "write_text", "touch", "copy2", "copyfile", "copytree", "copyfileobj", "symlink_to", "hardlink_to",
    "extractall", "tofile", "setOutputFileName", "setMimeData", "mkstemp",
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkdtemp", "FileHandler",
    "QSaveFile", "QPdfWriter", "QPrinter",
}  # fmt: skip
_OPENING = {"open", "fdopen", "ZipFile", "QFile"}
_RECEIVERS = {
    "save": ("document", "image", "made", "pixmap", "picture", "pdf"), "backup": ("source", "connection"),
    "dump": ("json", "pickle"),
    "setText": ("clipboard",), "copy": ("shutil",), "extract": ("archive",), "move": ("shutil",),
}  # fmt: skip
"""Names that also what writes nothing goes by: looked at where their receiver says so."""


def writers(folder: Path = ROOT / "desktop") -> set[tuple[str, str]]:
    """(module, outermost function or class) of all calls that write something others could read."""
    found: set[tuple[str, str]] = set()
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for top in tree.body:
            name = getattr(top, "name", "module")
            if any(_writes(call) for call in ast.walk(top) if isinstance(call, ast.Call)):
                found.add((path.relative_to(folder).as_posix(), str(name)))
    return found


def _writes(call: ast.Call) -> bool:
    called = call.func
    if isinstance(called, ast.Name):
        return called.id in _FUNCTIONS or called.id in _METHODS or (called.id in _OPENING and _to_write(call))
    if not isinstance(called, ast.Attribute):
        return False
    if called.attr in _RECEIVERS:
        return any(word in ast.unparse(called.value).lower() for word in _RECEIVERS[called.attr])
    return called.attr in _METHODS or (called.attr in _OPENING and _to_write(call))


def _to_write(call: ast.Call) -> bool:
    return any(_is_mode(each) for each in _constants(call))


def _constants(call: ast.Call) -> Iterator[str]:
    for each in [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _is_mode(text: str) -> bool:
    return 0 < len(text) <= 3 and set(text) <= set("rwxab+t") and not set(text).isdisjoint("wxa+")
