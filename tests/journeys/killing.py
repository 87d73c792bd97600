"""Kill the window while somebody types, and look what was lost: nothing that it had shown as saved, and of what was typed
at most the last moment.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.workspace import Workspace, check
from tests.ui.visits import some_visits

ROOT = Path(__file__).resolve().parents[2]
ALIVE_S = 4.0
"""Seconds for which a window lives after it has saved for the first time."""
STARTED_S = 300.0
"""Seconds after which a window that has saved nothing is broken, however busy the machine is."""
LOST_MS = 300.0
"""Of typing, at most."""
FIELD = {"title": "title", "notes": "saw"}


@dataclass
class Told:
    """What one window told before it was killed."""

    typed: dict[str, list[tuple[float, str]]] = field(default_factory=dict[str, "list[tuple[float, str]]"])
    """By record: when a key was pressed (s, as `time.monotonic`), and what stood in the field then."""
    before: dict[str, str] = field(default_factory=dict[str, str])
    """By record: what stood in the field before the first key."""
    shown: dict[str, int] = field(default_factory=dict[str, int])
    """By record: how much of `typed` was there when all was shown as saved for the last time."""
    saved: int = 0
    killed: float = 0.0


def _listen(window: subprocess.Popen[bytes], told: Told, first: threading.Event) -> None:
    """Take in the lines of a window until it ends; a line cut off was not told."""
    assert window.stdout is not None
    for line in window.stdout:
        if not line.endswith(b"\n"):
            return
        what, id, text, *when = json.loads(line)
        if what == "typed":
            told.before.setdefault(id, when[0])
            told.typed.setdefault(id, []).append((when[1], text))
        else:
            told.shown[id] = len(told.typed.get(id, ()))
            told.saved += 1
            first.set()


def let_work(what: str, path: Path, seed: str, alive_s: float, *, from_start: bool = False) -> Told:
    """Let a window type into a file, and kill it so long after it saved for the first time, or after its start."""
    environment = {**os.environ, "FOCAL_DESK_HOME": str(path.parent), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    told, first = Told(), threading.Event()
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.typing_windows", what, str(path), seed],
            stdout=subprocess.PIPE, stderr=errors, cwd=ROOT, env=environment,
        ) as window,
    ):  # fmt: skip
        ear = threading.Thread(target=_listen, args=(window, told, first))
        ear.start()
        began = from_start or first.wait(STARTED_S)
        try:
            window.wait(timeout=alive_s)
        except subprocess.TimeoutExpired:
            told.killed = time.monotonic()
            window.kill()
        ear.join()
        window.wait()
        errors.seek(0)
        said = errors.read().decode()
    assert began and window.returncode == -9, said or "nothing was saved"
    return told


def lost_ms(what: str, path: Path, told: Told) -> float:
    """For how long before the kill what was typed is not in the file. Raises AssertionError where what was shown as saved
    is not, or the file holds what nobody typed.
    """
    assert check(path, home=path.parent).ok
    workspace = Workspace.open(path, home=path.parent)
    worst = 0.0
    for id, typed in told.typed.items():
        record = workspace.record(id)
        there = "" if record is None else str(record.values.get(FIELD[what], ""))
        # As it was typed; spaces at its ends go when the person leaves the field.
        texts = [told.before[id], *(text for _when, text in typed)]
        held = [at for at, text in enumerate(texts) if there in (text, text.strip())]
        assert held, (texts[-1], there)
        assert held[-1] >= told.shown.get(id, 0), (texts[told.shown[id]], there)
        if held[-1] < len(typed):
            worst = max(worst, (told.killed - typed[held[-1]][0]) * 1000)
    workspace.close()
    return worst


def prepare(what: str, folder: Path) -> Path:
    """The file that windows type into, made where it is not there yet."""
    path = folder / "city.focal"
    if not path.exists():
        workspace = Workspace.create(path, home=folder)
        if what == "notes":
            some_visits.write(workspace, date.today())
        workspace.close()
    return path


def kill_once(what: str, folder: Path, seed: str, rng: random.Random, *, from_start: bool = False) -> tuple[int, float]:
    """Let the window work, kill it, look: how many times it had said saved, and how many ms of typing are gone.

    Raises AssertionError.
    """
    path = prepare(what, folder)
    told = let_work(what, path, seed, rng.uniform(0, ALIVE_S), from_start=from_start)
    return told.saved, lost_ms(what, path, told)


def kill_windows(what: str, rounds: int, seed: str) -> int:
    """Kill the window so many times, every fifth time perhaps while it opens; returns the exit code."""
    rng, saved, lost = random.Random(seed), 0, list[float]()
    for number in range(0, rounds, 2):
        with tempfile.TemporaryDirectory(prefix="focal-window-") as folder:
            for again in range(min(2, rounds - number)):
                from_start = (number + again) % 5 == 4
                times, ms = kill_once(what, Path(folder), f"{seed}.{number}.{again}", rng, from_start=from_start)
                saved += times
                lost.append(ms)
    lost.sort()
    over = [round(ms) for ms in lost if ms > LOST_MS]
    print(
        f"killed the window {rounds} times; {saved} times it had shown all as saved: nothing of that lost, check ok each"
        f" time; of typing the last {lost[len(lost) // 2]:.0f} ms were gone (median), {lost[-1]:.0f} at most"
        + (f"; over {LOST_MS:.0f} ms: {over}" if over else "")
    )
    return 1 if over else 0
