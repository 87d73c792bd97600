"""Kill a desk while it makes packages, takes them in, consolidates a folder and shares the merge: as before or as after,
never between, and started again it comes to the end.

python -m tests.exchange.packages.killed_processes FOLDER SEED MODE     the desk that is killed
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

from desktop.exchange.consolidation import ALREADY_IMPORTED, consolidate, plan_shares, write_shares
from desktop.exchange.packages import export_package, import_package, manifest_of, open_package
from desktop.exchange.signed_packages import export_signed_package
from desktop.workspace import Workspace, check
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.merge.dump import dump

ROOT = Path(__file__).resolve().parents[3]
STEPS = {
    "exchange": ("export", "import", "undo", "export back", "import back"),
    "consolidate": ("deliver", "consolidate"),
    "share": ("consolidate", "share"),
}
"""What a desk does in each mode, as far as it is to be killed in the middle of it."""
MODES = tuple(STEPS)
BATCH = 60
AT_ONCE = 4
"""Packages that lie in the folder for a consolidation."""
PATIENCE_S = 120.0
"""After so long without a word a desk hangs."""


@dataclass
class Moments:
    """When desks were killed, in many rounds."""

    lasts: dict[str, float] = field(default_factory=dict[str, float])  # step -> seconds that it takes here
    within: Counter[str] = field(default_factory=Counter[str])  # step -> kills in the middle of it
    between: int = 0  # kills while it did nothing of that


@contextmanager
def step(name: str) -> Generator[None]:
    """Say when a step begins and when it is done."""
    print("begins", name, flush=True)
    yield
    print("ends", name, flush=True)


def work(folder: Path, seed: str, mode: str) -> None:
    """Do one kind of work for ever; what is told has been done."""
    rng = random.Random(seed)
    here = Workspace.open(folder / "here.focal", home=folder / "home here")
    there = Workspace.open(folder / "there.focal", home=folder / "home there")
    print("ready", flush=True)
    while True:
        if mode == "exchange":
            exchange(here, there, folder, rng)
        else:
            with step("deliver"):
                deliver(there, folder / "sent")
            gather(here, folder)
            if mode == "share":
                with step("share"):
                    write_shares(here, folder / "shared", plan_shares(here, full=rng.random() < 0.5))


def exchange(here: Workspace, there: Workspace, folder: Path, rng: random.Random) -> None:
    """A package there, taken in here, and one back."""
    batch = add(there, folder)
    with step("export"):
        export_package(there, folder / "sent.fdz")
    with step("import"):
        import_package(here, folder / "sent.fdz")
    print("taken", batch, flush=True)
    if rng.random() < 0.3:
        with step("undo"):
            here.journal.undo()
            here.journal.redo()
    with step("export back"):
        export_package(here, folder / "back.fdz")
    with step("import back"):
        import_package(there, folder / "back.fdz")


def add(there: Workspace, folder: Path) -> str:
    """Activities and an attachment; returns what they all say."""
    batch = uuid.uuid4().hex
    with there.journal.group("import", batch) as group:
        file = folder / f"{batch}.txt"
        file.write_text(batch * 1000, encoding="utf-8")
        sha256 = there.attachments.add(file)
        there.journal.bulk(
            group,
            (
                (
                    "activity",
                    str(uuid.uuid4()),
                    {"title": f"{batch} {n}", "source": batch, f"attachments/{sha256}": "x"},
                )
                for n in range(BATCH)
            ),
        )
    file.unlink()
    return batch


def deliver(there: Workspace, target: Path) -> None:
    """Packages that build on each other, in a folder whose order is another one."""
    target.mkdir(exist_ok=True)
    for _number in range(AT_ONCE):
        batch = add(there, target.parent)
        last = max(target.glob("*.fdz"), key=lambda path: path.stat().st_mtime_ns, default=None)
        export_signed_package(there, target / f"{batch}.fdz", known=manifest_of(last).holds if last else None)


def gather(here: Workspace, folder: Path) -> None:
    """Take the folder in, and say which packages are in."""
    with step("consolidate"):
        ran = consolidate(here, [folder / "sent"], accept_new=True)
    assert ran.error is None and not ran.stopped
    for each in ran.report.files:
        assert each.outcome in ALREADY_IMPORTED, each
        print("taken", Path(each.path).stem, flush=True)


def kill_once(
    folder: Path,
    seed: str,
    rng: random.Random,
    confirmed: set[str],
    mode: str = "exchange",
    moments: Moments | None = None,
) -> None:
    """Let desks work in `folder`, kill them in the middle of a step, look. Raises AssertionError."""
    for name in ("here", "there"):
        if not (folder / f"{name}.focal").exists():
            Workspace.create(folder / f"{name}.focal", home=folder / f"home {name}").close()
    (folder / "shared").mkdir(exist_ok=True)
    arguments = [sys.executable, "-m", "tests.exchange.packages.killed_processes", str(folder), seed, mode]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as desk:
        said = wait_and_kill(desk, rng.choice(STEPS[mode]), rng, moments or Moments())
        _rest, errors = desk.communicate()
        assert not errors, errors
    confirmed.update(words[1] for words in said if words[0] == "taken")
    look(folder, confirmed)
    if mode != "exchange" and any((folder / "sent").glob("*.fdz")):
        go_on(folder)


def wait_and_kill(desk: subprocess.Popen[str], chosen: str, rng: random.Random, moments: Moments) -> list[list[str]]:
    """Kill a desk somewhere in the step `chosen`, the first or a later time that it does it; returns what it has said.

    How long the step lasts is learnt from the times before: the first one is let pass where nobody knows.
    """
    heard: Queue[tuple[float, str]] = Queue()
    assert desk.stdout is not None
    listener = Thread(target=_listen, args=(desk.stdout, heard), daemon=True)
    listener.start()
    said: list[list[str]] = []
    under_way, began, pass_by = "", 0.0, rng.randint(0, 2)
    due: float | None = None  # when it is to be killed
    while True:
        try:
            now, line = heard.get(timeout=PATIENCE_S if due is None else max(0.0, due - time.monotonic()))
        except Empty:
            assert due is not None, "the desk hangs"
            desk.kill()
            break
        if not line:
            break  # an error, which is told
        said.append(line.split(maxsplit=1))
        word, name = said[-1][0], said[-1][-1]
        if word == "begins":
            under_way, began = name, now
            if name == chosen and chosen in moments.lasts and due is None:
                if pass_by == 0:
                    due = now + rng.uniform(0, moments.lasts[chosen])
                pass_by -= 1
        elif word == "ends":
            moments.lasts[name], under_way = now - began, ""
    listener.join()
    while not heard.empty():  # said before it died
        if line := heard.get()[1]:
            said.append(line.split(maxsplit=1))
            under_way = {"begins": said[-1][-1], "ends": ""}.get(said[-1][0], under_way)
    moments.within.update([under_way] if under_way else [])
    moments.between += not under_way
    return said


def _listen(stdout: IO[str], heard: Queue[tuple[float, str]]) -> None:
    for line in stdout:
        heard.put((time.monotonic(), line.strip() if line.endswith("\n") else "."))
    heard.put((time.monotonic(), ""))


def look(folder: Path, confirmed: set[str]) -> None:
    """Sound, whole packages, no half delivery, nothing twice, attachments there."""
    for path in folder.rglob("*.fdz"):
        with open_package(path) as package:
            package.check()
    for name in ("here", "there"):
        path, home = folder / f"{name}.focal", folder / f"home {name}"
        report = check(path, home=home)
        assert report.ok, report.problems
        desk = Workspace.open(path, home=home)
        with desk.reading() as conn:
            batches = dict(
                tuple(row)
                for row in conn.exec_driver_sql("SELECT source, count(*) FROM activity WHERE listed = 1 GROUP BY 1")
            )
            taken_back = Counter(  # killed after an undo and before what brings it again
                source
                for (data,) in conn.exec_driver_sql(
                    "SELECT c.data FROM change c JOIN activity a ON a.id = c.record_id WHERE a.listed = 0 AND EXISTS"
                    " (SELECT 1 FROM change u JOIN change_group g ON g.no = u.group_no WHERE u.record_id = a.id"
                    " AND g.kind = 'undo')"
                )
                if (source := decode(data).get("source"))
            )
            arrivals = conn.exec_driver_sql("SELECT count(*) FROM arrival").scalar_one()
            groups = conn.exec_driver_sql(
                "SELECT count(*) FROM change_group WHERE kind = 'arrival' AND mine = 1"
            ).scalar_one()
            told = conn.exec_driver_sql("SELECT count(*) FROM delivery WHERE outcome = 'taken'").scalar_one()
            gathered = conn.exec_driver_sql(
                "SELECT count(*) FROM arrival WHERE label NOT IN ('sent.fdz', 'back.fdz')"
            ).scalar_one()
            twice = conn.exec_driver_sql(
                "SELECT label FROM arrival WHERE label NOT IN ('sent.fdz', 'back.fdz') GROUP BY 1 HAVING count(*) > 1"
            ).fetchall()
        desk.close()
        assert arrivals == groups
        assert name != "here" or told == gathered, "a package came in without a word, or a word without a package"
        assert not twice, "imported twice"
        assert set(batches.values()) <= {BATCH}, "half a delivery"
        if name == "there":
            lost = confirmed - set(batches)
            assert all(taken_back.get(each, 0) >= BATCH for each in lost), "something confirmed is gone"


def go_on(folder: Path) -> None:
    """Started again it comes to the end: all that lies in the folder is in, once."""
    here = Workspace.open(folder / "here.focal", home=folder / "home here")
    there = Workspace.open(folder / "there.focal", home=folder / "home there")
    ran = consolidate(here, [folder / "sent"], accept_new=True)
    assert ran.report.left == 0 and {each.outcome for each in ran.report.files} <= set(ALREADY_IMPORTED)
    wanted = {path.stem for path in (folder / "sent").glob("*.fdz")}
    with here.reading() as conn:
        found = {str(row[0]) for row in conn.exec_driver_sql("SELECT DISTINCT source FROM activity WHERE listed = 1")}
    assert wanted <= found
    for each in write_shares(here, folder / "shared", plan_shares(here, full=True)).shares:
        assert each.path is not None
        import_package(there, each.path)
    with here.reading() as ours, there.reading() as theirs:
        behind = set(dump(ours)) - set(dump(theirs))
    assert not behind, "the merge does not hold all that is here"
    here.close()
    there.close()


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
