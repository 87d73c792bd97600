"""Nobody speaks for another: what one file of a stranger could do to a desk, and does no more."""

from __future__ import annotations

import base64
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.packages import manifest_of
from desktop.exchange.partners import find_partner, let_bring_old, let_erase
from desktop.exchange.partners.standing import BLOCK, FREEZE, NONE, confirm, set_state
from desktop.exchange.pending_requests import accept_all_old, accept_author, answer_erasures, read_requests
from desktop.exchange.signed_packages import export_signed_package
from desktop.workspace import list_backups
from desktop.workspace.changes.proof_log import keys_of_replicas
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.storage.connections import connect
from tests.exchange.packages.build_packages import RECORD, canonical, content_of, zipped
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory, Prover, clone_of, listed

SECRET = "Zqxaveria"


@pytest.fixture
def mallory(tmp_path: Path) -> Mallory:
    return Mallory(tmp_path)


def keys_of(desk: Desk) -> tuple[bytes, bytes]:
    with desk.workspace.reading() as conn:
        return keys_of_replicas(conn)[desk.journal.replica]


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
    with pytest.raises(UserFacingError, match="permanently erased"):
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
    confirm(bruno.workspace, find_partner(bruno.workspace, "Anna"))
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
    assert carla.take(bruno.send()).kept_out == {"erased": 1}
    assert carla.values(id)["summary"] == "old", "what Bruno erased is not gone for who did not agree"
    assert carla.take(anna.send()).new == 1
    assert carla.values(id)["summary"] == "new" and read_requests(carla.workspace).kept_out == () and carla.sound()
    (request,) = read_requests(carla.workspace).erasures
    answer_erasures(carla.workspace, [request.no], grant=True)
    assert "new" not in str(carla.values(id)) and carla.dump() == bruno.dump() and carla.sound()


