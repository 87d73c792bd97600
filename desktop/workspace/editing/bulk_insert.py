"""The one bulk path of the journal: many new records fast, with the invariants of single edits.

A new record has one change (another where something is private, or leaves only where somebody agreed), so its state is
that change: no derivation, no reading back. Rows go in by the thousand; the index is filled from the rows just written.
Their changes are signed on a thread beside, while SQLite writes: both work without Python's lock.
(To write on a thread beside was tried: the threads wait for each other's Python, and all takes a fifth longer.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection

from desktop.errors import ProgrammingError
from desktop.workspace.changes.change_blocks import store_together
from desktop.workspace.changes.change_log import ChangeLog, Group
from desktop.workspace.changes.proof_log import INSERT as INSERT_PROOF
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.value_compression import to_json
from desktop.workspace.projection.members import PRESENT, MemberCodes
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.projection.rows import Members, Row, fits, place
from desktop.workspace.records.record_description import MARKS, RecordType, Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.tables import TABLES
from desktop.workspace.records.web_link_names import says_nothing, to_journal
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.search_index.organisation_names import COLUMNS, names_in, organisation_codes, organisation_names
from desktop.workspace.storage.connections import Direct

NewRecord = tuple[str, str, Mapping[str, Value]]
EditInstead = Callable[[RecordType, str, Mapping[str, Value]], object]
_BATCH = 1_000
_MANY, _FEW = 500, 2_000
"""Records of a batch that are many, and in a table that are few."""

_VALUES = 900
"""Of one statement: every SQLite takes 999."""
_NAMES_KEPT = 20_000

_CHANGE = (
    "no", "replica_no", "seq", "ms", "counter", "type", "record_id", "group_no", "author_no", "time", "private", "data",
)  # fmt: skip


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
    inserting: _Inserting | None = None
    with ThreadPoolExecutor(1) as signing:
        while batch := list(islice(source, _BATCH)):
            for kind, part in _by_type(batch):
                if inserting is None or kind is not inserting.kind:
                    inserting = _Inserting(conn, log, group, kind, edit_instead, signing)
                    many.add(kind.name)
                later.before(kind, len(part))
                inserting.insert(part)
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
                (kind.name, f"{kind.name}_has_code"),
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


def _known(conn: Connection, type: str, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ", ".join("?" * len(part))
        asked = f"SELECT record_id FROM change WHERE type = ? AND record_id IN ({marks})"
        rows = conn.exec_driver_sql(asked, (type, *part))
        found.update(row[0] for row in rows)
    return found


def _without_erased(conn: Connection, part: list[NewRecord]) -> list[NewRecord]:
    """Who was forgotten for good does not come back with a table: such a record is passed over, the others come in."""
    gone = {row[0] for row in conn.exec_driver_sql("SELECT record_id FROM erased WHERE record_id <> ''")}
    return [record for record in part if record[1] not in gone] if gone else part


@dataclass(slots=True)
class _Ready:
    """Records as they go into the tables, not written yet."""

    first: int  # the local numbers of the first and the last
    last: int = 0
    ids: set[str] = field(default_factory=set[str])
    changes: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])  # but for their data
    texts: list[str] = field(default_factory=list[str])  # which are these
    unsigned: list[tuple[int, bytes, bytes, int]] = field(default_factory=list[tuple[int, bytes, bytes, int]])
    """Of each change: its number, salt and digest, and whether it is private."""
    rows: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    members: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])


class _Inserting:
    """Records of one type on their way into the file, a batch after the other."""

    def __init__(
        self, conn: Connection, log: ChangeLog, group: Group, kind: RecordType, edit_instead: EditInstead,
        signing: ThreadPoolExecutor,
    ) -> None:  # fmt: skip
        self.kind = kind
        self._conn = conn
        self._log = log
        self._group = group
        self._edit_instead = edit_instead
        self._signing = signing
        self._new_changes = log.new_changes(group)
        self._quiet: set[str] = set()  # names that may stand in the journal as they are
        self._columns = [column.name for column in TABLES[kind.name].record.columns]
        self._codes = MemberCodes(Direct(conn))
        self._read_again()

    def _read_again(self) -> None:
        """Remember nothing of the file but the last number."""
        self._numbers: dict[tuple[str, str], int] = {}  # of members
        self._names: dict[str, str] = {}  # of organisations
        asked = f"SELECT coalesce(max(no), 0) FROM {self.kind.name}"
        self._last = int(self._conn.exec_driver_sql(asked).scalar_one())

    def insert(self, part: list[NewRecord]) -> None:
        """Write a batch; of records that are there already, edit them."""
        part = _without_erased(self._conn, part)
        known = _known(self._conn, self.kind.name, [id for _, id, _ in part])
        self._log.open_group(self._group)
        ready, fresh, again = self._get_ready(part, known)
        if ready.rows:
            self._write(ready)
        if self.kind.part_of or self.kind.name == "organisation":
            _update_related(self._conn, self._log, self.kind, fresh)
        if again:
            for _, id, values in again:
                self._edit_instead(self.kind, id, values)
            self._read_again()

    def _get_ready(
        self, part: list[NewRecord], known: set[str]
    ) -> tuple[_Ready, list[tuple[Row, Members]], list[NewRecord]]:
        ready = _Ready(self._last + 1)
        fresh: list[tuple[Row, Members]] = []
        again: list[NewRecord] = []
        for record in part:
            _, id, values = record
            if id in known or id in ready.ids:
                again.append(record)
            elif (made := self._add(ready, id, values)) is not None:
                fresh.append(made)
        ready.last = self._last
        if self.kind.name in COLUMNS:
            self._add_names(fresh)
        columns = self._columns
        ready.rows = [tuple(map(row.__getitem__, columns)) for row, _ in fresh]
        ready.members.sort()
        self._group.changes += len(ready.changes)
        return ready, fresh, again

    def _add(self, ready: _Ready, id: str, values: Mapping[str, Value]) -> tuple[Row, Members] | None:
        """The changes, the row and the members of a record; None where it has no values."""
        kind, log = self.kind, self._log
        there = values.values()
        if None in there or "" in there:
            values = {name: value for name, value in values.items() if value is not None and value != ""}
        if not values:
            return None
        if not values.keys() <= self._quiet:
            values = self._named_for_journal(values)
        placed = place(kind, values)
        if placed.extra or not values.keys().isdisjoint(MARKS):
            _refuse_misfits(kind, values)
        self._last += 1
        no, time, made, heads = self._last, log.now(), 0, dict[str, list[ChangeId]]()
        for values_part, is_private in _parts(kind, values, placed.private):
            change_no, seq, stamp = log.next_ids()
            ready.changes.append(
                (
                    change_no,
                    log.replica_no,
                    seq,
                    *stamp,
                    kind.name,
                    id,
                    self._group.no,
                    log.author_no(),
                    time,
                    is_private,
                )
            )
            if log.prover is None:
                ready.texts.append(to_json(values_part))
            else:
                salt, digest, text = log.prove_first(
                    self._new_changes, self._group, kind.name, id, values_part, seq, stamp, time
                )
                ready.texts.append(text)
                ready.unsigned.append((change_no, salt, digest, is_private))
            if made:
                heads |= {name: [(log.replica_no, seq)] for name in values_part}
            made = made or change_no
        row, extra = placed.row, placed.extra
        row.update(
            no=no, id=id, listed=1, binned=0, survivor=None, conflicts=0, created=time, modified=time, made=made,
            heads=to_json(dict(sorted(heads.items()))) if heads else None,
            extra=to_json(extra) if extra else None, deleted=None, merged_into=None,
        )  # fmt: skip
        numbers = self._numbers
        for head, code, value in placed.members:
            number = numbers.get((head, code)) or self._number(head, code)
            ready.members.append((no, number, None if value == PRESENT else value))
        ready.ids.add(id)
        return row, placed.members

    def _named_for_journal(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values under names that say nothing."""
        if not all(map(says_nothing, values)):
            return to_journal(values, {})
        if len(self._quiet) > _NAMES_KEPT:
            self._quiet.clear()
        self._quiet.update(values)
        return values

    def _number(self, head: str, code: str) -> int:
        if len(self._numbers) > _NAMES_KEPT:
            self._numbers.clear()
        number = self._numbers[head, code] = self._codes.number(head, code)
        return number

    def _add_names(self, fresh: list[tuple[Row, Members]]) -> None:
        names = self._names
        if len(names) > _NAMES_KEPT:
            names.clear()
        codes = [organisation_codes(self.kind.name, row, members) for row, members in fresh]
        if unknown := {id: each for each in chain(*codes) if (id := each.partition(":")[2]) not in names}:
            names.update(dict.fromkeys(unknown, ""))
            names.update(organisation_names(self._conn, unknown.values()))
        for (row, _members), its in zip(fresh, codes, strict=True):
            row.update(names_in(self.kind.name, its, names))

    def _write(self, ready: _Ready) -> None:
        direct, prover = Direct(self._conn), self._log.prover
        leaving = [digest for _no, _salt, digest, is_private in ready.unsigned if not is_private]
        signing = self._signing.submit(prover.signatures, leaving) if prover is not None else None
        data, blocks = store_together(ready.changes[0][0], ready.texts)
        changes = [(*change, its) for change, its in zip(ready.changes, data, strict=True)]
        _insert_rows(direct, "stored_change", _CHANGE, changes)
        direct.write_many("INSERT INTO change_block (first, data) VALUES (?, ?)", blocks)
        _insert_rows(direct, self.kind.name, self._columns, ready.rows)
        _insert_rows(direct, f"{self.kind.name}_has_code", ("record_no", "code_no", "value"), ready.members)
        if self.kind.name in INDEXES:
            INDEXES[self.kind.name].index_range(direct, ready.first, ready.last)
        if signing is not None:
            signatures = iter(signing.result())
            direct.write_many(
                INSERT_PROOF,
                [
                    (no, digest, salt, b"" if is_private else next(signatures), None)
                    for no, salt, digest, is_private in ready.unsigned
                ],
            )


def _insert_rows(direct: Direct, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, as many with one statement as it takes."""
    into, marks = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ", f"({', '.join('?' * len(columns))})"
    at_once = max(1, _VALUES // len(columns))
    whole = len(rows) - len(rows) % at_once
    many = into + ", ".join([marks] * at_once)
    for start in range(0, whole, at_once):
        direct.exec_driver_sql(many, tuple(chain.from_iterable(rows[start : start + at_once])))
    direct.write_many(into + marks, rows[whole:])


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


def _update_related(conn: Connection, log: ChangeLog, kind: RecordType, fresh: list[tuple[Row, Members]]) -> None:
    """Records that were pointed to before they came: a part's parent lives, an organisation's activities name it."""
    projection = Projection(conn, log)
    for row, _ in fresh:
        projection.arrived(kind, row["id"], row.get("parent"))
