"""The one bulk path of the journal: many new records fast, with the invariants of single edits.

A new record has one change (another where something is private, or leaves only where somebody agreed), so its state is
that change: no derivation, no reading back. Rows go in by the thousand; the index is filled from the rows just written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from desktop.errors import ProgrammingError
from desktop.workspace.changes.change_log import ChangeLog, Group
from desktop.workspace.changes.encoding import encode, to_json
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.projection.rows import Members, Row, fits, place
from desktop.workspace.records.fields import MARKS, RecordType, Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.tables import TABLES
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.search_index.organisation_names import COLUMNS, names_in, organisation_names

NewRecord = tuple[str, str, Mapping[str, Value]]
EditInstead = Callable[[RecordType, str, Mapping[str, Value]], object]
_BATCH = 1_000
_MANY, _FEW = 500, 2_000
"""Records of a batch that are many, and in a table that are few."""

_INSERT_CHANGE = (
    "INSERT INTO change (no, replica_no, seq, ms, counter, type, record_id, data, replaces, group_no, author_no, time,"
    " private) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)"
)


def bulk_insert(
    conn: Connection,
    log: ChangeLog,
    group: Group,
    many: set[str],
    records: Iterable[NewRecord],
    edit_instead: EditInstead,
    progress: Callable[[int], None] | None,
) -> int:
    """Write new records in batches; returns how many records were written or edited."""
    source = iter(records)
    done = 0
    later = LaterIndexes(conn)
    while batch := list(islice(source, _BATCH)):
        for kind, part in _by_type(batch):
            later.before(kind, len(part))
            _insert(conn, log, group, kind, part, edit_instead)
            many.add(kind.name)
        done += len(batch)
        if progress is not None:
            progress(done)
    for _index in later.make():
        if progress is not None:
            progress(done)
    return done


class LaterIndexes:
    """Has the indexes for lists made once at the end, where many records come into a table with few: sorted, they are made
    in a third of the time, and smaller. A transaction that is taken back brings them back too.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._dropped: list[str] = []
        self._decided: RecordType | None = None

    def before(self, kind: RecordType, count: int) -> None:
        """So many records of a type are about to be written."""
        if kind is not self._decided:
            for _index in self.make():  # what follows may read other records through them
                pass
        if kind is self._decided or not kind.searched or count < _MANY:
            return
        self._decided = kind
        asked = f"SELECT count(*) FROM (SELECT 1 FROM {kind.name} LIMIT {_FEW})"
        if int(self._conn.exec_driver_sql(asked).scalar_one()) < _FEW:
            rows = self._conn.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN (?, ?) AND sql IS NOT NULL"
                " AND name NOT LIKE '%_merged'",
                (kind.name, f"{kind.name}_member"),
            ).fetchall()
            for name, sql in rows:
                self._conn.exec_driver_sql(f"DROP INDEX {name}")
                self._dropped.append(sql)

    def make(self) -> Iterator[str]:
        """Make what was put off, one after the other."""
        while self._dropped:
            self._conn.exec_driver_sql(self._dropped[-1])
            yield self._dropped.pop()


def _by_type(batch: list[NewRecord]) -> Iterator[tuple[RecordType, list[NewRecord]]]:
    """Runs of one type, in their order."""
    run: list[NewRecord] = []
    for record in batch:
        if run and run[0][0] != record[0]:
            yield RECORD_TYPES[run[0][0]], run
            run = []
        run.append(record)
    if run:
        yield RECORD_TYPES[run[0][0]], run


