"""A copied workspace is named, with whom to ask, on the desk that was copied and on those that hear of it."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange.forks import Fork, read_forks
from desktop.exchange.identity import own_public_key
from desktop.exchange.partners import find_partner
from tests.exchange.trust.attackers import Desk, MakeDesk, clone_of


def _forks(desk: Desk) -> list[Fork]:
    with desk.workspace.reading() as conn:
        return read_forks(conn, own_public_key(desk.workspace) or b"")


def test_both_desks_and_a_third_say_whom_to_ask(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    assert _forks(anna) == _forks(bruno) == []
    clone = clone_of(anna, tmp_path / "image")
    try:
        anna.journal.edit(id, {"title": "of the first"})
        clone.journal.edit(id, {"title": "of the second"})
        for each in (anna, clone):
            bruno.take(each.send())
        anna.take(clone.send())
    finally:
        clone.close()
    bruno.journal.create("activity", {"title": "Bells"})
    carla.take(bruno.send())

    (own,) = _forks(anna)
    assert own.own and own.numbers == (2,) and own.partner == 0
    assert own.sentence.startswith("This computer’s workspace was copied") and "change no. 2 was" in own.sentence
    (theirs,) = _forks(bruno)
    assert (theirs.own, theirs.name, theirs.partner) == (False, "Anna", find_partner(bruno.workspace, "Anna").no)
    assert theirs.sentence.startswith("Two versions of change no. 2 of Anna are here")
    assert [(each.type, each.id) for each in theirs.records] == [("activity", id)]
    assert theirs.records[0].title in ("of the first", "of the second")
    (heard,) = _forks(carla)
    assert (heard.name, heard.partner, heard.own) == ("Anna", 0, False)
