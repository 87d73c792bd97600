"""Kill a desk before any one of the steps in which it blocks a partner, or brings a file to this version, and look at it.

python -m tests.exchange.killing_steps block|migrate FILE HOME STEP     the desk that is killed
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desktop.exchange.partners import find_partner
from desktop.exchange.partners.standing import BLOCK, read_standing, set_state
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.workspace import Workspace, check, list_backups
from desktop.workspace.maintenance.sqlite_integrity import quick_check
from desktop.workspace.merge.dump import dump
from desktop.workspace.storage.connections import connect
from tests.killed_at_step import KILLED, killed_at_step

ROOT = Path(__file__).resolve().parents[2]
RELEASED = ROOT / "tests" / "data" / "released" / "0011.focal"
"""As it was before proofs, new desks and introductions."""
CHANGES = 300


@dataclass
class Trial:
    """A file before and after, made once, and in how many steps one becomes the other."""

    what: str  # block or migrate
    folder: Path
    steps: int = 0
    states: list[list[str]] = field(default_factory=list[list[str]])
    _kills: int = 0

    def __post_init__(self) -> None:
        self.file, self.home = self.folder / "before.focal", self.folder / "home"
        if self.what == "block":
            _with_partner(self.file, self.home)
        else:
            self.home.mkdir()
            shutil.copyfile(RELEASED, self.file)
        done = self._run(self.folder / "whole", 0)
        assert done.returncode == 0, done.stderr
        self.steps = int(done.stdout)
        self.states = [_state(self.folder / "whole" / "city.focal", self.folder / "whole" / "home")]
        if self.what == "block":
            self.states.append(_state(self._copied(self.folder / "untouched"), self.folder / "untouched" / "home"))

    def _copied(self, folder: Path) -> Path:
        shutil.copytree(self.home, folder / "home")
        return Path(shutil.copyfile(self.file, folder / "city.focal"))

    def _run(self, folder: Path, last: int) -> subprocess.CompletedProcess[str]:
        path = self._copied(folder)
        arguments = [sys.executable, "-m", "tests.exchange.killing_steps", self.what, path, folder / "home", str(last)]
        return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)

    def kill_once(self, rng: random.Random) -> None:
        """Raises AssertionError where the file is neither as before nor as after, or not sound, or its backup is not."""
        self._kills += 1
        folder, step = self.folder / f"killed {self._kills}", rng.randint(1, self.steps)
        done = self._run(folder, step)
        assert done.returncode == KILLED, (step, done.stderr)
        path, home = folder / "city.focal", folder / "home"
        for backup in list_backups(path, home=home):
            with closing(connect(backup.path, read_only=True)) as copy:
                assert quick_check(copy) == "ok", (step, backup.path.name)
        assert _state(path, home) in self.states, f"killed before step {step} of {self.steps}"
        assert check(path, home=home).problems == (), step
        if self.what == "block":
            _block(path, home)
            assert _state(path, home) == self.states[0], step
        shutil.rmtree(folder)


def _with_partner(path: Path, home: Path) -> None:
    """A desk with what another one wrote, on top of which it wrote itself."""
    other = Workspace.create(path.with_name("other.focal"), home=path.with_name("other home"))
    other.journal.set_author("Mallory")
    with other.journal.group("import", "list.csv") as group:
        other.journal.bulk(
            group, [("activity", f"{n:08}-0000-4000-8000-000000000000", {"title": f"{n}"}) for n in range(CHANGES)]
        )
    package = export_signed_package(other, path.with_name("other.fdz")).path
    other.close()
    desk = Workspace.create(path, home=home)
    import_package_file(desk, package, accept_new=True)
    desk.journal.edit("00000001-0000-4000-8000-000000000000", {"summary": "on top"})
    desk.close()


def _state(path: Path, home: Path) -> list[str]:
    desk = Workspace.open(path, home=home)
    with desk.reading() as conn:
        found = list(dump(conn))
        key = conn.exec_driver_sql("SELECT key FROM partner").scalar()
        found.append(read_standing(conn, bytes.fromhex(key)).state if key else "")
    desk.close()
    return found


def _block(path: Path, home: Path) -> None:
    desk = Workspace.open(path, home=home)
    set_state(desk, find_partner(desk, "Mallory"), BLOCK)
    desk.close()


def _work(what: str, path: Path, home: Path, last: int) -> None:
    """Do it, and end as a killed program does before step number `last`; 0: never, and say how many there are."""
    if what == "block":
        steps = killed_at_step(last, lambda: _block(path, home))
    else:
        steps = killed_at_step(last, lambda: Workspace.open(path, home=home).close())
    print(steps)


if __name__ == "__main__":
    _work(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
