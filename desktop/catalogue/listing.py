"""The list of records of a type: which ones a query finds, in which order, and the rows to show, read a page at a time."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from desktop.catalogue.index_terms import forms_in
from desktop.catalogue.query import Query
from desktop.catalogue.query.sql import Conditions, conditions
from desktop.catalogue.reached import REACHABLE, REACHED_COLUMNS, Reached, reached
from desktop.catalogue.read_connection import all_numbers, reading
from desktop.catalogue.rows import Row, read_rows
from desktop.catalogue.sorting import Ordering, Sort, default_sort, ordering
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.storage.sqlite import SqliteConnection

_DEALT_MOST = 5_000
"""So many found are rather sorted as a whole by a choice than asked for code by code."""

RANKED_MOST = 1_000
"""So many found are ranked by how well they fit; of more, those with the words in the title come first, newest first."""


@dataclass(frozen=True, slots=True)
class Order:
    """All that a query found: local numbers in the order of the list."""

    ids: array[int]


class RecordList:
    """What the list of records of one type asks. Safe from any thread; see `stoppable` for how a long read is given up."""

    kind = "activity"
    """The record type, one that is `searched`."""

    def __init__(self, workspace: Workspace, kind: str = "") -> None:
        self._workspace = workspace
        self.kind = kind or self.kind

    def first(self, query: Query, sort: Sort = (), limit: int = 100) -> list[int]:
        """The local numbers of the first records found: the beginning of `order`, without waiting for the rest."""
        with reading(self._workspace) as conn:
            return list(_numbers(conn, self.kind, query, sort, limit))

    def order(self, query: Query, sort: Sort = ()) -> Order:
        """All records found, in order."""
        with reading(self._workspace) as conn:
            return Order(_numbers(conn, self.kind, query, sort, -1))

    def count(self, query: Query) -> int:
        """How many records a query finds."""
        with reading(self._workspace) as conn:
            asked = conditions(query, self.kind, forms_in(conn, self.kind))
            sql, parameters = matching(asked, self.kind)
            return int(conn.execute(f"SELECT count(*) FROM ({sql})", parameters).fetchone()[0])

    def rows(self, nos: Sequence[int], columns: Sequence[str], query: Query | None = None) -> list[Row]:
        """The rows of these local numbers in this order; what is gone meanwhile is left out.

        `columns` are names of the records' fields, of `rows.FURTHER`, or of `REACHED_COLUMNS`. `query` gives the words to mark.
        """
        further = [name for name in columns if name in REACHED_COLUMNS and self.kind in REACHABLE]
        own = [name for name in columns if name not in further]
        with reading(self._workspace) as conn:
            rows = read_rows(conn, nos, own, query.words if query is not None else (), self.kind)
        if not further:
            return rows
        known = reached(self._workspace, self.kind)
        return [row._replace(values={**row.values, **_of_reached(known.get(row.no))}) for row in rows]

    def ids_of(self, nos: Sequence[int]) -> list[str]:
        """Ids of local numbers, in their order; what is gone is left out."""
        found: dict[int, str] = {}
        with reading(self._workspace) as conn:
            for start in range(0, len(nos), 500):
                part = list(nos[start : start + 500])
                found.update(
                    conn.execute(f"SELECT no, id FROM {self.kind} WHERE no IN ({_marks(part)})", part).fetchall()
                )
        return [found[no] for no in nos if no in found]

    def no_of(self, id: str) -> int | None:
        """The local number of a record; None where there is none."""
        with reading(self._workspace) as conn:
            row = conn.execute(f"SELECT no FROM {self.kind} WHERE id = ?", (id,)).fetchone()
            return None if row is None else int(row[0])


def _of_reached(found: Reached | None) -> dict[str, str | None]:
    cells = (found.first, found.by, found.last) if found is not None else ("", "", "")
    return dict(zip(REACHED_COLUMNS, (cell or None for cell in cells), strict=True))


class ActivityList(RecordList):
    """The list of activities."""


class VisitList(RecordList):
    """The list of peer visits."""

    kind = "visit"


def list_of(workspace: Workspace, type: str) -> RecordList:
    """The list of records of a type that is `searched`."""
    if not RECORD_TYPES[type].searched:
        raise ValueError(type)
    return RecordList(workspace, type)


def _unlisted(kind: str) -> str:
    return f"SELECT no FROM {kind} WHERE listed = 0"


def matching(asked: Conditions, kind: str = "activity") -> tuple[str, list[object]]:
    """SQL that gives the numbers (`no`) of what is found, in no order."""
    index = INDEXES[kind].name
    if not asked.match:
        return f"SELECT no FROM {kind} WHERE {asked.sql}", asked.parameters
    if asked.plain:
        return f"SELECT rowid AS no FROM {index} WHERE {index} MATCH ? AND +rowid NOT IN ({_unlisted(kind)})", [
            asked.match
        ]
    return (
        f"SELECT rowid AS no FROM {index} WHERE {index} MATCH ? AND +rowid IN (SELECT no FROM {kind} WHERE {asked.sql})"
    ), [asked.match, *asked.parameters]


def _numbers(conn: SqliteConnection, kind: str, query: Query, sort: Sort, limit: int) -> array[int]:
    asked = conditions(query, kind, forms_in(conn, kind))
    if not asked.match:
        return _sorted(conn, kind, asked, ordering(sort or default_sort(kind), kind), limit)
    few = _few(conn, kind, asked)
    if sort:
        return _sorted(conn, kind, _found(asked, kind, few), ordering(sort, kind), limit)
    return _ranked(conn, kind, asked, limit) if few else _titles_first(conn, kind, asked, limit)


def _few(conn: SqliteConnection, kind: str, asked: Conditions) -> bool:
    """Do the words stand in at most RANKED_MOST records?"""
    index = INDEXES[kind].name
    sql = f"SELECT count(*) FROM (SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT {RANKED_MOST + 1})"
    return int(conn.execute(sql, (asked.match,)).fetchone()[0]) <= RANKED_MOST


def _found(asked: Conditions, kind: str, few: bool) -> Conditions:
    """The words as one more condition on the table: what drives the search where few are found, else a test."""
    within, index = "no" if few else "+no", INDEXES[kind].name
    found = Conditions("", list(asked.where), list(asked.parameters), False)
    found.add(f"{within} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", (asked.match,))
    return found


def _ranked(conn: SqliteConnection, kind: str, asked: Conditions, limit: int) -> array[int]:
    index = INDEXES[kind].name
    if asked.plain:
        sql = f"SELECT rowid AS no FROM {index} WHERE {index} MATCH ? AND +rowid NOT IN ({_unlisted(kind)})"
        parameters = [asked.match]
    else:
        sql = (
            f"SELECT f.rowid AS no FROM {index} f CROSS JOIN {kind} ON {kind}.no = f.rowid"
            f" WHERE f.{index} MATCH ? AND {asked.sql}"
        )
        parameters = [asked.match, *asked.parameters]
    return _fetch(conn, f"{sql} ORDER BY rank", parameters, limit)


def _titles_first(conn: SqliteConnection, kind: str, asked: Conditions, limit: int) -> array[int]:
    """First what has the words in its title, then the rest, each the last one entered first."""
    titled = Conditions(f"{{title}} : ({asked.match})", asked.where, asked.parameters, asked.plain)
    found = _latest(conn, kind, titled, limit)
    if 0 <= limit <= len(found):
        return found
    known = set(found)
    rest = _latest(conn, kind, asked, -1 if limit < 0 else limit + len(found))
    found.extend(no for no in rest if no not in known)
    return found[:limit] if limit >= 0 else found


def _latest(conn: SqliteConnection, kind: str, asked: Conditions, limit: int) -> array[int]:
    sql, parameters = matching(asked, kind)
    return _fetch(conn, f"{sql} ORDER BY rowid DESC", parameters, limit)


def _sorted(conn: SqliteConnection, kind: str, asked: Conditions, by: Ordering, limit: int) -> array[int]:
    if asked.costly:
        asked = _answered(conn, kind, asked)
    if by.codes and not asked.plain and (limit < 0 or _at_most(conn, kind, asked, _DEALT_MOST)):
        found = _bucketed(conn, kind, asked, by)
        return found if limit < 0 else found[:limit]
    usual = ordering(default_sort(kind), kind).column
    if limit < 0 and not asked.plain and by.column != usual and not _at_most(conn, kind, asked, RANKED_MOST):
        asked = _tested(asked, kind)
    found: array[int] = array("q")
    for where, parameters, order in _stretches(by):
        sql = f"SELECT no FROM {kind} WHERE {asked.sql} AND {where} ORDER BY {order}"
        left = limit - len(found) if limit >= 0 else -1
        found.extend(_fetch(conn, sql, [*asked.parameters, *parameters], left))
        if 0 <= limit <= len(found):
            break
    return found


def _answered(conn: SqliteConnection, kind: str, asked: Conditions) -> Conditions:
    """The same as the numbers that were found."""
    sql, parameters = matching(asked, kind)
    numbers = all_numbers(conn, sql, parameters).tolist()
    return Conditions("", ["no IN (SELECT value FROM json_each(?))"], [json.dumps(numbers)], False)


def _tested(asked: Conditions, kind: str) -> Conditions:
    """The same as a test of each number, so that an index gives the order: no wide rows are fetched to be sorted."""
    sql, parameters = matching(asked, kind)
    return Conditions("", [asked.where[0], f"+no IN ({sql})"], parameters, False)


def _at_most(conn: SqliteConnection, kind: str, asked: Conditions, most: int) -> bool:
    sql, parameters = matching(asked, kind)
    return int(conn.execute(f"SELECT count(*) FROM ({sql} LIMIT {most + 1})", parameters).fetchone()[0]) <= most


def _stretches(by: Ordering) -> Iterator[tuple[str, list[object], str]]:
    """The list cut where its order begins anew: each code of a choice, then what the column leaves empty."""
    if not by.codes:
        down = " DESC" if by.descending else ""
        yield f"{by.column} IS NOT NULL", [], f"{by.column}{down}, {by.ties}"
    else:
        for code in by.codes:
            yield f"{by.column} = ?", [code], by.ties
        marks = _marks(by.codes)
        yield f"{by.column} NOT IN ({marks})", list(by.codes), f"{by.column}, {by.ties}"
    yield f"{by.column} IS NULL", [], by.ties


def _bucketed(conn: SqliteConnection, kind: str, asked: Conditions, by: Ordering) -> array[int]:
    """The whole order of a choice in one pass: sorted by what decides ties, then dealt out by code."""
    sql = f"SELECT {by.column}, no FROM {kind} WHERE {asked.sql} ORDER BY {by.ties}"
    buckets: dict[str | None, array[int]] = {}
    for code, no in conn.execute(sql, asked.parameters):
        bucket = buckets.get(code)
        if bucket is None:
            bucket = buckets[code] = array("q")
        bucket.append(no)
    known = [code for code in by.codes if code in buckets]
    other = sorted(code for code in buckets if code is not None and code not in set(known))
    empty = [None] if None in buckets else []
    found: array[int] = array("q")
    for code in (*known, *other, *empty):
        found.extend(buckets[code])
    return found


def _fetch(conn: SqliteConnection, sql: str, parameters: Sequence[object], limit: int) -> array[int]:
    if limit < 0:
        return all_numbers(conn, sql, parameters)
    return array("q", chain.from_iterable(conn.execute(f"{sql} LIMIT ?", [*parameters, limit])))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
