"""What may be dropped on the window: a workspace, or a table to import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from desktop.ui.welcome import SUFFIX

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


def dropped_file(event: QDropEvent) -> Path | None:
    """The first file of a drop that the desk can do something with."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in (SUFFIX, *TABLES):
            return path
    return None
