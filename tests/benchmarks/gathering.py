"""Hundreds of packages, each of another desk, taken into one desk one after the other: linear in their number, with a word
of progress every second, and given up within a second.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from desktop.exchange.taking import export_signed, take_package
from desktop.workspace import Workspace
from tests.benchmarks.data import records
from tests.benchmarks.table import Line, Setting
from tests.benchmarks.watching import LONGEST, Watched

_LIMIT = 1.5
"""Of the last tenth beside the first: a constant cost for a package, beside the noise of a machine in use."""


def gather(setting: Setting) -> list[Line]:
    """500 packages of 200 activities (small: 20 of 20)."""
    count, size = (20, 20) if setting.small else (500, 200)
    packages = make_packages(setting.folder, count, size)
    workspace = Workspace.create(setting.folder / "gathered.focal", home=setting.folder / "home")
    seconds: list[float] = []
    watched, backups = Watched(), _OneBackup(workspace)
    with closing(workspace):
        for path in packages:
            watched.begins()
            began = time.perf_counter()
            take_package(workspace, path, back_up=backups.make, progress=watched.progress, cancelled=watched.cancelled)
            seconds.append(time.perf_counter() - began)
            watched.progress()
        with workspace.reading() as conn:
            found = conn.exec_driver_sql("SELECT count(*) FROM activity WHERE listed = 1").scalar_one()
    if found != count * size:
        raise RuntimeError(f"{found} of {count * size} activities came in")
    tenth = max(1, count // 10)
    return [
        Line(f"{count} packages of {size}: the last {tenth} beside the first", sum(seconds[-tenth:]), sum(seconds[:tenth]),
             "s", _LIMIT),
        Line("  all of them", sum(seconds), unit="s"),
        Line("  longest without a word of progress", watched.longest, unit="s", most=LONGEST),
    ]  # fmt: skip


class _OneBackup:
    """For a whole run, as the program makes it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._made = False

    def make(self) -> None:
        """Before the first."""
        if not self._made:
            self._workspace.back_up("import")
            self._made = True


def make_packages(folder: Path, count: int, size: int) -> Sequence[Path]:
    """Signed packages of so many desks, each with so many activities of its own."""
    empty = folder / "empty.focal"
    Workspace.create(empty, home=folder / "home").close()
    packages: list[Path] = []
    for number in range(count):
        home, desk = folder / "home of desk", folder / "desk.focal"
        shutil.rmtree(home, ignore_errors=True)  # a key of its own
        shutil.copyfile(empty, desk)
        with closing(Workspace.open(desk, home=home)) as workspace:
            workspace.journal.set_author(f"Focal point {number}")
            with workspace.journal.group("import", "made up") as group:
                workspace.journal.bulk(group, records(size, seed=f"desk {number}"))
            packages.append(export_signed(workspace, folder / f"{number}.fdz").path)
    return packages
