"""The door of a workspace: made, opened for writing or reading, listened to, closed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.errors import Cancelled, ProgrammingError, UserFacingError
from desktop.workspace import Changed, Value, Workspace, check, list_backups

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.focal"


def test_what_was_written_is_there_at_the_next_opening(path: Path) -> None:
    workspace = Workspace.create(path)
    id = workspace.journal.create("activity", {"title": "Flood drills", "targets/SDG:11.5": "principal"})
    replica = workspace.journal.replica
    workspace.close()
    workspace = Workspace.open(path)
    record = workspace.record(id)
    assert record is not None
    assert record.title == "Flood drills"
    assert record.members("targets") == {"SDG:11.5": "principal"}
    assert workspace.journal.replica == replica
    assert not workspace.read_only
    assert workspace.holder == ""
    workspace.close()
    workspace.close()
    assert check(path).ok


def test_a_file_is_never_made_over_another(path: Path) -> None:
    path.write_text("my letter")
    with pytest.raises(UserFacingError, match="already a file"):
        Workspace.create(path)
    assert path.read_text() == "my letter"
    assert [each.name for each in path.parent.iterdir()] == ["desk.focal"]


def test_its_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "Documents" / "desk.focal")
    workspace.close()
    assert (tmp_path / "Documents" / "desk.focal").exists()


def test_a_second_program_reads_and_learns_who_writes(path: Path) -> None:
    first = Workspace.create(path)
    first.journal.set_author("Amina")
    id = first.journal.create("activity", {"title": "Flood drills"})
    first.close()
    first = Workspace.open(path)
    second = Workspace.open(path)
    assert second.read_only
    assert second.holder.startswith("Amina on ")
    record = second.record(id)
    assert record is not None
    with pytest.raises(UserFacingError, match="reading only"):
        second.journal.edit(id, {"title": "Not mine"})
    first.journal.edit(id, {"title": "Flood drills again"})
    record = second.record(id)
    assert record is not None
    assert record.title == "Flood drills again"
    second.close()
    first.close()


def test_a_reading_connection_cannot_write(path: Path) -> None:
    workspace = Workspace.create(path)
    workspace.journal.create("activity", {"title": "Flood drills"})
    with workspace.reading() as conn:
        with pytest.raises(ProgrammingError):
            conn.execute(text("UPDATE activity SET title = 'around the journal'"))
        raw = conn.connection.driver_connection
        assert raw is not None
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            raw.execute("UPDATE activity SET title = 'around the journal'")
    workspace.close()


def test_an_interrupted_reading_is_a_cancelled_one(path: Path) -> None:
    workspace = Workspace.create(path)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(Cancelled), workspace.reading() as conn:
        raw = conn.connection.driver_connection
        assert raw is not None
        timer = threading.Timer(0.05, raw.interrupt)
        timer.start()
        conn.exec_driver_sql(endless)
    workspace.close()


def test_listeners_hear_of_commits_and_not_of_what_was_taken_back(path: Path) -> None:
    workspace = Workspace.create(path)
    heard: list[Changed] = []
    stop = workspace.listen(heard.append)
    id = workspace.journal.create("activity", {"title": "Flood drills"})
    with pytest.raises(ZeroDivisionError), workspace.journal.group("edit"):
        workspace.journal.edit(id, {"title": "half"})
        raise ZeroDivisionError
    assert [dict(each.ids) for each in heard] == [{"activity": frozenset({id})}]
    stop()
    workspace.journal.edit(id, {"title": "unheard"})
    assert len(heard) == 1
    workspace.close()


def test_what_it_remembers_beside_the_journal(path: Path) -> None:
    workspace = Workspace.create(path)
    assert workspace.meta("searches") == ""
    workspace.set_meta("searches", "[]")
    assert workspace.meta("searches") == "[]"
    workspace.set_meta("searches", "")
    assert workspace.meta("searches") == ""
    assert not workspace.journal.undo().done
    workspace.close()


def test_one_backup_a_day_by_itself(path: Path) -> None:
    workspace = Workspace.create(path)
    assert workspace.keep_daily() is not None
    assert workspace.keep_daily() is None
    assert [each.reason for each in list_backups(path)] == ["daily"]
    workspace.close()


@pytest.mark.moves_open_files
def test_a_file_taken_away_is_a_sentence(path: Path) -> None:
    workspace = Workspace.create(path)
    id = workspace.journal.create("activity", {"title": "Flood drills"})
    path.rename(path.with_name("elsewhere.focal"))
    with pytest.raises(UserFacingError, match=r"desk\.focal"):
        workspace.journal.edit(id, {"title": "into the void"})
    workspace.close()
    assert check(path.with_name("elsewhere.focal")).ok


def test_a_closed_workspace_writes_no_more(path: Path) -> None:
    workspace = Workspace.create(path)
    workspace.close()
    with pytest.raises(UserFacingError):
        workspace.journal.create("activity", {"title": "too late"})


def test_history_tells_the_private_part_in_the_same_breath(path: Path) -> None:
    workspace = Workspace.create(path)
    workspace.journal.set_author("Amina")
    id = workspace.journal.create("activity", {"title": "Flood drills", "private_note": "between us"})
    workspace.journal.edit(id, {"status": "planned"})
    told = [each.sentences() for each in workspace.journal.history(id)]
    assert told == [["Amina created this record"], ["Amina set *Status* to Planned"]]
    workspace.close()


def test_no_network_and_no_heavy_library_is_loaded_to_open_a_workspace(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from desktop.workspace import Workspace\n"
        "Workspace.create(Path(sys.argv[1])).close()\n"
        "print(sorted({'alembic', 'reportlab', 'openpyxl', 'PySide6', 'http', 'urllib.request'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_copy_has_all_that_the_record_shows_but_its_number_in_the_source(path: Path) -> None:
    with closing(Workspace.create(path)) as workspace:
        shown: dict[str, Value] = {
            "title": "Drills",
            "targets/SDG:11.5": "principal",
            "start": "2021",
            "private_note": "n",
        }
        source: dict[str, Value] = {"source_id": "X-1", "source_data": '{"Date": "2021"}'}
        first = workspace.journal.create("activity", {**shown, **source})
        city = workspace.journal.create("organisation", {"name": "Lima"})
        gone = workspace.journal.create("organisation", {"name": "Lima!"})
        workspace.journal.merge_into(gone, city)
        copies = workspace.journal.duplicate([first, "nobody", gone])
        assert [workspace.record(id).values for id in copies] == [shown, {"name": "Lima!"}]  # pyright: ignore[reportOptionalMemberAccess]
        assert len({first, gone, *copies}) == 4
        assert workspace.journal.undo().records == 2
        assert not any(workspace.record(id).listed for id in copies)  # pyright: ignore[reportOptionalMemberAccess]


@pytest.mark.parametrize(
    "values",
    [{"title": 5}, {"title": "A", "kind": True}, {"title": "A", "deleted": True}, {"targets/SDG:1": 1}],
)
def test_many_new_records_at_once_are_held_to_the_same_rules_as_one(path: Path, values: dict[str, Value]) -> None:
    with closing(Workspace.create(path)) as workspace:
        journal = workspace.journal
        with pytest.raises(ProgrammingError), journal.group("import") as group:
            journal.bulk(group, [("activity", "a", {"title": "good"}), ("activity", "b", values)])
        assert workspace.record("a") is None


def test_what_undo_and_redo_would_take_back_is_told_before(path: Path) -> None:
    with closing(Workspace.create(path)) as workspace:
        journal = workspace.journal
        assert (journal.next_undo(), journal.next_redo()) == workspace.next_steps() == (None, None)
        id = journal.create("activity", {"title": "Drills"})
        journal.edit(id, {"title": "More drills"})

        def told() -> tuple[str, str]:
            assert (journal.next_undo(), journal.next_redo()) == workspace.next_steps()
            return tuple(step.sentence() if step else "" for step in workspace.next_steps())  # type: ignore[return-value]

        assert told() == ("edit of a record", "")
        journal.undo()
        assert told() == ("new record", "edit of a record")
        journal.undo()
        assert told() == ("", "new record")
        journal.redo()
        assert told() == ("new record", "edit of a record")
        journal.edit(id, {"status": "planned"})
        assert told() == ("edit of a record", "")


def test_nothing_is_written_any_more_once_it_is_closed(path: Path) -> None:
    workspace = Workspace.create(path)
    id = workspace.journal.create("activity", {"title": "Drills"})
    journal = workspace.journal
    workspace.close()
    with pytest.raises((UserFacingError, ProgrammingError)):
        journal.edit(id, {"title": "Too late"})
    with closing(Workspace.open(path)) as workspace:
        assert workspace.record(id).title == "Drills"  # pyright: ignore[reportOptionalMemberAccess]
