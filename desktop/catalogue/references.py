"""What points to a record, and what its parts are."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.read_connection import reading
from desktop.vocabularies import load
from desktop.workspace import PARENT, RECORD_TYPES, Workspace
from desktop.workspace.records.kinds.field import ReferenceIn


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that points to another: by which field, and in which role where the field has roles."""

    type: str
    id: str
    title: str
    field: str
    role: str = ""


def references(workspace: Workspace, id: str) -> list[Reference]:
    """The living records that point to this one (its parts aside), also by the id of a duplicate merged into it."""
    record = workspace.record(id)
    if record is None:
        return []
    found: list[Reference] = []
    with reading(workspace) as conn:
        ids = [id, *(row[0] for row in conn.execute(f"SELECT id FROM {record.type} WHERE survivor = ?", (id,)))]
        for kind in RECORD_TYPES.values():
            for field in kind.fields:
                if field.target != record.type or field.name == PARENT:
                    continue
                if field.rules.reference_in is ReferenceIn.VALUE:
                    codes, roles = ids, [""]
                    sql = (
                        f"SELECT t.id, t.{kind.title}, '' FROM {kind.name} t WHERE t.listed = 1"
                        f" AND t.{field.name} IN ({', '.join('?' * len(ids))}) ORDER BY 2, 1"
                    )
                else:
                    roles = [term.code for term in load(field.vocabulary)]
                    codes = [f"{role}:{each}" for role in roles for each in ids]
                    sql = (
                        f"SELECT t.id, t.{kind.title}, m.code FROM {kind.name}_member m JOIN {kind.name} t"
                        f" ON t.no = m.record_no WHERE t.listed = 1 AND m.field = '{field.name}'"
                        f" AND m.code IN ({', '.join('?' * len(codes))}) ORDER BY 2, 1, 3"
                    )
                found += [
                    Reference(kind.name, row[0], row[1] or "", field.name, row[2].partition(":")[0])
                    for row in conn.execute(sql, codes)
                ]
    return found


references_to = references


def parts_of(workspace: Workspace, type: str, id: str) -> list[str]:
    """Ids of the living parts of this type that a record has: by start where they have one, then as they came."""
    order = "start IS NULL, start, no" if "start" in RECORD_TYPES[type].by_name else "no"
    with reading(workspace) as conn:
        rows = conn.execute(f"SELECT id FROM {type} WHERE parent = ? AND listed = 1 ORDER BY {order}", (id,))
        return [row[0] for row in rows]
