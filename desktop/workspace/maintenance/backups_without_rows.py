"""Backups hold the journal without what follows from it: rows and index are made again when one is opened.

So a backup is a workspace file as any other, only smaller; `meta` says that its rows are still to be made.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.storage.connections import Direct, writing_engine
from desktop.workspace.storage.file_format import REBUILD, VERSION
from desktop.workspace.storage.sqlite import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.sqlite import SqliteConnection

_FIRST = ("organisation", "person", "visit")  # others point to them


_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'stored_change' AND sql IS NOT NULL"
"""Of the journal, an eighth of its room."""


def lacks_rows(conn: Connection | Direct | SqliteConnection) -> bool:
    """Are the rows of this file still to be made?"""
    direct = conn if isinstance(conn, Direct) else Direct(conn)
    return direct.exec_driver_sql("SELECT 1 FROM meta WHERE key = ?", (REBUILD,)).fetchone() is not None


def drop_rows(copy: SqliteConnection) -> None:
    """Take all that follows from the journal out of a copy that nobody uses yet. One of another version stays whole: how
    its rows follow, this version need not know.
    """
    if int(copy.execute("PRAGMA user_version").fetchone()[0]) != VERSION:
        return
    copy.execute("PRAGMA secure_delete=OFF")  # it is written anew below
    copy.execute("BEGIN")
    try:
        for index in INDEXES.values():
            copy.execute(f"INSERT INTO {index.name}({index.name}) VALUES('delete-all')")
    except DatabaseError:  # an index that is damaged: nothing is touched, the copy stays whole
        copy.execute("ROLLBACK")
        return
    for name in RECORD_TYPES:
        copy.execute(f"DELETE FROM {name}")
        copy.execute(f"DELETE FROM {name}_has_code")
    copy.execute("DELETE FROM member_code")
    for (name,) in copy.execute(_INDEXES).fetchall():
        copy.execute(f"DROP INDEX {name}")
    copy.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, '1')", (REBUILD,))
    copy.execute("COMMIT")
    copy.execute("PRAGMA temp_store=FILE")  # a large workspace need not fit into memory
    copy.execute("VACUUM")


def rebuild_file(path: Path, writer: SqliteConnection) -> None:
    """Make the rows through the connection that writes the file, in one transaction: killed, it is as it was.

    Raises DatabaseError as it comes.
    """
    from sqlalchemy.exc import DBAPIError

    try:
        with writing_engine(path, writer).begin() as conn:
            rebuild(conn)
    except DBAPIError as error:
        raise (error.orig or error) from error


def rebuild(conn: Connection) -> None:
    """Make rows, members and index of all records from the journal, in the order in which the records were made."""
    from desktop.workspace.changes.change_log import ChangeLog
    from desktop.workspace.changes.clock import wall_clock
    from desktop.workspace.editing.bulk_insert import LaterIndexes
    from desktop.workspace.projection.batch_reading import batches, read_edits, read_stored
    from desktop.workspace.projection.rebuilding import Projection
    from desktop.workspace.records.tables import stored_change

    for index in stored_change.indexes:
        index.create(conn, checkfirst=True)
    direct = Direct(conn)
    replica = direct.exec_driver_sql("SELECT id FROM replica ORDER BY no LIMIT 1").scalar()
    if replica is not None:
        log = ChangeLog(conn, str(replica), "", wall_clock)
        projection, later = Projection(conn, log), LaterIndexes(conn)
        asked = "SELECT record_id FROM change WHERE type = ? GROUP BY record_id ORDER BY min(no)"
        with projection.together():
            for name in sorted(RECORD_TYPES, key=lambda name: (name not in _FIRST, name)):
                kind = RECORD_TYPES[name]
                ids = [str(row[0]) for row in direct.exec_driver_sql(asked, (name,))]
                later.before(kind, len(ids))
                for part in batches(ids):
                    changes = read_edits(direct, name, part, log.replicas)
                    stored = read_stored(direct, kind, part)
                    for id in part:
                        edits, made = changes[id]
                        projection.update(kind, id, edits, made, stored[id])
            for _index in later.make():
                pass
    direct.exec_driver_sql("DELETE FROM meta WHERE key = ?", (REBUILD,))
