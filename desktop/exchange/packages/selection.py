"""Which records go with a selection of activities: their runs, their organisations and people, and what those belong to."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from desktop.vocabularies.own_terms import EXTENSIBLE, record_of_code
from desktop.workspace import RECORD_TYPES, RecordType
from desktop.workspace.changes.have_sets import Interval
from desktop.workspace.merge.outgoing import both, changes_of, erasures_held
from desktop.workspace.records.kinds.field import ReferenceIn, Search

_BATCH = 400


def changes_of_selection(conn: Connection, ids: Collection[str]) -> dict[str, list[Interval]]:
    """The changes of these records and of what belongs to them; and all erasures, which always travel."""
    return both(changes_of(conn, with_related_records(conn, ids)), erasures_held(conn))


def with_related_records(conn: Connection, ids: Collection[str]) -> set[str]:
    """These records with their parts, and all that any of them points to. People are among them whatever their consent."""
    chosen, todo = set(ids), set(ids)
    while todo:
        found: set[str] = set()
        wanted = sorted(todo)
        for start in range(0, len(wanted), _BATCH):
            found |= _related_ids(conn, tuple(wanted[start : start + _BATCH]))
        todo = found - chosen
        chosen |= todo
    return chosen


def _related_ids(conn: Connection, ids: tuple[str, ...]) -> set[str]:
    marks = ", ".join("?" * len(ids))
    found: set[str] = set()
    for record_type in RECORD_TYPES.values():
        names = [field.name for field in record_type.columns if field.rules.reference_in is ReferenceIn.VALUE]
        for column in (*names, "merged_into"):
            rows = conn.exec_driver_sql(
                f'SELECT "{column}" FROM {record_type.name} WHERE id IN ({marks}) AND "{column}" IS NOT NULL', ids
            )
            found.update(str(row[0]) for row in rows)
        if record_type.part_of:
            rows = conn.exec_driver_sql(f"SELECT id FROM {record_type.name} WHERE parent IN ({marks})", ids)
            found.update(str(row[0]) for row in rows)
        for field in record_type.fields:
            if field.rules.reference_in is ReferenceIn.MEMBER:
                rows = conn.exec_driver_sql(
                    f"SELECT m.code FROM {record_type.name} t JOIN {record_type.name}_member m ON m.record_no = t.no"
                    f" WHERE t.id IN ({marks}) AND m.field = ?",
                    (*ids, field.name),
                )
                found.update(str(row[0]).partition(":")[2] for row in rows)
        found |= _own_terms(conn, record_type, ids)
    return found


def _own_terms(conn: Connection, record_type: RecordType, ids: tuple[str, ...]) -> set[str]:
    """The terms of the network that these records have, and those above them."""
    marks = ", ".join("?" * len(ids))
    found: set[str] = set()
    for field in record_type.fields:
        if (field.vocabulary in EXTENSIBLE and field.rules.search is Search.CODE) or field.name == "broader":
            column = field.name
            rows = conn.exec_driver_sql(
                f"SELECT DISTINCT {column} FROM {record_type.name} WHERE id IN ({marks}) AND {column} LIKE 'own:%'", ids
            )
        elif field.vocabulary in EXTENSIBLE and field.rules.search is Search.CODES:
            rows = conn.exec_driver_sql(
                f"SELECT DISTINCT m.code FROM {record_type.name} t JOIN {record_type.name}_member m ON m.record_no = t.no"
                f" WHERE t.id IN ({marks}) AND +m.field = ? AND m.code LIKE 'own:%'",
                (*ids, field.name),
            )
        else:
            continue
        found.update(record_of_code(str(row[0])) for row in rows)
    return found
