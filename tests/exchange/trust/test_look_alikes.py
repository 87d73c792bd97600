"""A name that looks like that of a partner, or of this desk, under another key is marked wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue.edited import last_edited
from desktop.exchange.consolidation import consolidate
from desktop.exchange.partners import Partner, find_partner, read_partners
from desktop.exchange.partners.new_desks import new_desks_words, read_new_desks
from desktop.exchange.partners.partner_details import read_relayed_writers
from desktop.exchange.partners.standing import confirm
from desktop.exchange.pending_requests import read_requests
from desktop.exchange.signed_packages import import_package_file, inspect_package
from desktop.workspace.conflicts.resolving import read_disputed
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import Desk, MakeDesk, Prover

CYRILLIC = "\u0410nna"
HIDDEN = "An\u200bna"
MARK = f"{CYRILLIC} (not Anna: another desk with a name like theirs)"


def mallory_as(folder: Path, name: str) -> Prover:
    mallory = Prover(folder)
    mallory.name = name
    return mallory


def authors(desk: Desk, id: str) -> set[str]:
    return {each.author for each in desk.journal.history(id)}


def met(desk: MakeDesk) -> tuple[Desk, Desk, str]:
    """Bruno knows Anna, and has an activity of hers."""
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    return anna, bruno, id


def test_a_package_under_such_a_name_says_so(desk: MakeDesk, tmp_path: Path) -> None:
    _anna, bruno, _id = met(desk)
    mallory = mallory_as(tmp_path, CYRILLIC)
    package = mallory.send(mallory.change(record=RECORD, values={"title": "x"}))
    with inspect_package(bruno.workspace, package) as found:
        verdict = found.verdict
    assert verdict.trust.value == "first" and verdict.imitates == "Anna"
    assert verdict.words.endswith("This name looks like that of Anna, but it is another desk.")
    mallory.name = "Вruno"
    with inspect_package(bruno.workspace, mallory.send()) as found:
        assert found.verdict.words.endswith("This name looks like yours, but it is another desk.")
    mallory.name = HIDDEN
    with inspect_package(bruno.workspace, mallory.send()) as found:
        assert "claims to come from Anna, but is signed with a different key" in found.verdict.words


def test_an_author_of_such_a_name_is_told_at_the_import_and_in_all_that_names_them(
    desk: MakeDesk, tmp_path: Path
) -> None:
    anna, bruno, id = met(desk)
    mallory = Prover(tmp_path)
    change = mallory.change(record=id, values={"title": "theirs", "summary": "x"}, author=CYRILLIC)
    asked = mallory.change(type="erasure", record=RECORD, values={f"records/{id}": True}, author=CYRILLIC)
    package = mallory.send(change, asked)
    found = import_package_file(bruno.workspace, package, dry_run=True)
    assert found.imitations == (), "of its sender the package itself tells"
    bruno.take(package)
    assert authors(bruno, id) == {"Anna", MARK}
    assert any(MARK in sentence for each in bruno.journal.history(id) for sentence in each.sentences())
    with bruno.workspace.reading() as conn:
        (disputed,) = [each for each in read_disputed(conn) if each.field == "title"]
    assert {choice.author for choice in disputed.choices} == {"Anna", MARK}
    assert [each.author for each in last_edited(bruno.workspace)] == [MARK]
    (request,) = read_requests(bruno.workspace).erasures
    assert request.author == MARK
    assert {value.author for record in request.records for value in record.values} == {"Anna"}, "hers are gone"
    carla = desk("Carla")
    carla.take(anna.send())
    found = import_package_file(carla.workspace, bruno.send(), dry_run=True)
    assert found.imitations == (
        f"It brings changes of another desk than Anna under the name “{CYRILLIC}”, which looks like theirs.",
    )
    carla.take(bruno.send())
    with carla.workspace.reading() as conn:
        assert [each.name for each in read_relayed_writers(conn, b"")] == [MARK]
    report = consolidate(desk("Dora").workspace, [package]).report
    assert [each.author for each in report.files] == ["Mallory"]


def test_an_author_with_the_name_of_this_desk_is_told(desk: MakeDesk, tmp_path: Path) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    own = bruno.journal.create("activity", {"title": "Drill"})
    bruno.take(mallory.send(mallory.change(record=own, values={"summary": "x"}, author="Bruno")))
    assert authors(bruno, own) == {"Bruno", "Bruno (not this desk: another with a name like yours)"}


def test_a_partner_of_such_a_name_is_marked_until_the_codes_were_compared(desk: MakeDesk, tmp_path: Path) -> None:
    _anna, bruno, id = met(desk)
    mallory = mallory_as(tmp_path, CYRILLIC)
    bruno.take(mallory.send(mallory.change(record=id, values={"summary": "x"})))
    assert {each.name: each.shown_name for each in _partners(bruno)} == {"Anna": "Anna", CYRILLIC: MARK}
    confirm(bruno.workspace, find_partner(bruno.workspace, CYRILLIC))
    assert {each.shown_name for each in _partners(bruno)} == {
        f"Anna (not {CYRILLIC}: another desk with a name like theirs)", CYRILLIC,
    }, "now it is Anna whom nobody has compared"  # fmt: skip
    confirm(bruno.workspace, find_partner(bruno.workspace, "Anna"))
    assert {each.shown_name for each in _partners(bruno)} == {"Anna", CYRILLIC}
    assert authors(bruno, id) == {"Anna", CYRILLIC}


def _partners(desk: Desk) -> list[Partner]:
    with desk.workspace.reading() as conn:
        return read_partners(conn)


@pytest.mark.new_desks_wait
def test_a_new_desk_of_such_a_name_is_listed_with_the_mark(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    bruno.take(anna.send(), accept_new=True)
    mallory, folder = mallory_as(tmp_path, CYRILLIC), tmp_path / "sent"
    folder.mkdir()
    mallory.send(mallory.change(record=RECORD, values={"title": "x"})).rename(folder / "one.fdz")
    report = consolidate(bruno.workspace, [folder]).report
    assert [each.author for each in report.files] == [MARK] and [each.name for each in report.new_desks] == [MARK]
    with bruno.workspace.reading() as conn:
        (words,) = new_desks_words(read_new_desks(conn))
    assert words.startswith(MARK)


def test_who_writes_under_their_own_name_is_marked_nowhere(desk: MakeDesk) -> None:
    """Also after a file was moved to another computer, where it has another key."""
    anna, bruno, id = met(desk)
    bruno.journal.edit(id, {"summary": "Bruno's"})
    bruno.close()
    bruno.open(home=bruno.folder / "another computer")
    bruno.journal.edit(id, {"lessons": "Bruno's"})
    assert [each.author for each in bruno.journal.history(id)] == ["Anna", "Bruno", "Bruno"]
    assert [each.shown_name for each in _partners(bruno)] == ["Anna"]
    anna.take(bruno.send())
    assert authors(anna, id) == {"Anna", "Bruno", "Bruno (not Bruno: another desk with a name like theirs)"}, (
        "which of his keys is his she cannot tell until she has compared"
    )
