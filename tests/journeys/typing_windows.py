"""Windows that type by themselves, to be killed: they tell what is typed, and what they show as saved.

python -m tests.journeys.typing_windows title|notes FILE SEED
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.main_window import MainWindow

WORDS = "sirènes puits école marché drills pump río alerta 你好 "


def tell(*words: object) -> None:
    """One line that is out before anything else happens."""
    print(json.dumps(words), flush=True)


class Titles:
    """Makes activity after activity, and types its title."""

    def __init__(self, app: QApplication, window: MainWindow, rng: random.Random) -> None:
        self._app, self._window, self._rng = app, window, rng
        self._listened = False

    def step(self) -> None:
        """One letter more, or one less."""
        from PySide6.QtWidgets import QLineEdit

        if self._window.view is None:
            return
        field = self._app.focusWidget()
        if not isinstance(field, QLineEdit) or field.accessibleName() != "Title" or self._rng.random() < 0.02:
            self._window.view.activities.make_new()
            self._listen()
            return
        self._listen()
        before, began = field.text(), time.monotonic()
        if self._rng.random() < 0.1 and before:
            field.backspace()
        else:
            field.insert(self._rng.choice(WORDS))
        tell("typed", self._editor().record_id, field.text(), before, began)

    def _editor(self):
        from desktop.ui.editor import RecordEditor

        found = self._window.findChild(RecordEditor)
        assert found is not None
        return found

    def _listen(self) -> None:
        saver = self._editor().saver
        if not self._listened and saver is not None:
            self._listened = True
            saver.saved.connect(self._saved)

    def _saved(self) -> None:
        from PySide6.QtWidgets import QLineEdit

        field = self._app.focusWidget()
        if isinstance(field, QLineEdit) and self._editor().record_id and field.accessibleName() == "Title":
            tell("saved", self._editor().record_id, field.text())


class Notes:
    """Opens the visit about drains, and types what was seen into one note after another."""

    def __init__(self, app: QApplication, window: MainWindow, rng: random.Random) -> None:
        self._app, self._window, self._rng = app, window, rng
        self._opened = self._listened = False

    def step(self) -> None:
        """One key."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QPlainTextEdit

        from desktop.ui.visits.record.pages import NOTES
        from tests.ui.visits.some_visits import DRAINS

        view = self._window.view
        if view is None:
            return
        if not self._opened:
            self._opened = True
            view.open_page("visits")
            assert view.page("visits") is not None
            view.page("visits").open_visit(DRAINS)
            return
        part = self._notes()
        if part is None or not part.cards:
            if (
                view.page("visits") is not None
                and view.page("visits").visit is not None
                and view.page("visits").visit.editor.record_id
            ):
                view.page("visits").visit.turn_to(NOTES)
            return
        self._listen()
        field, id = self._app.focusWidget(), self._id()
        if not id or not isinstance(field, QPlainTextEdit) or self._rng.random() < 0.01:
            self._rng.choice(list(part.cards.values())).enter()
            return
        before, began = field.toPlainText(), time.monotonic()
        if self._rng.random() < 0.1 and before:
            QTest.keyClick(field, Qt.Key.Key_Backspace)
        else:
            field.insertPlainText(self._rng.choice(WORDS))  # as an input method does: not all letters have a key
        tell("typed", id, field.toPlainText(), before, began)

    def _notes(self):
        from desktop.ui.visits.record.notes import NotesPart
        from desktop.ui.visits.record.pages import NOTES

        visits = self._window.view.page("visits") if self._window.view is not None else None
        part = visits.visit.editor.part(NOTES) if visits is not None and visits.visit is not None else None
        return part if isinstance(part, NotesPart) else None

    def _id(self) -> str:
        """The note whose first field has the keyboard."""
        part, field = self._notes(), self._app.focusWidget()
        if part is None or field is None:
            return ""
        return next((id for id, card in part.cards.items() if card.rows["saw"].widget.entry() is field), "")

    def _listen(self) -> None:
        part = self._notes()
        if not self._listened and part is not None:
            self._listened = True
            part._space.saver.saved.connect(self._saved)

    def _saved(self) -> None:
        part, id = self._notes(), self._id()
        if part is not None and id:
            tell("saved", id, part.cards[id].rows["saw"].widget.entry().toPlainText())


TYPISTS = {"title": Titles, "notes": Notes}


def work(what: str, path: Path, seed: str) -> None:
    """Open the window and type, until it is killed."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.ui.main_window import MainWindow
    from desktop.ui.qt_words import QtWords
    from desktop.ui.settings import Settings
    from desktop.ui.theme import Theme

    rng = random.Random(seed)
    app = QApplication([])
    window = MainWindow(Settings(), Theme(app, "light"), QtWords(app))
    window.show()
    window.begin(path)
    typist = TYPISTS[what](app, window, rng)
    timer = QTimer(window)

    def step() -> None:
        typist.step()
        timer.setInterval(rng.choice([5, 20, 60, 300]))

    timer.timeout.connect(step)
    timer.start(20)
    app.exec()


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