def test_a_value_that_a_relay_takes_out_without_a_word_is_left_out(desk: MakeDesk, tmp_path: Path) -> None:
    anna, carla = desk("Anna"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill", "summary": "old"})
    anna.journal.erase((), {(_number(anna, anna), 1): ["summary"]})
    whole = anna.send()
    content = content_of(whole)
    manifest = json.loads(content.pop("manifest.json"))
    content.pop("manifest.sig")
    lines = content["changes.jsonl"].splitlines(keepends=True)
    lines = [line for line in lines if b'"erasure"' not in line]
    content["changes.jsonl"], content["proofs.bin"] = b"".join(lines), content["proofs.bin"][: 80 * len(lines)]
    content.pop("texts.jsonl", None)
    manifest["brings"] = manifest["holds"] = {anna.journal.replica: [[1, 1]]}
    manifest["counts"]["changes"] = 1
    manifest["files"] = {name: listed(data) for name, data in content.items()}
    content["manifest.json"] = canonical(manifest)
    report = carla.take(zipped(tmp_path / "relayed.fdz", content), unsigned=True)
    assert (report.new, report.refused) == (0, {"gone": 1})
    assert carla.take(whole).new == 2 and carla.values(id) == {"title": "Drill"} and carla.sound()


def _number(desk: Desk, other: Desk) -> int:
    with desk.workspace.reading() as conn:
        asked = "SELECT no FROM replica WHERE id = ?"
        return int(conn.exec_driver_sql(asked, (other.journal.replica,)).scalar_one())


# Writing as another ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["before proofs", "own key", "her key", "her key in the wrong place", "no key"])
def test_a_change_in_anothers_name_is_left_out_and_shuts_nobody_out(desk: MakeDesk, tmp_path: Path, how: str) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    keys = keys_of(anna)
    mallory = Mallory(tmp_path) if how == "before proofs" else Prover(tmp_path)
    said: dict[str, Any] = {"replica": anna.journal.replica, "seq": anna.next_seq(), "group": [2, "edit", ""]}
    forged = mallory.change(record=id, values={"title": "forged"}, **said)
    options: dict[str, Any] = {}
    if isinstance(mallory, Prover):
        own = {anna.journal.replica: (mallory.public, mallory.nonce)}
        options["keys"] = {
            "own key": own, "her key": {anna.journal.replica: keys}, "no key": {},
            "her key in the wrong place": {anna.journal.replica: (keys[0], bytes(16))},
        }[how]  # fmt: skip
    package = mallory.send(forged, mallory.change(record=RECORD, values={"title": "hello"}), **options)
    report = bruno.take(package)
    assert (report.new, report.refused) == (1, {"unproven": 1}) and bruno.values(id)["title"] == "Drill"
    carla.take(bruno.send())
    if how == "before proofs":  # what Mallory says of herself too cannot be proven by others
        accept_all_old(carla.workspace, read_requests(carla.workspace))
    anna.journal.edit(id, {"title": "Anna's"})
    for each in (bruno, carla):
        assert each.take(anna.send()).refused == {} and each.values(id)["title"] == "Anna's"
        assert each.take(package).new == 0
        assert each.values(id)["title"] == "Anna's" and each.sound()
    assert bruno.dump() == carla.dump()


@pytest.mark.parametrize("marks", ["none", "guessed", "of another"])
def test_what_replaces_numbers_not_written_yet_displaces_nothing(desk: MakeDesk, tmp_path: Path, marks: str) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill", "summary": "first"})
    bruno.take(anna.send())
    mallory = Prover(tmp_path)
    with bruno.workspace.reading() as conn:
        known = next(each.proof.mark for each in read_shared(conn) if each.proof)
    mark = {"none": [], "guessed": ["0" * 16], "of another": [known]}[marks]
    future = [[anna.journal.replica, number, *mark] for number in range(2, 52)]
    edit = mallory.change(record=id, values={"summary": "theirs"}, replaces={"summary": future})
    delete = mallory.change(record=id, values={"deleted": True}, replaces={"deleted": future, "title": future})
    package = mallory.send(edit, delete)
    for each in (anna, bruno):
        assert each.take(package).new == (0 if marks == "none" else 2)  # what names nothing is no proven change
    anna.journal.edit(id, {"summary": "Anna's", "title": "Drill 2"})
    bruno.take(anna.send())
    for each in (anna, bruno):
        assert each.values(id)["title"] == "Drill 2" and each.sound()
        found = each.workspace.record(id)
        assert found is not None and found.listed
        assert "Anna's" in {value for one in found.conflicts for value in one.choices} | {found.values["summary"]}
    assert anna.dump() == bruno.dump()


def test_two_versions_of_one_number_are_both_there_and_shut_nobody_out(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill"})
    for each in (bruno, carla):
        each.take(anna.send())
    mallory = Prover(tmp_path)
    one = mallory.change(record=id, values={"summary": "to Bruno"})
    other = {**one, "values": {"summary": "to Carla"}}
    for each, version in ((bruno, one), (carla, other)):
        assert each.take(mallory.send(version)).new == 1
        each.journal.edit(id, {"summary": f"{version['values']['summary']}, seen", "lessons": each.name})
    for _round in range(2):
        bruno.take(carla.send())
        carla.take(bruno.send())
    assert bruno.dump() == carla.dump() and bruno.sound() and carla.sound()
    with bruno.workspace.reading() as conn:
        versions = {str(each.values) for each in read_shared(conn) if each.replica == mallory.replica}
    assert len(versions) == 2, "one of them was lost"
    found = bruno.workspace.record(id)
    assert found is not None
    assert [sorted(map(str, each.choices)) for each in found.conflicts if each.field == "summary"] == [
        ["to Bruno, seen", "to Carla, seen"]
    ]
    anna.take(bruno.send())
    assert anna.dump() == bruno.dump() and anna.sound()


def test_copies_of_one_computer_that_both_write_part_and_lose_nothing(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    clone = clone_of(anna, tmp_path / "image")
    try:
        anna.journal.edit(id, {"title": "of the first"})
        clone.journal.edit(id, {"title": "of the second"})
        before = anna.journal.replica
        for each in (anna, clone):
            bruno.take(each.send())
        assert anna.take(clone.send()).cloned and clone.take(anna.send()).cloned
        assert (
            before not in (anna.journal.replica, clone.journal.replica)
            and anna.journal.replica != clone.journal.replica
        )
        anna.journal.edit(id, {"lessons": "first"})
        clone.journal.edit(id, {"summary": "second"})
        for one, other in ((anna, clone), (clone, anna), (bruno, anna), (bruno, clone)):
            one.take(other.send())
        assert anna.dump() == clone.dump() == bruno.dump() and anna.sound() and clone.sound() and bruno.sound()
        found = bruno.workspace.record(id)
        assert found is not None
        assert {each.field: set(each.choices) for each in found.conflicts} == {
            "title": {"of the first", "of the second"}
        }
        clone.close()
        clone.open()
    finally:
        clone.close()


def test_a_flood_of_bad_signatures_ends_early(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    changes = [mallory.change(record=RECORD, values={"title": str(number)}) for number in range(400)]
    bad = {place: bytes(80) for place in range(50, 400)}
    report = bruno.take(mallory.send(*changes, signatures=bad))
    assert report.new == 50 and report.refused == {"unproven": 100} and bruno.sound()


@pytest.mark.parametrize("how", ["small order", "not canonical", "another's replica", "algorithm 5", "a list"])
def test_keys_and_algorithms_that_prove_nothing(desk: MakeDesk, tmp_path: Path, how: str) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    anna = desk("Anna")
    anna.journal.create("activity", {"title": "Drill"})
    if how == "another's replica":
        mallory.replica = anna.journal.replica
    package = mallory.send(mallory.change(record=RECORD), keys={anna.journal.replica: keys_of(anna)})
    content = content_of(package)
    entry = json.loads(content["manifest.sig"])
    if how == "small order":
        entry["public_key"] = base64.b64encode(bytes([1]) + bytes(31)).decode()
        entry["signature"] = base64.b64encode(bytes([1]) + bytes(63)).decode()
    elif how == "not canonical":
        entry["public_key"] = base64.b64encode(bytes([0xEE]) + bytes([0xFF] * 30) + bytes([0x7F])).decode()
    elif how != "another's replica":
        entry["algorithm"] = 5 if how == "algorithm 5" else ["Ed25519"]
    content["manifest.sig"] = canonical(entry)
    with pytest.raises(UserFacingError):
        bruno.take(zipped(tmp_path / "odd.fdz", content), unsigned=True, new_key=True)
    assert bruno.values(RECORD) == {}


def test_who_has_updated_sends_nothing_older(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill"})
    older = export_signed_package(anna.workspace, anna.folder / "older.fdz", earlier=True).path
    assert carla.take(older).refused == {"unproven": 1} and carla.values(id) == {}
    bruno.take(anna.send())
    with pytest.raises(UserFacingError, match="older format, though Anna has updated"):
        bruno.take(older)


# Before proofs -----------------------------------------------------------------------------------------------------------


def test_what_was_forged_before_its_desk_was_known_gives_way_to_the_desk_itself(
    desk: MakeDesk, mallory: Mallory, tmp_path: Path
) -> None:
    anna, bruno = Mallory(tmp_path, "Anna"), desk("Bruno")
    bruno.take(mallory.send(mallory.change(record=RECORD, replica=anna.replica, seq=1, values={"title": "forged"})))
    assert bruno.values(RECORD) == {}, "nobody here knows Anna yet"
    accept_all_old(bruno.workspace, read_requests(bruno.workspace))
    assert bruno.values(RECORD)["title"] == "forged"  # a person believed it
    report = bruno.take(anna.send(anna.change(record=RECORD, values={"title": "Drill"})))
    assert report.refused == {} and bruno.values(RECORD)["title"] == "Drill" and bruno.sound()


def test_a_partner_may_be_let_bring_what_is_others_but_never_what_is_ours(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, carla = Mallory(tmp_path, "Anna"), desk("Bruno"), desk("Carla")
    first = anna.change(record=RECORD, values={"title": "Drill"})
    for each in (bruno, carla):
        each.take(anna.send(first))

    def edit(number: int) -> None:
        seen = {"title": [[anna.replica, number - 1]]}
        bruno.take(anna.send(anna.change(record=RECORD, values={"title": f"Drill {number}"}, replaces=seen)))

    edit(2)
    assert carla.take(bruno.send()).kept_out == {"author": 1}
    accept_author(carla.workspace, read_requests(carla.workspace), "Anna")
    assert carla.values(RECORD)["title"] == "Drill 2"
    edit(3)
    confirm(carla.workspace, find_partner(carla.workspace, "Bruno"))
    let_bring_old(carla.workspace, find_partner(carla.workspace, "Bruno"), True)
    assert carla.take(bruno.send()).new == 1 and carla.values(RECORD)["title"] == "Drill 3"


def test_changes_in_the_name_of_the_receiver_are_refused_alone(desk: MakeDesk, mallory: Mallory) -> None:
    anna = desk("Anna")
    id = anna.journal.create("activity", {"title": "Drill"})
    forged = mallory.change(record=id, replica=anna.journal.replica, seq=7, values={"title": "forged"})
    report = anna.take(mallory.send(forged, mallory.change(record=RECORD, values={"title": "hello"})))
    assert (report.new, report.refused) == (1, {"unproven": 1}) and anna.values(id)["title"] == "Drill"


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


def test_what_comes_of_a_frozen_key_waits_whoever_brings_it_and_comes_in_once_it_is_allowed(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    id = anna.journal.create("activity", {"title": "Drill"})
    for each in (bruno, carla):
        each.take(anna.send())
    set_state(carla.workspace, find_partner(carla.workspace, "Anna"), FREEZE)
    anna.journal.edit(id, {"title": "after it was stolen"})
    bruno.take(anna.send())
    bruno.journal.edit(id, {"summary": "Bruno's"})
    assert carla.take(bruno.send()).kept_out == {"frozen": 1}
    assert carla.take(anna.send()).new == 0
    assert carla.values(id) == {"title": "Drill", "summary": "Bruno's"} and carla.sound()
    set_state(carla.workspace, find_partner(carla.workspace, "Anna"), BLOCK)
    with pytest.raises(UserFacingError, match="Anna is blocked"):
        carla.take(anna.send())
    set_state(carla.workspace, find_partner(carla.workspace, "Anna"), NONE)
    assert carla.values(id)["title"] == "after it was stolen" and carla.dump() == bruno.dump() and carla.sound()


def test_a_difference_under_the_same_numbers_heals_with_the_next_package(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, carla, mallory = desk("Bruno"), desk("Carla"), Prover(tmp_path)
    id = bruno.journal.create("activity", {"title": "Drill"})
    one = mallory.change(record=id, values={"summary": "to Bruno"})
    bruno.take(mallory.send(one))
    carla.take(mallory.send({**one, "values": {"summary": "to Carla"}}))
    carla.take(bruno.send("Carla"))
    bruno.take(carla.send("Bruno"))  # each believes the other to hold what has this number
    carla.take(bruno.send("Carla"))
    assert bruno.dump() == carla.dump()
    found = carla.workspace.record(id)
    assert found is not None
    assert {value for each in found.conflicts for value in each.choices} == {"to Bruno", "to Carla"}
    assert manifest_of(bruno.send("Carla")).changes == 0, "once alike, nothing is sent again"
