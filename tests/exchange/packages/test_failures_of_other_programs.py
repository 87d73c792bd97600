"""What users of other programs that merge have suffered, each case tried here with desks that hand packages to each other.

The numbers are those of the trackers of KeePassXC, geodiff and ODK Central; the words say what went wrong there.
"""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from desktop.exchange.packages import IncomingRecordCollector, export_package, import_package, manifest_of
from desktop.workspace import Workspace
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.conflicts.resolving import resolve
from tests.exchange.packages.conftest import MakeDesk
from tests.exchange.packages.desks import Desk


def meet(*desks: Desk) -> None:
    """Everybody has what everybody has, whichever way the files went."""
    for giver, taker in itertools.permutations(desks, 2):
        taker.take(giver.send())
    for giver, taker in itertools.permutations(desks, 2):
        taker.take(giver.send())
    assert len({tuple(each.dump()) for each in desks}) == 1
    assert all(each.sound() for each in desks)


def written(desk: Desk, id: str) -> set[object]:
    """Everything that ever stood in a record, as its history tells it."""
    return {change.new for entry in desk.journal.history(id) for change in entry.fields}


# KeePassXC -----------------------------------------------------------------------------------------------------------------


def test_939_newest_entry_replaced_the_whole_other_one(desk: MakeDesk) -> None:
    """939: of an entry edited in two places the one with the newest date took the place of the other, with all its
    fields. Here edits of different fields both hold, and of the same field both stand until a person chooses.
    """
    one, two = desk("One"), desk("Two")
    id = one.journal.create("activity", {"title": "Drill", "status": "planned", "audience": "schools"})
    meet(one, two)
    one.journal.edit(id, {"status": "under_way", "audience": "teachers"})
    two.journal.edit(id, {"municipality": "Kilifi", "audience": "parents"})
    meet(one, two)
    values = one.record(id).values
    assert (values["status"], values["municipality"], values["title"]) == ("under_way", "Kilifi", "Drill")
    (disputed,) = one.disputed()
    assert {choice.value for choice in disputed.choices} == {"teachers", "parents"} and disputed.base == "schools"


def test_965_merging_erased_the_history(desk: MakeDesk) -> None:
    """965: whoever merged lost all history of the entries concerned. Here it holds what both wrote, also what lost."""
    one, two = desk("One"), desk("Two")
    id = one.journal.create("activity", {"title": "Drill"})
    meet(one, two)
    for number in range(3):
        one.journal.edit(id, {"title": f"One {number}"})
        two.journal.edit(id, {"title": f"Two {number}"})
    meet(one, two)
    everything = {"Drill", *(f"{who} {number}" for who in ("One", "Two") for number in range(3))}
    assert everything <= written(one, id) and everything <= written(two, id)
    resolve(one.journal, one.disputed()[0], "a third")
    meet(one, two)
    assert two.record(id).title == "a third" and everything <= written(two, id)
    assert {entry.author for entry in two.journal.history(id)} == {"One", "Two"}


@pytest.mark.parametrize("times", [1, 3])
def test_3340_entries_that_were_gone_came_back_on_merge(desk: MakeDesk, times: int) -> None:
    """3340: what was deleted came back, or what was there was dropped, when databases were merged that had been merged
    before. Here a deletion that nobody contradicts stays one, however often the old package comes again.
    """
    one, two = desk("One"), desk("Two")
    kept, gone = (one.journal.create("activity", {"title": title}) for title in ("Kept", "Gone"))
    before = one.send()
    two.take(before)
    one.journal.delete([gone])
    two.take(one.send())
    for _time in range(times):
        two.take(before)
        one.take(before)
        one.take(two.send())
    for each in (one, two):
        assert each.record(gone).binned and each.record(kept).listed and not each.disputed()
    meet(one, two)


