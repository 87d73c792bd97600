"""Pictures of what goes for good: a person who withdrew, the dialogs, and what is left in the history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.editor import RecordEditor
from desktop.ui.editor.record_editor import HISTORY
from desktop.ui.erasing import EraseDialog, ForgetDialog
from desktop.workspace.erasing import erase_person, erase_values, written_in
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_editor import settle


def _person(desk: Desk) -> tuple[str, str]:
    journal = desk.workspace.journal
    person = journal.create(
        "person",
        {"name": "Lucía Ramírez", "role": "Trainer", "email": "lucia@sanjose.example", "telephone": "+506 2222 1111",
         "consent": "network"},
    )  # fmt: skip
    id = journal.create(
        "activity",
        {"title": "Reading the hazard map", "kind": "training", f"people/contact:{person}": True,
         "summary": "For the material write to Lucía Ramírez, lucia@sanjose.example, or ring in the evening."},
    )  # fmt: skip
    journal.edit(
        id, {"summary": "For the material write to the city.", "lessons": "As Lucía Ramírez said: begin early."}
    )
    journal.edit(person, {"consent": "none"})
    return person, id


def _editor(desk: Desk, id: str, page: str = "") -> RecordEditor:
    editor = RecordEditor()
    editor.resize(520, 720)
    editor.set_workspace(desk.workspace, desk.writer, desk.background)
    editor.show_record(id)
    editor.show()
    settle(desk)
    if page:
        editor.pages.turn_to(page)
        settle(desk)
    return editor


def withdrawn(desk: Desk) -> QWidget:
    """The person's record offers it."""
    return _editor(desk, _person(desk)[0])


def forget(desk: Desk) -> QWidget:
    """What goes, what stays, who else names them."""
    dialog = ForgetDialog(desk.workspace, desk.background, _person(desk)[0])
    dialog.show()
    settle(desk)
    return dialog


def forgotten(desk: Desk) -> QWidget:
    """It is done."""
    dialog = ForgetDialog(desk.workspace, desk.background, _person(desk)[0])
    dialog.show()
    settle(desk)
    dialog.tick.click()
    dialog.do.click()
    settle(desk)
    return dialog


def after(desk: Desk) -> QWidget:
    """What the record says then."""
    person, _id = _person(desk)
    erase_person(desk.workspace, [person])
    return _editor(desk, person)


def participant(desk: Desk) -> QWidget:
    """What an activity shows of them."""
    person, id = _person(desk)
    erase_person(desk.workspace, [person])
    return _editor(desk, id)


def history(desk: Desk) -> QWidget:
    """Each entry leads there; one has been erased."""
    _person_id, id = _person(desk)
    erase_values(desk.workspace, id, written_in(desk.workspace, id, containing="evening"))
    return _editor(desk, id, HISTORY)


def values(desk: Desk) -> QWidget:
    """Which values of an entry shall go."""
    _person_id, id = _person(desk)
    entry = desk.workspace.journal.history(id)[0]
    dialog = EraseDialog(desk.workspace, desk.background, id, entry)
    dialog.show()
    settle(desk)
    dialog.ticks[-1].click()
    dialog.all.click()
    return dialog


def _on_own_desk(scene: Callable[[Desk], QWidget]) -> Callable[[Desk], QWidget]:
    return lambda desk: scene(own_desk(desk))


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "erasing-withdrawn": _on_own_desk(withdrawn),
    "erasing-forget": _on_own_desk(forget),
    "erasing-forgotten": _on_own_desk(forgotten),
    "erasing-after": _on_own_desk(after),
    "erasing-participant": _on_own_desk(participant),
    "erasing-history": _on_own_desk(history),
    "erasing-values": _on_own_desk(values),
}
