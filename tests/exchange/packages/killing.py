"""Kill a desk while it makes packages and takes them in: as before or as after, never between.

python -m tests.exchange.packages.killing FOLDER SEED     the desk that is killed
"""

from __future__ import annotations

import random
import subprocess
import sys
import uuid
from pathlib import Path

from desktop.exchange.packages import export_package, import_package, open_package
from desktop.workspace import Workspace, check

ROOT = Path(__file__).resolve().parents[3]
BATCH = 60
LONGEST_S = 1.5


def work(folder: Path, seed: str) -> None:
    """Take in packages of another desk and make packages, for ever."""
    rng = random.Random(seed)
    here = Workspace.open(folder / "here.focal", home=folder / "home here")
    there = Workspace.open(folder / "there.focal", home=folder / "home there")
    print("ready", flush=True)
    while True:
        batch = uuid.uuid4().hex
        with there.journal.group("import", batch) as group:
            file = folder / f"{batch}.txt"
            file.write_text(batch * 1000)
            sha256 = there.attachments.add(file)
            there.journal.bulk(
                group,
                (("activity", str(uuid.uuid4()), {"title": f"{batch} {n}", "source": batch, f"attachments/{sha256}": "x"})
                 for n in range(BATCH)),
            )  # fmt: skip
        export_package(there, folder / "sent.fdz")
        import_package(here, folder / "sent.fdz")
        print("taken", batch, flush=True)
        if rng.random() < 0.3:
            here.journal.undo()
            here.journal.redo()
        export_package(here, folder / "back.fdz")
        import_package(there, folder / "back.fdz")


def kill_once(folder: Path, seed: str, rng: random.Random, confirmed: set[str]) -> None:
    """Let desks work in `folder`, kill them, look. Raises AssertionError."""
    for name in ("here", "there"):
        if not (folder / f"{name}.focal").exists():
            Workspace.create(folder / f"{name}.focal", home=folder / f"home {name}").close()
    arguments = [sys.executable, "-m", "tests.exchange.packages.killing", str(folder), seed]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as desk:
        assert desk.stdout is not None
        first = desk.stdout.readline()
        try:
            desk.wait(timeout=rng.uniform(0, LONGEST_S))
        except subprocess.TimeoutExpired:
            desk.kill()
        rest, errors = desk.communicate()
        assert first and not errors, errors.decode()
    confirmed.update(line.split()[1].decode() for line in rest.split(b"\n")[:-1])
    look(folder, confirmed)


def look(folder: Path, confirmed: set[str]) -> None:
    """Sound, whole packages, no half delivery, attachments there."""
    for path in folder.glob("*.fdz"):
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
            arrivals = conn.exec_driver_sql("SELECT count(*) FROM arrival").scalar_one()
            groups = conn.exec_driver_sql(
                "SELECT count(*) FROM change_group WHERE kind = 'arrival' AND mine = 1"
            ).scalar_one()
        desk.close()
        assert arrivals == groups
        assert set(batches.values()) <= {BATCH}, "half a delivery"
        if name == "there":
            assert confirmed <= set(batches), "something confirmed is gone"


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2])
