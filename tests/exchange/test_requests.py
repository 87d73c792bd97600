"""Requests to erase: shown with what would go, declined one by one or all of a desk, and asked again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.exchange.packages import open_package
from desktop.exchange.packages.export_preview import preview_export
from desktop.exchange.partners import delete_partner, find_partner
from desktop.exchange.pending_requests import (
    answer_erasures,
    decline_desk,
    grant_erasures,
    partner_who_asks,
    read_requests,
    undo_decline,
)
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.changes.erasure_decisions import ASKED, DECLINED
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.erasing import erase_author
from desktop.workspace.merge.dump import dump
from desktop.workspace.privacy.gate import Gate
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory, Prover


def _asked(anna: Desk, bruno: Desk, count: int = 1) -> list[str]:
    """Anna asks Bruno to erase people whom he wrote."""
    people = [bruno.journal.create("person", {"name": f"Person {at}", "consent": "network"}) for at in range(count)]
    anna.take(bruno.send())
    for each in people:
        anna.journal.erase([each], {})
    anna.workspace.finish_erasing()
    bruno.take(anna.send())
    return people


def _states(desk: Desk) -> list[str]:
    return [each.state for each in read_requests(desk.workspace).erasures]


def test_what_would_go_is_shown_value_by_value(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    person = bruno.journal.create("person", {"name": "Lucia Ramirez", "consent": "network"})
    bruno.journal.edit(person, {"name": "Lucía Ramírez"})
    anna.take(bruno.send())
    anna.journal.erase([person], {})
    anna.workspace.finish_erasing()
    bruno.take(anna.send())
    (request,) = read_requests(bruno.workspace).erasures
    (record,) = request.records
    assert [(each.field, each.value, each.author) for each in record.values] == [
        ("consent", "network", "Bruno"), ("name", "Lucia Ramirez", "Bruno"), ("name", "Lucía Ramírez", "Bruno"),
    ]  # fmt: skip
    assert (record.fields, record.authors, record.title) == (("consent", "name"), ("Bruno",), "Lucía Ramírez")
    erased = grant_erasures(bruno.workspace, [request.no])
    assert erased.changes == 2 and bruno.values(person) == {} and bruno.sound()
    assert read_requests(bruno.workspace).erasures == ()


def test_all_of_a_desk_declined_and_asked_again(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Mallory(tmp_path)
    people = _asked(anna, bruno, 2)
    bruno.take(mallory.send(mallory.erasure(**{f"records/{people[0]}": True})))
    found = read_requests(bruno.workspace)
    assert found.count == 3
    by_anna = next(each for each in found.erasures if each.author == "Anna")
    with bruno.workspace.reading() as conn:
        who = partner_who_asks(conn, by_anna)
    assert who is not None and who.name == "Anna"
    declined = decline_desk(bruno.workspace, by_anna)
    assert len(declined.numbers) == 2 and read_requests(bruno.workspace).count == 1
    assert sorted(_states(bruno)) == [ASKED, DECLINED, DECLINED]
    assert find_partner(bruno.workspace, "Anna").erases == DECLINED
    assert find_partner(bruno.workspace, "Mallory").erases == ASKED
    undo_decline(bruno.workspace, declined)
    assert read_requests(bruno.workspace).count == 3 and find_partner(bruno.workspace, "Anna").erases == ASKED
    assert bruno.values(people[0])["name"] == "Person 0" and bruno.sound()


def test_of_a_desk_that_is_no_partner_what_waits_is_declined(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    people = _asked(anna, bruno, 2)
    bruno.journal.create("activity", {"title": "Bells"})
    waiting = [each.no for each in read_requests(bruno.workspace).erasures]
    answer_erasures(bruno.workspace, waiting, grant=False)  # while they wait, he keeps the people here
    carla.take(bruno.send())
    found = read_requests(carla.workspace)
    assert found.count == 2 and {each.author for each in found.erasures} == {"Anna"}
    declined = decline_desk(carla.workspace, found.erasures[0])
    assert (len(declined.numbers), declined.partner) == (2, None)
    assert read_requests(carla.workspace).count == 0 and carla.values(people[1])["name"] == "Person 1"
    answer_erasures(carla.workspace, [found.erasures[0].no], grant=True)
    assert _states(carla) == [DECLINED] and carla.sound()


# While a request waits ---------------------------------------------------------------------------------------------------


def _brought(desk: Desk) -> set[str]:
    """The records of a whole package."""
    with open_package(desk.send()) as package:
        return {change.record_id for change in package.changes()}


def test_people_whom_a_partner_asks_to_erase_stay_here_until_somebody_answers(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = bruno.journal.create("activity", {"title": "Drill"})
    other = bruno.journal.create("person", {"name": "Other", "consent": "network"})
    (person,) = _asked(anna, bruno)
    anna.journal.erase([id], {})
    anna.workspace.finish_erasing()
    bruno.take(anna.send())
    assert len(read_requests(bruno.workspace).erasures) == 2
    brought = _brought(bruno)
    assert person not in brought and {id, other} <= brought, "what is about no person is sent on"
    preview = preview_export(bruno.workspace)
    assert (preview.requested, preview.people) == (1, 0)
    with bruno.workspace.reading() as conn:
        assert person not in {json.loads(line)["record"] for line in dump(conn)}
        gate = Gate(conn)
        assert not gate.change_leaves("person", person, (1, 1)) and gate.change_leaves("activity", id, (1, 1))
    requests = {each.records[0].id: each.no for each in read_requests(bruno.workspace).erasures}
    answer_erasures(bruno.workspace, [requests[person]], grant=False)
    assert person in _brought(bruno) and preview_export(bruno.workspace).requested == 0
    answer_erasures(bruno.workspace, [requests[person]], grant=True)
    assert bruno.values(person) == {} and bruno.sound()


def test_one_change_that_a_partner_asks_to_erase_stays_and_the_others_go(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    bruno.take(mallory.send(mallory.change(record=RECORD, values={"title": "hello"})))
    person = bruno.journal.create("person", {"name": "Wanjiru", "consent": "network"})
    bruno.journal.edit(person, {"telephone": "1234"})
    with bruno.workspace.reading() as conn:
        marks = {each.seq: each.proof.mark for each in read_shared(conn) if each.proof and each.record_id == person}
    own = bruno.journal.replica
    asked = {f"changes/{own}:{max(marks)}:{marks[max(marks)]}": "telephone"}
    wrong = {f"changes/{own}:{min(marks)}:{marks[max(marks)]}": "name"}
    bruno.take(mallory.send(mallory.erasure(**asked), mallory.erasure(**wrong)))
    with open_package(bruno.send()) as package:
        values = [dict(change.values) for change in package.changes() if change.record_id == person]
    assert {"name": "Wanjiru", "consent": "network"} in values and {"telephone": "1234"} not in values


@pytest.mark.parametrize("how", ["removed from the list", "brought by a partner"])
def test_a_strangers_request_holds_nothing_back(desk: MakeDesk, tmp_path: Path, how: str) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    person = bruno.journal.create("person", {"name": "Wanjiru", "consent": "network"})
    package = mallory.send(mallory.erasure(**{f"records/{person}": True}))
    if how == "brought by a partner":
        anna.take(package)
        bruno.take(anna.send())
    else:
        bruno.take(package)
        assert person not in _brought(bruno)
        delete_partner(bruno.workspace, find_partner(bruno.workspace, "Mallory"))
    assert read_requests(bruno.workspace).count == 1
    assert person in _brought(bruno)


def test_the_reason_travels_and_a_name_is_asked_for_without_what_it_signed(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = bruno.journal.create("activity", {"title": "Drill"})
    before = bruno.send()
    anna.take(before)
    erase_author(anna.workspace, "Bruno", reason="asked")
    assert [each.author for each in anna.journal.history(id)] == [""] and anna.values(id) == {"title": "Drill"}
    from_anna = anna.send()
    bruno.take(from_anna)
    (request,) = read_requests(bruno.workspace).erasures
    assert request.reason == "asked"
    assert [(each.field, each.value) for record in request.records for each in record.values] == [("@author", "Bruno")]
    assert [each.author for each in bruno.journal.history(id)] == ["Bruno"], "not before he agrees"
    # Without the name it waits with the request at a third desk, and is proven all the same once that is granted.
    report = carla.take(from_anna)
    assert (report.refused, report.kept_out) == ({}, {"erased": 1}) and carla.values(id) == {}
    for each in (bruno, carla):
        numbers = [one.no for one in read_requests(each.workspace).erasures] or [_erasure_number(each)]
        grant_erasures(each.workspace, numbers)
        assert [one.author for one in each.journal.history(id)] == [""] and each.sound()
    assert carla.values(id) == {"title": "Drill"} and all(entry.proven for entry in carla.journal.history(id))
    carla.take(before)
    assert [each.author for each in carla.journal.history(id)] == [""], "nor does an older package bring it back"
    assert carla.take(bruno.send()).refused == {} and carla.dump() == bruno.dump()
    # What waits for a choice loses it too, and comes in without.
    dora = desk("Dora")
    dora.take(before, selection=MergeSelection(without=frozenset({id})))
    dora.take(from_anna)
    grant_erasures(dora.workspace, [_erasure_number(dora)])
    with dora.workspace.reading() as conn:
        assert '"Bruno"' not in str(conn.exec_driver_sql("SELECT body FROM aside").fetchall())
    dora.take(before, selection=MergeSelection(take=frozenset({id})))
    assert [each.author for each in dora.journal.history(id)] == [""] and dora.sound()


def _erasure_number(desk: Desk) -> int:
    with desk.workspace.reading() as conn:
        return int(conn.exec_driver_sql("SELECT change_no FROM erasure_decision").scalar_one())
