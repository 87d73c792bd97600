"""What may be dropped on the window: a workspace, a table to import, or what another desk sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from desktop.ui.welcome import SUFFIX

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
PACKAGES = (".fdz", ".pdf")
"""A PDF may carry a package; where it does not, that is said."""


def dropped_file(event: QDropEvent) -> Path | None:
    """The first file of a drop that the desk can do something with."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in (SUFFIX, *TABLES, *PACKAGES):
            return path
    return None
