"""After an erasure: nothing of the values is left in the bytes of the workspace, its backups and its attachments.

An erasure has two states. *Pending*, from the transaction that blanks the values on: `meta` holds a note, and whatever
opens the file next goes on here. *Done*, when the note is taken away. In between, in this order and from the beginning
again after a kill:

- this computer remembers what was erased (`known_erasures.py`), for older copies that may come back;
- what killed programs left is deleted, and so are reports of faults and copies of attachments that others showed;
- the index is joined and the file written anew, as SQLite leaves deleted text in free room;
- attachments that nothing refers to are deleted;
- each backup that does not know of the erasures, or was made meanwhile, is replaced by a copy that does and is clean.
  Only when there is none left, and none can be made, the note goes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.exc import DBAPIError

from desktop.errors import Cancelled, ProgrammingError, UserFacingError
from desktop.system.files import (
    copy_whole,
    discard_file,
    exists,
    flush_file,
    is_folder,
    is_temporary,
    remove_left_overs,
    replace_file,
    temporary_beside,
)
from desktop.workspace.changes.change_log import ChangeLog
from desktop.workspace.changes.clock import wall_clock
from desktop.workspace.changes.erasure_decisions import Decision, decisions_in_force
from desktop.workspace.changes.value_compression import decode, names_field
from desktop.workspace.erasure.blanking import apply_pending, not_done
from desktop.workspace.erasure.known_erasures import PENDING, ErasuresInForce, knows_all, pending_files, remember
from desktop.workspace.maintenance.backup import MAKING, all_copies, backup_folders
from desktop.workspace.maintenance.erasing_copies import erase_in_copy, erasures_in_force, leave_no_words, rewrite
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.storage.connections import Direct, connect, writing_engine
from desktop.workspace.storage.file_format import read_format
from desktop.workspace.storage.home import discard_opened, discard_reports
from desktop.workspace.storage.sqlite import DatabaseError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from desktop.workspace.attachments import Attachments
    from desktop.workspace.journal import Journal


Progress = Callable[[int, int], object]
Cancel = Callable[[], bool]

_ATTACHED = "attachments/"


class ErasableWorkspace(Protocol):
    """What is asked of the open workspace here; `Workspace` is one, and imports this module."""

    @property
    def path(self) -> Path: ...
    @property
    def home(self) -> Path: ...
    @property
    def read_only(self) -> bool: ...
    @property
    def taken_over(self) -> bool: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def attachments(self) -> Attachments: ...
    def meta(self, key: str) -> str: ...
    def set_meta(self, key: str, value: str) -> None: ...
    def reading(self) -> AbstractContextManager[Connection]: ...


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done. `left`: files that could not be rewritten, and may hold the values still."""

    backups: int = 0
    files: int = 0  # attachments deleted
    left: tuple[Path, ...] = ()


def finish_erasing(
    workspace: ErasableWorkspace, progress: Progress | None = None, cancelled: Cancel | None = None
) -> Purged:
    """Do what is left of erasures; nothing where nothing is. `progress` hears (steps done, steps in all).

    Raises Cancelled. The note stays then, as it does while anything is left, and the next opening goes on.
    """
    if workspace.read_only or workspace.taken_over or not workspace.meta(PENDING):
        return Purged()
    with MAKING:
        _sweep(workspace)
        with workspace.reading() as conn:
            seen = len(_unclean(workspace, decisions_in_force(conn)))
    steps, done = seen + 1, 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, max(steps, done))
        if cancelled is not None and cancelled():
            raise Cancelled

    workspace.journal.beside(lambda conn: _do_all(conn, workspace.journal.replica))
    workspace.journal.beside(lambda conn: leave_no_words(Direct(conn)))
    pending = workspace.meta(PENDING)
    with workspace.reading() as conn:
        erasures = erasures_in_force(conn)
    left: list[Path] = []
    try:
        remember(workspace.home, workspace.meta("workspace"), erasures)
    except OSError:
        left.append(workspace.home)
    try:
        rewrite(workspace.path)
    except UserFacingError:
        left.append(workspace.path)  # somebody reads it, or the disk is full: the next opening tries again
    files, held = _delete_files(workspace, json.loads(pending))
    left += held
    step()
    number, tried = 0, set[Path]()
    while True:
        with MAKING:  # one that is being made gets its name before, or is clean
            todo = [copy for copy in _unclean(workspace, erasures.decided) if copy not in tried]
            if not todo:
                if not left and workspace.meta(PENDING) == pending:
                    workspace.set_meta(PENDING, "")
                break
        for copy in todo:
            tried.add(copy)
            try:
                _clean_copy(copy, erasures)
                number += 1
            except (OSError, DatabaseError, DBAPIError, UserFacingError, ProgrammingError):
                if exists(copy):
                    left.append(copy)
            step()
    return Purged(number, files, tuple(left))


