"""Does a file lie in a folder that a program keeps the same on several computers? Known by the names of folders alone: no
service is asked, and it costs nothing.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Where Windows' own service has its folders."""
_BY_FOLDER = (
    (re.compile(r"onedrive(?: ?- ?.+)?\Z", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox(?: \(.+\))?\Z", re.IGNORECASE), "Dropbox"),
    (re.compile(r"(?:google drive|googledrive(?:-.+)?|my drive|drivefs)\Z", re.IGNORECASE), "Google Drive"),
    (re.compile(r"(?:icloud ?drive|mobile documents)\Z", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"nextcloud\Z", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud\Z", re.IGNORECASE), "ownCloud"),
)


def sync_service(path: Path, environ: Mapping[str, str] = os.environ) -> str:
    """What keeps the folder of a file the same on several computers, by its own name ("OneDrive"); "" where nothing that is
    known does. `path`: with links followed, as *Documents* may be one.
    """
    for name in _VARIABLES:
        if (folder := environ.get(name)) and _lies_in(path, PurePath(folder)):
            return "OneDrive"
    for part in reversed(path.parts[:-1]):
        found = next((service for folder, service in _BY_FOLDER if folder.match(part)), "")
        if found:
            return found
    return ""


def _lies_in(path: PurePath, folder: PurePath) -> bool:
    """The same letters on a disk that does not tell capitals apart."""
    fold = os.path.normcase if sys.platform != "darwin" else str.casefold
    own, its = [fold(each) for each in path.parts], [fold(each) for each in folder.parts]
    return len(its) > 1 and own[: len(its)] == its
