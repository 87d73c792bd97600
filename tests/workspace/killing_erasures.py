"""Kill a desk at a random moment of an erasure, open it with another command, and look whether anything is left.

python -m tests.workspace.killing_erasures FILE HOME RECORD STEP     the desk that is killed
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from desktop.workspace import Workspace, back_up, check
from desktop.workspace.changes.proofs import AUTHOR, LABEL, value_key
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.erasing import erase_person, erase_values, written_in
from desktop.workspace.erasure.known_erasures import heard_of, is_unfinished
from desktop.workspace.storage.connections import Direct
from tests.killed_at_step import KILLED, killed_at_step
from tests.workspace.test_erasing import SECRET, left_in

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    ("list", "activities"), ("backup",), ("export", "out.fdz"), ("check", "--repair"), ("add", "title=more"), ("dump",),
    ("due", "--within", "30d"), ("undo",),
)  # fmt: skip
BACKUPS = 3
"""Of either kind, so that cleaning them takes most of the time."""
MAIL = "zqxaveria@kwopjimenez.example"


@dataclass
class Length:
    """In how many steps an erasure is done that nobody kills: what it asks of SQLite and of the system, one by one."""

    steps: dict[str, int] = field(default_factory=dict[str, int])  # by record type


def kill_once(folder: Path, rng: random.Random, command: tuple[str, ...], length: Length) -> bool:
    """One erasure, killed before one of its steps; was it cut short? Raises AssertionError where something of it is left.

    The first of either kind is not killed: so the steps are counted.
    """
    path, home = folder / "desk.focal", folder / "home"
    desk = Workspace.create(path, home=home)
    if whole := rng.random() < 0.5:
        record = desk.journal.create("person", {"name": SECRET})
        desk.journal.edit(record, {"email": MAIL})
    else:
        record = desk.journal.create("activity", {"title": "Drill", "summary": f"with {SECRET}", "lessons": "kept"})
        desk.journal.edit(record, {"summary": f"{SECRET}, {MAIL}"})
    with desk.journal.group("import", "list.csv") as group:
        desk.journal.bulk(
            group, [("activity", f"{n:08}-0000-4000-8000-000000000000", {"title": f"{n}"}) for n in range(300)]
        )
    for _each in range(BACKUPS):
        desk.back_up("asked")
        back_up(path, "restore", home=home)
    traces = digests_of(desk, record)
    desk.close()
    assert all(found_in(folder, {name: data}) for name, data in traces.items() if "salt" in name), "nothing to find"
    kind = "person" if whole else "activity"
    last = rng.randint(1, length.steps[kind]) if kind in length.steps else 0
    arguments = [sys.executable, "-m", "tests.workspace.killing_erasures", str(path), str(home), record, str(last)]
    erasing = subprocess.run(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    assert erasing.returncode in (0, KILLED), "it failed by itself"
    if erasing.returncode == 0:
        length.steps[kind] = int(erasing.stdout)
    cut_short = is_unfinished(path, home)
    environment = {**os.environ, "FOCAL_DESK_HOME": str(home)}
    main = [sys.executable, str(ROOT / "main.py"), "--workspace", str(path), *command]
    done = subprocess.run(main, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    refused = (
        command == ("undo",) and "data cannot be restored" in done.stderr
    )  # an erasure that came to its end before
    assert done.returncode == 0 or refused, (command, done.stderr)
    desk = Workspace.open(path, home=home)
    with desk.reading_directly() as conn:
        erased = bool(heard_of(Direct(conn)))
    found = desk.record(record)
    desk.close()
    if erased:
        assert whole or (found is not None and found.values.get("lessons") == "kept"), command
        assert left_in(folder, SECRET, MAIL) == [], command
        assert found_in(folder, traces) == [], command
        assert not is_unfinished(path, home) and check(path, home=home).ok, command
    return cut_short


def digests_of(desk: Workspace, record: str) -> dict[str, bytes]:
    """What could tell what a record said, if it were still there: salts, what follows from them, and plain digests."""
    found: dict[str, bytes] = {}
    with desk.reading_directly() as conn:
        rows = conn.execute(
            "SELECT c.seq, c.data, p.salt FROM change c JOIN proof p ON p.change_no = c.no WHERE c.record_id = ?",
            (record,),
        ).fetchall()
    for seq, data, salt in rows:
        values = {name: each for name, each in decode(data).items() if each is not None}
        if not any("kwopjimenez" in str(each).lower() for each in values.values()):
            continue
        found[f"{seq}: salt"] = salt
        for name, value in values.items():
            if name not in ("title", "lessons", AUTHOR, LABEL):
                found[f"{seq}: key of {name}"] = value_key(salt, name)
                for each in (str(value), str(value).lower(), json.dumps(value), f"{name}\n{value}"):
                    found[f"{seq}: digest of {each}"] = sha256(each.encode()).digest()
    return found


def found_in(folder: Path, traces: dict[str, bytes]) -> list[tuple[str, str]]:
    """Files in whose bytes one of these stands, as it is or in hexadecimal."""
    found: list[tuple[str, str]] = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        lower = data.lower()
        found += [
            (path.name, name)
            for name, trace in traces.items()
            if trace and (trace in data or trace.hex().encode() in lower)
        ]
    return found


def _erase(path: Path, home: Path, record: str, last: int) -> None:
    """Erase, and end as a killed program does before step number `last`; 0: never."""
    desk = Workspace.open(path, home=home)
    found = desk.record(record)
    assert found is not None
    if found.type == "person":
        steps = killed_at_step(last, lambda: erase_person(desk, [record]))
    else:
        steps = killed_at_step(last, lambda: erase_values(desk, record, written_in(desk, record, ["summary"])))
    desk.close()
    print(steps)


if __name__ == "__main__":
    _erase(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
