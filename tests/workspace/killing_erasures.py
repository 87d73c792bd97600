"""Kill a desk at a random moment of an erasure, open it with another command, and look whether anything is left.

python -m tests.workspace.killing_erasures FILE HOME PERSON     the desk that is killed
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from desktop.workspace import Workspace, back_up, check
from desktop.workspace.erasing import erase_person
from desktop.workspace.erasure.known_erasures import heard_of, is_unfinished
from desktop.workspace.storage.connections import Direct
from tests.workspace.test_erasing import SECRET, left_in

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 0.8
COMMANDS = (
    ("list", "activities"), ("backup",), ("export", "out.fdz"), ("check", "--repair"), ("add", "title=more"), ("dump",),
    ("due", "--within", "30d"), ("undo",),
)  # fmt: skip


def kill_once(folder: Path, rng: random.Random, command: tuple[str, ...]) -> bool:
    """One erasure, killed; was it cut short? Raises AssertionError where something of it is left."""
    path, home = folder / "desk.focal", folder / "home"
    desk = Workspace.create(path, home=home)
    person = desk.journal.create("person", {"name": SECRET})
    with desk.journal.group("import", "list.csv") as group:
        desk.journal.bulk(
            group, [("activity", f"{n:08}-0000-4000-8000-000000000000", {"title": f"{n}"}) for n in range(300)]
        )
    desk.back_up("asked")
    back_up(path, "restore", home=home)
    desk.close()
    arguments = [sys.executable, "-m", "tests.workspace.killing_erasures", str(path), str(home), person]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT) as erasing:
        assert erasing.stdout is not None and erasing.stdout.readline()
        try:
            erasing.wait(timeout=rng.uniform(0, LONGEST_S))
        except subprocess.TimeoutExpired:
            erasing.kill()
    cut_short = is_unfinished(path, home)
    environment = {**os.environ, "FOCAL_DESK_HOME": str(home)}
    main = [sys.executable, str(ROOT / "main.py"), "--workspace", str(path), *command]
    done = subprocess.run(main, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (command, done.stderr)
    desk = Workspace.open(path, home=home)
    with desk.reading_directly() as conn:
        erased = bool(heard_of(Direct(conn)))
    desk.close()
    if erased:
        assert left_in(folder, SECRET) == [], command
        assert not is_unfinished(path, home) and check(path, home=home).ok, command
    return cut_short


def _erase(path: Path, home: Path, person: str) -> None:
    desk = Workspace.open(path, home=home)
    print("ready", flush=True)
    erase_person(desk, [person])
    desk.close()


if __name__ == "__main__":
    _erase(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
