"""Migrations give exactly what a new workspace is made of, and every released file opens."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from desktop.errors import UserFacingError
from desktop.workspace import Workspace, check, list_backups
from desktop.workspace.maintenance.migrate import SHRINK, create_all, migrate, needs_migration
from desktop.workspace.merge.dump import dump
from desktop.workspace.storage.connections import writing_engine
from desktop.workspace.storage.file_format import HEAD, MIGRATIONS, VERSION, read_format
from tests.workspace.desks import Desk
from tests.workspace.old_file import OLD_ID, OLD_VALUES, make_old

RELEASED = Path(__file__).parent.parent / "data" / "released"


def _empty(path: Path) -> Engine:
    path.touch()
    return writing_engine(path)


def _shape(engine: Engine) -> tuple[set[tuple[str, str, str]], int, int, str]:
    """What a file is made of: every object with its SQL, whatever its blanks; its ids and its revision.

    The columns of a table may stand in any order: a column that is added comes last, and no statement relies on its place.
    """
    with engine.connect() as conn:
        objects = {
            (row[0], row[1], _in_any_order(re.sub(r"[\s\"]+", " ", row[2] or "").replace("( ", "(").replace(" )", ")")))
            for row in conn.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
        }
        application = int(conn.exec_driver_sql("PRAGMA application_id").scalar_one())
        version = int(conn.exec_driver_sql("PRAGMA user_version").scalar_one())
        revision = str(conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
        return objects, application, version, revision


def _in_any_order(sql: str) -> str:
    if not sql.startswith("CREATE TABLE"):
        return sql
    head, _open, rest = sql.partition("(")
    columns, _close, tail = rest.rpartition(")")
    return f"{head.strip()} ({', '.join(sorted(each.strip() for each in re.split(r',(?![^(]*[)])', columns)))}){tail}"


def test_migrations_from_nothing_give_what_a_new_workspace_has(tmp_path: Path) -> None:
    made, migrated = _empty(tmp_path / "made.focal"), _empty(tmp_path / "migrated.focal")
    with made.begin() as conn:
        create_all(conn)
    with migrated.begin() as conn:
        assert needs_migration(conn)
        migrate(conn)
        assert not needs_migration(conn)
    assert _shape(migrated) == _shape(made)


def test_each_revision_is_a_minor_version_of_the_file() -> None:
    revisions = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)] and revisions[-1] == HEAD
    assert 3000 + len(revisions) - 9 == VERSION


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
    with desk.engine.connect() as conn:
        said = "".join(f"{line}\n" for line in dump(conn))
    assert said == released.with_suffix(".jsonl").read_text("utf-8")
    assert "Early warning for all" in desk.titles()
    desk.journal.create("activity", {"title": "goes on"})
    assert check(path, home=tmp_path / "home").ok
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION


def test_a_file_of_the_version_before_comes_smaller_with_all_that_it_held(tmp_path: Path) -> None:
    path, home = tmp_path / "old.focal", tmp_path / "home"
    make_old(path, 1_550)
    before = path.stat().st_size
    with closing(Workspace.open(path, home=home)) as desk:
        assert desk.meta(SHRINK) == ""
        record = desk.record(OLD_ID.format(7))
        assert record is not None and record.values == OLD_VALUES | {
            "title": "Old 7",
            "source_data": '{"Title":"Old 7"}',
        }
        journal = desk.journal
        assert [each.kind for each in journal.history(record.id)] == ["import"]
        journal.edit(record.id, {"source_data": '{"Title":"New"}', "results": "well"})
        assert desk.record(record.id).values["source_data"] == '{"Title":"New"}'  # type: ignore[union-attr]
        journal.undo()
        assert desk.record(record.id).values == record.values  # type: ignore[union-attr]
    assert check(path, home=home).problems == ()
    assert path.stat().st_size < before * 0.85
    assert [backup.reason for backup in list_backups(path, home=home)] == ["migration"]


def test_where_there_is_no_room_to_migrate_the_file_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.focal"
    make_old(path, 1)
    before = path.read_bytes()

    def little_room(_path: object) -> SimpleNamespace:
        return SimpleNamespace(free=3 * 10**5)

    monkeypatch.setattr("shutil.disk_usage", little_room)
    with pytest.raises(UserFacingError, match=r"needs 2 MB of free disk space, 0 MB are free"):
        Workspace.open(path, home=tmp_path / "home")
    assert path.read_bytes() == before and not list_backups(path, home=tmp_path / "home")


def test_what_could_not_be_written_anew_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, home = tmp_path / "old.focal", tmp_path / "home"
    make_old(path, 1_550)
    before = path.stat().st_size

    def no_shrinking(writer: object) -> None:
        pass

    monkeypatch.setattr("desktop.workspace.maintenance.migrate.shrink", no_shrinking)
    Workspace.open(path, home=home).close()
    monkeypatch.undo()
    assert path.stat().st_size > before * 0.95
    with closing(Workspace.open(path, home=home)) as desk:
        desk.keep_daily()
        assert desk.meta(SHRINK) == ""
    assert path.stat().st_size < before * 0.85
