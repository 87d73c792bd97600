"""Visits as calendars: read by another parser, back without a change, moved there and offered as moves here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import vobject

from desktop.errors import UserFacingError
from desktop.visits.calendars import (
    all_visits,
    apply_plan,
    build_calendar,
    export_calendar,
    export_contacts,
    import_contacts,
    plan_calendar,
    read_calendar,
    read_contacts,
    visits_in_calendar,
)
from desktop.visits.calendars.calendar_reader import MAX_SIZE
from desktop.visits.calendars.contact_reader import people_namespace
from desktop.visits.visit import read_visit
from desktop.workspace import Value, Workspace, check
from tests.reports.visits import sample_visits


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")


def a_visit(desk: Workspace, zone: str, start: str, *moments: tuple[str, int]) -> str:
    visit = desk.journal.create("visit", {"title": "Visit", "start": start, "time_zone": zone, "stage": "agreed"})
    for at, (moment, minutes) in enumerate(moments):
        desk.journal.create(
            "session", {"parent": visit, "title": f"Session {at}", "at": moment, "minutes": minutes}
        )  # fmt: skip
    return visit


def written(desk: Workspace, visit: str, path: Path) -> str:
    export_calendar(desk, path, [visit])
    return path.read_bytes().decode("utf-8")


CASES = (
    ("Africa/Johannesburg", "2026-05-04", "1 09:00", 60, "2026-05-04T07:00Z", "2026-05-04T08:00Z"),
    ("Europe/Madrid", "2026-03-28", "2 01:30", 60, "2026-03-29T00:30Z", "2026-03-29T01:30Z"),  # an hour is left out
    ("Europe/Madrid", "2026-10-25", "1 02:30", 120, "2026-10-25T00:30Z", "2026-10-25T02:30Z"),  # an hour comes twice
    ("Asia/Kathmandu", "2026-05-04", "1 09:00", 45, "2026-05-04T03:15Z", "2026-05-04T04:00Z"),
    ("Pacific/Chatham", "2026-01-04", "1 09:00", 90, "2026-01-03T19:15Z", "2026-01-03T20:45Z"),
    ("Pacific/Apia", "2026-05-04", "1 00:30", 60, "2026-05-03T11:30Z", "2026-05-03T12:30Z"),  # beyond the date line
    ("America/Bogota", "2028-02-28", "2 23:30", 90, "2028-03-01T04:30Z", "2028-03-01T06:00Z"),  # 29 February, midnight
)


@pytest.mark.parametrize(("zone", "start", "at", "minutes", "begins", "ends"), CASES, ids=[case[0] for case in CASES])
def test_another_parser_reads_the_same_moments(
    desk: Workspace, tmp_path: Path, zone: str, start: str, at: str, minutes: int, begins: str, ends: str
) -> None:
    visit = a_visit(desk, zone, start, (at, minutes))
    calendar = vobject.readOne(written(desk, visit, tmp_path / "a.ics"))
    event = next(each for each in calendar.vevent_list if each.summary.value == "Session 0")
    assert event.dtstart.value.astimezone(UTC) == datetime.fromisoformat(begins)
    assert event.dtend.value.astimezone(UTC) == datetime.fromisoformat(ends)
    plan = plan_calendar(desk, read_calendar(tmp_path / "a.ics"), visit)
    assert (plan.changes, plan.unchanged, plan.absent, plan.problems) == ([], 1, 0, [])


def test_a_whole_visit_comes_back_without_a_change(desk: Workspace, tmp_path: Path) -> None:
    visit = sample_visits.full(desk, tmp_path)
    text = written(desk, visit, tmp_path / "a.ics")
    assert build_calendar(desk, [visit])[0] == build_calendar(desk, [visit])[0] == text.encode()
    calendar = vobject.readOne(text)
    assert len(calendar.vevent_list) == 11 and len(calendar.vtodo_list) == 4
    assert {each.summary.value for each in calendar.vtodo_list} >= {"Agree the programme", "Thank everyone"}
    read = read_calendar(tmp_path / "a.ics")
    assert visits_in_calendar(desk, read) == [visit]
    plan = plan_calendar(desk, read, visit)
    assert (plan.changes, plan.unchanged, plan.absent, plan.problems) == ([], 7, 1, [])
    assert not re.search("Secretson|Silent|tender|sister in Cali|Nomusa", text)


def test_a_session_moved_elsewhere_is_offered_as_a_move_and_taken_as_one_action(
    desk: Workspace, tmp_path: Path
) -> None:
    visit = a_visit(desk, "Africa/Johannesburg", "2026-05-04", ("1 09:00", 60), ("1 11:00", 30), ("2 10:00", 30))
    sessions = read_visit(desk, visit).sessions  # pyright: ignore[reportOptionalMemberAccess]
    text = written(desk, visit, tmp_path / "a.ics")
    text = text.replace("TZID=Africa/Johannesburg:20260504T090000", "TZID=Asia/Kathmandu:20260505T140000")
    text = text.replace("TZID=Africa/Johannesburg:20260504T100000", "TZID=Asia/Kathmandu:20260505T153000")
    text = text.replace("SUMMARY:Session 1", "SUMMARY:Session one\\, renamed")
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", text, re.DOTALL)
    text = text.replace(events[-1], events[-1].replace("STATUS:CONFIRMED", "STATUS:CANCELLED"))
    new = (
        "BEGIN:VEVENT\r\nUID:elsewhere-1\r\nSUMMARY:Tea\r\nDTSTART:20260504T160000\r\nDURATION:PT45M\r\nEND:VEVENT\r\n"
    )
    text = text.replace("END:VCALENDAR", f"{new}END:VCALENDAR")
    (tmp_path / "b.ics").write_bytes(text.encode())
    plan = plan_calendar(desk, read_calendar(tmp_path / "b.ics"), visit)
    actions = {change.title: change.action for change in plan.changes}
    assert actions == {"Session 0": "moved", "Session one, renamed": "changed", "Session 2": "cancelled", "Tea": "new"}
    assert plan.changes[0].values == {"at": "2 10:15", "minutes": 90}
    assert apply_plan(desk, plan, "b.ics") == 4
    after = {each.title: each.values for each in read_visit(desk, visit).sessions}  # pyright: ignore[reportOptionalMemberAccess]
    assert set(after) == {"Session 0", "Session one, renamed", "Tea"}
    assert (after["Tea"]["at"], after["Tea"]["minutes"]) == ("1 16:00", 45)
    again = plan_calendar(desk, read_calendar(tmp_path / "b.ics"), visit)
    assert again.changes == [] and again.unchanged == 3
    desk.journal.undo()
    assert [each.values for each in read_visit(desk, visit).sessions] == [each.values for each in sessions]  # pyright: ignore[reportOptionalMemberAccess]
    assert check(desk.path).ok


def test_a_change_of_the_visit_counts_the_sequence_on(desk: Workspace, tmp_path: Path) -> None:
    visit = a_visit(desk, "Europe/Paris", "2026-05-04", ("1 09:00", 60))
    before = re.findall(r"SEQUENCE:(\d+)", written(desk, visit, tmp_path / "a.ics"))
    desk.journal.edit(visit, {"start": "2026-05-11"})
    after = re.findall(r"SEQUENCE:(\d+)", written(desk, visit, tmp_path / "b.ics"))
    assert all(int(now) > int(then) for then, now in zip(before, after, strict=True))


def calendar(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", "UID:1", "SUMMARY:Walk", *lines, "END:VEVENT")


ODD = (
    (event("DTSTART:19690504T090000"), "“Walk” begins in 1969: left out."),
    (event("DTSTART;TZID=Atlantis/Central:20260504T090000"), "The time zone “Atlantis/Central” of “Walk” is not known"),
    (event(f"DTSTART;TZID={'x' * 61}:20260504T090000"), f"The time zone “{'x' * 60}” of “Walk” is not known"),
    (
        event("DTSTART:20260504T090000", "RRULE:FREQ=SECONDLY"),
        "One event repeats: only its first occurrence was imported.",
    ),
    (event("DTSTART:20991231T090000Z"), "“Walk” is on 2099-12-31, too far from the visit: left out."),
    (event("DTSTART:20260231T990000"), "“Walk”"),
    (event(), "“Walk” does not say when it begins: left out."),
)


@pytest.mark.parametrize(("lines", "said"), ODD, ids=range(len(ODD)))
def test_an_odd_event_costs_itself_and_a_sentence(
    desk: Workspace, tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    good = ("BEGIN:VEVENT", "UID:2", "SUMMARY:Talk", "DTSTART:20260504T110000", "END:VEVENT")
    path = tmp_path / "odd.ics"
    path.write_bytes(calendar(*lines, *good))
    plan = plan_calendar(desk, read_calendar(path), a_visit(desk, "Africa/Johannesburg", "2026-05-04"))
    assert [each for each in plan.problems if said in each], plan.problems
    assert "Talk" in {change.title for change in plan.changes}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a calendar"),
        (b"%PDF-1.7", "is not a calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "was cut short"),
        (b"BEGIN:VCALENDAR\r\n\xff\xfe\x00\r\nEND:VCALENDAR", "is damaged"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "contains no event"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * (MAX_SIZE + 1), "is too large for a programme"),
    ],
    ids=["empty", "pdf", "cut", "bytes", "none", "huge"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.ics"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match=said):
        read_calendar(path)


def test_too_many_events_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.visits.calendars.calendar_reader.MAX_EVENTS", 3)
    path = tmp_path / "many.ics"
    path.write_bytes(calendar(*event("DTSTART:20260504T110000") * 4))
    with pytest.raises(UserFacingError, match="too many for one programme"):
        read_calendar(path)


def test_a_visit_without_a_day_takes_no_calendar_in_and_gives_none(desk: Workspace, tmp_path: Path) -> None:
    visit = desk.journal.create("visit", {"title": "Perhaps Quito", "start": "2027"})
    with pytest.raises(UserFacingError, match="No part of it has a date yet"):
        export_calendar(desk, tmp_path / "a.ics", [visit])
    assert not (tmp_path / "a.ics").exists()
    (tmp_path / "b.ics").write_bytes(calendar(*event("DTSTART:20270504T110000")))
    with pytest.raises(UserFacingError, match="has no start date"):
        plan_calendar(desk, read_calendar(tmp_path / "b.ics"), visit)


def test_which_events_that_the_visit_does_not_know_become_sessions(desk: Workspace, tmp_path: Path) -> None:
    visit = a_visit(desk, "Africa/Johannesburg", "2026-05-04", ("1 09:00", 60), ("1 10:00", 60))
    other = a_visit(desk, "Africa/Johannesburg", "2026-05-04", ("1 09:00", 60))
    binned, stays = read_visit(desk, visit).sessions  # pyright: ignore[reportOptionalMemberAccess]
    theirs = read_visit(desk, other).sessions[0]  # pyright: ignore[reportOptionalMemberAccess]
    task = desk.journal.create("task", {"parent": visit, "title": "Visas"})
    desk.journal.delete([binned.id])
    events = [
        ("Tea", "UID:tea"),
        ("Called off", "UID:off", "STATUS:CANCELLED"),
        ("Task of a desk", "UID:task", "X-FOCAL-DESK-TYPE:task"),
        ("Session of a desk", "UID:session", "X-FOCAL-DESK-TYPE:session", f"X-FOCAL-DESK-VISIT:{visit}"),
        ("Named by its relation", "UID:related", f"RELATED-TO:urn:uuid:{visit}"),
        ("Of a visit that is not here", "UID:elsewhere", "X-FOCAL-DESK-VISIT:1b671a64-40d5-491e-99b0-da01ff1f3341"),
        ("The visit itself", f"UID:urn:uuid:{visit}"),
        ("Theirs", f"UID:urn:uuid:{theirs.id}"),
        ("Visas", f"UID:urn:uuid:{task}"),
        ("Restored from the bin", f"UID:urn:uuid:{binned.id}"),
        ("Session 1", f"UID:urn:uuid:{stays.id}"),
    ]
    path = tmp_path / "a.ics"
    path.write_bytes(calendar(*(
        line for title, *lines in events
        for line in ("BEGIN:VEVENT", f"SUMMARY:{title}", *lines, "DTSTART:20260504T100000", "DURATION:PT1H", "END:VEVENT")
    )))  # fmt: skip
    plan = plan_calendar(desk, read_calendar(path), visit)
    assert [(change.action, change.title) for change in plan.changes] == [
        ("new", "Tea"), ("new", "Session of a desk"), ("new", "Named by its relation"), ("new", "Restored from the bin"),
    ]  # fmt: skip
    assert (plan.unchanged, plan.absent) == (1, 0)
    assert plan.problems == [
        "One cancelled event is no session of this visit: left out.",
        "3 events belong to something else than this visit: left out.",
    ]
    assert apply_plan(desk, plan, "a.ics", [plan.changes[0].id, plan.changes[3].id]) == 2
    titles = {each.title for each in read_visit(desk, visit).sessions}  # pyright: ignore[reportOptionalMemberAccess]
    assert titles == {"Tea", "Restored from the bin", "Session 1"}


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (("DTSTART:20260505T090000", "DTEND:20260505T100000"), {"at": "2 09:00", "minutes": 60}),
        (("DTSTART:20260505T090000Z", "DTEND:20260505T100000Z"), {"at": "2 11:00", "minutes": 60}),
        (("DTSTART:20260503T090000", "DTEND:20260503T090000"), {"at": "0 09:00", "minutes": 0}),
        (("DTSTART:20260505T090000", "DTEND:20260505T085900"), {"at": "2 09:00"}),
        (("DTSTART:20260505T090000", "DTEND:20260519T090000"), {"at": "2 09:00", "minutes": 14 * 24 * 60}),
        (("DTSTART:20260505T090000", "DTEND:20260519T090100"), {"at": "2 09:00"}),
        (("DTSTART:20260505T090000", "DTEND:20260505T100000Z"), {"at": "2 09:00"}),
        (("DTSTART;VALUE=DATE:20260505", "DTEND;VALUE=DATE:20260506"), {"at": "2"}),
        (("DTSTART;VALUE=DATE:20260505", "DTEND:20260505T100000"), {"at": "2"}),
        (("DTSTART:20260505T090000",), {"at": "2 09:00"}),
        (("DTSTART:20260504T090000", "LOCATION: Town hall ", "DESCRIPTION:Bring boots."),
         {"at": "1 09:00", "place": "Town hall", "summary": "Bring boots."}),
        (("DTSTART:20270504T090000",), {"at": "366 09:00"}),
        (("DTSTART:20270505T090000",), None),
        (("DTSTART:20250503T090000",), {"at": "-365 09:00"}),
    ],
)  # fmt: skip
def test_what_an_event_becomes(
    desk: Workspace, tmp_path: Path, lines: tuple[str, ...], values: dict[str, Value] | None
) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(calendar(*event(*lines)))
    plan = plan_calendar(desk, read_calendar(path), a_visit(desk, "Africa/Johannesburg", "2026-05-04"))
    assert [change.values for change in plan.changes] == ([] if values is None else [{"title": "Walk", **values}])
    assert len(plan.problems) == (values is None)


def test_what_a_calendar_says_of_a_session_that_is_known(desk: Workspace, tmp_path: Path) -> None:
    visit = a_visit(desk, "Africa/Johannesburg", "2026-05-04", ("1 09:00", 60))
    (session,) = read_visit(desk, visit).sessions  # pyright: ignore[reportOptionalMemberAccess]
    desk.journal.edit(session.id, {"place": "Hall", "address": "1 Main Street"})
    text = written(desk, visit, tmp_path / "a.ics")
    for old, new, kind, values in (
        ("SUMMARY:Session 0", "SUMMARY:Session 0", None, {}),
        ("SUMMARY:Session 0", "SUMMARY:Opening", "changed", {"title": "Opening"}),
        ("LOCATION:Hall\\, 1 Main Street", "LOCATION:Garden", "changed", {"place": "Garden", "address": None}),
        ("LOCATION:Hall\\, 1 Main Street\r\n", "", "changed", {"place": None, "address": None}),
        ("T100000", "T103000", "moved", {"minutes": 90}),
        ("20260504T090000", "20260504T093000", "moved", {"at": "1 09:30", "minutes": 30}),
    ):
        assert old in text
        (tmp_path / "b.ics").write_bytes(text.replace(old, new).encode())
        plan = plan_calendar(desk, read_calendar(tmp_path / "b.ics"), visit)
        assert [(change.action, change.values) for change in plan.changes] == ([(kind, values)] if kind else []), new
        assert plan.unchanged == (kind is None)


def test_all_visits_that_live_by_the_day_they_begin(desk: Workspace) -> None:
    undated, late, early, also = (
        desk.journal.create("visit", {"title": "V", "start": start}) for start in (None, "2026-05", "2025", "2026-05")
    )
    gone = desk.journal.create("visit", {"title": "Gone"})
    desk.journal.delete([gone])
    assert all_visits(desk) == [early, late, also, undated]


def test_what_lasts_whole_days_ends_the_day_after(desk: Workspace, tmp_path: Path) -> None:
    visit = desk.journal.create("visit", {"title": "V", "start": "2026-05-04", "end": "2026-05-06", "stage": "agreed"})
    desk.journal.create("session", {"parent": visit, "title": "Arrivals", "at": "0"})
    desk.journal.create("session", {"parent": visit, "title": "No zone", "at": "2 09:00", "minutes": 30})
    desk.journal.create("session", {"parent": visit, "title": "Some time"})
    desk.journal.create("follow_up", {"parent": visit, "after_months": 3, "title": "Follow-up"})
    desk.journal.create("task", {"parent": visit, "title": "Visas", "due_days": -10, "state": "done"})
    desk.journal.create("task", {"parent": visit, "title": "Rooms"})
    data, made = build_calendar(desk, [visit, "nobody"])
    assert (made.visits, made.events, made.tasks, made.undated) == (1, 4, 1, 2)
    read = vobject.readOne(data.decode())
    assert {each.summary.value: (str(each.dtstart.value), str(each.dtend.value)) for each in read.vevent_list} == {
        "V": ("2026-05-04", "2026-05-07"), "Arrivals": ("2026-05-03", "2026-05-04"), "Follow-up": ("2026-08-06", "2026-08-07"),
        "No zone": ("2026-05-05 09:00:00", "2026-05-05 09:30:00"),
    }  # fmt: skip
    (task,) = read.vtodo_list
    assert (task.due.value, task.status.value, task.percent_complete.value) == (date(2026, 4, 24), "COMPLETED", "100")
    assert {each.status.value for each in read.vevent_list} == {"CONFIRMED"}
    for stage, status in (
        ("idea", "TENTATIVE"),
        (None, "TENTATIVE"),
        ("cancelled", "CANCELLED"),
        ("closed", "CONFIRMED"),
    ):
        desk.journal.edit(visit, {"stage": stage})
        again = vobject.readOne(build_calendar(desk, [visit])[0].decode())
        assert {each.status.value for each in again.vevent_list} == {status}


def test_a_day_without_a_time_is_all_day(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    for start, all_day in (("DTSTART;VALUE=DATE:20260505", True), ("DTSTART:20260505T000000", False)):
        path.write_bytes(calendar(*event(start)))
        assert [each.all_day for each in read_calendar(path).events] == [all_day]


# Contacts ------------------------------------------------------------------------------------------------------------


def test_only_those_who_agreed_leave_as_contacts(desk: Workspace, tmp_path: Path) -> None:
    visit = sample_visits.full(desk, tmp_path)
    assert export_contacts(desk, tmp_path / "all.vcf") == 1
    assert export_contacts(desk, tmp_path / "visit.vcf", visit=visit) == 3
    text = (tmp_path / "all.vcf").read_text("utf-8") + (tmp_path / "visit.vcf").read_text("utf-8")
    assert not re.search("Secretson|Silent|sister in Cali", text)
    cards = list(vobject.readComponents((tmp_path / "visit.vcf").read_text("utf-8")))
    assert [card.fn.value for card in cards] == ["Sbu Ndlovu", "Ana María Restrepo Ángel", "Camila Gómez"]
    assert all(len(line.encode()) <= 75 for line in text.splitlines())


def test_contacts_come_in_once_and_have_not_agreed_to_anything(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:G=C3=B3mez;Camila\r\n"
        b"TEL;CELL:+57 300\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana \\, Ruiz\r\nORG:City;Risk unit\r\nitem1.EMAIL;TYPE=work:ana@exam\r\n"
        b" ple.org\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nNOTE:nobody\r\nEND:VCARD\r\n"
    )
    contacts = read_contacts(path).contacts
    assert [each.values for each in contacts] == [
        {"name": "Camila Gómez", "telephone": "+57 300"},
        {"name": "Ana , Ruiz", "role": "City, Risk unit", "email": "ana@example.org"},
    ]
    assert (import_contacts(desk, contacts, path.name), import_contacts(desk, contacts, path.name)) == (2, 0)
    assert {desk.record(each.record_id(people_namespace(desk))).values["consent"] for each in contacts} == {"none"}  # pyright: ignore[reportOptionalMemberAccess]
    (tmp_path / "none.vcf").write_bytes(b"<html>")
    with pytest.raises(UserFacingError, match="contains no contacts"):
        read_contacts(tmp_path / "none.vcf")


def card(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD", ""]).encode()


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (("FN:Ana Ruiz", "N:Other;Name"), {"name": "Ana Ruiz"}),
        (("N:Ruiz;Ana;María;Dr.", "FN:Ana María Ruiz"), {"name": "Ana María Ruiz"}),
        (("N:Ruiz;Ana;María;Dr.",), {"name": "Ana Ruiz"}),
        (("N:Ruiz", "FN:"), {"name": "Ruiz"}),
        (("FN:", "N:Ruiz;Ana"), {"name": "Ana Ruiz"}),
        (("FN:Ana", "TITLE:Mayor", "ROLE:Other"), {"name": "Ana", "role": "Mayor"}),
        (("FN:Ana", "ROLE:Mayor", "ORG:Durban", "ORG:Other"), {"name": "Ana", "role": "Mayor, Durban"}),
        (("FN:Ana", "EMAIL:mailto:a@b.org", "EMAIL:c@d.org"), {"name": "Ana", "email": "a@b.org"}),
        (("FN:Ana", "TEL;VALUE=uri:tel:+27-31", "TEL:2"), {"name": "Ana", "telephone": "+27-31"}),
        (('FN;X="a:b":Ana', "NOTE:no"), {"name": "Ana"}),
        (("home.FN:Ana", "WORK.TEL:1"), {"name": "Ana", "telephone": "1"}),
        (("FN:a\\nb\\;c\\\\n",), {"name": "a\nb;c\\n"}),
        (("FN:Ana", "TITLE:Who knows: she", "EMAIL:"), {"name": "Ana", "role": "Who knows: she"}),
        (("FN:" + "a" * 2_000,), {"name": "a" * 1_000}),
    ],
)
def test_what_a_card_says(tmp_path: Path, lines: tuple[str, ...], values: dict[str, str]) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(b"\xef\xbb\xbf" + card(*lines))
    (contact,) = read_contacts(path).contacts
    assert contact.values == values


def test_who_a_card_is(tmp_path: Path) -> None:
    own = "1b671a64-40d5-491e-99b0-da01ff1f3341"
    path = tmp_path / "a.vcf"

    def ids(*cards: bytes) -> list[str]:
        path.write_bytes(b"".join(cards))
        return [each.id for each in read_contacts(path).contacts]

    assert ids(card("FN:Ana", f"UID:urn:uuid:{own}")) == [own], "somebody of a desk"
    (foreign,) = ids(card("FN:Ana", "UID:4711"))
    assert ids(card("FN:Ana Ruiz", "UID:4711")) == [foreign] != ids(card("FN:Ana Ruiz", "UID:4712"))
    assert len({foreign, own, *ids(card("FN:Ana", f"UID:{own}")), *ids(card("FN:Ana", "UID:urn:uuid:4711"))}) == 4
    assert len(ids(card("FN:Ana"), card("FN:Ana", "EMAIL:a@b.org"), card("FN:Ana"))) == 2, "told apart by their address"


def test_contacts_larger_than_any_list_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(card("FN:Ana") + card("FN:Rui"))
    monkeypatch.setattr("desktop.visits.calendars.contact_reader.MAX_SIZE", path.stat().st_size)
    assert len(read_contacts(path).contacts) == 2
    monkeypatch.setattr("desktop.visits.calendars.contact_reader.MAX_CONTACTS", 1)
    assert len(read_contacts(path).contacts) == 1
    monkeypatch.setattr("desktop.visits.calendars.contact_reader.MAX_SIZE", path.stat().st_size - 1)
    with pytest.raises(UserFacingError, match="is too large for a list of contacts"):
        read_contacts(path)


def test_all_that_a_person_agreed_to_is_in_their_card(desk: Workspace, tmp_path: Path) -> None:
    city = desk.journal.create("organisation", {"name": "Ville; côté, mer"})
    name = "Aïssatou " + "é" * 60
    desk.journal.create(
        "person",
        {"name": name, "role": "Line\nbreak", "email": "a@b.org", "telephone": "+221 33", "consent": "network",
         "organisation": city, "languages/fr": True, "languages/wo": True},
    )  # fmt: skip
    assert export_contacts(desk, tmp_path / "a.vcf") == 1
    raw = (tmp_path / "a.vcf").read_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) == 75, "as long as may be, and no longer"
    (found,) = vobject.readComponents(raw.decode("utf-8"))
    assert (found.fn.value, found.email.value, found.tel.value) == (name, "a@b.org", "+221 33")
    assert [each.value for each in found.lang_list] == ["fr", "wo"]
    (contact,) = read_contacts(tmp_path / "a.vcf").contacts
    assert contact.values["role"] == "Line\nbreak, Ville; côté, mer"
