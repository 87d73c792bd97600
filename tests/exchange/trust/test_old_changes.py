"""Changes from a time without proofs: they come from their own desk, by a right or by a yes, and one day no more."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.partners import find_partner, let_bring_old
from desktop.exchange.partners.standing import confirm
from desktop.exchange.requests import accept_all_old, let_in_only_proven, read_requests
from tests.exchange.packages.build_packages import RECORD, change
from tests.exchange.trust.attackers import MakeDesk, Mallory, Prover

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
