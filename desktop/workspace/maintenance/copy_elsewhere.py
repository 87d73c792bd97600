"""A copy on another disk: backups beside the workspace are lost with the computer.

The folder that a person chooses gets `NAME copy`, with the workspace, the copy of before, and the attachments. Which copy was
the last is remembered in this computer's own folder.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.files import (
    copy_whole,
    discard_file,
    exists,
    is_folder,
    real_path,
    replace_file,
    temporary_beside,
    write_whole,
)  # fmt: skip
from desktop.workspace.attachments import attachments_folder
from desktop.workspace.maintenance.copying import Progress, copy_in_use
from desktop.workspace.storage.file_errors import world_error
from desktop.workspace.storage.home import desk_home
from desktop.workspace.storage.sqlite import DatabaseError

COPIES = "copies"
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class CopyElsewhere:
    """A copy that was made."""

    path: str
    time: float  # seconds since 1970
    other_disk: bool

    def days(self, now: float | None = None) -> int:
        """How many days ago."""
        return max(0, int(((time.time() if now is None else now) - self.time) // _DAY_S))


def on_other_disk(path: Path, folder: Path) -> bool:
    """Does a folder lie on another disk than the workspace, as far as the system tells? Two parts of one disk count as two."""
    return real_path(path).stat().st_dev != real_path(folder).stat().st_dev


def copy_to_folder(
    path: Path,
    workspace_id: str,
    folder: Path,
    *,
    home: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CopyElsewhere:
    """Copy a workspace, which may be in use, and its attachments to a folder; checked, and remembered where that is on another
    disk.

    Raises UserFacingError, or Cancelled; the copy of before is untouched then.
    """
    path = real_path(path)
    if not is_folder(folder):
        raise UserFacingError(
            _("The folder {folder} was not found.").format(folder=folder),
            kept=_("No copy was made."),
            todo=_("Is the stick plugged in?"),
        )
    place = folder / f"{path.stem} copy"
    target = place / path.name
    temporary = temporary_beside(target)
    try:
        other = on_other_disk(path, folder)
        place.mkdir(exist_ok=True)
        if exists(target) and target.samefile(path):
            raise UserFacingError(
                _("{file} is the workspace itself.").format(file=target),
                kept=_("It was not changed."),
                todo=_("Choose another folder."),
            )
        copy_in_use(path, temporary, progress, cancelled)
        _copy_attachments(attachments_folder(path), attachments_folder(target), cancelled)
        if exists(target):
            replace_file(target, target.with_name(f"{path.stem} before{path.suffix}"))
        replace_file(temporary, target)
    except (OSError, DatabaseError) as error:
        raise world_error(error, target) or error from error
    finally:
        for each in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            discard_file(each, patience=None)
    made = CopyElsewhere(str(target), time.time(), other)
    if other:
        try:
            note = _note(workspace_id, home)
            note.parent.mkdir(exist_ok=True)
            write_whole(note, json.dumps(asdict(made)).encode())
        except OSError as error:
            raise world_error(error, home or target) or error from error
    return made


def last_copy(workspace_id: str, home: Path | None = None) -> CopyElsewhere | None:
    """The last copy of a workspace on another disk; None where none is known."""
    try:
        return CopyElsewhere(**json.loads(_note(workspace_id, home).read_text("utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def last_copy_words(found: CopyElsewhere | None) -> str:
    """How long ago that was."""
    if found is None:
        return _("No copy on another disk")
    days = found.days()
    if days == 0:
        return _("Last copy on another disk: today")
    words = ngettext("Last copy on another disk: {count} day ago", "Last copy on another disk: {count} days ago", days)
    return words.format(count=days)


def copy_sentence(made: CopyElsewhere) -> str:
    """What came of a copy."""
    words = (
        _("Copied and checked: {file}.")
        if made.other_disk
        else _(
            "Copied and checked: {file}. This folder is on the same disk as the workspace: if the computer is lost, so is "
            "the copy."
        )
    )
    return words.format(file=made.path)


def _copy_attachments(source: Path, target: Path, cancelled: Callable[[], bool] | None) -> None:
    """Those that are not there yet: a file's name is the hash of what is in it."""
    for each in sorted(source.rglob("*")) if is_folder(source) else ():
        place = target / each.relative_to(source)
        if each.is_file() and not (exists(place) and place.stat().st_size == each.stat().st_size):
            place.parent.mkdir(parents=True, exist_ok=True)
            copy_whole(each, place, cancelled)


def _note(workspace_id: str, home: Path | None) -> Path:
    return desk_home(home) / COPIES / f"{workspace_id}.json"
