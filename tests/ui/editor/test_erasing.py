"""What was typed in the wrong place goes for good, and so does a person who does not agree any more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.ui.editor.record_editor import HISTORY
from desktop.ui.erasing import EraseDialog, ForgetDialog
from desktop.workspace import Workspace
from tests.ui.editor.conftest import Editing

SECRET = "Zqxaveria"
Dialog = TypeVar("Dialog", EraseDialog, ForgetDialog)


def opened(editing: Editing, kind: type[Dialog]) -> Dialog:
    """The dialog that the editor has just opened, with its question answered."""
    found: list[Dialog] = []

    def there() -> bool:
        found[:] = [each for each in editing.editor.findChildren(kind) if each.isVisible()]
        return bool(found)

    editing.qtbot.waitUntil(there)
    editing.rest()
    return found[0]


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def go(editing: Editing, dialog: EraseDialog | ForgetDialog) -> None:
    """Tick that it is known, press, and wait until it is done."""
    assert not dialog.do.isEnabled()
    dialog.tick.click()
    assert dialog.do.isEnabled()
    click(dialog.do)
    editing.qtbot.waitUntil(lambda: dialog.finished_with is not None)
    assert "Permanently erased" in dialog.said and dialog.do.isHidden()
    click(dialog.cancel)
    editing.rest()


def in_files(folder: Path) -> list[str]:
    return [
        file.name for file in folder.rglob("*") if file.is_file() and SECRET.lower().encode() in file.read_bytes().lower()
    ]  # fmt: skip


def links(editing: Editing) -> list[str]:
    return re.findall(r'href="(\w+:\d*)"', editing.editor.pages.history.toHtml())


def test_a_value_is_erased_from_the_history(editing: Editing, tmp_path: Path) -> None:
    id = editing.journal.create("activity", {"title": "Drills", "kind": "training"})
    editing.journal.edit(id, {"summary": f"ring {SECRET}"})
    editing.journal.edit(id, {"summary": "ring nobody"})
    editing.workspace.back_up("asked")
    editing.show(id)
    editing.editor.pages.turn_to(HISTORY)
    editing.rest()
    history = editing.editor.pages.history
    assert links(editing) == ["erase:0", "erase:1", "erase:2"] and SECRET in history.toPlainText()
    history.anchorClicked.emit(QUrl("erase:1"))
    dialog = opened(editing, EraseDialog)
    assert [tick.text() for tick in dialog.ticks] == [f"Summary: “ring {SECRET}”"]
    assert [each.value for each in dialog.chosen()] == [f"ring {SECRET}"]
    dialog.all.click()
    assert dialog.how_many.text() == "2 values will be erased."
    dialog.same.click()
    go(editing, dialog)
    editing.qtbot.waitUntil(lambda: SECRET not in history.toPlainText())
    assert "Amina wrote Summary: permanently erased by Amina on" in history.toPlainText()
    assert links(editing) == ["erase:0", "erase:2"]
    assert in_files(tmp_path) == []
    assert editing.record(id).values == {"title": "Drills", "kind": "training", "summary": "ring nobody"}


def test_of_an_entry_with_many_values_the_person_chooses(editing: Editing) -> None:
    id = editing.journal.create("activity", {"title": "Drills", "summary": SECRET, "lessons": "many"})
    editing.show(id)
    editing.editor.pages.turn_to(HISTORY)
    editing.rest()
    editing.editor.pages.history.anchorClicked.emit(QUrl("erase:0"))
    dialog = opened(editing, EraseDialog)
    dialog.tick.click()
    assert not dialog.do.isEnabled()  # nothing chosen yet
    dialog.tick.click()
    next(tick for tick in dialog.ticks if tick.text().startswith("Summary")).click()
    go(editing, dialog)
    assert editing.record(id).values == {"title": "Drills", "lessons": "many"}


def test_a_person_who_withdraws_is_forgotten(editing: Editing, tmp_path: Path) -> None:
    person = editing.journal.create("person", {"name": SECRET, "email": f"{SECRET}@x.org", "consent": "network"})
    other = editing.journal.create("activity", {"title": f"Led by {SECRET}", f"people/contact:{person}": True})
    asked: list[str] = []
    editing.editor.record_requested.connect(asked.append)
    editing.show(person)
    assert editing.editor.notices.words == []
    editing.journal.edit(person, {"consent": "none"})
    editing.qtbot.waitUntil(lambda: editing.editor.notices.words != [])
    assert "no longer agrees to share their details" in editing.editor.notices.words[0]
    (button,) = editing.editor.notices.findChildren(QPushButton)
    click(button)
    dialog = opened(editing, ForgetDialog)
    assert "every desk" in dialog.goes.text()
    assert dialog.list.topLevelItemCount() == 1 and dialog.list.topLevelItem(0).text(2) == f"Led by {SECRET}"
    go(editing, dialog)
    editing.qtbot.waitUntil(lambda: "permanently erased by Amina" in " ".join(editing.editor.notices.words))
    assert editing.editor.head.title.text() == "A participant" and editing.form.read_only
    assert dialog.list.topLevelItem(0).data(0, Qt.ItemDataRole.UserRole) == other
    editing.journal.edit(other, {"title": "Drills"})
    editing.show(other)
    assert "A participant" in [each.text() for each in editing.field("people").findChildren(QPushButton)]
    # The words in a text are for people to mend; all else has gone.
    assert editing.record(person).values == {}


def test_who_was_never_shared_can_be_forgotten_too(editing: Editing) -> None:
    person = editing.journal.create("person", {"name": SECRET})
    editing.show(person)
    assert editing.editor.notices.words == []
    editing.editor.pages.turn_to(HISTORY)
    editing.rest()
    assert links(editing)[-1] == "forget:"
    editing.editor.pages.history.anchorClicked.emit(QUrl("forget:"))
    dialog = opened(editing, ForgetDialog)
    assert "none of it was ever sent to others" in dialog.goes.text() and dialog.list.isHidden()
    go(editing, dialog)
    assert editing.record(person).values == {}


def test_nothing_is_erased_where_it_can_only_be_read(
    workspace: Workspace, open_editor: Callable[[Workspace], Editing]
) -> None:
    id = workspace.journal.create("activity", {"title": "Drills"})
    second = Workspace.open(workspace.path, read_only=True)
    editing = open_editor(second)
    editing.show(id)
    editing.editor.pages.turn_to(HISTORY)
    editing.rest()
    assert links(editing) == []
    editing.close()
    second.close()
