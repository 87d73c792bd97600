"""Consolidations as they are kept with the workspace: each with its files, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.editing.undo import IS_UNDONE
from desktop.workspace.merge.merging import MergeReport

TAKEN, SAME, KNOWN, REFUSED, PASSED = "taken", "same", "known", "refused", "passed"
"""Of a file: it brought something; nothing new; it was taken in before; it was not let in; it is no package."""
OUTCOMES = (TAKEN, SAME, KNOWN, REFUSED, PASSED)
HERE = (TAKEN, SAME, KNOWN)
"""Outcomes of files that need not be taken in again."""


@dataclass(slots=True, kw_only=True)
class Delivery:
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

    def take_figures(self, report: MergeReport) -> None:
        """What its package did."""
        self.outcome = TAKEN if report.new else SAME
        self.arrival, self.changes = report.no, report.new
        self.new, self.changed = sum(report.records_new.values()), sum(report.records_changed.values())
        self.deleted = sum(report.records_deleted.values())
        self.disputed = sum(report.records_in_conflict.values())

    def without_figures(self) -> Delivery:
        """The same file, of which nothing came in."""
        return replace(
            self, arrival=0, group="", undone=False, changes=0, new=0, changed=0, deleted=0, disputed=0, fields={}
        )  # fmt: skip


_COLUMNS = ("path", "outcome", "sha256", "key", "arrival", "group", "undone")
_REPORTED = tuple(each.name for each in fields(Delivery) if each.name not in _COLUMNS)


@dataclass(frozen=True, slots=True)
class Gathering:
    """One consolidation."""

    no: int
    place: str  # the folder
    begun: int  # ms since 1970 UTC on this computer
    files: int  # found in it
    ended: int | None  # None: stopped before the end
    standing: Mapping[str, Any] | None


def open_gathering(conn: Connection, place: str, begun: int, files: int, go_on: int) -> int:
    """Begin a consolidation, or go on with one; returns its number."""
    if go_on:
        conn.exec_driver_sql(
            "UPDATE gathering SET files = max(files, ?), ended = NULL, standing = NULL WHERE no = ?", (files, go_on)
        )
        return go_on
    conn.exec_driver_sql("INSERT INTO gathering (place, begun, files) VALUES (?, ?, ?)", (place, begun, files))
    return int(conn.exec_driver_sql("SELECT max(no) FROM gathering").scalar_one())


def close_gathering(conn: Connection, no: int, ended: int, standing: Mapping[str, Any]) -> None:
    """It came to its end."""
    conn.exec_driver_sql(
        "UPDATE gathering SET ended = ?, standing = ? WHERE no = ?", (ended, json.dumps(standing), no)
    )  # fmt: skip


def unfinished(conn: Connection, place: str) -> int:
    """The number of the last consolidation, where it was of this folder and did not come to its end; else 0."""
    row = conn.exec_driver_sql("SELECT no, place, ended FROM gathering ORDER BY no DESC LIMIT 1").fetchone()
    return int(row[0]) if row is not None and row[1] == place and row[2] is None else 0


def read_gatherings(conn: Connection) -> list[Gathering]:
    """All consolidations, newest first."""
    rows = conn.exec_driver_sql("SELECT no, place, begun, files, ended, standing FROM gathering ORDER BY no DESC")
    return [Gathering(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]) if row[5] else None) for row in rows]


def keep_delivery(conn: Connection, gathering: int, delivery: Delivery) -> None:
    """Write what became of a file, in the place of what was written of it before."""
    told = asdict(delivery)
    conn.exec_driver_sql("DELETE FROM delivery WHERE gathering_no = ? AND path = ?", (gathering, delivery.path))
    conn.exec_driver_sql(
        "INSERT INTO delivery (gathering_no, path, sha256, outcome, key, arrival_no, report) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (gathering, delivery.path, delivery.sha256, delivery.outcome, delivery.key, delivery.arrival or None,
         json.dumps({name: told[name] for name in _REPORTED})),
    )  # fmt: skip


_SELECT = (
    "SELECT d.path, d.outcome, d.sha256, d.key, d.arrival_no, iif(g.undone_by IS NULL, g.id, ''),"
    f" {IS_UNDONE}, d.report FROM delivery d"
    " LEFT JOIN arrival a ON a.no = d.arrival_no LEFT JOIN change_group g ON g.no = a.group_no"
)


def read_deliveries(conn: Connection, gathering: int) -> list[Delivery]:
    """The files of a consolidation, by path."""
    rows = conn.exec_driver_sql(f"{_SELECT} WHERE d.gathering_no = ?", (gathering,))
    return sorted(map(_delivery, rows), key=lambda each: (each.path.casefold(), each.path))


def gathered(conn: Connection, gathering: int) -> tuple[dict[str, int], frozenset[int]]:
    """How many files of a consolidation came out how, and the numbers of the arrivals that it brought."""
    rows = conn.exec_driver_sql(
        "SELECT outcome, arrival_no FROM delivery WHERE gathering_no = ?", (gathering,)
    ).fetchall()
    counts = {outcome: sum(row[0] == outcome for row in rows) for outcome in OUTCOMES}
    return counts, frozenset(int(row[1]) for row in rows if row[1])


def known_file(conn: Connection, sha256: str) -> Delivery | None:
    """The delivery by which this very file was taken in; None where none was."""
    marks = ", ".join("?" * len(HERE))
    row = conn.exec_driver_sql(
        f"{_SELECT} WHERE d.sha256 = ? AND d.outcome IN ({marks}) ORDER BY d.no LIMIT 1", (sha256, *HERE)
    ).fetchone()
    return None if row is None else _delivery(row)


def _delivery(row: Sequence[Any]) -> Delivery:
    path, outcome, sha256, key, arrival, group, undone, report = row
    told = {name: value for name, value in json.loads(report).items() if name in _REPORTED}
    return Delivery(
        path=path, outcome=outcome, sha256=sha256, key=key, arrival=arrival or 0, group=group or "",
        undone=bool(undone and arrival), **told,
    )  # fmt: skip
