"""Merging a package of changed activities into a large desk, against plain sqlite3 that stores the same rows and fills the
same index; and, where pygeodiff is installed (it is no dependency), what it takes to bring the same changes into the same
tables without any rule.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from desktop.exchange.packages import export_package, import_package
from desktop.workspace import RECORD_TYPES, Record, Value, Workspace
from desktop.workspace.changes.have_sets import read_have_set
from desktop.workspace.changes.value_compression import unpack
from tests.benchmarks.data import Words
from tests.benchmarks.table import Line, Setting
from tests.benchmarks.watching import Watched, silences

LIMIT = 5.0
_AT_ONCE = 20
"""Records in one action of the person who changes them."""

_PLAIN = (
    "replica",
    "author",
    "change_group",
    "stored_change",
    "change_block",
    "arrival",
    "meta",
    "member_code",
)
_GONE = 20
"""One in so many was changed here too, in the same field: a conflict."""


def merge(setting: Setting) -> list[Line]:
    """A tenth of the activities changed elsewhere, taken in here."""
    count = setting.count // 10
    ours, theirs = setting.folder / "ours.focal", setting.folder / "theirs.focal"
    package = setting.folder / "changes.fdz"
    shutil.copyfile(setting.workspace, ours)
    shutil.copyfile(setting.workspace, theirs)
    with (
        closing(Workspace.open(theirs, home=setting.home)) as other,
        closing(Workspace.open(ours, home=setting.home)) as own,
    ):
        with other.reading() as conn:
            known = read_have_set(conn)
            ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity ORDER BY id")]
        chosen = random.Random(count).sample(ids, count)
        change_activities(other, chosen, "There")
        change_activities(own, chosen[::_GONE], "Here")
        export_package(other, package, known=known)
    theirs.unlink()
    before = setting.folder / "before.focal"
    shutil.copyfile(ours, before)
    with closing(Workspace.open(ours, home=setting.home)) as workspace:
        shutil.copyfile(ours, before)  # with the token of this opening
        watched = Watched()
        began = time.perf_counter()
        report = import_package(workspace, package, progress=watched.progress, cancelled=watched.cancelled)
        watched.progress()
        whole = time.perf_counter() - began
        began = time.perf_counter()
        workspace.back_up("import")
        backup = time.perf_counter() - began
        if sum(report.records_changed.values()) < count * 0.99:  # now and then an edit changes nothing
            raise RuntimeError(f"{report.records_changed} of {count} activities were changed")
    other = geodiff(before, ours, setting.folder)
    bare = store(before, ours)
    lines = [Line(f"merge of {count:,} changed into {setting.count:,}", whole - backup, bare, "s", LIMIT)]
    lines.append(Line("  the backup before it, beside a plain copy", backup, _copied(ours, before), "s"))
    if other is not None:
        lines.append(Line("  the same merge, beside pygeodiff", whole - backup, other, "s"))
    else:
        print("pygeodiff is not installed: nothing to compare the merge with but sqlite3")
    shutil.copyfile(setting.workspace, before)
    with closing(Workspace.open(before, home=setting.home)) as workspace:

        def again(trying: Watched) -> None:
            import_package(workspace, package, progress=trying.progress, cancelled=trying.cancelled)

        return lines + silences(watched, again)


def export(setting: Setting) -> list[Line]:
    """A package of everything, beside the same changes read by plain sqlite3 and written into a zip."""
    own = setting.folder / "own.focal"
    shutil.copyfile(setting.workspace, own)
    with closing(Workspace.open(own, home=setting.home)) as workspace:

        def whole(watched: Watched) -> int:
            found = export_package(
                workspace, setting.folder / "all.fdz", progress=watched.progress, cancelled=watched.cancelled
            )
            watched.progress()
            return found.size

        watched = Watched()
        began = time.perf_counter()
        size = whole(watched)
        took = time.perf_counter() - began
        bare = _zipped(own, setting.folder / "bare.zip")
        return [
            Line(f"package of all {setting.count:,}", took, bare, "s"),
            Line("  its size", size / 1e6, unit="MB"),
            *silences(watched, whole),
        ]


def _zipped(workspace: Path, target: Path) -> float:
    """Seconds that plain sqlite3 and zipfile take for the changes, and for a CSV of the activities."""
    began = time.perf_counter()
    with (
        closing(sqlite3.connect(workspace)) as conn,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file,
    ):
        with file.open("changes.jsonl", "w") as writing:
            for row in conn.execute("SELECT * FROM change ORDER BY replica_no, seq"):
                writing.write(json.dumps(row, ensure_ascii=False, default=unpack).encode() + b"\n")
        with file.open("activity.csv", "w") as writing, io.TextIOWrapper(writing, "utf-8", newline="") as text:
            csv.writer(text).writerows(conn.execute("SELECT * FROM activity"))
    return time.perf_counter() - began


def change_activities(workspace: Workspace, ids: Sequence[str], word: str) -> None:
    """One or a few edits of each, as people make them: a state, a word in a text, a target more, a place."""
    chance = random.Random(word)
    words = Words(chance)

    def status(record: Record) -> dict[str, Value]:
        return {"status": "completed" if record.values.get("status") != "completed" else "under_way"}

    def summary(record: Record) -> dict[str, Value]:
        return {"summary": f"{record.values.get('summary') or ''} {word} {words(3, 8)}.".strip()}

    def target(record: Record) -> dict[str, Value]:
        return {f"targets/SDG:{chance.choice(('11.5', '13.1', '6.1', '4.7'))}": "principal"}

    def results(record: Record) -> dict[str, Value]:
        return {"results": f"{word} {words(15, 40)}.", "participants_total": chance.randint(5, 2_000)}

    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        for edit in chance.sample((status, summary, target, results), chance.choices((1, 2, 3), (6, 3, 1))[0]):
            workspace.journal.edit_many(part, edit)


# The same by plain sqlite3 ------------------------------------------------------------------------------------------------


_DOCUMENT = "title, text, place, organisation, note, codes"
_Work = list[tuple[str, list[Any]]]
"""Statements, each with all its rows."""


def store(before: Path, after: Path) -> float:
    """Seconds that sqlite3 alone takes, in one transaction, to store in `before` what makes it hold what `after` holds.

    What is to be written is known beforehand and lies in the order that suits SQLite best; only the old texts, which the
    index has to be told, are read.
    """
    with closing(sqlite3.connect(before)) as conn:
        conn.execute("ATTACH ? AS after", (str(after),))
        work, texts = [*_plain(conn), *_records(conn)], _texts(conn)
        conn.rollback()
    with closing(sqlite3.connect(before, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous=EXTRA")
        conn.execute("PRAGMA cache_size=-32000")
        conn.execute("PRAGMA temp_store=MEMORY")
        forget = f"INSERT INTO activity_fts(activity_fts, rowid, {_DOCUMENT}) VALUES('delete', ?, ?, ?, ?, ?, ?, ?)"
        learn = f"INSERT INTO activity_fts(rowid, {_DOCUMENT}) VALUES(?, ?, ?, ?, ?, ?, ?)"
        began = time.perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        for new in texts:
            old = conn.execute(f"SELECT no, {_DOCUMENT} FROM activity_document WHERE no = ?", new[:1]).fetchone()
            conn.execute(forget, old)
            conn.execute(learn, new)
        for statement, rows in work:
            conn.executemany(statement, rows)
        conn.execute("COMMIT")
        return time.perf_counter() - began


def _plain(conn: sqlite3.Connection) -> _Work:
    work: _Work = []
    for table in _PLAIN:
        rows = conn.execute(f"SELECT * FROM after.{table} EXCEPT SELECT * FROM main.{table}").fetchall()
        if rows:
            work.append((f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows))
    return work


def _records(conn: sqlite3.Connection) -> _Work:
    work: _Work = []
    members = "record_no, code_no, value"
    for kind in RECORD_TYPES:
        names = [row[1] for row in conn.execute(f"PRAGMA table_info({kind})")]
        changed: dict[str, list[tuple[Any, ...]]] = {}
        for row in conn.execute(f"SELECT a.*, b.* FROM after.{kind} a JOIN main.{kind} b ON b.no = a.no ORDER BY a.no"):
            now, then = row[: len(names)], row[len(names) :]
            places = [place for place in range(len(names)) if now[place] != then[place]]
            if places:
                sets = ", ".join(f"{names[place]} = ?" for place in places)
                changed.setdefault(sets, []).append((*(now[place] for place in places), now[0]))
        work += [(f"UPDATE {kind} SET {sets} WHERE no = ?", rows) for sets, rows in changed.items()]
        now, then = (f"SELECT {members} FROM {where}.{kind}_has_code" for where in ("after", "main"))
        gone = [row[:2] for row in conn.execute(f"{then} EXCEPT {now}")]
        work.append((f"DELETE FROM {kind}_has_code WHERE record_no = ? AND code_no = ?", gone))
        come = conn.execute(f"{now} EXCEPT {then}").fetchall()
        work.append((f"INSERT INTO {kind}_has_code ({members}) VALUES (?, ?, ?)", come))
    return work


def _texts(conn: sqlite3.Connection) -> list[tuple[Any, ...]]:
    now, then = (f"SELECT no, {_DOCUMENT} FROM {where}.activity_document" for where in ("after", "main"))
    return conn.execute(f"{now} EXCEPT {then} ORDER BY no").fetchall()


def _copied(source: Path, target: Path) -> float:
    began = time.perf_counter()
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return time.perf_counter() - began


# The same by pygeodiff ---------------------------------------------------------------------------------------------------


def geodiff(before: Path, after: Path, folder: Path) -> float | None:
    """Seconds that pygeodiff takes to bring the same changes into the same tables; None where it is not installed."""
    if find_spec("pygeodiff") is None:
        return None
    import pygeodiff  # pyright: ignore[reportMissingImports]

    base, changed, changes = folder / "base.gpkg", folder / "changed.gpkg", folder / "changes.diff"
    for source, target in ((before, base), (after, changed)):
        shutil.copyfile(source, target)
        with closing(sqlite3.connect(target)) as conn:
            conn.execute("DROP TABLE activity_fts")  # it knows no virtual tables
            conn.execute("DROP VIEW activity_document")
            conn.commit()
    tool: Any = pygeodiff.GeoDiff()
    tool.create_changeset(str(base), str(changed), str(changes))
    began = time.perf_counter()
    tool.apply_changeset(str(base), str(changes))
    return time.perf_counter() - began
