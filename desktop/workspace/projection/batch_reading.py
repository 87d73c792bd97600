"""What settling needs of records, read for many of them at once: their changes, and their rows as they still stand."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from desktop.workspace.changes.change_log import edit_from_row
from desktop.workspace.changes.record_state import Edit
from desktop.workspace.projection.rows import Row
from desktop.workspace.records.record_description import RecordType
from desktop.workspace.storage.connections import Direct

BATCH = 500
"""Records, or marks in a statement."""

_LAST = 1 << 63
_T = TypeVar("_T")
Member = tuple[str, str, str]  # field, code, value


@dataclass(slots=True)
class Stored:
    """A record's row and members as they stand; no row where it is new."""

    row: Row | None = None
    members: set[Member] = field(default_factory=set[Member])


def batches(these: Iterable[_T], size: int = BATCH) -> Generator[tuple[_T, ...]]:
    """Some at a time."""
    source = iter(these)
    while part := tuple(islice(source, size)):
        yield part


def marks(these: Sequence[object]) -> str:
    """Question marks for the values of an IN."""
    return ", ".join("?" * len(these))


def read_stored(conn: Direct, kind: RecordType, ids: Sequence[str]) -> dict[str, Stored]:
    """Rows and members of at most `BATCH` records; those that have none yet too."""
    found = {id: Stored() for id in ids}
    by_no: dict[int, Stored] = {}
    asked = f"SELECT * FROM {kind.name} WHERE id IN ({marks(ids)})"
    for row in conn.exec_driver_sql(asked, tuple(ids)).all_mappings():
        found[row["id"]].row = row
        by_no[row["no"]] = found[row["id"]]
    numbers = tuple(by_no)
    for no, name, code, value in conn.exec_driver_sql(
        f"SELECT record_no, field, code, value FROM {kind.name}_member WHERE record_no IN ({marks(numbers)})", numbers
    ):
        by_no[no].members.add((name, code, value))
    return found


def read_edits(
    conn: Direct, type: str, ids: Sequence[str], replicas: Mapping[int, str]
) -> dict[str, tuple[list[Edit], int]]:
    """Of at most `BATCH` records of one type: all changes in order of arrival, number of the first."""
    found: dict[str, tuple[list[Edit], int]] = {}
    for row in conn.exec_driver_sql(
        "SELECT no, replica_no, seq, ms, counter, data, replaces, time, private, record_id FROM change"
        f" WHERE record_id IN ({marks(ids)}) AND type = ? ORDER BY no",
        (*ids, type),
    ):
        if row[9] not in found:
            found[row[9]] = ([], row[0])
        found[row[9]][0].append(edit_from_row(row, replicas))
    return found


def in_order_of_rows(conn: Direct, kind: RecordType, ids: Iterable[str]) -> list[str]:
    """These records as their rows lie in the file, new ones last by id: the index takes ascending numbers at a third of
    the cost of any other order.
    """
    wanted = sorted(ids)
    numbers = dict.fromkeys(wanted, _LAST)
    for part in batches(wanted):
        rows = conn.exec_driver_sql(f"SELECT id, no FROM {kind.name} WHERE id IN ({marks(part)})", part)
        numbers.update((row[0], row[1]) for row in rows)
    return sorted(wanted, key=numbers.__getitem__)
