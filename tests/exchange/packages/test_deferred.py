"""A record that a person does not take in now waits, whole: nothing is lost, nothing is claimed, everything converges."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.exchange.packages import IncomingRecordCollector, import_package, manifest_of, open_package
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.exchange.waiting_items import import_deferred, read_waiting_items, select_records, waiting_sentences
from desktop.workspace.changes.deferred import MergeSelection, read_deferred
from desktop.workspace.merge.merging import MergeReport, read_merges
from tests.exchange.packages.conftest import MakeDesk
from tests.exchange.packages.desks import Desk

SLOW = settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def take(desk: Desk, path: Path, *without: str, take: tuple[str, ...] = ()) -> MergeReport:
    return import_package(
        desk.workspace, path, selection=MergeSelection(without=frozenset(without), take=frozenset(take))
    )


def aside(desk: Desk) -> list[str]:
    with desk.workspace.reading() as conn:
        return [each.id for each in read_deferred(conn)]


def test_what_is_set_aside_is_not_held_and_comes_in_later(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    one = amina.journal.create("activity", {"title": "Flood drills"})
    two = amina.journal.create("activity", {"title": "Heat plans"})
    report = take(jose, amina.send(), two)
    assert (report.new, report.records_new, report.records_deferred) == (1, {"activity": 1}, {"activity": 1})
    assert jose.workspace.record(two) is None and jose.record(one).title == "Flood drills"
    ((_replica, spans),) = jose.have().items()
    assert spans == [(1, 1)] and report.missing == {}  # no hole to ask for: it is here
    assert jose.sound()
    (waiting,) = read_waiting_items(jose.workspace).deferred
    assert (waiting.title, waiting.sender, waiting.label) == ("Heat plans", "Amina", "Amina 1.fdz")
    assert manifest_of(jose.send()).holds == jose.have()  # nothing is claimed that is not held
    done = import_deferred(jose.workspace, [two])
    assert done.records_new == {"activity": 1} and aside(jose) == [] and jose.dump() == amina.dump()
    assert jose.sound()
    assert jose.journal.undo().done and not jose.workspace.records("activity", [two])[0].listed
    assert jose.record(one).listed


def test_it_stays_aside_through_later_packages_until_a_person_says_so(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    one = amina.journal.create("activity", {"title": "Flood drills"})
    take(jose, amina.send(), one)
    amina.journal.edit(one, {"title": "Flood drills with schools"})
    report = take(jose, amina.send(since=jose.send()))
    assert report.records_deferred == {"activity": 1} and report.new == 0 and aside(jose) == [one]
    (waiting,) = read_waiting_items(jose.workspace).deferred
    assert waiting.changes == 2 and waiting.title == "Flood drills with schools"
    report = take(jose, amina.send(), take=(one,))
    assert report.back == [one] and report.missing == {}
    assert jose.record(one).title == "Flood drills with schools" and jose.dump() == amina.dump()


def test_what_waits_here_comes_with_what_a_third_desk_brings_of_it(desk: MakeDesk) -> None:
    """A part of a record's changes came from one, the rest from another: the record comes in whole."""
    amina, bo, jose = desk("Amina"), desk("Bo"), desk("José")
    one = amina.journal.create("activity", {"title": "Flood drills"})
    first = amina.send()
    take(bo, first)
    take(jose, first, one)
    bo.journal.edit(one, {"status": "completed"})
    delta = bo.send(since=first)
    assert manifest_of(delta).changes == 1
    report = take(jose, delta, take=(one,))
    assert report.records_new == {"activity": 1} and aside(jose) == [] and jose.dump() == bo.dump()


