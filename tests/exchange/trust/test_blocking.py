"""A blocked key: what is here of it goes as if it had never come, what others wrote shows again, and all of it comes back."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.errors import Cancelled
from desktop.exchange.packages import manifest_of
from desktop.exchange.partners import find_partner
from desktop.exchange.partners.partner_details import read_relayed_writers
from desktop.exchange.partners.standing import BLOCK, FREEZE, NONE, read_standings, set_state
from desktop.exchange.pending_requests import answer_erasures, read_requests
from desktop.workspace import list_backups, restore
from desktop.workspace.changes.have_sets import read_have_set
from desktop.workspace.editing.undo import UndoReport
from desktop.workspace.merge.merging import read_merges
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.proofs_by_hand import replica_of
from tests.exchange.trust.attackers import Desk, MakeDesk, Prover
from tests.workspace.test_erasing import left_in


def say(desk: Desk, name: str, state: str, **more: Any) -> None:
    set_state(desk.workspace, find_partner(desk.workspace, name), state, **more)


def held(desk: Desk) -> dict[str, Any]:
    with desk.workspace.reading() as conn:
        return dict(read_have_set(conn))


def test_what_a_blocked_desk_wrote_goes_and_what_it_displaced_shows_again(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), desk("Mallory")
    id = anna.journal.create("activity", {"title": "Drill", "summary": "Anna's"})
    mallory.take(anna.send())
    bruno.take(anna.send())
    before, had = bruno.dump(), held(bruno)
    mallory.journal.edit(id, {"summary": "junk"})
    junk = mallory.journal.create("activity", {"title": "Junk"})
    mallory.journal.delete([id])
    bruno.take(mallory.send())
    assert bruno.workspace.record(id).binned and bruno.values(junk) == {"title": "Junk"}  # type: ignore[union-attr]
    say(bruno, "Mallory", BLOCK)
    assert bruno.dump() == before and held(bruno) == had and bruno.sound()
    assert bruno.workspace.record(junk) is None and bruno.values(id)["summary"] == "Anna's"
    with bruno.workspace.reading() as conn:
        assert [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity")] == [id]
        assert conn.exec_driver_sql("SELECT count(*) FROM activity_fts WHERE activity_fts MATCH 'junk'").scalar() == 0
    assert manifest_of(bruno.send()).brings.keys() == {anna.journal.replica}, "and it is not passed on"
    assert not read_requests(bruno.workspace).count
    say(bruno, "Mallory", NONE)
    assert bruno.dump() == mallory.dump() and bruno.sound()


def test_what_others_bring_of_a_blocked_desk_waits_too(desk: MakeDesk) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), desk("Mallory")
    id = mallory.journal.create("activity", {"title": "one"})
    for each in (bruno, carla):
        each.take(mallory.send())
    say(bruno, "Mallory", BLOCK)
    mallory.journal.edit(id, {"title": "two"})
    carla.take(mallory.send())
    own = carla.journal.create("activity", {"title": "Carla's"})
    report = bruno.take(carla.send())
    assert (report.new, report.kept_out, report.missing) == (1, {"frozen": 2}, {})
    assert bruno.workspace.record(id) is None and bruno.values(own) == {"title": "Carla's"} and bruno.sound()
    say(bruno, "Mallory", NONE)
    assert bruno.dump() == carla.dump() and bruno.sound()


def test_from_blocked_to_frozen_what_was_here_comes_back_and_later_changes_wait(desk: MakeDesk) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), desk("Mallory")
    id = mallory.journal.create("activity", {"title": "one"})
    for each in (bruno, carla):
        each.take(mallory.send())
    say(bruno, "Mallory", BLOCK)
    mallory.journal.edit(id, {"title": "two"})
    carla.take(mallory.send())
    bruno.take(carla.send())
    say(bruno, "Mallory", FREEZE)
    assert bruno.values(id) == {"title": "one"} and bruno.sound()
    mallory.journal.edit(id, {"title": "three"})
    assert bruno.take(mallory.send()).kept_out == {"frozen": 2}
    say(bruno, "Mallory", NONE)
    assert bruno.values(id) == {"title": "three"} and bruno.dump() == mallory.dump() and bruno.sound()


def test_a_replica_that_was_first_met_while_its_key_was_frozen_comes_in_too(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    bruno.take(mallory.send(mallory.change(record=RECORD, values={"title": "one"})))
    say(bruno, "Mallory", FREEZE)
    mallory.nonce, mallory._seq = bytes([99] * 16), 0
    mallory.replica = replica_of(mallory.public, mallory.nonce)
    carla.take(mallory.send(mallory.change(record=RECORD, values={"summary": "of another file"})))
    assert bruno.take(carla.send()).kept_out == {"frozen": 1}
    say(bruno, "Mallory", NONE)
    assert bruno.values(RECORD) == {"title": "one", "summary": "of another file"} and bruno.sound()


def test_own_work_on_top_of_a_blocked_desks_stays_and_keeps_its_proof(desk: MakeDesk) -> None:
    anna, bruno, carla, mallory = desk("Anna"), desk("Bruno"), desk("Carla"), desk("Mallory")
    id = anna.journal.create("activity", {"title": "Drill", "summary": "Anna's"})
    mallory.take(anna.send())
    mallory.journal.edit(id, {"summary": "junk"})
    bruno.take(mallory.send())
    bruno.journal.edit(id, {"summary": "Bruno's"})
    say(bruno, "Mallory", BLOCK)
    found = bruno.workspace.record(id)
    assert found is not None and [sorted(map(str, each.choices)) for each in found.conflicts] == [["Anna's", "Bruno's"]]
    report = carla.take(bruno.send())
    assert report.refused == {} and carla.dump() == bruno.dump(), "his change names hers by its mark, as it was signed"
    carla.take(mallory.send())
    say(bruno, "Mallory", NONE)
    assert bruno.dump() == carla.dump() and bruno.values(id)["summary"] == "Bruno's" and bruno.sound()


def test_numbers_of_changes_that_went_do_not_come_again(desk: MakeDesk) -> None:
    """Or an own edit would stand within what a package had brought, and be taken back with it."""
    bruno, mallory = desk("Bruno"), desk("Mallory")
    mallory.journal.create("activity", {"title": "Junk"})
    bruno.take(mallory.send())
    with bruno.workspace.reading() as conn:
        (arrival,) = read_merges(conn)
    say(bruno, "Mallory", BLOCK)
    id = bruno.journal.create("activity", {"title": "Bruno's"})
    done: UndoReport = bruno.journal.undo_group(arrival.group)
    assert done.records == 0 and bruno.values(id) == {"title": "Bruno's"} and bruno.sound()


def test_two_versions_of_a_number_go_and_come_back(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    id = bruno.journal.create("activity", {"title": "Drill"})
    one = mallory.change(record=id, values={"summary": "to Bruno"})
    packages = [mallory.send(one), mallory.send({**one, "values": {"summary": "to Carla"}})]
    for package in packages:
        bruno.take(package)
    before = bruno.dump()
    say(bruno, "Mallory", BLOCK)
    assert bruno.values(id) == {"title": "Drill"} and bruno.sound()
    say(bruno, "Mallory", NONE)
    assert bruno.dump() == before and bruno.sound()
    carla.take(bruno.send())
    assert carla.dump() == before


def test_requests_of_a_blocked_desk_go_and_what_was_granted_stays_erased(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    ids = [bruno.journal.create("activity", {"title": f"Drill {number}", "summary": "text"}) for number in range(2)]
    asked = [mallory.erasure(**{f"records/{id}": True}) for id in ids]
    bruno.take(mallory.send(mallory.change(record=RECORD, values={"title": "hello"}), *asked))
    first, _second = sorted(read_requests(bruno.workspace).erasures, key=lambda each: each.records[0].id != ids[0])
    answer_erasures(bruno.workspace, [first.no], grant=True)
    assert bruno.values(ids[0]) == {}
    say(bruno, "Mallory", BLOCK)
    assert read_requests(bruno.workspace).erasures == () and bruno.values(ids[0]) == {} and bruno.sound()
    assert bruno.values(ids[1])["summary"] == "text" and bruno.workspace.record(RECORD) is None
    say(bruno, "Mallory", NONE)
    assert len(read_requests(bruno.workspace).erasures) == 1 and bruno.values(RECORD) == {"title": "hello"}
    assert bruno.sound()


def test_who_is_known_through_a_blocked_desk_alone_can_be_blocked_with_it(desk: MakeDesk) -> None:
    bruno, mallory, writers = desk("Bruno"), desk("Mallory"), [desk("One"), desk("Two")]
    for each in writers:
        each.journal.create("activity", {"title": f"junk of {each.name}"})
        mallory.take(each.send())
    mallory.journal.create("activity", {"title": "junk"})
    bruno.journal.create("activity", {"title": "Bruno's"})
    before = bruno.dump()
    bruno.take(mallory.send())
    with bruno.workspace.reading() as conn:
        assert [each.name for each in read_relayed_writers(conn, b"")] == ["One", "Two"]
    say(bruno, "Mallory", BLOCK)
    assert len(bruno.dump()) == len(before) + 2, "others speak for themselves"
    say(bruno, "Mallory", NONE)
    say(bruno, "Mallory", BLOCK, with_relayed=True)
    assert bruno.dump() == before and bruno.sound()
    writers[0].journal.create("activity", {"title": "more junk"})
    assert bruno.take(mallory_relay(desk, mallory, writers[0])).new == 0
    say(bruno, "Mallory", NONE)
    assert len(bruno.dump()) == len(before) + 4 and bruno.sound()
    with bruno.workspace.reading() as conn:
        assert {each.state for each in read_standings(conn).values()} == {""}


def mallory_relay(desk: MakeDesk, mallory: Desk, writer: Desk) -> Path:
    """What somebody else brings of it, who has nothing to say."""
    carla = desk("Carla")
    carla.take(writer.send())
    return carla.send()


def test_cancelled_in_the_middle_all_is_as_it_was(desk: MakeDesk) -> None:
    bruno, mallory = desk("Bruno"), desk("Mallory")
    for number in range(3):
        mallory.journal.create("activity", {"title": f"Junk {number}"})
    bruno.take(mallory.send())
    before = bruno.dump()
    seen: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        if total == 6:  # else of the backup that is made before
            seen.append((done, total))
            if done > 4:
                raise Cancelled

    with pytest.raises(Cancelled):
        say(bruno, "Mallory", BLOCK, progress=cancel)
    assert bruno.dump() == before and bruno.sound() and seen[0] == (3, 6)
    with bruno.workspace.reading() as conn:
        assert read_standings(conn) == {}


@pytest.mark.parametrize("seed", range(6))
def test_a_desk_that_blocks_late_is_as_one_that_blocked_from_the_start(desk: MakeDesk, seed: int) -> None:
    """Random edits of all kinds by three honest desks and one that is blocked, which see each other now and then."""
    rng = Random(seed)
    early, late, anna, mallory = desk("Early"), desk("Late"), desk("Anna"), desk("Mallory")
    mallory.journal.create("person", {"name": "Mallory", "consent": "public"})
    for each in (early, late):
        each.take(mallory.send())
    say(early, "Mallory", BLOCK)
    ids: dict[str, list[str]] = {}
    for _step in range(60):
        who = rng.choice((late, anna, mallory, mallory))
        if rng.random() < 0.25:
            other = rng.choice([each for each in (late, anna, mallory) if each is not who])
            who.take(other.send())
            continue
        _edit(rng, who, ids)
    late.take(anna.send())
    late.take(mallory.send())
    whole = late.dump()
    assert late.sound()
    say(late, "Mallory", BLOCK)
    early.take(late.send())
    early.take(anna.send())
    assert early.dump() == late.dump() and early.sound() and late.sound()
    say(late, "Mallory", NONE)
    assert late.dump() == whole and late.sound()
    early.take(late.send())
    say(early, "Mallory", NONE)
    assert early.dump() == whole and early.sound()


def _edit(rng: Random, who: Desk, ids: dict[str, list[str]]) -> None:
    """Something of all that a person can do, on records that this desk has."""
    type = rng.choice(("activity", "organisation", "visit", "person"))
    here = [id for id in ids.get(type, ()) if who.workspace.record(id) is not None]
    title = {"activity": "title", "organisation": "name", "visit": "title", "person": "name"}[type]
    if not here or rng.random() < 0.3:
        values: dict[str, Any] = {title: f"{type} {rng.random():.3f} of {who.name}"}
        if type == "person":
            values["consent"] = "public"
        if type == "activity" and (known := [id for id in ids.get("organisation", ()) if who.workspace.record(id)]):
            values[f"organisations/lead:{rng.choice(known)}"] = True
        ids.setdefault(type, []).append(who.journal.create(type, values))
        return
    id = rng.choice(here)
    match rng.randrange(5):
        case 0:
            who.journal.delete([id])
        case 1:
            who.journal.restore([id])
        case 2 if len(here) > 1 and type == "organisation":
            who.journal.merge_into(id, rng.choice([other for other in here if other != id]))
        case _:
            who.journal.edit(id, {title: f"{rng.random():.3f} of {who.name}"})


def test_an_older_backup_brings_nothing_back_of_a_blocked_desk_nor_what_was_erased(desk: MakeDesk) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), desk("Mallory")
    id = bruno.journal.create("activity", {"title": "Drill"})
    mallory.take(bruno.send())
    mallory.journal.edit(id, {"summary": "Zqxaveria junk"})
    bruno.take(mallory.send())
    carla.journal.create("activity", {"title": "Carla's"})
    bruno.take(carla.send())
    backup = bruno.workspace.back_up("asked")
    say(bruno, "Carla", FREEZE)
    say(bruno, "Mallory", BLOCK)
    assert [each.reason for each in list_backups(bruno.workspace.path, home=bruno.home)].count("block") == 1
    mallory.journal.erase([], {(1, mallory.next_seq() - 1): ["summary"]})
    mallory.workspace.finish_erasing()
    before = bruno.dump()

    def restored() -> None:
        bruno.close()
        restore(bruno.folder / "Bruno.focal", backup, home=bruno.home)
        bruno.open()

    restored()
    assert bruno.dump() == before and bruno.sound() and bruno.values(id) == {"title": "Drill"}
    with bruno.workspace.reading() as conn:
        states = read_standings(conn)
    assert states[find_partner(bruno.workspace, "Mallory").key].state == BLOCK
    assert states[find_partner(bruno.workspace, "Carla").key].state == FREEZE
    # Allowed again it comes back, and stays so after the same backup.
    say(bruno, "Mallory", NONE)
    assert bruno.values(id)["summary"] == "Zqxaveria junk"
    restored()
    assert bruno.values(id)["summary"] == "Zqxaveria junk" and bruno.sound()
    # What is erased while it is blocked does not come back with a backup of before either.
    with bruno.workspace.reading() as conn:
        (row,) = conn.exec_driver_sql(
            "SELECT c.replica_no, c.seq FROM change c JOIN author a ON a.no = c.author_no WHERE a.name = 'Mallory'"
        ).fetchall()
    bruno.journal.erase([], {(row[0], row[1]): ["summary"]})
    say(bruno, "Mallory", BLOCK)
    bruno.workspace.finish_erasing()
    restored()
    assert bruno.values(id) == {"title": "Drill"} and bruno.sound()
    say(bruno, "Mallory", NONE)
    assert bruno.values(id).get("summary") is None and bruno.sound()
    bruno.close()
    assert left_in(bruno.folder, "Zqxaveria") == []
    bruno.open()
