"""Two programs on one workspace: a window that edits, imports, counts, searches and backs up on several threads, and commands
of the command line beside it. What either has confirmed must be there in the end, and nothing may ever be damaged.

python -m tests.workspace.together FOLDER SEED     the window; it works until its input ends
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from desktop.catalogue import ActivityList, facets
from desktop.catalogue.query import parse
from desktop.errors import UserFacingError
from desktop.workspace import Workspace, check, list_backups, record_id_from

ROOT = Path(__file__).resolve().parents[2]
IMPORTED = 150
_COMMANDS = (
    "add", "add", "add", "edit", "edit", "import", "undo", "list", "list", "facets", "show", "check", "backup", "export",
)  # fmt: skip
_EXPECTED = (
    "is in use by",  # a window that stays
    "is read-only now",
    "Another program is using",
    "Nothing to undo",
)
_PARTS = 3


@dataclass
class Outcome:
    """What was done and confirmed; `faults` are those that must not be."""

    confirmed: dict[str, str] = field(default_factory=dict[str, str])  # a word that is in the journal -> its record
    done: Counter[str] = field(default_factory=Counter[str])
    refused: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])


# The window ----------------------------------------------------------------------------------------------------------


def _say(*words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


class _Window:
    """A workspace that is open for some seconds, closed for a moment, and opened again, with work on three threads."""

    def __init__(self, folder: Path, seed: str, ended: threading.Event) -> None:
        self._path, self._folder = folder / "city.focal", folder
        self._seed, self._ended = seed, ended
        self._turns = 0

    def run(self) -> None:
        rng = random.Random(f"{self._seed}.window")
        while not self._ended.is_set():
            self._turns += 1
            workspace = Workspace.open(self._path)
            shut = threading.Event()
            works: list[Callable[[random.Random, Workspace], None]] = [self._look, self._keep]
            works.append(self._look if workspace.read_only else self._write)
            with ThreadPoolExecutor(len(works)) as pool:
                running = [
                    pool.submit(self._until, shut, work, random.Random(f"{rng.random()}.{number}"), workspace)
                    for number, work in enumerate(works)
                ]
                self._ended.wait(rng.uniform(1.0, 6.0))
                shut.set()
                for each in running:
                    each.result()
            workspace.close()
            _say("done", "window read only" if workspace.holder else "window")
            self._ended.wait(rng.uniform(0.1, 1.5))

    def _until(
        self,
        shut: threading.Event,
        work: Callable[[random.Random, Workspace], None],
        rng: random.Random,
        its: Workspace,
    ) -> None:
        while not shut.is_set():
            try:
                work(rng, its)
            except UserFacingError as error:
                _say("refused", str(error))
            shut.wait(rng.uniform(0.0, 0.05))

    def _write(self, rng: random.Random, its: Workspace) -> None:
        step = f"w{self._turns}x{rng.randrange(1 << 40):x}"
        match rng.choice(("create", "create", "edit", "edit", "bulk", "undo")):
            case "create":
                id = its.journal.create("activity", {"title": f"Flood {step}", "kind": "training"})
                _say("saved", step, id)
            case "edit":
                id = record_id_from(f"edited {rng.randint(0, 20)}")
                its.journal.edit(id, {"title": f"Drill {step}", "summary": "x" * rng.randint(0, 9000)}, type="activity")
                _say("saved", step, id)
            case "bulk":
                ids = [record_id_from(f"{step} {number}") for number in range(IMPORTED)]
                with its.journal.group("import", "list.csv") as group:
                    its.journal.bulk(
                        group, [("activity", id, {"title": f"Row {step}", "summary": "y" * 300}) for id in ids]
                    )
                _say("saved", step, ids[-1])
            case _:
                its.journal.undo()
        _say("done", "window writes")

    def _look(self, rng: random.Random, its: Workspace) -> None:
        query = parse(rng.choice(("", "flood", "drill", "kind:training", "row -flood")))
        facets(its, query)
        ActivityList(its).order(query, ())
        if rng.random() < 0.2:  # a second window of the same program
            other = Workspace.open(self._path, read_only=True)
            facets(other, query)
            other.close()
        _say("done", "window counts")

    def _keep(self, rng: random.Random, its: Workspace) -> None:
        if rng.random() < 0.5:
            its.back_up("asked")
        elif not (report := check(self._path)).ok:
            _say("fault", f"check: {report.problems[:3]}")
        _say("done", "window keeps")
        self._thin()
        self._ended.wait(rng.uniform(0.0, 1.0))

    def _thin(self) -> None:
        """A disk is only so large."""
        for each in list_backups(self._path)[6:]:
            each.path.unlink(missing_ok=True)


# The command line ----------------------------------------------------------------------------------------------------


def _command(folder: Path, rng: random.Random, kind: str, outcome: Outcome) -> None:
    step = f"c{rng.randrange(1 << 40):x}"
    words = {
        "add": ["add", f"title=Flood {step}", "kind=training"],
        "edit": ["edit", record_id_from(f"edited {rng.randint(0, 20)}"), f"title=Drill {step}"],
        "import": ["import", str(folder / f"{step}.csv")],
        "undo": ["undo"],
        "list": ["list", "activities", rng.choice(("flood", "drill", "kind:training"))],
        "facets": ["report", "summary", str(folder / "summary.pdf"), "--query", f"drill {step}"],
        "show": ["show", record_id_from(f"edited {rng.randint(0, 20)}")],
        "check": ["check"],
        "backup": ["backup"],
        "export": ["export", str(folder / f"{step}.fdz"), "--full"],
    }[kind]
    table, package = folder / f"{step}.csv", folder / f"{step}.fdz"
    if kind == "import":
        rows = "".join(f"{step} {number},Row {step} {number},2024\n" for number in range(IMPORTED))
        table.write_text(f"identifier,title,start date\n{rows}", "utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--workspace", str(folder / "city.focal"), *words],
        capture_output=True, text=True, encoding="utf-8", cwd=folder, check=False,
    )  # fmt: skip
    table.unlink(missing_ok=True)
    package.unlink(missing_ok=True)
    outcome.done[kind] += 1
    if done.returncode == 0 and not done.stderr:
        if kind == "add":
            outcome.confirmed[step] = done.stdout.strip()
        elif kind == "edit":
            outcome.confirmed[step] = words[1]
        return
    told = done.stderr.strip()
    harmless = kind in ("facets", "show", "edit") and any(
        each in told for each in ("No activity matches", "No record has the id")
    )
    if done.returncode == 1 and (harmless or any(each in told for each in _EXPECTED)) and "Traceback" not in told:
        outcome.refused[f"{kind}: {told[-90:]}" if not harmless else f"{kind}: nothing to do"] += 1
    else:
        outcome.faults.append(f"{' '.join(words)}: {done.returncode} {done.stdout[-500:]} {told[-1500:]}")


# Both ----------------------------------------------------------------------------------------------------------------


def run_together(folder: Path, seed: str, *, seconds: float = 0.0, commands: int = 0) -> Outcome:
    """Let both work on `folder`/city.focal for some seconds, or for some commands; begun anew, it goes on with what is there.

    What was confirmed is in `folder`/confirmed.jsonl, those of earlier runs too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, notes = folder / "city.focal", folder / "confirmed.jsonl"
    outcome = Outcome()
    if notes.exists():
        for line in notes.read_text("utf-8").splitlines():
            step, id = json.loads(line)
            outcome.confirmed[step] = id
    if not path.exists():
        Workspace.create(path).close()
    rng, until = random.Random(seed), time.monotonic() + seconds
    errors = folder / "window.txt"
    with (
        errors.open("w", encoding="utf-8") as said,
        subprocess.Popen(
            [sys.executable, "-m", "tests.workspace.together", str(folder), seed],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True, encoding="utf-8", cwd=ROOT,
        ) as window,
    ):  # fmt: skip
        assert window.stdout is not None and window.stdin is not None
        hearing = threading.Thread(target=_hear, args=(window.stdout, outcome))
        hearing.start()
        number = 0
        while not outcome.faults and (number < commands or time.monotonic() < until) and window.poll() is None:
            kinds = [rng.choice(_COMMANDS) for _each in range(_PARTS)]
            with ThreadPoolExecutor(_PARTS) as pool:  # some at once, as from a script
                list(pool.map(lambda kind: _command(folder, random.Random(rng.random()), kind, outcome), kinds))
            number += _PARTS
        window.stdin.close()
        hearing.join()
        if window.wait() or errors.stat().st_size:
            outcome.faults.append(f"the window ended with {window.returncode}: {errors.read_text('utf-8')[-3000:]}")
    notes.write_text("".join(f"{json.dumps(each)}\n" for each in outcome.confirmed.items()), "utf-8")
    outcome.faults += _look(path, outcome)
    return outcome


