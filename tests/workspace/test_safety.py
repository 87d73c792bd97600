"""Identity, backup, restore, check and repair of a workspace file."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from desktop.errors import Cancelled, UserFacingError
from desktop.workspace import check
from desktop.workspace.changes.have_sets import have_is_right
from desktop.workspace.maintenance import checking
from desktop.workspace.maintenance.backup import Backup, back_up, daily_due, list_backups, outdated, restore, thin
from desktop.workspace.storage.connections import connect, driver_connection
from desktop.workspace.storage.file_errors import world_error
from desktop.workspace.storage.file_format import MAJOR, MINOR, VERSION, read_format
from tests.workspace.desks import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path / "city.focal", tmp_path / "home")


def _sealed(desk: Desk) -> str | None:
    with desk.engine.connect() as conn:
        return conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'sealed_seq'").scalar()


class TestIdentity:
    def test_a_clean_close_keeps_the_replica(self, desk: Desk) -> None:
        desk.journal.create("activity", {"title": "one"})
        desk.close()
        again = Desk.open(desk.path, desk.home)
        assert again.replica == desk.replica
        again.close()
        assert Desk.open(desk.path, desk.home).replica == desk.replica

    def test_a_crash_gives_a_new_one(self, desk: Desk) -> None:
        desk.close()
        second = Desk.open(desk.path, desk.home)
        second.crash()
        assert Desk.open(desk.path, desk.home).replica != desk.replica

    def test_a_copy_gets_a_new_one_and_the_original_goes_on(self, desk: Desk, tmp_path: Path) -> None:
        desk.close()
        copy = tmp_path / "copy.focal"
        shutil.copy2(desk.path, copy)
        assert Desk.open(copy, desk.home).replica != desk.replica
        assert Desk.open(desk.path, desk.home).replica == desk.replica

    def test_a_copy_put_back_over_the_file_gets_a_new_one(self, desk: Desk, tmp_path: Path) -> None:
        desk.close()
        kept = tmp_path / "kept.focal"
        shutil.copy2(desk.path, kept)
        second = Desk.open(desk.path, desk.home)
        second.journal.create("activity", {"title": "later"})
        second.close()
        shutil.copy2(kept, desk.path)
        assert Desk.open(desk.path, desk.home).replica != desk.replica

    def test_file_and_home_brought_back_together_get_a_new_one(self, desk: Desk, tmp_path: Path) -> None:
        desk.close()
        kept, kept_home = tmp_path / "kept.focal", tmp_path / "kept home"
        shutil.copy2(desk.path, kept)
        shutil.copytree(desk.home, kept_home)
        second = Desk.open(desk.path, desk.home)
        second.journal.create("activity", {"title": "sent in a package"})
        second.close()
        shutil.copy2(kept, desk.path)
        shutil.rmtree(desk.home)
        shutil.copytree(kept_home, desk.home)
        assert Desk.open(desk.path, desk.home).replica != desk.replica

    def test_another_computer_without_the_note_gets_a_new_one(self, desk: Desk, tmp_path: Path) -> None:
        desk.close()
        assert Desk.open(desk.path, tmp_path / "elsewhere").replica != desk.replica

    def test_opened_twice_the_second_is_another_and_the_first_makes_no_claim(self, desk: Desk) -> None:
        desk.close()
        first = Desk.open(desk.path, desk.home)
        second = Desk.open(desk.path, desk.home)
        assert second.replica != first.replica
        first.close()
        second.close()
        assert Desk.open(desk.path, desk.home).replica == second.replica

    def test_a_replica_that_is_no_uuid_never_becomes_a_path(self, desk: Desk) -> None:
        with desk.engine.begin() as conn:
            conn.exec_driver_sql("UPDATE meta SET value = '../../evil' WHERE key = 'replica'")
            conn.exec_driver_sql("INSERT INTO meta VALUES ('token', 'x')")
        desk.crash()
        assert ".." not in Desk.open(desk.path, desk.home).replica


class TestBackup:
    def test_it_is_whole_and_never_passes_for_the_original(self, desk: Desk) -> None:
        desk.journal.create("activity", {"title": "one"})
        saved = back_up(desk.path, "asked", home=desk.home)
        assert saved.parent == desk.path.with_name("city backups")
        assert check(saved, home=desk.home).ok
        copy = Desk.open(saved, desk.home)
        assert copy.titles() == ["one"]
        assert copy.replica != desk.replica

    def test_what_lies_in_a_backup_is_not_rewritten(self, desk: Desk) -> None:
        stay = desk.journal.edit_session()
        id = desk.journal.create("activity", {"title": "one"})
        desk.journal.edit(id, {"title": "on"}, edit_session=stay)
        assert _sealed(desk) is None
        back_up(desk.path, "asked", home=desk.home)
        assert _sealed(desk) == "2"
        desk.journal.edit(id, {"title": "once"}, edit_session=stay)
        with desk.engine.connect() as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM change").scalar() == 3

    def test_cancelled_it_leaves_nothing(self, desk: Desk) -> None:
        with pytest.raises(Cancelled):
            back_up(desk.path, "asked", home=desk.home, cancelled=lambda: True)
        assert list(desk.path.with_name("city backups").iterdir()) == []

    def test_where_the_folder_cannot_be_written_it_goes_home(self, desk: Desk) -> None:
        desk.path.with_name("city backups").write_text("in the way")
        saved = back_up(desk.path, "asked", home=desk.home)
        assert desk.home in saved.parents
        assert [each.path for each in list_backups(desk.path, home=desk.home)] == [saved]

    def test_what_else_lies_beside_the_backups_is_none_of_them(self, desk: Desk) -> None:
        saved = back_up(desk.path, "asked", home=desk.home)
        for name in ("notes.txt", "2026-05-03 09-00-00 oddly.focal", "2026-99-03 09-00-00 asked.focal"):
            saved.with_name(name).write_text("of somebody")
        assert [each.path for each in list_backups(desk.path, home=desk.home)] == [saved]

    def test_daily_is_due_once_a_day(self, desk: Desk) -> None:
        today = datetime(2026, 5, 3, 9, 0)
        assert daily_due(desk.path, home=desk.home, now=today)
        back_up(desk.path, "daily", home=desk.home, now=today)
        assert not daily_due(desk.path, home=desk.home, now=today + timedelta(hours=3))
        assert daily_due(desk.path, home=desk.home, now=today + timedelta(days=1))

    def test_thinned_with_age(self, tmp_path: Path) -> None:
        now = datetime(2026, 11, 24, 12, 0)
        made = [
            Backup(tmp_path / f"{n}.focal", now - timedelta(hours=6 * n), "asked", 1) for n in range(4 * 365)
        ]  # fmt: skip
        gone = set(outdated(made, now))
        kept = [each for each in made if each not in gone]
        assert len([each for each in kept if now - each.time <= timedelta(hours=24)]) == 5
        assert 28 <= len([each for each in kept if timedelta(hours=24) < now - each.time <= timedelta(days=30)]) <= 31
        assert 11 <= len([each for each in kept if now - each.time > timedelta(days=30)]) <= 13

    def test_thin_deletes_only_what_is_outdated(self, desk: Desk) -> None:
        now = datetime(2026, 11, 24, 12, 0)
        for hours in (0, 50, 51, 52):
            back_up(desk.path, "asked", home=desk.home, now=now - timedelta(hours=hours))
        assert len(thin(desk.path, home=desk.home, now=now)) == 2
        assert len(list_backups(desk.path, home=desk.home)) == 2

    def test_restore_keeps_the_present_and_takes_a_new_replica(self, desk: Desk) -> None:
        desk.journal.create("activity", {"title": "one"})
        saved = back_up(desk.path, "asked", home=desk.home)
        desk.journal.create("activity", {"title": "two"})
        desk.close()
        before = restore(desk.path, saved, home=desk.home)
        again = Desk.open(desk.path, desk.home)
        assert again.titles() == ["one"]
        assert again.replica != desk.replica
        assert before is not None
        assert Desk.open(before, desk.home).titles() == ["one", "two"]

    def test_restore_over_a_damaged_file(self, desk: Desk) -> None:
        desk.journal.create("activity", {"title": "one"})
        saved = back_up(desk.path, "asked", home=desk.home)
        desk.close()
        desk.path.write_bytes(b"rubbish" * 1000)
        before = restore(desk.path, saved, home=desk.home)
        assert before is not None and before.read_bytes() == b"rubbish" * 1000
        assert Desk.open(desk.path, desk.home).titles() == ["one"]

    def test_what_belongs_to_a_damaged_file_is_kept_beside_it(self, desk: Desk) -> None:
        saved = back_up(desk.path, "asked", home=desk.home)
        desk.close()
        desk.path.write_bytes(b"rubbish" * 1000)
        log = desk.path.with_name(f"{desk.path.name}-wal")
        log.write_bytes(b"of another program")
        before = restore(desk.path, saved, home=desk.home)
        assert before is not None and not log.exists()
        assert before.with_name(f"{before.name}-wal").read_bytes() == b"of another program"


class TestCheck:
    def _filled(self, desk: Desk) -> tuple[str, str]:
        lead = desk.journal.create("organisation", {"name": "Freetown"})
        id = desk.journal.create(
            "activity", {"title": "Early warning", "targets/SDG:11.5": "principal", f"organisations/lead:{lead}": True,
                         "private_note": "between us", "country": "SL"},
        )  # fmt: skip
        with desk.journal.group("import", "x.csv") as group:
            desk.journal.bulk(
                group, [("activity", f"a{n}", {"title": f"t{n}", "private_note": "p"}) for n in range(20)]
            )
        desk.journal.create("run", {"name": "run", "parent": id})
        desk.journal.delete([id])
        desk.journal.undo()
        return id, lead

    def test_a_sound_one_is_sound(self, desk: Desk) -> None:
        self._filled(desk)
        report = check(desk.path, home=desk.home)
        assert report.problems == ()
        assert report.ok and report.records == 23

    @pytest.mark.parametrize(
        "harm",
        [
            "UPDATE activity SET title = 'forged' WHERE title = 'Early warning'",
            "UPDATE activity SET listed = 0",
            "UPDATE activity SET organisation_words = 'forged'",
            "UPDATE activity SET missing = 0",
            "DELETE FROM activity_has_code",
            "DELETE FROM activity WHERE title = 't3'",
            "INSERT INTO activity_has_code VALUES (9999, 1, NULL)",
            "INSERT INTO organisation (id, name, listed, binned, conflicts, missing, created, modified, made)"
            " VALUES ('o', 'forged', 1, 0, 0, 0, 0, 0, 0)",
            "DELETE FROM activity_fts_data WHERE id > 10",
            "INSERT INTO activity_fts(rowid, title) VALUES (4711, 'ghost')",
            "DELETE FROM activity_fts_data",
            "DELETE FROM activity_fts_config",
            "UPDATE activity_fts_config SET v = 99",
            "DELETE FROM activity_fts_docsize",
            "DROP TABLE activity_fts_config",
            "DROP TABLE activity_fts",
        ],
    )
    def test_harm_is_found_and_mended(self, desk: Desk, harm: str) -> None:
        self._filled(desk)
        with desk.engine.begin() as conn:
            conn.exec_driver_sql(harm)
        found = check(desk.path, home=desk.home)
        assert not found.ok and all(problem.repairable for problem in found.problems)
        mended = check(desk.path, repair=True, home=desk.home)
        assert mended.problems == () and mended.ok and mended.backup is not None
        assert "Early warning" in desk.titles() and len(desk.titles()) == 21

    @pytest.mark.parametrize("harm", ["DELETE FROM activity_fts_data", "DELETE FROM visit_fts_config"])
    def test_a_damaged_index_keeps_nothing_from_being_backed_up_and_restored(self, desk: Desk, harm: str) -> None:
        self._filled(desk)
        with desk.engine.begin() as conn:
            conn.exec_driver_sql(harm)
        desk.close()
        told: list[str] = []
        saved = back_up(desk.path, "asked", home=desk.home, warn=told.append)
        newer = sqlite3.sqlite_version_info >= (3, 44)  # an older one looks into no index
        assert [words.partition(".")[0] for words in told] == ["The search index of city"] * newer
        restore(desk.path, saved, home=desk.home)
        assert check(desk.path, repair=True, home=desk.home).ok
        assert len(Desk.open(desk.path, desk.home).titles()) == 21

    def test_a_change_that_is_gone_is_missed(self, desk: Desk) -> None:
        self._filled(desk)
        with desk.engine.begin() as conn:
            conn.exec_driver_sql("DELETE FROM stored_change WHERE seq = 2")
        words = [each.words for each in check(desk.path, home=desk.home).problems]
        assert any("changes of this desk, but the last is number" in each for each in words), words

    def test_damage_to_records_beside_a_damaged_index_is_damage(self, desk: Desk) -> None:
        """Where the index cannot be opened, SQLite looks at one table at a time."""
        self._filled(desk)
        with desk.engine.begin() as conn:
            root = int(
                conn.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'stored_change'").scalar_one()
            )
            size = int(conn.exec_driver_sql("PRAGMA page_size").scalar_one())
            conn.exec_driver_sql("DELETE FROM activity_fts_config")
        desk.close()
        with desk.path.open("r+b") as file:
            file.seek((root - 1) * size)
            file.write(b"\xff" * size)
        with pytest.raises(UserFacingError, match="is damaged: a part"):
            back_up(desk.path, "asked", home=desk.home)
        assert {problem.kind for problem in check(desk.path, home=desk.home).problems} == {"file"}

    @pytest.mark.parametrize("harm", ["DELETE FROM activity_fts_data", "DELETE FROM activity_fts_config"])
    def test_a_search_in_a_damaged_index_says_that_it_is_the_index(self, desk: Desk, harm: str) -> None:
        self._filled(desk)
        with desk.engine.begin() as conn:
            conn.exec_driver_sql(harm)
        desk.close()
        with pytest.raises(sqlite3.Error) as wrong:
            connect(desk.path, read_only=True).execute("SELECT * FROM activity_fts('early')").fetchall()
        found = world_error(wrong.value, desk.path)
        assert found is not None and "search index" in found.what

    def test_a_hole_in_the_journal_is_found_and_not_hidden(self, desk: Desk) -> None:
        self._filled(desk)
        with desk.engine.begin() as conn:
            conn.exec_driver_sql("DELETE FROM stored_change WHERE seq = 1")
        report = check(desk.path, repair=True, home=desk.home)
        assert not report.ok and any(problem.kind == "journal" for problem in report.problems)

    def test_a_change_that_cannot_be_read_is_named_and_costs_no_other(self, desk: Desk) -> None:
        self._filled(desk)
        with desk.engine.begin() as conn:
            conn.exec_driver_sql("UPDATE stored_change SET data = x'00ff' WHERE seq = 2")
            (id,) = conn.exec_driver_sql("SELECT record_id FROM change WHERE seq = 2").fetchone() or ("",)
        report = check(desk.path, home=desk.home)
        said = [problem for problem in report.problems if problem.kind == "journal" and id in problem.words]
        assert len(said) == 1 and not said[0].repairable

    def test_one_that_others_write_meanwhile_is_looked_at_as_of_one_moment(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is counted in several steps would differ by what came between them."""
        self._filled(desk)
        within: list[bool] = []

        def look(conn: Connection) -> bool:
            within.append(driver_connection(conn).in_transaction)
            return have_is_right(conn)

        monkeypatch.setattr(checking, "have_is_right", look)
        assert check(desk.path, home=desk.home).ok and within == [True]

    def test_a_missing_attachment_is_named(self, desk: Desk) -> None:
        desk.journal.create("activity", {"title": "x", f"attachments/{'a' * 64}": "plan.pdf"})
        report = check(desk.path, home=desk.home)
        assert [problem.kind for problem in report.problems] == ["attachment"]
        assert "plan.pdf" in report.problems[0].words


