"""Nobody speaks for another: what one file of a stranger could do to a desk, and does no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.partners import find_partner, let_bring_old, let_erase
from desktop.exchange.requests import accept_author, answer_erasures, read_requests
from desktop.workspace import list_backups
from desktop.workspace.storage.connections import connect
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import Desk, Mallory

MakeDesk = Callable[[str], Desk]
SECRET = "Zqxaveria"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    made: list[Desk] = []

    def make(name: str) -> Desk:
        made.append(Desk(tmp_path, name))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def mallory(tmp_path: Path) -> Mallory:
    return Mallory(tmp_path)


# Erasing ------------------------------------------------------------------------------------------------------------------


def test_a_strangers_erasure_is_a_request_and_nothing_goes(desk: MakeDesk, mallory: Mallory) -> None:
    anna = desk("Anna")
    id = anna.journal.create("activity", {"title": "Drill", "summary": SECRET})
    person = anna.journal.create("person", {"name": SECRET})
    anna.workspace.back_up("asked")
    own = anna.journal.replica
    package = mallory.send(
        mallory.change(record=RECORD, values={"title": "hello"}),
        mallory.erasure(**{f"records/{id}": True, f"records/{person}": True}),
        mallory.erasure(**{f"changes/{own}:{anna.next_seq()}": "title\nsummary", f"changes/{own}:1": "summary"}),
    )
    before = anna.values(id)
    report = anna.take(package)
    assert (report.new, report.erased, report.requests) == (3, 0, 2)
    assert anna.values(id) == before and anna.values(person)["name"] == SECRET
    anna.journal.edit(id, {"summary": f"{SECRET} again"})
    assert anna.values(id)["summary"] == f"{SECRET} again"
    for backup in list_backups(anna.workspace.path, home=anna.workspace.home):
        with closing(connect(backup.path, read_only=True)) as conn:
            assert conn.execute("SELECT count(*) FROM erased WHERE only_of = 0").fetchone() == (0,)
    assert anna.sound()
    # She decides: one is declined and does not ask again, one is granted.
    first, second = read_requests(anna.workspace).erasures
    assert {each.id for each in first.records} == {id, person} and first.author == "Mallory"
    answer_erasures(anna.workspace, [second.no], grant=False)
    assert anna.take(package).requests == 0 and anna.values(id)["summary"] == f"{SECRET} again"
    answer_erasures(anna.workspace, [first.no], grant=True)
    assert anna.values(person) == {} and SECRET not in str(anna.values(id))
    with pytest.raises(UserFacingError, match="erased for good"):
        anna.journal.edit(person, {"name": SECRET})
    assert anna.sound()


def test_what_somebody_wrote_they_may_erase_and_others_keep_theirs(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    person = anna.journal.create("person", {"name": SECRET, "consent": "network"})
    bruno.take(anna.send())
    bruno.journal.edit(person, {"telephone": f"ring {SECRET}"})
    anna.journal.erase([person], {})
    anna.workspace.finish_erasing()
    report = bruno.take(anna.send())
    assert (report.erased, report.requests) == (1, 1)
    assert bruno.values(person) == {"telephone": f"ring {SECRET}"} and bruno.sound()
    bruno.journal.edit(person, {"telephone": "other"})  # what is his is still his
    (request,) = read_requests(bruno.workspace).erasures
    answer_erasures(bruno.workspace, [request.no], grant=True)
    assert bruno.values(person) == {} and bruno.sound()


@pytest.mark.parametrize("word", ["ask", "people", "never"])
def test_a_partner_may_be_let_erase_people_but_nothing_else(desk: MakeDesk, word: str) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    person = bruno.journal.create("person", {"name": SECRET, "consent": "network"})
    id = bruno.journal.create("activity", {"title": SECRET})
    anna.take(bruno.send())
    bruno.take(anna.send())
    let_erase(bruno.workspace, find_partner(bruno.workspace, "Anna"), word)
    anna.journal.erase([person], {})
    anna.journal.erase([id], {})
    anna.workspace.finish_erasing()
    report = bruno.take(anna.send())
    assert (report.erased, report.requests) == {"ask": (0, 2), "people": (1, 1), "never": (0, 0)}[word]
    assert (bruno.values(person) == {}) == (word == "people") and bruno.values(id)["title"] == SECRET


def test_a_change_without_what_a_request_names_waits_and_comes_whole(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill", "summary": "old"})
    carla.take(anna.send())
    anna.journal.edit(id, {"summary": "new"})
    bruno.take(anna.send())
    bruno.journal.erase((), {(_number(bruno, anna), 2): ["summary"]})
    bruno.workspace.finish_erasing()
    through = bruno.send()
    report = carla.take(through)
    assert report.kept_out == {"author": 1}, "Bruno brings what is Anna's"
    accept_author(carla.workspace, read_requests(carla.workspace), "Anna")
    assert carla.values(id)["summary"] == "old", "it shows the newer value's absence to nobody who did not agree"
    assert carla.take(anna.send()).new == 1
    assert carla.values(id)["summary"] == "new" and read_requests(carla.workspace).kept_out == () and carla.sound()


def _number(desk: Desk, other: Desk) -> int:
    with desk.workspace.reading() as conn:
        asked = "SELECT no FROM replica WHERE id = ?"
        return int(conn.exec_driver_sql(asked, (other.journal.replica,)).scalar_one())


# Writing as another ----------------------------------------------------------------------------------------------------------


def test_a_change_in_anothers_name_waits_and_shuts_nobody_out(desk: MakeDesk, mallory: Mallory) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    forged = mallory.change(record=id, replica=anna.journal.replica, seq=anna.next_seq(), values={"title": "forged"})
    report = bruno.take(mallory.send(forged))
    assert (report.new, report.kept_out) == (0, {"author": 1}) and bruno.values(id)["title"] == "Drill"
    (waiting,) = read_requests(bruno.workspace).kept_out
    assert (waiting.name, waiting.sender, waiting.changes) == ("Anna", "Mallory", 1)
    anna.journal.edit(id, {"title": "Anna's"})
    assert bruno.take(anna.send()).new == 1 and bruno.values(id)["title"] == "Anna's"
    bruno.take(mallory.send(forged))
    assert bruno.values(id)["title"] == "Anna's" and bruno.sound()


def test_what_was_forged_before_its_desk_was_known_gives_way_to_the_desk_itself(
    desk: MakeDesk, mallory: Mallory
) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(mallory.send(mallory.change(record=id, replica=anna.journal.replica, seq=1, values={"title": "forged"})))
    assert bruno.values(id)["title"] == "forged"  # nobody here knows Anna yet: until proofs travel, nobody can tell
    report = bruno.take(anna.send())
    assert report.refused == {} and bruno.values(id)["title"] == "Drill" and bruno.sound()


def test_changes_in_the_name_of_the_receiver_are_refused_alone(desk: MakeDesk, mallory: Mallory) -> None:
    anna = desk("Anna")
    id = anna.journal.create("activity", {"title": "Drill"})
    forged = mallory.change(record=id, replica=anna.journal.replica, seq=7, values={"title": "forged"})
    report = anna.take(mallory.send(forged, mallory.change(record=RECORD, values={"title": "hello"})))
    assert (report.new, report.refused) == (1, {"own": 1}) and anna.values(id)["title"] == "Drill"


def test_a_partner_may_be_let_bring_what_is_others_but_never_what_is_ours(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill"})
    for each in (bruno, carla):
        each.take(anna.send())
    anna.journal.edit(id, {"title": "Drill 2"})
    bruno.take(anna.send())
    relayed = bruno.send()
    assert carla.take(relayed).kept_out == {"author": 1}
    accept_author(carla.workspace, read_requests(carla.workspace), "Anna")
    assert carla.values(id)["title"] == "Drill 2"
    anna.journal.edit(id, {"title": "Drill 3"})
    bruno.take(anna.send())
    let_bring_old(carla.workspace, find_partner(carla.workspace, "Bruno"), True)
    assert carla.take(bruno.send()).new == 1 and carla.values(id)["title"] == "Drill 3"


def test_who_signs_as_the_replica_of_another_is_refused(desk: MakeDesk, mallory: Mallory) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    bruno.take(mallory.send(mallory.change(record=RECORD)))
    mallory.replica = anna.journal.replica
    with pytest.raises(UserFacingError, match="another key"):
        bruno.take(mallory.send(mallory.change(record=RECORD)))
    mallory.replica = bruno.journal.replica
    with pytest.raises(UserFacingError, match="another key"):
        bruno.take(mallory.send(mallory.change(record=RECORD)))


# Claims and squatting ---------------------------------------------------------------------------------------------------


def test_a_record_taken_first_under_another_type_shuts_no_package_out(desk: MakeDesk, mallory: Mallory) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill"})
    other = anna.journal.create("activity", {"title": "Course"})
    bruno.take(mallory.send(mallory.change(record=id, type="person", values={"name": "squat", "consent": "network"})))
    report = bruno.take(anna.send())
    assert (report.new, report.kept_out) == (1, {"type": 1})
    assert bruno.values(other)["title"] == "Course" and bruno.sound()


def test_a_part_may_point_to_what_has_no_such_parts(desk: MakeDesk, mallory: Mallory) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("person", {"name": "Ana", "consent": "network"})
    bruno.take(mallory.send(mallory.change(record=RECORD, type="run", values={"name": "x", "parent": id})))
    assert bruno.take(anna.send()).new == 1 and bruno.values(id)["name"] == "Ana" and bruno.sound()


def test_claims_are_remembered_about_their_maker_alone(desk: MakeDesk, mallory: Mallory) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    anna.journal.edit(id, {"title": "Drill 2"})
    lost = anna.send("Bruno")
    del lost
    own, hers = anna.journal.replica, mallory.replica
    claims = {"withheld": {own: [[1, 2**53]]}, "holds": {own: [[1, 2**53]], hers: [[1, 1]]}}
    bruno.take(mallory.send(mallory.change(record=RECORD), more=claims))
    anna.journal.edit(id, {"summary": "third"})
    part = anna.send()
    report = bruno.take(part)
    assert report.missing == {} and bruno.values(id)["title"] == "Drill 2"
    assert "withheld" not in bruno.dump()[0]