def _unclean(workspace: ErasableWorkspace, decided: Mapping[tuple[str, int], Decision]) -> list[Path]:
    """The copies of this workspace in which not all of this is erased, or that were made while an erasure was under way."""
    return [
        copy
        for copy in all_copies(workspace.path, workspace.home)
        if _of_this(workspace, copy) and not _is_clean(copy, decided)
    ]


def _is_clean(copy: Path, decided: Mapping[tuple[str, int], Decision]) -> bool:
    try:
        with closing(connect(copy, read_only=True)) as connection:
            direct = Direct(connection)
            return pending_files(direct) is None and knows_all(direct, decided)
    except DatabaseError:
        return False  # damaged: it is told that it could not be rewritten


def _do_all(conn: Connection, replica: str) -> None:
    """Where erasures came before this version understood them, they have still to be done."""
    log = ChangeLog(conn, replica, "", wall_clock)
    if ("", "") in not_done(conn, log.replicas):
        apply_pending(conn, log, Projection(conn, log))


def _delete_files(workspace: ErasableWorkspace, files: Sequence[str]) -> tuple[int, list[Path]]:
    """Attachments that no change names any more, with the copies that other programs were given: how many went, and what
    stays as somebody holds it.
    """
    gone = set(files)
    if gone:
        with workspace.reading() as conn:
            for (data,) in conn.exec_driver_sql("SELECT data FROM change"):
                if names_field(data, _ATTACHED):
                    gone -= {name.removeprefix(_ATTACHED) for name, value in decode(data).items() if value is not None}
    here = {sha256 for sha256 in gone if workspace.attachments.exists(sha256)}
    for sha256 in here:
        workspace.attachments.drop(sha256)
    left = {sha256 for sha256 in here if workspace.attachments.exists(sha256)}
    held = [workspace.attachments.path(sha256) for sha256 in sorted(left)]
    return len(here - left), held + discard_opened(workspace.home, gone)


def _sweep(workspace: ErasableWorkspace) -> None:
    """What killed programs left: of backups, attachments and a restore; and what was kept of faults."""
    for folder in backup_folders(workspace.path, workspace.home):
        if is_folder(folder):
            remove_left_overs(folder, older_than_s=0)
    workspace.attachments.sweep_all()
    for each in workspace.path.parent.glob(".~*.tmp"):
        if is_temporary(each) and _is_database(each) and _of_this(workspace, each):
            discard_file(each)
            discard_file(each.with_name(f"{each.name}-journal"))
    discard_reports(workspace.home)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _of_this(workspace: ErasableWorkspace, copy: Path) -> bool:
    """Is it a copy of this workspace? Another one of the same name may have its backups in the same folder."""
    try:
        connection = connect(copy, read_only=True)
        try:
            id = connection.execute("SELECT value FROM meta WHERE key = 'workspace'").fetchone()
            replicas = {row[0] for row in connection.execute("SELECT id FROM replica")}
        finally:
            connection.close()
    except DatabaseError:
        return True  # damaged: it is told that it could not be rewritten
    if id is not None:
        return str(id[0]) == workspace.meta("workspace")
    with workspace.reading() as conn:
        return not replicas.isdisjoint(row[0] for row in conn.exec_driver_sql("SELECT id FROM replica"))


def _clean_copy(copy: Path, erasures: ErasuresInForce) -> None:
    """Put a copy that knows of the erasures, and holds nothing of what went, in the place of a backup."""
    temporary = temporary_beside(copy)
    try:
        copy_whole(copy, temporary)
        if read_format(temporary).older:
            _migrate(temporary)
        erase_in_copy(temporary, erasures)
        flush_file(temporary)
        replace_file(temporary, copy)
    finally:
        for left in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            discard_file(left, patience=None)


def _migrate(copy: Path) -> None:
    from desktop.workspace.maintenance.migrate import migrate

    engine = writing_engine(copy)
    try:
        with engine.begin() as conn:
            migrate(conn)
    finally:
        engine.dispose()
