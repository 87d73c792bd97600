"""Records of the desk that rows of a file may tell of, and what an import would change in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop.exchange.importing.original_cells import headings_of
from desktop.vocabularies import fold
from desktop.workspace import Record, Value, Workspace
from desktop.workspace.projection.record_reader import shown_in_journal
from desktop.workspace.storage.connections import Direct

_BATCH = 400
_OF_IMPORT = frozenset(("source", "source_id", "source_data", "private_source_data"))
"""Fields that say where a record comes from: nobody's edit stands against what a file says there."""


@dataclass(frozen=True)
class FieldChange:
    """One field of a record: what stands on the desk, what the file says now; `own`: somebody edited it here since the last
    import, when the file said `before`.
    """

    field: str
    old: Value
    new: Value
    before: Value = None
    own: bool = False


def known_ids(workspace: Workspace, ids: Sequence[str]) -> set[str]:
    """Those of the ids that activities have."""
    found: set[str] = set()
    with workspace.reading_directly() as conn:
        for start in range(0, len(ids), _BATCH):
            part = tuple(ids[start : start + _BATCH])
            marks = ", ".join("?" * len(part))
            found.update(row[0] for row in conn.execute(f"SELECT id FROM activity WHERE id IN ({marks})", part))
    return found


def other_types(workspace: Workspace, ids: Sequence[str]) -> set[str]:
    """Those of the ids that records of another type have: an identifier from a file may not name them."""
    found: set[str] = set()
    with workspace.reading_directly() as conn:
        for start in range(0, len(ids), _BATCH):
            part = tuple(ids[start : start + _BATCH])
            marks = ", ".join("?" * len(part))
            rows = conn.execute(
                f"SELECT DISTINCT record_id FROM change WHERE record_id IN ({marks}) AND type <> 'activity'",
                part,
            )
            found.update(row[0] for row in rows)
    return found


def ids_by_source_id(
    workspace: Workspace, wanted: Mapping[str, str], sources: Collection[str], headings: Collection[str]
) -> dict[str, str]:
    """Identifier -> record id, for identifiers that mean something in their source only.

    `wanted` has the title beside each identifier, `sources` the names of the source. The same source and identifier is the
    same record, if the list it came from had about the same columns; from a file that was renamed, if the title is the same
    too and only one fits.
    """
    same: dict[str, str] = {}
    renamed: dict[str, list[str]] = {}
    identifiers = list(wanted)
    with workspace.reading_directly() as conn:
        for start in range(0, len(identifiers), _BATCH):
            part = tuple(identifiers[start : start + _BATCH])
            marks = ", ".join("?" * len(part))
            direct = Direct(conn)
            rows = direct.exec_driver_sql(
                "SELECT id, source_id, source, title, no, made, heads FROM activity"
                f" WHERE source_id IN ({marks}) AND merged_into IS NULL ORDER BY no",
                part,
            ).all_mappings()
            kept = shown_in_journal(direct, "source_data", [row for row in rows if row["source"] in sources])
            for row in rows:
                id, source_id, its_source, title = row["id"], row["source_id"], row["source"], row["title"]
                if its_source in sources and _same_list(kept.get(row["no"]), headings):
                    same.setdefault(source_id, id)
                elif title and fold(title) == fold(wanted[source_id]):
                    renamed.setdefault(source_id, []).append(id)
    return {identifier: ids[0] for identifier, ids in renamed.items() if len(ids) == 1} | same


def _same_list(data: object, headings: Collection[str]) -> bool:
    """Had the record's list about the same columns?"""
    before = headings_of(data)
    return not before or len(before.intersection(headings)) * 2 >= len(before)


def differences(
    record: Record, new: Mapping[str, Value], before: Mapping[str, Value], *, known_before: bool = False
) -> tuple[FieldChange, ...]:
    """What the file changes: `new` is what it says now, `before` what it said at the last import of this
    record.

    What the file says as before stays as the person has it now; only what changed in the file since is
    brought in. `known_before`: what `before` lacks was empty then, so that what stands here otherwise is an edit of this desk.
    """
    found: list[FieldChange] = []
    for name in dict.fromkeys((*new, *before)):
        now, then, here = new.get(name), before.get(name), record.values.get(name)
        if now != then and now != here:
            own = known_before and here != then and name not in _OF_IMPORT
            found.append(FieldChange(name, here, now, then, own))
    return tuple(found)
