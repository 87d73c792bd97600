"""What desks hand to each other arrives, in whatever order and however often, and nothing is lost on the way."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.packages import export_package, import_package, manifest_of, missing_changes_sentences
from desktop.exchange.packages.csv_tables import BATCH
from desktop.exchange.packages.package_writer import _with_progress  # pyright: ignore[reportPrivateUsage]
from desktop.workspace import Workspace
from desktop.workspace.conflicts.resolving import both_sides, one_side, resolve
from desktop.workspace.merge.merging import read_merges
from desktop.workspace.merge.outgoing import count
from tests.exchange.packages.desks import MADE, Desk

MakeDesk = Callable[[str], Desk]
RELEASED = Path(__file__).parents[2] / "data" / "released"


@pytest.fixture
def pair(desk: MakeDesk) -> tuple[Desk, Desk, str]:
    """Amina and Bo with one activity that both have."""
    amina, bo = desk("Amina"), desk("Bo")
    id = amina.journal.create(
        "activity", {"title": "Flood drills", "summary": "one", "targets/SDG:11.5": "principal"}
    )  # fmt: skip
    bo.take(amina.send())
    return amina, bo, id


def exchange(one: Desk, other: Desk) -> None:
    """Each takes what the other has new."""
    first = one.send()
    other.take(first)
    one.take(other.send(since=first))


def test_a_delta_brings_what_is_new_and_a_full_package_all(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    theirs = bo.send()
    amina.journal.edit(id, {"title": "Flood drills, second edition"})
    delta = amina.send(since=theirs)
    assert manifest_of(delta).changes == 1
    report = bo.take(delta)
    assert (report.new, report.records_changed, report.missing) == (1, {"activity": 1}, {})
    assert bo.record(id).title == "Flood drills, second edition"
    report = bo.take(amina.send())
    assert (report.new, report.known) == (0, 2)
    assert amina.dump() == bo.dump()


def test_the_same_field_edited_apart_is_a_conflict_on_both_until_it_is_settled(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    amina.journal.edit(id, {"title": "of Amina", "summary": "A"})
    bo.journal.edit(id, {"title": "of Bo", "summary": "B"})
    exchange(amina, bo)
    assert amina.dump() == bo.dump()
    for desk in (amina, bo):
        title = {each.field: each for each in desk.disputed()}["title"]
        assert {choice.value for choice in title.choices} == {"of Amina", "of Bo"}
        assert {choice.author for choice in title.choices if choice.mine} == {desk.name}
    for each in amina.disputed():
        resolve(amina.journal, each, one_side(each, mine=False) if each.field == "title" else both_sides(each))
    assert amina.disputed() == []
    bo.take(amina.send(since=bo.send()))
    assert bo.disputed() == [] and amina.dump() == bo.dump()
    assert bo.record(id).title == "of Bo"
    assert sorted(str(bo.record(id).values["summary"]).split()) == ["A", "B"]


@pytest.mark.parametrize("stays", [True, False])
def test_deleted_here_and_edited_there_lives_until_it_is_settled(pair: tuple[Desk, Desk, str], stays: bool) -> None:
    amina, bo, id = pair
    amina.journal.delete([id])
    bo.journal.edit(id, {"title": "improved"})
    exchange(amina, bo)
    assert amina.dump() == bo.dump()
    assert bo.record(id).listed
    (found,) = amina.disputed()
    assert (found.kind, found.field, found.unseen) == ("unseen_by_deleted", "deleted", ("title",))
    resolve(amina.journal, found, one_side(found, mine=not stays))
    bo.take(amina.send(since=bo.send()))
    assert bo.record(id).listed is stays and bo.disputed() == [] and amina.dump() == bo.dump()


def test_a_target_weighted_here_and_removed_there_stays_visibly(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    amina.journal.edit(id, {"targets/SDG:11.5": None})
    bo.journal.edit(id, {"targets/SDG:11.5": "significant"})
    exchange(amina, bo)
    assert amina.dump() == bo.dump()
    (found,) = bo.disputed()
    assert bo.record(id).values["targets/SDG:11.5"] == "significant"
    resolve(bo.journal, found, both_sides(found))
    exchange(bo, amina)
    assert amina.disputed() == [] and amina.record(id).values["targets/SDG:11.5"] == "significant"


def test_duplicates_merged_both_ways_end_in_one(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    other = amina.journal.create("activity", {"title": "the same"})
    bo.take(amina.send())
    amina.journal.merge_into(id, other)
    bo.journal.merge_into(other, id)
    exchange(amina, bo)
    assert amina.dump() == bo.dump()
    assert amina.record(min(id, other)).listed and not amina.record(max(id, other)).listed


def test_three_desks_in_random_order_end_alike(desk: MakeDesk) -> None:
    """Late, twice, out of order; what a desk gave is passed on by others."""
    rng = random.Random("three desks")
    desks = [desk(name) for name in ("Amina", "Bo", "Chi")]
    ids: list[str] = []
    sent: list[Path] = []
    for step in range(60):
        who = rng.choice(desks)
        known = [id for id in ids if who.workspace.record(id) is not None]
        match rng.randrange(7):
            case 0:
                ids.append(who.journal.create("activity", {"title": f"new {step}"}))
            case 1 | 2 if known:
                who.journal.edit(rng.choice(known), {rng.choice(["title", "lessons"]): f"edit {step}"})
            case 3 if known:
                who.journal.edit(rng.choice(known), {"targets/SDG:1": rng.choice([None, "principal"])})
            case 4 if known:
                rng.choice([who.journal.delete, who.journal.restore])([rng.choice(known)])
            case 5 if len(sent) > 4:
                sent.append(who.send(since=rng.choice(sent)))
            case 5:
                sent.append(who.send())
            case _ if sent:
                who.take(rng.choice(sent))
    for _round in range(2):
        whole = [who.send() for who in desks]
        for who in desks:
            for path in rng.sample(whole, len(whole)):
                assert who.take(path).missing == {} or _round == 0
    assert desks[0].dump() == desks[1].dump() == desks[2].dump()
    assert desks[0].have() == desks[1].have() == desks[2].have()
    assert all(who.sound() for who in desks)


def test_a_hole_is_named_and_what_came_after_it_is_kept(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    before = amina.send()
    for number in range(3):
        amina.journal.edit(id, {"summary": f"edit {number}"})
    lost = amina.send(since=before)
    amina.journal.edit(id, {"lessons": "kept"})
    later = amina.send(since=lost)
    report = bo.take(later)
    assert report.missing == {amina.journal.replica: [(2, 4)]}
    (sentence,) = missing_changes_sentences(bo.workspace, report.missing, {})
    assert "2 to 4" in sentence and "Amina" in sentence
    assert bo.record(id).values["lessons"] == "kept"
    assert bo.take(lost).missing == {}
    assert amina.dump() == bo.dump()


def test_a_selection_brings_its_neighbours_and_declares_the_rest(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    lead = amina.journal.create("organisation", {"name": "Freetown"})
    amina.journal.create("organisation", {"name": "elsewhere"})
    id = amina.journal.create("activity", {"title": "chosen", f"organisations/lead:{lead}": True})
    run = amina.journal.create("run", {"name": "first", "parent": id})
    other = amina.journal.create("activity", {"title": "not chosen"})
    amina.journal.edit(id, {"summary": "more"})
    report = bo.take(amina.send(ids=[id]))
    assert report.missing == {}
    assert {bo.record(each).id for each in (lead, id, run)} == {lead, id, run}
    assert bo.workspace.record(other) is None
    report = bo.take(amina.send(since=bo.send()))
    assert report.new == 2
    assert amina.dump() == bo.dump()


def test_an_arrival_is_undone_as_one_but_for_what_somebody_went_on_with(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    new = amina.journal.create("activity", {"title": "new one", "summary": "words"})
    amina.journal.edit(id, {"title": "changed", "lessons": "learnt"})
    bo.take(amina.send())
    bo.journal.edit(id, {"lessons": "improved by Bo"})
    with bo.workspace.reading() as conn:
        newest = read_merges(conn)[0]
    assert newest.sender == "Amina" and newest.report["new"] == 2 and not newest.undone
    bo.journal.undo()  # the edit of Bo
    bo.journal.redo()
    group = bo.journal.next_undo()
    assert group is not None
    bo.journal.undo()
    bo.journal.undo()
    assert bo.record(id).title == "Flood drills" and bo.record(id).values["lessons"] == "learnt"
    assert not bo.record(new).listed
    with bo.workspace.reading() as conn:
        assert read_merges(conn)[0].undone
    bo.journal.redo()
    assert bo.record(id).title == "changed" and bo.record(new).listed
    with bo.workspace.reading() as conn:
        assert not read_merges(conn)[0].undone
    assert bo.sound()
    exchange(bo, amina)
    assert amina.dump() == bo.dump()


def test_what_two_packages_brought_is_undone_one_after_the_other(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    for title in ("second", "third"):
        amina.journal.edit(id, {"title": title})
        bo.take(amina.send())
    assert bo.journal.undo().restored == 1
    assert bo.record(id).title == "second"


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    amina.journal.edit(id, {"title": "changed"})
    before = bo.dump()
    report = import_package(bo.workspace, amina.send(), dry_run=True)
    assert (report.new, report.records_changed) == (1, {"activity": 1})
    assert bo.dump() == before and bo.record(id).title == "Flood drills"


def test_attachments_travel_once_or_later(desk: MakeDesk, tmp_path: Path) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    file = tmp_path / "programme.txt"
    file.write_text("of the day")
    sha256 = amina.workspace.attachments.add(file)
    id = amina.journal.create("activity", {"title": "with a file", f"attachments/{sha256}": "../programme.txt"})
    without = amina.send(with_files=False)
    assert manifest_of(without).left_out == {sha256: 10}
    bo.take(without)
    assert not bo.workspace.attachments.exists(sha256)
    assert manifest_of(bo.send()).lacks == (sha256,)
    bo.take(amina.send(since=bo.send()))
    assert bo.workspace.attachments.verify(sha256)
    amina.journal.edit(id, {"title": "edited"})
    assert not any(name.startswith("files/") for name in manifest_of(amina.send(since=bo.send())).files)
    assert {path.name for path in bo.workspace.attachments.folder.rglob("*") if path.is_file()} == {sha256}


def test_a_file_that_goes_while_a_package_is_written_is_said(
    desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = desk("Amina")
    file = tmp_path / "programme.txt"
    file.write_text("of the day")
    attachments = amina.workspace.attachments
    sha256 = attachments.add(file)
    amina.journal.create("activity", {"title": "with a file", f"attachments/{sha256}": "programme.txt"})

    def goes(self: object, sha256: str) -> bool:
        attachments.path(sha256).unlink()
        return True

    monkeypatch.setattr(type(attachments), "verify", goes)
    with pytest.raises(UserFacingError, match=sha256):
        amina.send()


def test_what_is_typed_after_a_package_is_a_new_change(pair: tuple[Desk, Desk, str]) -> None:
    amina, bo, id = pair
    stay = amina.journal.edit_session()
    amina.journal.edit(id, {"title": "typ"}, edit_session=stay)
    bo.take(amina.send())
    amina.journal.edit(id, {"title": "typed"}, edit_session=stay)
    bo.take(amina.send())
    assert bo.record(id).title == "typed" and amina.dump() == bo.dump()


def test_the_same_content_gives_the_same_bytes(pair: tuple[Desk, Desk, str], tmp_path: Path) -> None:
    amina, _bo, _id = pair
    assert amina.send().read_bytes() == amina.send().read_bytes()
    made = export_package(amina.workspace, tmp_path / "x.fdz", made=MADE)
    assert count(made.manifest.brings) == made.manifest.changes == 1


def test_what_a_newer_version_wrote_is_passed_on(pair: tuple[Desk, Desk, str], desk: MakeDesk) -> None:
    from tests.exchange.packages.build_packages import change, rewritten

    amina, bo, _id = pair
    sent = rewritten(
        amina.send(), minor=7, more={"mood": "cheerful"},
        changes=[change(1, type="weather_station", values={"height": 12}), change(2, values={"mood": True, "moods/x": 3})],
    )  # fmt: skip
    bo.take(sent)
    chi = desk("Chi")
    chi.take(bo.send())
    assert chi.dump() == bo.dump() and any("weather_station" in line for line in chi.dump())
    assert chi.sound()


def test_changes_in_the_name_of_this_desk_are_left_out(pair: tuple[Desk, Desk, str]) -> None:
    from tests.exchange.packages.build_packages import change, rewritten

    amina, bo, _id = pair
    forged = rewritten(amina.send(), changes=[change(9, replica=bo.journal.replica)])
    assert bo.take(forged).refused == {"unproven": 1}
    again = rewritten(amina.send(), changes=[change(9, replica=amina.journal.replica)])
    assert amina.take(again).refused == {"unproven": 1}


def test_a_workspace_of_the_first_format_takes_packages_in(pair: tuple[Desk, Desk, str], tmp_path: Path) -> None:
    amina, _bo, id = pair
    old = tmp_path / "old.focal"
    shutil.copyfile(RELEASED / "0001.focal", old)
    workspace = Workspace.open(old, home=tmp_path / "home of old")
    report = import_package(workspace, amina.send())
    assert (report.new, report.missing, report.no) == (1, {}, 1)
    assert workspace.record(id) is not None
    amina.take(export_package(workspace, tmp_path / "old.fdz", made=MADE).path)
    assert any(each.title == "Early warning for all" for each in amina.workspace.records("activity", ids_of(amina)))
    workspace.close()


def ids_of(desk: Desk) -> list[str]:
    with desk.workspace.reading() as conn:
        return [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity")]


def test_each_batch_of_a_table_is_told_as_it_is_written() -> None:
    heard: list[tuple[int, int]] = []
    pieces = [b"one", b"two", b"three"]
    assert list(_with_progress(pieces, lambda done, total: heard.append((done, total)), 2 * BATCH + 7)) == pieces
    assert heard == [(0, 2 * BATCH + 7), (BATCH, 2 * BATCH + 7), (2 * BATCH, 2 * BATCH + 7)]
