"""Calendars as other programs write them: zones, methods, series, encodings, and broken ones.

Most of the files follow public reports about other programs: libical 22 and python-recurring-ical-events 20 (EXDATE in
another zone), synctools 80 (RECURRENCE-ID in another zone), node-ical 56 and 246 and allenporter/ical 468 (custom zones of
Outlook), ical.net 716 (a day with a zone), py-vobject 111 (quotation marks in a parameter).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from desktop.errors import UserFacingError
from desktop.visits.calendars import (
    CalendarPlan,
    all_visits,
    apply_plan,
    plan_calendar,
    read_calendar,
    read_contacts,
    visits_in_calendar,
)
from desktop.visits.calendars.content_lines import read_components
from desktop.visits.calendars.recurrence import parse_rule, repeated_times
from desktop.visits.calendars.zones import FileZones, parse_stamp
from desktop.visits.visit import read_visit
from desktop.workspace import Workspace

FILES = Path(__file__).parents[2] / "data" / "calendars"
REPEATED = "One event repeats: only its first occurrence was imported."
Found = tuple[str, str, int | None]


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """For plans, which write nothing."""
    folder = tmp_path_factory.mktemp("shared")
    desk = Workspace.create(folder / "desk.focal", home=folder / "home")
    a_visit(desk)
    return desk


def a_visit(desk: Workspace) -> str:
    return desk.journal.create("visit", {"title": "Visit", "start": "2026-06-15", "time_zone": "Europe/Paris"})


def planned(desk: Workspace, visit: str, name: str) -> CalendarPlan:
    return plan_calendar(desk, read_calendar(FILES / name), visit)


def new_sessions(plan: CalendarPlan) -> list[Found]:
    assert {change.action for change in plan.changes} <= {"new"}
    found = list[Found]()
    for change in plan.changes:
        at, minutes = change.values["at"], change.values.get("minutes")
        assert isinstance(at, str) and (minutes is None or isinstance(minutes, int))
        found.append((change.title, at, minutes))
    return found


CASES: list[tuple[str, list[Found], list[str]]] = [
    ("series_with_exceptions.ics", [("Weekly call", "2 09:00", 60), ("Stand-up (moved)", "1 12:30", 15)],
     ["2 events repeat: only their first occurrence was imported."]),
    ("one_of_a_series.ics", [("Site walk (one of a series)", "2 15:00", 60)], []),
    ("request.ics", [("Meeting the mayor", "1 14:00", 60)], []),
    ("folded_in_a_letter.ics",
     [("Відвідування насосної станції та обговорення з мешканцями району", "1 15:00", None)], []),
    # Zones
    ("windows_zone.ics", [("Site walk", "1 10:00", 60)], []),
    ("zone_of_the_file.ics", [("Site walk", "1 09:00", 60), ("In winter", "-150 09:00", 60)], []),
    ("zone_with_late_starts.ics", [("Site walk", "1 09:00", 60)], []),
    ("zone_with_commas.ics", [("Site walk", "1 07:00", 360)], []),
    ("zone_with_a_path.ics", [("Site walk", "1 14:00", 90)], []),
    ("zone_nobody_knows.ics", [("Site walk", "1 14:00", 60)],
     ["The time zone “Customized Time Zone” of “Site walk” is not known: taken as the time at the host."]),
    ("zone_of_a_label.ics", [("Site walk", "1 09:00", 60), ("Nobody knows", "1 09:00", 60)],
     ["The time zone “(UTC-05:00) Eastern Time (US & Canada)” of “Nobody knows” is not known: "
      "taken as the time at the host."]),
    ("lower_case.ics", [("Site walk", "1 09:00", 60)], []),
    ("offsets.ics",
     [("Site walk", "1 21:00", 60), ("By an offset's name", "1 14:00", 30), ("Newfoundland", "1 19:30", 30)], []),
    ("iso_times.ics",
     [("Site walk", "1 16:00", 60), ("Day without a type", "1", None), ("Day with a time", "2", None),
      ("Day with a zone", "3", None), ("No seconds", "1 09:30", None), ("Midnight", "2 00:00", 60)], []),
    ("whole_day_of_outlook.ics", [("Site walk", "2", None)], []),
    ("floating.ics", [("Site walk", "1 09:00", 60)], []),
    ("clocks_change.ics", [("Site walk", "133 01:30", 180), ("An hour is left out", "-77 01:30", 60)], []),
    # Series
    ("excluded_in_another_zone.ics", [("Site walk", "8 09:00", 60)], [REPEATED]),
    ("excluded_by_day.ics", [("Site walk", "3 09:00", 60)], [REPEATED]),
    ("moved_in_another_zone.ics", [("Site walk, moved", "1 17:30", 30)], [REPEATED]),
    ("moved_by_day.ics", [("Site walk", "2 11:00", 60)], [REPEATED]),
    ("first_time_cancelled.ics", [("Site walk", "2 09:00", 60)], [REPEATED]),
    ("all_times_excluded.ics", [], ["One cancelled event is no session of this visit: left out."]),
    ("more_dates.ics", [("Site walk", "3 14:00", 60), ("By periods", "2 12:00", 30)],
     ["2 events repeat: only their first occurrence was imported."]),
    ("two_of_a_series.ics", [("Site walk", "2 15:00", 60), ("Site walk", "3 14:00", 60)], []),
    # Methods and versions
    ("cancel.ics", [], ["One cancelled event is no session of this visit: left out."]),
    ("reply.ics", [], ["One event is an answer to an invitation and changes no session: left out."]),
    ("newer_one_first.ics", [("Newer", "2 10:00", None)], []),
    ("request_and_cancel.ics", [("Stays", "1 17:00", 60)],
     ["One cancelled event is no session of this visit: left out."]),
    ("version_1.ics", [("Réunion au marché central", "1 14:00", 60)], [REPEATED]),
    # Encodings and lines
    ("utf16.ics", [("Sjödrag – Ørje, Łódź", "1 09:00", 60)], []),
    ("utf16_be.ics", [("Sjödrag – Ørje, Łódź", "1 09:00", 60)], []),
    ("windows_1252.ics", [("Pause café à l’hôtel de ville", "1 09:00", 60)],
     ["The file does not say in which encoding it is: read as Windows-1252."]),
    ("cut_in_a_letter.ics", [("Réunion à Thiès, ét�", "1 09:00", None)],
     ["One letter of the file could not be read and stands as “�”."]),
    ("cr_cr_lf.ics", [("Site walk", "1 09:00", 60)], []),
    ("bare_returns.ics", [("Site walk", "1 09:00", 60)], []),
    ("text_after_the_end.ics", [("Site walk", "1 09:00", 60)], ["2 lines of the file were not understood: left out."]),
    ("stray_line.ics", [("Site walk", "1 09:00", 60)], ["One line of the file was not understood: left out."]),
    ("tasks_and_notes.ics", [("Site walk", "1 09:00", 60)],
     ["2 entries are tasks or notes and no events: left out."]),
    ("rules_too_long.ics", [("Site walk", "1 09:00", None)],
     ["How “Not the first” is repeated is not understood: left out.", REPEATED]),
    ("hostile_rules.ics", [("Site walk", "2 09:00", None), ("Nonsense", "1 13:00", None)],
     ["How “Every second” is repeated is not understood: left out.",
      "How “No step” is repeated is not understood: left out.",
      "2 events repeat: only their first occurrence was imported.",
      "One cancelled event is no session of this visit: left out."]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sessions", "problems"), CASES, ids=[case[0] for case in CASES])
def test_what_a_file_becomes(shared_desk: Workspace, name: str, sessions: list[Found], problems: list[str]) -> None:
    plan = planned(shared_desk, all_visits(shared_desk)[0], name)
    assert new_sessions(plan) == sessions
    assert plan.problems == problems


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bad_half_event.ics", "was cut short"), ("bad_wrong_end.ics", "is damaged"),
        ("bad_no_end_of_event.ics", "is damaged"), ("bad_zeros.ics", "is damaged"), ("bad_deep.ics", "is damaged"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_whole(name: str, said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        read_calendar(FILES / name)


def test_very_many_lines_that_say_nothing_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "long.ics"
    event = "BEGIN:VEVENT\nUID:1\nSUMMARY:Walk\nDTSTART:20260615T090000\nEND:VEVENT\n"
    path.write_text("BEGIN:VCALENDAR\n" + event + "x\n" * 50_000 + "END:VCALENDAR\n", "utf-8")
    read = read_calendar(path)
    assert [each.title for each in read.events] == ["Walk"]
    assert read.problems == ["50000 lines of the file were not understood: left out."]


def test_more_lines_than_a_programme_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.visits.calendars.calendar_reader._MAX_LINES", 11)
    with pytest.raises(UserFacingError, match=r"request.ics has 14 lines"):
        read_calendar(FILES / "request.ics")


@pytest.mark.parametrize(
    ("encoding", "name", "guessed"),
    [
        ("cp1251", "Іванов;Іван", "Windows-1251"), ("koi8-r", "Иванов;Иван", "koi8-r"),
        ("cp1250", "Příliš;Žluťoučký", "Windows-1250"), ("cp1252", "É", "Windows-1252"),
    ],
)  # fmt: skip
def test_letters_of_an_encoding_that_is_not_said(tmp_path: Path, encoding: str, name: str, guessed: str) -> None:
    (path := tmp_path / "a.vcf").write_bytes(f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n".encode(encoding))
    read = read_contacts(path)
    assert [each.values["name"] for each in read.contacts] == [name]
    assert read.problems == [f"The file does not say in which encoding it is: read as {guessed}."]


@pytest.mark.parametrize("cancelling", ["cancel.ics", "cancel_without_a_date.ics"])
def test_a_cancellation_by_its_method_cancels_the_session(desk: Workspace, cancelling: str) -> None:
    visit = a_visit(desk)
    apply_plan(desk, planned(desk, visit, "request.ics"), "request.ics")
    plan = planned(desk, visit, cancelling)
    assert [(change.action, change.title) for change in plan.changes] == [("cancelled", "Meeting the mayor")]
    assert (apply_plan(desk, plan, cancelling), plan.problems) == (1, [])
    again = planned(desk, visit, cancelling)
    assert (again.changes, again.problems) == ([], []), "it is in the bin already"


def test_a_proposal_is_offered_as_a_move_and_named_as_one(desk: Workspace) -> None:
    visit = a_visit(desk)
    apply_plan(desk, planned(desk, visit, "request.ics"), "request.ics")
    plan = planned(desk, visit, "counter.ics")
    assert [(change.action, change.values) for change in plan.changes] == [("moved", {"at": "1 16:00"})]
    assert plan.problems == ["One event is a proposal (COUNTER) that nobody has accepted yet."]
    assert planned(desk, visit, "reply.ics").changes == [], "who declines does not rename the session"


def test_one_time_of_a_series_is_cancelled_alone(desk: Workspace, tmp_path: Path) -> None:
    visit = a_visit(desk)
    apply_plan(desk, planned(desk, visit, "one_of_a_series.ics"), "one")
    plan = planned(desk, visit, "cancel_one_of_a_series.ics")
    assert [change.action for change in plan.changes] == ["cancelled"]


def test_a_time_of_a_series_is_known_by_the_session_that_stands_for_it(desk: Workspace, tmp_path: Path) -> None:
    visit = a_visit(desk)
    first, later = "20260615T090000", "20260616T090000"
    path = tmp_path / "a.ics"

    def plan_of(method: str, *lines: str) -> CalendarPlan:
        event = ("BEGIN:VEVENT", "UID:s", "SUMMARY:Call", *lines, "DURATION:PT30M", "END:VEVENT")
        path.write_text("\n".join(["BEGIN:VCALENDAR", f"METHOD:{method}", *event, "END:VCALENDAR"]), "utf-8")
        return plan_calendar(desk, read_calendar(path), visit)

    apply_plan(desk, plan_of("REQUEST", f"DTSTART:{first}", "RRULE:FREQ=DAILY"), "series")
    assert plan_of("CANCEL", f"RECURRENCE-ID:{later}", f"DTSTART:{later}").changes == [], "another time of it"
    moved = plan_of("REQUEST", f"RECURRENCE-ID:{first}", "DTSTART:20260615T110000")
    assert [(change.action, change.values) for change in moved.changes] == [("moved", {"at": "1 11:00"})]
    cancelled = plan_of("CANCEL", f"RECURRENCE-ID:{first}", f"DTSTART:{first}")
    assert visits_in_calendar(desk, read_calendar(path)) == [visit], "it need not be asked for"
    assert [change.action for change in cancelled.changes] == ["cancelled"]
    apply_plan(desk, cancelled, "series")
    assert read_visit(desk, visit).sessions == ()  # pyright: ignore[reportOptionalMemberAccess]


RULES = [
    "FREQ=DAILY;COUNT=5", "FREQ=DAILY;INTERVAL=3;UNTIL=20260701T000000", "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=9",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=6", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5", "FREQ=MONTHLY;COUNT=4",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4", "FREQ=MONTHLY;BYMONTHDAY=-1,15;COUNT=6",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=4", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "FREQ=YEARLY;COUNT=3",
    "FREQ=YEARLY;BYYEARDAY=1,-1;COUNT=4", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3",
    "FREQ=DAILY;BYHOUR=8,14;BYMINUTE=30;COUNT=4",
    "FREQ=MONTHLY;INTERVAL=18;BYDAY=1MO;COUNT=3", "FREQ=DAILY;BYMONTH=7;COUNT=3",
]  # fmt: skip


@pytest.mark.parametrize("text", RULES)
def test_rules_give_the_times_that_another_reader_gives(text: str) -> None:
    first = datetime(2026, 6, 15, 9, 0)
    rule = parse_rule(text)
    until = parse_stamp(rule.until) if rule.until else None
    found = list(islice(repeated_times(first, rule, lambda when: until is not None and when > until), 20))
    assert found == list(rrulestr(text, dtstart=first))[:20]


@pytest.mark.parametrize(
    ("name", "zone_name"),
    [("zone_of_the_file.ics", "tzone://Microsoft/Custom"), ("zone_with_late_starts.ics", "Our clocks")],
)
def test_rules_of_a_file_tell_the_time_as_the_zone_that_they_describe(name: str, zone_name: str) -> None:
    data = (FILES / name).read_bytes()
    zone = FileZones(read_components(data).components[0]).zone(zone_name)
    known = ZoneInfo("Europe/Paris")
    assert zone is not None and not isinstance(zone, ZoneInfo)
    for days in range(0, 3 * 365, 3):
        when = datetime(2025, 1, 1, 13, 0) + timedelta(days=days)
        assert when.replace(tzinfo=zone).utcoffset() == when.replace(tzinfo=known).utcoffset(), when
        utc = when.replace(tzinfo=UTC)
        assert utc.astimezone(zone).replace(tzinfo=None) == utc.astimezone(known).replace(tzinfo=None), when
