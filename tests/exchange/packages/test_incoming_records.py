"""What arrives is told record by record before it is taken in, and what leaves before it leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.packages import IncomingRecordCollector, preview_export, read_incoming_records
from desktop.exchange.packages.incoming_records import CHANGED, DELETED, NEW
from desktop.exchange.signed_packages import import_package_file, inspect_package
from desktop.workspace.merge.merging import read_merges
from tests.exchange.packages.build_packages import rewritten
from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]


def test_told_before_as_after(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    host = amina.journal.create("organisation", {"name": "Mombasa"})
    kept = amina.journal.create("activity", {"title": "Flood drills", "status": "planned"})
    gone = amina.journal.create("activity", {"title": "Heat plans"})
    first = amina.send()
    jose.take(first)
    amina.journal.edit(kept, {"title": "Flood drills for all", f"organisations/host:{host}": True})
    jose.journal.edit(kept, {"title": "Flood exercises"})
    amina.journal.delete([gone])
    fresh = amina.journal.create("activity", {"title": "Green roofs"})
    second = amina.send(since=first)

    before = jose.dump()
    look = IncomingRecordCollector()
    import_package_file(jose.workspace, second, unsigned=True, dry_run=True, on_merged=look)
    seen = look.records
    assert jose.dump() == before
    told = {each.id: each for each in seen}
    assert {id: each.fate for id, each in told.items()} == {kept: CHANGED, gone: DELETED, fresh: NEW}
    assert seen[0].id == kept and [each.disputed for each in seen] == [True, False, False]
    fields = {each.name: each for each in told[kept].fields}
    title = fields["title"]
    assert {title.new, *title.against} == {"Flood exercises", "Flood drills for all"}
    assert fields[f"organisations/host:{host}"].new is True and told[kept].names[host] == "Mombasa"

    done = import_package_file(jose.workspace, second, unsigned=True).report
    with jose.workspace.reading() as conn:
        again = read_incoming_records(conn, done.no)
        kept_arrival = read_merges(conn)[0]
    assert again == seen
    jose.journal.edit(fresh, {"title": "Green roofs and walls"})
    with jose.workspace.reading() as conn:
        assert read_incoming_records(conn, done.no) == seen  # what it did, not what came after
        assert read_incoming_records(conn, 99) == []
    assert jose.journal.undo_group(kept_arrival.group).done


def test_told_what_leaves(desk: MakeDesk) -> None:
    amina = desk("Amina")
    id = amina.journal.create("activity", {"title": "Flood drills"})
    amina.journal.create("person", {"name": "Wanjiru", "consent": "none"})
    amina.journal.create("person", {"name": "Otieno", "consent": "network"})
    leaving = preview_export(amina.workspace)
    assert leaving.records == {"activity": 1, "person": 1} and leaving.changes == 2 and leaving.people == 1
    plan = amina.folder / "plan.txt"
    plan.write_text("where to go", encoding="utf-8")
    sha256 = amina.workspace.attachments.add(plan)
    before = amina.export(amina.folder / "first.fdz").manifest.holds
    amina.journal.edit(id, {f"attachments/{sha256}": "plan.txt"})
    amina.journal.edit(id, {"private_note": "ask again"})
    left = preview_export(amina.workspace, before)
    assert (left.changes, left.private, left.files, left.size) == (1, 1, 1, len("where to go"))
    after = amina.export(amina.folder / "second.fdz").manifest.holds
    assert preview_export(amina.workspace, after) == preview_export(amina.workspace, after, asked=["0" * 64])
    assert preview_export(amina.workspace, after).files == 0
    assert preview_export(amina.workspace, after, asked=[sha256]).files == 1
    with inspect_package(amina.workspace, amina.send()) as found:
        assert found.package.attachments == [sha256], "and no other of its files"
    amina.workspace.attachments.drop(sha256)
    assert preview_export(amina.workspace, after, asked=[sha256]).files == 0, "it is not here any more"


def test_a_package_that_does_not_keep_to_the_format_is_no_more_than_looked_at(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    amina.journal.create("activity", {"title": "Flood drills"})
    good = amina.send()
    for workspace in (None, jose.workspace):
        with inspect_package(workspace, good) as found:
            assert found.package.manifest.author == "Amina"
        with pytest.raises(UserFacingError), inspect_package(workspace, rewritten(good, lines=b"{}\n")):
            raise AssertionError("it was let in")
    with jose.workspace.reading() as conn:
        assert read_incoming_records(conn, 0) == []
