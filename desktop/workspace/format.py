"""Which workspace files this version understands, told from the first 100 bytes, before SQLite touches anything.

`application_id` says that it is one; `user_version` is major * 1000 + minor. A newer minor adds what this version need
not know: it can be read. A newer major cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.words import _
from desktop.workspace.connections import APPLICATION_ID
from desktop.workspace.files import damaged, not_a_workspace, world_error

MAJOR, MINOR = 1, 6
VERSION = MAJOR * 1000 + MINOR
"""The `user_version` that this program writes."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100


@dataclass(frozen=True)
class FileFormat:
    """The version of a workspace file."""

    major: int
    minor: int

    @property
    def older(self) -> bool:
        """Has to be migrated before it is used."""
        return self.major * 1000 + self.minor < VERSION

    @property
    def newer(self) -> bool:
        """Can be read only; `read_only_words` says why."""
        return self.major * 1000 + self.minor > VERSION

    def read_only_words(self) -> str:
        """Why a newer file opens for reading only."""
        return _(
            "This workspace was made by a newer Focal Desk (format {theirs}); it can be read here, not edited."
        ).format(theirs=f"{self.major}.{self.minor}")


def read_format(path: Path) -> FileFormat:
    """The version of the workspace at `path`.

    Raises UserFacingError: no such file, empty, not SQLite, of another program, cut off, of a newer major version.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
            size = file.seek(0, 2)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise UserFacingError(
                _("There is no file {name} in this folder.").format(name=path.name),
                todo=_("Choose another file, or begin a new workspace."),
            ) from error
        raise world_error(error, path) or error from error
    if size == 0:
        raise UserFacingError(
            _("{name} is empty: 0 bytes.").format(name=path.name),
            kept=_("The file was not touched."),
            todo=_("It may not have been copied to the end; copy it again, or restore a backup."),
        )
    if not head.startswith(_MAGIC):
        raise not_a_workspace(path)
    if len(head) < _HEADER:
        raise damaged(path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise not_a_workspace(path)
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    page = 65536 if page == 1 else page
    interrupted = path.with_name(f"{path.name}-journal").exists()  # what SQLite will first put right
    if size < page * pages and not interrupted:
        raise UserFacingError(
            _("{name} is cut off: a part at its end is missing.").format(name=path.name),
            kept=_("The file was not touched."),
            todo=_("Copy it again from where it came, or restore a backup."),
        )
    version = int.from_bytes(head[60:64], "big")
    found = FileFormat(version // 1000, version % 1000)
    if found.major > MAJOR:
        raise UserFacingError(
            _("{name} needs Focal Desk with workspace format {theirs}; this one knows format {ours}.").format(
                name=path.name, theirs=found.major, ours=MAJOR
            ),
            kept=_("The file was not touched."),
            todo=_("Install the newer version of Focal Desk."),
        )
    return found
