"""A desk for scenes that write: what they leave must not stand in the pictures of others."""

from __future__ import annotations

import atexit
import tempfile
from pathlib import Path

from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.workspace import Workspace

_opened: list[tuple[Desk, tempfile.TemporaryDirectory[str]]] = []


def own_desk(like: Desk) -> Desk:
    """An empty workspace in a folder of its own, closed when the program ends."""
    folder = tempfile.TemporaryDirectory(prefix="focal-picture-")
    workspace = Workspace.create(Path(folder.name) / "Mombasa learning desk.focal")
    workspace.journal.set_author(like.workspace.journal.author or "Amina Otieno")
    desk = Desk(workspace, Background(), Writer(), like.settings)
    _opened.append((desk, folder))
    return desk


@atexit.register
def _close() -> None:
    for desk, folder in _opened:
        desk.close()
        folder.cleanup()
