"""Runs, conflicts, history, what refers, and a workspace that can only be read."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget

from desktop.ui.editor.parts_table import PartsTable
from desktop.ui.editor.record_editor import HISTORY, REFERS
from desktop.workspace import Workspace

from .conftest import Editing


def _runs(editing: Editing) -> PartsTable:
    (found,) = (each for each in editing.form.findChildren(PartsTable) if each.kind.name == "run")
    return found


def _type_in_cell(editing: Editing, text: str) -> QLineEdit:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, text)
    return line


# Course runs ----------------------------------------------------------------------------------------------------


def test_a_run_is_typed_into_a_line_and_is_a_record_of_its_own(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Course", "kind": "mooc"})
    editing.show(id)
    runs = _runs(editing)
    assert not runs.isHidden()
    runs.add()
    line = _type_in_cell(editing, "First")
    editing.rest()
    QTest.keyClicks(line, " round")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    line = _type_in_cell(editing, "May 2021")
    QTest.keyClick(line, Qt.Key.Key_Return)
    editing.rest()
    with editing.workspace.reading() as conn:
        ((run,),) = conn.exec_driver_sql("SELECT id FROM run").fetchall()
    assert editing.record(run).values == {"parent": id, "name": "First round", "start": "2021-05"}
    assert editing.changes(run) == 2


def test_esc_in_a_cell_brings_back_what_was_there(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Course", "kind": "mooc"})
    run = editing.journal.create("run", {"parent": id, "name": "First", "enrolled": 60})
    editing.show(id)
    table = _runs(editing).table
    table.setCurrentCell(0, 0)
    table.edit(table.model().index(0, 0))
    line = _type_in_cell(editing, "X")
    editing.rest()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    editing.rest()
    assert editing.record(run).values["name"] == "First"
    assert table.item(0, 0).text() == "First"


def test_a_count_that_is_none_is_marked_and_kept(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Course", "kind": "mooc"})
    run = editing.journal.create("run", {"parent": id, "name": "First"})
    editing.show(id)
    runs = _runs(editing)
    runs.table.setCurrentCell(0, 3)
    runs.table.edit(runs.table.model().index(0, 3))
    line = _type_in_cell(editing, "many")
    QTest.keyClick(line, Qt.Key.Key_Return)
    editing.rest()
    assert "enrolled" not in editing.record(run).values
    other = editing.journal.create("activity", {"title": "Other"})
    editing.show(other)
    editing.show(id)
    assert runs.table.item(0, 3).text() == "many"


def test_a_run_is_removed_and_undone(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Course", "kind": "mooc"})
    editing.journal.create("run", {"parent": id, "name": "First"})
    editing.show(id)
    runs = _runs(editing)
    assert runs.table.rowCount() == 1
    runs.table.setCurrentCell(0, 0)
    runs.remove_button.click()
    editing.rest()
    assert runs.table.rowCount() == 0
    editing.journal.undo()
    editing.qtbot.waitUntil(lambda: runs.table.rowCount() == 1)


def test_what_is_no_course_has_no_runs(editing: Editing) -> None:
    editing.show(editing.journal.create("activity", {"title": "Walk", "kind": "field_visit"}))
    assert _runs(editing).isHidden()


# Conflicts ------------------------------------------------------------------------------------------------------


def _write_apart(path: Path, id: str, field: str, value: str) -> None:
    """A change of another desk that had not seen ours."""
    conn = sqlite3.connect(path)
    with conn:
        conn.execute("INSERT INTO replica (id) VALUES (?)", (str(uuid.uuid4()),))
        (replica,) = conn.execute("SELECT max(no) FROM replica").fetchone()
        conn.execute(
            "INSERT INTO stored_change (no, replica_no, seq, ms, counter, type, record_id, data, replaces, group_no, author_no,"
            " time, private) SELECT (SELECT max(no) + 1 FROM change), ?, 1, ms, counter, type, record_id,"
            " json_object(?, ?), NULL, group_no, author_no, time, 0 FROM change WHERE record_id = ? ORDER BY no LIMIT 1",
            (replica, field, value, id),
        )
    conn.close()


def test_a_conflict_offers_its_values_and_a_click_settles_it(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Bells", "status": "planned"})
    _write_apart(editing.workspace.path, id, "status", "completed")
    editing.journal.edit(id, {"summary": "One bell"})
    assert [each.field for each in editing.record(id).conflicts] == ["status"]
    editing.show(id)
    row = editing.form.rows["status"]
    offered = {each.text(): each for each in row.findChildren(QPushButton) if each.accessibleName().startswith("Keep")}
    assert set(offered) == {"Planned", "Completed"}
    offered["Planned"].click()
    editing.rest()
    assert editing.record(id).conflicts == ()
    assert editing.record(id).values["status"] == "planned"
    assert not [each for each in row.findChildren(QPushButton) if each.isVisible()]


# History and what refers ----------------------------------------------------------------------------------------


def test_history_tells_who_changed_what(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Bells", "status": "planned"})
    editing.show(id)
    editing.type("municipality", "Lomé")
    editing.editor.pages.turn_to(HISTORY)
    editing.rest()
    words = editing.editor.pages.history.toPlainText()
    assert "Amina set Municipality or place to “Lomé”" in words
    assert "Amina created this record" in words
    assert words.index("Lomé") < words.index("created this record")
    editing.journal.edit(id, {"status": "completed"})
    editing.qtbot.waitUntil(
        lambda: "changed Status from Planned to Completed" in editing.editor.pages.history.toPlainText()
    )


def test_what_refers_leads_there(editing: Editing) -> None:
    lead = editing.journal.create("organisation", {"name": "Wells Together"})
    activity = editing.journal.create("activity", {"title": "Walls", f"organisations/partner:{lead}": True})
    editing.journal.create("person", {"name": "Kofi", "organisation": lead})
    editing.show(lead)
    editing.editor.pages.turn_to(REFERS)
    editing.rest()
    shown = editing.editor.pages.refers.list
    lines = [shown.item(row).text() for row in range(shown.count())]
    assert lines == ["Walls\nActivity · Partner", "Kofi\nPerson · Organisation"]
    with editing.qtbot.waitSignal(editing.editor.record_requested) as asked:
        shown.itemActivated.emit(shown.item(0))
    assert asked.args == [activity]


def test_a_link_leads_to_a_record_and_there_is_a_way_back(editing: Editing) -> None:
    editing.editor.record_requested.connect(editing.editor.show_record)  # as the page does
    lead = editing.journal.create("organisation", {"name": "Wells Together"})
    above = editing.journal.create("organisation", {"name": "Province"})
    editing.journal.edit(lead, {"belongs_to": above})
    activity = editing.journal.create("activity", {"title": "Walls", f"organisations/lead:{lead}": True})
    editing.show(activity)
    assert editing.editor.head.back.isHidden()
    for name in ("Wells Together", "Province"):
        buttons = [*editing.form.findChildren(QPushButton, "recordLink"), *editing.form.findChildren(QToolButton)]
        link = next(each for each in buttons if f"Open {name}" in (each.toolTip(), each.accessibleName()))
        link.click()
        editing.rest()
        assert editing.editor.head.title.text() == name
    assert editing.editor.head.back.text() == "Back to Wells Together"
    editing.editor.head.back.click()
    editing.rest()
    editing.editor.head.back.click()
    editing.rest()
    assert editing.editor.record_id == activity
    assert editing.editor.head.back.isHidden()


def test_tab_goes_through_the_whole_form_as_the_eye_does_and_is_never_caught(editing: Editing) -> None:
    lead = editing.journal.create("organisation", {"name": "Wells Together"})
    id = editing.journal.create(
        "activity",
        {"title": "Course", "title/fr": "Cours", "kind": "mooc", "targets/SDG:11.5": "principal",
         "targets/SDG:13.1": "significant", "languages/en": True, f"organisations/lead:{lead}": True,
         "links/https://example.org": "Page", f"attachments/{'a' * 64}": "Map.pdf"},
    )  # fmt: skip
    editing.show(id)
    editing.qtbot.waitUntil(lambda: not editing.form._order.isActive() and bool(editing.form._stops))
    editing.editor.go_to("title")
    inside = editing.form.widget()
    passed: list[QWidget] = []
    for _stop in range(200):
        here = QApplication.focusWidget()
        assert here is not None
        if here in passed or not inside.isAncestorOf(here):
            break
        passed.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    names = [each.accessibleName() or each.text() for each in passed]  # type: ignore[attr-defined]
    wanted = ["Title", "Kind", "Status", "Summary", "Choose Languages", "English", "Start", "Country", "Organisations",
              "Targets", "SDG 11.5", "SDG 13.1", "Participants", "Results", "Add a run", "Address", "Attach",
              "Identifier", "Private note"]  # fmt: skip
    places = [next((at for at, name in enumerate(names) if part in name), -1) for part in wanted]
    assert -1 not in places, [part for part, place in zip(wanted, places, strict=True) if place < 0]
    assert places == sorted(places)
    assert "Private note" in names[-1]  # then the window goes on


def test_every_type_of_record_has_its_form(editing: Editing) -> None:
    lead = editing.journal.create("organisation", {"name": "Wells Together"})
    for id in (
        editing.journal.create("activity", {"title": "Walls"}),
        lead,
        editing.journal.create("person", {"name": "Kofi", "organisation": lead}),
        editing.journal.create("run", {"name": "First"}),
    ):
        editing.show(id)
        assert editing.editor.head.title.text() == editing.record(id).title


# Reading only ---------------------------------------------------------------------------------------------------


def test_a_workspace_that_can_only_be_read_is_read(
    workspace: Workspace, tmp_path: Path, open_editor: Callable[[Workspace], Editing]
) -> None:
    id = workspace.journal.create("activity", {"title": "Walls", "status": "planned", "targets/SDG:11.5": "principal"})
    workspace.close()
    reading = Workspace.open(tmp_path / "desk.focal", read_only=True)
    try:
        editing = open_editor(reading)
        editing.show(id)
        assert editing.saved_words == "Read-only"
        editing.type("title", "!")
        assert editing.text("title") == "Walls"
        entry = editing.field("title").entry()
        assert isinstance(entry, QLineEdit)
        entry.selectAll()
        entry.copy()
        assert QApplication.clipboard().text() == "Walls"
        assert editing.form.missing.isHidden()
        editing.editor.show_new(str(uuid.uuid4()), "activity")
        assert editing.editor.record_id == id
        editing.rest()
        editing.close()
    finally:
        reading.close()
