"""Calendars and contacts in the window: dropped, looked at, taken in as one action; and written for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.calendars.calendar_import_dialog import CalendarDialog
from desktop.ui.calendars.contacts_dialog import ContactsDialog
from desktop.ui.calendars.export_dialog import ExportVisitsDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.qt_translations import QtTranslations
from desktop.ui.settings import Settings
from desktop.ui.style.theme import Theme
from desktop.visits.calendars import export_calendar
from desktop.workspace import Workspace
from tests.journeys.person import Person
from tests.ui.visits import example_visits

Key = Qt.Key
WALK, MARKET = example_visits.part("session 1"), example_visits.part("session 2")
CARDS = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:{known}
FN:Achieng Odhiambo
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:other@example.org
FN:Lindiwe Mokoena
TITLE:Engineer
EMAIL:lindiwe@example.org
END:VCARD
"""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a desk with ten visits."""
    path = tmp_path / "Kisumu.focal"
    workspace = Workspace.create(path)
    example_visits.write(workspace, date.today())
    workspace.close()
    faults: list[BaseException] = []
    made = MainWindow(Settings(), Theme(qapp, "light"), QtTranslations(qapp))
    made.broken.connect(faults.append)
    made.show()
    made.activateWindow()
    made.begin(path)
    qtbot.waitUntil(lambda: made.desk is not None, timeout=20_000)
    made.operations.person.set_name("Amina")
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.desk is None and not made.isVisible(), timeout=20_000)
    made.deleteLater()
    assert faults == []


def moved(window: MainWindow, path: Path) -> Path:
    """The calendar of the visit about drains, as somebody sends it back: one session an hour later, one cancelled, one new."""
    assert window.desk is not None
    export_calendar(window.desk.workspace, path, [example_visits.DRAINS])
    blocks = path.read_bytes().decode("utf-8").split("BEGIN:VEVENT\r\n")
    for at, block in enumerate(blocks):
        if WALK in block:
            lines = block.split("\r\n")
            for number, line in enumerate(lines):
                if line.startswith(("DTSTART", "DTEND")):
                    head, _colon, when = line.rpartition("T")
                    lines[number] = f"{head}T{int(when[:2]) + 1:02}{when[2:]}"
            blocks[at] = "\r\n".join(lines)
        elif MARKET in block:
            blocks[at] = block.replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
    day = date.today().strftime("%Y%m%d")
    new = f"UID:new@example.org\r\nSUMMARY:Tea with the mayor\r\nDTSTART:{day}T160000\r\nDTEND:{day}T164500\r\nEND:VEVENT\r\n"
    path.write_bytes("BEGIN:VEVENT\r\n".join([blocks[0], new, *blocks[1:]]).encode("utf-8"))
    return path


def shown(person: Person, kind: type) -> CalendarDialog | ContactsDialog:
    person.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CalendarDialog | ContactsDialog)
    person.until(lambda: not dialog.running)
    return dialog


def cells(dialog: CalendarDialog | ContactsDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_a_calendar_that_comes_back_is_dropped_ticked_taken_in_and_undone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    person = Person(qtbot, window)
    assert window.desk is not None
    workspace = window.desk.workspace
    before = {id: workspace.record(id) for id in (WALK, MARKET)}
    person.drop(moved(window, tmp_path / "back.ics"))
    dialog = shown(person, CalendarDialog)
    assert isinstance(dialog, CalendarDialog) and not dialog.visit.isVisible()
    assert sorted(row[1] for row in cells(dialog)) == ["Cancelled", "Moved", "New"]
    by_kind = {row[1]: row for row in cells(dialog)}
    assert by_kind["Moved"][2] != by_kind["Moved"][3] and "Day" in by_kind["Moved"][3]
    assert by_kind["New"][0] == "Tea with the mayor"
    assert dialog.do.text() == "&Import (3)"
    # One of them does not come in: the space bar takes its tick away.
    row = [each[1] for each in cells(dialog)].index("Cancelled")
    dialog.table.setFocus()
    dialog.table.setCurrentCell(row, 2)
    person.key(Key.Key_Space)
    assert dialog.do.text() == "&Import (2)"
    person.click(dialog.do)
    person.back_at_window()
    assert window.message.words == "2 sessions of “How Kisumu keeps its drains open” changed."
    walk, market = workspace.record(WALK), workspace.record(MARKET)
    assert walk is not None and market is not None and before[WALK] is not None
    assert walk.values["at"] != before[WALK].values["at"] and market.listed
    with workspace.reading_directly() as conn:
        assert (
            conn.execute("SELECT count(*) FROM session WHERE title = 'Tea with the mayor' AND listed").fetchone()[0]
            == 1
        )
    person.press("Undo")
    person.until(lambda: workspace.record(WALK) == before[WALK] or (
        (now := workspace.record(WALK)) is not None and now.values == before[WALK].values))  # fmt: skip
    with workspace.reading_directly() as conn:
        assert (
            conn.execute("SELECT count(*) FROM session WHERE title = 'Tea with the mayor' AND listed").fetchone()[0]
            == 0
        )


def test_a_programme_that_changed_meanwhile_is_shown_again_before_anything_comes_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    person = Person(qtbot, window)
    assert window.desk is not None
    workspace = window.desk.workspace
    person.drop(moved(window, tmp_path / "back.ics"))
    dialog = shown(person, CalendarDialog)
    workspace.journal.edit(WALK, {"at": "2 07:00"})
    person.click(dialog.do)
    person.until(lambda: "changed in the meantime" in dialog.said)
    record = workspace.record(WALK)
    assert record is not None and record.values["at"] == "2 07:00"
    assert any("07:00" in row[2] for row in cells(dialog))
    person.click(dialog.cancel)
    person.back_at_window()


def test_a_calendar_that_names_no_visit_asks_for_one(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    person = Person(qtbot, window)
    path, day = tmp_path / "other.ics", date.today().strftime("%Y%m%d")
    path.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nSUMMARY:Tea\r\n"
        f"DTSTART:{day}T160000\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:c@d\r\nSUMMARY:Long ago\r\nDTSTART:19690101T160000\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
        newline="",
    )
    person.drop(path)
    dialog = shown(person, CalendarDialog)
    assert isinstance(dialog, CalendarDialog)
    person.until(dialog.visit.isVisible)
    assert dialog.said == "Choose the visit." and not dialog.do.isEnabled()
    dialog.visit.setFocus()
    place = dialog.visit.findData(example_visits.DRAINS)
    dialog.visit.setCurrentIndex(place)
    dialog.visit.activated.emit(place)
    person.until(lambda: not dialog.running and dialog.table.rowCount() == 1)
    assert cells(dialog)[0][:2] == ["Tea", "New"]
    assert dialog.problems.isVisible() and dialog.problems.count() == 1
    person.click(dialog.cancel)
    person.back_at_window()


def test_what_is_no_calendar_is_said_and_nothing_comes_in(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    person = Person(qtbot, window)
    (path := tmp_path / "broken.ics").write_text("Dear José,", encoding="utf-8")
    person.drop(path)
    dialog = shown(person, CalendarDialog)
    assert "is not a calendar" in dialog.said and not dialog.do.isEnabled()
    QTest.keyClick(dialog, Key.Key_Escape)
    person.back_at_window()


def test_contacts_are_looked_at_and_those_that_are_here_stay_as_they_are(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    person = Person(qtbot, window)
    assert window.desk is not None
    workspace = window.desk.workspace
    known = workspace.journal.create("person", {"name": "Achieng", "consent": "public"})
    (path := tmp_path / "people.vcf").write_text(CARDS.format(known=known), encoding="utf-8")
    person.drop(path)
    dialog = shown(person, ContactsDialog)
    assert cells(dialog) == [
        ["Achieng Odhiambo", "", "", "Already here"], ["Lindiwe Mokoena", "Engineer", "lindiwe@example.org", ""],
    ]  # fmt: skip
    assert dialog.do.text() == "&Import (1)"
    person.click(dialog.do)
    person.back_at_window()
    assert window.message.words == "1 person imported."
    with workspace.reading_directly() as conn:
        rows = conn.execute("SELECT name, email, consent FROM person WHERE listed ORDER BY name").fetchall()
    assert [tuple(row) for row in rows] == [
        ("Achieng", None, "public"), ("Lindiwe Mokoena", "lindiwe@example.org", "none"),
    ]  # fmt: skip


def test_equal_names_and_what_was_left_out_are_shown(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    person = Person(qtbot, window)
    (path := tmp_path / "people.vcf").write_text(
        "BEGIN:VCARD\nFN:Rui Costa\nTEL:+258840001\nEND:VCARD\nBEGIN:VCARD\nFN:Rui Costa\nTEL:+258840002\nEND:VCARD\n"
        "BEGIN:VCARD\nNOTE:nobody\nEND:VCARD\n",
        encoding="utf-8",
    )
    person.drop(path)
    dialog = shown(person, ContactsDialog)
    assert cells(dialog) == [["Rui Costa", "", "", "Same name"]] * 2
    assert dialog.problems.isVisible()
    assert [dialog.problems.item(at).text() for at in range(dialog.problems.count())] == [
        "2 new contacts have the same name as somebody else: check whether they are the same person.",
        "One card has neither a name nor an address or number: left out.",
    ]
    assert dialog.do.text().endswith("(2)")
    person.click(dialog.cancel)
    person.back_at_window()


def test_the_calendar_of_a_visit_is_written_from_its_menu(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(qtbot, window)
    assert window.view is not None
    window.view.open_page("visits")
    page = window.view.page("visits")
    assert page is not None
    person.until(lambda: page.model.rowCount() == 10)
    assert not page.export_actions.calendar.isEnabled()
    page.open_visit(example_visits.DRAINS)
    person.until(lambda: page.opened and page.export_actions.calendar.isEnabled())
    person.choose("Visit", "Export the calendar")
    dialog = person.dialog()
    assert isinstance(dialog, ExportVisitsDialog)
    target = tmp_path / "out.ics"
    dialog.file.field.setText(str(target))
    person.click(dialog.do)
    person.back_at_window()
    assert window.message.words.startswith("out.ics was saved: ")
    text = target.read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR") and WALK in text.replace("\n ", "")
    # Nobody agreed among all people: said in the dialog, which stays.
    person.choose("File", "Export all contacts")
    dialog = person.dialog()
    assert isinstance(dialog, ExportVisitsDialog)
    person.click(dialog.do)
    person.until(lambda: "agreed to share their details" in dialog.said)
    person.click(dialog.cancel)
    person.back_at_window()
