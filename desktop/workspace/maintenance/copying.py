"""A whole copy of a workspace while it is in use, such that no change can come to say two things.

The copy is made with SQLite's online backup, flushed and checked. Its token is blanked, so that opening it always gets a
new replica id.

Sealing: one stay of a person in one field rewrites its last change. A change that lies in a backup must never be
rewritten, or the same change would have two values in the world. So the source's `meta.sealed_seq` is raised to the last
own seq before the copy begins and, where more was written while it was made, again; such a copy is then compared with the
source and made again if a late change differs. The journal reads `meta.sealed_seq` in each transaction, so it needs no call.
(A file that somebody copies by hand seals nothing: what its opening does about that is in `edit_session.py`.)
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop.errors import Cancelled
from desktop.system.files import delete_file, flush_file
from desktop.workspace.erasure.known_erasures import PENDING, pending_files
from desktop.workspace.maintenance.backups_without_rows import drop_rows
from desktop.workspace.maintenance.sqlite_integrity import Integrity, check_integrity
from desktop.workspace.search_index.full_text import optimize_all
from desktop.workspace.storage.connections import Direct, connect, connect_new
from desktop.workspace.storage.file_errors import damaged, may_write
from desktop.workspace.storage.replica_choice import OPEN_EDIT_SESSION

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]

_PAGES = 2_048  # of 4 KiB: a step holds writers up for some milliseconds
_RESTARTS = 3  # writers kept changing the source: the next try holds them up instead


class _Restarted(Exception):
    """The source changed under the copy once too often."""


def copy_in_use(
    path: Path,
    temporary: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
    *,
    whole: bool = True,
) -> Integrity:
    """Copy a workspace that may be in use to `temporary`, checked and flushed; whole, or without what follows from the
    journal. Returns what the check found.

    Of the search index alone, that is: it is made again from the records, so the copy is one all the same.
    `progress` hears (pages done, pages in all). Raises Cancelled, UserFacingError where the file is damaged, and what disk
    and database raise.
    """
    while True:
        sealed = _seal(path)
        try:
            _copy_pages(path, temporary, progress, cancelled, hold=False)
        except _Restarted:
            delete_file(temporary)
            _copy_pages(path, temporary, progress, cancelled, hold=True)
        if (not sealed or _late_changes_agree(path, temporary)) and _erasures(path) == _erasures(temporary):
            break
        delete_file(temporary)
    copy = connect(temporary, read_only=False)
    try:
        copy.execute("PRAGMA cache_size=-2000")  # each page is read once: it need not be kept beside the open window
        copy.execute("DELETE FROM meta WHERE key = 'token'")
        if sealed:
            copy.execute(
                "DELETE FROM meta WHERE key = ?", (OPEN_EDIT_SESSION,)
            )  # what was typed is final, there and here
        found = check_integrity(copy, progress, cancelled)
        if not (whole or found.damage or found.index):
            copy.execute("PRAGMA journal_mode=MEMORY")  # broken off, it is deleted
            copy.execute("PRAGMA synchronous=OFF")
            drop_rows(copy)
            found = check_integrity(copy, progress, cancelled)
        elif not (found.damage or found.index) and pending_files(Direct(copy)) is not None:
            optimize_all(Direct(copy))
            copy.execute("VACUUM")
        if not (found.damage or found.index):
            copy.execute(
                "DELETE FROM meta WHERE key = ?", (PENDING,)
            )  # clean: the rows are, and nothing is in free room
    finally:
        copy.close()
    if found.damage:
        raise damaged(path)
    flush_file(temporary)
    return found


def _copy_pages(
    path: Path, temporary: Path, progress: Progress | None, cancelled: Cancel | None, *, hold: bool
) -> None:
    restarts, before = 0, -1

    def step(_status: int, remaining: int, total: int) -> None:
        nonlocal restarts, before
        if cancelled is not None and cancelled():
            raise Cancelled
        if before >= 0 and remaining > before:
            restarts += 1
            if restarts > _RESTARTS:
                raise _Restarted
        before = remaining
        if progress is not None:
            progress(total - remaining, total)

    with (
        closing(connect(path, read_only=not may_write(path))) as source,
        closing(connect_new(temporary)) as target,
    ):
        for conn in (source, target):
            conn.execute("PRAGMA cache_size=-2000")
        target.execute("PRAGMA synchronous=OFF")  # flushed as a whole afterwards
        if hold:
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
        source.backup(target, pages=_PAGES, progress=step, sleep=0.005)
        if hold:
            source.execute("ROLLBACK")


_OWN = "(SELECT no FROM replica WHERE id = (SELECT value FROM meta WHERE key = 'replica'))"


def _seal(path: Path) -> bool:
    """Have no change written so far rewritten any more; False where the file cannot be written, and so is not by us."""
    if not may_write(path):
        return False
    source = connect(path, read_only=False)
    try:
        source.execute("BEGIN IMMEDIATE")
        if source.execute("SELECT 1 FROM sqlite_master WHERE name = 'change'").fetchone() is None:
            source.execute("ROLLBACK")
            return False
        source.execute(
            "INSERT INTO meta (key, value) SELECT 'sealed_seq', max(seq) FROM change"
            f" WHERE replica_no = {_OWN} HAVING max(seq) IS NOT NULL"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        )
        source.execute("COMMIT")
        return True
    finally:
        source.close()


def _late_changes_agree(path: Path, temporary: Path) -> bool:
    """Seal again; do the changes written since the first seal stand in the copy as they stand, sealed, in the source?"""
    late = (
        f"SELECT seq, data, time FROM change WHERE replica_no = {_OWN}"
        " AND seq > coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'sealed_seq'), 0) ORDER BY seq"
    )
    copy = connect(temporary, read_only=True)
    try:
        ours = copy.execute(late).fetchall()
    finally:
        copy.close()
    if not ours:
        return True
    _seal(path)
    source = connect(path, read_only=False)
    try:
        theirs = source.execute(
            f"SELECT seq, data, time FROM change WHERE replica_no = {_OWN} AND seq BETWEEN ? AND ? ORDER BY seq",
            (ours[0][0], ours[-1][0]),
        ).fetchall()
    finally:
        source.close()
    return ours == theirs


def _erasures(path: Path) -> int:
    """How many erasures a file knows of: a copy that knows of fewer may hold what was erased meanwhile."""
    connection = connect(path, read_only=True)
    try:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'erased'").fetchone() is None:
            return 0
        return int(connection.execute("SELECT count(*) FROM erased").fetchone()[0])
    finally:
        connection.close()
