"""Pictures of the editor: a whole record, an unfinished one, a new one, history, what refers, conflict, bin, private."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.ui.desk import Desk
from desktop.ui.editor import RecordEditor
from desktop.ui.editor.typing_saver import THROTTLE_MS
from desktop.ui.widgets.codes import CodesField
from desktop.ui.widgets.linked_records import LinkedField
from desktop.workspace import Workspace
from tests.pictures.own_desk import own_desk

WIDTH, HEIGHT = 520, 900

SUMMARY = (
    "Twelve municipalities of the Pacific coast trained their own trainers in reading a hazard map, planning an"
    " evacuation together with schools, and writing down what the next town can copy.\n"
    "Two days in the hall, one day in the streets."
)


def settle(desk: Desk) -> None:
    """Wait until nothing is being read or written any more."""
    for _round in range(200):
        QTest.qWait(10)
        if not desk.writer.waiting and not desk.background._running:
            QTest.qWait(40)
            if not desk.writer.waiting and not desk.background._running:
                return


def full_record(desk: Desk) -> str:
    """An activity with something in nearly every field."""
    journal = desk.workspace.journal
    lead = journal.create("organisation", {"name": "Ciudad de San José", "country": "CR", "kind": "municipality"})
    partner = journal.create(
        "organisation", {"name": "Federation of Local Governments & Regions", "kind": "association"}
    )
    person = journal.create("person", {"name": "Lucía Ramírez", "role": "Trainer", "organisation": lead})
    sha256 = "ab" * 32
    id = journal.create(
        "activity",
        {
            "title": "Reading the hazard map: training of trainers on early warning",
            "title/es": "Leer el mapa de amenazas: formación de formadores en alerta temprana",
            "title/fr": "Lire la carte des aléas : formation de formateurs",
            "kind": "training_of_trainers", "block": "localizing", "status": "completed", "summary": SUMMARY,
            "languages/es": True, "languages/en": True, "start": "2021-05-03", "end": "2021-05", "country": "CR",
            "municipality": "San José", "coordinates": "9.9281,-84.0907",
            f"organisations/lead:{lead}": True, f"organisations/partner:{partner}": True,
            f"people/trainer:{person}": True, "targets/SDG:11.5": "principal", "targets/SDG:13.1": "significant",
            "targets/SFDRR:E": "significant", "targets/SFDRR:G": "significant", "essentials/MCR:E04": True,
            "audience": "Local officials, teachers, neighbourhood brigades", "participants_total": 1240,
            "participants_women": 655, "participants_men": 571, "participants_other": 14, "local_governments": 12,
            "results": "Twelve evacuation plans, each walked through once with the schools.",
            "lessons": "Print the map: screens die when the power does.", "platform": "UCLG Learning",
            "links/https://learning.uclg.org": "Course page", f"attachments/{sha256}": "Hazard map of San José.pdf",
            "source": "iati-costarica", "source_id": "CR-1-445",
            "source_data": '{"Activity":"Reading the hazard map","Budget":"12000 USD"}',
            "private_note": "Lucía may move to the region next year; ask before planning the second round.",
        },
    )  # fmt: skip
    journal.create("run", {"parent": id, "name": "First", "start": "2021-05", "enrolled": 60, "completed": 51})
    journal.create("run", {"parent": id, "name": "Second", "start": "2021-10-04", "enrolled": 84, "certified": 62})
    journal.edit(id, {"status": "under_way"})
    journal.edit(id, {"status": "completed", "licence": "CC BY 4.0"})
    journal.create("person", {"name": "Kofi Mensah", "organisation": lead, "consent": "network"})
    return id


def _editor(desk: Desk, width: int = WIDTH, height: int = HEIGHT) -> RecordEditor:
    editor = RecordEditor()
    editor.resize(width, height)
    editor.set_workspace(desk.workspace, desk.writer, desk.background)
    editor.show()
    return editor


def _showing(desk: Desk, id: str, height: int = HEIGHT) -> RecordEditor:
    editor = _editor(desk, height=height)
    editor.show_record(id)
    settle(desk)
    return editor


def full(desk: Desk) -> QWidget:
    """The upper part of a whole record."""
    return _showing(desk, full_record(desk))


def whole_form(desk: Desk) -> QWidget:
    """The whole form at once."""
    editor = _showing(desk, full_record(desk))
    form = editor.form()
    assert isinstance(form, QScrollArea)
    editor.resize(WIDTH, min(3600, editor.height() + form.verticalScrollBar().maximum() + 40))
    settle(desk)
    return editor


def unfinished(desk: Desk) -> QWidget:
    """Says what is missing."""
    return _showing(desk, desk.workspace.journal.create("activity", {"title": "Walk through the drained quarter"}))


def new(desk: Desk) -> QWidget:
    """Nothing typed yet."""
    editor = _editor(desk)
    editor.show_new(str(uuid.uuid4()), "activity")
    settle(desk)
    return editor


def study_visit(desk: Desk) -> QWidget:
    """A study visit still to come: it could be planned as a visit."""
    return _showing(
        desk, desk.workspace.journal.create("activity", {"title": "Study visit to Quito", "kind": "field_visit"})
    )


def typing(desk: Desk) -> QWidget:
    """A date that is not understood yet."""
    editor = _showing(desk, desk.workspace.journal.create("activity", {"title": "Walk", "status": "planned"}))
    form = editor.form()
    assert form is not None
    form.go_to("start")
    QTest.keyClicks(form.rows["start"].widget.entry(), "next spring")
    QTest.qWait(THROTTLE_MS + 50)
    settle(desk)
    return editor


def history(desk: Desk) -> QWidget:
    """Who changed what."""
    editor = _showing(desk, full_record(desk))
    editor.tabs.setCurrentIndex(1)
    settle(desk)
    return editor


def refers(desk: Desk) -> QWidget:
    """What refers to an organisation."""
    id = full_record(desk)
    record = desk.workspace.record(id)
    assert record is not None
    lead = next(key.partition(":")[2] for key in record.members("organisations") if key.startswith("lead:"))
    editor = _showing(desk, lead)
    editor.tabs.setCurrentIndex(2)
    settle(desk)
    return editor


def organisation(desk: Desk) -> QWidget:
    """The form of an organisation."""
    journal = desk.workspace.journal
    above = journal.create("organisation", {"name": "Province of Barcelona", "kind": "region", "country": "ES"})
    id = journal.create(
        "organisation",
        {"name": "Sabadell", "kind": "municipality", "country": "ES", "population": 216204, "belongs_to": above,
         "membership": "member", "member_since": "2015", "private_note": "Ask for Marta."},
    )  # fmt: skip
    return _showing(desk, id)


def person(desk: Desk) -> QWidget:
    """The form of a person."""
    journal = desk.workspace.journal
    above = journal.create("organisation", {"name": "Province of Barcelona", "kind": "region"})
    id = journal.create(
        "person",
        {"name": "Marta Puig", "role": "Head of resilience", "organisation": above, "email": "m.puig@example.org",
         "languages/ca": True, "languages/es": True},
    )  # fmt: skip
    return _showing(desk, id)


def reading_only(desk: Desk) -> QWidget:
    """As shown while another program holds the file."""
    id = full_record(desk)
    reading = Workspace.open(desk.workspace.path, read_only=True)
    editor = RecordEditor()
    editor.resize(WIDTH, HEIGHT)
    editor.set_workspace(reading, desk.writer, desk.background)
    editor.show()
    editor.show_record(id)
    settle(desk)
    return editor


def binned(desk: Desk) -> QWidget:
    """In the bin."""
    id = full_record(desk)
    desk.workspace.journal.delete([id])
    return _showing(desk, id)


def conflict(desk: Desk) -> QWidget:
    """Two desks wrote differently."""
    id = desk.workspace.journal.create("activity", {"title": "Bells against floods", "status": "planned"})
    write_apart(desk.workspace.path, id, "status", "completed")
    desk.workspace.journal.edit(id, {"summary": "One bell for each street."})
    return _showing(desk, id)


def write_apart(path: Path, id: str, field: str, value: str) -> None:
    """As if another desk had written a field at the same time: its change, straight into the file.

    The journal shows it with the next edit of the record.
    """
    conn = sqlite3.connect(path)
    with conn:
        conn.execute("INSERT INTO replica (id) VALUES (?)", (str(uuid.uuid4()),))
        replica = conn.execute("SELECT max(no) FROM replica").fetchone()[0]
        conn.execute(
            "INSERT INTO stored_change (no, replica_no, seq, ms, counter, type, record_id, data, replaces, group_no, author_no,"
            " time, private) SELECT (SELECT max(no) + 1 FROM change), ?, 1, ms, counter, type, record_id,"
            " json_object(?, ?), NULL, group_no, author_no, time, 0 FROM change WHERE record_id = ? ORDER BY no LIMIT 1",
            (replica, field, value, id),
        )
    conn.close()


def picker(desk: Desk) -> QWidget:
    """The tree of targets, searched."""
    editor = _showing(desk, full_record(desk))
    form = editor.form()
    assert form is not None
    form.go_to("targets")
    field = form.rows["targets"].widget
    assert isinstance(field, CodesField)
    field.open_picker()
    assert field.picker is not None
    field.picker.search.setText("disaster")
    settle(desk)
    return _with_popup(editor, field.picker)


def finder(desk: Desk) -> QWidget:
    """Organisations found while typing, and the offer of a new one."""
    editor = _showing(desk, full_record(desk))
    form = editor.form()
    assert form is not None
    editor.activateWindow()
    QTest.qWaitForWindowActive(editor)
    form.go_to("organisations")
    field = form.rows["organisations"].widget
    assert isinstance(field, LinkedField)
    QTest.keyClicks(field.finder, "ci", Qt.KeyboardModifier.NoModifier)
    settle(desk)
    QTest.qWait(150)
    return _with_popup(editor, field.finder.popup)


def _with_popup(editor: QWidget, popup: QWidget) -> QWidget:
    """A picture of a window with another window over it, which `grab` alone would not show."""
    QTest.qWait(50)
    whole = editor.grab()
    picture = QPixmap(whole.size())
    picture.setDevicePixelRatio(whole.devicePixelRatio())
    painter = QPainter(picture)
    painter.drawPixmap(QPoint(0, 0), whole)
    if popup.isVisible():
        painter.drawPixmap(popup.mapToGlobal(QPoint(0, 0)) - editor.mapToGlobal(QPoint(0, 0)), popup.grab())
    painter.end()
    popup.hide()
    shown = QLabel()
    shown.setPixmap(picture)
    shown.resize(picture.deviceIndependentSize().toSize())
    shown.setProperty("behind", editor)  # kept alive as long as the picture
    editor.hide()
    return shown


def _on_own_desk(scene: Callable[[Desk], QWidget]) -> Callable[[Desk], QWidget]:
    return lambda desk: scene(own_desk(desk))


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "editor-full": _on_own_desk(full),
    "editor-whole-form": _on_own_desk(whole_form),
    "editor-unfinished": _on_own_desk(unfinished),
    "editor-new": _on_own_desk(new),
    "editor-study-visit": _on_own_desk(study_visit),
    "editor-not-understood": _on_own_desk(typing),
    "editor-history": _on_own_desk(history),
    "editor-refers": _on_own_desk(refers),
    "editor-organisation": _on_own_desk(organisation),
    "editor-person": _on_own_desk(person),
    "editor-reading-only": _on_own_desk(reading_only),
    "editor-bin": _on_own_desk(binned),
    "editor-conflict": _on_own_desk(conflict),
    "editor-picker": _on_own_desk(picker),
    "editor-finder": _on_own_desk(finder),
}
