"""Kill the window while somebody types, and look whether anything that it had shown as saved was lost.

python -m tests.journeys.killing FILE SEED titles|notes     the window that is killed: types by itself, and tells what it
                                                            shows as saved
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop.workspace import Workspace, check, record_id_from

if TYPE_CHECKING:
    from desktop.ui.editor.typing_saver import TypingSaver
    from desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
ALIVE_S = 5.0
WORDS = "sirènes puits école marché drills pump río alerta 你好 "
FIELD = {"titles": "title", "notes": "saw"}
"""What is typed in each mode: titles of new activities, or a learning note on the spot."""
VISIT = record_id_from("the visit that is killed")


class Place(Protocol):
    """Where the window types by itself."""

    def begin(self) -> None:
        """Bring the keyboard there."""

    def here(self) -> tuple[str, str] | None:
        """The record and its text, while the keyboard is there."""

    def change(self, letters: str) -> None:
        """Write letters at the end; "" takes one away."""

    @property
    def saver(self) -> TypingSaver | None: ...


class Titles:
    """Activity after activity, in the form at the right."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def _editor(self):
        from desktop.ui.editor import RecordEditor

        found = self.window.findChild(RecordEditor)
        assert found is not None
        return found

    def _field(self):
        from PySide6.QtWidgets import QApplication, QLineEdit

        field = QApplication.focusWidget()
        return field if isinstance(field, QLineEdit) and field.accessibleName() == "Title" else None

    def begin(self) -> None:
        assert self.window.view is not None
        self.window.view.page.make_new()

    def here(self) -> tuple[str, str] | None:
        field = self._field()
        return (self._editor().record_id, field.text()) if field is not None and self._editor().record_id else None

    def change(self, letters: str) -> None:
        field = self._field()
        assert field is not None
        field.insert(letters) if letters else field.backspace()

    @property
    def saver(self) -> TypingSaver | None:
        return self._editor().saver


class Notes:
    """The note of a visit, on the spot."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def _visit(self):
        view = self.window.view
        return view.visits.visit if view is not None and view.visits is not None else None

    def _card(self):
        visit = self._visit()
        part = visit.editor.part("Notes") if visit is not None else None
        cards = part.cards.values() if part is not None else ()
        return next((card for card in cards if card.rows["saw"].widget.entry().hasFocus()), None)

    def begin(self) -> None:
        view = self.window.view
        assert view is not None
        if view.visits is None or view.visits.opened != VISIT:
            view.show_visits()
            view.visits.open_visit(VISIT)
        elif (visit := self._visit()) is not None and visit.editor.form() is not None:
            visit.turn_to("Notes")
            visit.enter()

    def here(self) -> tuple[str, str] | None:
        card = self._card()
        return (card.id, card.rows["saw"].widget.entry().toPlainText()) if card is not None else None

    def change(self, letters: str) -> None:
        from PySide6.QtGui import QTextCursor

        card = self._card()
        assert card is not None
        cursor = card.rows["saw"].widget.entry().textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(letters) if letters else cursor.deletePreviousChar()

    @property
    def saver(self) -> TypingSaver | None:
        visit = self._visit()
        return visit.editor.saver if visit is not None else None


def work(path: Path, seed: str, mode: str) -> None:
    """Open the window, bring the keyboard there and type; print what is in the field whenever all is saved."""
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
    place: Place = Notes(window) if mode == "notes" else Titles(window)
    listened = False
    timer = QTimer(window)

    def tell(what: str) -> None:
        if (here := place.here()) is not None:
            print(json.dumps([what, *here, time.time()]), flush=True)

    def step() -> None:
        nonlocal listened
        if window.view is None:
            return
        if place.here() is None or rng.random() < (0.02 if mode == "titles" else 0):
            place.begin()
            return
        if not listened and place.saver is not None:
            listened = True
            place.saver.saved.connect(lambda: tell("saved"))
        place.change("" if rng.random() < 0.1 else rng.choice(WORDS))
        tell("typed")
        timer.setInterval(rng.choice([5, 20, 60, 300]))

    timer.timeout.connect(step)
    timer.start(20)
    app.exec()


def kill_once(folder: Path, seed: str, rng: random.Random, mode: str = "titles") -> tuple[int, float]:
    """Let the window work, kill it, look. Returns how many times it had said saved, and of how many seconds before its
    end what was typed is gone. Raises AssertionError.
    """
    path = folder / "city.focal"
    if not path.exists():
        workspace = Workspace.create(path, home=folder)
        workspace.journal.create("visit", {"title": "Drains", "stage": "under_way"}, id=VISIT)
        workspace.close()
    environment = {**os.environ, "FOCAL_DESK_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.killing", str(path), seed, mode],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment,
    ) as window:  # fmt: skip
        assert window.stdout is not None
        # Most are killed while they type, however long a busy machine takes to start them; a few while they start.
        first = window.stdout.readline() if rng.random() < 0.9 else b""
        try:
            window.wait(timeout=rng.uniform(0.5, ALIVE_S))
        except subprocess.TimeoutExpired:
            window.kill()
        ended = time.time()
        said, errors = window.communicate()
        said = first + said
    assert window.returncode == -9, errors.decode()
    shown, since, told = dict[str, str](), dict[str, set[str]](), 0
    typed: dict[str, list[tuple[float, str]]] = {}
    for line in said.split(b"\n")[:-1]:
        what, id, text, when = json.loads(line)
        if what == "saved":
            shown[id], since[id] = text, {text}
            told += 1
        else:
            since.setdefault(id, {""}).add(text)
            typed.setdefault(id, []).append((when, text))
    assert check(path, home=folder).ok
    workspace = Workspace.open(path, home=folder)
    lost = 0.0
    for id, events in typed.items():
        record = workspace.record(id)
        there = "" if record is None else str(record.values.get(FIELD[mode], ""))
        if id in shown:
            # As it was shown, or as it was typed on after that; spaces at its ends go when the person leaves the field.
            assert there in since[id] | {each.strip() for each in since[id]}, (shown[id], there)
        kept = [at for at, (_when, text) in enumerate(events) if text.strip() == there.strip()]
        after = events[kept[-1] + 1 :] if kept else events
        lost = max([lost, *(ended - when for when, _text in after[:1])])
    workspace.close()
    return told, lost


def kill_windows(rounds: int, seed: str, mode: str = "titles") -> int:
    """Kill the window so many times; returns the exit code."""
    rng, told, worst = random.Random(seed), 0, 0.0
    for number in range(0, rounds, 2):
        with tempfile.TemporaryDirectory(prefix="focal-window-") as folder:
            for again in range(2):
                said, lost = kill_once(Path(folder), f"{seed}.{number}.{again}", rng, mode)
                told, worst = told + said, max(worst, lost)
    print(
        f"killed the window {rounds} times while {mode} were typed; {told} times it had shown all as saved: none of that"
        f" lost, check ok each time; at most the last {worst * 1000:.0f} ms of typing are gone"
    )
    return 0


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