def test_edits_of_a_known_record_can_wait_and_end_as_a_conflict(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    one = amina.journal.create("activity", {"title": "Flood drills"})
    take(jose, amina.send())
    amina.journal.edit(one, {"title": "of Amina"})
    take(jose, amina.send(), one)
    jose.journal.edit(one, {"title": "of José"})
    assert not jose.disputed()
    import_deferred(jose.workspace, [one])
    (disputed,) = jose.disputed()
    assert {choice.value for choice in disputed.choices} == {"of Amina", "of José"}


def test_a_look_shows_what_waited_and_what_waits_for_others(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    one = amina.journal.create("activity", {"title": "Course"})
    run = amina.journal.create("run", {"parent": one, "name": "First"})
    package = amina.send()
    take(jose, package, one)
    assert waiting_sentences(jose.workspace, run) == ["Activity: it was set aside on this desk and can be imported."]
    seen = IncomingRecordCollector()
    import_package(jose.workspace, package, dry_run=True, on_merged=seen, selection=MergeSelection(everything=True))
    (record,) = seen.records
    assert (record.id, record.back, record.fate, record.waits) == (one, True, "new", ())
    assert aside(jose) == [one]  # a look changes nothing
    bo = desk("Bo")
    import_package(
        bo.workspace, package, dry_run=True, on_merged=seen, selection=MergeSelection(without=frozenset({one}))
    )
    (record,) = seen.records
    assert (record.id, [each.reference.target for each in record.waits]) == (run, [one])
    assert [each.reference.title for each in record.waits] == ["First"]


def test_parts_go_with_what_they_are_part_of(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    one = amina.journal.create("activity", {"title": "Course"})
    run = amina.journal.create("run", {"parent": one, "name": "First"})
    other = amina.journal.create("activity", {"title": "Other"})
    path = amina.send()
    with open_package(path) as package:
        assert select_records(jose.workspace, package, without=[one[:8]]).without == {one, run}
        assert select_records(jose.workspace, package, only=[run]).only == {one, run}
        assert select_records(jose.workspace, package, only=[other]).only == {other}
    take(jose, path, one, run)
    import_deferred(jose.workspace, [run])
    assert jose.dump() == amina.dump()


def test_attachments_of_what_waits_are_kept(desk: MakeDesk, tmp_path: Path) -> None:
    amina, jose = desk("Amina"), desk("José")
    (tmp_path / "plan.txt").write_text("the plan", encoding="utf-8")
    sha256 = amina.workspace.attachments.add(tmp_path / "plan.txt")
    one = amina.journal.create("activity", {"title": "Drills", f"attachments/{sha256}": "plan.txt"})
    take(jose, amina.send(), one)
    import_deferred(jose.workspace, [one])
    assert jose.workspace.attachments.verify(sha256) and read_waiting_items(jose.workspace).count == 0


def test_all_of_it_aside_leaves_no_arrival_to_undo(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    one = amina.journal.create("activity", {"title": "Drills"})
    take(jose, amina.send(), one)
    with jose.workspace.reading() as conn:
        assert read_merges(conn) == []
    assert jose.journal.next_undo() is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (True, "Activity: not received yet; it is in change no. 1 of Amina. Request it."),
        (False, "Activity: not received yet, and no package has mentioned it."),
    ],
)
def test_what_a_record_waits_for_is_named_with_whom_to_ask(desk: MakeDesk, told: bool, words: str) -> None:
    amina, jose = desk("Amina"), desk("José")
    one = amina.journal.create("activity", {"title": "Course"})
    first = amina.send()
    run = amina.journal.create("run", {"parent": one, "name": "First"})
    part = jose.folder / "part.fdz"
    export_signed_package(amina.workspace, part, known=manifest_of(first).brings, ids=None if told else [])
    if told:
        import_package_file(jose.workspace, part)
    else:  # somebody else has it from her, and does not say that she has more
        take(jose, amina.send(since=first))
    found = read_waiting_items(jose.workspace)
    assert [each.reference.id for each in found.references] == [run] and list(found.sentences) == [words]
    assert waiting_sentences(jose.workspace, run) == [words]
    take(jose, first)
    assert read_waiting_items(jose.workspace).references == ()


def test_people_who_did_not_agree_are_not_waited_for(desk: MakeDesk) -> None:
    amina, jose = desk("Amina"), desk("José")
    who = amina.journal.create("person", {"name": "Wanjiru", "consent": "none"})
    one = amina.journal.create("activity", {"title": "Drills", f"people/contact:{who}": True})
    take(jose, amina.send())
    assert jose.record(one).values[f"people/contact:{who}"] is True
    assert read_waiting_items(jose.workspace).count == 0 and waiting_sentences(jose.workspace, one) == []


@SLOW
@given(data=st.data())
def test_whatever_is_set_aside_and_taken_in_again_desks_converge(
    desk: MakeDesk, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("aside")
    amina, jose = Desk(folder, "Amina"), Desk(folder, "José")
    try:
        ids = [amina.journal.create("activity", {"title": f"Drill {number}"}) for number in range(3)]
        ids += [amina.journal.create("run", {"parent": ids[0], "name": "First"})]
        for step in range(data.draw(st.integers(1, 4))):
            for id in data.draw(st.sets(st.sampled_from(ids))):
                amina.journal.edit(id, {"start": f"20{10 + step}"})
                if jose.workspace.record(id) and data.draw(st.booleans()):
                    jose.journal.edit(id, {"end": f"20{20 + step}"})
            since = jose.send() if data.draw(st.booleans()) else None
            without, back = (data.draw(st.sets(st.sampled_from(ids))) for _each in range(2))
            take(jose, amina.send(since=since), *without, take=tuple(back - without))
            assert jose.sound()
            waiting = set(aside(jose))
            with jose.workspace.reading() as conn:
                held = conn.exec_driver_sql(
                    "SELECT count(*) FROM aside a JOIN replica r ON r.id = a.replica"
                    " JOIN change c ON c.replica_no = r.no AND c.seq = a.seq"
                ).scalar_one()
            assert held == 0 and without >= waiting - set(aside(jose)) and not (back - without) & waiting
        take(amina, jose.send())
        import_deferred(jose.workspace, aside(jose))
        take(jose, amina.send())
        assert aside(jose) == [] and jose.dump() == amina.dump() and jose.sound()
    finally:
        amina.close()
        jose.close()
