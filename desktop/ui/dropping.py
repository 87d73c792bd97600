"""What may be dropped on the window: a workspace, a table to import, what another desk sent, a calendar, contacts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from desktop.file_formats import CALENDARS, CONTACTS, PACKAGES, TABLES, WORKSPACES, fits
from desktop.system.files import is_folder

KNOWN = (*WORKSPACES, *TABLES, *PACKAGES, *CALENDARS, *CONTACTS)


def dropped_paths(event: QDropEvent) -> list[Path]:
    """What the desk can do something with: a folder, several packages at once, or else the first file that it knows."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if paths and all(fits(path, PACKAGES) or is_folder(path) for path in paths):
        return paths
    return [path for path in paths if fits(path, KNOWN)][:1]
