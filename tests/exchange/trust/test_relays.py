"""What passes through others' hands says what its author signed, nothing more and nothing less."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue.saved_searches import SavedSearch, save_search, saved_searches
from desktop.exchange.packages import change_lines
from desktop.exchange.partners import find_partner, let_erase
from desktop.exchange.partners.standing import confirm
from desktop.exchange.pending_requests import answer_erasures, read_requests
from desktop.workspace.changes import record_state
from desktop.workspace.changes.shared_change import read_shared
from tests.exchange.packages.build_packages import RECORD, canonical, content_of, zipped
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory, Prover, clone_of, listed
from tests.workspace.killing_erasures import digests_of, found_in
from tests.workspace.test_erasing import left_in

SECRET = "Zqxaveria"
Line = dict[str, Any]


def relayed(package: Path, alter: Callable[[Line], object], name: str = "relayed.fdz") -> Path:
    """A package whose lines somebody altered on the way, unsigned."""
    content = content_of(package)
    manifest = json.loads(content.pop("manifest.json"))
    content.pop("manifest.sig")
    lines = [json.loads(line) for line in content["changes.jsonl"].splitlines()]
    for each in lines:
        alter(each)
    content["changes.jsonl"] = b"".join(canonical(each) + b"\n" for each in lines)
    manifest["files"] = {each: listed(data) for each, data in content.items()}
    content["manifest.json"] = canonical(manifest)
    return zipped(package.with_name(name), content)


def shared(of: Desk) -> dict[str, dict[str, Any]]:
    """What a desk passes on: values by mark."""
    with of.workspace.reading() as conn:
        return {each.proof.mark: dict(each.values) for each in read_shared(conn) if each.proof is not None}


def _number(desk: Desk, other: Desk | None = None) -> int:
    with desk.workspace.reading() as conn:
        asked = "SELECT no FROM replica WHERE id = ?"
        return int(conn.exec_driver_sql(asked, ((other or desk).journal.replica,)).scalar_one())


# One signature, one change ------------------------------------------------------------------------------------------------

ALTERED: dict[str, Callable[[Line], object]] = {
    "a value more": lambda line: line["values"].update(lessons="forged"),
    "a name less": lambda line: line["values"].pop("summary"),
    "a value where one is gone": lambda line: line["values"].update(summary="forged"),
    "another author": lambda line: (line.update(author="Eve"), line["salts"].pop("@author")),
    "a key less": lambda line: line["salts"].pop("title"),
    "gone and kept": lambda line: line["salts"].update(summary="0" * 32),
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_erased_change_says_nothing_that_is_not_signed(desk: MakeDesk, how: str) -> None:
    anna, carla = desk("Anna"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill", "summary": "old"})
    anna.journal.erase((), {(_number(anna), 1): ["summary"]})
    whole = anna.send()
    altered = relayed(whole, lambda line: ALTERED[how](line) if "gone" in line else None)
    assert carla.take(altered, unsigned=True).refused == {"unproven": 1} and carla.values(id) == {}
    assert carla.take(whole).refused == {} and carla.values(id) == {"title": "Drill"}
    assert carla.dump() == anna.dump() and carla.sound()


def test_two_names_that_are_signed_as_one_are_refused_alone(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    name = "targets/" + hashlib.sha256(f"{RECORD}\ntargets/SDG:11.5".encode()).hexdigest()
    both = {"title": "t", "targets/SDG:11.5": "principal", name: "significant"}
    report = bruno.take(mallory.send(mallory.change(record=RECORD, values=both), mallory.change(record=RECORD)))
    assert (report.new, report.refused) == (1, {"unproven": 1})


# What an honest desk passes on is proven -----------------------------------------------------------------------------------


def test_an_action_under_one_number_with_two_labels_is_passed_on_as_it_was(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    id = bruno.journal.create("activity", {"title": "Drill"})
    those = [
        mallory.change(record=RECORD, values={"title": str(number)}, group=[1, "edit", f"label {number}"])
        for number in range(120)  # more than a reader bears of a package that is not in order
    ]
    assert bruno.take(mallory.send(*those)).refused == {}
    report = carla.take(bruno.send())
    assert report.refused == {} and carla.values(id) == {"title": "Drill"}
    assert carla.dump() == bruno.dump() and shared(carla) == shared(bruno)


def test_the_name_of_anothers_action_cannot_be_taken_before(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, carla, mallory = desk("Anna"), desk("Bruno"), desk("Carla"), Mallory(tmp_path)
    bruno.take(mallory.send(mallory.change(record=RECORD, group=[f"{anna.journal.replica}:1", "import", "evil"])))
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    assert carla.take(bruno.send()).refused == {} and carla.values(id) == {"title": "Drill"}


def test_a_reference_without_the_mark_of_a_proven_change_is_refused_alone(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    id = bruno.journal.create("activity", {"title": "Drill"})
    unmarked = mallory.change(record=id, values={"title": "x"}, replaces={"title": [[bruno.journal.replica, 1]]})
    report = bruno.take(mallory.send(unmarked, mallory.change(record=RECORD)))
    assert (report.new, report.refused) == (1, {"unproven": 1})
    assert carla.take(bruno.send()).refused == {} and carla.dump() == bruno.dump()


def test_who_fills_a_field_shuts_nobody_out_who_edits_it(
    desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (change_lines, record_state):
        monkeypatch.setattr(module, "MOST_REFERENCES", 20)
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    id = bruno.journal.create("activity", {"title": "Drill", "summary": "first"})
    bruno.take(mallory.send(*(mallory.change(record=id, values={"title": str(number)}) for number in range(30))))
    bruno.journal.edit(id, {"title": "Bruno's"})
    assert bruno.values(id)["title"] == "Bruno's"
    bruno.journal.edit(id, {"title": "Bruno's again"})
    found = bruno.workspace.record(id)
    assert found is not None and found.conflicts == ()
    bruno.journal.delete([id])
    assert carla.take(bruno.send()).refused == {} and carla.dump() == bruno.dump()


def test_an_action_that_a_copy_forked_in_its_middle_stays_proven(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    first, second = (anna.journal.create("activity", {"title": title}) for title in ("one", "two"))
    clone = clone_of(anna, tmp_path / "image")
    try:
        anna.journal.edit_many([first, second], {"summary": "both"})
        clone.journal.edit(first, {"summary": "of the copy"})
        assert anna.take(clone.send()).cloned
        report = bruno.take(anna.send())
        assert report.refused == {} and bruno.dump() == anna.dump()
        assert shared(bruno) == shared(anna)
    finally:
        clone.close()


# Whose erasure it is -------------------------------------------------------------------------------------------------------


def test_the_right_of_who_brings_an_erasure_is_not_of_who_wrote_it(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    person = anna.journal.create("person", {"name": SECRET, "consent": "network"})
    bruno.take(anna.send())
    anna.take(bruno.send())
    trusted = find_partner(anna.workspace, "Bruno")
    confirm(anna.workspace, trusted)
    let_erase(anna.workspace, trusted, "people")
    bruno.take(mallory.send(mallory.erasure(**{f"records/{person}": True})))
    report = anna.take(bruno.send())
    assert (report.erased, report.requests) == (0, 1) and anna.values(person)["name"] == SECRET
    bruno.journal.erase([person], {})
    bruno.workspace.finish_erasing()
    carla = desk("Carla")
    carla.take(bruno.send())
    assert anna.take(carla.send()).erased == 1 and anna.values(person) == {}, "the right is Bruno's, whoever brings it"


def test_a_copy_of_this_desk_decides_nothing_here(desk: MakeDesk, tmp_path: Path) -> None:
    anna, mallory = desk("Anna"), Prover(tmp_path)
    id = anna.journal.create("activity", {"title": "Drill"})
    other = anna.journal.create("activity", {"title": "Course"})
    clone = clone_of(anna, tmp_path / "image")
    try:
        clone.take(mallory.send(mallory.erasure(**{f"records/{id}": True})))
        clone.journal.erase([other], {})
        clone.workspace.finish_erasing()
        report = anna.take(clone.send())
        assert anna.values(id) == {"title": "Drill"}, "what a stranger asked the copy is a request"
        assert report.requests == 1 and len(read_requests(anna.workspace).erasures) == 1
        assert anna.values(other) == {}, "what the copy erased was decided by the same person"
    finally:
        clone.close()


def test_what_a_stranger_erases_of_their_own_takes_nothing_that_is_remembered_here(
    desk: MakeDesk, tmp_path: Path
) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    with bruno.journal.group("import", "flood drills.csv") as group:
        bruno.journal.bulk(group, [("activity", RECORD, {"title": "Drill"})])
    save_search(bruno.workspace, SavedSearch("mine", "flood"))
    person = mallory.change(
        record=RECORD[:-1] + "7", type="person", values={"name": "flood drills", "consent": "network"}
    )
    assert bruno.take(mallory.send(person, mallory.erasure(**{f"records/{person['record']}": True}))).new == 2
    assert bruno.values(person["record"]) == {}
    assert [each.name for each in saved_searches(bruno.workspace)] == ["mine"]
    assert carla.take(bruno.send()).refused == {} and carla.values(RECORD) == {"title": "Drill"}


def test_what_was_erased_leaves_nothing_to_prove_or_guess_it_with(desk: MakeDesk) -> None:
    anna = desk("Anna")
    id = anna.journal.create("activity", {"title": "Drill", "summary": f"{SECRET} Kwopjimenez"})
    anna.workspace.back_up("asked")
    traces = digests_of(anna.workspace, id)
    assert len(found_in(anna.folder, {name: each for name, each in traces.items() if "salt" in name})) >= 2
    anna.journal.erase((), {(_number(anna), 1): ["summary"]})
    anna.workspace.finish_erasing()
    assert found_in(anna.folder, traces) == [] == found_in(anna.home, traces)


def test_a_member_that_was_taken_out_before_it_was_erased_stays_proven(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill", "targets/SDG:11.5": "principal"})
    anna.journal.edit(id, {"targets/SDG:11.5": None})
    carla.take(anna.send())
    anna.journal.erase([id], {})
    anna.workspace.finish_erasing()
    assert bruno.take(anna.send()).refused == {} and carla.take(anna.send()).refused == {}
    assert anna.dump() == bruno.dump() == carla.dump() and shared(anna) == shared(bruno) == shared(carla)


def test_a_list_whose_name_says_what_was_erased_stays_proven(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    with anna.journal.group("import", f"{SECRET} 2024.csv") as group:
        anna.journal.bulk(group, [("activity", RECORD, {"title": "Drill", "targets/SDG:11.5": "principal"})])
    person = anna.journal.create("person", {"name": SECRET, "consent": "network"})
    anna.workspace.back_up("asked")
    anna.journal.erase([person], {})
    anna.workspace.finish_erasing()
    assert left_in(anna.folder, SECRET) == []
    report = bruno.take(anna.send())
    assert report.refused == {} and bruno.values(RECORD)["title"] == "Drill"
    assert bruno.dump() == anna.dump() and anna.sound() and bruno.sound()
    assert all(shared(anna)[mark] == values for mark, values in shared(bruno).items())
    anna.journal.edit(RECORD, {"targets/SDG:11.5": None})
    anna.journal.erase([RECORD], {})
    anna.workspace.finish_erasing()
    assert carla.take(anna.send()).refused == {} == bruno.take(anna.send()).refused
    assert bruno.dump() == anna.dump() == carla.dump()


def test_what_is_erased_by_its_name_as_it_was_is_passed_on(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    bruno.take(mallory.send(mallory.change(record=RECORD, values={"title": "t", "targets/SDG:11.5": "principal"})))
    (mark,) = shared(bruno)
    bruno.take(mallory.send(mallory.erasure(**{f"changes/{mallory.replica}:1:{mark}": "targets/SDG:11.5"})))
    assert bruno.values(RECORD) == {"title": "t"}
    assert carla.take(bruno.send()).refused == {} and carla.dump() == bruno.dump()


def test_what_waits_for_one_request_does_not_come_in_with_another(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill", "summary": "old"})
    other = anna.journal.create("activity", {"title": "Course"})
    carla.take(anna.send())
    anna.journal.edit(id, {"summary": "new"})
    bruno.take(anna.send())
    bruno.journal.erase((), {(_number(bruno, anna), 3): ["summary"]})
    bruno.journal.erase([other], {})
    bruno.workspace.finish_erasing()
    assert carla.take(bruno.send()).kept_out == {"erased": 1}
    (request,) = read_requests(carla.workspace).erasures
    answer_erasures(carla.workspace, [request.no], grant=True)
    assert carla.values(other) == {} and carla.values(id)["summary"] == "old" and carla.sound()


def test_an_erasure_is_not_erased_in_whatever_order_it_comes(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    first = mallory.erasure(**{f"records/{RECORD}": True})
    second = mallory.erasure(**{f"records/{first['record']}": True})
    for each in (first, second):
        mallory._sent = 0  # the same salt in both
        anna.take(mallory.send(each))
    for each in (second, first):
        mallory._sent = 0
        bruno.take(mallory.send(each))
    assert anna.dump() == bruno.dump() and shared(anna) == shared(bruno)
