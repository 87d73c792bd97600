"""A backup holds the journal; opened or restored, it shows what the workspace showed."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from desktop.catalogue import ActivityList, parse
from desktop.errors import UserFacingError
from desktop.workspace import RECORD_TYPES, Workspace, check, record_id_from, restore
from desktop.workspace.merge.dump import dump
from desktop.workspace.opening import backup_file
from desktop.workspace.storage.connections import BareConnection, Readers, connect
from desktop.workspace.storage.file_format import needs_migration_first

RELEASED = Path(__file__).parent.parent / "data" / "released" / "0008.focal"


def _rows(desk: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every record, with its local number, and its members."""
    with desk.reading_directly() as conn:
        tables = [table for name in RECORD_TYPES for table in (name, f"{name}_member")]
        return {table: conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in tables}


def _objects(desk: Workspace) -> set[tuple[str, str]]:
    with desk.reading_directly() as conn:
        return set(conn.execute("SELECT name, coalesce(sql, '') FROM sqlite_master"))


def _said(desk: Workspace) -> list[str]:
    with desk.reading() as conn:
        return list(dump(conn))


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    path = tmp_path / "city.focal"
    shutil.copyfile(RELEASED, path)
    made = Workspace.open(path, home=tmp_path / "home")
    with made.journal.group("import", "list.csv") as group:
        words = ("training volunteers neighbourhood " * 20).strip()
        made.journal.bulk(
            group,
            (
                ("activity", record_id_from(str(n)), {"title": f"Drill {n}", "summary": words, "private_note": "ours"})
                for n in range(600)
            ),
        )
    made.journal.edit(record_id_from("3"), {"title": "The third drill"})
    return made


def test_a_backup_is_small_and_gives_back_every_row(desk: Workspace, tmp_path: Path) -> None:
    home = tmp_path / "home"
    backup = desk.back_up("asked")
    rows, objects, said, size = _rows(desk), _objects(desk), _said(desk), desk.path.stat().st_size
    desk.close()
    assert backup.stat().st_size < size * 0.75
    assert check(backup, home=home).problems == ()
    desk.path.unlink()
    restore(desk.path, backup, home=home)
    with closing(Workspace.open(desk.path, home=home)) as again:
        assert _rows(again) == rows
        assert _objects(again) == objects
        assert _said(again) == said
        assert len(ActivityList(again).first(parse("neighbourhood"), (), 1_000)) == 600
        again.journal.undo()
    assert check(desk.path, home=home).problems == ()


def test_a_backup_that_cannot_be_written_says_so(desk: Workspace, tmp_path: Path) -> None:
    backup = desk.back_up("daily")
    desk.close()
    with pytest.raises(UserFacingError, match="is a backup, which is made ready") as refused:
        Workspace.open(backup, home=tmp_path / "home", read_only=True)
    assert refused.value.todo == "Open it with write access."
    assert backup_file(backup, "It is a copy on a disc.").todo == "It is a copy on a disc."
    assert needs_migration_first(backup).todo == "Open it with write access."
    assert needs_migration_first(backup, "It is a copy on a disc.").todo == "It is a copy on a disc."


def test_before_a_repair_the_backup_is_whole(desk: Workspace, tmp_path: Path) -> None:
    backup = desk.back_up("repair")
    rows = _rows(desk)
    desk.close()
    with closing(Workspace.open(backup, home=tmp_path / "home", read_only=True)) as copy:
        assert _rows(copy) == rows


def test_a_connection_for_reading_is_kept_for_the_next_task(desk: Workspace) -> None:
    readers = Readers(desk.path)
    with readers.reading() as first:
        assert first.execute("SELECT count(*) FROM activity").fetchone()[0] > 600
    with readers.reading() as second:
        assert second is first
    readers.close()
    with readers.reading() as third:
        assert third is not first


@pytest.mark.parametrize("share", [0, 0.5, 0.8, 0.85, 0.9, 0.95])
def test_no_room_for_the_rows_is_a_sentence_and_the_workspace_stays(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    """`share`: how much of what the rows and their indexes take is free."""
    backup = desk.back_up("asked")
    desk.close()
    before = desk.path.read_bytes()
    restore(tmp_path / "whole.focal", backup, home=tmp_path / "home")
    small, whole = (file.stat().st_size // 4096 for file in (backup, tmp_path / "whole.focal"))

    def connect_full(path: Path, *, read_only: bool) -> BareConnection:
        connection = connect(path, read_only=read_only)
        connection.execute(f"PRAGMA max_page_count = {small + int((whole - small) * share)}")
        return connection

    monkeypatch.setattr("desktop.workspace.maintenance.backup.connect", connect_full)
    with pytest.raises(UserFacingError, match="full"):
        restore(desk.path, backup, home=tmp_path / "home")
    assert desk.path.read_bytes() == before
    assert list(tmp_path.glob(".~*.tmp*")) == []
