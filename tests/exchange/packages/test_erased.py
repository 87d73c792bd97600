"""Erasures travel: what was withdrawn goes from every byte of every desk it reached, and no older package brings it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.exchange.packages import export_package, import_package, manifest_of, preview_export
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.erasure.erasable import same_person, to_blank, values_written
from desktop.workspace.merge.merging import read_merges
from tests.exchange.packages.desks import Desk
from tests.exchange.packages.test_privacy import everything

MakeDesk = Callable[[str], Desk]
SECRET = "Zqxaveria"


def holding(desk: Desk, *words: str) -> list[str]:
    """The files of a desk, its backups and attachments in whose bytes one of the words stands."""
    places = [desk.path, desk.home, desk.path.with_name(f"{desk.path.stem} backups"), desk.workspace.attachments.folder]
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else [place]) if file.is_file()]
    wanted = [part.lower().encode() for word in words for part in (word, word[3:])]
    return [file.name for file in files if any(each in file.read_bytes().lower() for each in wanted)]


def forget(desk: Desk, id: str) -> None:
    with desk.workspace.reading() as conn:
        ids = same_person(conn, id)
    desk.journal.erase(ids, {})
    desk.workspace.finish_erasing()


def erase(desk: Desk, id: str, *fields: str) -> None:
    with desk.workspace.reading() as conn:
        written = [each for each in values_written(conn, id) if each.field.partition("/")[0] in fields]
        changes = to_blank(conn, id, written)
    desk.journal.erase((), changes)
    desk.workspace.finish_erasing()


def test_a_withdrawn_person_goes_everywhere(desk: MakeDesk) -> None:
    amina, bo, chi = desk("Amina"), desk("Bo"), desk("Chi")
    values = {"name": SECRET, "email": f"{SECRET}@city.org", "consent": "network", "private_note": f"of {SECRET}"}
    person = amina.journal.create("person", values)
    id = amina.journal.create("activity", {"title": "drills", f"people/contact:{person}": True})
    first = amina.send()
    bo.take(first)
    bo.journal.edit(person, {"telephone": f"ring {SECRET}"})
    from_bo = bo.send(since=first)
    assert holding(bo, SECRET)
    amina.journal.edit(person, {"consent": "none"})
    forget(amina, person)
    assert holding(amina, SECRET) == []
    erasure = amina.send(since=from_bo)
    assert SECRET.encode() not in everything(erasure)
    assert preview_export(amina.workspace).records == {"activity": 1}
    report = bo.take(erasure)
    assert (report.erased, report.missing) == (2, {}) and holding(bo, SECRET) == []
    assert bo.workspace.meta("erasing") == ""
    with bo.workspace.reading() as conn:
        assert SECRET not in str(read_merges(conn))
    # The telephone that Bo wrote meanwhile, the first package again, a desk that knew nothing: all without a word of it.
    for receiver, package in (
        (amina, from_bo),
        (amina, first),
        (bo, first),
        (chi, erasure),
        (chi, first),
        (chi, from_bo),
    ):
        receiver.take(package)
        assert holding(receiver, SECRET) == []
    for each in (amina, bo, chi):
        assert each.sound() and SECRET.encode() not in everything(each.send())
        assert each.record(id).members("people") == {f"contact:{person}": True}
    assert amina.dump() == bo.dump() == chi.dump()
    undone = bo.journal.undo()
    while undone.done and not undone.erased:
        undone = bo.journal.undo()
    assert "stays erased" in undone.sentence() and holding(bo, SECRET) == []
    assert bo.journal.redo().done and holding(bo, SECRET) == []


def test_one_value_goes_and_the_rest_stays(desk: MakeDesk) -> None:
    amina, bo, chi = desk("Amina"), desk("Bo"), desk("Chi")
    id = amina.journal.create("activity", {"title": "drills", "summary": SECRET, f"links/https://{SECRET}": "x"})
    first = amina.send()
    bo.take(first)
    bo.journal.edit(id, {"lessons": "learnt", "summary": f"{SECRET} and more"})
    chi.take(bo.send())
    erase(amina, id, "summary", "links")
    for receiver in (bo, chi):
        receiver.take(amina.send(since=receiver.send()))
    assert chi.record(id).values == {"title": "drills", "lessons": "learnt", "summary": f"{SECRET} and more"}
    erase(bo, id, "summary")
    amina.take(bo.send())
    chi.take(bo.send(since=chi.send()))
    chi.take(first)
    for each in (amina, bo, chi):
        assert holding(each, SECRET) == [] and each.sound()
        assert each.record(id).values == {"title": "drills", "lessons": "learnt"}
    assert amina.dump() == bo.dump() == chi.dump()


def test_what_was_blanked_comes_with_what_blanked_it(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    id = amina.journal.create("activity", {"title": "drills", "summary": SECRET})
    other = amina.journal.create("activity", {"title": "another"})
    bo.take(amina.send())
    erase(amina, id, "summary")
    told = manifest_of(amina.send()).holds
    # One who is believed to hold the erasure, as its package was lost, gets it once more with the change.
    lost = amina.folder / "lost.fdz"
    export_package(amina.workspace, lost, known={replica: [(3, 3)] for replica in told})
    assert manifest_of(lost).records == {"activity": 2, "erasure": 1}
    some = amina.send(ids=[other])
    assert manifest_of(some).records == {"activity": 1, "erasure": 1}
    assert bo.take(some).erased == 1 and holding(bo, SECRET) == []
    assert bo.take(lost).new == 0 and amina.dump() == bo.dump()


def test_an_attachment_goes_and_does_not_come_again(desk: MakeDesk, tmp_path: Path) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    file = tmp_path / "list.txt"
    file.write_text(f"telephone numbers of {SECRET}")
    sha256 = amina.workspace.attachments.add(file)
    id = amina.journal.create("activity", {"title": "drills", f"attachments/{sha256}": "list.txt"})
    first = amina.send()
    bo.take(first)
    assert bo.workspace.attachments.exists(sha256)
    erase(amina, id, "attachments")
    bo.take(amina.send(since=bo.send()))
    bo.take(first)
    chi = desk("Chi")
    chi.take(amina.send())
    chi.take(first)
    for each in (amina, bo, chi):
        assert not each.workspace.attachments.exists(sha256) and holding(each, SECRET) == []


def test_what_was_set_aside_is_erased_too(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    id = amina.journal.create("activity", {"title": "drills", "summary": SECRET})
    first = amina.send()
    import_package(bo.workspace, first, selection=MergeSelection(without=frozenset({id})))
    assert holding(bo, SECRET)
    erase(amina, id, "summary")
    second = amina.send()
    import_package(bo.workspace, second)
    assert holding(bo, SECRET) == []
    import_package(bo.workspace, first)
    assert holding(bo, SECRET) == []
    import_package(bo.workspace, second, selection=MergeSelection(take=frozenset({id})))
    assert bo.record(id).values == {"title": "drills"} and amina.dump() == bo.dump() and bo.sound()