def _known(conn: Connection, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ", ".join("?" * len(part))
        rows = conn.exec_driver_sql(f"SELECT record_id FROM change WHERE record_id IN ({marks})", tuple(part))
        found.update(row[0] for row in rows)
    return found


def _without_erased(conn: Connection, part: list[NewRecord]) -> list[NewRecord]:
    """Who was forgotten for good does not come back with a table: such a record is passed over, the others come in."""
    gone = {row[0] for row in conn.exec_driver_sql("SELECT record_id FROM erased WHERE record_id <> ''")}
    return [record for record in part if record[1] not in gone] if gone else part


def _insert(
    conn: Connection,
    log: ChangeLog,
    group: Group,
    kind: RecordType,
    part: list[NewRecord],
    edit_instead: EditInstead,
) -> None:
    table = TABLES[kind.name].record
    names = [column.name for column in table.columns]
    part = _without_erased(conn, part)
    known = _known(conn, [id for _, id, _ in part])
    group_no, author_no = log.open_group(group), log.author_no()
    first = 1 + int(conn.exec_driver_sql(f"SELECT coalesce(max(no), 0) FROM {kind.name}").scalar_one())
    no = first - 1
    changes: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    members: list[tuple[int, str, str, str]] = []
    again: list[NewRecord] = []
    fresh: list[tuple[Row, Members]] = []
    for record in part:
        _, id, values = record
        if id in known:
            again.append(record)
            continue
        clean = {name: value for name, value in values.items() if value is not None and value != ""}
        if not clean:
            continue
        placed = place(kind, clean)
        if placed.extra or not clean.keys().isdisjoint(MARKS):
            _refuse_misfits(kind, clean)
        known.add(id)
        no += 1
        made, time, heads = 0, log.now(), dict[str, list[ChangeId]]()
        for values_part, is_private in _parts(kind, clean, placed.private):
            change_no, seq, stamp = log.next_ids()
            changes.append(
                (change_no, log.replica_no, seq, *stamp, kind.name, id, encode(values_part), group_no, author_no,
                 time, is_private)
            )  # fmt: skip
            if made:
                heads |= {name: [(log.replica_no, seq)] for name in values_part}
            made = made or change_no
        row, extra = placed.row, placed.extra
        row.update(
            no=no, id=id, listed=1, binned=0, survivor=None, conflicts=0, created=time, modified=time, made=made,
            heads=to_json(dict(sorted(heads.items()))) if heads else None,
            extra=to_json(extra) if extra else None, deleted=None, merged_into=None,
        )  # fmt: skip
        fresh.append((row, placed.members))
        members.extend([(no, *member) for member in placed.members])
    if kind.name in COLUMNS:
        _name_organisations(conn, kind.name, fresh)
    rows = [tuple(map(row.__getitem__, names)) for row, _ in fresh]
    if rows:
        cursor = _cursor(conn)
        cursor.executemany(_INSERT_CHANGE, changes)
        cursor.executemany(f"INSERT INTO {kind.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows)
        cursor.executemany(
            f"INSERT INTO {kind.name}_member (record_no, field, code, value) VALUES (?, ?, ?, ?)",
            sorted(members),
        )
        cursor.close()
        group.changes += len(changes)
        if kind.name in INDEXES:
            INDEXES[kind.name].index_range(conn, first, no)
    if kind.part_of or kind.name == "organisation":
        _update_related(conn, log, kind, fresh)
    for _, id, values in again:
        edit_instead(kind, id, values)


def _parts(
    kind: RecordType, values: Mapping[str, Value], private: Mapping[str, Value]
) -> list[tuple[Mapping[str, Value], int]]:
    """The changes that make a record, and whether each is private."""
    if not private and not kind.asked:
        return [(values, 0)]
    apart = kind.apart(values)
    parts = [{name: value for name, value in values.items() if name in names} for names in apart]
    return [(part, int(number == len(apart) - 1)) for number, part in enumerate(parts) if part]


def _refuse_misfits(kind: RecordType, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        if name in MARKS or not fits(kind, name, value):
            raise ProgrammingError(f"{value!r} does not fit {kind.name}.{name} of a new record")


def _cursor(conn: Connection) -> Any:
    """The driver's own cursor: the same transaction, without a Python object per row and parameter."""
    return conn.connection.cursor()


def _name_organisations(conn: Connection, kind: str, fresh: list[tuple[Row, Members]]) -> None:
    names = organisation_names(conn, (member for _, members in fresh for member in members))
    for row, members in fresh:
        row.update(names_in(kind, members, names))


def _update_related(conn: Connection, log: ChangeLog, kind: RecordType, fresh: list[tuple[Row, Members]]) -> None:
    """Records that were pointed to before they came: a part's parent lives, an organisation's activities name it."""
    projection = Projection(conn, log)
    for row, _ in fresh:
        projection.arrived(kind, row["id"], row.get("parent"))
