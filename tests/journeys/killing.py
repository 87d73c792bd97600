"""Kill the window while somebody types, and look what was lost: nothing that it had shown as saved, and of what was typed
at most the last moment.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from desktop.workspace import Workspace, check
from tests.ui.visits import example_visits

ROOT = Path(__file__).resolve().parents[2]
ALIVE_S = 4.0
"""Seconds for which a window lives after it has saved for the first time."""
STARTED_S = 300.0
"""Seconds after which a window that has saved nothing is broken, however busy the machine is."""
LOST_MS = 300.0
"""Of typing, at most, on a machine that does not itself hold a program up."""
PROBE_S, LOOKED_BACK_S = 0.02, 1.0
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
    late_ms: float = 0.0
    """How long the machine took for a bare commit of SQLite beside it, at worst, in the last second."""


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


class Probe:
    """Commits a row of its own again and again, beside the window: how long that takes is the machine's, not the desk's."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "probe.db"
        self._ended = threading.Event()
        self._took: list[tuple[float, float]] = []  # when it ended (s), how long it took beyond the pause (s)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        conn = sqlite3.connect(self._path, isolation_level=None)
        conn.execute("CREATE TABLE IF NOT EXISTS probe (words TEXT)")
        while True:
            began = time.monotonic()
            ended = self._ended.wait(PROBE_S)
            conn.execute("INSERT INTO probe VALUES ('x')")
            now = time.monotonic()
            self._took.append((now, max(0.0, now - began - (0 if ended else PROBE_S))))
            if ended:
                break
        conn.close()

    def late_ms(self, moment: float) -> float:
        """End it; the longest that one took which was not over a second before this moment."""
        self._ended.set()
        self._thread.join()
        self._path.unlink()
        return max((took for end, took in self._took if end >= moment - LOOKED_BACK_S), default=0.0) * 1000


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
        probe = Probe(path.parent)
        try:
            window.wait(timeout=alive_s)
        except subprocess.TimeoutExpired:
            told.killed = time.monotonic()
            window.kill()
        told.late_ms = probe.late_ms(told.killed)
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
        # As it was typed, without the spaces at its ends: a line has none, a text none after its last word.
        texts = [told.before[id], *(text for _when, text in typed)]
        held = [at for at, text in enumerate(texts) if there in (text, text.rstrip(), text.strip())]
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
            example_visits.write(workspace, date.today())
        workspace.close()
    return path


@dataclass(frozen=True)
class Outcome:
    """What came of one killed window."""

    saved: int  # times that it had shown all as saved
    lost_ms: float  # of typing
    late_ms: float  # of the machine

    @property
    def at_most_ms(self) -> float:
        """How much of typing may be gone: what is promised, and as long as the machine held the window up: before it began to
        write, for the write that was under way, and for the one that should have brought the last words.
        """
        return LOST_MS + 3 * self.late_ms


def kill_once(what: str, folder: Path, seed: str, rng: random.Random, *, from_start: bool = False) -> Outcome:
    """Let the window work, kill it, look. Raises AssertionError."""
    path = prepare(what, folder)
    told = let_work(what, path, seed, rng.uniform(0, ALIVE_S), from_start=from_start)
    return Outcome(told.saved, lost_ms(what, path, told), told.late_ms)


def kill_windows(what: str, rounds: int, seed: str) -> int:
    """Kill the window so many times, every fifth time perhaps while it opens; returns the exit code."""
    rng, found = random.Random(seed), list[Outcome]()
    for number in range(0, rounds, 2):
        with tempfile.TemporaryDirectory(prefix="focal-window-") as folder:
            for again in range(min(2, rounds - number)):
                from_start = (number + again) % 5 == 4
                found.append(
                    kill_once(what, Path(folder), f"{seed}.{number}.{again}", rng, from_start=from_start)
                )  # fmt: skip
    lost = sorted(each.lost_ms for each in found)
    late = sorted(each.late_ms for each in found)
    print(
        f"killed the window {rounds} times; {sum(each.saved for each in found)} times it had shown all as saved: nothing of"
        f" that lost, check ok each time\nof typing the last {median(lost):.0f} ms were gone (median), {lost[-1]:.0f} at"
        f" most, over {LOST_MS:.0f} in {sum(ms > LOST_MS for ms in lost)} rounds; a bare commit beside it took up to"
        f" {median(late):.0f} ms (median), {late[-1]:.0f} at most"
    )
    over = [(round(each.lost_ms), round(each.late_ms)) for each in found if each.lost_ms > each.at_most_ms]
    if over:
        print(f"over {LOST_MS:.0f} ms beyond what the machine took (lost, machine): {over}")
    return 1 if over else 0
