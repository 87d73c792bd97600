"""Fields that point to a record that is not here: read without SQLAlchemy, as each record that is shown asks for it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.workspace.records.kinds.field import ReferenceIn
from desktop.workspace.records.record_types import RECORD_TYPES

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.connections import Direct


@dataclass(frozen=True, slots=True)
class MissingReference:
    """A field of a record that points to a record that is not here."""

    type: str
    id: str
    title: str  # "" where it has none
    field: str  # as in the journal: `parent`, `organisations/lead:<id>`
    target_type: str
    target: str


def find_missing_references(
    conn: Connection | Direct, record_id: str = "", type: str = ""
) -> Generator[MissingReference]:
    """All fields of records, or of one (of a type), that point to what is not here. Of deleted records none are told."""
    for kind in (RECORD_TYPES[type],) if type else RECORD_TYPES.values():
        only, parameters = (" AND t.id = ?", (record_id,)) if record_id else ("", ())
        columns = [(each.name, each.target) for each in kind.columns if each.rules.reference_in is ReferenceIn.VALUE]
        for column, target in (*columns, ("merged_into", kind.name)):
            here = "(t.listed = 1 OR t.survivor IS NOT NULL)" if column == "merged_into" else "t.listed = 1"
            rows = conn.exec_driver_sql(
                f'SELECT t.id, t.{kind.title}, t."{column}" FROM {kind.name} t WHERE t."{column}" IS NOT NULL'
                f' AND {here} AND NOT EXISTS (SELECT 1 FROM {target} o WHERE o.id = t."{column}"){only}'
                f" ORDER BY t.{kind.title}, t.id",
                parameters,
            )
            for id, title, pointed in rows.fetchall():
                yield MissingReference(kind.name, id, str(title or ""), column, target, str(pointed))
        for each in kind.fields:
            if each.rules.reference_in is not ReferenceIn.MEMBER:
                continue
            rows = conn.exec_driver_sql(
                f"SELECT t.id, t.{kind.title}, m.code FROM {kind.name}_member m JOIN {kind.name} t ON t.no = m.record_no"
                f" WHERE m.field = ? AND t.listed = 1 AND NOT EXISTS (SELECT 1 FROM {each.target} o WHERE"
                f" o.id = substr(m.code, instr(m.code, ':') + 1)){only} ORDER BY t.{kind.title}, t.id, m.code",
                (each.name, *parameters),
            )
            for id, title, code in rows.fetchall():
                target_id = str(code).partition(":")[2]
                yield MissingReference(kind.name, id, str(title or ""), f"{each.name}/{code}", each.target, target_id)
