"""An installer that lies on a stick: is it newer than this program, and what its note says? It is never started."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from desktop import VERSION
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.system.files import is_file, is_folder

_NAME = re.compile(
    r"focal[-_ ]?desk[-_ ].*?(\d+\.\d+(?:\.\d+)?).*\.(?:exe|msi|dmg|pkg|deb|gz|xz|zip|AppImage)\Z", re.IGNORECASE
)
_NOTES = ("*.sha256", "SHA256SUMS*", "*.txt", "*.md")
_LONGEST_NOTE = 1 << 20
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Installer:
    """What a file says of itself, and what a release note beside it says."""

    path: Path
    version: str
    sha256: str
    noted: bool | None
    """Does a note beside it have this SHA-256? None where no note names the file."""

    @property
    def newer(self) -> bool:
        """Would it bring a newer version?"""
        return _numbers(self.version) > _numbers(VERSION)

    @property
    def sentences(self) -> tuple[str, str]:
        """Which version it is, and whether it is whole."""
        words = (
            _("{file} installs version {theirs}, which is newer than this one ({ours}).")
            if self.newer
            else _("{file} installs version {theirs}; this is version {ours}: there is nothing to do.")
        )
        checked = {
            True: _("It is what the release note beside it says."),
            False: _("It is NOT what the release note beside it says: do not install it."),
            None: _("No release note lies beside it. Compare its SHA-256 with the one that was published: {sha256}"),
        }[self.noted]
        return (
            words.format(file=self.path.name, theirs=self.version, ours=VERSION),
            checked.format(sha256=self.sha256),
        )


def check_installer(path: Path) -> Installer:
    """Look at an installer, or at the newest one in a folder. Raises UserFacingError where there is none."""
    if is_folder(path):
        found = [each for each in path.iterdir() if _NAME.match(each.name) and is_file(each)]
        path = max(found, key=lambda each: _numbers(_version(each)), default=path)
    version = _version(path)
    if not version:
        raise UserFacingError(
            _("{name} is no installer of Focal Desk.").format(name=path.name),
            todo=_("Choose a file whose name has “focal-desk” and a version in it."),
        )
    try:
        hashed = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                hashed.update(chunk)
        return Installer(path, version, hashed.hexdigest(), _noted(path, hashed.hexdigest()))
    except OSError as error:
        raise reading_error(error, path) from error


def _noted(path: Path, sha256: str) -> bool | None:
    named = None
    for pattern in _NOTES:
        for note in sorted(path.parent.glob(pattern)):
            if note.stat().st_size > _LONGEST_NOTE or note == path:
                continue
            for line in note.read_text("utf-8", "replace").splitlines():
                if path.name in line or note.name == f"{path.name}.sha256":
                    if sha256 in line.lower():
                        return True
                    named = False if re.search(r"[0-9a-fA-F]{64}", line) else named
    return named


def _version(path: Path) -> str:
    found = _NAME.match(path.name)
    return found[1] if found else ""


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(each) for each in version.split(".") if each]
    return tuple(numbers + [0] * (3 - len(numbers)))
