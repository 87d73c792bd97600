"""Changes from a time without proofs: they come from their own desk, by a right or by a yes, and one day no more."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.packages import rejected_changes_sentences
from desktop.exchange.partners import find_partner, let_bring_old
from desktop.exchange.partners.standing import confirm
from desktop.exchange.pending_requests import accept_all_old, let_in_only_proven, read_requests
from desktop.exchange.signed_packages import export_signed_package
from tests.exchange.packages.build_packages import RECORD, change
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory, Prover

ONE, TWO = (str(uuid.UUID(int=number, version=4)) for number in (5, 6))


def others() -> list[dict[str, object]]:
    """What two desks that nobody here knows wrote before there were proofs."""
    return [
        change(1, replica=replica, record=str(uuid.UUID(int=number, version=4)), values={"title": f"of {number}"})
        for number, replica in ((15, ONE), (16, TWO))
    ]


@pytest.mark.parametrize("proofs", [False, True], ids=["format 2", "format 3"])
def test_of_desks_that_are_not_known_they_wait_for_one_yes(desk: MakeDesk, tmp_path: Path, *, proofs: bool) -> None:
    bruno = desk("Bruno")
    sender = Prover(tmp_path) if proofs else Mallory(tmp_path)
    package = sender.send(sender.change(record=RECORD, values={"title": "her own"}), *others())
    report = bruno.take(package)
    assert (report.new, report.kept_out, report.refused) == (1, {"author": 2}, {})
    assert bruno.values(RECORD)["title"] == "her own" and report.missing == {}
    found = read_requests(bruno.workspace)
    assert found.count == 2 and {each.replica for each in found.kept_out} == {ONE, TWO}
    assert accept_all_old(bruno.workspace, found).new == 2
    assert len(bruno.dump()) == 3 and read_requests(bruno.workspace).count == 0 and bruno.sound()
    assert [entry.proven for entry in bruno.journal.history(RECORD)] == [proofs]
    with pytest.raises(UserFacingError, match="No change without a proof waits"):
        accept_all_old(bruno.workspace, read_requests(bruno.workspace))
    assert bruno.take(package).known == 3, "once they are here nobody asks again"


def test_a_partner_who_may_brings_them(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, sender = desk("Bruno"), Mallory(tmp_path)
    bruno.take(sender.send(sender.change(record=RECORD)))
    partner = find_partner(bruno.workspace, "Mallory")
    confirm(bruno.workspace, partner)
    let_bring_old(bruno.workspace, partner, True)
    assert bruno.take(sender.send(*others())).new == 2
    confirm(bruno.workspace, partner, False)
    more = [{**each, "seq": 2} for each in others()]
    assert bruno.take(sender.send(*more)).kept_out == {"author": 2}, "no right without the comparing of codes"


def test_the_switch_ends_it(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, sender = desk("Anna"), desk("Bruno"), Mallory(tmp_path)
    bruno.take(sender.send(sender.change(record=RECORD, values={"title": "before"}), *others()))
    let_in_only_proven(bruno.workspace, True)
    report = bruno.take(sender.send(sender.change(record=RECORD, values={"summary": "after"}), *others()))
    assert (report.new, report.refused) == (0, {"old": 3})
    assert bruno.values(RECORD) == {"title": "before"}, "what is here stays"
    with pytest.raises(UserFacingError, match="only-proven no"):
        accept_all_old(bruno.workspace, read_requests(bruno.workspace))
    anna.journal.create("activity", {"title": "proven"})
    assert bruno.take(anna.send()).new == 1
    let_in_only_proven(bruno.workspace, False)
    assert accept_all_old(bruno.workspace, read_requests(bruno.workspace)).new == 2 and bruno.sound()


@pytest.mark.parametrize("marked", [False, True])
def test_an_old_reference_to_a_proven_change_displaces_nothing(desk: MakeDesk, tmp_path: Path, *, marked: bool) -> None:
    """Attack 9. With a mark it comes in a package of format 3, which carries old changes too."""
    anna, bruno, sender = desk("Anna"), desk("Bruno"), (Prover if marked else Mallory)(tmp_path)
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    with bruno.workspace.reading() as conn:
        mark = bytes(conn.exec_driver_sql("SELECT digest FROM proof").scalar_one())[:8].hex()
    seen = [anna.journal.replica, 1, *([mark] if marked else [])]
    old = change(1, replica=ONE, record=id, values={"title": "displaced"}, replaces={"title": [seen]}, stamp=[1, 0])
    bruno.take(sender.send(sender.change(record=RECORD), old))
    accept_all_old(bruno.workspace, read_requests(bruno.workspace))
    assert bruno.values(id)["title"] == "Drill"
    (conflict,) = bruno.workspace.records("activity", [id])[0].conflicts
    assert set(conflict.choices) == {"Drill", "displaced"} and bruno.sound()


def test_a_proven_change_in_an_old_package_is_left_out_and_nothing_learned_of_it(
    desk: MakeDesk, tmp_path: Path
) -> None:
    """Attack 9: downgraded."""
    anna, bruno, sender = desk("Anna"), desk("Bruno"), Mallory(tmp_path)
    anna.journal.create("activity", {"title": "Drill"})
    forged = change(1, replica=anna.journal.replica, record=RECORD, values={"title": "forged"})
    report = bruno.take(sender.send(sender.change(record=RECORD, values={"summary": "hers"}), forged))
    assert (report.new, report.refused) == (1, {"unproven": 1})
    assert bruno.values(RECORD) == {"summary": "hers"}
    assert bruno.take(anna.send()).new == 1 and bruno.sound()


def titled(title: str, **other: Any) -> dict[str, object]:
    return change(1, replica=ONE, record=RECORD, values={"title": title}, **other)


def choices(desk: Desk) -> set[Any]:
    record = desk.workspace.record(RECORD)
    assert record is not None
    return {choice for each in record.conflicts for choice in each.choices} or {record.values.get("title")}


def test_one_that_differs_is_kept_beside_the_other_and_named_on_every_desk(desk: MakeDesk, tmp_path: Path) -> None:
    """Attack 5 of the attackers: a forgery that came first shuts nobody out, and is not dropped in silence."""
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    first, second = Mallory(tmp_path, "First"), Mallory(tmp_path, "Second")
    later = first.change(record=RECORD, values={"summary": "hers"})
    for each, order in ((anna, (first, second)), (bruno, (second, first))):
        for sender in order:
            words = "real" if sender is first else "forged"
            changes = [titled(words), *([later] if sender is first else [])]
            report = each.take(sender.send(*changes), accept_new=True)
            assert report.kept_out == {"author": 1} and report.refused == {}
            accept_all_old(each.workspace, read_requests(each.workspace))
        assert choices(each) == {"real", "forged"} and each.sound()
        (fork,) = read_requests(each.workspace).forks
        assert fork.numbers == (1,) and "from a time without proofs" in fork.sentence
    assert anna.dump() == bruno.dump(), "whichever came first"
    for each in (anna, bruno):
        assert each.take(first.send(titled("real"), later)).new == 0, "nobody asks again"
    carla.take(anna.send())
    accept_all_old(carla.workspace, read_requests(carla.workspace))
    assert carla.dump() == anna.dump() and carla.sound()
    # Who decides takes the place of both, also where only one of them has come.
    anna.journal.edit(RECORD, {"title": "decided"})
    package = anna.send()
    for each in (bruno, carla):
        each.take(package)
        assert choices(each) == {"decided"} and each.dump() == anna.dump() and each.sound()
    dora = desk("Dora")
    dora.take(second.send(titled("forged")))
    accept_all_old(dora.workspace, read_requests(dora.workspace))
    dora.take(package)
    accept_all_old(dora.workspace, read_requests(dora.workspace))
    assert choices(dora) == {"decided"} and dora.dump() == anna.dump() and dora.sound()
    assert dora.take(anna.send()).known > 0 and dora.dump() == anna.dump()


def test_a_desk_says_something_else_than_another_had_said_for_it(desk: MakeDesk, tmp_path: Path) -> None:
    """What comes from the desk itself comes in without a question, beside the forgery; the report names it."""
    bruno, real = desk("Bruno"), Mallory(tmp_path, "Real")
    forger = Mallory(tmp_path, "Forger")
    mine = real.change(record=RECORD, values={"title": "real"})
    bruno.take(forger.send({**mine, "values": {"title": "forged"}}))
    accept_all_old(bruno.workspace, read_requests(bruno.workspace))
    package = real.send(mine)
    report = bruno.take(package, accept_new=True)
    assert (report.second_versions, report.kept_out, report.refused) == (1, {}, {})
    assert "both are kept" in " ".join(rejected_changes_sentences(report, "Real"))
    assert choices(bruno) == {"real", "forged"} and bruno.sound()
    # Erasing names no version: each of them goes, here and where it comes.
    with bruno.workspace.reading() as conn:
        rows = conn.exec_driver_sql("SELECT replica_no, seq FROM change WHERE record_id = ?", (RECORD,)).fetchall()
    bruno.journal.erase([], {(rows[0][0], rows[0][1]): ["title"]})
    bruno.workspace.finish_erasing()
    assert bruno.values(RECORD).get("title") is None and bruno.sound()
    assert bruno.take(package).new == 0 and bruno.values(RECORD).get("title") is None and bruno.sound()


def test_in_a_format_without_proofs_a_number_has_one_version(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    for name in ("First", "Second"):
        sender = Mallory(tmp_path, name)
        anna.take(sender.send(titled(name)), accept_new=True)
        accept_all_old(anna.workspace, read_requests(anna.workspace))
    assert len(choices(anna)) == 2
    path = export_signed_package(anna.workspace, tmp_path / "two.fdz", earlier=True).path
    bruno.take(path, accept_new=True)
    accept_all_old(bruno.workspace, read_requests(bruno.workspace))
    assert len(choices(bruno)) == 1 and bruno.sound()
