"""Kill a desk at a random moment and look whether anything confirmed was lost.

python -m tests.workspace.killing FILE HOME SEED [scanned]     the desk that is killed: works, and confirms each saved thing
on stdout; `scanned`: another program holds its files, and what is refused is said in a sentence
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange import apply_import, guess_mapping, open_table, plan_import
from desktop.workspace import Workspace, check, list_backups, record_id_from
from desktop.workspace.maintenance.migrate import migrate
from desktop.workspace.storage.connections import connect, writing_engine
from desktop.workspace.storage.file_format import VERSION
from tests.workspace.old_file import make_old
from tests.workspace.scanner import scanning

ROOT = Path(__file__).resolve().parents[2]
IMPORTED = 400
LONGEST_S = 1.2
OLD_RECORDS = 2_000


def _say(*words: object) -> None:
    print(json.dumps(words), flush=True)


def work(path: Path, home: Path, seed: str, *, scanned: bool = False) -> None:
    """Edit, type, import, migrate, back up, close and open again, for ever; what is confirmed has been saved. `scanned`: what
    another program that holds a file keeps from being done is said, and the work goes on.
    """
    rng = random.Random(seed)
    desk = _opened(path, home, scanned=scanned)
    desk.keep_daily()
    _say("ready")
    for step in range(1_000_000):
        try:
            desk = _do_one(desk, step, rng, seed, scanned=scanned)
        except UserFacingError as error:
            if not scanned:
                raise
            _say("refused", str(error))


def _opened(path: Path, home: Path, *, scanned: bool) -> Workspace:
    while True:
        try:
            desk = Workspace.open(path, home=home) if path.exists() else Workspace.create(path, home=home)
        except UserFacingError as error:
            if not scanned:
                raise
            _say("refused", str(error))
            continue
        if not desk.read_only or not scanned:
            return desk
        _say("refused", f"read-only: {desk.holder}")
        desk.close()


def _unlink(path: Path) -> None:
    while True:
        try:
            path.unlink()
        except PermissionError:  # the scanner; this file is of the trial
            time.sleep(0.05)
        else:
            return


def _do_one(desk: Workspace, step: int, rng: random.Random, seed: str, *, scanned: bool) -> Workspace:
    """Do something; returns the desk, or the one that was opened in its place."""
    path, home = desk.path, desk.home
    match rng.choice(["create", "edit", "edit", "type", "import", "table", "backup", "migrate", "reopen", "undo"]):
        case "create":
            id = record_id_from(f"{seed}/{step}")
            desk.journal.create("activity", {"title": f"new {step}", "targets/SDG:11.5": "principal"}, id=id)
            _say("saved", id, f"new {step}")
        case "edit":
            id = record_id_from(f"{seed}/{rng.randint(0, 3)}")
            desk.journal.edit(id, {"title": f"edit {step}", "summary": "x" * rng.randint(0, 9000)}, type="activity")
            _say("saved", id, f"edit {step}")
        case "type":
            id, stay = record_id_from(f"{seed}/typed"), desk.journal.edit_session()
            for length in range(1, 12):
                words = f"{step} typed words"[:length]
                desk.journal.edit(id, {"title": words}, edit_session=stay, type="activity")
                _say("saved", id, words)
        case "table":
            text = "".join(f"{seed}/{step}/{n},row {n},2021-05-{1 + n % 28:02}\n" for n in range(IMPORTED))
            table = path.with_name(f"{step}.csv")
            table.write_text(f"identifier,title,start date\n{text}", "utf-8")
            opened = open_table(table)
            plan = plan_import(desk, opened, guess_mapping(opened))
            assert plan.new == IMPORTED, plan.refused
            _say("table", apply_import(desk, plan).new)
            _unlink(table)
        case "import":
            with desk.journal.group("import", "list.csv") as group:
                rows = (
                    (f"{seed}/{step}/{n}", {"title": f"row {n}", "source": f"{seed}/{step}"}) for n in range(IMPORTED)
                )
                desk.journal.bulk(group, (("activity", record_id_from(id), values) for id, values in rows))
            _say("imported", f"{seed}/{step}")
        case "backup":
            _say("backup", str(desk.back_up("asked")))
        case "migrate":
            other = path.with_name(f"old {rng.randint(0, 1)}.focal")
            other.touch()
            engine = writing_engine(other)
            with engine.begin() as conn:
                migrate(conn)
            engine.dispose()
            _say("migrated", str(other))
        case "undo":
            id = desk.journal.create("activity", {"title": "undone"}, id=record_id_from(f"{seed}/{step}/undone"))
            desk.journal.undo()
            _say("saved", id, None)
        case _:
            desk.close()
            desk = _opened(path, home, scanned=scanned)
    return desk


@dataclass
class Confirmed:
    """What desks that were killed had confirmed so far."""

    titles: dict[str, str | None] = field(default_factory=dict[str, "str | None"])
    imports: set[str] = field(default_factory=set[str])
    tables: int = 0
    said: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    """What could not be done as another program held a file: the sentences, without names."""

    def hear(self, output: bytes) -> None:
        """Take in the output of one desk; a line cut off was not confirmed."""
        for line in output.split(b"\n")[:-1]:
            kind, *words = json.loads(line)
            self.said += 1
            if kind == "saved":
                self.titles[words[0]] = words[1]
            elif kind == "imported":
                self.imports.add(words[0])
            elif kind == "table":
                self.tables += 1
            elif kind == "refused":
                self.refused[re.sub(r"\S*\.(focal|csv|owner|tmp)\S*", "FILE", words[0])] += 1


def kill_once(
    folder: Path, seed: str, rng: random.Random, confirmed: Confirmed, *, scanned: bool = False, longest_s: float = LONGEST_S
) -> None:  # fmt: skip
    """Let a desk work on `folder`/city.focal, kill it at a random moment, open it again and look. Raises AssertionError.
    `scanned`: while it works, another program holds its files for moments.
    """
    path, home = folder / "city.focal", folder / "home"
    before = dict(confirmed.titles)
    arguments = [sys.executable, "-m", "tests.workspace.killing", str(path), str(home), seed, *(["scanned"] * scanned)]
    scanner = scanning(folder, seed) if scanned else nullcontext()
    with scanner, subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as desk:
        assert desk.stdout is not None
        first = desk.stdout.readline()
        try:
            desk.wait(timeout=rng.uniform(0, longest_s))
        except subprocess.TimeoutExpired:
            desk.kill()
        rest, errors = desk.communicate()
        assert first and not errors, errors.decode()
    confirmed.hear(first + rest)
    look(path, home, confirmed, before)


def look(path: Path, home: Path, confirmed: Confirmed, before: dict[str, str | None]) -> None:
    """After a kill: sound, everything confirmed there, nothing half done."""
    report = check(path, home=home)
    assert report.ok, report.problems[:3]
    desk = Workspace.open(path, home=home)
    assert not desk.read_only, desk.holder
    with desk.reading() as conn:
        titles = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT id, title FROM activity")}
        from_tables = conn.exec_driver_sql("SELECT count(*) FROM activity WHERE title LIKE 'row %'").scalar_one()
        sources = dict(
            tuple(row)
            for row in conn.exec_driver_sql("SELECT source, count(*) FROM activity WHERE source LIKE '%/%' GROUP BY 1")
        )
    desk.close()
    lost = {id for id, title in confirmed.titles.items() if title is not None and id not in titles}
    assert not lost, f"confirmed and gone: {lost}"
    # The very last edit may have been saved without the time to say so; every other title is the one confirmed.
    different = [id for id, title in confirmed.titles.items() if titles[id] != title]
    assert len(different) <= 1, [(before.get(id), confirmed.titles[id], titles[id]) for id in different]
    for id in different:
        confirmed.titles[id] = titles[id]
    assert set(sources.values()) <= {IMPORTED}, "half an import"
    assert from_tables % IMPORTED == 0 and from_tables // IMPORTED >= confirmed.tables, "half a table"
    assert confirmed.imports <= set(sources), "a confirmed import is gone"
    for backup in list_backups(path, home=home)[:2]:
        assert check(backup.path, home=home).ok, backup
    for other in path.parent.glob("old *.focal"):
        connection = connect(other, read_only=False)
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.close()
        assert (tables > 0) == (version == VERSION), "half a migration"
        if version == VERSION and random.random() < 0.5:
            Path(other).unlink()  # to be migrated again


def kill_migrating(folder: Path, rng: random.Random, times: int) -> None:
    """Kill the first opening of a file of the version before, `times`, then open it. Raises AssertionError."""
    path, home = folder / "before.focal", folder / "home"
    make_old(path, OLD_RECORDS)
    code = "import sys; from pathlib import Path; from desktop.workspace import Workspace; "
    code += "import desktop.workspace.maintenance.migrate"
    code += "; print(flush=True); Workspace.open(Path(sys.argv[1]), home=Path(sys.argv[2]))"
    for _time in range(times):
        with subprocess.Popen([sys.executable, "-c", code, path, home], stdout=subprocess.PIPE, cwd=ROOT) as desk:
            assert desk.stdout is not None
            desk.stdout.readline()
            try:
                desk.wait(timeout=rng.uniform(0, LONGEST_S))
            except subprocess.TimeoutExpired:
                desk.kill()
    desk = Workspace.open(path, home=home)
    with desk.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE id LIKE '0%' ORDER BY id")]
    records = desk.records("activity", ids)
    desk.close()
    assert len(records) == OLD_RECORDS
    assert all(record.values["source_data"] == f'{{"Title":"{record.title}"}}' for record in records)
    report = check(path, home=home)
    assert report.ok, report.problems[:3]


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], scanned="scanned" in sys.argv[4:])
