"""Names of links carry nothing that somebody typed: the address stands in the value, also beside links of old versions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.exchange.packages.package_writer import export_package
from desktop.exchange.signed_packages import export_signed_package
from desktop.visits.calendars.contact_reader import read_contacts
from desktop.visits.calendars.contacts import import_contacts
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.conflicts.resolving import read_disputed, resolve
from desktop.workspace.erasing import erase_values, written_in
from desktop.workspace.records.web_link_names import says_nothing
from tests.exchange.open_desks import open_desks
from tests.exchange.packages.build_packages import RECORD, content_of
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory, Prover

ADDRESS = "https://example.org/Zqxaveria"
LINK = f"links/{ADDRESS}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Make desks by name; they are closed at the end."""
    with open_desks(Desk, tmp_path) as make:
        yield make


def in_journal(desk: Desk, id: str) -> list[dict[str, object]]:
    with desk.workspace.reading() as conn:
        rows = conn.exec_driver_sql("SELECT data FROM change WHERE record_id = ? ORDER BY no", (id,)).fetchall()
    return [decode(row[0]) for row in rows]


def links(desk: Desk, id: str) -> dict[str, object]:
    return {name: value for name, value in desk.values(id).items() if name.startswith("links/")}


@pytest.mark.parametrize("in_bulk", [False, True])
def test_a_link_stands_in_the_value_and_keeps_its_name(desk: MakeDesk, in_bulk: bool) -> None:
    anna, id = desk("Anna"), RECORD
    values = {"title": "Drill", LINK: "Guide", "links/https://b.org": "https://b.org"}
    if in_bulk:
        with anna.journal.group("import", "a.csv") as group:
            anna.journal.bulk(group, [("activity", id, values)])
    else:
        anna.journal.create("activity", values, id=id)
    assert links(anna, id) == {LINK: "Guide", "links/https://b.org": "https://b.org"}
    anna.journal.edit(id, {LINK: "The guide"})
    anna.journal.edit(id, {"links/https://b.org": None, "links/https://never.org": None})
    assert links(anna, id) == {LINK: "The guide"}
    changes = in_journal(anna, id)
    names = {name for each in changes for name in each if name.startswith("links/")}
    assert len(names) == 2 and all(re.fullmatch("links/[0-9a-f]{32}", name) for name in names)
    assert f"{ADDRESS}\nThe guide" in changes[1].values() and "https://b.org" in changes[0].values()
    assert not anna.journal.edit(id, {LINK: "The guide"}), "nothing to change"
    (entry, *_more) = anna.journal.history(id)[1:]
    assert [(each.name, each.old, each.new) for each in entry.fields] == [(LINK, "Guide", "The guide")]
    anna.journal.undo()
    assert links(anna, id) == {LINK: "The guide", "links/https://b.org": "https://b.org"}
    assert anna.sound()


