"""What was thrown away before anybody else had it does not travel; what somebody may have, is deleted there too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop import sample
from desktop.exchange.packages.export_preview import preview_export
from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]


def test_a_sample_that_was_thrown_away_does_not_travel(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    sample.load(amina.workspace)
    sample.discard(amina.workspace)
    own = amina.journal.create("activity", {"title": "Flood drills"})
    assert preview_export(amina.workspace).records == {"activity": 1}
    report = bo.take(amina.send())
    assert report.records_new == {"activity": 1} and not report.records_deleted
    assert report.missing == {}
    assert bo.record(own).title == "Flood drills"


@pytest.mark.parametrize("way", ["deleted", "undone", "emptied"])
def test_what_is_gone_stays_here_and_goes_along_once_it_is_back(desk: MakeDesk, way: str) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    amina.journal.create("activity", {"title": "Kept"})
    id = amina.journal.create("activity", {"title": "Mistake"})
    if way == "deleted":
        amina.journal.delete([id])
    elif way == "undone":
        amina.journal.undo()
    else:
        amina.journal.edit(id, {"title": None})
    bo.take(amina.send())
    assert bo.workspace.record(id) is None
    amina.journal.restore([id]) if way == "deleted" else amina.journal.edit(id, {"title": "Mistake"})
    bo.take(amina.send(since=bo.send()))
    assert bo.record(id).title == "Mistake" and bo.dump() == amina.dump()


def test_what_left_once_is_deleted_everywhere(desk: MakeDesk) -> None:
    amina, bo, cira = desk("Amina"), desk("Bo"), desk("Cira")
    id = amina.journal.create("activity", {"title": "Flood drills"})
    bo.take(amina.send())
    amina.journal.delete([id])
    cira.take(amina.send())  # Bo may have passed it on
    bo.take(amina.send(since=bo.send()))
    assert bo.record(id).binned and cira.record(id).binned


def test_what_somebody_is_seen_to_hold_has_left(desk: MakeDesk) -> None:
    """A copy of the file handed it on."""
    amina, bo = desk("Amina"), desk("Bo")
    id = amina.journal.create("activity", {"title": "Flood drills"})
    amina.journal.seal()
    with amina.workspace.reading() as conn:
        from desktop.workspace.changes.shared_change import read_shared

        bo.journal.receive(list(read_shared(conn, None)))
    amina.journal.delete([id])
    amina.take(bo.send())
    bo.take(amina.send(since=bo.send()))
    assert bo.record(id).binned


def test_what_others_edited_is_theirs_too(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    id = bo.journal.create("activity", {"title": "Flood drills"})
    amina.take(bo.send())
    amina.journal.delete([id])
    bo.take(amina.send(since=bo.send()))
    assert bo.record(id).binned


def test_what_a_record_points_to_goes_with_it_and_parts_stay_with_what_they_belong_to(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    lead = amina.journal.create("organisation", {"name": "City of Kisumu"})
    amina.journal.create("activity", {"title": "Flood drills", f"organisations/lead:{lead}": True})
    visit = amina.journal.create("visit", {"title": "To Durban", "host": lead})
    task = amina.journal.create("task", {"parent": visit, "title": "Ask for rooms"})
    amina.journal.delete([lead, visit])
    report = bo.take(amina.send())
    assert bo.record(lead).binned  # an activity still names it
    assert bo.workspace.record(visit) is None and bo.workspace.record(task) is None
    assert report.missing == {}
    amina.journal.restore([visit])
    bo.take(amina.send(since=bo.send()))
    assert bo.dump() == amina.dump()


def test_of_a_file_of_before_everything_may_have_left(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    amina.workspace.set_meta("left", "")
    old = amina.journal.create("activity", {"title": "Old"})
    amina.journal.delete([old])
    bo.take(amina.send())
    assert bo.record(old).binned
    new = amina.journal.create("activity", {"title": "New"})
    amina.journal.delete([new])
    bo.take(amina.send(since=bo.send()))
    assert bo.workspace.record(new) is None
