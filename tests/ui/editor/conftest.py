"""A real workspace with the editor on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, Writer
from desktop.ui.editor import RecordEditor
from desktop.ui.editor.form import RecordForm
from desktop.ui.widgets.field_widget import FieldWidget
from desktop.workspace import Record, Workspace


class Editing:
    """The editor on a workspace, driven as a person drives it."""

    def __init__(self, qtbot: QtBot, workspace: Workspace) -> None:
        self.qtbot = qtbot
        self.workspace = workspace
        self.journal = workspace.journal
        self.background, self.writer = Background(), Writer()
        self.editor = RecordEditor()
        self.bugs: list[BaseException] = []
        self._closed = False
        self.background.broken.connect(self.bugs.append)
        self.writer.broken.connect(self.bugs.append)
        qtbot.addWidget(self.editor)
        self.editor.resize(520, 900)
        self.editor.set_workspace(workspace, self.writer, self.background)
        self.editor.show()
        self.editor.activateWindow()
        qtbot.waitUntil(self.editor.isActiveWindow)

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self.editor.set_workspace(None, None, None)
        self.writer.flush()
        self.background.close()
        self.writer.close()
        assert self.bugs == []

    # What a person does

    def show(self, id: str) -> None:
        self.editor.show_record(id)
        self.qtbot.waitUntil(lambda: self.editor.form() is not None)
        self.rest()

    def new(self, type: str = "activity") -> str:
        id = str(uuid.uuid4())
        self.editor.show_new(id, type)
        self.rest()
        return id

    def type(self, field: str, text: str) -> None:
        self.field(field).enter()
        for letter in text:
            self.key(field, letter)

    def key(self, field: str, letter: str) -> None:
        entry = self.field(field).entry()
        QTest.sendKeyEvent(QTest.KeyAction.Click, entry, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)

    def leave(self) -> None:
        self.editor.tabs.setFocus()
        self.rest()

    def rest(self) -> None:
        """Until all is written and read."""

        def calm() -> bool:
            reading = self.background._running or self.editor._soon.isActive()
            return self.editor.all_saved and not self.writer.waiting and not reading

        self.qtbot.waitUntil(calm)

    # What a person sees

    @property
    def form(self) -> RecordForm:
        form = self.editor.form()
        assert form is not None
        return form

    def field(self, name: str) -> FieldWidget:
        return self.form.rows[name].widget

    def text(self, name: str) -> str:
        entry = self.field(name).entry()
        return entry.toPlainText() if hasattr(entry, "toPlainText") else entry.text()  # type: ignore[attr-defined]

    @property
    def saved_words(self) -> str:
        return self.editor.head.saved.text()

    # What is in the file

    def record(self, id: str) -> Record:
        found = self.workspace.record(id)
        assert found is not None
        return found

    def changes(self, id: str) -> int:
        return len(list(self.journal.history(id)))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal")
    made.journal.set_author("Amina")
    yield made
    made.close()


@pytest.fixture
def open_editor(qtbot: QtBot) -> Iterator[Callable[[Workspace], Editing]]:
    opened: list[Editing] = []

    def open_one(workspace: Workspace) -> Editing:
        opened.append(Editing(qtbot, workspace))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def editing(open_editor: Callable[[Workspace], Editing], workspace: Workspace) -> Editing:
    return open_editor(workspace)