class TestFormat:
    def test_what_is_no_workspace_gets_one_sentence(self, tmp_path: Path, desk: Desk) -> None:
        desk.crash()
        whole = desk.path.read_bytes()
        other = tmp_path / "other.db"
        connection = sqlite3.connect(other)
        connection.execute("CREATE TABLE t (x)")
        connection.close()
        newer = bytearray(whole)
        newer[60:64] = ((MAJOR + 1) * 1000).to_bytes(4, "big")
        for name, data, words in (
            ("empty.focal", b"", "0 bytes"),
            ("text.focal", b"title,status\n", "not a Focal Desk workspace"),
            ("other.focal", other.read_bytes(), "not a Focal Desk workspace"),
            ("cut.focal", whole[:5000], "cut off"),
            ("newer.focal", bytes(newer), f"workspace format {MAJOR + 1}"),
        ):
            path = tmp_path / name
            path.write_bytes(data)
            with pytest.raises(UserFacingError, match=words):
                read_format(path)
            assert path.read_bytes() == data
        with pytest.raises(UserFacingError, match="no file"):
            read_format(tmp_path / "none.focal")

    def test_a_newer_minor_can_be_read(self, desk: Desk) -> None:
        with desk.engine.begin() as conn:
            conn.exec_driver_sql(f"PRAGMA user_version = {VERSION + 1}")
        assert read_format(desk.path).newer
        assert f"{MAJOR}.{MINOR + 1}" in read_format(desk.path).read_only_words()


def test_macos_is_asked_to_have_the_disk_itself_write(desk: Desk) -> None:
    """Elsewhere SQLite does not heed it."""
    writing = connect(desk.path, read_only=False)
    assert writing.execute("PRAGMA fullfsync").fetchone() == (1,)
    writing.close()
