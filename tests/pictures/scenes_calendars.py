"""Calendars and contacts that come back, and the dialogs with which papers and calendars leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget

from desktop.ui.calendars.calendar_import_dialog import CalendarDialog
from desktop.ui.calendars.contacts_dialog import ContactsDialog
from desktop.ui.calendars.export_dialog import CALENDAR, ExportVisitsDialog
from desktop.ui.desk import Desk
from desktop.ui.dialogs.documents_dialog import DocumentsDialog
from desktop.ui.visits.copy_dialog import CopyDialog
from desktop.visits.calendars import export_calendar
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import calm
from tests.ui.visits import example_visits

TITLE = "How Kisumu keeps its drains open"


def filled(desk: Desk) -> tuple[Desk, Path]:
    desk = own_desk(desk)
    example_visits.write(desk.workspace, date.today())
    return desk, Path(mkdtemp(dir=desk.workspace.path.parent))


def calendar(desk: Desk) -> QWidget:
    desk, folder = filled(desk)
    journal, path = desk.workspace.journal, folder / "Programme with the changes of Iloilo.ics"
    export_calendar(desk.workspace, path, [example_visits.DRAINS])
    journal.edit(example_visits.part("session 1"), {"at": "1 07:45", "title": "Arrival"})
    journal.edit(example_visits.part("session 2"), {"place": "Kondele market, at the north gate"})
    day = f"{date.today():%Y%m%d}"
    more = (
        f"BEGIN:VEVENT\r\nUID:tea@x\r\nSUMMARY:Tea with the county executive\r\nDTSTART:{day}T160000\r\n"
        f"DTEND:{day}T164500\r\nLOCATION:County hall\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:old@x\r\nSUMMARY:Founding of the town\r\nDTSTART:19010101T160000\r\nEND:VEVENT\r\n"
    )
    path.write_bytes(path.read_bytes().replace(b"END:VCALENDAR", more.encode() + b"END:VCALENDAR"))
    made = CalendarDialog(desk, path)
    made.show()
    calm(desk)
    return made


def unnamed(desk: Desk) -> QWidget:
    desk, folder = filled(desk)
    (path := folder / "calendar.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nSUMMARY:Tea\r\nDTSTART:20270101T160000\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    made = CalendarDialog(desk, path)
    made.show()
    calm(desk)
    return made


def contacts(desk: Desk) -> QWidget:
    desk, folder = filled(desk)
    known = desk.workspace.journal.create("person", {"name": "Achieng Odhiambo", "consent": "public"})
    cards = [
        f"BEGIN:VCARD\nVERSION:4.0\nUID:urn:uuid:{known}\nFN:Achieng Odhiambo\nTITLE:Head of drainage\nEND:VCARD",
        *(
            f"BEGIN:VCARD\nVERSION:4.0\nFN:{name}\nTITLE:{role}\nEMAIL:{mail}\nEND:VCARD"
            for name, role, mail in (
                ("Maria Santos", "City risk reduction officer", "maria.santos@example.org"),
                ("José Benítez", "Interpreter", "jose@example.org"),
                ("Lindiwe Mokoena", "", "lindiwe@example.org"),
            )
        ),
    ]
    (path := folder / "delegation.vcf").write_text("\n".join(cards), encoding="utf-8")
    made = ContactsDialog(desk, path)
    made.show()
    calm(desk)
    return made


def exporting(desk: Desk) -> QWidget:
    desk, _folder = filled(desk)
    return ExportVisitsDialog(desk, CALENDAR, example_visits.DRAINS, TITLE)


def papers(desk: Desk) -> QWidget:
    desk, _folder = filled(desk)
    return DocumentsDialog(desk, example_visits.DRAINS, TITLE, "note")


def badges(desk: Desk) -> QWidget:
    """What is given to the people it names."""
    desk, _folder = filled(desk)
    return DocumentsDialog(desk, example_visits.DRAINS, TITLE, "badges")


def copy(desk: Desk) -> QWidget:
    return CopyDialog(1)


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "calendar-take-in": calendar,
    "calendar-which-visit": unnamed,
    "contacts-take-in": contacts,
    "calendar-export": exporting,
    "visit-papers": papers,
    "visit-papers-badges": badges,
    "visit-copy": copy,
}
