"""The first package of a desk that nobody here knows waits until a person accepts that desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.consolidation import consolidate
from desktop.exchange.identity import fingerprint, own_public_key
from desktop.exchange.partners import NewDeskError, delete_partner, find_partner
from desktop.exchange.partners.new_desks import accept_new_desk, find_new_desk, read_new_desks
from desktop.exchange.partners.partner_details import read_relayed_writers
from desktop.exchange.pending_requests import read_requests
from desktop.exchange.signed_packages import import_package_file
from desktop.workspace import list_backups
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory, Prover

pytestmark = pytest.mark.new_desks_wait
SECRET = "Zqxaveria"


def files_of(desk: Desk) -> list[bytes]:
    return [each.path.read_bytes() for each in list_backups(desk.workspace.path, home=desk.workspace.home)]


def test_a_strangers_erasure_waits_and_is_a_request_once_they_are_accepted(desk: MakeDesk, tmp_path: Path) -> None:
    anna, mallory = desk("Anna"), Mallory(tmp_path)
    person = anna.journal.create("person", {"name": SECRET})
    anna.workspace.back_up("asked")
    package = mallory.send(mallory.erasure(**{f"records/{person}": True}))
    before, backups = anna.dump(), files_of(anna)
    with pytest.raises(NewDeskError, match="unknown desk that calls itself “Mallory”") as refused:
        anna.take(package)
    code = fingerprint(mallory.key.public_key().public_bytes_raw())
    assert code in str(refused.value) and "--accept-new" in str(refused.value)
    assert refused.value.verdict.fingerprint == code
    assert anna.dump() == before and files_of(anna) == backups and anna.partners() == []
    with anna.workspace.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM erasure_decision").scalar_one() == 0
    report = anna.take(package, accept_new=True)
    assert (report.erased, report.requests) == (0, 1) and anna.values(person)["name"] == SECRET
    (request,) = read_requests(anna.workspace).erasures
    assert request.author == "Mallory" and anna.sound()


def test_a_look_at_a_package_names_its_desk_and_accepts_nobody(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    bruno.journal.create("activity", {"title": "Drill"})
    package = bruno.send()
    found = import_package_file(anna.workspace, package, dry_run=True)
    assert found.verdict.needs_acceptance and found.report.records_new == {"activity": 1}
    assert anna.partners() == [] and anna.dump() == []
    with pytest.raises(NewDeskError):
        anna.take(package)
    anna.take(package, accept_new=True)
    bruno.journal.create("activity", {"title": "Second"})
    assert anna.take(bruno.send()).new == 1, "accepted once, for all that follows"
    delete_partner(anna.workspace, find_partner(anna.workspace, "Bruno"))
    with pytest.raises(NewDeskError):
        anna.take(bruno.send())


def test_consolidation_leaves_new_desks_waiting_until_they_are_accepted(desk: MakeDesk, tmp_path: Path) -> None:
    office, anna, bruno = desk("Office"), desk("Anna"), desk("Bruno")
    folder = tmp_path / "sent"
    folder.mkdir()
    for each in (anna, bruno):
        each.journal.create("activity", {"title": f"of {each.name}"})
        each.send().rename(folder / f"{each.name}.fdz")
    office.take(folder / "Anna.fdz", accept_new=True)
    foreseen = consolidate(office.workspace, [folder], dry_run=True).report
    assert foreseen.counts["waiting"] == 1 and _new_desks(office) == []
    report = consolidate(office.workspace, [folder]).report
    assert (report.counts["waiting"], report.counts["refused"]) == (1, 0)
    (waiting,) = report.new_desks
    assert (waiting.name, waiting.file) == ("Bruno", "Bruno.fdz") and waiting.fingerprint in str(report.files)
    assert [each.name for each in office.partners()] == ["Anna"] and _new_desks(office) == ["Bruno"]
    partner = accept_new_desk(office.workspace, find_new_desk(office.workspace, waiting.fingerprint[:8]))
    assert partner.name == "Bruno" and partner.key == waiting.key and _new_desks(office) == []
    report = consolidate(office.workspace, [folder]).report
    assert report.counts["waiting"] == 0 and report.counts["taken"] == 1 and report.new_desks == []
    assert sorted(line for line in office.dump() if "of Bruno" in line) and office.sound()


def _new_desks(office: Desk) -> list[str]:
    with office.workspace.reading() as conn:
        return [each.name for each in read_new_desks(conn)]


def test_consolidation_accepts_all_where_a_person_says_so(desk: MakeDesk, tmp_path: Path) -> None:
    office, folder = desk("Office"), tmp_path / "sent"
    folder.mkdir()
    for each in (desk("Anna"), desk("Bruno")):
        each.send().rename(folder / f"{each.name}.fdz")
    assert consolidate(office.workspace, [folder]).report.counts["waiting"] == 2
    assert consolidate(office.workspace, [folder], accept_new=True).report.counts["waiting"] == 0
    assert [each.name for each in office.partners()] == ["Anna", "Bruno"] and _new_desks(office) == []


def test_new_desks_of_one_name_are_told_apart_by_their_codes(desk: MakeDesk, tmp_path: Path) -> None:
    office, folder = desk("Office"), tmp_path / "sent"
    folder.mkdir()
    for number, each in enumerate((Prover(tmp_path, "One"), Prover(tmp_path, "Two"))):
        each.name = "Anna"
        each.send(each.change(record=RECORD, values={"title": str(number)})).rename(folder / f"{number}.fdz")
    consolidate(office.workspace, [folder])
    with pytest.raises(UserFacingError, match="Several new desks call themselves “anna”"):
        find_new_desk(office.workspace, "anna")
    with pytest.raises(
        UserFacingError, match=r"No new desk “Bruno” waits\. Nothing was changed\. Available: Anna, Anna"
    ):
        find_new_desk(office.workspace, "Bruno")
    with office.workspace.reading() as conn:
        one, other = read_new_desks(conn)
    assert find_new_desk(office.workspace, other.fingerprint) == other
    accept_new_desk(office.workspace, one)
    assert accept_new_desk(office.workspace, other).name == "Anna (2)"


def test_who_is_known_through_others_only_is_counted_and_not_asked_for(desk: MakeDesk) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    for each in (anna, bruno):
        each.journal.create("activity", {"title": f"of {each.name}"})
    bruno.take(anna.send(), accept_new=True)
    found = import_package_file(carla.workspace, bruno.send(), dry_run=True)
    assert found.new_writers == 1
    found = import_package_file(carla.workspace, bruno.send(), accept_new=True)
    assert (found.new_writers, found.report.new) == (1, 2) and [each.name for each in carla.partners()] == ["Bruno"]
    assert _known_through_others(carla) == [("Anna", "Bruno")]
    bruno.journal.create("activity", {"title": "more"})
    assert import_package_file(carla.workspace, bruno.send()).new_writers == 0
    with pytest.raises(NewDeskError):
        carla.take(anna.send())
    carla.take(anna.send(), accept_new=True)
    assert _known_through_others(carla) == []


def _known_through_others(desk: Desk) -> list[tuple[str, str]]:
    with desk.workspace.reading() as conn:
        return [(each.name, each.sender) for each in read_relayed_writers(conn, own_public_key(desk.workspace))]
