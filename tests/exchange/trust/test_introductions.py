"""A new computer: both desks sign, the owner links, and rights follow only once the new code was compared."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.errors import UserFacingError
from desktop.exchange.identity import own_key_pair
from desktop.exchange.identity.introductions import Introduction, read_introduction
from desktop.exchange.packages import manifest_of
from desktop.exchange.partners import find_partner, let_erase
from desktop.exchange.partners.introduced import (
    ask_for_introduction,
    introduce,
    introduced_by,
    link_partner,
    unlink_partner,
)
from desktop.exchange.partners.standing import FREEZE, confirm, read_standing, set_state, write_confirmation
from desktop.exchange.pending_requests import read_requests
from desktop.workspace.storage.desk_key import KeyPair
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import Desk, MakeDesk, Prover

SECRET = "Zqxaveria"


def introduced(anna: Desk, laptop: Desk, folder: Path) -> Introduction:
    """Anna's old computer introduces her new one, which has met it."""
    ask_for_introduction(laptop.workspace, folder / "new.json", find_partner(laptop.workspace, anna.name))
    introduce(anna.workspace, folder / "new.json")
    return introduce(laptop.workspace, folder / "new.json")


def known_here(desk: Desk, key: bytes) -> list[Introduction]:
    with desk.workspace.reading() as conn:
        return [each.introduction for each in introduced_by(conn, key)]


def test_the_old_desk_introduces_the_new_one_and_the_owner_links_them(desk: MakeDesk, tmp_path: Path) -> None:
    anna, laptop, bruno = desk("Anna"), desk("Anna Laptop"), desk("Bruno")
    person = anna.journal.create("person", {"name": SECRET, "consent": "network"})
    laptop.take(anna.send())
    bruno.take(anna.send())
    laptop.journal.create("activity", {"title": "on the new one"})
    said = introduced(anna, laptop, tmp_path)
    assert said.fits() and len(said.sealing_key) == 32
    package = laptop.send()
    assert manifest_of(package).became == (said,) and manifest_of(package).sealing_key == said.sealing_key
    bruno.take(package, accept_new=True)
    assert known_here(bruno, own_key_pair(laptop.workspace).public) == [said]
    # Rights do not follow, nor does the link, before the new code was compared.
    new = find_partner(bruno.workspace, "Anna Laptop")
    for act in (lambda: let_erase(bruno.workspace, new, "people"), lambda: link_partner(bruno.workspace, new)):
        with pytest.raises(UserFacingError, match="not confirmed"):
            act()
    laptop.journal.erase([person], {})
    laptop.workspace.finish_erasing()
    assert bruno.take(laptop.send()).requests == 1 and bruno.values(person)["name"] == SECRET
    confirm(bruno.workspace, new)
    assert bruno.values(person)["name"] == SECRET and bruno.sound()
    link_partner(bruno.workspace, new)
    assert bruno.values(person) == {} and read_requests(bruno.workspace).erasures == () and bruno.sound()
    other = anna.journal.create("person", {"name": f"{SECRET} two", "consent": "network"})
    package = anna.send()
    bruno.take(package)
    laptop.take(package)
    laptop.journal.erase([other], {})
    laptop.workspace.finish_erasing()
    assert bruno.take(laptop.send()).erased == 1 and bruno.values(other) == {} and bruno.sound()
    with bruno.workspace.reading() as conn:
        assert not read_standing(conn, find_partner(bruno.workspace, "Anna").key).confirmed


@pytest.mark.parametrize("how", ["unlinked", "not confirmed any more", "confirmed again"])
def test_a_link_that_was_taken_back_gives_nothing(desk: MakeDesk, tmp_path: Path, how: str) -> None:
    anna, laptop, bruno = desk("Anna"), desk("Anna Laptop"), desk("Bruno")
    person = anna.journal.create("person", {"name": SECRET, "consent": "network"})
    laptop.take(anna.send())
    bruno.take(anna.send())
    introduced(anna, laptop, tmp_path)
    bruno.take(laptop.send(), accept_new=True)
    new = find_partner(bruno.workspace, "Anna Laptop")
    confirm(bruno.workspace, new)
    link_partner(bruno.workspace, new)
    if how == "unlinked":
        unlink_partner(bruno.workspace, new)
    else:
        confirm(bruno.workspace, new, False)
    if how == "confirmed again":
        write_confirmation(bruno.workspace, new, "Bruno", 2**50)
    laptop.journal.erase([person], {})
    report = bruno.take(laptop.send())
    assert (report.erased, report.requests) == (0, 1) and bruno.values(person) != {} and bruno.sound()


def test_a_copied_file_knows_who_wrote_it_before(desk: MakeDesk, tmp_path: Path) -> None:
    anna = desk("Anna")
    anna.journal.create("activity", {"title": "Drill"})
    old = own_key_pair(anna.workspace).public
    anna.close()
    anna.open(home=tmp_path / "new computer")
    said = ask_for_introduction(anna.workspace, tmp_path / "new.json")
    assert said.old == old and said.new == own_key_pair(anna.workspace).public
    with pytest.raises(UserFacingError, match="has not signed"):
        introduce(anna.workspace, tmp_path / "new.json")
    anna.close()
    anna.open()
    introduce(anna.workspace, tmp_path / "new.json")
    assert manifest_of(anna.send()).became[0].fits()