def test_5583_a_copied_file_and_its_original_took_each_other_for_one(desk: MakeDesk, tmp_path: Path) -> None:
    """5583: a database was copied, both were edited, and put together again: one of the two versions of the entry was
    gone after the next opening, with its history. Here a copy writes as somebody else, and both versions stand.
    """
    one = desk("One")
    id = one.journal.create("activity", {"title": "First"})
    one.workspace.close()
    shutil.copyfile(one.path, tmp_path / "copy.focal")
    copy = Workspace.open(tmp_path / "copy.focal", home=tmp_path / "another computer")
    one.workspace = Workspace.open(one.path, home=one.home)
    one.journal = one.workspace.journal
    try:
        assert copy.journal.replica != one.journal.replica
        copy.journal.edit(id, {"title": "Edited"})
        other = copy.journal.create("activity", {"title": "Two"})
        one.journal.edit(id, {"title": "Second"})
        export_package(copy, tmp_path / "copy.fdz")
        one.take(tmp_path / "copy.fdz")
        (disputed,) = one.disputed()
        assert {choice.value for choice in disputed.choices} == {"Second", "Edited"} and one.record(other).listed
        one.workspace.close()
        one.workspace = Workspace.open(one.path, home=one.home)
        one.journal = one.workspace.journal
        assert one.disputed() == [disputed] and {"First", "Second", "Edited"} <= written(one, id) and one.sound()
    finally:
        copy.close()


def test_9143_nobody_was_told_what_a_merge_deleted(desk: MakeDesk) -> None:
    """9143: a merge deleted records without a word: how many came, changed and went should be said, and asked before.
    Here the look before says it record by record and writes nothing, and the report afterwards says the same.
    """
    one, two = desk("One"), desk("Two")
    changed, gone = (one.journal.create("activity", {"title": title}) for title in ("Changed", "Gone"))
    meet(one, two)
    one.journal.edit(changed, {"status": "completed"})
    one.journal.delete([gone])
    new = one.journal.create("activity", {"title": "New"})
    package, before = one.send(), two.dump()
    seen = IncomingRecordCollector()
    told = import_package(two.workspace, package, dry_run=True, on_merged=seen)
    assert two.dump() == before
    assert {each.id: each.fate for each in seen.records} == {changed: "changed", gone: "deleted", new: "new"}
    done = import_package(two.workspace, package)
    for report in (told, done):
        figures = (report.records_new, report.records_changed, report.records_deleted)
        assert figures == ({"activity": 1}, {"activity": 1}, {"activity": 1})
    assert two.journal.undo().done and two.record(gone).listed


@pytest.mark.parametrize("first", ["the deletion", "the edit"])
@pytest.mark.parametrize("clock", [0, 1, 4_000_000_000_000])
def test_9232_a_deletion_won_silently(tmp_path: Path, first: str, clock: int) -> None:
    """9232: a deletion won over an edit, or the edit over the deletion, by what the clocks said and without a word.
    Here the edit keeps the record alive and the conflict is shown, whatever the clocks say and whoever was first.
    """
    one, two = Desk(tmp_path, "One"), Desk(tmp_path, "Two")
    try:
        id = one.journal.create("activity", {"title": "Drill"})
        meet(one, two)
        one.journal._now = lambda: clock  # type: ignore[attr-defined]  # a clock that lies
        one.journal.delete([id])
        two.journal.edit(id, {"title": "Drill with schools"})
        packages = {"the deletion": one.send(), "the edit": two.send()}
        for name in sorted(packages, key=lambda name: name != first):
            for each in (one, two):
                each.take(packages[name])
        for each in (one, two):
            record = each.record(id)
            assert record.listed and record.title == "Drill with schools"
            assert [disputed.kind for disputed in each.disputed()] == ["unseen_by_deleted"]
        resolve(two.journal, two.disputed()[0], True)
        one.take(two.send())
        assert one.record(id).binned and not one.disputed() and one.dump() == two.dump()
    finally:
        one.close()
        two.close()


