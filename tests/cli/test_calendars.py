"""Calendars and contacts by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Desk

FILES = Path(__file__).parents[1] / "data"


def test_a_programme_goes_out_is_moved_elsewhere_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    visit = desk.data("add", "--type", "visit", "title=Durban", "start=2026-05-04", "time_zone=Africa/Johannesburg")[
        "id"
    ]
    session = desk.data("add", "--type", "session", f"parent={visit}", "title=Walk", "at=1 09:00", "minutes=60")["id"]
    out = tmp_path / "visit.ics"
    told = desk.data("export-calendar", out, "--visit", visit[:8])
    assert (told["visits"], told["events"], told["tasks"], told["undated"]) == (1, 2, 0, 0)
    assert desk.data("import", out)["unchanged"] == 1
    moved = (
        out.read_bytes().replace(b"20260504T090000", b"20260505T080000").replace(b"20260504T100000", b"20260505T090000")
    )
    out.write_bytes(moved)
    assert desk.data("import", out, "--dry-run")["moved"] == 1
    assert "Day 1, 09:00, 60 min → Day 2, 08:00, 60 min" in desk.done("import", out)
    assert desk.data("show", session)["fields"]["at"] == "2 08:00"
    desk.done("undo")
    assert desk.data("show", session)["fields"]["at"] == "1 09:00"


def test_a_calendar_of_nobody_asks_for_its_visit(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "tea.ics"
    path.write_bytes(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tea\r\nDTSTART:20260504T110000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    visit = desk.data("add", "--type", "visit", "title=Durban", "start=2026-05-04")["id"]
    assert "--visit" in desk.refused("import", path)
    assert desk.data("import", path, "--visit", visit)["new"] == 1
    assert desk.data("import", path)["unchanged"] == 1  # now it is known


def test_contacts_leave_by_consent_and_come_in_without(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "people.vcf"
    desk.data("add", "--type", "person", "name=Xolani", "consent=none")
    assert "agreed" in desk.refused("export-contacts", out)
    desk.data("add", "--type", "person", "name=Nomusa", "consent=public", "email=n@example.org")
    assert desk.data("export-contacts", out)["people"] == 1
    other = Desk(tmp_path / "other.focal", desk._capsys)
    other.done("init")
    assert other.data("import", out) == {"file": str(out), "new": 1, "known": 0, "problems": []}
    assert other.data("import", out)["known"] == 1


def test_what_is_left_out_of_a_file_is_said(desk: Desk) -> None:
    visit = desk.data("add", "--type", "visit", "title=Kilifi", "start=2026-06-15", "time_zone=Europe/Paris")["id"]
    said = desk.done("import", FILES / "calendars" / "tasks_and_notes.ics", "--visit", visit)
    assert "2 entries are tasks or notes and no events: left out." in said
    assert desk.data("import", FILES / "calendars" / "request.ics", "--visit", visit)["new"] == 1
    assert desk.data("import", FILES / "calendars" / "cancel.ics", "--visit", visit)["cancelled"] == 1
    assert desk.data("import", FILES / "contacts" / "organisation_only.vcf")["problems"] == [
        "One card names an organisation and no person: imported as a contact of this name.",
        "One card has no name: its e-mail address or number stands for it.",
    ]
    said = desk.done("import", FILES / "contacts" / "namesakes.vcf")
    assert "2 new contacts have the same name as somebody else" in said
    assert "was cut short" in desk.refused("import", FILES / "contacts" / "bad_cut.vcf")
    assert desk.data("import", FILES / "contacts" / "namesakes.vcf")["known"] == 2
