"""What a package brought to this desk: taken in whole, reported, kept, and taken back as one action."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import ChangeLog, Group, edit_from_row
from desktop.workspace.changes.deferred import DeferralFilter, MergeSelection
from desktop.workspace.changes.erasure_decisions import VOUCHED, SenderRights
from desktop.workspace.changes.erasures import ERASURE, still_writable
from desktop.workspace.changes.have_sets import HaveSet, Interval, holds, joined, store_have_set
from desktop.workspace.changes.record_state import Edit, derive
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.editing.edit_session import Writing
from desktop.workspace.editing.undo import IS_UNDONE, GroupInfo, Known, Progress, UndoReport
from desktop.workspace.erasure.requests import open_requests
from desktop.workspace.merge.deleted_before_sharing import note_left
from desktop.workspace.merge.incoming import Receiver
from desktop.workspace.merge.outgoing import missing
from desktop.workspace.projection.batch_reading import batches, marks
from desktop.workspace.records.record_description import Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.connections import Direct

KIND = "arrival"
"""The kind of the action that takes a package in."""

EVERY = MergeSelection()
"""All that comes, but for what was set aside before."""

_MOST_IDS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageOrigin:
    """What is known of a delivery beside its changes."""

    label: str  # the name of the file
    sender: str
    sender_replica: str
    holds: HaveSet  # all that the sender has and can give
    gives: HaveSet  # of it what is in this delivery, or was in those that it builds on
    rights: SenderRights = VOUCHED
    backup: str = ""  # the name of the one made before


@dataclass(slots=True)
class MergeReport:
    """What a delivery did."""

    new: int = 0  # changes
    known: int = 0
    records_new: dict[str, int] = field(default_factory=dict[str, int])  # by record type
    records_changed: dict[str, int] = field(default_factory=dict[str, int])
    records_deleted: dict[str, int] = field(default_factory=dict[str, int])
    records_in_conflict: dict[str, int] = field(default_factory=dict[str, int])
    conflicts: list[str] = field(default_factory=list[str])  # ids of the first records that are in conflict since
    missing: dict[str, list[Interval]] = field(default_factory=dict[str, "list[Interval]"])  # by replica
    erased: int = 0  # changes here that lost values for good, because an erasure came
    files_erased: list[str] = field(default_factory=list[str])  # sha256 of attachments that must not come in
    records_deferred: dict[str, int] = field(default_factory=dict[str, int])  # that came and wait, by record type
    refused: dict[str, int] = field(default_factory=dict[str, int])  # changes not taken in, by reason
    kept_out: dict[str, int] = field(default_factory=dict[str, int])  # changes that wait for a decision, by reason
    requests: int = 0  # to erase what others wrote, of which a person has to decide
    back: list[str] = field(default_factory=list[str])  # ids of the records that had waited and came in now
    backup: str = ""  # the name of the one made before
    cloned: bool = False  # a copy of this desk has written under its name
    second_versions: int = 0  # changes without proof that say something else than what is here: both are kept
    no: int = 0  # of the arrival; 0: it brought nothing new


LastStep = Callable[[MergeReport], None]
Standing = tuple[int, int]  # listed, conflicts


def merge_changes(
    writing: Writing,
    changes: Iterable[SharedChange],
    arrival: PackageOrigin,
    last_step: LastStep,
    choice: MergeSelection = EVERY,
    progress: Progress | None = None,
) -> MergeReport:
    """Take a delivery into the transaction under way; `last_step` is done before it is committed. What is not chosen
    is set aside.

    `settled` hears, once all changes are read, (records in line with them, in all); it may raise Cancelled.

    A change that contradicts what is here is left out, and counted.
    """
    conn, log, report = writing.conn, writing.log, MergeReport()
    first, quick = log.no + 1, Direct(conn)
    receiver = Receiver(conn, log, writing.projection, arrival.rights, arrival.label)
    deferral = DeferralFilter(conn, choice, log.replicas[log.replica_no], arrival.label, arrival.sender, log.now())
    receiver.take(deferral.filter(receiver.admitted(changes)))
    touched, undecided = receiver.received.records, receiver.undecided()
    before = {
        type: _standing(quick, type, touched.get(type, set()) | undecided.get(type, set()))
        for type in {*touched, *undecided}
    }
    received = receiver.finish(progress)
    for type in sorted(touched.keys() - {ERASURE}):
        after = _standing(quick, type, touched[type])
        for id in sorted(touched[type]):
            _count(report, type, id, before.get(type, {}).get(id), after.get(id))
    report.new, report.known, report.erased = received.new, received.known, received.blanked.changes
    report.files_erased = sorted(received.blanked.files)
    report.records_deferred = {type: len(ids) for type, ids in sorted(deferral.deferred.items())}
    report.back, report.backup = sorted({id for _type, id in deferral.back}), arrival.backup
    if report.new:
        store_have_set(conn)
    note_left(conn, arrival.holds)
    report.missing = missing(conn, arrival.gives)
    for each in received.refused:
        report.refused[each.why] = report.refused.get(each.why, 0) + 1
    report.kept_out = dict(sorted(received.kept_out.items()))
    report.cloned, report.second_versions = received.cloned, received.second_versions
    if ERASURE in touched:
        report.requests = len(open_requests(conn, first))
    if report.new:
        _keep(conn, log, writing.group, arrival, first, report)
    last_step(report)
    return report


def _standing(conn: Direct, type: str, ids: Iterable[str]) -> dict[str, Standing]:
    """How those records stand that have a row; of a newer version none has."""
    found: dict[str, Standing] = {}
    for part in batches(ids) if type in RECORD_TYPES else ():
        asked = f"SELECT id, listed, conflicts FROM {type} WHERE id IN ({marks(part)})"
        found.update((row[0], (int(row[1]), int(row[2]))) for row in conn.exec_driver_sql(asked, part))
    return found


def _count(report: MergeReport, type: str, id: str, before: Standing | None, after: Standing | None) -> None:
    def add(figures: dict[str, int]) -> None:
        figures[type] = figures.get(type, 0) + 1

    if after is None:
        add(report.records_changed)  # of a newer version: kept unseen
        return
    if before is None:
        add(report.records_new if after[0] else report.records_deleted)
    elif before[0] and not after[0]:
        add(report.records_deleted)
    else:
        add(report.records_changed)
    if after[1] and after[1] > (before[1] if before else 0):
        add(report.records_in_conflict)
        if len(report.conflicts) < _MOST_IDS:
            report.conflicts.append(id)


def _keep(
    conn: Connection, log: ChangeLog, group: Group, arrival: PackageOrigin, first: int, report: MergeReport
) -> None:  # fmt: skip
    """The action by which it can be undone, and its report."""
    made = conn.exec_driver_sql(
        "INSERT INTO arrival (group_no, label, time, sender, sender_replica, first_no, last_no, report)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (log.open_group(group), arrival.label, log.now(), arrival.sender, arrival.sender_replica, first, log.no, "{}"),
    )
    report.no = int(made.lastrowid)
    conn.exec_driver_sql("UPDATE arrival SET report = ? WHERE no = ?", (json.dumps(asdict(report)), report.no))


@dataclass(frozen=True, slots=True)
class StoredMerge:
    """One arrival as it is remembered."""

    no: int
    label: str
    time: int  # ms since 1970 UTC
    sender: str
    sender_replica: str
    report: Mapping[str, Any]
    undone: bool
    group: str
    """Id of the action, for `Journal.undo_group`; "" once it was taken back, also where a redo brought it again."""


def read_merges(conn: Connection) -> list[StoredMerge]:
    """All packages taken in, newest first."""
    rows = conn.exec_driver_sql(
        "SELECT a.no, a.label, a.time, a.sender, a.sender_replica, a.report,"
        f" {IS_UNDONE}, iif(g.undone_by IS NULL, g.id, '')"
        " FROM arrival a JOIN change_group g ON g.no = a.group_no ORDER BY a.no DESC"
    )
    return [
        StoredMerge(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]), bool(row[6]), row[7]) for row in rows
    ]  # fmt: skip


# Taking it back ----------------------------------------------------------------------------------------------------------


def merges_of(conn: Connection, targets: Sequence[GroupInfo]) -> list[Interval]:
    """The numbers of the first and last change that each of these actions took in; none where they were no arrivals."""
    spans: list[Interval] = []
    for target in targets:
        row = conn.exec_driver_sql("SELECT first_no, last_no FROM arrival WHERE group_no = ?", (target.no,)).fetchone()
        if row is not None:
            spans.append((int(row[0]), int(row[1])))
    return sorted(spans)


def revert_merges(
    conn: Connection,
    log: ChangeLog,
    group: Group,
    targets: Sequence[GroupInfo],
    spans: Sequence[Interval],
    write: Callable[[str, Mapping[str, Value], Known], None],
    progress: Progress | None = None,
) -> UndoReport:
    """Write what the fields touched showed before the arrivals, but for those where somebody has gone on since.

    What arrived stays in the journal: it is answered by changes of this desk. Several arrivals are taken back as one:
    one after the other, the answer to the later one would be in the way of the earlier.
    """
    spans, quick = joined(spans), Direct(conn)
    touched = _touched(quick, spans)
    last = max(targets, key=lambda each: each.no)
    group.kind, group.undoes = "undo", last.no
    log.open_group(group)
    restored, records = 0, set[str]()
    left: list[tuple[str, str]] = []
    for done, (type, id) in enumerate(touched):
        if progress is not None and done % 100 == 0:
            progress(done, len(touched))
        if type not in RECORD_TYPES:
            continue
        rows = quick.exec_driver_sql(
            "SELECT no, replica_no, seq, ms, counter, data, replaces, time, private FROM change"
            " WHERE record_id = ? AND type = ? ORDER BY no",
            (id, type),
        ).fetchall()
        records.add(id)
        edits: list[Edit] = [edit_from_row(row, log.replicas) for row in rows]
        came = [edit for row, edit in zip(rows, edits, strict=True) if holds(spans, row[0])]
        before = [edit for row, edit in zip(rows, edits, strict=True) if row[0] < spans[0][0]]
        old, arrived, now = derive(before), derive([*before, *came]), derive(edits)
        back: dict[str, Value] = {}
        for name in sorted({name for edit in came for name in edit.values}):
            if now.heads[name] != arrived.heads[name]:
                left.append((id, name))
            elif now.heads[name] != old.heads.get(name):
                back[name] = old.value(name)
        allowed = still_writable(quick, type, id, back)
        left += [(id, name) for name in back if name not in allowed]
        if allowed:
            write(id, allowed, (type, edits, rows[0][0], now))
            restored += len(allowed)
    for target in targets:
        conn.exec_driver_sql("UPDATE change_group SET undone_by = ? WHERE no = ?", (group.no, target.no))
    kind, label = (last.kind, last.label) if len(targets) == 1 else ("arrivals", str(len(targets)))
    erased = any(
        quick.exec_driver_sql("SELECT 1 FROM change WHERE no BETWEEN ? AND ? AND type = ? LIMIT 1", (*span, ERASURE)).fetchone()
        for span in spans
    )  # fmt: skip
    return UndoReport(last.id, kind, label, restored, len(records), tuple(left), erased=erased)


def _touched(conn: Direct, spans: Sequence[Interval]) -> list[tuple[str, str]]:
    """(type, id) of the records of these changes."""
    found: set[tuple[str, str]] = set()
    for span in spans:
        rows = conn.exec_driver_sql("SELECT DISTINCT type, record_id FROM change WHERE no BETWEEN ? AND ?", span)
        found.update((str(row[0]), str(row[1])) for row in rows)
    return sorted(found, key=lambda each: (each[1], each[0]))
