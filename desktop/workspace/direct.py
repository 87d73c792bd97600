"""The connection of a transaction under way without SQLAlchemy's work around each statement.

Merging a package runs a dozen small statements for each record; SQLAlchemy's part of them costs more than SQLite's.
Faults come out as sqlite3.Error, which the journal puts into words like those that SQLAlchemy wraps.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, cast

from sqlalchemy import Connection


class _Result:
    """The part of SQLAlchemy's results that the journal uses. A row asked for by itself is the only one."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def fetchone(self) -> Any:
        row = self._cursor.fetchone()
        self._cursor.close()
        return row

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    def scalar(self) -> Any:
        row = self.fetchone()
        return None if row is None else row[0]

    def mappings(self) -> _Mappings:
        return _Mappings(self._cursor)


class _Mappings:
    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def first(self) -> dict[str, Any] | None:
        row = self._cursor.fetchone()
        names = [each[0] for each in self._cursor.description]
        self._cursor.close()
        return None if row is None else dict(zip(names, row, strict=True))


class _Direct:
    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def exec_driver_sql(self, statement: str, parameters: Sequence[Any] = ()) -> _Result:
        if isinstance(parameters, list):
            return _Result(self._raw.executemany(statement, parameters))
        return _Result(self._raw.execute(statement, parameters))


def direct(conn: Connection) -> Connection:
    """The same transaction, for code that uses nothing but `exec_driver_sql`."""
    raw = conn.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return cast(Connection, _Direct(raw))
