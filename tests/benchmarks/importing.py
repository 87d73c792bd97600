"""Importing a list of activities, against plain sqlite3 that fills the same tables and index with the same
rows.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.exchange import apply_import, guess_mapping, open_table, plan_import
from desktop.workspace import Workspace

LIMIT = 2.5
_TABLES = (
    "replica", "author", "change_group", "stored_change", "change_block", "member_code", "organisation",
    "organisation_has_code", "activity", "activity_has_code",
)  # fmt: skip
_HEADINGS = (
    "iati-identifier", "title", "description", "activity-status-code", "start-actual", "end-planned",
    "recipient-country-code", "reporting-org", "participating-org (Funding)", "participating-org (Implementing)", "city",
    "participants", "women", "default-language", "sector", "total-Commitment",
)  # fmt: skip
_WORDS = (
    "water flood school early warning resilient city training leaders data risk plan river coast hospital youth women"
    " network exchange report budget storm drought map shelter roof inondation école ville alerta temprana ciudad agua"
)


@dataclass(frozen=True)
class Import:
    """Seconds of one import (reading, planning, writing) and of the bare filling."""

    count: int
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times the bare filling."""
        return self.ours / self.bare


def measure(count: int, folder: Path) -> Import:
    """Import a made-up list of `count` activities into a new workspace in `folder`, then fill another one
    barely.
    """
    path = folder / "activities.csv"
    write_list(path, count)
    workspace = Workspace.create(folder / "ours.focal", home=folder / "home")
    began = time.perf_counter()
    table = open_table(path)
    report = apply_import(workspace, plan_import(workspace, table, guess_mapping(table)))
    ours = time.perf_counter() - began
    workspace.close()
    if report.new != count:
        raise RuntimeError(f"{report.new} of {count} activities came in")
    empty = Workspace.create(folder / "bare.focal", home=folder / "home")
    empty.close()
    return Import(count, ours, _fill(folder / "ours.focal", folder / "bare.focal"))


def write_list(path: Path, count: int) -> None:
    """A list as aid agencies publish them, the same for the same count."""
    chance = random.Random(count)
    vocabulary = _WORDS.split()

    def words(number: int) -> str:
        return " ".join(chance.choices(vocabulary, k=number))

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for number in range(count):
            writer.writerow(
                (
                    f"XX-{number}", words(6).capitalize(), words(40), chance.choice("12345"),
                    f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(2010, 2024)}",
                    f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/2025", chance.choice(("SL", "KE", "PE")),
                    f"Agency {chance.randint(1, 300)}", f"Fund {chance.randint(1, 200)}",
                    f"Partner {chance.randint(1, 500)}", words(1), chance.randint(1, 5_000), chance.randint(1, 500), "en",
                    words(2), chance.randint(1, 1_000_000),
                )
            )  # fmt: skip


def _fill(source: Path, target: Path) -> float:
    """Seconds that sqlite3 alone takes for the same rows; reading them is not counted."""
    with closing(sqlite3.connect(source)) as conn:
        rows = {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
    with closing(sqlite3.connect(target, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous=EXTRA")
        conn.execute("PRAGMA cache_size=-32000")
        for table in _TABLES:
            conn.execute(f"DELETE FROM {table}")
        began = time.perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        for table, those in rows.items():
            if those:
                conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(those[0]))})", those)
        columns = "title, text, place, organisation, note, codes"
        conn.execute(f"INSERT INTO activity_fts(rowid, {columns}) SELECT no, {columns} FROM activity_document")
        conn.execute("COMMIT")
        return time.perf_counter() - began
