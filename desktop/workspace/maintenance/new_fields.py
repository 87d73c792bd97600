"""A field that a newer version knows: its column and indexes, and its values out of `extra`, where an older desk kept
what it had no place for.
"""

from __future__ import annotations

import json

from alembic import op
from sqlalchemy import Column, Connection, Integer, Text

from desktop.workspace.records.columns import slots_of
from desktop.workspace.records.kinds.field import Storage
from desktop.workspace.records.record_description import Field, FieldKind, RecordType
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.tables import index_part, list_index, list_index_name
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.storage.connections import Direct

_ADDED = {Storage.TEXT: Text, Storage.WHOLE: Integer}


def add_field(record_type: str, name: str, kind: FieldKind, *, sortable: bool = False) -> None:
    """In a migration: make room for a new field, as `kind` stores it; `sortable` as its line in the record type says.

    Its values that are in the file already, its words for the search index and what is missing now come with the end of
    the migration: `complete_fields`.
    """
    described = RECORD_TYPES[record_type]
    field = Field(name=name, kind=kind, label=name, sortable=sortable)
    if (type := _ADDED.get(field.rules.storage)) is None:
        return  # members have a table already, and source data none
    op.add_column(record_type, Column(name, type))
    if not sortable:
        return
    if field.rules.has_key:
        op.add_column(record_type, Column(field.key_column, Text))
    if described.searched:
        columns = ["listed", *map(index_part, list_index(described, field))]
        op.create_index(list_index_name(described, name), record_type, columns)


def complete_fields(conn: Connection) -> None:
    """After the last step of a migration: everything that follows from the fields as this version describes them."""
    for index in INDEXES.values():
        index.update_fields(conn)
    known_now = {kind.name: ids for kind in RECORD_TYPES.values() if (ids := _with_known_values(conn, kind))}
    if known_now:
        _update_records(conn, known_now)
    for kind in RECORD_TYPES.values():
        _count_missing(conn, kind)


def _with_known_values(conn: Connection, kind: RecordType) -> list[str]:
    """Ids of the records that keep in `extra` what has a place now."""
    slots = slots_of(kind.name)
    found: list[str] = []
    for id, extra in Direct(conn).exec_driver_sql(f"SELECT id, extra FROM {kind.name} WHERE extra IS NOT NULL"):
        if any(slots[name].known and slots[name].takes(value) for name, value in json.loads(extra).items()):
            found.append(id)
    return found


def _update_records(conn: Connection, ids: dict[str, list[str]]) -> None:
    from desktop.workspace.changes.change_log import ChangeLog
    from desktop.workspace.changes.clock import wall_clock
    from desktop.workspace.projection.rebuilding import Projection

    replica = str(conn.exec_driver_sql("SELECT id FROM replica ORDER BY no LIMIT 1").scalar_one())
    projection = Projection(conn, ChangeLog(conn, replica, "", wall_clock))
    with projection.together():
        for name, those in ids.items():
            projection.update_all(RECORD_TYPES[name], those)


def _count_missing(conn: Connection, kind: RecordType) -> None:
    """How many of the required fields are empty, where other fields are required now."""
    tests: list[str] = []
    for field in kind.required:
        member = (
            f"(NOT EXISTS (SELECT 1 FROM {kind.name}_member m WHERE m.record_no = no AND +m.field = '{field.name}'))"
        )
        column = f'"{field.name}" IS NULL'
        tests.append(member if field.is_set else f"({column} AND {member})" if field.translated else f"({column})")
    if tests:
        missing = " + ".join(tests)
        conn.exec_driver_sql(f"UPDATE {kind.name} SET missing = {missing} WHERE missing <> {missing}")
