"""Typing is saved as it is typed: no Save button, one change a stay, nothing lost when the program dies or the disk is full."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QToolButton

from desktop.errors import UserFacingError
from desktop.ui.editor import desk_access
from desktop.ui.editor.typing_saver import THROTTLE_MS
from desktop.ui.widgets import files as files_field
from desktop.ui.widgets.codes import CodesField
from desktop.ui.widgets.files import FilesField
from desktop.ui.widgets.linked_records import LinkedField
from desktop.ui.widgets.translated import TranslatedField
from desktop.workspace import Workspace, member
from desktop.workspace.attachments import attached_by
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.changes.value_compression import unpack
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.home import discard_opened_here

from .conftest import Editing


def test_a_new_record_is_made_by_its_first_letter(editing: Editing) -> None:
    id = editing.new()
    assert editing.workspace.record(id) is None
    editing.type("title", "F")
    editing.rest()
    assert editing.record(id).values["title"] == "F"
    editing.type("title", "lood walls")
    editing.leave()
    assert editing.record(id).values["title"] == "Flood walls"
    assert editing.editor.head.title.text() == "Flood walls"
    assert editing.saved_words == "Saved"
    (entry,) = editing.journal.history(id)
    assert entry.kind == "create"
    assert entry.sentences() == ["Amina created this record"]


def test_what_is_typed_is_in_the_file_before_anybody_leaves_the_field(
    editing: Editing, tmp_path: Path, open_editor: Callable[[Workspace], Editing]
) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)
    editing.type("municipality", "San José")
    editing.type("start", "next spring")
    editing.rest()  # the throttle alone: the keyboard is still in the field
    assert THROTTLE_MS <= 200
    # As after a crash: the file as it lies there, opened by somebody else.
    for name in ("desk.focal", "desk.focal-wal"):
        if (tmp_path / name).exists():
            shutil.copyfile(tmp_path / name, tmp_path / f"crashed{name[4:]}")
    crashed = Workspace.open(tmp_path / "crashed.focal", read_only=True)
    try:
        record = crashed.record(id)
        assert record is not None
        assert record.values["municipality"] == "San José"
        again = open_editor(crashed)
        again.show(id)
        assert again.text("start") == "next spring"
        assert again.form.rows["start"].remark.startswith("Not a valid date")
    finally:
        again.close()
        crashed.close()


def test_one_stay_is_one_change_and_the_next_stay_another(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)
    for part in ("San ", "Jo", "sé"):
        editing.type("municipality", part)
        editing.rest()
    assert editing.text("municipality") == "San José"
    assert editing.changes(id) == 2
    editing.leave()
    editing.type("municipality", "!")
    editing.leave()
    assert editing.changes(id) == 3
    editing.journal.undo()
    editing.rest()
    assert editing.record(id).values["municipality"] == "San José"
    editing.journal.undo()
    assert "municipality" not in editing.record(id).values


def test_what_was_typed_letter_by_letter_leaves_with_a_proof_that_fits(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)
    for part in ("San ", "Jo", "sé"):
        editing.type("municipality", part)
        editing.rest()
    with editing.workspace.reading() as conn:
        typed = list(read_shared(conn))[-1]
    assert typed.values == {"municipality": "San José"} and typed.proof is None, "it may still grow"
    editing.leave()
    with editing.workspace.reading() as conn:
        typed = list(read_shared(conn))[-1]
    assert typed.proof is not None and typed.digest() == typed.proof.digest


def test_undo_while_the_keyboard_is_in_the_field_shows_the_old_value(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)
    editing.type("municipality", "Lomé")
    editing.editor.flush()
    editing.rest()
    editing.journal.undo()
    editing.qtbot.waitUntil(lambda: editing.text("municipality") == "")
    editing.type("municipality", "K")
    editing.leave()
    assert editing.record(id).values["municipality"] == "K"


def test_a_record_whose_making_was_undone_leaves_no_form_to_type_into_and_comes_back(editing: Editing) -> None:
    id = editing.new()
    editing.type("title", "Walls")
    editing.rest()
    title = editing.field("title").entry()
    assert title.hasFocus()
    editing.journal.undo()
    editing.qtbot.waitUntil(lambda: editing.editor.form() is None)
    assert not title.isVisible() and not title.hasFocus()
    editing.rest()
    assert not editing.record(id).values
    editing.journal.redo()
    editing.qtbot.waitUntil(lambda: editing.editor.form() is not None)
    assert editing.text("title") == "Walls"


def test_a_record_that_was_read_and_is_not_there_any_more_leaves_no_form_either(editing: Editing) -> None:
    with editing.journal.group("import") as group:
        editing.journal.bulk(group, [("activity", "a" * 8, {"title": "Walls"})])
    editing.show("a" * 8)
    editing.journal.undo()
    editing.qtbot.waitUntil(lambda: editing.editor.form() is None)
    editing.journal.redo()
    editing.qtbot.waitUntil(lambda: editing.editor.form() is not None)
    assert editing.text("title") == "Walls"


def test_a_title_typed_and_emptied_again_keeps_its_form(editing: Editing) -> None:
    id = editing.new()
    editing.type("title", "D")
    editing.rest()
    QTest.keyClick(editing.field("title").entry(), Qt.Key.Key_Backspace)
    editing.rest()
    assert not editing.record(id).values and editing.editor.form() is not None
    editing.type("title", "Bells")
    editing.leave()
    assert editing.record(id).values["title"] == "Bells"


def test_a_change_from_elsewhere_leaves_alone_what_is_being_typed(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Walls", "municipality": "Lomé"})
    editing.show(id)
    editing.type("title", "!")  # waits in the throttle
    editing.journal.edit(id, {"municipality": "Kisumu", "title": "Other"})
    editing.qtbot.waitUntil(lambda: editing.text("municipality") == "Kisumu")
    assert "!" in editing.text("title")
    editing.rest()
    assert editing.record(id).values["title"] == editing.text("title")


def test_a_record_deleted_elsewhere_goes_to_the_bin_under_the_eyes_and_comes_back(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)
    editing.journal.delete([id])
    editing.qtbot.waitUntil(lambda: editing.editor.notices.words == ["This record is in the bin."])
    assert editing.form.read_only
    editing.editor.notices.wanted.emit("give back")
    editing.qtbot.waitUntil(lambda: editing.editor.notices.words == [])
    assert not editing.form.read_only
    assert not editing.record(id).binned


def test_going_to_another_record_writes_the_first(editing: Editing) -> None:
    first = editing.journal.create("activity", {"title": "Walls"})
    second = editing.journal.create("activity", {"title": "Bells"})
    editing.show(first)
    editing.type("summary", "One bell")
    editing.show(second)
    assert editing.text("summary") == ""
    assert editing.record(first).values["summary"] == "One bell"
    assert "summary" not in editing.record(second).values
    editing.show(first)
    assert editing.text("summary") == "One bell"


def test_a_full_disk_is_said_the_text_stays_and_is_saved_later(
    editing: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)

    def full(*_args: object, **_more: object) -> bool:
        raise UserFacingError("The disk is full.", kept="Nothing was written.")

    with monkeypatch.context() as patch:
        patch.setattr(editing.journal, "edit", full)
        editing.type("municipality", "Lomé")
        editing.qtbot.waitUntil(lambda: editing.editor.head.trouble.isVisible())
        assert editing.editor.head.trouble.text().startswith("The disk is full. Your text is kept here")
        assert editing.text("municipality") == "Lomé"
        assert not editing.editor.all_saved
    editing.editor.flush()  # what the saver does by itself some seconds later
    editing.rest()
    assert editing.record(id).values["municipality"] == "Lomé"
    assert editing.editor.head.trouble.isHidden()
    assert editing.saved_words == "Saved"


def test_a_private_note_is_a_private_change_of_its_own(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)
    editing.type("private_note", "Ask before the second round")
    editing.leave()
    with editing.workspace.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT data, private FROM change WHERE record_id = ? ORDER BY no", (id,)
        ).fetchall()
    assert [(row[1], "private_note" in unpack(row[0])) for row in rows] == [(0, False), (1, True)]
    row = editing.form.rows["private_note"]
    assert row.objectName() == "privateRow"
    assert "never sent" in row.remark


def test_titles_in_other_languages_are_fields_of_their_own(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Early warning"})
    editing.show(id)
    field = editing.field("title")
    assert isinstance(field, TranslatedField)
    field.show_language("fr")
    editing.type("title", "Alerte précoce")
    editing.leave()
    assert editing.record(id).values["title/fr"] == "Alerte précoce"
    assert editing.record(id).values["title"] == "Early warning"
    assert editing.changes(id) == 2


def test_what_is_missing_is_said_and_leads_there(editing: Editing) -> None:
    editing.new()
    line = editing.form.missing
    assert "Kind" in line.text()
    editing.type("title", "Walls")
    editing.type("summary", "Pumps and a bell")
    assert "Title" not in line.text()
    line.linkActivated.emit("start")
    assert editing.field("start").entry().hasFocus()
    editing.rest()


def test_a_finished_record_misses_nothing(editing: Editing) -> None:
    id = editing.journal.create(
        "activity",
        {"title": "W", "kind": "training", "status": "planned", "summary": "S", "start": "2021", "country": "KE",
         "targets/SDG:11.5": "principal"},
    )  # fmt: skip
    editing.show(id)
    assert editing.form.missing.isHidden()
    field = editing.field("targets")
    assert isinstance(field, CodesField)
    field.remove("SDG:11.5")
    assert "Targets" in editing.form.missing.text()
    editing.rest()
    assert "targets/SDG:11.5" not in editing.record(id).values


def test_from_section_to_section_by_key(editing: Editing) -> None:
    editing.show(editing.journal.create("activity", {"title": "W"}))
    form = editing.form
    sections = [each for each in form.sections.values() if not each.isHidden()]
    editing.field("title").enter()
    seen = []
    for _step in range(len(sections)):
        here = QApplication.focusWidget()
        seen.append(next(place for place, each in enumerate(sections) if each.isAncestorOf(here)))
        QTest.keyClick(here, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen == list(range(len(sections)))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert sections[-2].isAncestorOf(QApplication.focusWidget())


def test_what_was_missing_leaves_its_place_so_that_no_field_moves(editing: Editing) -> None:
    id = editing.journal.create(
        "activity",
        {"title": "W", "kind": "training", "status": "planned", "summary": "S", "country": "KE",
         "targets/SDG:11.5": "principal"},
    )  # fmt: skip
    editing.show(id)
    form = editing.form
    assert form.missing.isVisible()
    layout = form.widget().layout()
    layout.activate()
    place = form.rows["title"].mapTo(form.widget(), QPoint())
    editing.type("start", "2021")
    editing.leave()
    assert form.missing.isVisible() and form.missing.text() == "Nothing is missing any more."
    layout.activate()
    assert form.rows["title"].mapTo(form.widget(), QPoint()) == place
    editing.show(editing.journal.create("activity", {"title": "W"}))
    assert "Status" in form.missing.text()
    editing.show(id)
    assert form.missing.isHidden()  # it was complete when it was opened


def test_what_is_said_of_a_field_moves_no_other_and_makes_way_for_the_keyboard(editing: Editing) -> None:
    editing.show(editing.journal.create("activity", {"title": "W", "status": "planned"}))
    layout, rows = editing.form.widget().layout(), editing.form.rows
    layout.activate()
    places = {name: row.mapTo(editing.editor, QPoint()) for name, row in rows.items()}
    editing.type("start", "next spring")
    remark = rows["start"]._remark
    assert remark.isVisible() and "Not a valid date" in remark.text()
    layout.activate()
    assert {name: row.mapTo(editing.editor, QPoint()) for name, row in rows.items()} == places
    under = editing.editor.childAt(remark.mapTo(editing.editor, remark.rect().center()))
    assert under is not remark  # a click meets what it covers
    editing.field("country").enter()
    assert remark.isHidden() and rows["start"].remark.startswith("Not a valid date")
    editing.field("start").enter()
    assert remark.isVisible()
    editing.field("municipality").enter()
    assert remark.isVisible()  # it covers that one no more


def test_what_grows_above_the_fields_leaves_them_where_they_are_seen(editing: Editing) -> None:
    for name in ("Walls", "Study visit to Quito"):
        editing.show(editing.journal.create("activity", {"title": name}))
    notices, bar = editing.editor.notices, editing.form.verticalScrollBar()
    assert notices.words and bar.value() == 0
    title = editing.form.rows["title"]
    QApplication.processEvents()
    place = title.mapTo(editing.editor, QPoint())
    editing.editor.notices.findChildren(QPushButton)[1].click()  # it stays an activity: the place is left as it was
    editing.rest()
    assert not notices.words and title.mapTo(editing.editor, QPoint()) == place
    editing.show(editing.journal.create("activity", {"title": "Walls"}))
    QApplication.processEvents()
    place = title.mapTo(editing.editor, QPoint())
    editing.journal.delete([editing.editor.record_id], "activity")
    editing.qtbot.waitUntil(lambda: bar.value() > 0)
    assert "in the bin" in notices.words[0]
    assert title.mapTo(editing.editor, QPoint()) == place


def test_a_study_visit_still_to_come_is_offered_as_a_visit(editing: Editing) -> None:
    id = editing.new()
    editing.type("title", "Study visit to Quito")
    editing.rest()
    with editing.qtbot.waitSignal(editing.editor.visit_wanted) as wanted:
        editing.editor.notices.findChildren(QPushButton)[0].click()
    assert wanted.args == [id, "Study visit to Quito"]


def test_an_organisation_made_while_typing_is_one_action(editing: Editing) -> None:
    id = editing.new()
    editing.type("title", "Walls")
    field = editing.field("organisations")
    assert isinstance(field, LinkedField)
    editing.type("organisations", "Wells Together")
    editing.qtbot.waitUntil(field.finder.popup.isVisible)
    assert field.finder.offers == ["Create “Wells Together”"]
    QTest.keyClick(field.finder, Qt.Key.Key_Return)
    editing.rest()
    (key,) = editing.record(id).members("organisations")
    role, _colon, made = key.partition(":")
    assert role == "lead"
    assert editing.record(made).title == "Wells Together"
    links = [each for each in field.findChildren(QToolButton) if "Wells Together" in each.accessibleName()]
    assert links
    editing.journal.undo()
    editing.rest()
    assert editing.record(id).members("organisations") == {}
    assert editing.workspace.record(made) is None or not editing.record(made).listed


def test_an_organisation_links_a_record_that_has_nothing_else_yet(editing: Editing) -> None:
    id = editing.new()
    field = editing.field("organisations")
    assert isinstance(field, LinkedField)
    editing.type("organisations", "Wells Together")
    editing.qtbot.waitUntil(field.finder.popup.isVisible)
    QTest.keyClick(field.finder, Qt.Key.Key_Return)
    editing.rest()
    assert len(editing.record(id).members("organisations")) == 1


def test_a_renamed_organisation_is_shown_by_its_new_name(editing: Editing) -> None:
    lead = editing.journal.create("organisation", {"name": "Old name"})
    id = editing.journal.create("activity", {"title": "Walls", f"organisations/lead:{lead}": True})
    editing.show(id)
    editing.journal.edit(lead, {"name": "New name"})
    field = editing.field("organisations")
    editing.qtbot.waitUntil(
        lambda: any("New name" in each.accessibleName() for each in field.findChildren(QToolButton))
    )


def test_files_dropped_in_are_linked_also_when_the_person_has_gone_on(editing: Editing, tmp_path: Path) -> None:
    first = editing.journal.create("activity", {"title": "Walls"})
    second = editing.journal.create("activity", {"title": "Bells"})
    editing.show(first)
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF-1.7 plan")
    editing.field("attachments").attach([plan, tmp_path / "gone.pdf"])  # type: ignore[attr-defined]
    editing.editor.show_record(second)
    editing.qtbot.waitUntil(lambda: bool(editing.record(first).members("attachments")))
    editing.rest()
    ((sha256, name),) = editing.record(first).members("attachments").items()
    assert name == "plan.pdf"
    assert editing.workspace.attachments.path(sha256).read_bytes() == plan.read_bytes()
    assert editing.record(second).members("attachments") == {}
    editing.show(first)
    saved = tmp_path / "out.pdf"
    field = editing.field("attachments")
    assert isinstance(field, FilesField)
    with editing.qtbot.waitSignal(editing.editor.file_made) as said:
        field._save_as(sha256, name)  # pyright: ignore[reportPrivateUsage]
        field.findChild(QFileDialog).fileSelected.emit(str(saved))
    assert said.args == [saved, "Saved as out.pdf."] and saved.read_bytes() == plan.read_bytes()
    assert "gone.pdf" in editing.editor.head.trouble.text()


def test_an_attachment_is_opened_as_a_copy_that_goes_and_one_of_others_is_marked(
    editing: Editing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked, opened = list[str](), list[Path]()
    monkeypatch.setattr(desk_access, "mark_as_received", lambda path: marked.append(path.name))
    monkeypatch.setattr(files_field, "open_file", opened.append)
    record = editing.journal.create("activity", {"title": "Walls"})
    editing.show(record)
    own, other = tmp_path / "own.pdf", tmp_path / "a.pdf"
    own.write_bytes(b"own")
    other.write_bytes(b"of another desk")
    attachments = editing.workspace.attachments
    sha256 = {each.name: attachments.add(each) for each in (own, other)}
    editing.journal.edit(record, {member("attachments", sha256["own.pdf"]): "own.pdf"})
    with editing.workspace.reading_directly() as conn:
        assert attached_by(Direct(conn), editing.journal.replica, record, sha256["own.pdf"])
        assert not attached_by(Direct(conn), "0" * 36, record, sha256["own.pdf"])
    field = editing.field("attachments")
    for number, name in enumerate(("own.pdf", "a.pdf", 'CON.a?b: "x".pdf'), start=1):
        found = sha256.get(name, sha256["a.pdf"])
        field._open(found, name)  # type: ignore[attr-defined]
        field.findChild(QMessageBox).button(QMessageBox.StandardButton.Open).click()
        editing.qtbot.waitUntil(lambda number=number: len(opened) == number)
    assert [each.name for each in opened] == ["own.pdf", "a.pdf", "_CON.a b x.pdf"]
    assert marked == ["a.pdf", "_CON.a b x.pdf"] and opened[0].read_bytes() == b"own"
    discard_opened_here()
    assert not any(each.parent.exists() for each in opened)


def test_an_attached_program_is_not_opened(editing: Editing, tmp_path: Path) -> None:
    record = editing.journal.create("activity", {"title": "Walls"})
    editing.show(record)
    field = editing.field("attachments")
    field._open("0" * 64, "Invoice.pdf.exe")  # type: ignore[attr-defined]
    assert field.findChild(QMessageBox) is None
    assert "Invoice.pdf.exe is a program" in editing.editor.head.trouble.text()


@pytest.mark.parametrize(("name", "attached"), [("photo.jpg", True), ("list.csv", False), ("other.focal", False)])
def test_files_dropped_on_the_form_are_attached_and_tables_left_to_the_window(
    editing: Editing, tmp_path: Path, name: str, *, attached: bool
) -> None:
    id = editing.journal.create("activity", {"title": "Walls"})
    editing.show(id)
    path = tmp_path / name
    path.write_bytes(b"content")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    mime.setText(str(path))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for field in ("title", "summary"):  # words of a file's name do not slip into a text
        over = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
        entry = editing.field(field).entry()
        QApplication.sendEvent(entry.viewport() if hasattr(entry, "viewport") else entry, over)  # type: ignore[attr-defined]
        assert over.isAccepted() is attached  # by the form behind
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    enter.ignore()
    editing.form.dragEnterEvent(enter)
    assert enter.isAccepted() is attached
    editing.form.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    editing.qtbot.waitUntil(lambda: bool(editing.record(id).members("attachments")) is attached)
    editing.rest()


def test_a_record_given_back_looks_as_one_that_never_was_in_the_bin(
    editing: Editing, open_editor: Callable[[Workspace], Editing]
) -> None:
    id = editing.journal.create("activity", {"title": "Walls", "start": "2024-05", "municipality": "Lomé"})
    editing.journal.delete([id])
    editing.show(id)
    assert editing.form.read_only
    editing.journal.restore([id])
    editing.qtbot.waitUntil(lambda: not editing.form.read_only)
    editing.rest()
    fresh = open_editor(editing.workspace)
    fresh.show(id)

    def alike(name: str) -> bool:
        before, after = (each.form.rows[name].grab().toImage() for each in (fresh, editing))
        return before == after

    for name in ("title", "start", "end", "municipality"):
        editing.qtbot.waitUntil(lambda name=name: alike(name))  # rows get their heights when nothing else is to be done