def test_11256_no_look_at_a_merge_and_no_leaving_out(desk: MakeDesk) -> None:
    """11256: deletions and new values came in unseen and could not be refused one by one: people lost the right ones to
    wrong ones. Here each record is shown field by field before, and what is left out waits.
    """
    one, two = desk("One"), desk("Two")
    right, wrong = (one.journal.create("activity", {"title": title}) for title in ("Right", "Wrong"))
    meet(one, two)
    one.journal.edit(right, {"summary": "Good."})
    one.journal.delete([wrong])
    seen = IncomingRecordCollector()
    import_package(two.workspace, one.send(), dry_run=True, on_merged=seen)
    told = {each.id: each for each in seen.records}
    assert [(each.name, each.old, each.new) for each in told[right].fields] == [("summary", None, "Good.")]
    assert [each.name for each in told[wrong].fields] == ["deleted"]
    import_package(two.workspace, one.send(), selection=MergeSelection(without=frozenset({wrong})))
    assert two.record(right).values["summary"] == "Good." and two.record(wrong).listed
    import_package(two.workspace, one.send(), selection=MergeSelection(take=frozenset({wrong})))
    assert two.record(wrong).binned and two.dump() == one.dump()


# geodiff -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_152_a_rebase_broke_on_rows_that_point_to_each_other(desk: MakeDesk, order: tuple[int, ...]) -> None:
    """152 (and 39, 62, 210): rows that point to others, or that have to be unique, were numbered anew or refused when
    both sides had added some. Here ids are nobody else's, nothing is refused for what it points to, and parts that
    come before what they are parts of wait for it.
    """
    one, two, three = desk("One"), desk("Two"), desk("Three")
    for each in (one, two):  # the same name, the same identifier in the source, a part and a link on both sides
        activity = each.journal.create("activity", {"title": "Same", "source_id": "XM-1"})
        host = each.journal.create("organisation", {"name": "Mombasa"})
        each.journal.create("run", {"parent": activity, "name": "First"})
        each.journal.edit(activity, {f"organisations/host:{host}": True})
    known, packages = None, list[Path]()
    for step in range(3):
        packages.append(one.send(since=known))
        known = packages[-1]
        parent = one.journal.create("activity", {"title": f"Step {step}"})
        one.journal.create("run", {"parent": parent, "name": "Run"})
    packages.append(one.send(since=known))
    packages = [packages[place] for place in order] + packages[3:]
    for package in packages:
        three.take(package)
    three.take(two.send())
    assert three.take(packages[0]).missing == {}
    meet(one, two, three)
    found = [each for each in three.workspace.records("activity", _ids(three, "activity")) if each.title == "Same"]
    assert len(found) == 2 and len(_ids(three, "run")) == 5 and len(_ids(three, "organisation")) == 2


def test_152_one_removed_what_the_other_began_to_use(desk: MakeDesk) -> None:
    """39: one side removes a species, the other adds a tree of it: the row was refused, or pointed to nothing. Here
    the deletion stands, and the record that points there still knows the name.
    """
    one, two = desk("One"), desk("Two")
    host = one.journal.create("organisation", {"name": "Kisumu"})
    meet(one, two)
    one.journal.delete([host])
    id = two.journal.create("activity", {"title": "Drill", f"organisations/host:{host}": True})
    meet(one, two)
    for each in (one, two):
        assert f"organisations/host:{host}" in each.record(id).values
        assert each.record(host).binned and each.record(host).title == "Kisumu"


def test_248_an_update_was_thrown_away_where_the_row_was_deleted(desk: MakeDesk) -> None:
    """248: where one side updated a row and the other deleted it, the update was dropped and no conflict told of it."""
    one, two = desk("One"), desk("Two")
    id = one.journal.create("activity", {"title": "Drill"})
    meet(one, two)
    one.journal.delete([id])
    two.journal.edit(id, {"summary": "worth keeping", "participants_total": 40})
    meet(one, two)
    for each in (one, two):
        (disputed,) = each.disputed()
        assert (disputed.kind, disputed.unseen) == ("unseen_by_deleted", ("participants_total", "summary"))
        assert each.record(id).values["summary"] == "worth keeping"


