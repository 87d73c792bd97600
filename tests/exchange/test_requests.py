"""Requests to erase: shown with what would go, declined one by one or all of a desk, and asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.exchange.partners import find_partner
from desktop.exchange.requests import (
    answer_erasures,
    decline_desk,
    grant_erasures,
    partner_who_asks,
    read_requests,
    undo_decline,
)
from desktop.workspace.changes.erasure_decisions import ASKED, DECLINED
from tests.exchange.trust.attackers import Desk, Mallory

MakeDesk = Callable[[str], Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    made: list[Desk] = []

    def make(name: str) -> Desk:
        made.append(Desk(tmp_path, name))
        return made[-1]

    yield make
    for each in made:
        each.close()


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
    carla.take(bruno.send())
    found = read_requests(carla.workspace)
    assert found.count == 2 and {each.author for each in found.erasures} == {"Anna"}
    declined = decline_desk(carla.workspace, found.erasures[0])
    assert (len(declined.numbers), declined.partner) == (2, None)
    assert read_requests(carla.workspace).count == 0 and carla.values(people[1])["name"] == "Person 1"
    answer_erasures(carla.workspace, [found.erasures[0].no], grant=True)
    assert _states(carla) == [DECLINED] and carla.sound()