def test_one_address_added_on_two_desks_is_one_link(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill"})
    bruno.take(anna.send())
    anna.journal.edit(id, {LINK: "Guide"})
    bruno.journal.edit(id, {LINK: "Manual"})
    bruno.take(anna.send())
    anna.take(bruno.send())
    assert links(anna, id) == links(bruno, id) and len(links(anna, id)) == 1
    anna.journal.edit(id, {LINK: None})
    bruno.take(anna.send())
    assert links(anna, id) == links(bruno, id) == {} and anna.dump() == bruno.dump() and bruno.sound()


def test_a_conflict_about_a_link_is_told_by_its_address(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    id = anna.journal.create("activity", {"title": "Drill", LINK: "Guide"})
    bruno.take(anna.send())
    anna.journal.edit(id, {LINK: "By Anna"})
    bruno.journal.edit(id, {LINK: "By Bruno"})
    bruno.take(anna.send())
    with bruno.workspace.reading() as conn:
        (disputed,) = read_disputed(conn, id)
    assert disputed.field == LINK and {each.value for each in disputed.choices} == {"By Anna", "By Bruno"}
    assert disputed.base == "Guide"
    resolve(bruno.journal, disputed, "By Anna")
    anna.take(bruno.send())
    assert links(anna, id) == links(bruno, id) == {LINK: "By Anna"} and bruno.sound()
    with bruno.workspace.reading() as conn:
        assert list(read_disputed(conn, id)) == []


def test_links_of_an_old_version_are_read_changed_and_taken_away(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno, old = desk("Anna"), desk("Bruno"), Mallory(tmp_path, "Olga")
    package = old.send(old.change(record=RECORD, values={"title": "Drill", LINK: "Guide", "links/https://b.org": "B"}))
    anna.take(package)
    bruno.take(package)
    assert links(anna, RECORD) == {LINK: "Guide", "links/https://b.org": "B"}
    anna.journal.edit(RECORD, {LINK: "The guide"})
    anna.journal.edit(RECORD, {"links/https://b.org": None})
    report = bruno.take(anna.send())
    assert (report.new, report.refused, report.records_in_conflict) == (2, {}, {})
    assert links(bruno, RECORD) == links(anna, RECORD) == {LINK: "The guide"}
    assert bruno.dump() == anna.dump() and bruno.sound()
    assert all(says_nothing(name) for each in in_journal(bruno, RECORD)[1:] for name in each)
    # Erased by its address: nowhere in the file any more, and what replaces it still does.
    erase_values(anna.workspace, RECORD, written_in(anna.workspace, RECORD, ("links",), "Zqxaveria"))
    assert links(anna, RECORD) == {} and "Zqxaveria" not in str(in_journal(anna, RECORD)) and anna.sound()
    with anna.workspace.reading() as conn:
        tables = [row[0] for row in conn.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            assert "Zqxaveria" not in str(conn.exec_driver_sql(f'SELECT * FROM "{table}"').fetchall()), table


@pytest.mark.parametrize("where", ["values", "replaces"])
def test_a_proven_change_with_an_address_in_a_name_is_left_out(desk: MakeDesk, tmp_path: Path, where: str) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    good = mallory.change(record=RECORD, values={"title": "Drill", f"links/{'ab' * 16}": ADDRESS})
    bad = mallory.change(record=RECORD, values={LINK: "x"} if where == "values" else {"title": "y"})
    if where == "replaces":
        bad["replaces"] = {LINK: [[mallory.replica, 1, "00" * 8]]}
    report = bruno.take(mallory.send(good, bad))
    assert (report.new, report.refused) == (1, {"unproven": 1})
    assert bruno.values(RECORD) == {"title": "Drill", LINK: ADDRESS} and bruno.sound()


@pytest.mark.parametrize("value", [True, "\nno address", ""])
def test_a_link_without_an_address_shows_nothing_and_breaks_nothing(
    desk: MakeDesk, tmp_path: Path, value: object
) -> None:
    bruno, mallory = desk("Bruno"), Prover(tmp_path)
    bruno.take(mallory.send(mallory.change(record=RECORD, values={"title": "Drill", f"links/{'ab' * 16}": value})))
    assert links(bruno, RECORD) == {} and bruno.sound()


def test_an_earlier_format_has_the_address_in_the_name(desk: MakeDesk, tmp_path: Path) -> None:
    anna = desk("Anna")
    id = anna.journal.create("activity", {"title": "Drill", LINK: "Guide"})
    anna.journal.edit(id, {LINK: None})
    made = export_package(anna.workspace, tmp_path / "old.fdz", earlier=True, readable=False)
    lines = [json.loads(line) for line in content_of(made.path)["changes.jsonl"].splitlines()]
    assert [set(each["values"]) for each in lines] == [{"title", LINK}, {LINK}]
    assert lines[1]["replaces"] == {LINK: [[0, 1]]}


# Nothing to guess by -----------------------------------------------------------------------------------------------------


def test_a_dictionary_of_names_and_addresses_finds_nothing(desk: MakeDesk, tmp_path: Path) -> None:
    """Attack 8: what is erased was in no name, no id and no unsalted digest."""
    anna = desk("Anna")
    card = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zaza Zqxaveria\r\nEMAIL:z@example.org\r\nEND:VCARD\r\n"
    (tmp_path / "z.vcf").write_text(card, "utf-8")
    contacts = read_contacts(tmp_path / "z.vcf").contacts
    import_contacts(anna.workspace, contacts, "z.vcf")
    one = anna.journal.create("activity", {"title": "same", LINK: "Guide"})
    other = anna.journal.create("activity", {"title": "same", LINK: "Guide"})
    first, second = in_journal(anna, one)[0], in_journal(anna, other)[0]
    assert first.keys() != second.keys(), "equal addresses have different names"
    package = content_of(export_signed_package(anna.workspace, tmp_path / "p.fdz").path)
    with anna.workspace.reading() as conn:
        ids = {str(row[0]) for row in conn.exec_driver_sql("SELECT record_id FROM change")}
        commitments = {bytes(row[0]) for row in conn.exec_driver_sql("SELECT digest FROM proof")}
    assert len(commitments) == 3
    words = [
        "Zaza Zqxaveria",
        "z@example.org",
        ADDRESS,
        LINK,
        "zaza zqxaveria\nz@example.org",
        *(each.id for each in contacts),
    ]
    guesses = {each for word in words for text in (word, f"{one}\n{word}") for each in _digests(text)}
    names = {name.partition("/")[2] for each in (first, second) for name in each}
    said = "\n".join([*ids, *names, *(text.decode("latin-1") for text in package.values())])
    assert not any(guess in said for guess in guesses)
    erase_values(anna.workspace, one, written_in(anna.workspace, one, ("links",)))
    erase_values(anna.workspace, other, written_in(anna.workspace, other, ("links",)))
    package = content_of(export_signed_package(anna.workspace, tmp_path / "after.fdz").path)
    assert "Zqxaveria" not in "".join(text.decode("latin-1") for text in package.values())
    for path in (anna.folder, anna.home):
        for file in path.rglob("*"):
            if file.is_file() and file.suffix != ".fdz":
                data = file.read_bytes()
                assert ADDRESS.encode() not in data and not any(guess.encode() in data for guess in guesses), file


def _digests(text: str) -> list[str]:
    found = [make(text.encode()).hexdigest() for make in (hashlib.sha256, hashlib.sha1, hashlib.md5)]
    return [*found, *(each[:32] for each in found)]
