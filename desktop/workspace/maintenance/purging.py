"""After an erasure: nothing of the values is left in the bytes of the workspace, its backups and its attachments.

What was committed is blank already; here the index is joined, the file is written anew (SQLite leaves deleted text in
free room), attachments that nothing refers to are deleted, and each backup is replaced by a copy that knows of the
erasures too. `meta` holds a note until all of it is done, so that a desk that was killed goes on at its next opening.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
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
    remove_left_overs,
    replace_file,
    temporary_beside,
)
from desktop.workspace.changes.change_log import ChangeLog
from desktop.workspace.changes.clock import wall_clock
from desktop.workspace.changes.encoding import decode, names_field
from desktop.workspace.changes.erasure_decisions import Decision, SenderRights, decisions_in_force, write_decision
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.erasure.blanking import PENDING, apply_pending, not_done
from desktop.workspace.maintenance.backup import MAKING, all_copies, backup_folders
from desktop.workspace.maintenance.integrity import quick_check
from desktop.workspace.merge.incoming import Receiver
from desktop.workspace.merge.outgoing import erasures_held, read_changes
from desktop.workspace.projection.members import remove_unused_codes
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.search_index import full_text as index
from desktop.workspace.storage.connections import Direct, connect, writing_engine
from desktop.workspace.storage.file_errors import world_error
from desktop.workspace.storage.file_format import read_format
from desktop.workspace.storage.sqlite import DatabaseError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from desktop.workspace.attachments import Attachments
    from desktop.workspace.journal import Journal


Progress = Callable[[int, int], object]
Cancel = Callable[[], bool]

_ATTACHED = "attachments/"

NOBODY = "00000000-0000-0000-0000-000000000000"
"""Stands for the replica that writes while a backup is rewritten: nothing is written in its name."""


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
    pending = workspace.meta(PENDING)
    if not pending or workspace.read_only or workspace.taken_over:
        return Purged()
    with MAKING:  # one that is being made is among them
        _sweep(workspace)
        copies = [copy for copy in all_copies(workspace.path, workspace.home) if _of_this(workspace, copy)]
    steps, done = len(copies) + 1, 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, steps)
        if cancelled is not None and cancelled():
            raise Cancelled

    workspace.journal.beside(lambda conn: _do_all(conn, workspace.journal.replica))
    workspace.journal.beside(lambda conn: _leave_no_words(Direct(conn)))
    pending = workspace.meta(PENDING)
    left: list[Path] = []
    try:
        rewrite(workspace.path)
    except UserFacingError:
        left.append(workspace.path)  # somebody reads it, or the disk is full: the next opening tries again
    files = _delete_files(workspace, json.loads(pending))
    step()
    with workspace.reading() as conn:
        erasures, decided = list(read_changes(conn, erasures_held(conn))), decisions_in_force(conn)
    number = 0
    for copy in copies:
        try:
            number += _clean_copy(copy, erasures, decided)
        except (OSError, DatabaseError, DBAPIError, UserFacingError, ProgrammingError):
            if exists(copy):
                left.append(copy)
        step()
    if not left and workspace.meta(PENDING) == pending:
        workspace.set_meta(PENDING, "")
    return Purged(number, files, tuple(left))


def _do_all(conn: Connection, replica: str) -> None:
    """Where erasures came before this version understood them, they have still to be done."""
    log = ChangeLog(conn, replica, "", wall_clock)
    if ("", "") in not_done(conn, log.replicas):
        apply_pending(conn, log, Projection(conn, log))


def _leave_no_words(direct: Direct) -> None:
    """Of what no record holds any more."""
    remove_unused_codes(direct)
    index.optimize_all(direct)


def rewrite(path: Path) -> None:
    """Write a workspace file anew: deleted text does not stay in free pages. Killed in the middle it is as before."""
    try:
        connection = connect(path, read_only=False)
        try:
            connection.execute("PRAGMA temp_store=FILE")  # a large workspace need not fit into memory
            connection.execute("VACUUM")
        finally:
            connection.close()
    except (OSError, DatabaseError) as error:
        raise world_error(error, path) or error from error


def _delete_files(workspace: ErasableWorkspace, files: Sequence[str]) -> int:
    """Attachments that no change names any more."""
    here = {sha256 for sha256 in files if workspace.attachments.exists(sha256)}
    if not here:
        return 0
    with workspace.reading() as conn:
        for (data,) in conn.exec_driver_sql("SELECT data FROM change"):
            if names_field(data, _ATTACHED):
                here -= {name.removeprefix(_ATTACHED) for name, value in decode(data).items() if value is not None}
    for sha256 in here:
        workspace.attachments.drop(sha256)
    return sum(not workspace.attachments.exists(sha256) for sha256 in here)


def _sweep(workspace: ErasableWorkspace) -> None:
    """What a killed program left of copies."""
    for folder in backup_folders(workspace.path, workspace.home):
        if is_folder(folder):
            remove_left_overs(folder, older_than_s=0)


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


def _knows(copy: Path, erasures: Sequence[SharedChange], decided: Mapping[tuple[str, int], Decision]) -> bool:
    """Was all done in a copy that these erasures say, as far as they are in force?"""
    connection = connect(copy, read_only=True)
    try:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'erasure_decision'").fetchone() is None:
            return False
        known = decisions_in_force(Direct(connection))
    finally:
        connection.close()
    wanted = {(each.replica, each.seq) for each in erasures}
    return all(id in known and known[id].state == decided[id].state for id in wanted & decided.keys())


def _clean_copy(copy: Path, erasures: Sequence[SharedChange], decided: Mapping[tuple[str, int], Decision]) -> bool:
    """Put a copy that knows of the erasures in the place of a backup; False where it knows of them all."""
    if _knows(copy, erasures, decided):
        return False
    found = read_format(copy)
    temporary = temporary_beside(copy)
    try:
        copy_whole(copy, temporary)
        engine = writing_engine(temporary)
        try:
            with engine.begin() as conn:
                if found.older:
                    from desktop.workspace.maintenance.migrate import migrate

                    migrate(conn)
                _take(conn, erasures, decided)
        finally:
            engine.dispose()
        rewrite(temporary)
        _sound(temporary)
        flush_file(temporary)
        replace_file(temporary, copy)
    finally:
        for left in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            discard_file(left, patience=None)
    return True


def _take(conn: Connection, erasures: Sequence[SharedChange], decided: Mapping[tuple[str, int], Decision]) -> None:
    log = ChangeLog(conn, NOBODY, "", wall_clock)
    projection = Projection(conn, log)
    receiver = Receiver(conn, log, projection, SenderRights(decided=decided))
    receiver.take(erasures)
    receiver.finish()
    if _decide(conn, decided):
        apply_pending(conn, log, projection)
    log.finish()
    _leave_no_words(Direct(conn))
    conn.exec_driver_sql("DELETE FROM replica WHERE no = ?", (log.replica_no,))
    conn.exec_driver_sql("DELETE FROM meta WHERE key IN ('token', ?, 'shrink')", (PENDING,))


def _decide(conn: Connection, decided: Mapping[tuple[str, int], Decision]) -> bool:
    """Tell a copy what was decided since it was made; was anything?"""
    before = decisions_in_force(conn)
    new = {id: each for id, each in decided.items() if id not in before or before[id].state != each.state}
    for (replica, seq), decision in new.items():
        no = conn.exec_driver_sql(
            "SELECT c.no FROM change c JOIN replica r ON r.no = c.replica_no WHERE r.id = ? AND c.seq = ?",
            (replica, seq),
        ).scalar()
        if no is not None:
            write_decision(conn, int(no), decision)
    return bool(new)


def _sound(path: Path) -> None:
    connection = connect(path, read_only=True)
    try:
        if quick_check(connection) != "ok":
            raise DatabaseError("the copy is not sound")
    finally:
        connection.close()
