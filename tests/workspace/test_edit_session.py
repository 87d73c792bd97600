"""A file that is copied, killed or closed in the middle of somebody's typing: no change ever says two things."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from desktop.errors import ProgrammingError
from desktop.workspace import EditSession, Workspace, check
from desktop.workspace.changes.have_sets import read_have_set
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.merge.dump import dump


def _typing(path: Path, home: Path, text: str) -> tuple[Workspace, str, EditSession]:
    """A desk where somebody is in the middle of a title."""
    desk = Workspace.create(path, home=home)
    id = desk.journal.create("activity", {"title": "Coast"})
    stay = desk.journal.edit_session()
    desk.journal.edit(id, {"title": text}, edit_session=stay)
    return desk, id, stay


def _carried(path: Path, folder: Path) -> Workspace:
    """The open file, copied by hand to another computer, and opened there."""
    folder.mkdir()
    shutil.copy2(path, folder / "carried.focal")
    return Workspace.open(folder / "carried.focal", home=folder / "home")


def _exchange(one: Workspace, two: Workspace) -> list[list[str]]:
    """Each takes in all of the other's; returns what both then say."""
    for giver, taker in ((one, two), (two, one)):
        giver.journal.seal()
        with giver.reading() as conn:
            taker.journal.receive(list(read_shared(conn, None)))
    said: list[list[str]] = []
    for each in (one, two):
        with each.reading() as conn:
            said.append(list(dump(conn)))
    return said


def _changes(desk: Workspace) -> list[tuple[str, str]]:
    with desk.reading_directly() as conn:
        return conn.execute(
            "SELECT r.id, c.data FROM change c JOIN replica r ON r.no = c.replica_no ORDER BY c.no"
        ).fetchall()


def test_a_copy_made_while_somebody_types_and_both_go_on(tmp_path: Path) -> None:
    desk, id, stay = _typing(tmp_path / "city.focal", tmp_path / "home", "Coast w")
    copy = _carried(desk.path, tmp_path / "away")
    desk.journal.edit(id, {"title": "Coast walk"}, edit_session=stay)
    desk.journal.end_edit_session(stay)

    ours, theirs = _exchange(desk, copy)

    assert ours == theirs
    (line,) = [json.loads(each) for each in ours]
    assert line["choices"] == {"title": ['"Coast w"', '"Coast walk"']}
    for each in (desk, copy):
        each.close()
        assert check(each.path, home=each.home).problems == ()


def test_what_was_typed_in_a_copy_stays_there_as_its_own(tmp_path: Path) -> None:
    desk, id, _stay = _typing(tmp_path / "city.focal", tmp_path / "home", "Coast w")
    copy = _carried(desk.path, tmp_path / "away")

    assert copy.record(id).values["title"] == "Coast w"  # type: ignore[union-attr]
    assert [owner for owner, _data in _changes(copy)] == [desk.journal.replica, copy.journal.replica]
    with copy.reading() as conn:
        assert read_have_set(conn) == {desk.journal.replica: [(1, 1)], copy.journal.replica: [(1, 1)]}
    copy.journal.undo()
    assert copy.record(id).values["title"] == "Coast"  # type: ignore[union-attr]
    for each in (desk, copy):
        each.close()


@pytest.mark.parametrize("ended", ["left", "sent", "backed up", "closed", "something else written"])
def test_a_copy_of_what_is_final_holds_the_same_changes(tmp_path: Path, ended: str) -> None:
    desk, id, stay = _typing(tmp_path / "city.focal", tmp_path / "home", "Coast walk")
    match ended:
        case "left":
            desk.journal.end_edit_session(stay)
        case "sent":
            desk.journal.seal()
        case "backed up":
            desk.back_up("asked")
        case "closed":
            desk.close()
        case _:
            desk.journal.edit(id, {"summary": "two days"})
    copy = _carried(desk.path, tmp_path / "away")
    if ended == "closed":
        desk = Workspace.open(desk.path, home=desk.home)
    else:
        desk.journal.edit(id, {"title": "Coast walk on"}, edit_session=stay)

    assert _changes(copy) == _changes(desk)[: len(_changes(copy))]
    assert {owner for owner, _data in _changes(copy)} == {desk.journal.replica}
    ours, theirs = _exchange(desk, copy)
    assert ours == theirs
    assert not json.loads(ours[0])["conflicts"]
    for each in (desk, copy):
        each.close()


