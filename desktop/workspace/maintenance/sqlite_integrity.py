"""Is a workspace file whole, as SQLite sees it?

Since SQLite 3.44 its checks look into the search index too. What is wrong there is no loss: the index is made again from
the records. So the two are told apart, and nothing is refused for the sake of the index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.errors import Cancelled
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.storage.sqlite import DatabaseError, SqliteConnection, is_interrupted, is_of_search_index

_STEPS = 500_000
"""Of SQLite's machine between two words of progress: some milliseconds."""

_MOST = 100
"""Sentences of SQLite that are read."""

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'"


@dataclass(frozen=True)
class Integrity:
    """What SQLite says is wrong, sentence by sentence: with the file and its tables; and with the search index alone."""

    damage: tuple[str, ...] = ()
    index: tuple[str, ...] = ()


def check_integrity(
    conn: SqliteConnection,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    thorough: bool = False,
) -> Integrity:
    """What is wrong with a file; `thorough` also compares its tables with their indexes.

    It takes about as long as copying the file: `progress` hears a word now and then. Raises Cancelled, and DatabaseError
    where so much is wrong that SQLite cannot look.
    """

    def step() -> bool:
        if progress is not None:
            progress(1, 1)
        return cancelled is not None and cancelled()

    conn.set_progress_handler(step, _STEPS)
    try:
        return _look(conn, "integrity_check" if thorough else "quick_check")
    except DatabaseError as error:
        if is_interrupted(error):
            raise Cancelled from error
        raise
    finally:
        conn.set_progress_handler(None, 0)


def quick_check(
    conn: SqliteConnection,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """What SQLite says of a file and its records: "ok" where they are whole, in whatever state the search index is.

    As `examine`.
    """
    found = check_integrity(conn, progress, cancelled)
    return found.damage[0] if found.damage else "ok"


def _look(conn: SqliteConnection, check: str) -> Integrity:
    try:
        return _classify(_rows(conn, f"{check}({_MOST})"))
    except DatabaseError as error:
        if not is_of_search_index(error):
            raise
        # An index that cannot even be opened keeps SQLite from looking at anything but one table at a time.
        tables = [str(row[0]) for row in conn.execute(_TABLES)]
        found = _classify([row for table in tables for row in _rows(conn, f'{check}("{table}")')])
        return Integrity(found.damage, (*found.index, str(error)))


def _rows(conn: SqliteConnection, check: str) -> list[str]:
    return [str(row[0]) for row in conn.execute(f"PRAGMA {check}") if row[0] != "ok"]


def _classify(rows: list[str]) -> Integrity:
    names = [index.name for index in INDEXES.values()]
    of_index = [any(name in row for name in names) for row in rows]
    return Integrity(
        tuple(row for row, its in zip(rows, of_index, strict=True) if not its),
        tuple(row for row, its in zip(rows, of_index, strict=True) if its),
    )
