"""A folder of packages taken in: how long, whether the last are as quick as the first, how long it is ever silent, how soon
it stops when cancelled.

python -m tests.benchmarks.consolidating FOLDER PACKAGES ACTIVITIES     makes the packages, one desk after the other
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from desktop.exchange.consolidation import ConsolidationProgress, Phase, consolidate
from desktop.exchange.signed_packages import export_signed_package
from desktop.workspace import Workspace
from tests.benchmarks.data import Words
from tests.benchmarks.table import Line

ROOT = Path(__file__).resolve().parents[2]


def make(folder: Path, packages: int, activities: int) -> None:
    """So many packages of so many activities, each of a desk of its own."""
    empty = folder / "empty.focal"
    if not empty.exists():
        Workspace.create(empty, home=folder / "home of nobody").close()
    chance = random.Random("consolidation")
    words = Words(chance)
    for number in range(packages):
        target = folder / "sent" / f"{number // 100}" / f"office {number}.fdz"
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        path, home = folder / f"office {number}.focal", folder / f"home {number}"
        shutil.copyfile(empty, path)
        desk = Workspace.open(path, home=home)
        desk.journal.set_author(f"Office {number}")
        organisation = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        with desk.journal.group("import", "made up") as group:
            desk.journal.bulk(group, [("organisation", organisation, {"name": words(2, 3).title()})])
            desk.journal.bulk(
                group,
                (
                    ("activity", str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                     {"title": words(4, 10), "summary": words(20, 60), "start": f"{chance.randint(2005, 2024)}",
                      f"organisations/lead:{organisation}": True, "targets/SDG:11.5": "principal"})
                    for _number in range(activities)
                ),
            )  # fmt: skip
        export_signed_package(desk, target)
        desk.close()
        path.unlink()
        shutil.rmtree(home)


@dataclass
class _Watch:
    """Hears of the steps."""

    last: float = field(default_factory=time.perf_counter)
    silence: float = 0.0
    where: str = ""
    begun: dict[int, float] = field(default_factory=dict[int, float])
    """Number of the file -> seconds of the processor when it was begun: others who are busy do not count."""
    stop_at: int = 0
    asked: float = 0.0

    def step(self, step: ConsolidationProgress) -> None:
        now = time.perf_counter()
        if now - self.last > self.silence:
            self.silence, self.where = now - self.last, f"before {step.phase.value} {step.number}"
        self.last = now
        if step.phase is Phase.TAKING:
            self.begun.setdefault(step.number, time.process_time())
        inside = step.number == self.stop_at and step.done  # a small package may be through without a word
        if self.stop_at and not self.asked and (inside or step.number > self.stop_at) and step.phase is Phase.TAKING:
            self.asked = now

    def cancelled(self) -> bool:
        return bool(self.asked)


def measure(folder: Path, packages: int, activities: int) -> list[Line]:
    """Take the packages in, the second half after a cancel in the middle of one."""
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.consolidating", str(folder), str(packages), str(activities)],
        cwd=ROOT, check=True,
    )  # fmt: skip
    (folder / "secretariat.focal").unlink(missing_ok=True)
    workspace = Workspace.create(folder / "secretariat.focal", home=folder / "home of the secretariat")
    first = _Watch(stop_at=packages // 2)
    began = time.perf_counter()
    ran = consolidate(workspace, [folder / "sent"], accept_new=True, progress=first.step, cancelled=first.cancelled)
    stopped = time.perf_counter() - first.asked
    if not ran.stopped:
        raise RuntimeError("it did not stop")
    second = _Watch()
    ran = consolidate(workspace, [folder / "sent"], accept_new=True, progress=second.step)
    ended = time.perf_counter()
    taken = ran.report.counts["taken"]
    workspace.close()
    if taken != packages:
        raise RuntimeError(f"{taken} of {packages} packages came in")
    part = max(1, packages // 5)
    early = first.begun[1 + part] - first.begun[1]
    late = second.begun[packages] - second.begun[packages - part]
    silent = max((first, second), key=lambda each: each.silence)
    print(f"longest silence {silent.where}", file=sys.stderr)
    return [
        Line(f"consolidation of {packages} x {activities}", ended - began, unit="s"),
        Line("  the last fifth beside the first", late, early, "s", 1.5),
        Line("  longest silence", silent.silence * 1000, most=1_000),
        Line("  from cancel to its end", stopped * 1000, most=1_000),
    ]


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
