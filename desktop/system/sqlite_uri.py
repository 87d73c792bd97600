"""The path of a file as SQLite's `file:` URI (https://www.sqlite.org/uri.html), on every system."""

from __future__ import annotations

import os
from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote, quote_from_bytes


def sqlite_uri(path: PurePath, mode: str) -> str:
    """The URI of an absolute path, to be opened in a `mode` of SQLite ("ro", "rw", "rwc").

    `Path.as_uri` makes the server of a share the authority, which SQLite refuses: here it is part of the path. A long
    path of Windows (`\\\\?\\`) keeps its backslashes, without which Windows does not know it.
    """
    if not isinstance(path, PureWindowsPath):
        return f"file://{quote_from_bytes(os.fsencode(path))}?mode={mode}"
    text = str(path)
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return f"file:{quote(text, safe='')}?mode={mode}"
    text = path.as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote(text, safe='/:', errors='surrogatepass')}?mode={mode}"
