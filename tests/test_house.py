"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "desktop").rglob("*.py"))
_NETWORK = re.compile(
    r"(socket|ssl|http|urllib\.request|ftplib|smtplib|imaplib|xmlrpc|asyncio|requests|httpx|PySide6\.QtNetwork)\b"
)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "manager"])
def test_no_file_has_a_name_that_says_nothing(word: str) -> None:
    assert [path for path in SOURCES if path.stem == word] == []


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


def test_words_for_people_are_put_into_their_language_when_they_are_shown() -> None:
    """`_()` while a module loads would speak the language of the start for ever."""
    slips: list[str] = []
    for path in SOURCES:
        todo: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
        while todo:
            node = todo.pop()
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if called in ("_", "ngettext", "pgettext"):
                slips.append(f"{path.name}:{node.lineno}")
            for name, children in ast.iter_fields(node):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) and name == "body":
                    continue
                todo += [
                    each
                    for each in (children if isinstance(children, list) else [children])
                    if isinstance(each, ast.AST)
                ]
    assert slips == []


def test_text_files_are_opened_with_their_encoding_named() -> None:
    """Windows would take another one."""
    slips: list[str] = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func).endswith("_zip.open"):
                continue  # the entries of a zip are bytes
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = {"read_text": 0, "write_text": 1}.get(name, 99)
            named = any(keyword.arg == "encoding" for keyword in node.keywords) or len(node.args) > place
            if not named and (place < 99 or (name == "open" and _opens_text(node))):
                slips.append(f"{path.name}:{node.lineno}")
    assert slips == []


def _opens_text(call: ast.Call) -> bool:
    """A call of `open` whose mode is a text mode."""
    modes = [each for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    modes += [each.value for each in call.keywords if each.arg == "mode" and isinstance(each.value, ast.Constant)]
    found = [str(each.value) for each in modes if re.fullmatch(r"[rwaxbt+]{1,3}", str(each.value))]
    return bool(found) and "b" not in found[-1]


_OF_FILES = {
    "os": {"replace", "rename", "renames", "remove", "unlink", "removedirs", "rmdir", "fsync", "startfile", "uname"},
    "locale": {"getlocale", "getdefaultlocale", "setlocale"},
    "shutil": {"rmtree", "move", "copy", "copy2", "copyfile", "copytree"},
}
UI = ROOT / "desktop" / "ui" / "__init__.py"
"""Uses `ctypes` for Python's own objects."""
_OF_PATHS = {"unlink", "rmdir", "rename", "as_uri", "expanduser"}


def test_only_the_system_room_knows_the_differences_between_systems() -> None:
    """How files are replaced, deleted and copied, how a path becomes a URI, what computer this is: `desktop/system`."""
    slips: list[str] = []
    for path in SOURCES:
        if path.parent.name != "system" and path != UI:
            tree = ast.parse(path.read_text("utf-8"))
            slips += [
                f"{path.name}:{node.lineno}: {ast.unparse(node)}" for node in ast.walk(tree) if _of_a_system(node)
            ]
    assert slips == []


def _of_a_system(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        return bool({"platform", "msvcrt", "fcntl", "winreg", "ctypes"} & set(names))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name, owner = node.func.attr, ast.unparse(node.func.value)
    if owner in _OF_FILES:
        return name in _OF_FILES[owner]
    if name in _OF_PATHS:
        return name != "rename" or len(node.args) + len(node.keywords) == 1
    if name == "resolve":  # of what lies beside the program, that is fine
        return "__file__" not in owner
    if name == "fromtimestamp" or (name == "astimezone" and not node.args):
        return True
    return name == "replace" and len(node.args) == 1 and not node.keywords and owner != "dataclasses"


_SYSTEMS_KEYS = re.compile(
    r"\"(?:[A-Za-z+]*Ctrl\+Alt\+|(?:Ctrl|Alt|Meta|Shift)\+Space\"|Meta\+|Alt\+(?:F4|Tab|Esc)\"|Ctrl\+(?:Shift\+)?Esc\""
    r"|Ctrl\+[HM]\")"
)


def test_no_shortcut_is_one_that_a_system_owns() -> None:
    """Ctrl+Alt is AltGr, and turns screens and desktops with arrows; with Space Ctrl chooses a keyboard, Alt a window's menu;
    macOS hides and shrinks windows with Ctrl (there Cmd) and H or M.
    """
    slips: list[str] = []
    for path in sorted((ROOT / "desktop" / "ui").rglob("*.py")):
        text = path.read_text("utf-8")
        slips += [f"{path.name}: {each.group()}" for each in _SYSTEMS_KEYS.finditer(text)]
        slips += [path.name] if re.search(r"Key_Space.*ControlModifier|ControlModifier.*AltModifier", text) else []
    assert slips == []


def test_the_command_line_shows_nothing_but_through_the_terminal_module() -> None:
    """Titles and names come from anybody: they must not reach a terminal raw."""
    slips = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "desktop" / "cli").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")
    ]
    assert slips == []


