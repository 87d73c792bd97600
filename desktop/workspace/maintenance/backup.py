"""Dated copies of a workspace, made while it is in use, checked, thinned with age, and restored.

A backup is made under a temporary name as `copying.py` does it, and only then gets its name: a file in the backup folder
is whole.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desktop.errors import UserFacingError
from desktop.i18n import N_, _
from desktop.system.files import (
    copy_whole,
    delete_file,
    discard_file,
    exists,
    flush_file,
    flush_folder,
    is_folder,
    real_path,
    remove_left_overs,
    replace_file,
    temporary_beside,
    write_whole,
)
from desktop.workspace.maintenance.backups_without_rows import lacks_rows, rebuild_file
from desktop.workspace.maintenance.copying import Cancel, Progress, copy_in_use
from desktop.workspace.maintenance.sqlite_integrity import quick_check
from desktop.workspace.storage.connections import Direct, connect, writing_engine
from desktop.workspace.storage.file_errors import damaged, index_damaged, world_error
from desktop.workspace.storage.file_format import read_format
from desktop.workspace.storage.home import desk_home
from desktop.workspace.storage.open_workspaces import refuse_open_workspace
from desktop.workspace.storage.sqlite import DatabaseError

REASONS = {
    "daily": N_("Daily"),
    "import": N_("Before an import"),
    "block": N_("Before a partner was blocked"),
    "migration": N_("Before a new version"),
    "restore": N_("Before a restore"),
    "repair": N_("Before a repair"),
    "asked": N_("Manual"),
}
"""Why a backup was made: the code in its name, and the words for people."""
_WHOLE = ("migration", "restore", "repair")
"""These hold every row as it stood; the others, of which there are many, the journal that rows follow from."""

MAKING = threading.Lock()
"""Held while a backup is made: who holds it knows that no copy of an older state is about to get its name."""
_NAME = re.compile(r"(?P<time>\d{4}-\d\d-\d\d \d\d-\d\d-\d\d) (?P<reason>[a-z]+)(?: \d+)?\.focal\Z")
_TIME = "%Y-%m-%d %H-%M-%S"
_KEEP_ALL, _KEEP_DAILY, _RECENT = timedelta(hours=24), timedelta(days=30), 20


@dataclass(frozen=True)
class Backup:
    """One backup; `time` is this computer's local time."""

    path: Path
    time: datetime
    reason: str
    size: int  # bytes

    def words(self) -> str:
        """What people see in the list of backups."""
        return f"{self.time:%Y-%m-%d %H:%M} · {_(REASONS.get(self.reason, self.reason))}"


