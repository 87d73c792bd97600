"""Consolidations as they are kept with the workspace: each with its files, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.editing.undo import IS_UNDONE
from desktop.workspace.merge.merging import MergeReport

IMPORTED, NOTHING_NEW, KNOWN_BEFORE, WAITING = "taken", "same", "known", "waiting"
REFUSED, NO_PACKAGE = "refused", "passed"
"""Of a file: it brought something; nothing new; it was taken in before; it waits for a person to answer; it was not let in;
it is no package.
"""
OUTCOMES = (IMPORTED, NOTHING_NEW, KNOWN_BEFORE, WAITING, REFUSED, NO_PACKAGE)
ALREADY_IMPORTED = (IMPORTED, NOTHING_NEW, KNOWN_BEFORE)
"""Outcomes of files that need not be taken in again."""


@dataclass(slots=True, kw_only=True)
class ConsolidatedFile:
    """A file of a consolidation."""

    path: str  # below the folder
    outcome: str
    sha256: str = ""  # of the file
    key: str = ""  # public key of the sender, hexadecimal
    arrival: int = 0  # number of what it brought
    group: str = ""  # by which that is taken back
    undone: bool = False
    author: str = ""
    replica: str = ""
    made: str = ""  # UTC, as the package says
    trust: str = ""  # a value of `Trust`
    changes: int = 0  # new ones
    new: int = 0  # records, as those below
    changed: int = 0
    deleted: int = 0
    disputed: int = 0
    fields: dict[str, int] = field(default_factory=dict[str, int])
    """Conflicts by field: "activity.title" -> how many."""
    reason: str = ""  # why not, in a sentence

    def set_counts(self, report: MergeReport) -> None:
        """What its package did."""
        self.outcome = IMPORTED if report.new else NOTHING_NEW
        self.arrival, self.changes = report.no, report.new
        self.new, self.changed = sum(report.records_new.values()), sum(report.records_changed.values())
        self.deleted = sum(report.records_deleted.values())
        self.disputed = sum(report.records_in_conflict.values())

    def without_counts(self) -> ConsolidatedFile:
        """The same file, of which nothing came in."""
        return replace(
            self, arrival=0, group="", undone=False, changes=0, new=0, changed=0, deleted=0, disputed=0, fields={}
        )  # fmt: skip


_COLUMNS = ("path", "outcome", "sha256", "key", "arrival", "group", "undone")
_REPORT_FIELDS = tuple(each.name for each in fields(ConsolidatedFile) if each.name not in _COLUMNS)


@dataclass(frozen=True, slots=True)
class Consolidation:
    """One consolidation."""

    no: int
    place: str  # the folder
    begun: int  # ms since 1970 UTC on this computer
    files: int  # found in it
    ended: int | None  # None: stopped before the end
    status: Mapping[str, Any] | None


def begin_consolidation(conn: Connection, place: str, begun: int, files: int, go_on: int) -> int:
    """Begin a consolidation, or go on with one; returns its number."""
    if go_on:
        conn.exec_driver_sql(
            "UPDATE gathering SET files = max(files, ?), ended = NULL, standing = NULL WHERE no = ?", (files, go_on)
        )
        return go_on
    conn.exec_driver_sql("INSERT INTO gathering (place, begun, files) VALUES (?, ?, ?)", (place, begun, files))
    return int(conn.exec_driver_sql("SELECT max(no) FROM gathering").scalar_one())


def end_consolidation(conn: Connection, no: int, ended: int, standing: Mapping[str, Any]) -> None:
    """It came to its end."""
    conn.exec_driver_sql(
        "UPDATE gathering SET ended = ?, standing = ? WHERE no = ?", (ended, json.dumps(standing), no)
    )  # fmt: skip


def unfinished_consolidation(conn: Connection, place: str) -> int:
    """The number of the last consolidation, where it was of this folder and did not come to its end; else 0."""
    row = conn.exec_driver_sql("SELECT no, place, ended FROM gathering ORDER BY no DESC LIMIT 1").fetchone()
    return int(row[0]) if row is not None and row[1] == place and row[2] is None else 0


def read_consolidations(conn: Connection) -> list[Consolidation]:
    """All consolidations, newest first."""
    rows = conn.exec_driver_sql("SELECT no, place, begun, files, ended, standing FROM gathering ORDER BY no DESC")
    return [
        Consolidation(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]) if row[5] else None) for row in rows
    ]


def save_file(conn: Connection, consolidation: int, file: ConsolidatedFile) -> None:
    """Write what became of a file, in the place of what was written of it before."""
    values = asdict(file)
    conn.exec_driver_sql("DELETE FROM delivery WHERE gathering_no = ? AND path = ?", (consolidation, file.path))
    conn.exec_driver_sql(
        "INSERT INTO delivery (gathering_no, path, sha256, outcome, key, arrival_no, report) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (consolidation, file.path, file.sha256, file.outcome, file.key, file.arrival or None,
         json.dumps({name: values[name] for name in _REPORT_FIELDS})),
    )  # fmt: skip


_SELECT = (
    "SELECT d.path, d.outcome, d.sha256, d.key, d.arrival_no, iif(g.undone_by IS NULL, g.id, ''),"
    f" {IS_UNDONE}, d.report FROM delivery d"
    " LEFT JOIN arrival a ON a.no = d.arrival_no LEFT JOIN change_group g ON g.no = a.group_no"
)


def read_files(conn: Connection, consolidation: int) -> list[ConsolidatedFile]:
    """The files of a consolidation, by path."""
    rows = conn.exec_driver_sql(f"{_SELECT} WHERE d.gathering_no = ?", (consolidation,))
    return sorted(map(_file_of_row, rows), key=lambda each: (each.path.casefold(), each.path))


def read_counts(conn: Connection, consolidation: int) -> tuple[dict[str, int], frozenset[int]]:
    """How many files of a consolidation came out how, and the numbers of the arrivals that it brought."""
    rows = conn.exec_driver_sql(
        "SELECT outcome, arrival_no FROM delivery WHERE gathering_no = ?", (consolidation,)
    ).fetchall()
    counts = {outcome: sum(row[0] == outcome for row in rows) for outcome in OUTCOMES}
    return counts, frozenset(int(row[1]) for row in rows if row[1])


def known_file(conn: Connection, sha256: str) -> ConsolidatedFile | None:
    """The delivery by which this very file was taken in; None where none was."""
    marks = ", ".join("?" * len(ALREADY_IMPORTED))
    row = conn.exec_driver_sql(
        f"{_SELECT} WHERE d.sha256 = ? AND d.outcome IN ({marks}) ORDER BY d.no LIMIT 1", (sha256, *ALREADY_IMPORTED)
    ).fetchone()
    return None if row is None else _file_of_row(row)


def _file_of_row(row: Sequence[Any]) -> ConsolidatedFile:
    path, outcome, sha256, key, arrival, group, undone, report = row
    values = {name: value for name, value in json.loads(report).items() if name in _REPORT_FIELDS}
    return ConsolidatedFile(
        path=path, outcome=outcome, sha256=sha256, key=key, arrival=arrival or 0, group=group or "",
        undone=bool(undone and arrival), **values,
    )  # fmt: skip
