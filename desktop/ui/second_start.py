"""A second start of the program on a workspace that is open already: the first window comes forward, and takes what was
brought. Through a folder among the settings, without a server: the second start puts a request there, the first takes it away.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from desktop.system.files import discard_file, real_path, write_whole
from desktop.workspace.storage.home import desk_home

PATIENCE_S = 2.0
_STEP_S = 0.02
_REQUEST = ".request"
_LISTENING = "listening"
"""There while a window is."""


class FirstWindow(QObject):
    """Hears of other starts on the workspace that is open here."""

    wanted = Signal(list)
    """Come forward; the paths of files to be opened or imported, perhaps none."""

    def __init__(self, home: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._folder: Path | None = None
        self._watcher: QFileSystemWatcher | None = None

    def listen(self, workspace: Path) -> None:
        """From now on, for this workspace, which this window may write to."""
        self.stop()
        folder = _folder(workspace, self._home)
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.iterdir():
                discard_file(old)
            (folder / _LISTENING).touch()
            self._folder = folder
            self._watcher = QFileSystemWatcher([str(folder)], self)
            self._watcher.directoryChanged.connect(self._look)

    def stop(self) -> None:
        """No workspace is open any more."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._folder is not None:
            with suppress(OSError):
                for each in self._folder.iterdir():
                    discard_file(each)
            self._folder = None

    def _look(self) -> None:
        paths: list[Path] = []
        heard = False
        with suppress(OSError):
            for each in sorted(self._folder.glob(f"*{_REQUEST}")) if self._folder is not None else ():
                paths += _read(each)
                discard_file(each)  # the answer
                heard = True
        if heard:
            self.wanted.emit(paths)


def hand_over(workspace: Path, files: Sequence[Path], home: Path | None = None, patience: float = PATIENCE_S) -> bool:
    """Ask the window of this computer that has the workspace open to come forward; False where none answers."""
    folder = _folder(workspace, home)
    if not (folder / _LISTENING).exists():
        return False
    request = folder / f"{uuid.uuid4()}{_REQUEST}"
    try:
        write_whole(request, json.dumps([str(real_path(each)) for each in files]).encode())
        until = time.monotonic() + patience
        while request.exists():
            if time.monotonic() > until:
                discard_file(request)
                return False
            time.sleep(_STEP_S)
    except OSError:
        return False
    return True


def _folder(workspace: Path, home: Path | None) -> Path:
    name = hashlib.sha256(str(real_path(workspace)).encode("utf-8", "surrogatepass")).hexdigest()
    return desk_home(home) / "open" / name[:32]


def _read(request: Path) -> list[Path]:
    try:
        found: Any = json.loads(request.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []
