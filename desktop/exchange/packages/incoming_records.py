"""What an arrival did, record by record and field by field: before it is settled, and again at any time after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from desktop.workspace import RECORD_TYPES, Value, split_member
from desktop.workspace.changes.change_log import edit_from_row
from desktop.workspace.changes.record_state import Edit, RecordState, derive
from desktop.workspace.merge.merging import MergeReport
from desktop.workspace.merge.missing_reference_reasons import Waiting, read_waiting
from desktop.workspace.records.web_link_names import shown_name, shown_value

MAX_RECORDS = 5_000
"""Records listed; those in conflict come first."""
NEW, CHANGED, DELETED = "new", "changed", "deleted"
_BATCH = 400


@dataclass(frozen=True, slots=True)
class IncomingField:
    """A field before and after. `against`: the other values that stand beside the shown one, in conflict."""

    name: str
    old: Value
    new: Value
    against: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingRecord:
    """A record that an arrival touched."""

    type: str
    id: str
    title: str  # "" where it has none
    fate: str  # NEW, CHANGED or DELETED
    disputed: bool
    """Is it in conflict since?"""
    fields: tuple[IncomingField, ...]
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of the records that the fields point to."""
    parent: str = ""
    """What it is a part of."""
    waits: tuple[Waiting, ...] = ()
    """For what has not come, after all of the arrival is in."""
    back: bool = False
    """Had it been set aside before?"""
    revived: bool = False
    """Did it lie in the bin, and is there again?"""


class IncomingRecordCollector:
    """What `import_package` may be given as `on_merged`: keeps the records of the arrival in `records`."""

    def __init__(self) -> None:
        self.records: list[IncomingRecord] = []

    def __call__(self, conn: Connection, report: MergeReport) -> None:
        self.records = read_incoming_records(conn, report.no, standing=True)


def read_incoming_records(
    conn: Connection, arrival: int, most: int = MAX_RECORDS, *, standing: bool = False
) -> list[IncomingRecord]:
    """The first `most` records that an arrival touched, with the fields that show something else since.

    `arrival`: its number (`ArrivalReport.no`); none is known of 0. `standing`: it was just taken in, so that what its
    records wait for can be told.
    """
    row = conn.exec_driver_sql(
        "SELECT first_no, last_no, report FROM arrival WHERE no = ?", (arrival,)
    ).fetchone()  # fmt: skip
    if row is None:
        return []
    report: dict[str, Any] = json.loads(row[2])
    first, last, disputed = int(row[0]), int(row[1]), list(report.get("conflicts", ()))
    back, waits = set(report.get("back", ())), dict[str, list[Waiting]]()
    touched = [
        (str(each[0]), str(each[1]))
        for each in conn.exec_driver_sql(
            "SELECT type, record_id FROM change WHERE no BETWEEN ? AND ? GROUP BY type, record_id ORDER BY min(no)",
            (first, last),
        )
    ]
    touched.sort(key=lambda each: disputed.index(each[1]) if each[1] in disputed else len(disputed))
    replicas: dict[int, str] = {each[0]: each[1] for each in conn.exec_driver_sql("SELECT no, id FROM replica")}
    found = [
        record
        for type, id in touched[:most]
        if (record := _record(conn, type, id, (first, last), replicas, id in disputed)) is not None
    ]  # fmt: skip
    names = _names(conn, found)
    for each in read_waiting(conn, lost=report.get("missing", {})) if standing else ():
        waits.setdefault(each.reference.id, []).append(each)
    return [replace(each, names=names, waits=tuple(waits.get(each.id, ())), back=each.id in back) for each in found]


def _record(
    conn: Connection, type: str, id: str, span: tuple[int, int], replicas: Mapping[int, str], disputed: bool
) -> IncomingRecord | None:
    if type not in RECORD_TYPES:
        return None  # of a newer version: kept unseen
    rows = conn.exec_driver_sql(
        "SELECT no, replica_no, seq, ms, counter, data, replaces, time, private FROM change"
        " WHERE record_id = ? AND type = ? AND no <= ? ORDER BY no",
        (id, type, span[1]),
    ).fetchall()
    edits: list[Edit] = [edit_from_row(row, replicas) for row in rows]
    old = derive(edit for row, edit in zip(rows, edits, strict=True) if row[0] < span[0])
    new = derive(edits)
    touched = {name for row, edit in zip(rows, edits, strict=True) if row[0] >= span[0] for name in edit.values}
    fields = tuple(
        IncomingField(
            shown_name(name, new.value(name), old.value(name)), shown_value(name, old.value(name)),
            shown_value(name, new.value(name)), tuple(shown_value(name, each) for each in against),
        )
        for name in _in_form_order(type, touched)
        if (against := new.choices(name)[:-1]) or old.value(name) != new.value(name)
    )  # fmt: skip
    title = str(new.value(RECORD_TYPES[type].title) or old.value(RECORD_TYPES[type].title) or "")
    parent = str(new.value("parent") or "") if RECORD_TYPES[type].part_of else ""
    revived = new.here and not old.here and not old.empty
    return IncomingRecord(type, id, title, _outcome(old, new), disputed, fields, parent=parent, revived=revived)


def _outcome(old: RecordState, new: RecordState) -> str:
    if old.here and not new.here:
        return DELETED
    if new.here and old.empty:
        return NEW
    return CHANGED if new.here else DELETED


def _in_form_order(type: str, names: Iterable[str]) -> list[str]:
    """As in the form."""
    places = {each.name: place for place, each in enumerate(RECORD_TYPES[type].fields)}
    return sorted(names, key=lambda name: (places.get(split_member(name)[0], len(places)), name))


def _names(conn: Connection, records: Iterable[IncomingRecord]) -> dict[str, str]:
    wanted: dict[str, set[str]] = {}
    for record in records:
        record_type = RECORD_TYPES[record.type]
        for each in record.fields:
            described = record_type.field_of(each.name)
            if described is None or not described.target:
                continue
            ids = wanted.setdefault(described.target, set())
            key = split_member(each.name)[1]
            ids.update(described.points_to(key, value) for value in (each.old, each.new, *each.against))
    names: dict[str, str] = {}
    for type, ids in wanted.items():
        listed = sorted(ids)
        for start in range(0, len(listed), _BATCH):
            part = tuple(listed[start : start + _BATCH])
            rows = conn.exec_driver_sql(
                f"SELECT id, {RECORD_TYPES[type].title} FROM {type} WHERE id IN ({', '.join('?' * len(part))})", part
            )
            names.update({str(id): str(name) for id, name in rows if name})
    return names
