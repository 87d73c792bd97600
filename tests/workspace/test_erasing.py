"""Erased values are data cannot be restored: from every byte of every file, and whatever comes in whatever order."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import uuid
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from desktop.catalogue.saved_searches import SavedSearch, save_search, saved_searches
from desktop.errors import UserFacingError
from desktop.workspace import Value, Workspace, check, list_backups, restore
from desktop.workspace.changes.erasures import blank, blanked_name, read_named
from desktop.workspace.changes.shared_change import SharedChange, read_shared
from desktop.workspace.changes.value_compression import dictionary, unpack
from desktop.workspace.erasing import count_signed, erase_author
from desktop.workspace.erasure.blanking import not_done
from desktop.workspace.erasure.erasable import (
    left_desk,
    mentions,
    named_by,
    naming_words,
    same_person,
    signed_with,
    to_blank,
    values_written,
)
from desktop.workspace.maintenance.backup import back_up
from desktop.workspace.merge.dump import dump
from desktop.workspace.merge.merging import PackageOrigin, read_merges

Histories = tuple[list[SharedChange], list[SharedChange]]
SECRET = "Zqxaveria Kwopjimenez"


def left_in(folder: Path, *words: str) -> list[tuple[str, str]]:
    """Files in whose bytes a word stands, also as the index folds it, with its first letters shared, or compressed."""
    found: list[tuple[str, str]] = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        data = (data + _unpacked(data)).lower()
        for word in {part for each in words for part in each.lower().split()}:
            if word.encode() in data or word[3:].encode() in data or word.lower() in path.name.lower():
                found.append((path.name, word))
    return found


def _unpacked(data: bytes) -> bytes:
    """Whatever any place of a file gives where it is read as a compressed change, up to where it breaks off."""
    found = bytearray()
    for place in (match.end() for match in re.finditer(b"\x01", data)):
        reading = zlib.decompressobj(-15, dictionary(1))
        with suppress(zlib.error):
            while not reading.eof and place < len(data):
                found += reading.decompress(data[place : place + 64])
                place += 64
    return bytes(found)


@pytest.fixture
def leaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite as most systems have it: what is deleted stays in the file's free room. Some builds overwrite it."""
    connect = sqlite3.connect

    def leave_it(*arguments: Any, **options: Any) -> sqlite3.Connection:
        made = connect(*arguments, **options)
        made.execute("PRAGMA secure_delete=OFF")
        return made

    monkeypatch.setattr(sqlite3, "connect", leave_it)