def _hear(output: object, outcome: Outcome) -> None:
    for line in output:  # type: ignore[attr-defined] - a pipe
        kind, *words = json.loads(line)
        if kind == "saved":
            outcome.confirmed[words[0]] = words[1]
        elif kind == "done":
            outcome.done[words[0]] += 1
        elif kind == "refused" and any(each in words[0] for each in _EXPECTED):
            outcome.refused[f"window: {words[0][-90:]}"] += 1
        else:
            outcome.faults.append(f"the window: {words[0]}")


def _look(path: Path, outcome: Outcome) -> list[str]:
    """At the end: sound, its backups too, and each confirmed word in the history of its record."""
    faults: list[str] = []
    if not (report := check(path)).ok:
        faults.append(f"check: {report.problems[:3]}")
    for backup in list_backups(path)[:3]:
        if not check(backup.path).ok:
            faults.append(f"{backup.path} is not in order")
    workspace = Workspace.open(path)
    by_record: dict[str, list[str]] = {}
    for step, id in outcome.confirmed.items():
        by_record.setdefault(id, []).append(step)
    for id, steps in by_record.items():
        history = repr(workspace.journal.history(id))
        faults += [f"{step} of {id} was confirmed and is gone" for step in steps if step not in history]
    workspace.close()
    return faults


def main() -> None:
    """The window, until its input ends."""
    ended = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    _Window(Path(sys.argv[1]), sys.argv[2], ended).run()


if __name__ == "__main__":
    main()
