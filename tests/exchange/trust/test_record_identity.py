"""A record is its type and its id, an action its replica and number: what one author takes shuts nobody else out."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.pending_requests import read_requests
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.merge.missing_reference_reasons import read_waiting
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import MakeDesk, Mallory, Prover


@pytest.mark.parametrize("type", ["person", "template", "unheard_of"])
def test_both_records_of_an_id_live_whichever_came_first(desk: MakeDesk, tmp_path: Path, type: str) -> None:
    anna, bruno, carla, mallory = desk("Anna"), desk("Bruno"), desk("Carla"), Prover(tmp_path)
    id = anna.journal.create("activity", {"title": "Drill", "summary": "Sirens"})
    from_anna = anna.send()
    squat = mallory.send(mallory.change(record=id, type=type, values={"name": "mine"}))
    assert bruno.take(squat).new == 1 and bruno.take(from_anna).new == 1
    assert carla.take(from_anna).new == 1 and carla.take(squat).new == 1
    for each in (bruno, carla):
        (record,) = each.workspace.records("activity", [id])
        assert record.title == "Drill" and record.listed
        each.journal.edit(id, {"summary": f"by {each.name}"}, type="activity")
        assert each.workspace.records("activity", [id])[0].values["summary"] == f"by {each.name}"
        assert [entry.type for entry in each.journal.history(id, "activity")] == ["activity"] * 2
    # Mallory's person did not agree to leave: that keeps no activity back.
    report = carla.take(bruno.send())
    assert (report.new, report.refused, report.kept_out) == (1, {}, {})
    (conflict,) = carla.workspace.records("activity", [id])[0].conflicts
    assert conflict.choices == ("by Bruno", "by Carla")
    bruno.take(carla.send())
    assert bruno.dump() == carla.dump()
    bruno.journal.delete([id], "activity")
    assert not bruno.workspace.records("activity", [id])[0].listed
    if type != "unheard_of":
        assert bruno.workspace.records(type, [id])[0].listed, "another record was not deleted with it"
    bruno.journal.undo()
    assert bruno.workspace.records("activity", [id])[0].listed
    assert bruno.sound() and carla.sound()


def test_what_waited_for_its_type_with_an_earlier_version_comes_in(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(mallory.send(mallory.change(record=id, type="person", values={"name": "mine"})))
    from desktop.workspace.changes.quarantine import TYPE, Quarantine, read_kept_out
    from desktop.workspace.changes.shared_change import read_shared

    with anna.workspace.reading() as conn:
        (change,) = read_shared(conn)
    bruno.journal.beside(lambda conn: Quarantine(conn, "Anna", "a.fdz", 0).add(change, TYPE))
    bruno.take(mallory.send(mallory.change(record=RECORD)))
    with bruno.workspace.reading() as conn:
        assert read_kept_out(conn) == []
    assert bruno.workspace.records("activity", [id])[0].title == "Drill" and bruno.sound()


def test_an_undone_package_takes_back_only_its_own_record(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    bruno.take(mallory.send(mallory.change(record=id, type="template", values={"name": "mine"})))
    bruno.journal.undo()
    assert bruno.workspace.records("activity", [id])[0].title == "Drill"
    assert bruno.workspace.records("template", [id])[0].values == {} and bruno.sound()


def test_who_is_merged_into_somebody_who_does_not_travel_waits_in_sight(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    one = anna.journal.create("person", {"name": "Ana", "consent": "network"})
    bruno.take(anna.send())
    other = anna.journal.create("person", {"name": "Ana Maria", "consent": "none"})
    anna.journal.merge_into(one, other)
    bruno.take(anna.send())
    with bruno.workspace.reading() as conn:
        (waiting,) = read_waiting(conn)
    assert (waiting.reference.id, waiting.reference.field, waiting.reference.target) == (one, "merged_into", other)
    assert bruno.sound()


def test_a_part_of_a_parent_of_another_kind_waits_in_sight(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    id = anna.journal.create("person", {"name": "Ana", "consent": "network"})
    bruno.take(mallory.send(mallory.change(record=RECORD, type="run", values={"name": "x", "parent": id})))
    assert bruno.take(anna.send()).new == 1
    with bruno.workspace.reading() as conn:
        (waiting,) = read_waiting(conn)
    assert (waiting.reference.id, waiting.reference.target) == (RECORD, id) and bruno.sound()


# Actions ------------------------------------------------------------------------------------------------------------------


def test_an_action_of_another_desk_cannot_be_taken(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    mallory, old = Prover(tmp_path), Mallory(tmp_path, "Old Mallory")
    with anna.journal.group("import", "towns.csv"):
        id = anna.journal.create("activity", {"title": "Drill"})
    whose = anna.journal.replica
    report = bruno.take(old.send(old.change(record=RECORD, group=[f"{whose}:1", "undo", "hers"])))
    assert report.new == 1
    report = bruno.take(mallory.send(mallory.change(record=str(uuid.uuid4()), group=[f"{whose}:1", "undo", "hers"])))
    assert (report.new, report.refused) == (0, {"unproven": 1})
    assert bruno.take(anna.send()).new == 1
    (entry,) = bruno.journal.history(id)
    assert (entry.kind, entry.label) == ("import", "towns.csv")
    report = carla.take(bruno.send())
    assert (report.new, report.refused, report.kept_out) == (1, {}, {"author": 1}), "passed on as she signed it"
    assert carla.journal.history(id)[0].label == "towns.csv"


def test_whoever_names_one_action_in_two_ways_harms_nobody_who_passes_it_on(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    names = [f"label {number}" for number in range(5)]
    ids = [str(uuid.uuid4()) for _ in names]
    bruno.take(
        mallory.send(*(mallory.change(record=id, group=[1, "edit", name]) for id, name in zip(ids, names, strict=True)))
    )
    report = carla.take(bruno.send())
    assert (report.new, report.refused) == (5, {})
    assert [carla.journal.history(id)[0].label for id in ids] == names


def test_erasing_all_of_a_record_takes_nothing_of_another_type_under_its_id(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    id = anna.journal.create("person", {"name": "Lucía", "consent": "network"})
    package = anna.send()
    bruno.take(package)
    bruno.take(mallory.send(mallory.change(record=id, type="activity", values={"title": "squat"})))
    bruno.journal.erase([("activity", id)], {})
    bruno.workspace.finish_erasing()
    assert bruno.workspace.records("person", [id])[0].title == "Lucía" and bruno.sound()
    assert bruno.workspace.records("activity", [id])[0].values.get("title") is None
    bruno.journal.edit(id, {"role": "Trainer"}, type="person")
    with pytest.raises(UserFacingError, match="permanently erased"):
        bruno.journal.edit(id, {"title": "again"}, type="activity")
    # The same where it is asked of others, and where the other record comes later.
    dora = desk("Dora")
    dora.take(bruno.send())
    dora.take(package)
    assert dora.workspace.records("person", [id])[0].title == "Lucía" and dora.sound()
    assert anna.take(bruno.send()).requests == 0, "nothing of hers is named"
    # Before format 3 an erasure named whatever stood under an id.
    old = mallory.erasure(**{f"records/{id}": True})
    anna.take(mallory.send(old), accept_new=True)
    assert len(read_requests(anna.workspace).erasures) == 1


def test_a_record_that_was_set_aside_holds_back_nothing_of_another_type_under_its_id(
    desk: MakeDesk, tmp_path: Path
) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    id = anna.journal.create("activity", {"title": "Drill"})
    squat = mallory.send(mallory.change(record=id, type="template", values={"name": "mine"}))
    report = bruno.take(squat, selection=MergeSelection(without=frozenset({id})))
    assert (report.new, report.records_deferred) == (0, {"template": 1})
    report = bruno.take(anna.send())
    assert (report.new, report.records_deferred, report.back) == (1, {}, [])
    assert bruno.values(id) == {"title": "Drill"} and bruno.take(squat).new == 0
    assert bruno.take(squat, selection=MergeSelection(take=frozenset({id}))).back == [id] and bruno.sound()