def test_nothing_reaches_for_the_network() -> None:
    """No server and no network call, ever. (`interrupts.py` has a pair of sockets that both ends hold: how Python wakes Qt.)"""
    slips: list[str] = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            slips += [f"{path.name}: {name}" for name in names if _NETWORK.match(name) and path.name != "interrupts.py"]
    assert slips == []


def test_one_module_knows_the_driver_of_sqlite() -> None:
    """The others catch its errors under the desk's names: all of the program can run with another build of SQLite."""
    importing = re.compile(r"^\s*(import|from) sqlite3\b", re.MULTILINE)
    assert [path.name for path in SOURCES if importing.search(path.read_text("utf-8"))] == ["sqlite.py"]


def test_no_words_for_people_hide_inside_an_f_string() -> None:
    """What is written inside of one is not found by those who gather the words for translators."""
    slips: list[str] = []
    for path in SOURCES:
        for text in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(text, ast.JoinedStr):
                continue
            for node in ast.walk(text):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                if node.func.id in ("_", "N_", "ngettext", "pgettext") and isinstance(node.args[0], ast.Constant):
                    slips.append(f"{path.name}:{node.lineno}")
    assert slips == []


def test_words_for_people_are_written_out_where_they_are_marked() -> None:
    """Of `_("one" if few else "many")` translators get neither: they get what stands alone inside the brackets."""
    slips: list[str] = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("_", "N_", "ngettext", "pgettext"):
                joined = [each for each in node.args if isinstance(each, (ast.IfExp, ast.BoolOp, ast.BinOp))]
                strings = [each for part in joined for each in _results(part) if isinstance(each, ast.Constant)]
                slips += [f"{path.name}:{node.lineno}" for each in strings if isinstance(each.value, str)]
    assert slips == []


def _results(part: ast.expr) -> list[ast.expr]:
    """What the value of an expression may come from."""
    match part:
        case ast.IfExp():
            inner = [part.body, part.orelse]
        case ast.BoolOp():
            inner = part.values
        case ast.BinOp():
            inner = [part.left, part.right]
        case _:
            return [part]
    return [each for one in inner for each in _results(one)]


_TIPS = {"setToolTip": -1, "setStatusTip": -1, "showText": 1}
"""What shows a tip, and which of its arguments are the words."""


def test_a_tip_is_never_read_as_html() -> None:
    """Qt takes what looks like HTML for HTML, and words may come from anybody: they go through `plain_tip`. Those of the
    program's own, put together with nothing, need not.
    """
    slips: list[str] = []
    for path in sorted((ROOT / "desktop" / "ui").rglob("*.py")):
        if path.name == "tooltips.py":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                place = _TIPS.get(node.func.attr)
                words = [node.args[place]] if place is not None else []
                if node.func.attr in ("setData", "setItemData") and "ToolTipRole" in ast.unparse(node):
                    words = [each for each in node.args if "ToolTipRole" not in ast.unparse(each)][-1:]
                slips += [f"{path.name}:{node.lineno}" for each in words if not _is_plain(each, tree)]
            if isinstance(node, ast.FunctionDef) and node.name == "data" and "ToolTipRole" in ast.unparse(node):
                slips += [] if "plain_tip(" in ast.unparse(node) else [f"{path.name}:{node.lineno}"]
    assert slips == []


def _is_plain(words: ast.expr, tree: ast.Module) -> bool:
    """Do these words of a tip come from the program itself, or through `plain_tip`?"""
    if isinstance(words, ast.IfExp):
        return _is_plain(words.body, tree) and _is_plain(words.orelse, tree)
    if isinstance(words, ast.Name):  # given a value just before
        given = [
            each for each in ast.walk(tree)
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == words.id and each.lineno < words.lineno
        ]  # fmt: skip
        return bool(given) and _is_plain(max(given, key=lambda each: each.lineno).value, tree)
    called = words.func.id if isinstance(words, ast.Call) and isinstance(words.func, ast.Name) else ""
    return isinstance(words, ast.Constant) or called in ("_", "plain_tip", "marked_tip")


def test_every_dependency_is_bounded_on_both_sides() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["test"], *groups["lint"]]
    assert [each for each in wanted if ">=" not in each or "<" not in each] == []


def test_the_window_is_not_asked_to_process_its_events() -> None:
    assert [path.name for path in SOURCES if "processEvents" in path.read_text("utf-8")] == []


def test_a_page_that_is_gone_hears_nothing_of_the_desk() -> None:
    """A method of a widget is disconnected with it; a lambda is not, and speaks to what a change of language deleted."""
    heard = re.compile(r"\bdesk\.\w+\.connect\(\s*lambda")
    assert [path.name for path in SOURCES if heard.search(path.read_text("utf-8"))] == []
