"""Kill the window while somebody types, and look whether anything that it had shown as saved was lost.

python -m tests.journeys.killing FILE SEED     the window that is killed: types by itself, and tells what it shows as saved
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop.workspace import Workspace, check

ROOT = Path(__file__).resolve().parents[2]
ALIVE_S = 5.0
WORDS = "sirènes puits école marché drills pump río alerta 你好 "


def work(path: Path, seed: str) -> None:
    """Open the window, make activity after activity and type; print what is in the field whenever all is saved."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit

    from desktop.ui.editor import RecordEditor
    from desktop.ui.main_window import MainWindow
    from desktop.ui.qt_words import QtWords
    from desktop.ui.settings import Settings
    from desktop.ui.theme import Theme

    rng = random.Random(seed)
    app = QApplication([])
    window = MainWindow(Settings(), Theme(app, "light"), QtWords(app))
    window.show()
    window.begin(path)
    listened = False
    timer = QTimer(window)

    def editor():
        found = window.findChild(RecordEditor)
        assert found is not None
        return found

    def saved() -> None:
        field = app.focusWidget()
        if isinstance(field, QLineEdit) and editor().record_id and field.accessibleName() == "Title":
            print(json.dumps(["saved", editor().record_id, field.text()]), flush=True)

    def hear() -> None:
        nonlocal listened
        if not listened and editor().saver is not None:
            listened = True
            editor().saver.saved.connect(saved)

    def step() -> None:
        if window.view is None:
            return
        field = app.focusWidget()
        if not isinstance(field, QLineEdit) or field.accessibleName() != "Title" or rng.random() < 0.02:
            window.view.page.make_new()
            hear()
            return
        hear()
        if rng.random() < 0.1 and field.text():
            field.backspace()
        else:
            field.insert(rng.choice(WORDS))
        print(json.dumps(["typed", editor().record_id, field.text()]), flush=True)
        timer.setInterval(rng.choice([5, 20, 60, 300]))

    timer.timeout.connect(step)
    timer.start(20)
    app.exec()


def kill_once(folder: Path, seed: str, rng: random.Random) -> int:
    """Let the window work, kill it, look; returns how many times it had said saved. Raises AssertionError."""
    path = folder / "city.focal"
    if not path.exists():
        Workspace.create(path, home=folder).close()
    environment = {**os.environ, "FOCAL_DESK_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.killing", str(path), seed],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment,
    ) as window:  # fmt: skip
        try:
            window.wait(timeout=rng.uniform(0.5, ALIVE_S))
        except subprocess.TimeoutExpired:
            window.kill()
        said, errors = window.communicate()
    assert window.returncode == -9, errors.decode()
    shown, since, told = dict[str, str](), dict[str, set[str]](), 0
    for line in said.split(b"\n")[:-1]:
        what, id, text = json.loads(line)
        if what == "saved":
            shown[id], since[id] = text, {text}
            told += 1
        else:
            since.setdefault(id, {""}).add(text)
    assert check(path, home=folder).ok
    workspace = Workspace.open(path, home=folder)
    for id, text in shown.items():
        record = workspace.record(id)
        there = "" if record is None else str(record.values.get("title", ""))
        # As it was shown, or as it was typed on after that; spaces at its ends go when the person leaves the field.
        assert there in since[id] | {typed.strip() for typed in since[id]}, (text, there)
    workspace.close()
    return told


def kill_windows(rounds: int, seed: str) -> int:
    """Kill the window so many times; returns the exit code."""
    rng, told = random.Random(seed), 0
    for number in range(0, rounds, 2):
        with tempfile.TemporaryDirectory(prefix="focal-window-") as folder:
            for again in range(2):
                told += kill_once(Path(folder), f"{seed}.{number}.{again}", rng)
    print(f"killed the window {rounds} times; {told} times it had shown all as saved: nothing lost, check ok each time")
    return 0


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2])