def test_a_desk_that_nobody_knows_cannot_be_asked(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    with pytest.raises(UserFacingError, match="no other desk of yours"):
        ask_for_introduction(anna.workspace, tmp_path / "new.json")
    anna.take(bruno.send())
    ask_for_introduction(anna.workspace, tmp_path / "new.json", find_partner(anna.workspace, "Bruno"))
    carla = desk("Carla")
    with pytest.raises(UserFacingError, match="another desk than yours"):
        introduce(carla.workspace, tmp_path / "new.json")
    for text in ("", "[]", "{}", json.dumps({"old": 1}), "x" * 20_000):
        (tmp_path / "odd.json").write_text(text)
        with pytest.raises(UserFacingError, match="no introduction"):
            introduce(anna.workspace, tmp_path / "odd.json")
    with pytest.raises(UserFacingError):
        introduce(anna.workspace, tmp_path / "nowhere.json")
    with pytest.raises(UserFacingError, match="No partner introduces"):
        link_partner(anna.workspace, find_partner(anna.workspace, "Bruno"))


@pytest.mark.parametrize("how", ["one side", "another's key", "sealing key", "changed", "too many", "odd"])
def test_what_one_side_alone_says_is_refused(desk: MakeDesk, tmp_path: Path, how: str) -> None:
    """Attack 14."""
    anna, bruno, mallory = desk("Anna"), desk("Bruno"), Prover(tmp_path)
    anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    hers, key = own_key_pair(anna.workspace).public, KeyPair(mallory.public, mallory.key)
    sealing = X25519PrivateKey.generate().public_key().public_bytes_raw()
    said = Introduction(old=hers, new=mallory.public, sealing_key=sealing, made="2026-11-30T12:00:00Z").signed_by(key)
    if how == "another's key":  # Anna would be Mallory's new computer
        said = Introduction(old=mallory.public, new=hers, sealing_key=sealing, made=said.made).signed_by(key)
    elif how != "one side":
        said = Introduction(old=hers, new=mallory.public, sealing_key=sealing, made=said.made)
        said = said.signed_by(key).signed_by(own_key_pair(anna.workspace))
        assert said.fits()
        if how == "sealing key":
            said = replace(said, sealing_key=bytes(32)).signed_by(key).signed_by(own_key_pair(anna.workspace))
        elif how == "changed":
            said = replace(said, made="2026-11-30T12:00:01Z")
    told = [said.to_json()] * (101 if how == "too many" else 1)
    if how == "odd":
        told[0]["more"] = "x"
    package = mallory.send(mallory.change(record=RECORD), more={"became": told})
    with pytest.raises(UserFacingError, match="became"):
        bruno.take(package, accept_new=True)
    assert bruno.values(RECORD) == {} and known_here(bruno, mallory.public) == []


def test_a_frozen_key_introduces_nobody(desk: MakeDesk, tmp_path: Path) -> None:
    anna, laptop, bruno = desk("Anna"), desk("Anna Laptop"), desk("Bruno")
    anna.journal.create("activity", {"title": "Drill"})
    laptop.take(anna.send())
    bruno.take(anna.send())
    introduced(anna, laptop, tmp_path)
    bruno.take(laptop.send(), accept_new=True)
    set_state(bruno.workspace, find_partner(bruno.workspace, "Anna"), FREEZE)
    with pytest.raises(UserFacingError, match="No partner introduces"):
        link_partner(bruno.workspace, find_partner(bruno.workspace, "Anna Laptop"))


@pytest.mark.parametrize("key", ["00" * 32, "01" + "00" * 31, "ff", 5, "zz" * 32])
def test_a_key_with_which_everybody_could_read_is_refused(desk: MakeDesk, tmp_path: Path, key: object) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    by = {"author": "M", "replica": mallory.replica, "workspace": mallory.workspace, "program": "", "sealing_key": key}
    with pytest.raises(UserFacingError):
        bruno.take(mallory.send(mallory.change(record=RECORD), more={"by": by}))
    assert bruno.values(RECORD) == {}


def test_a_package_of_the_first_day_carries_a_key_to_seal_with_and_partners_keep_it(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    anna.journal.create("activity", {"title": "Drill"})
    package = anna.send()
    bruno.take(package)
    key = manifest_of(package).sealing_key
    assert len(key) == 32 and key != own_key_pair(anna.workspace).public
    with bruno.workspace.reading() as conn:
        assert conn.exec_driver_sql("SELECT sealing_key FROM partner").fetchall() == [(key.hex(),)]
    assert manifest_of(anna.send()).sealing_key == key, "it is kept"


def test_the_statement_is_what_the_format_says(tmp_path: Path) -> None:
    vectors = json.loads((Path(__file__).parents[2] / "data" / "proofs" / "vectors.json").read_text("utf-8"))
    said = read_introduction(vectors["became"]["introduction"])
    assert said.fits() and said.statement().hex() == vectors["became"]["statement"]
