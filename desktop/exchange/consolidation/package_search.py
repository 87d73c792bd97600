"""What lies in a folder: packages, PDFs that may carry one, and what is neither."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.packages import looks_like_package
from desktop.exchange.pdf import looks_like_pdf
from desktop.file_formats import PACKAGES, fits
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.system.files import exists, is_folder, user_path
from desktop.system.hidden_entries import is_system_entry
from desktop.workspace import Workspace
from desktop.workspace.storage.open_workspaces import refuse_open_workspace
from desktop.workspace.storage.readable_file_names import readable_name

Cancel = Callable[[], bool]

MAX_NAMED = 500
"""Files that are no package which are named; of more there is the number."""
MAX_FILES = 100_000
_CHUNK = 1 << 20
_WORKSPACE_SUFFIXES = (".focal", ".focal-journal", ".focal-wal")


@dataclass(slots=True)
class FoundFiles:
    """The files of a folder and of those inside it, each by its path."""

    root: Path
    packages: list[Path] = field(default_factory=list[Path])  # or PDFs that may carry one
    other_files: list[Path] = field(default_factory=list[Path])  # the first of those that are no package
    other_count: int = 0  # how many those are
    unreadable: list[tuple[Path, str]] = field(
        default_factory=list[tuple[Path, str]]
    )  # folders that cannot be read, and why

    @property
    def files(self) -> int:
        """How many files something is said of."""
        return len(self.packages) + len(self.other_files) + len(self.unreadable)

    @property
    def place(self) -> str:
        """The folder as text."""
        return readable_name(str(self.root))

    def name(self, path: Path) -> str:
        """A path below the folder, with slashes on every system."""
        try:
            return readable_name(path.relative_to(self.root).as_posix())
        except ValueError:
            return readable_name(path.as_posix())


def find_packages(
    workspace: Workspace,
    sources: Sequence[Path],
    on_looked: Callable[[int], object] | None = None,
    cancelled: Cancel | None = None,
) -> FoundFiles:
    """Look through a folder with all inside it, or through some files. `heard` is told how many were looked at.

    Links to folders are not followed, hidden files and the workspace's own are left out. Raises UserFacingError where
    the folder is not there or holds too much, or Cancelled.
    """
    sources = [user_path(each).absolute() for each in sources]
    folder = len(sources) == 1 and is_folder(sources[0])
    if len(sources) == 1 and not exists(sources[0]):
        raise folder_gone_error(sources[0])
    found = FoundFiles(sources[0] if folder else _common_folder(sources))
    own = {f"{workspace.path.stem} backups", workspace.attachments.folder.name}
    todo, looked = list(reversed(sources)), 0
    while todo:
        path = todo.pop()
        if is_folder(path):
            todo += reversed(_list_folder(path, found, own if path == workspace.path.parent else set()))
            continue
        looked += 1
        if cancelled is not None and cancelled():
            raise Cancelled
        if on_looked is not None and looked % 20 == 0:
            on_looked(looked)
        if looked > MAX_FILES:
            raise UserFacingError(
                _("There are more than {number} files in {folder}.").format(number=MAX_FILES, folder=found.root.name),
                kept=_("Nothing was imported."),
                todo=_("Put the packages into a folder of their own."),
            )
        if _may_hold_package(path):
            found.packages.append(path)
        else:
            found.other_count += 1
            if len(found.other_files) < MAX_NAMED:
                found.other_files.append(path)
    return found


def _common_folder(files: Sequence[Path]) -> Path:
    """The folder that holds them all; the first one's where they lie on different disks."""
    try:
        return Path(os.path.commonpath([str(each.parent) for each in files]))
    except ValueError:
        return files[0].parent


def _list_folder(folder: Path, found: FoundFiles, own: set[str]) -> list[Path]:
    """What a folder holds, by name."""
    paths: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if is_system_entry(entry) or name in own:
                    continue
                linked = entry.is_symlink() and entry.is_dir()
                if (entry.is_dir() and not linked) or (
                    entry.is_file() and not name.lower().endswith(_WORKSPACE_SUFFIXES)
                ):
                    paths.append(folder / name)
    except OSError as error:
        found.unreadable.append((folder, str(reading_error(error, folder))))
    return sorted(paths, key=lambda path: (path.name.casefold(), path.name))


def _may_hold_package(path: Path) -> bool:
    if fits(path, PACKAGES):
        return True
    try:
        return looks_like_package(path) or looks_like_pdf(path)
    except UserFacingError:
        return False  # of another name, and not to be read


def digest_of(path: Path, cancelled: Cancel | None = None) -> str:
    """sha256 of a file. Raises UserFacingError where it cannot be read, or Cancelled."""
    refuse_open_workspace(path)
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                if cancelled is not None and cancelled():
                    raise Cancelled
                digest.update(piece)
    except OSError as error:
        raise reading_error(error, path) from error
    return digest.hexdigest()


def folder_gone_error(folder: Path) -> UserFacingError:
    """The folder is not there, or not any more."""
    return UserFacingError(
        _("{folder} was not found: it was moved or deleted, or its disk was removed.").format(
            folder=folder.name or str(folder)
        ),
        kept=_("Data imported earlier is kept."),
        todo=_("Put the folder back and start again: nothing is imported twice."),
    )
