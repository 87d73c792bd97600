"""Paths as SQLite's URIs: shares, long paths, odd letters."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop.system.sqlite_uri import sqlite_uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Users\Zoé\my desk.focal", "file:///C:/Users/Zo%C3%A9/my%20desk.focal?mode=ro"),
        (r"\\server\share\a#b.focal", "file:////server/share/a%23b.focal?mode=ro"),
        (r"\\server\share\100%?.focal", "file:////server/share/100%25%3F.focal?mode=ro"),
        (r"\\?\C:\long\x.focal", "file:%5C%5C%3F%5CC%3A%5Clong%5Cx.focal?mode=ro"),
        (r"\\?\UNC\server\share\x", "file:%5C%5C%3F%5CUNC%5Cserver%5Cshare%5Cx?mode=ro"),
        ("C:\\a\udc80", "file:///C:/a%ED%B2%80?mode=ro"),
    ],
)
def test_paths_of_windows(path: str, uri: str) -> None:
    assert sqlite_uri(PureWindowsPath(path), "ro") == uri


@pytest.mark.parametrize("path", ["/a b/c#d?e%f&g=h.focal", "//server/x", "/é/\udcff.focal"])
def test_paths_of_the_others(path: str) -> None:
    pure = PurePosixPath(path)
    assert sqlite_uri(pure, "rw").startswith("file:///") and "?mode=rw" in sqlite_uri(pure, "rw")


@pytest.mark.skipif(os.name == "nt", reason="such names are not allowed there")
@pytest.mark.parametrize("name", ["a b#c?d%41&e=f;g.focal", "é\udcff.focal", "a\\b.focal", "x:y.focal", "a?mode=ro"])
def test_sqlite_opens_the_very_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    connection = sqlite3.connect(sqlite_uri(path, "rwc"), uri=True)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="there it is the path itself")
def test_sqlite_reads_a_long_path_of_windows_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (r"\\?\C:\long\x.focal", r"\\?\UNC\s\h\x"):
        sqlite3.connect(sqlite_uri(PureWindowsPath(path), "rwc"), uri=True).execute(
            "CREATE TABLE t (x)"
        ).connection.close()
        assert (tmp_path / path).exists()
