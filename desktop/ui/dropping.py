"""What may be dropped on the window: a workspace, a table to import, what another desk sent, a calendar, contacts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from desktop.system.files import is_folder
from desktop.ui.welcome import SUFFIX

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
CALENDARS, CONTACTS = (".ics", ".ical", ".ifb", ".icalendar"), (".vcf", ".vcard")
"""As `desktop.visits.calendars` reads them, which is not loaded for it."""
PACKAGES = (".fdz", ".pdf")
"""A PDF may carry a package; where it does not, that is said."""


def dropped_paths(event: QDropEvent) -> list[Path]:
    """What the desk can do something with: a folder, several packages at once, or else the first file that it knows."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if paths and all(path.suffix.lower() in PACKAGES or is_folder(path) for path in paths):
        return paths
    return [path for path in paths if path.suffix.lower() in (SUFFIX, *TABLES, *PACKAGES, *CALENDARS, *CONTACTS)][:1]
