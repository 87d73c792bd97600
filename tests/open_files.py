"""A pytest plugin: what Windows refuses to do with open files, Linux refuses too.

On Windows no program can replace, rename or delete a file that Python or SQLite has open, nor rename a folder with such a
file inside, nor rename a file to a name that is taken. Here this process is held to the same, so that such faults show on
whatever computer the tests run. A refusal that the program swallows fails its test as well.

What other processes hold open is not checked: that, `python -m tests.windows` tries.
"""

from __future__ import annotations

import errno
import os
import stat
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_DESCRIPTORS = Path("/proc/self/fd")
_FOLDERS = {
    "remove": ("dir_fd",),
    "unlink": ("dir_fd",),
    "rename": ("src_dir_fd", "dst_dir_fd"),
    "replace": ("src_dir_fd", "dst_dir_fd"),
}
"""Through which functions Python moves and deletes files, and the arguments beside the paths that name their folders."""
_REAL: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in _FOLDERS}
_SHARING_VIOLATION, _ALREADY_EXISTS = 32, 183
_MARKER = "moves_open_files"

_refused: list[str] = []
_allowed = False


def pytest_configure(config: pytest.Config) -> None:
    """Guard the functions where it can be found out which files are open."""
    config.addinivalue_line("markers", f"{_MARKER}: does with open files what Windows refuses; skipped there")
    if os.name != "nt" and _DESCRIPTORS.is_dir():  # Wine shows the folder too
        for name in _FOLDERS:
            setattr(os, name, _guarded(name))


def pytest_unconfigure() -> None:
    """Give the functions back."""
    for name, function in _REAL.items():
        setattr(os, name, function)


@pytest.fixture(autouse=True)
def open_files_stay(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail a test in which an open file was to be moved or deleted, even where the program went on.

    Gives the list of what was refused: a test that wants a refusal clears it.
    """
    global _allowed
    _allowed = request.node.get_closest_marker(_MARKER) is not None
    if _allowed and os.name == "nt":
        pytest.skip("Windows does not move or delete an open file")
    _refused.clear()
    yield _refused
    _allowed = False
    assert not _refused, "Windows would have refused this:\n" + "\n".join(_refused)


def _guarded(name: str) -> Callable[..., Any]:
    def call(*paths: Any, **more: Any) -> Any:
        if not _allowed:
            folders = [more.get(each) for each in _FOLDERS[name]]
            for path, folder in zip(paths, folders, strict=False):
                if _is_open(path, folder):
                    _refuse(name, path, PermissionError(errno.EACCES, "refused as on Windows"), _SHARING_VIOLATION)
            if name == "rename" and len(paths) == 2 and _is_taken(paths, folders):
                _refuse(name, paths[1], FileExistsError(errno.EEXIST, "refused as on Windows"), _ALREADY_EXISTS)
        return _REAL[name](*paths, **more)

    return call


def _refuse(name: str, path: Any, error: OSError, winerror: int) -> None:
    stack = "".join(traceback.format_stack(limit=8)[:-2])
    _refused.append(f"{name} {os.fspath(path)!r}\n{stack}")
    error.filename = os.fspath(path)
    error.winerror = winerror  # type: ignore[attr-defined]  # what Windows sets, the program reads
    raise error


def _status(path: Any, folder: int | None) -> os.stat_result | None:
    try:
        return os.stat(path, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return None


def _is_taken(paths: tuple[Any, ...], folders: list[int | None]) -> bool:
    """Has another file the new name?"""
    if ".hypothesis" in Path(os.fsdecode(paths[1])).parts:  # its cache, where it copes with a refusal
        return False
    old, new = (_status(path, folder) for path, folder in zip(paths, folders, strict=True))
    return old is not None and new is not None and not os.path.samestat(old, new)


def _is_open(path: Any, folder: int | None) -> bool:
    """Does this process hold the file, or a file inside of the folder?"""
    status = _status(path, folder)
    if status is None or not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        return False
    inside = f"{os.path.realpath(os.fsdecode(path))}/" if stat.S_ISDIR(status.st_mode) else ""
    for each in _DESCRIPTORS.iterdir():
        try:
            found = (
                str(each.readlink()).startswith(inside)
                if inside
                else os.path.samestat(os.fstat(int(each.name)), status)
            )
        except OSError:  # closed meanwhile
            continue
        if found:
            return True
    return False
