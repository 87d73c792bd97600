"""Where and when a partner was seen, and whom one knows through others alone."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange.identity import own_public_key
from desktop.exchange.packages import export_package
from desktop.exchange.partners import find_partner
from desktop.exchange.partners.partner_details import PartnerPackages, read_partner_packages, read_relayed_writers
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory


def _relayed(desk: Desk) -> list[tuple[str, str, int]]:
    with desk.workspace.reading() as conn:
        found = read_relayed_writers(conn, own_public_key(desk.workspace) or b"")
    return [(each.name, each.sender, each.through) for each in found]


def _packages(desk: Desk) -> PartnerPackages:
    with desk.workspace.reading() as conn:
        partner = find_partner(desk.workspace, "Anna")
        return read_partner_packages(conn, [partner])[partner.no]


def test_first_and_last_package(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    anna.journal.create("activity", {"title": "Drill"})
    bruno.take(export_package(anna.workspace, tmp_path / "unsigned.fdz").path, unsigned=True)
    anna.journal.create("activity", {"title": "Bells"})
    first = anna.send()
    bruno.take(first)
    found = _packages(bruno)
    assert found.last is not None and found.last.name == first.name
    anna.journal.create("activity", {"title": "Heat plans"})
    last = anna.send()
    bruno.take(last)
    bruno.take(last)  # brings nothing new
    found = _packages(bruno)
    assert found.first is not None and found.last is not None
    assert found.last.name == last.name and found.first.time <= found.last.time


def test_a_greeting_that_brings_nothing_is_no_package_of_theirs(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    bruno.take(anna.send())
    found = _packages(bruno)
    assert (found.first, found.last) == (None, None)


def test_writers_who_came_through_others_are_counted_with_who_brought_them(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, carla = desk("Anna"), desk("Bruno"), desk("Carla")
    old = Mallory(tmp_path, "Zora")
    anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    bruno.take(old.send(old.change(values={"title": "from before"})))
    bruno.journal.create("activity", {"title": "Bells"})
    carla.journal.create("activity", {"title": "of her own"})
    carla.take(bruno.send())
    through = find_partner(carla.workspace, "Bruno").no
    assert _relayed(carla) == [("Anna", "Bruno", through)], "what Zora wrote without proofs waits"
    carla.take(anna.send())  # now she knows Anna herself
    assert _relayed(carla) == []
    assert _relayed(bruno) == []