def backup_folders(path: Path, home: Path | None = None) -> tuple[Path, Path, Path]:
    """Where backups of a workspace go: beside it; in the home folder where that cannot be written; and there under a name
    that no other workspace has, where somebody chose so.
    """
    name, away = f"{path.stem} backups", desk_home(home) / "backups"
    own = hashlib.sha256(os.path.normcase(path).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return path.with_name(name), away / name, away / f"{name} {own}"


def backups_kept_here(path: Path, home: Path | None = None) -> bool:
    """Do new backups of this workspace go to this computer's own folder, by choice? A folder beside the workspace may be
    synchronised, and each backup be sent to every computer then.
    """
    return exists(_choice(path, home))


def keep_backups_here(path: Path, here: bool, home: Path | None = None) -> Path:
    """Choose where new backups go: `here`, or beside the workspace. Those made before stay where they are, are shown and
    thinned. Returns the folder. Raises UserFacingError where the choice cannot be kept.
    """
    choice = _choice(path, home)
    try:
        if here:
            choice.parent.mkdir(parents=True, exist_ok=True)
            write_whole(choice, f"{path}\n".encode("utf-8", "surrogateescape"))
        else:
            delete_file(choice)
    except OSError as error:
        raise world_error(error, choice) or error from error
    beside, _away, own = backup_folders(real_path(path), home)
    return own if here else beside


def _choice(path: Path, home: Path | None) -> Path:
    """The file that is there where backups were chosen to go to this computer's own folder; it names the workspace."""
    return backup_folders(real_path(path), home)[2] / "workspace.txt"


def back_up(
    path: Path,
    reason: str,
    *,
    home: Path | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
    warn: Callable[[str], object] | None = None,
) -> Path:
    """Back the workspace at `path` up while it may be in use; returns the backup's path.

    `reason` is a key of REASONS; `progress` hears (pages done, pages in all), `warn` a sentence where the search index is
    damaged: the backup then holds all records, and the same index. Raises UserFacingError, or Cancelled; nothing is left
    behind then.
    """
    path = real_path(path)
    if reason not in REASONS:
        raise ValueError(reason)
    if exists(path):
        read_format(path)  # of what is no workspace there is no backup
    folder = _writable_folder(path, home)
    temporary = temporary_beside(folder / "new")
    try:
        with MAKING:
            found = copy_in_use(path, temporary, progress, cancelled, whole=reason in _WHOLE)
            target = _free_name(folder, now or datetime.now(), reason)
            replace_file(temporary, target)
    except (OSError, DatabaseError) as error:
        raise world_error(error, path) or error from error
    else:
        if found.index and warn is not None:
            warn(str(index_damaged(path)))
        return target
    finally:
        for left in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            discard_file(left, patience=None)


def _writable_folder(path: Path, home: Path | None) -> Path:
    beside, away, own = backup_folders(path, home)
    for folder in (own, away) if backups_kept_here(path, home) else (beside, away):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = temporary_beside(folder / "probe")
            probe.touch(exist_ok=False)
            delete_file(probe)
        except OSError as error:
            if folder is away:
                raise world_error(error, folder) or error from error
            continue
        return folder
    raise AssertionError("unreachable: the loop returns or raises")


def _free_name(folder: Path, now: datetime, reason: str) -> Path:
    stem = f"{now.strftime(_TIME)} {reason}"
    target, number = folder / f"{stem}.focal", 1
    while exists(target):
        number += 1
        target = folder / f"{stem} {number}.focal"
    return target


# Which there are, and which may go -----------------------------------------------------------------------------------


def list_backups(path: Path, *, home: Path | None = None) -> list[Backup]:
    """The backups of a workspace, newest first, from all its folders."""
    found: list[Backup] = []
    for folder in backup_folders(real_path(path), home):
        try:
            entries = list(folder.iterdir()) if is_folder(folder) else []
        except OSError:
            continue
        for entry in entries:
            match = _NAME.match(entry.name)
            if match and match["reason"] in REASONS:
                try:
                    time = datetime.strptime(match["time"], _TIME)
                    found.append(Backup(entry, time, match["reason"], entry.stat().st_size))
                except (OSError, ValueError):
                    continue
    return sorted(found, key=lambda backup: (backup.time, backup.path.name), reverse=True)


def all_copies(path: Path, home: Path | None = None) -> list[Path]:
    """Every file beside a workspace or in the home folder that may be a copy of it, damaged ones too, also of when it lay in
    another folder.
    """
    beside, away, own = backup_folders(real_path(path), home)
    folders = dict.fromkeys((beside, away, own, *away.parent.glob(f"{glob.escape(away.name)} *")))
    return [copy for folder in folders if is_folder(folder) for copy in sorted(folder.glob("*.focal"))]


def daily_due(path: Path, *, home: Path | None = None, now: datetime | None = None) -> bool:
    """Is there no backup of today yet?"""
    today = (now or datetime.now()).date()
    return all(backup.time.date() != today for backup in list_backups(path, home=home))


def outdated(backups: list[Backup], now: datetime) -> list[Backup]:
    """Which backups may go: kept are the last 20 of 24 hours, the last of each day for 30 days, of each month for ever."""
    gone: list[Backup] = []
    recent, kept = 0, set[str]()
    for backup in sorted(backups, key=lambda each: (each.time, each.path.name), reverse=True):
        age = now - backup.time
        if age <= _KEEP_ALL and recent < _RECENT:
            recent += 1
            continue
        span = f"{backup.time:%Y-%m-%d}" if age <= _KEEP_DAILY else f"{backup.time:%Y-%m}"
        if span in kept:
            gone.append(backup)
        kept.add(span)
    return gone


def thin(path: Path, *, home: Path | None = None, now: datetime | None = None) -> list[Path]:
    """Delete the outdated backups; returns those that went. One that cannot be deleted stays."""
    gone: list[Path] = []
    for backup in outdated(list_backups(path, home=home), now or datetime.now()):
        try:
            delete_file(backup.path)
        except OSError:
            continue
        gone.append(backup.path)
    for folder in backup_folders(real_path(path), home):
        if is_folder(folder):
            remove_left_overs(folder)
    return gone


# And back ------------------------------------------------------------------------------------------------------------


def restore(
    path: Path,
    backup: Path,
    *,
    home: Path | None = None,
    now: datetime | None = None,
    warn: Callable[[str], object] | None = None,
) -> Path | None:
    """Put a backup in the place of the workspace at `path`, which is itself backed up first; returns that backup.

    Nobody may have the workspace open: hold its lock. Its rows are made first, so that it can be read at once. Killed at
    any moment, the file is the one or the other. A damaged file is kept beside the backups as it is. What is known to be
    erased, here or on this computer, does not come back: `warn` hears a sentence then. Raises UserFacingError; the
    workspace is untouched then.
    """
    path = real_path(path)
    refuse_open_workspace(backup)
    read_format(backup)
    if is_folder(path):
        raise UserFacingError(_("{file} is a folder.").format(file=path), todo=_("Specify a file in it."))
    _whole(backup)
    saved = _keep_current(path, home, now) if exists(path) else None
    outside = desk_home(home)
    unfinished = _remember_erasures(path, outside)
    temporary = temporary_beside(path)
    try:
        copy_whole(backup, temporary)
        if _erase_again(temporary, outside, pending=unfinished) and warn is not None:
            warn(_("What was erased since this backup was made stays erased."))
        copy = connect(temporary, read_only=False)
        try:
            copy.execute("DELETE FROM meta WHERE key = 'token'")
            if lacks_rows(copy):
                rebuild_file(temporary, copy)
        finally:
            copy.close()
        flush_file(temporary)
        # What a killed program left to be rolled back belongs to the old file; in the new one it would do harm.
        for ending in ("-journal", "-wal", "-shm"):
            delete_file(path.with_name(f"{path.name}{ending}"))
        flush_folder(path.parent)
        replace_file(temporary, path)
    except (OSError, DatabaseError) as error:
        raise world_error(error, path) or error from error
    finally:
        discard_file(temporary, patience=None)
    return saved


def _remember_erasures(path: Path, home: Path) -> bool:
    """Remember what the workspace that goes knows to be erased; is some of that still to be done in its backups?"""
    from desktop.workspace.erasure.known_erasures import pending_files, remember, workspace_of
    from desktop.workspace.maintenance.erasing_copies import erasures_in_force
    from desktop.workspace.merge.known_blocks import remember_states

    try:
        if not exists(path) or read_format(path).older:
            return False
    except UserFacingError:
        return False  # no workspace
    engine = writing_engine(path)
    try:
        with engine.connect() as conn:
            direct = Direct(conn)
            remember(home, workspace_of(direct), erasures_in_force(conn))
            remember_states(direct, home)
            return pending_files(direct) is not None
    except (OSError, DatabaseError, DBAPIError):
        return False  # damaged: it is kept as it is, and what this computer knows counts
    finally:
        engine.dispose()


def _erase_again(copy: Path, home: Path, *, pending: bool) -> bool:
    """Erase in a copy what is known to be erased; was there anything?"""
    from desktop.workspace.erasure.known_erasures import PENDING, lacking_in_file
    from desktop.workspace.maintenance.erasing_copies import erase_in_copy

    if read_format(copy).older:
        return False  # erased at its opening, when it is of this version
    erasures = lacking_in_file(copy, home)
    if erasures:
        erase_in_copy(copy, erasures, pending=True)
    elif pending:
        connection = connect(copy, read_only=False)
        try:
            connection.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, '[]')", (PENDING,))
        finally:
            connection.close()
    return bool(erasures)


def _keep_current(path: Path, home: Path | None, now: datetime | None) -> Path:
    try:
        return back_up(path, "restore", home=home, now=now)
    except UserFacingError:
        folder = _writable_folder(path, home)
        stamp = (now or datetime.now()).strftime(_TIME)
        target = folder / f"{stamp} damaged.focal"
        try:
            copy_whole(path, target)
            wal = path.with_name(f"{path.name}-wal")
            if exists(wal):  # of another program's database: a part of it
                copy_whole(wal, target.with_name(f"{target.name}-wal"))
        except OSError as error:
            raise world_error(error, path) or error from error
        return target


def _whole(backup: Path) -> None:
    try:
        copy = connect(backup, read_only=True)
        try:
            found = quick_check(copy)
        finally:
            copy.close()
    except DatabaseError as error:
        raise world_error(error, backup) or error from error
    if found != "ok":
        raise damaged(backup)
