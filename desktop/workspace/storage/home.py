"""The folder of this computer's own memory: what must stay outside a workspace file (replica tokens, settings)."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

from desktop.system.files import discard_file, discard_folder
from desktop.system.portable import portable_folder

ENVIRONMENT = "FOCAL_DESK_HOME"
REPORTS = "reports"
"""What went wrong in the program: may quote what somebody wrote."""
ERASURES = "erasures"
"""What is known to be erased, a file for each workspace."""
STANDINGS = "standings"
"""Which keys were frozen or blocked, a file for each workspace."""
OPENED = "opened"
"""Copies of attachments that other programs show, each in a folder named by its SHA-256."""
_opened_here = set[Path]()


def desk_home(home: Path | None = None) -> Path:
    """The folder, made where it is missing: `home` if given, else `FOCAL_DESK_HOME`, else beside a portable program, else
    the system's place for a person's application data. It belongs to this computer and must not be synchronised with
    another.

    Raises OSError where it cannot be made.
    """
    if home is None:
        home = _usual_home()
    home.mkdir(parents=True, exist_ok=True)
    return home


def folder_to_open(sha256: str, home: Path | None = None) -> Path:
    """A new folder for a copy of an attachment that another program is to show. Raises OSError."""
    folder = desk_home(home) / OPENED
    folder.mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f"{sha256}-", dir=folder))
    _opened_here.add(made)
    return made


def discard_opened_here() -> None:
    """Delete the copies that this program had made to be shown. What another program still holds goes at a later start."""
    while _opened_here:
        discard_folder(_opened_here.pop())


def discard_opened(home: Path, sha256: Collection[str] = (), *, older_than_s: float | None = None) -> list[Path]:
    """Delete copies that were shown: of these attachments, or those that nobody has touched for so long. Returns what could
    not be deleted, as another program holds it.
    """
    folder, left = home / OPENED, list[Path]()
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        old = older_than_s is not None and time.time() - each.stat().st_mtime > older_than_s
        if old or each.name.partition("-")[0] in sha256:
            left += [] if discard_folder(each) else [each]
    return left


def discard_reports(home: Path) -> None:
    """Delete what was kept of faults in the program: it may quote what somebody wrote."""
    for each in (home / REPORTS).glob("*.txt"):
        discard_file(each)


def _usual_home() -> Path:
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    if (portable := portable_folder()) is not None:
        return portable
    from platformdirs import user_data_path

    return user_data_path("focal-desk", appauthor=False, roaming=False)
