"""Migrations give exactly what a new workspace is made of, and every released file opens."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desktop.workspace import check
from desktop.workspace.connections import writing_engine
from desktop.workspace.format import VERSION, read_format
from desktop.workspace.migrate import FOLDER, HEAD, create_all, migrate, needs_migration
from tests.workspace.desks import Desk

RELEASED = Path(__file__).parent.parent / "data" / "released"


def _empty(path: Path) -> Engine:
    path.touch()
    return writing_engine(path)


def _shape(engine: Engine) -> tuple[set[tuple[str, str, str]], int, int, str]:
    """What a file is made of: every object with its SQL, whatever its blanks; its ids and its revision."""
    with engine.connect() as conn:
        objects = {
            (row[0], row[1], re.sub(r"[\s\"]+", " ", row[2] or "").replace("( ", "(").replace(" )", ")"))
            for row in conn.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
        }
        application = int(conn.exec_driver_sql("PRAGMA application_id").scalar_one())
        version = int(conn.exec_driver_sql("PRAGMA user_version").scalar_one())
        revision = str(conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
        return objects, application, version, revision


def test_migrations_from_nothing_give_what_a_new_workspace_has(tmp_path: Path) -> None:
    made, migrated = _empty(tmp_path / "made.focal"), _empty(tmp_path / "migrated.focal")
    with made.begin() as conn:
        create_all(conn)
    with migrated.begin() as conn:
        assert needs_migration(conn)
        migrate(conn)
        assert not needs_migration(conn)
    assert _shape(migrated) == _shape(made)


def test_head_is_the_newest_revision() -> None:
    assert max(path.name for path in (FOLDER / "versions").glob("0*.py")).startswith(HEAD)


def test_a_migration_that_ends_in_the_middle_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    engine = _empty(tmp_path / "x.focal")
    with pytest.raises(KeyboardInterrupt), engine.begin() as conn:
        migrate(conn)
        raise KeyboardInterrupt
    with engine.connect() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
        assert conn.exec_driver_sql("PRAGMA user_version").scalar() == 0


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.focal")), ids=lambda path: path.stem)
def test_every_released_file_opens(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.focal"
    shutil.copyfile(released, path)
    assert read_format(path).major >= 1
    engine = writing_engine(path)
    with engine.begin() as conn:
        if needs_migration(conn):
            migrate(conn)
    engine.dispose()
    assert check(path, home=tmp_path / "home").problems == ()
    desk = Desk.open(path, tmp_path / "home")
    assert "Early warning for all" in desk.titles()
    desk.journal.create("activity", {"title": "goes on"})
    assert check(path, home=tmp_path / "home").ok
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