def test_two_fields_at_once_grow_only_in_the_last(tmp_path: Path) -> None:
    """Two windows may each have somebody's cursor; what is not the last change any more is final."""
    desk, id, stay = _typing(tmp_path / "city.focal", tmp_path / "home", "Coast w")
    other = desk.journal.edit_session()
    desk.journal.edit(id, {"summary": "t"}, edit_session=other)
    copy = _carried(desk.path, tmp_path / "away")
    desk.journal.edit(id, {"title": "Coast walk"}, edit_session=stay)
    desk.journal.edit(id, {"summary": "two days"}, edit_session=other)

    ours, theirs = _exchange(desk, copy)

    assert ours == theirs
    assert json.loads(ours[0])["choices"] == {"summary": ['"t"', '"two days"']}
    for each in (desk, copy):
        each.close()


def test_killed_while_typing_and_opened_again(tmp_path: Path) -> None:
    desk, id, _stay = _typing(tmp_path / "city.focal", tmp_path / "home", "Coast w")
    desk._end_connections()
    desk._lock.release()  # type: ignore[union-attr]

    again = Workspace.open(desk.path, home=desk.home)
    assert again.record(id).values["title"] == "Coast w"  # type: ignore[union-attr]
    again.close()
    assert check(again.path, home=again.home).problems == ()
    once_more = Workspace.open(desk.path, home=desk.home)
    assert once_more.journal.replica == again.journal.replica
    assert [owner for owner, _data in _changes(once_more)][-1] == again.journal.replica
    once_more.close()


def test_a_private_note_in_the_middle(tmp_path: Path) -> None:
    """Private changes are rewritten and carried like the others."""
    desk = Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")
    id = desk.journal.create("activity", {"title": "Coast"})
    stay = desk.journal.edit_session()
    desk.journal.edit(id, {"private_note": "call t"}, edit_session=stay)
    copy = _carried(desk.path, tmp_path / "away")
    desk.journal.edit(id, {"private_note": "call them"}, edit_session=stay)
    ours, theirs = _exchange(desk, copy)
    assert ours == theirs
    for each in (desk, copy):
        each.close()


def test_what_does_not_fit_its_field_is_refused_while_somebody_types_too(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")
    id, stay = desk.journal.create("activity", {"title": "Coast"}), desk.journal.edit_session()
    desk.journal.edit(id, {"title": "Coast w", "participants_total": 5}, edit_session=stay)
    with pytest.raises(ProgrammingError):
        desk.journal.edit(id, {"title": "Coast walk", "participants_total": "many"}, edit_session=stay)
    found = desk.record(id)
    assert found is not None and found.values == {"title": "Coast w", "participants_total": 5}
    desk.close()


def test_only_what_was_typed_last_into_the_same_fields_is_rewritten(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")
    id = desk.journal.create("activity", {"title": "Coast"})
    other = desk.journal.create("activity", {"title": "Other"})

    def count() -> int:
        return len(_changes(desk))

    stay, before = desk.journal.edit_session(), count()
    for text in ("C", "Co", "", "Coa"):
        desk.journal.edit(id, {"title": text}, edit_session=stay)
    assert count() == before + 1, "one change for all that was typed"
    desk.journal.edit(id, {"title": "Coast", "status": "planned"}, edit_session=stay)
    assert count() == before + 2, "other fields"
    desk.journal.edit(other, {"title": "Coast", "status": "planned"}, edit_session=stay)
    assert count() == before + 3, "another record"
    stay = desk.journal.edit_session()
    desk.journal.edit(id, {"title": "a"}, edit_session=stay)
    desk.journal.create("activity", {"title": "between"})
    desk.journal.edit(id, {"title": "ab"}, edit_session=stay)
    assert count() == before + 6, "something else was written since"
    desk.journal.end_edit_session(stay)
    desk.journal.edit(id, {"title": "abc"}, edit_session=stay)
    assert count() == before + 7, "the field was left"
    stay = desk.journal.edit_session()
    desk.journal.edit(id, {"title": "d"}, edit_session=stay)
    desk.journal.seal()
    desk.journal.edit(id, {"title": "de"}, edit_session=stay)
    assert count() == before + 9, "a package may hold it already"
    desk.close()
    assert check(desk.path, home=desk.home).problems == ()
