"""Which workspace files this version understands, told from the head of a file, before anything in it is locked or changed.

`application_id` says that it is one; `user_version` is major * 1000 + minor. A newer minor adds what this version need
not know: it can be read. A newer major cannot.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.system.files import exists, is_folder
from desktop.system.safe_names import shown_name
from desktop.workspace.storage.connections import APPLICATION_ID, read_file_header
from desktop.workspace.storage.file_errors import damaged, not_a_workspace, world_error
from desktop.workspace.storage.sqlite import DRIVER, DatabaseError, error_code

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
HEAD = max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
"""The newest revision in `migrations/versions`."""

MAJOR = 3
_FIRST_OF_MAJOR = 9
"""The revision that this major began with; each one after it is a minor more."""
MINOR = int(HEAD) - _FIRST_OF_MAJOR
VERSION = MAJOR * 1000 + MINOR
"""The `user_version` that this program writes."""

SEARCHES = "saved_searches"
"""What the keys in `meta` begin with under which searches are kept: a list of objects each."""
LEARNT = "suggestions_learnt"
"""The key in `meta` of what accepted suggestions taught: how often a stem led to a code."""
REBUILD = "rebuild"
"""The key in `meta` of a backup: it holds the journal, and the rows that follow from it have still to be made."""


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


def needs_migration_first(path: Path, why: str = "") -> UserFacingError:
    """It is of an older version, and cannot be used as it is."""
    return UserFacingError(
        _("{name} was created by an older Focal Desk and must be upgraded first.").format(name=path.name),
        kept=_("The file was not changed."),
        todo=why or _("Open it with write access."),
    )


def read_format(path: Path) -> FileFormat:
    """The version of the workspace at `path`.

    Raises UserFacingError: no such file, a folder, empty, not SQLite, of another program, cut off, of a newer major version.
    """
    try:
        size = path.stat().st_size
        if is_folder(path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        head = read_file_header(path) if size else None
    except FileNotFoundError as error:
        raise UserFacingError(
            _("There is no file {name} in this folder.").format(name=shown_name(path)),
            todo=_("Choose another file, or create a new workspace."),
        ) from error
    except OSError as error:
        raise reading_error(error, path) from error
    except DatabaseError as error:
        if error_code(error) == DRIVER.SQLITE_CANTOPEN:
            raise reading_error(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), path) from error
        raise world_error(error, path) or error from error
    if head is None:
        raise UserFacingError(
            _("{name} is empty: 0 bytes.").format(name=path.name),
            kept=_("The file was not changed."),
            todo=_("It may not have been copied to the end; copy it again, or restore a backup."),
        )
    if head.application != APPLICATION_ID:
        raise not_a_workspace(path)
    interrupted = exists(path.with_name(f"{path.name}-journal"))  # what SQLite will first put right
    if not head.whole and not interrupted:
        raise UserFacingError(
            _("{name} is cut off: a part at its end is missing.").format(name=path.name),
            kept=_("The file was not changed."),
            todo=_("Copy it again from the original, or restore a backup."),
        )
    if head.empty and not interrupted:
        raise damaged(path)
    found = FileFormat(head.version // 1000, head.version % 1000)
    if found.major > MAJOR:
        raise UserFacingError(
            _("{name} needs Focal Desk with workspace format {theirs}; this one knows format {ours}.").format(
                name=path.name, theirs=found.major, ours=MAJOR
            ),
            kept=_("The file was not changed."),
            todo=_("Install the newer version of Focal Desk."),
        )
    return found
