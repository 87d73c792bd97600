"""Bringing an older workspace to this version, in one transaction after a backup; and making a new one.

Alembic is loaded only where there is something to migrate: a desk that is up to date does not wait for it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop.errors import ProgrammingError, UserFacingError
from desktop.i18n import _
from desktop.workspace.merge.deleted_before_sharing import LEFT, NOTHING_LEFT
from desktop.workspace.records import tables as schema
from desktop.workspace.search_index import full_text as index
from desktop.workspace.storage.connections import APPLICATION_ID, connect, writing_engine
from desktop.workspace.storage.file_format import HEAD, MIGRATIONS, VERSION
from desktop.workspace.storage.sqlite import DatabaseError, SqliteConnection

MB = 1_000_000
_STAMP = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


SHRINK = "shrink"
"""The key in `meta` that stands there after a migration until the file was written anew, without the room it left."""
_ROOM = 2
"""Times its size that a migration needs beside a file: SQLite's journal of it, and the copy that is written anew."""


def back_up_before(path: Path, home: Path) -> None:
    """Back an older workspace up before it is migrated. Raises UserFacingError where the disk has no room for either."""
    from desktop.workspace.maintenance.backup import back_up

    need, free = _ROOM * path.stat().st_size, shutil.disk_usage(path.parent).free
    if free < need:
        raise UserFacingError(
            _(
                "{name} has to be brought to this version: that needs {need} MB of free disk space, {free} MB are free."
            ).format(name=path.name, need=-(-need // MB), free=free // MB),
            kept=_("The file was not changed."),
            todo=_("Free some space, or copy the file to another disk, then open it there."),
        )
    back_up(path, "migration", home=home)


def migrate_file(path: Path, writer: SqliteConnection) -> None:
    """Bring the file to `HEAD` through the connection that writes it, and make it small."""
    with writing_engine(path, writer).begin() as conn:
        migrate(conn)
    shrink(writer)


def shrink_file(path: Path) -> None:
    """The same as `shrink`, later and beside the work."""
    with suppress(DatabaseError), closing(connect(path, read_only=False)) as conn:
        shrink(conn)


def shrink(writer: SqliteConnection) -> None:
    """Write a migrated file anew, as small as it can be. Where somebody reads it or the disk is full it stays as it is, and
    the next opening tries again; killed in the middle too.
    """
    with suppress(DatabaseError):
        if writer.execute("SELECT 1 FROM meta WHERE key = ?", (SHRINK,)).fetchone() is None:
            return
        writer.execute("PRAGMA temp_store=FILE")  # a large workspace need not fit into memory
        writer.execute("VACUUM")
        writer.execute("DELETE FROM meta WHERE key = ?", (SHRINK,))
    writer.execute("PRAGMA temp_store=MEMORY")


def create_all(connection: Connection) -> None:
    """Make all tables and the index of this version in an empty file, inside the caller's transaction."""
    for statement in _schema_statements():
        connection.exec_driver_sql(statement)
    schema.create_views(connection)
    index.create_indexes(connection)
    connection.exec_driver_sql(_STAMP)
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))
    connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?, ?)", (LEFT, NOTHING_LEFT))
    _sign(connection)


@cache
def _schema_statements() -> tuple[str, ...]:
    """The tables and their indexes in SQL; to compile them takes longer than to run them."""
    tables = schema.metadata.sorted_tables
    elements = [*map(CreateTable, tables), *(CreateIndex(each) for table in tables for each in table.indexes)]
    return tuple(str(element.compile(dialect=sqlite.dialect())) for element in elements)


def needs_migration(connection: Connection) -> bool:
    """Is the file older than this program?"""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) < VERSION


def migrate(connection: Connection, progress: Callable[[str], None] | None = None) -> None:
    """Bring the file to `HEAD`, inside the caller's transaction: killed in the middle, it is as it was.

    The caller backs up first (`back_up_before`) and calls `shrink` after the commit.
    `progress` hears each revision.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    from desktop.workspace.maintenance.new_fields import complete_fields

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs(HEAD, revision)  # pyright: ignore[reportPrivateUsage] - as alembic.command.upgrade does

    def heard(step: Any) -> None:
        if progress is not None:
            progress(str(step.up_revision_id))

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(
            connection=connection,
            target_metadata=schema.metadata,
            transactional_ddl=False,  # the transaction is the caller's
            on_version_apply=lambda ctx, step, heads, run_args: heard(step),
        )
        environment.run_migrations()
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found != HEAD:
        raise ProgrammingError(f"migrated to {found}, not to {HEAD}")
    complete_fields(connection)
    _sign(connection)


def _sign(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