# ODK Central ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::4])
def test_669_what_came_out_of_order_broke_the_state(desk: MakeDesk, order: tuple[int, ...]) -> None:
    """669: several submissions of one offline device came in another order than they were made: conflicts where there
    were none, and a state nobody had written. Here what lacks its predecessor is kept, named, and fits in the end.
    """
    device, central = desk("Device"), desk("Central")
    id = device.journal.create("activity", {"title": "v1"})
    packages = [device.send()]
    for number in range(2, 5):
        device.journal.edit(id, {"title": f"v{number}", "participants_total": number})
        packages.append(device.send(since=packages[-1]))
    for done, place in enumerate(order):
        report = central.take(packages[place])
        came = sorted(order[: done + 1])
        held = {1 + each for each in came}
        missing = {n for n in range(1, 5)} - held
        told = {n for spans in report.missing.values() for first, last in spans for n in range(first, last + 1)}
        assert told == {n for n in missing if n <= place + 1}  # what this package's sender says to have
    assert central.dump() == device.dump() and not central.disputed()


def test_698_a_conflict_inside_an_offline_run_was_not_seen(desk: MakeDesk) -> None:
    """698: of two offline updates the second touched what the server had changed in the meantime; as it followed the first
    without a gap it counted as no conflict, and the server's value was overwritten.
    """
    device, central = desk("Device"), desk("Central")
    id = central.journal.create("activity", {"title": "Tree", "status": "planned", "audience": "a"})
    meet(device, central)
    device.journal.edit(id, {"status": "under_way"})
    device.journal.edit(id, {"audience": "of the device"})
    central.journal.edit(id, {"audience": "of the server"})
    meet(device, central)
    for each in (device, central):
        assert [disputed.field for disputed in each.disputed()] == ["audience"]
        assert {choice.value for choice in each.disputed()[0].choices} == {"of the device", "of the server"}
        assert each.record(id).values["status"] == "under_way"


def test_805_what_was_applied_without_its_base_made_conflicts_of_the_rest(desk: MakeDesk) -> None:
    """805: the third of three offline updates came first and was applied as it was; when the first and second came
    they counted as conflicts, although nobody else had written. Here they fit in behind it.
    """
    device, central = desk("Device"), desk("Central")
    id = central.journal.create("activity", {"title": "v1"})
    meet(device, central)
    packages = [device.send()]
    for number in (2, 3, 4):
        device.journal.edit(id, {"title": f"v{number}"})
        packages.append(device.send(since=packages[-1]))
    for place in (3, 1, 2):
        central.take(packages[place])
        assert central.record(id).title == "v4"
        if place == 2:
            assert not central.disputed()
    assert central.dump() == device.dump()


def test_submissions_of_two_devices_can_be_told_apart(desk: MakeDesk) -> None:
    """669, 698: submissions that could not be told apart by who made them: two devices that were set up from one copy,
    or that made the same thing at the same moment, overwrote each other.
    """
    one, two, central = desk("Device"), desk("Device too"), desk("Central")
    one.workspace.journal.set_author("Ana")
    two.workspace.journal.set_author("Ana")  # the same person, the same words, two desks
    ids = [each.journal.create("activity", {"title": "Tree"}) for each in (one, two)]
    for each in (one, two):
        central.take(each.send())
    assert len(set(ids)) == 2 and len(_ids(central, "activity")) == 2
    assert len(manifest_of(central.send()).holds) == 2
    meet(one, two, central)


def _ids(desk: Desk, type: str) -> list[str]:
    with desk.workspace.reading() as conn:
        return [str(row[0]) for row in conn.exec_driver_sql(f"SELECT id FROM {type} WHERE listed = 1")]