@pytest.fixture
def desk(leaking: None, tmp_path: Path) -> Iterable[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    made.journal.set_author("Amina")
    yield made
    made.close()


def erase_fields(desk: Workspace, id: str, *fields: str) -> None:
    with desk.reading() as conn:
        written = [
            each for each in values_written(conn, id) if any(named_by(field, each.field) for field in fields)
        ]  # fmt: skip
        changes = to_blank(conn, id, written)
    desk.journal.erase((), changes)
    desk.finish_erasing()


def forget(desk: Workspace, id: str) -> None:
    with desk.reading() as conn:
        ids = same_person(conn, id)
    desk.journal.erase(ids, {})
    desk.finish_erasing()


def test_no_byte_of_an_erased_text_is_left(desk: Workspace, tmp_path: Path) -> None:
    journal = desk.journal
    file = tmp_path / "elsewhere" / "cv.txt"
    file.parent.mkdir()
    file.write_text("a life")
    sha256 = desk.attachments.add(file)
    id = journal.create(
        "activity", {"title": "Flood drills", "summary": SECRET, f"attachments/{sha256}": f"{SECRET}.txt"}
    )
    desk.back_up("asked")
    stay = journal.edit_session()
    for size in range(1, len(SECRET) + 1):
        journal.edit(id, {"lessons": SECRET[:size]}, edit_session=stay)
    journal.edit(id, {f"links/https://{SECRET.split()[0]}.example": "page", "private_note": SECRET})
    with journal.group("bulk"):
        for number in range(150):  # room that is split, joined and given free
            journal.create("activity", {"title": f"other {number}", "summary": f"{SECRET} {number} " * 5})
    others = [row[0] for row in desk_rows(desk, "SELECT id FROM activity WHERE title LIKE 'other %'")]
    desk.set_meta("saved_searches", json.dumps([{"name": SECRET, "query": f'"{SECRET}"'}], ensure_ascii=False))
    desk.set_meta(f"unread:{id}", json.dumps({"start": f"with {SECRET}"}))
    desk.back_up("daily")
    assert left_in(tmp_path, SECRET)
    erase_fields(desk, id, "summary", "attachments", "lessons", "links", "private_note")
    with desk.reading() as conn:
        changes = {}
        for other in others:
            changes.update(to_blank(conn, other, [e for e in values_written(conn, other) if e.field == "summary"]))
    journal.erase((), changes)
    desk.finish_erasing()
    assert left_in(tmp_path, SECRET) == []
    assert not desk.attachments.exists(sha256)
    record = desk.record(id)
    assert record is not None and record.values == {"title": "Flood drills"}
    desk.finish_erasing()
    assert check(desk.path, home=desk.home).problems == ()
    backups = list_backups(desk.path, home=desk.home)
    assert len(backups) == 2
    for backup in backups:
        assert check(backup.path, home=desk.home).problems == ()


def desk_rows(desk: Workspace, sql: str) -> list[tuple[object, ...]]:
    with desk.reading() as conn:
        return [tuple(row) for row in conn.exec_driver_sql(sql)]


def test_what_an_import_brought_goes_from_among_the_others_that_came_with_it(desk: Workspace, tmp_path: Path) -> None:
    ids = [str(uuid.uuid4()) for _number in range(6)]
    made: list[dict[str, Value]] = [
        {"title": f"Drill {number}", "summary": "The city trains its volunteers. " * 9} for number in range(6)
    ]
    made[3] |= {"summary": f"{SECRET} said so", f"links/https://example.org/{SECRET.split()[0]}": SECRET}
    with desk.journal.group("import", "list.csv") as group:
        desk.journal.bulk(group, (("activity", id, values) for id, values in zip(ids, made, strict=True)))
    desk.back_up("asked")
    assert left_in(tmp_path, SECRET)
    erase_fields(desk, ids[3], "summary", "links")
    assert left_in(tmp_path, SECRET) == []
    del made[3]
    del ids[3]
    for id, values in zip(ids, made, strict=True):
        record = desk.record(id)
        assert record is not None and dict(record.values) == values
    assert check(desk.path, home=desk.home).problems == ()


def test_a_person_is_forgotten_with_their_duplicates(desk: Workspace, tmp_path: Path) -> None:
    journal = desk.journal
    values = {"name": SECRET, "email": "zqxmail@city.org", "telephone": "0033612345678", "consent": "network"}
    person, double = journal.create("person", values), journal.create("person", {"name": SECRET, "role": "mayor"})
    journal.merge_into(double, person)
    journal.edit(person, {"consent": "none"})
    id = journal.create(
        "activity", {"title": "drills", "summary": f"led by {SECRET}", f"people/contact:{person}": True}
    )
    with desk.reading() as conn:
        both = sorted([("person", person), ("person", double)])
        assert same_person(conn, double) == both
        words = naming_words(conn, both[::-1] if both[0][1] != person else both)
        assert words == [SECRET, "zqxmail@city.org", "0033612345678"]
        found = mentions(conn, words, [person, double])
    assert [(each.id, each.field, each.around, each.current) for each in found] == [
        (id, "summary", f"led by {SECRET}", True)
    ]
    journal.edit(id, {"summary": "led by a participant"})
    with desk.reading() as conn:
        assert [each.current for each in mentions(conn, words, [person, double])] == [False]
    erase_fields(desk, id, "summary")
    forget(desk, double)
    assert left_in(tmp_path, SECRET, "zqxmail@city.org", "0033612345678") == []
    with pytest.raises(UserFacingError, match="permanently erased"):
        journal.edit(person, {"name": "again"})
    with pytest.raises(UserFacingError):
        journal.create("person", {"name": "again"}, id=person)
    assert desk.record(id).members("people") == {f"contact:{person}": True}  # type: ignore[union-attr]
    desk.finish_erasing()
    assert check(desk.path, home=desk.home).problems == ()


def test_nothing_brings_an_erased_value_back(desk: Workspace) -> None:
    journal = desk.journal
    id = journal.create("activity", {"title": "drills", "summary": "first"})
    journal.edit(id, {"summary": SECRET})
    journal.edit(id, {"summary": "third"})
    with desk.reading() as conn:
        secret = [each for each in values_written(conn, id) if each.value == SECRET]
        changes = to_blank(conn, id, secret)
    journal.erase((), changes)
    report = journal.undo()
    assert report.done and report.irreversible and "cannot be restored" in report.sentence()
    assert journal.redo().done is False
    for _step in range(4):
        journal.undo()
    for _step in range(4):
        journal.redo()
    with desk.reading() as conn:
        assert all(SECRET not in unpack(row[0]) for row in conn.exec_driver_sql("SELECT data FROM change"))
    assert desk.record(id).values["summary"] == "third"  # type: ignore[union-attr]
    assert journal.history(id)


def test_what_was_moved_and_then_erased_elsewhere_is_left_alone_by_undo(desk: Workspace, tmp_path: Path) -> None:
    """Ids and links stay of an erased record; an undo that would put one back goes past it, to what was before."""
    journal = desk.journal
    visits = [journal.create("visit", {"title": title}) for title in ("Durban", "Quito")]
    line = journal.create("budget_line", {"what": SECRET, "parent": visits[0]})
    journal.edit(visits[0], {"title": "To Durban"})
    journal.edit(line, {"parent": visits[1]})
    other = Workspace.create(tmp_path / "other.focal", home=tmp_path / "home")
    with desk.reading() as conn:
        other.journal.receive(list(read_shared(conn)))
    other.journal.erase([line], {})
    with other.reading() as conn:
        journal.receive([each for each in read_shared(conn) if each.type == "erasure"])
    other.close()

    assert journal.undo().left == ((line, "parent"),)
    assert journal.undo().restored == 1
    assert desk.record(visits[0]).values["title"] == "Durban"  # type: ignore[union-attr]
    desk.finish_erasing()
    assert check(desk.path, home=desk.home).problems == ()


def test_typing_goes_on_in_a_change_of_its_own(desk: Workspace) -> None:
    journal, stay = desk.journal, desk.journal.edit_session()
    id = journal.create("activity", {"title": "drills"})
    journal.edit(id, {"summary": SECRET}, edit_session=stay)
    erase_fields(desk, id, "summary")
    journal.edit(id, {"summary": "harmless"}, edit_session=stay)
    assert desk.record(id).values["summary"] == "harmless"  # type: ignore[union-attr]
    desk.finish_erasing()
    assert check(desk.path, home=desk.home).problems == ()


def test_a_backup_put_back_knows_what_was_erased(desk: Workspace, tmp_path: Path) -> None:
    journal = desk.journal
    person = journal.create("person", {"name": SECRET, "consent": "network"})
    with desk.reading() as conn:
        original = list(read_shared(conn))
    saved = desk.back_up("asked")
    forget(desk, person)
    desk.close()
    restore(desk.path, saved, home=tmp_path / "home")
    again = Workspace.open(desk.path, home=tmp_path / "home")
    assert check(desk.path, home=again.home).problems == ()
    with again.reading() as conn:
        erased = max((each.ms, each.counter) for each in read_shared(conn))
    again.journal._now = lambda: 0  # a clock that lags: stamps go on from what was seen
    again.journal.create("activity", {"title": "drills"})
    with again.reading() as conn:
        assert max((each.ms, each.counter) for each in read_shared(conn)) > erased
    again.journal.receive(original)
    assert left_in(tmp_path, SECRET) == []
    again.close()


def test_killed_before_the_bytes_are_gone_it_goes_on_at_the_next_opening(desk: Workspace, tmp_path: Path) -> None:
    person = desk.journal.create("person", {"name": SECRET})
    saved = desk.back_up("asked")
    desk.journal.erase([person], {})
    half = saved.with_name(".~0123456789ab.tmp")
    half.write_bytes(saved.read_bytes())
    assert left_in(tmp_path, SECRET)
    desk.close()
    again = Workspace.open(desk.path, home=tmp_path / "home")
    again.keep_daily()
    assert left_in(tmp_path, SECRET) == []
    assert again.meta("erasing") == ""
    again.close()


def test_a_copy_that_cannot_be_rewritten_is_named_and_tried_again(desk: Workspace, tmp_path: Path) -> None:
    person = desk.journal.create("person", {"name": SECRET})
    saved = desk.back_up("asked")
    damaged = saved.with_name("2026-01-01 00-00-00 damaged.focal")
    damaged.write_bytes(saved.read_bytes()[:5000])
    desk.journal.erase([person], {})
    assert desk.finish_erasing().left == (damaged,)
    assert desk.meta("erasing")
    damaged.unlink()
    assert desk.finish_erasing().left == ()
    assert desk.meta("erasing") == ""


def test_nothing_is_written_where_an_erasure_came_first(desk: Workspace, tmp_path: Path) -> None:
    """The desk holds nothing of the record but that it was erased: an edit is refused, a table passes it over."""
    id, other = desk.journal.create("person", {"name": SECRET, "consent": "network"}), str(uuid.uuid4())
    desk.journal.erase([id], {})
    with desk.reading() as conn:
        erasures = [each for each in read_shared(conn) if each.type == "erasure"]
    late = Workspace.create(tmp_path / "late.focal", home=tmp_path / "home")
    late.journal.receive(erasures)
    with late.journal.group("import", "people.csv") as group:
        late.journal.bulk(group, [("person", id, {"name": SECRET}), ("person", other, {"name": "Bo"})])
    assert late.record(id) is None and late.record(other) is not None
    with pytest.raises(UserFacingError, match="permanently erased"):
        late.journal.create("person", {"name": SECRET}, id=id)
    late.finish_erasing()
    assert check(late.path, home=late.home).ok
    late.close()


def test_a_year_and_a_word_that_are_erased_leave_figures_and_their_names_alone(desk: Workspace) -> None:
    """What is remembered as JSON stays JSON: a year stands in numbers too, a word in the name of a figure."""
    replica = str(uuid.uuid4())
    arrival = PackageOrigin(
        label="2014 from Bo.fdz", sender="missing", sender_replica=replica, holds={replica: [(1, 2014)]},
        gives={replica: [(1, 2014)]},
    )  # fmt: skip
    coming = SharedChange(
        replica=replica, seq=1, ms=1, counter=0, type="activity", record_id=str(uuid.uuid4()), values={"title": "Drill"},
        replaces={}, group="g", kind="edit", label="", author="Bo", time=1,
    )  # fmt: skip
    desk.journal.merge_changes([coming], arrival, lambda report: None)
    save_search(desk, SavedSearch("Of Zqxaveria", "true 2014 Zqxaveria", (("start", True),)))
    told = {"title": "missing", "start": "2014", "audience": "true", "municipality": "Zqxaveria"}
    id = desk.journal.create("activity", told)
    desk.journal.erase([id], {})
    with desk.reading() as conn:
        [kept] = read_merges(conn)
    assert kept.label == "… from Bo.fdz"
    assert kept.report["missing"] == {replica: [[2, 2014]]}
    [search] = saved_searches(desk)
    assert search == SavedSearch("Of …", "… … …", (("start", True),))


def test_backups_of_another_workspace_are_left_alone(desk: Workspace, tmp_path: Path) -> None:
    other = Workspace.create(tmp_path / "other" / "desk.focal", home=tmp_path / "home")
    other.journal.create("activity", {"title": "theirs"})
    theirs = tmp_path / "home" / "backups" / "desk backups"
    theirs.mkdir(parents=True)
    copy = theirs / "2026-01-01 00-00-00 asked.focal"
    copy.write_bytes(back_up(other.path, "asked", home=tmp_path / "home").read_bytes())
    other.close()
    before = copy.read_bytes()
    forget(desk, desk.journal.create("person", {"name": SECRET}))
    assert copy.read_bytes() == before


# Order does not matter -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[SharedChange], list[SharedChange]]:
    """The changes of a desk with two erasures, as they were before and as they are after."""
    folder = tmp_path_factory.mktemp("source")
    desk = Workspace.create(folder / "source.focal", home=folder / "home")
    journal = desk.journal
    person = journal.create("person", {"name": SECRET, "consent": "network"})
    id = journal.create("activity", {"title": "drills", "summary": SECRET, f"links/https://{SECRET[:5]}": "x"})
    journal.edit(id, {"summary": "second", f"links/https://{SECRET[:5]}": None})
    with desk.reading() as conn:
        before = list(read_shared(conn))
    desk.journal.erase([person], {})
    erase_fields(desk, id, "summary", "links")
    with desk.reading() as conn:
        after = list(read_shared(conn))
    assert SECRET not in str(after) and SECRET[:5] not in str(after)
    desk.close()
    return before, after


class _Back(Exception):
    """Takes a trial back: the desk is empty again."""


def tried(desk: Workspace, deliveries: Iterable[Sequence[SharedChange]]) -> tuple[list[str], list[SharedChange]]:
    """State and changes of an empty desk after these deliveries; every row as its journal says."""
    found: list[tuple[list[str], list[SharedChange]]] = []

    def look(conn: Connection) -> None:
        replicas = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
        assert not_done(conn, replicas) == set()
        rows = str(conn.exec_driver_sql("SELECT group_concat(coalesce(name, '')) FROM person").scalar())
        rows += str(conn.exec_driver_sql("SELECT group_concat(coalesce(summary, '')) FROM activity").scalar())
        assert SECRET not in rows
        found.append((list(dump(conn)), list(read_shared(conn))))

    with suppress(_Back), desk.journal.group("trial"):
        for delivery in deliveries:
            desk.journal.receive(delivery)
        desk.journal.beside(look)
        raise _Back
    return found[0]


def test_all_orders_of_erasures_and_what_they_erase_give_the_same(desk: Workspace, histories: Histories) -> None:
    before, after = histories
    erasures = [each for each in after if each.type == "erasure"]
    assert (len(before), len(erasures), len(after)) == (3, 2, 5)
    for order in itertools.permutations([*before, *erasures]):
        state, changes = tried(desk, [[each] for each in order])
        assert changes == after
        assert state == tried(desk, [after])[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_deliveries_of_old_and_new_forms_agree(data: st.DataObject, desk: Workspace, histories: Histories) -> None:
    before, after = histories
    erasures = [each for each in after if each.type == "erasure"]
    blanked = [each for each in after if each.type != "erasure"]
    # Blanked changes come with what blanked them; the old form comes in whatever package.
    pool: Sequence[list[SharedChange]] = [[*blanked, *erasures], before[:1], before[1:], erasures[:1], erasures[1:]]
    order = data.draw(st.permutations([*pool, before]))
    assert tried(desk, [data.draw(st.permutations(each)) for each in order])[1] == after


def test_a_change_that_says_something_else_is_left_out(desk: Workspace, histories: Histories) -> None:
    before, after = histories
    desk.journal.receive(before)
    forged = replace(before[1], values={**before[1].values, "title": "forged"}, proof=None)

    def titles() -> set[object]:
        with desk.reading() as conn:
            return {each.values.get("title") for each in read_shared(conn)}

    stood = titles()
    assert desk.journal.receive([forged]).new == 0
    # Blank, and nothing says why: what is here stays.
    assert desk.journal.receive([replace(before[1], values=dict.fromkeys(before[1].values))]).new == 0
    assert titles() == stood
    desk.journal.receive(after)
    assert desk.journal.receive([forged]).new == 0
    assert "forged" not in titles()


# The rule ----------------------------------------------------------------------------------------------------------------

names = st.sampled_from(["title", "title/fr", "links/https://a", "links/b", "deleted", "people/contact:1", "x/y"])


@given(values=st.dictionaries(names, st.none() | st.text()), fields=st.frozensets(names) | st.none())
def test_blanking_twice_is_blanking_once(values: dict[str, str | None], fields: frozenset[str] | None) -> None:
    said = None if fields is None else fields | {blanked_name("r", each) for each in fields if "links" in each}
    once = blank("r", values, {name: [1] for name in values}, said)
    assert blank("r", *once, said) == once
    assert len(once[0]) == len(values) and once[0].keys() == once[1].keys()
    if fields is None:
        assert all(value is None for name, value in once[0].items() if name != "deleted")


def test_what_a_newer_version_names_is_passed_over() -> None:
    id = "0" * 8 + "-0000-0000-0000-" + "0" * 12
    named = read_named(
        {f"records/{id}": True, f"changes/{id}:7": "a\nb", "spaces/1": "x", "changes/:0": "a", "records/": 1}
    )
    assert named.records == {("", id)} and named.changes == {(id, 7): {"a", "b"}}
    assert read_named(named.values()) == named


def test_the_check_finds_and_mends_what_was_not_erased(desk: Workspace) -> None:
    person = desk.journal.create("person", {"name": SECRET})
    forget(desk, person)
    desk.close()
    with sqlite3.connect(desk.path) as raw:
        raw.execute("UPDATE stored_change SET data = ? WHERE type = 'person'", (json.dumps({"name": SECRET}),))
        raw.execute("DELETE FROM erased")
    report = check(desk.path, home=desk.home)
    assert {each.kind for each in report.problems} >= {"erasure"}
    assert [each.kind for each in check(desk.path, home=desk.home, repair=True).problems] == ["erasing"]
    again = Workspace.open(desk.path, home=desk.home)
    again.finish_erasing()
    again.close()
    assert check(desk.path, home=desk.home).problems == ()
    with sqlite3.connect(desk.path) as raw:
        assert raw.execute("SELECT data FROM change WHERE type = 'person'").fetchone()[0] == '{"name":null}'


def test_names_under_which_changes_were_written_stay(desk: Workspace) -> None:
    for author in ("rui", "Ana", "Zoe", "Bo", "Chidi", "Dana", "Eli"):
        desk.journal.set_author(author)
        desk.journal.create("activity", {"title": author})
    with desk.reading() as conn:
        assert signed_with(conn, ["RUI", "ana", "rui", "nobody"]) == ["Ana", "rui"]
        everybody = ["zoe", "eli", "dana", "chidi", "bo", "ana"]
        assert signed_with(conn, everybody) == ["Ana", "Bo", "Chidi", "Dana", "Eli", "Zoe"]
        assert signed_with(conn, []) == []


def test_whether_anything_of_a_person_can_have_left(desk: Workspace) -> None:
    def made(*answers: str) -> str:
        id = desk.journal.create("person", {"name": "Ana", "consent": answers[0]})
        for answer in answers[1:]:
            desk.journal.edit(id, {"consent": answer})
        return id

    stayed, asked, shared, public = made("none"), made("none", "desk"), made("network"), made("public", "none")
    with desk.reading() as conn:
        records = [("person", id) for id in (stayed, asked, shared, public)]
        assert [left_desk(conn, [each]) for each in records] == [False, False, True, True]
        assert (
            left_desk(conn, [records[0], records[3]]) and not left_desk(conn, records[:2]) and not left_desk(conn, [])
        )


def test_a_name_goes_from_all_that_was_written_under_it_and_what_it_says_stays(desk: Workspace) -> None:
    desk.journal.set_author(SECRET)
    id = desk.journal.create("activity", {"title": "Drill", "summary": "of the port"})
    with desk.journal.group("import", "list.csv") as group:
        desk.journal.bulk(
            group, [("activity", f"{n:08}-0000-4000-8000-000000000000", {"title": f"{n}"}) for n in (1, 2)]
        )
    desk.journal.set_author("Ana")
    desk.journal.edit(id, {"title": "Drill two"})
    desk.back_up("asked")
    assert count_signed(desk, SECRET.upper()) == 3
    done = erase_author(desk, SECRET, reason="asked")
    assert done.changes == 3 and not done.left and count_signed(desk, SECRET) == 0
    assert [entry.author for entry in desk.journal.history(id)] == ["", "Ana"]
    assert desk.record(id).values["title"] == "Drill two"  # type: ignore[union-attr]
    assert check(desk.path, home=desk.home).ok
    desk.close()
    assert left_in(desk.path.parent, SECRET) == []
