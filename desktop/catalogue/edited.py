"""What was edited last, on this desk or on those whose work came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.catalogue.read_connection import reading
from desktop.workspace import PARENT, RECORD_TYPES, Record, Workspace
from desktop.workspace.changes.known_names import KnownNames
from desktop.workspace.storage.connections import Direct

_LOOKED_AT = 600
"""Changes, the newest of the file: of an import they may all be."""
_BATCH = 60
_NOT_OPENED = frozenset(("template",))


@dataclass(frozen=True, slots=True)
class Edited:
    """A record that stands alone, and the newest change here of it or of one of its parts. `id` is what to open."""

    type: str
    id: str
    title: str
    part: str  # record type of the part that was changed; "" for the record itself
    time: int  # ms since 1970 UTC, on the author's computer
    author: str


@dataclass(frozen=True, slots=True)
class _Change:
    type: str
    id: str
    time: int
    author: str


def last_edited(workspace: Workspace, limit: int = 12) -> list[Edited]:
    """So many records that are there still, the one edited last first. What was taken in counts when it came in."""
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT c.type, c.record_id, c.time, a.name, c.replica_no FROM (SELECT * FROM change ORDER BY no DESC LIMIT ?) c"
            " JOIN author a ON a.no = c.author_no ORDER BY c.no DESC",
            (_LOOKED_AT,),
        ).fetchall()
        who = KnownNames(Direct(conn))
        newest: dict[str, _Change] = {}
        for type, id, time, author, replica_no in rows:
            if type in RECORD_TYPES and type not in _NOT_OPENED and id not in newest:
                newest[id] = _Change(type, id, time, who.marked(author, replica_no))
    found: dict[str, Edited] = {}
    changes = list(newest.values())
    for start in range(0, len(changes), _BATCH):
        if len(found) >= limit:
            break
        for each in _read(workspace, changes[start : start + _BATCH]):
            found.setdefault(each[0], each[1])
    return list(found.values())[:limit]


def _read(workspace: Workspace, changes: list[_Change]) -> Iterator[tuple[str, Edited]]:
    """(id of what stands alone, its line) for each change of what is listed, in the order given."""
    records = _records(workspace, [(each.type, each.id) for each in changes])
    above = [
        (part_of, parent) for each in records.values() if (part_of := each.kind.part_of) and (parent := _parent(each))
    ]
    wholes = _records(workspace, above)
    for change in changes:
        record = records.get(change.id)
        if record is None or not record.listed:
            continue
        whole = wholes.get(_parent(record)) if record.kind.part_of else record
        if whole is not None and whole.listed:
            part = "" if whole is record else record.type
            opens = whole.id if whole.type == "activity" else record.id
            yield whole.id, Edited(whole.type, opens, whole.title, part, change.time, change.author)


def _records(workspace: Workspace, wanted: list[tuple[str, str]]) -> dict[str, Record]:
    by_type: dict[str, list[str]] = {}
    for type, id in dict.fromkeys(wanted):
        by_type.setdefault(type, []).append(id)
    return {each.id: each for type, ids in by_type.items() for each in workspace.records(type, ids)}


def _parent(record: Record) -> str:
    return str(record.values.get(PARENT) or "")
